"""What a line came to, from what was counted over its window; exact, never rounded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from math import ceil, floor

from slm_analytics.domain.month_count import MonthCount
from slm_analytics.domain.service_level import (
    Condition,
    Direction,
    Measure,
    Outcome,
    Part,
    ServiceLevel,
    SmallVolume,
    State,
)

WHOLE = Fraction(1)


def judged(level: ServiceLevel, pooled: Sequence[MonthCount], held: Fraction = WHOLE) -> Outcome:
    """Return what a line came to.

    Args:
        level: the version in force at the end of the window.
        pooled: by condition, pooled over the window.
        held: the share of the window's days on which the line held.
    """
    match level.measure:
        case Measure.SHARE | Measure.DELIVERED:
            outcome = judge_share(level, [(each.within, each.of) for each in pooled])
            return _answered(outcome, pooled)
        case Measure.RATIO:
            return judge_ratio(level, pooled[0].within, pooled[0].of)
        case Measure.COUNT:
            return judge_count(level, pooled[0].of, held)
        case Measure.VALUE:
            return judge_value(level, pooled[0])
        case Measure.AVAILABILITY:
            return judge_availability(level, pooled[0])
        case _:
            return _answered(judge_length(level, pooled[0].seconds), pooled)


def _answered(outcome: Outcome, pooled: Sequence[MonthCount]) -> Outcome:
    """Return an outcome that tells tickets without an answer from no tickets at all."""
    if outcome.of or not any(each.unanswered for each in pooled):
        return outcome
    return replace(outcome, why="no answer is known")


def allowed_misses(share: Fraction, of: int, rule: SmallVolume) -> int:
    """Return how many of `of` tickets may miss where `share` has to be within.

    The largest number of misses with (of - misses) / of >= share, exactly: 95 %
    of 103 tickets allow 5 (98 of 103 are 95.1 %; 97 are 94.2 %).
    """
    allowed = of * (share.denominator - share.numerator) // share.denominator
    return max(1, allowed) if rule is SmallVolume.ONE_MISS and of else allowed


def judge_share(level: ServiceLevel, counts: Sequence[tuple[int, int]]) -> Outcome:
    """Return what a share came to.

    Args:
        level: the version in force at the end of the window.
        counts: tickets within the time and of how many, by condition; pooled over the window.
    """
    return _shared(level, level.conditions, counts, level.minimum)


def judge_ratio(level: ServiceLevel, good: int, of: int) -> Outcome:
    """Return what a ratio came to.

    Args:
        level: the version in force at the end of the window.
        good: tickets on the side that is wanted: of `at most`, those without the trait.
        of: tickets resolved.
    """
    at_most = level.direction is Direction.AT_MOST
    wanted = Condition(share=1 - level.expected if at_most else level.expected)
    least = level.minimum
    if at_most and least is not None:
        least = 1 - least
    return _shared(level, (wanted,), [(good, of)], least)


def ratio_of(level: ServiceLevel, good: int, of: int) -> Fraction:
    """Return the share of tickets that have the trait of a ratio."""
    return Fraction(of - good if level.direction is Direction.AT_MOST else good, of)


def _shared(
    level: ServiceLevel,
    conditions: Sequence[Condition],
    counts: Sequence[tuple[int, int]],
    minimum: Fraction | None,
) -> Outcome:
    parts = tuple(
        Part(within=within, of=of, allowed=allowed_misses(each.share, of, level.small_volume))
        for each, (within, of) in zip(conditions, counts, strict=True)
    )
    of = max((part.of for part in parts), default=0)
    why = _not_measured(level, of)
    if why:
        return Outcome(state=State.NOT_MEASURED, why=why, of=of, parts=parts)
    kept = all(part.kept for part in parts)
    below = minimum is not None and parts[0].misses > allowed_misses(
        minimum, parts[0].of, level.small_volume
    )
    is_ratio = level.measure is Measure.RATIO
    return Outcome(
        state=State.KEPT if kept else State.MISSED,
        of=of,
        parts=parts,
        actual=ratio_of(level, parts[0].within, of) if is_ratio else None,
        is_below_minimum=below and not kept,
    )


def judge_length(level: ServiceLevel, seconds: Sequence[int]) -> Outcome:
    """Return what an average or a percentile of service times came to.

    A percentile is a time that a ticket really took: the smallest that so many
    tickets stay within (nearest rank), so that the line can be counted after.
    """
    of = len(seconds)
    why = _not_measured(level, of)
    if why:
        return Outcome(state=State.NOT_MEASURED, why=why, of=of)
    if level.measure is Measure.AVERAGE:
        actual = Fraction(sum(seconds), of)
    else:
        rank = max(1, ceil(level.percentile * of))
        actual = Fraction(sorted(seconds)[rank - 1])
    return compared(level, actual, of, level.expected, level.minimum)


def judge_count(level: ServiceLevel, of: int, held: Fraction = WHOLE) -> Outcome:
    """Return what a count of tickets came to; none at all is kept where a number is allowed.

    A line that held on a part of the window's days only is due that part of the number.
    """
    bound = counted_bound(level, held)
    worst = None if level.minimum is None else Fraction(_prorated(level, level.minimum * held))
    outcome = compared(level, Fraction(of), of, Fraction(bound), worst)
    if level.direction is Direction.AT_LEAST:
        return outcome
    return Outcome(
        state=outcome.state,
        of=of,
        parts=(Part(within=0, of=of, allowed=bound),),
        actual=outcome.actual,
        is_below_minimum=outcome.is_below_minimum,
    )


def counted_bound(level: ServiceLevel, held: Fraction) -> int:
    """Return the number of tickets that is due for the days on which a line held."""
    return _prorated(level, level.expected * held)


def _prorated(level: ServiceLevel, due: Fraction) -> int:
    return floor(due) if level.direction is Direction.AT_MOST else ceil(due)


def judge_value(level: ServiceLevel, counted: MonthCount) -> Outcome:
    """Return what typed values came to; several are pooled by their bases, never averaged."""
    if not counted.values:
        return Outcome(state=State.NOT_MEASURED, why="nothing typed in", of=0)
    actual = Fraction(counted.total)
    if counted.values == counted.bases:
        if not counted.base:
            return Outcome(state=State.NOT_MEASURED, why="counted of nothing", of=0)
        actual = Fraction(counted.total) / counted.base
    elif counted.values > 1:
        return Outcome(state=State.NOT_MEASURED, why="values without a base cannot be pooled", of=0)
    return compared(level, actual, counted.values, level.expected, level.minimum)


def judge_availability(level: ServiceLevel, counted: MonthCount) -> Outcome:
    """Return what availability came to: available seconds of agreed ones, pooled over months."""
    if not counted.base:
        return Outcome(state=State.NOT_MEASURED, why="no uptime is known", of=0)
    actual = Fraction(counted.total) / counted.base
    return compared(level, actual, counted.values, level.expected, level.minimum)


def compared(
    level: ServiceLevel, actual: Fraction, of: int, expected: Fraction, worst: Fraction | None
) -> Outcome:
    """Return what a figure came to beside what is expected of it, and the worst that may be."""
    at_most = level.direction is Direction.AT_MOST
    kept = actual <= expected if at_most else actual >= expected
    below = worst is not None and (actual > worst if at_most else actual < worst)
    return Outcome(
        state=State.KEPT if kept else State.MISSED,
        of=of,
        actual=actual,
        is_below_minimum=below and not kept,
    )


def _not_measured(level: ServiceLevel, of: int) -> str:
    if not of:
        return "nothing was due" if level.measure is Measure.DELIVERED else "no ticket"
    if level.small_volume is SmallVolume.NOT_BELOW and of < level.least:
        return f"fewer than {level.least} tickets"
    return ""
