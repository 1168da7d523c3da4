"""Short tickets for tests of the clock: an office week in UTC, times written as in a diary."""

from __future__ import annotations

from datetime import UTC, datetime

from slm_analytics.domain.history import TicketTimes, Told, regular
from slm_analytics.domain.rules import CalendarVersion, Rules
from slm_analytics.domain.service_calendar import ServiceCalendar
from slm_analytics.domain.target import Keys, Target
from slm_analytics.domain.ticket_clock import Agreed, TicketClock, ticket_clocks

H, M = 3600, 60
OFFICE = ServiceCalendar(weekly=(((8 * H, 18 * H),),) * 5 + ((), ()))
ALWAYS = ServiceCalendar(always_open=True)
OPENED = "2026-06-01 08:00"  # a Monday


def at(text: str) -> int:
    """Return a time of UTC as seconds."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def rules(*targets: Target, office: ServiceCalendar = OFFICE) -> Rules:
    """Return rules with the calendars `office` and `always`."""
    calendars = (
        CalendarVersion(calendar_id="office", calendar=office),
        CalendarVersion(calendar_id="always", calendar=ALWAYS),
    )
    return Rules(calendars=calendars, targets=targets)


def told(*lines: tuple[str, str], **also: str) -> list[Told]:
    """Return updates of a diary: (time, `state`, `state/reason`, `P2`, `group:X` or `vendor:X`)."""
    found = []
    for number, (time, word) in enumerate(lines):
        kind, _, name = word.partition(":")
        if name:
            found.append(Told(at=at(time), sequence=number, **{kind: name}, **also))
        elif word.startswith("P"):
            found.append(Told(at=at(time), sequence=number, priority=word))
        else:
            state, _, reason = word.partition("/")
            found.append(Told(at=at(time), sequence=number, state=state, hold_reason=reason))
    return found


def clocks(
    agreed: Rules,
    *lines: tuple[str, str],
    as_of: str = "2026-07-01 00:00",
    opened: str = OPENED,
    priority: str = "P3",
    **more: object,
) -> tuple[TicketClock, ...]:
    """Return the clocks of a ticket opened on a Monday at eight."""
    ticket = TicketTimes(
        opened_at=at(opened),
        keys=Keys(customer="Nord", service="Mail", record_type="incident", priority=priority),
        **more,  # type: ignore[arg-type]
    )
    history = regular(ticket, told(*lines))
    return ticket_clocks(ticket, history, Agreed(agreed, at(opened), at(as_of)))


def clock(agreed: Rules, *lines: tuple[str, str], **more: object) -> TicketClock:
    """Return the only clock of a ticket."""
    (only,) = clocks(agreed, *lines, **more)  # type: ignore[arg-type]
    return only
