"""The days and months behind a service: read of those alone that are shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from slm_analytics.domain.period import Month
from slm_analytics.domain.scope import Scope
from slm_analytics.review.availability_days import DayCell, day_cell
from slm_analytics.review.availability_sums import Name, Sums, sums_by_day, sums_by_month
from slm_analytics.warehouse.connection import Warehouse


def days_of_services(
    warehouse: Warehouse, days: Sequence[date], names: Sequence[Name]
) -> tuple[tuple[DayCell, ...], ...]:
    """Return days, of each of the services named."""
    first, after = days[0], days[-1] + timedelta(days=1)
    found = sums_by_day(warehouse, Scope(), first, after, names) if names else {}
    return tuple(
        tuple(day_cell(day, found.get(name, {}).get(day)) for day in days) for name in names
    )


def months_of_services(
    warehouse: Warehouse, span: Sequence[Month], names: Sequence[Name]
) -> tuple[tuple[Sums | None, ...], ...]:
    """Return the months of a span, of each of the services named; None: not counted then."""
    first, after = span[0].first, span[-1].plus(1).first
    found = sums_by_month(warehouse, Scope(), first, after, names) if names else {}
    return tuple(tuple(found.get(name, {}).get(month.first) for month in span) for name in names)
