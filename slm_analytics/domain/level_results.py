"""What the lines of contracts came to, month by month, from what was counted in each month."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from slm_analytics.domain.judging import WHOLE, judged
from slm_analytics.domain.month_count import MonthCount
from slm_analytics.domain.period import Month
from slm_analytics.domain.service_level import Outcome, ServiceLevel, State


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelResult:
    """What a line came to in the window that ends with, or runs over, a month.

    Attributes:
        level: the version that judges: that in force at the end of the month.
        month: the month of the review.
        first, last: the months of the window.
        outcome: counted up to `month`; `OPEN` while the window runs on after it.
        counts: by condition, pooled over the window up to `month`.
        lacks: months of the window before the line or the data began.
        held_days, days: days of the window on which some version of the line held, of how many.
    """

    level: ServiceLevel
    month: Month
    first: Month
    last: Month
    outcome: Outcome
    counts: tuple[MonthCount, ...]
    lacks: int
    held_days: int
    days: int


_NONE = MonthCount()
Counts = Mapping[tuple[Month, int], MonthCount]  # by month and condition, from 1


def results_of(
    versions: Sequence[ServiceLevel], counts: Counts, months: Sequence[Month]
) -> Iterator[LevelResult]:
    """Yield the results of a line for months in order.

    Args:
        versions: its versions, none at the same time as another.
        counts: what it counted; a month without tickets is absent.
        months: all months of the data, in order. Those without a version are left out.
    """
    for month in months:
        level = version_in(versions, month)
        if level is not None:
            yield _result(versions, level, counts, month, months[0])


def version_in(versions: Sequence[ServiceLevel], month: Month) -> ServiceLevel | None:
    """Return the version in force at the end of a month, else the last one within it."""
    begins, ends = month.first, month.plus(1).first
    holding = [each for each in versions if each.valid_from < ends and each.valid_until > begins]
    return max(holding, key=lambda each: each.valid_from, default=None)


def _result(
    versions: Sequence[ServiceLevel],
    level: ServiceLevel,
    counts: Counts,
    month: Month,
    begins: Month,
) -> LevelResult:
    first, last = level.span(month)
    pooled = tuple(
        _pooled(counts, first, month, number)
        for number in range(1, max(len(level.conditions), 1) + 1)
    )
    begun = max(begins, Month.of(min(each.valid_from for each in versions)))
    begins_on, ends_on = first.first, last.plus(1).first
    days = (ends_on - begins_on).days
    held = _held(versions, begins_on, ends_on)
    outcome = judged(level, pooled, Fraction(held, days) if held < days else WHOLE)
    if last > month and outcome.state is not State.NOT_MEASURED:
        outcome = replace(outcome, state=State.OPEN)
    return LevelResult(
        level=level,
        month=month,
        first=first,
        last=last,
        outcome=outcome,
        counts=pooled,
        lacks=min(max(begun.since(first), 0), month.since(first) + 1),
        held_days=held,
        days=days,
    )


def _pooled(counts: Counts, first: Month, last: Month, number: int) -> MonthCount:
    if first == last:
        return counts.get((last, number), _NONE)
    found = (counts.get((each, number)) for each in _months(first, last))
    return sum((each for each in found if each is not None), _NONE)


def _held(versions: Sequence[ServiceLevel], begins: date, ends: date) -> int:
    """Return on how many days of a window some version held; none hold at the same time."""
    held = ((min(each.valid_until, ends) - max(each.valid_from, begins)).days for each in versions)
    return sum(max(days, 0) for days in held)


def _months(first: Month, last: Month) -> Iterator[Month]:
    month = first
    while month <= last:
        yield month
        month = month.plus(1)
