"""What the lines of contracts came to, month by month, from what was counted in each month."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from slm_analytics.domain.period import Month
from slm_analytics.domain.service_level import (
    Measure,
    Outcome,
    ServiceLevel,
    State,
    judge_count,
    judge_length,
    judge_share,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthCount:
    """What one condition of a line counted in one month.

    Attributes:
        within, of: tickets within the time, of how many that have an answer.
        unanswered: tickets of the line whose clock gives none (no target, no data).
        seconds: of an average or percentile, the service times.
    """

    within: int = 0
    of: int = 0
    unanswered: int = 0
    seconds: tuple[int, ...] = ()

    def __add__(self, other: MonthCount) -> MonthCount:
        return MonthCount(
            within=self.within + other.within,
            of=self.of + other.of,
            unanswered=self.unanswered + other.unanswered,
            seconds=self.seconds + other.seconds,
        )


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
    """

    level: ServiceLevel
    month: Month
    first: Month
    last: Month
    outcome: Outcome
    counts: tuple[MonthCount, ...]
    lacks: int


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
        sum(
            (counts.get((each, number), MonthCount()) for each in _months(first, month)),
            MonthCount(),
        )
        for number in range(1, max(len(level.conditions), 1) + 1)
    )
    since = max(begins, Month.of(min(each.valid_from for each in versions)))
    outcome = _judged(level, pooled)
    if last > month and outcome.state is not State.NOT_MEASURED:
        outcome = replace(outcome, state=State.OPEN)
    return LevelResult(
        level=level,
        month=month,
        first=first,
        last=last,
        outcome=outcome,
        counts=pooled,
        lacks=sum(each < since for each in _months(first, month)),
    )


def _judged(level: ServiceLevel, pooled: Sequence[MonthCount]) -> Outcome:
    if level.measure is Measure.SHARE:
        return judge_share(level, [(each.within, each.of) for each in pooled])
    if level.measure is Measure.COUNT:
        return judge_count(level, pooled[0].of)
    return judge_length(level, pooled[0].seconds)


def _months(first: Month, last: Month) -> Iterator[Month]:
    month = first
    while month <= last:
        yield month
        month = month.plus(1)
