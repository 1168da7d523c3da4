"""What the tools hand out on the first of a month: everything updated within the month before."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sample_data.ticket import Ticket, Update

MONTHS = tuple(
    f"{year}-{month:02}"
    for year in (2024, 2025, 2026)
    for month in range(1, 13)
    if "2024-11" <= f"{year}-{month:02}" <= "2026-10"
)

Row = tuple[Ticket, Update]


@dataclass(frozen=True, kw_only=True)
class Extract:
    """One month of one tool.

    Attributes:
        month: `yyyy-mm`.
        tickets: Each ticket updated within the month, in its state at the end of the month.
        log: Every update of these tickets within the month, by ticket and time.
    """

    month: str
    tickets: list[Row] = field(default_factory=list)
    log: list[Row] = field(default_factory=list)


def extracts(tickets: Iterable[Ticket], zone: str) -> Iterator[Extract]:
    """The extracts of one tool, month by month.

    Args:
        tickets: All tickets of the tool, in order of number.
        zone: IANA zone in which its months begin.
    """
    found = {month: Extract(month=month) for month in MONTHS}
    for ticket in tickets:
        latest: dict[str, Update] = {}
        for update in ticket.updates:
            month = f"{update.step.at.astimezone(ZoneInfo(zone)):%Y-%m}"
            if month in found:
                latest[month] = update
                found[month].log.append((ticket, update))
        for month, update in latest.items():
            found[month].tickets.append((ticket, update))
    yield from found.values()


def end_of_extracts(zone: str) -> datetime:
    """The UTC instant at which the last extract ends."""
    year, month = (int(part) for part in MONTHS[-1].split("-"))
    return datetime(year, month + 1, 1, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def number(tickets: Sequence[Ticket], prefix: str, first: int, digits: int) -> list[Ticket]:
    """Gives the tickets of one tool their numbers, and returns them in that order."""
    in_order = sorted(tickets, key=lambda ticket: ticket.opened_at)
    for n, ticket in enumerate(in_order, start=first):
        ticket.number = f"{prefix}{n:0{digits}}"
    return in_order
