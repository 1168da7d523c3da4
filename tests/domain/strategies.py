"""Tickets, histories and rules of every kind, for laws that hold whatever they are."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from slm_analytics.domain.history import TicketTimes, Told
from slm_analytics.domain.rules import CalendarVersion, Rules
from slm_analytics.domain.service_calendar import ClosingRule
from slm_analytics.domain.target import (
    ChangeRule,
    ClockKind,
    Keys,
    PauseTime,
    Policy,
    ReopenRule,
    StartRule,
    Target,
    TieRule,
    VersionRule,
)
from tests.domain.test_service_calendar import calendars

BASE = 1_740_000_000  # February 2025, among the days of the calendars
AS_OF = BASE + 40 * 86_400
STATES = ("new", "in_progress", "on_hold", "resolved", "closed", "cancelled", "pondering")
REASONS = (None, "awaiting_customer", "awaiting_vendor")
PRIORITIES = ("P1", "P2", "P3", "Whenever")
SERVICES = ("Mail", "VPN")
GROUPS = ("Desk", "Network")

policies = st.builds(
    Policy,
    start=st.sampled_from([StartRule.OPENED, StartRule.OPENED, *StartRule]),
    start_state=st.sampled_from(["in_progress", "on_hold/awaiting_vendor", "resolved"]),
    retroactive=st.booleans(),
    pauses=st.frozensets(
        st.sampled_from(["on_hold/awaiting_customer", "on_hold", "new", "on_hold/awaiting_vendor"]),
        max_size=2,
    ),
    pause_time=st.sampled_from(PauseTime),
    change=st.sampled_from(ChangeRule),
    version=st.sampled_from(VersionRule),
    reopen=st.sampled_from(ReopenRule),
    reopen_days=st.integers(0, 5),
    closing=st.sampled_from(ClosingRule),
    tie=st.sampled_from(TieRule),
    response_states=st.frozensets(st.sampled_from(["in_progress", "on_hold"]), max_size=1),
)


_SECONDS = st.integers(0, 50) | st.integers(0, 400_000)
_ALWAYS = (date(1970, 1, 1), date(2100, 1, 1))
_TIMES = (_ALWAYS, _ALWAYS, (date(2025, 2, 25), date(2025, 3, 5)), (date(2025, 3, 5), _ALWAYS[1]))


@st.composite
def targets(draw: st.DrawFn, clock: ClockKind, service: str, priority: str) -> Target:
    """Return a target for some tickets, of any length and policy."""
    in_days = draw(st.integers(0, 3)) == 0
    valid_from, valid_until = draw(st.sampled_from(_TIMES))
    return Target(
        target_id=f"{clock.value} {service} {priority}",
        clock=clock,
        holder=draw(st.sampled_from(GROUPS)) if clock is ClockKind.HOLDING else "",
        service=service,
        priority=priority,
        seconds=0 if in_days else draw(_SECONDS),
        days=draw(st.integers(1, 4)) if in_days else 0,
        by_time=draw(st.none() | st.integers(0, 86_399)) if in_days else None,
        calendar=draw(st.sampled_from(("one", "two"))),
        valid_from=valid_from,
        valid_until=valid_until,
        policy=draw(policies),
    )


@st.composite
def rules(draw: st.DrawFn) -> Rules:
    """Return two calendars, one with two versions and one with a site's own, and targets."""
    versions = (
        CalendarVersion(calendar_id="one", calendar=draw(calendars)),
        CalendarVersion(calendar_id="one", valid_from=date(2025, 3, 3), calendar=draw(calendars)),
        CalendarVersion(calendar_id="two", calendar=draw(calendars)),
        CalendarVersion(calendar_id="two", site="Köln", calendar=draw(calendars)),
    )
    found = []
    for clock in draw(st.permutations(list(ClockKind)))[:2]:
        keys = (("", ""), ("", "P1"), ("", "P2"), ("Mail", ""), ("Mail", "P1"), ("", "P1"))
        for service, priority in draw(st.permutations(keys))[: draw(st.integers(2, 6))]:
            found.append(draw(targets(clock, service, priority)))
    return Rules(calendars=versions, targets=tuple(found))


_instants = st.integers(BASE - 3600, AS_OF - 86_400) | st.integers(BASE, BASE + 300)
updates = st.builds(
    Told,
    at=_instants,
    sequence=st.integers(0, 5),
    state=st.none() | st.sampled_from(STATES),
    hold_reason=st.sampled_from(REASONS),
    priority=st.none() | st.sampled_from(PRIORITIES),
    service=st.none() | st.sampled_from(SERVICES),
    group=st.none() | st.sampled_from(GROUPS),
    assigned_to=st.none() | st.just("Ann"),
    vendor=st.none() | st.sampled_from(GROUPS),
)


@st.composite
def tickets(draw: st.DrawFn) -> tuple[TicketTimes, list[Told]]:
    """Return a ticket with its updates; its own times need not agree with them."""
    opened = draw(st.integers(BASE, BASE + 12 * 86_400))
    told = draw(
        st.lists(updates, max_size=7, unique_by=lambda update: (update.at, update.sequence))
    )
    later = st.none() | st.integers(opened, AS_OF - 3600)
    resolved, closed = draw(later), draw(later)
    state = draw(st.sampled_from(STATES))
    known = {"resolved": True, "closed": True, "cancelled": True, "pondering": None}
    is_ended = known.get(state, False)
    if is_ended is None:
        is_ended = resolved is not None or closed is not None
    updated = draw(later)
    stopped = resolved if resolved is not None else closed
    return (
        TicketTimes(
            opened_at=opened,
            first_response_at=draw(later),
            response_known=draw(st.booleans()),
            resolved_at=resolved,
            closed_at=closed,
            updated_at=updated,
            ended_at=(stopped if stopped is not None else updated) if is_ended else None,
            is_ended=is_ended,
            state=state,
            keys=Keys(
                customer="Nord",
                service=draw(st.sampled_from(("", *SERVICES))),
                record_type="incident",
                priority=draw(st.sampled_from(("", *PRIORITIES))),
                site=draw(st.sampled_from(("", "Köln"))),
            ),
            group=draw(st.sampled_from(("", *GROUPS))),
            vendor="",
            paused_seconds=draw(st.none() | st.integers(0, 50_000)),
        ),
        told,
    )
