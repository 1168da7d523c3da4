"""The strips of days and the burn-down of a month, as charts with their words."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from slm_analytics.charts.availability import BurnPoint, burn_down
from slm_analytics.charts.day_strip import Day, DayMark, DayStrip
from slm_analytics.charts.spec import Trend
from slm_analytics.review.availability import Availability, ServiceMonth
from slm_analytics.review.availability_days import DayCell, DayKind
from slm_analytics.review.availability_service import BurnDay, ServiceDetail
from slm_analytics.review.availability_sums import Name
from slm_analytics.review.availability_words import down_words, minutes_words
from slm_analytics.review.sentences import counted, month_name

MARKS = {
    DayKind.UP: DayMark.GOOD,
    DayKind.WITHIN: DayMark.FAIR,
    DayKind.MISSED: DayMark.BAD,
    DayKind.DOWN: DayMark.PLAIN_DOWN,
    DayKind.MAINTENANCE: DayMark.PLANNED,
    DayKind.UNKNOWN: DayMark.UNKNOWN,
    DayKind.CLOSED: DayMark.NONE,
}
_BAD = (DayKind.MISSED, DayKind.DOWN, DayKind.WITHIN)


def key_of(name: Name) -> str:
    """Return what names a service in an address."""
    service, customer = name
    return f"{service} · {customer}" if customer else service


def row_name(row: ServiceMonth, *, with_customer: bool) -> str:
    """Return how a service is called in a row; its customer where there are several."""
    return key_of(row.name) if with_customer else row.name[0]


def strip_of(
    told: Availability, rows: Sequence[ServiceMonth], days: Sequence[Sequence[DayCell]]
) -> DayStrip:
    """Return the days of services; one row each."""
    with_customer = told.has_customers
    names = [row_name(row, with_customer=with_customer) for row in rows]
    drawn = tuple(
        tuple(Day(mark=MARKS[day.kind], note=f"{name}, {day.words}") for day in cells)
        for name, cells in zip(names, days, strict=True)
    )
    down = sum(day.kind in _BAD for cells in days for day in cells)
    alt = (
        f"{counted(len(rows), 'service')} over {len(told.days)} days, a cell a day:"
        f" downtime on {counted(down, 'day of a service', 'days of services')}"
    )
    return DayStrip(
        rows=tuple(names), keys=tuple(key_of(row.name) for row in rows), days=told.days,
        cells=drawn, alt=alt,
    )  # fmt: skip


def burn_of(detail: ServiceDetail) -> Trend:
    """Return how the allowance of a month was used, day by day."""
    points = [_point(each) for each in detail.days]
    words = [
        (_told(each), f"{_when(each)}: {minutes_words(each.pace)} left at an even pace")
        for each in detail.days
    ]
    left = detail.budget.left if detail.budget else None
    alt = f"Allowance of {key_of(detail.name)} in {month_name(detail.month)}, day by day: "
    return burn_down(points, words, f"{alt}{minutes_words(left)} left at the end")


def _point(each: BurnDay) -> BurnPoint:
    return each.day, _minutes(each.lost), _minutes(each.left), float(each.pace / 60)


def _minutes(seconds: Fraction | None) -> float | None:
    return None if seconds is None else float(seconds / 60)


def _told(each: BurnDay) -> str:
    if each.lost is None:
        return f"{_when(each)}: nothing counted"
    return f"{_when(each)}: {down_words(each.lost)} down, {minutes_words(each.left)} left"


def _when(each: BurnDay) -> str:
    return f"{each.day:%a} {each.day.day} {each.day:%b}"
