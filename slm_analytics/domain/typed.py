"""What people type in because no tool exports it: deliveries, and values of a month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from slm_analytics.domain.month_count import MonthCount
from slm_analytics.domain.period import Month
from slm_analytics.domain.service_level import Measure, ServiceLevel

TYPED = (Measure.DELIVERED, Measure.VALUE)  # what goes by what is typed in


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """Something that was to be delivered by a day: a report, a patch cycle.

    Attributes:
        delivered_on: None: not yet.
    """

    level_id: str
    name: str
    due_on: date
    delivered_on: date | None = None

    def is_on_time(self, on: date) -> bool | None:
        """Return whether it was delivered by its day, as known on a day; None: not due yet."""
        if self.delivered_on is not None:
            return self.delivered_on <= self.due_on
        return False if self.due_on < on else None


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthlyValue:
    """A figure of a month.

    Attributes:
        value: the figure; a percentage as a share, 99.9 % being 0.999.
        base: what it is counted of; several months are pooled by it. None: it stands alone.
        evidence: where it comes from.
    """

    level_id: str
    month: Month
    value: Fraction
    base: Fraction | None = None
    evidence: str = ""


def typed_counts(
    levels: Iterable[ServiceLevel],
    deliveries: Iterable[Delivery],
    values: Iterable[MonthlyValue],
    on: date,
) -> Mapping[str, Mapping[tuple[Month, int], MonthCount]]:
    """Return what was typed, by line, month and condition, as known on a day.

    What was due, or is of a month, while its line did not hold counts nowhere.
    """
    versions: dict[str, list[ServiceLevel]] = {}
    for each in levels:
        versions.setdefault(each.level_id, []).append(each)
    found: dict[str, dict[tuple[Month, int], MonthCount]] = {}
    for delivery in deliveries:
        due = delivery.due_on
        if _holds(versions.get(delivery.level_id, ()), Measure.DELIVERED, due, due):
            is_on_time = delivery.is_on_time(on)
            count = MonthCount(within=int(is_on_time is True), of=int(is_on_time is not None))
            _add(found, delivery.level_id, Month.of(delivery.due_on), count)
    for value in values:
        ends = value.month.plus(1).first - timedelta(days=1)
        if _holds(versions.get(value.level_id, ()), Measure.VALUE, value.month.first, ends):
            count = MonthCount(
                values=1, total=value.value, base=value.base or 0,
                bases=int(value.base is not None),
            )  # fmt: skip
            _add(found, value.level_id, value.month, count)
    return found


def _holds(versions: Iterable[ServiceLevel], measure: Measure, first: date, last: date) -> bool:
    """Return whether a version that measures this holds on some day of a span."""
    return any(
        each.measure is measure and each.valid_from <= last and first < each.valid_until
        for each in versions
    )


def _add(
    found: dict[str, dict[tuple[Month, int], MonthCount]],
    level_id: str,
    month: Month,
    count: MonthCount,
) -> None:
    mine = found.setdefault(level_id, {})
    mine[month, 1] = mine.get((month, 1), MonthCount()) + count
