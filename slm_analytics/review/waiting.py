"""The open tickets of a line: how far each has come, and when it is due."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Any

import pandas as pd

from slm_analytics.domain.running import AT_RISK, Awaited, Wait, band, will_count
from slm_analytics.domain.service_level import ServiceLevel
from slm_analytics.domain.zone import local_seconds
from slm_analytics.review.asked_lines import line_parameters, of_lines, times_of
from slm_analytics.review.condition_due import ConditionDue
from slm_analytics.warehouse.connection import Warehouse

_EPOCH = date(1970, 1, 1).toordinal()
_DAY = 86_400
Cells = Any  # a row of `running_tickets`, by column


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An open ticket of a line.

    Attributes:
        system, ticket_id, title, customer, service, priority, state: as its export tells.
        holder: the group, else the supplier, that has it.
        waits: by condition; empty where it has no target.
        due: when the next condition that it still keeps is due (UTC); None: past all of
            them, on hold, or without a target.
        left: seconds of service time left of that condition; below 0: past the last one.
        consumed: the share of that condition's time that is used up.
        is_late: past at least one condition.
    """

    system: str
    ticket_id: str
    title: str
    customer: str
    service: str
    priority: str
    state: str
    holder: str
    waits: tuple[Wait, ...] = ()
    due: datetime | None = None
    left: int | None = None
    consumed: float | None = None
    is_late: bool = False

    @property
    def has_target(self) -> bool:
        """Whether a clock runs for it."""
        return bool(self.waits)

    @property
    def is_on_hold(self) -> bool:
        """Whether its clock stands still, so that no due time can be told."""
        return self.has_target and self.due is None and (self.left or 0) >= 0

    @property
    def is_at_risk(self) -> bool:
        """Whether it is in time, and three quarters of its time are used up."""
        return self.consumed is not None and not self.is_late and band(self.consumed) == AT_RISK


def waiting_tickets(
    warehouse: Warehouse, levels: Sequence[ServiceLevel], as_of: datetime
) -> dict[int, tuple[Waiting, ...]]:
    """Return the open tickets of lines, by the line's place among them; those due first lead.

    Lines that time nothing, such as a count of tickets, have none.
    """
    if not levels:
        return {}
    text = of_lines("running_tickets", "w")
    rows: list[Any] = warehouse.query(text, line_parameters(levels)).to_dict("records")
    due = ConditionDue(warehouse, as_of)
    found = {}
    for number, mine in groupby(rows, key=lambda row: int(row["number"])):
        tickets = [_waiting(levels[number], row, due) for row in mine]
        found[number] = tuple(sorted(tickets, key=_urgency))
    return found


def _urgency(ticket: Waiting) -> tuple[bool, bool, float, str]:
    """Return what sorts tickets: the furthest past their time, then those due first."""
    due = ticket.due.timestamp() if ticket.due else 0.0
    late = ticket.is_late and ticket.due is None and not ticket.is_on_hold
    order = float(ticket.left or 0) if late else due
    return (not late, ticket.due is None and not late, order, ticket.ticket_id)


def _waiting(level: ServiceLevel, row: Cells, due: ConditionDue) -> Waiting:
    state, reason = _text(row["state"]), _text(row["hold_reason"])
    told: dict[str, Any] = {
        "system": _text(row["system"]),
        "ticket_id": _text(row["ticket_id"]),
        "title": _text(row["short_description"]),
        "customer": _text(row["customer"]),
        "service": _text(row["service"]),
        "priority": _text(row["priority"]),
        "state": f"{state}, {reason}" if reason else state,
        "holder": _text(row["assignment_group"]) or _text(row["vendor"]),
    }
    if row["answer"] != "open" or pd.isna(row["allowed_seconds"]):
        return Waiting(**told)
    found = [_under(seconds, row, due) for seconds in times_of(level)]
    # The shortest time that it still keeps comes next; past all of them, the longest.
    keeps = [each for each in found if not each[0].is_late]
    _, at, left, of = (
        min(keeps, key=lambda each: each[2])
        if keeps
        else max(found, key=lambda each: each[2])
    )  # fmt: skip
    return Waiting(
        **told,
        waits=tuple(each[0] for each in found),
        due=at if keeps else None,
        left=left,
        consumed=(of - left) / of if of else 1.0,
        is_late=any(each[0].is_late for each in found),
    )


def _under(
    seconds: int | None, row: Cells, due: ConditionDue
) -> tuple[Wait, datetime | None, int, int]:
    """Return how a ticket stands under a condition, when it is due, and seconds left of all."""
    elapsed, allowed = int(row["elapsed_seconds"]), int(row["allowed_seconds"])
    of = allowed if seconds is None else seconds
    is_late = bool(row["is_late"]) if seconds is None else elapsed > of
    at = None
    if of == allowed and not pd.isna(row["due_at"]):
        at = _utc(row["due_at"])
    elif of != allowed and not is_late:
        at = _later(row, due, of - elapsed)
    wait = Wait(
        is_late=is_late,
        past_target=bool(row["is_late"]),
        opened_on=row["opened_on"].date(),
        due_on=None if at is None else _civil(at, _text(row["zone"]) or "UTC"),
    )
    return wait, at, of - elapsed, of


def _later(row: Cells, due: ConditionDue, left: int) -> datetime | None:
    state, reason = _text(row["state"]), _text(row["hold_reason"])
    word = f"{state}/{reason}" if reason else state
    line = -1 if pd.isna(row["target_line"]) else int(row["target_line"])
    found = due.due(line, _text(row["site"]), _utc(row["opened_at"]), word, left)
    return None if found is None else datetime.fromtimestamp(found, UTC)


def _civil(moment: datetime, zone: str) -> date:
    return date.fromordinal(local_seconds(int(moment.timestamp()), zone) // _DAY + _EPOCH)


def _utc(value: Any) -> datetime:
    moment: datetime = value.to_pydatetime().replace(tzinfo=UTC)
    return moment


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def awaited(
    level: ServiceLevel, tickets: Sequence[Waiting], begins: date, until: date
) -> tuple[Awaited, ...]:
    """Return by condition how many open tickets will count in a window, late and in time."""
    return tuple(
        Awaited(
            late=sum(each.is_late for each in waits),
            in_time=sum(not each.is_late for each in waits),
        )
        for waits in (
            list(_counting(level, tickets, number, begins, until))
            for number in range(len(times_of(level)))
        )
    )


def _counting(
    level: ServiceLevel, tickets: Sequence[Waiting], number: int, begins: date, until: date
) -> Iterator[Wait]:
    for each in tickets:
        if each.has_target and will_count(level, each.waits[number], begins, until):
            yield each.waits[number]
