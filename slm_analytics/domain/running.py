"""A line in the month that still runs: what it comes to if every open ticket is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from slm_analytics.domain.judging import WHOLE, compared, judge_count, judge_ratio, judge_share
from slm_analytics.domain.service_level import (
    Counting,
    Direction,
    Measure,
    Outcome,
    ServiceLevel,
    State,
)
from slm_analytics.domain.target import ClockKind

AT_RISK = 0.75  # of the time used up
BANDS = (1.0, AT_RISK, 0.5)


class Standing(StrEnum):
    """How a line stands while its month runs."""

    MISSED = "missed as it stands"
    EDGE = "no miss left"
    AT_RISK = "at risk"
    ON_TRACK = "on track"
    NOT_COUNTED = "nothing to judge yet"


@dataclass(frozen=True, slots=True)
class Awaited:
    """Open tickets that will count under one condition: past its time, and still in time."""

    late: int = 0
    in_time: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """An open ticket under one condition.

    Attributes:
        is_late: past the time of the condition.
        past_target: past the ticket's own target, by which `Counting.DECIDED` goes.
        opened_on, due_on: civil days; no due day while it is on hold.
    """

    is_late: bool
    past_target: bool
    opened_on: date
    due_on: date | None


def will_count(level: ServiceLevel, wait: Wait, begins: date, until: date) -> bool:
    """Return whether an open ticket, finished in time, will count in a window.

    One that is past its time is taken to be finished before the window ends;
    one on hold has no due time, and none is made up. Where tickets count when
    they were decided, those past their target are counted already.
    """
    if level.counting is Counting.DECIDED:
        due = wait.is_late or (wait.due_on is not None and wait.due_on < until)
        return not wait.past_target and due
    if level.clock is ClockKind.RESPONSE:
        return begins <= wait.opened_on < until
    return wait.is_late or (wait.due_on is not None and wait.due_on < until)


def prospect(
    level: ServiceLevel, done: Sequence[tuple[int, int]], awaited: Sequence[Awaited]
) -> Outcome:
    """Return what a share comes to if every open ticket that is still in time is kept.

    Args:
        level: the version that will judge.
        done: tickets within and of how many so far, by condition.
        awaited: the open tickets that will count, by condition.
    """
    counts = [
        (within + each.in_time, of + each.in_time + each.late)
        for (within, of), each in zip(done, awaited, strict=True)
    ]
    return judge_share(level, counts)


def judged_so_far(
    level: ServiceLevel,
    counts: Sequence[tuple[int, int]],
    actual: float | None,
    held: Fraction = WHOLE,
) -> Outcome | None:
    """Return what a line that no open ticket is held against has come to; None: nothing yet.

    A count that is to be at least so many is nothing yet until it is reached; `held` is the
    share of the window's days on which the line holds.
    """
    good, of = counts[0]
    match level.measure:
        case Measure.DELIVERED:
            return judge_share(level, counts) if of else None
        case Measure.RATIO:
            return judge_ratio(level, good, of) if of else None
        case Measure.COUNT:
            outcome = judge_count(level, of, held)
            waits = level.direction is Direction.AT_LEAST and outcome.state is State.MISSED
            return None if waits else outcome
    if actual is None:
        return None
    exact = Fraction(actual).limit_denominator(10**9)
    return compared(level, exact, of, level.expected, level.minimum)


def standing(outcome: Outcome, awaited: Sequence[Awaited], at_risk: int) -> Standing:
    """Return how a share stands; `at_risk`: open tickets in time with little time left."""
    if outcome.state is State.MISSED:
        return Standing.MISSED
    if outcome.state is State.NOT_MEASURED:
        return Standing.NOT_COUNTED
    if any(
        not part.margin and each.in_time
        for part, each in zip(outcome.parts, awaited, strict=True)
    ):  # fmt: skip
        return Standing.EDGE
    return Standing.AT_RISK if at_risk else Standing.ON_TRACK


def band(consumed: float) -> float:
    """Return the band that a share of time used up lies in: 1, 0.75, 0.5, else 0."""
    return next((each for each in BANDS if consumed >= each), 0.0)
