"""Laws of a ticket's clocks that hold under any rules, calendars and histories."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from slm_analytics.domain.clock import Counting
from slm_analytics.domain.history import TicketTimes, Told, regular
from slm_analytics.domain.rules import Rules
from slm_analytics.domain.service_calendar import ServiceCalendar
from slm_analytics.domain.target import PauseTime
from slm_analytics.domain.ticket_clock import Agreed, ClockAnswer, TicketClock, ticket_clocks
from tests.domain.strategies import AS_OF, BASE, rules, tickets

_WEEK = 7 * 86_400
Ticket = tuple[TicketTimes, list[Told]]


def clocks(ticket: Ticket, agreed: Rules) -> tuple[TicketClock, ...]:
    return ticket_clocks(ticket[0], regular(*ticket), Agreed(agreed, BASE, AS_OF))


@settings(max_examples=50, deadline=None)
@given(tickets())
def test_history_covers_the_life_of_a_ticket_without_gaps(ticket: Ticket) -> None:
    stretches = regular(*ticket).stretches
    assert stretches[0].start == ticket[0].opened_at
    assert stretches[-1].until is None
    assert all(before.until == after.start for before, after in pairwise(stretches))
    assert all(each.until is None or each.until > each.start for each in stretches)


@settings(max_examples=50, deadline=None)
@given(tickets(), rules())
def test_pieces_add_up_to_the_figures(ticket: Ticket, agreed: Rules) -> None:
    compiled = Agreed(agreed, BASE, AS_OF)
    for found in clocks(ticket, agreed):
        if found.measure is None or found.count is None or found.started_at is None:
            assert found.answer not in (ClockAnswer.MET, ClockAnswer.MISSED, ClockAnswer.OPEN)
            continue
        assert all(before.until == after.start for before, after in pairwise(found.pieces))
        service = compiled.of(found.count.target, ticket[0].keys.site, found.started_at)
        assert service is not None
        runs = [each for each in found.pieces[:-1] if each.counting is Counting.RUNS]
        ran = sum(service.open.elapsed(run.start, run.until or 0) for run in runs)
        wall = sum((run.until or 0) - run.start for run in runs)
        told = found.measure.paused - sum(
            service.open.elapsed(each.start, each.until or 0)
            for each in found.pieces[:-1]
            if each.counting is Counting.PAUSED
        )
        assert found.measure.calendar_seconds == max(wall - told, 0)
        if found.count.target.policy.pause_time is PauseTime.SERVICE_HOURS:
            assert found.measure.elapsed == max(ran - told, 0)
        else:
            assert 0 <= found.measure.elapsed <= max(ran - told, 0)


@settings(max_examples=50, deadline=None)
@given(tickets(), rules())
def test_due_is_the_inverse_of_elapsed(ticket: Ticket, agreed: Rules) -> None:
    for found in clocks(ticket, agreed):
        if found.measure is None or found.measure.due_at is None or found.stopped_at is None:
            continue
        figures, end = found.measure, found.pieces[-1].start
        if figures.elapsed > figures.allowed:
            assert figures.due_at < end
        elif figures.elapsed < figures.allowed:
            assert figures.due_at > end


@settings(max_examples=50, deadline=None)
@given(tickets(), rules(), st.integers(0, 100_000))
def test_longer_targets_are_never_missed_where_shorter_ones_are_met(
    ticket: Ticket, agreed: Rules, more: int
) -> None:
    timed = tuple(replace(each, days=0, by_time=None) for each in agreed.targets)
    longer = tuple(replace(each, seconds=each.seconds + more) for each in timed)
    before = clocks(ticket, replace(agreed, targets=timed))
    after = clocks(ticket, replace(agreed, targets=longer))
    assert len(before) == len(after)
    for left, right in zip(before, after, strict=True):
        if left.answer is ClockAnswer.MET:
            assert right.answer is ClockAnswer.MET


@settings(max_examples=50, deadline=None)
@given(tickets(), rules(), st.integers(1, 20))
def test_whole_weeks_change_nothing_without_holidays(
    ticket: Ticket, agreed: Rules, weeks: int
) -> None:
    plain = tuple(
        replace(
            each,
            calendar=ServiceCalendar(
                weekly=each.calendar.weekly, always_open=each.calendar.always_open
            ),
        )
        for each in agreed.calendars[2:]
    )
    targets = tuple(
        replace(each, calendar="two", valid_from=plain[0].valid_from, valid_until=date(2100, 1, 1))
        for each in agreed.targets
    )
    timeless = Rules(calendars=plain, targets=targets)
    later = _later(ticket, weeks * _WEEK)
    left = ticket_clocks(ticket[0], regular(*ticket), Agreed(timeless, BASE, AS_OF))
    as_of = AS_OF + weeks * _WEEK
    right = ticket_clocks(later[0], regular(*later), Agreed(timeless, BASE, as_of))
    assert [(each.answer, each.cycle) for each in left] == [
        (each.answer, each.cycle) for each in right
    ]
    for one, other in zip(left, right, strict=True):
        if one.measure is not None and other.measure is not None:
            due = one.measure.due_at
            moved = None if due is None else due + weeks * _WEEK
            assert replace(one.measure, due_at=moved) == other.measure


def _later(ticket: Ticket, seconds: int) -> Ticket:
    times, told = ticket
    names = ("opened_at", "first_response_at", "resolved_at", "closed_at", "updated_at", "ended_at")
    moved = {
        name: None if getattr(times, name) is None else getattr(times, name) + seconds
        for name in names
    }
    return replace(times, **moved), [replace(each, at=each.at + seconds) for each in told]
