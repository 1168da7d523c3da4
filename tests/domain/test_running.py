"""A line while its month runs: which open tickets will count, and what is left."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slm_analytics.domain.running import (
    Awaited,
    Standing,
    Wait,
    band,
    prospect,
    standing,
    will_count,
)
from slm_analytics.domain.service_level import (
    Condition,
    Counting,
    ServiceLevel,
    SmallVolume,
    State,
)
from slm_analytics.domain.target import ClockKind

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)
NINETY = ServiceLevel(level_id="L", conditions=(Condition(share=Fraction(9, 10)),))


def wait(due: date | None, *, late: bool = False, opened: date = date(2026, 2, 27)) -> Wait:
    return Wait(is_late=late, past_target=late, opened_on=opened, due_on=due)


@pytest.mark.parametrize(
    ("each", "counts"),
    [
        (wait(date(2026, 3, 31)), True),
        (wait(date(2026, 4, 1)), False),  # due after the month: it need not be finished in it
        (wait(date(2026, 2, 28), late=True), True),  # late from last month, finished in this one
        (wait(None), False),  # on hold: no due time, and none is made up
        (wait(None, late=True), True),
    ],
)
def test_open_ticket_counts_when_it_is_due_within_the_window(each: Wait, counts: bool) -> None:
    assert will_count(NINETY, each, MARCH, APRIL) is counts


def test_answers_count_in_the_month_opened() -> None:
    level = ServiceLevel(level_id="R", clock=ClockKind.RESPONSE)
    due = date(2026, 4, 1)
    assert will_count(level, wait(due, opened=date(2026, 3, 31)), MARCH, APRIL)
    assert not will_count(level, wait(due, opened=date(2026, 2, 28)), MARCH, APRIL)


def test_decided_tickets_past_their_target_are_counted_already() -> None:
    level = ServiceLevel(level_id="D", counting=Counting.DECIDED)
    assert not will_count(level, wait(date(2026, 3, 4), late=True), MARCH, APRIL)
    assert will_count(level, wait(date(2026, 3, 4)), MARCH, APRIL)


@pytest.mark.parametrize(
    ("done", "open_now", "left", "how"),
    [
        ((9, 10), Awaited(late=0, in_time=0), 0, Standing.ON_TRACK),
        ((9, 10), Awaited(late=0, in_time=1), 0, Standing.EDGE),
        ((9, 10), Awaited(late=1, in_time=1), -1, Standing.MISSED),
        ((9, 10), Awaited(late=1, in_time=9), 0, Standing.EDGE),  # 18 of 20: both misses allowed
        ((0, 0), Awaited(late=0, in_time=0), 0, Standing.NOT_COUNTED),
        ((0, 0), Awaited(late=0, in_time=10), 1, Standing.ON_TRACK),
    ],
)
def test_what_is_left_is_counted_with_all_open_tickets_kept(
    done: tuple[int, int], open_now: Awaited, left: int, how: Standing
) -> None:
    outcome = prospect(NINETY, [done], [open_now])
    assert outcome.parts[0].margin == left
    assert standing(outcome, [open_now], at_risk=0) is how


def test_too_few_tickets_are_not_judged() -> None:
    level = ServiceLevel(
        level_id="F", conditions=NINETY.conditions, small_volume=SmallVolume.NOT_BELOW, least=5
    )
    four = prospect(level, [(1, 3)], [Awaited(late=0, in_time=1)])
    assert four.state is State.NOT_MEASURED
    assert prospect(level, [(1, 3)], [Awaited(late=1, in_time=1)]).state is State.MISSED


def test_tickets_at_risk_are_said_where_misses_are_left() -> None:
    outcome = prospect(NINETY, [(20, 20)], [Awaited(late=0, in_time=1)])
    assert standing(outcome, [Awaited(in_time=1)], at_risk=1) is Standing.AT_RISK


@pytest.mark.parametrize(
    ("consumed", "lies_in"), [(0.49, 0), (0.5, 0.5), (0.749, 0.5), (0.75, 0.75), (1, 1), (3, 1)]
)
def test_bands_are_those_of_timelines(consumed: float, lies_in: float) -> None:
    assert band(consumed) == lies_in


@given(
    within=st.integers(0, 200), missed=st.integers(0, 50), late=st.integers(0, 20),
    in_time=st.integers(1, 50), percent=st.integers(1, 100),
)  # fmt: skip
def test_one_more_late_ticket_takes_one_of_those_left(
    within: int, missed: int, late: int, in_time: int, percent: int
) -> None:
    level = ServiceLevel(level_id="P", conditions=(Condition(share=Fraction(percent, 100)),))
    done = (within, within + missed)
    now = prospect(level, [done], [Awaited(late=late, in_time=in_time)])
    then = prospect(level, [done], [Awaited(late=late + 1, in_time=in_time - 1)])
    assert then.parts[0].margin == now.parts[0].margin - 1
    if standing(now, [Awaited(late=late, in_time=in_time)], 0) is Standing.EDGE:
        assert then.state is State.MISSED
