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


def value_of(text: str, *, is_percentage: bool) -> Fraction:
    """Return the value of a figure in a cell; of a percentage the share, as `99 %` or 0.99."""
    number = Fraction(text.removesuffix("%").strip())
    return number / 100 if is_percentage and text.endswith("%") else number


def why_not_counted(value: str, base: str, *, is_percentage: bool) -> str:
    """Return why a figure cannot be one of its line, to complete "..."; empty: it can.

    Args:
        value: the figure as written, with its sign where it is a percentage.
        base: what it is counted of, a whole number above zero; empty: it stands alone.
        is_percentage: whether the line expects a percentage.
    """
    if base and not value.isdigit():
        return "beside a base stands no whole number of hits"
    if base and is_percentage and int(value) > int(base):
        return "it is more than all of its base"
    if value.endswith("%") and not is_percentage:
        return "it is a percentage, and the line expects a plain number"
    if is_percentage and not base and not value.endswith("%") and not 0 <= Fraction(value) <= 1:
        return "it is a plain number, and the line expects a percentage"
    return ""


def with_loaded(
    levels: Iterable[ServiceLevel],
    typed: tuple[tuple[Delivery, ...], tuple[MonthlyValue, ...]],
    deliverables: Iterable[tuple[str, str, str, str | None]],
    figures: Iterable[tuple[str, str, str, str | None, str]],
) -> tuple[tuple[Delivery, ...], tuple[MonthlyValue, ...]]:
    """Return what was typed in, and what lists tell that is not typed in.

    Args:
        levels: the lines of contracts.
        typed: what the register tells; of the same key it holds.
        deliverables: line, name, due and delivered as days written 2026-12-31, of lists.
        figures: line, month, value, base and evidence as written, of lists; those that
            cannot be a figure of their line are left out.
    """
    known = {(each.level_id, each.name, each.due_on) for each in typed[0]}
    told = {(each.level_id, each.month) for each in typed[1]}
    percentages = {each.level_id for each in levels if each.is_percentage}
    more = [
        Delivery(
            level_id=level_id,
            name=name,
            due_on=date.fromisoformat(due_on),
            delivered_on=date.fromisoformat(delivered_on) if delivered_on else None,
        )
        for level_id, name, due_on, delivered_on in deliverables
        if (level_id, name, date.fromisoformat(due_on)) not in known
    ]
    values = [
        MonthlyValue(
            level_id=level_id,
            month=Month.parse(month),
            value=value_of(value, is_percentage=level_id in percentages),
            base=Fraction(base) if base else None,
            evidence=evidence,
        )
        for level_id, month, value, base, evidence in figures
        if (level_id, Month.parse(month)) not in told
        and not why_not_counted(value, base or "", is_percentage=level_id in percentages)
    ]
    return (*typed[0], *more), (*typed[1], *values)


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
