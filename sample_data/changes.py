"""The calendar of changes: the work of the windows, what went wrong, and small things each week."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sample_data import components as on
from sample_data.outage import MINUTE, Outage
from sample_data.outages import FIRST, LAST, USERS, Diary
from sample_data.seed import stream
from sample_data.sheet_csv import clock, local, sheet
from sample_data.windows import Window

_HEADINGS = (
    "change_id", "title", "customer", "service", "component", "started_at", "ended_at", "risk",
    "assessed_for", "outcome", "owner",
)  # fmt: skip
_OWNERS = ("Mara Lindqvist", "Felix Brandt", "Tove Nilsen", "Renee Okafor", "Kenji Mori")
_SMALL = ("Firewall rule", "New certificate", "Log level", "Disk enlarged", "Batch job moved")
_SMALL_CHANGES = 110


@dataclass(kw_only=True, eq=False)
class Change:
    """One change.

    Attributes:
        number: Given last, in order of start.
    """

    started_at: datetime
    ended_at: datetime
    title: str
    service: str
    customer: str = ""
    risk: str = "low"
    assessed: str = ""
    outcome: str = "successful"
    number: str = ""


def changes(windows: Sequence[Window], outages: Sequence[Outage]) -> list[Change]:
    """All changes in order, numbered; the windows are told theirs."""
    of_windows = [(window, _of_window(window)) for window in windows]
    busy = Diary()
    busy.note(each for each in outages if each.service)
    found = [change for _, change in of_windows]
    found += [*_before_outages(outages), *_small(busy)]
    found.sort(key=lambda change: (change.started_at, change.service, change.title))
    for n, change in enumerate(found, start=1):
        change.number = f"CHG-{n:04d}"
    for window, change in of_windows:
        window.change = change.number
    return found


def _of_window(window: Window) -> Change:
    return Change(
        started_at=window.started_at,
        ended_at=window.ended_at,
        title=window.round.what,
        service=window.round.service,
        customer=window.round.customer,
        risk="medium",
        assessed="availability",
    )


def _before_outages(outages: Sequence[Outage]) -> Iterator[Change]:
    """The change behind each outage whose cause is a change, minutes or hours before it."""
    for outage in outages:
        if outage.cause != "change" or not outage.service or outage.kind != "unplanned":
            continue
        rng = stream("failed change", outage.service, f"{outage.started_at:%Y%m%d%H%M}")
        over = outage.started_at - rng.randrange(6, 150) * MINUTE
        yield Change(
            started_at=over - rng.randrange(15, 60) * MINUTE,
            ended_at=over,
            title=f"{outage.service}: release",
            service=outage.service,
            customer=outage.customer,
            risk=rng.choice(("medium", "high")),
            assessed=rng.choice(("", "availability", "availability; security")),
            outcome=rng.choice(("failed", "with issues", "backed out")),
        )


def _small(busy: Diary) -> Iterator[Change]:
    rng = stream("small changes")
    services = list(USERS)
    for _ in range(_SMALL_CHANGES):
        service, title = rng.choice(services), rng.choice(_SMALL)
        start = FIRST + timedelta(
            days=rng.randrange((LAST - FIRST).days), minutes=rng.randrange(1440)
        )
        over = start + rng.randrange(10, 50) * MINUTE
        measured = service != on.BACKUP or start > clock("2025-09-15 12:00")
        if measured and busy.is_free([service], start, over + timedelta(hours=4)):
            yield Change(started_at=start, ended_at=over, title=title, service=service)


def change_calendar(told: Sequence[Change]) -> bytes:
    """The calendar as a sheet."""
    return sheet(_HEADINGS, (_row(each) for each in told))


def _row(change: Change) -> dict[str, object]:
    place = sum(map(ord, change.service)) % len(_OWNERS)
    return {
        "change_id": change.number,
        "title": change.title,
        "customer": change.customer,
        "service": change.service,
        "started_at": local(change.started_at),
        "ended_at": local(change.ended_at),
        "risk": change.risk,
        "assessed_for": change.assessed,
        "outcome": change.outcome,
        "owner": _OWNERS[place],
    }
