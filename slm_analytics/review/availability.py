"""Availability of services in a month: agreed service time less downtime, against targets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

import pandas as pd

from slm_analytics.domain.period import Month
from slm_analytics.domain.scope import Dimension, Scope
from slm_analytics.domain.zone import local_seconds
from slm_analytics.review.availability_days import DayCell, day_cell
from slm_analytics.review.availability_headline import headline, subline
from slm_analytics.review.availability_sums import (
    Name,
    Sums,
    Verdict,
    named,
    sums_by_day,
    sums_by_month,
)
from slm_analytics.review.availability_units import CountedUnit, counted_services
from slm_analytics.review.queries import statement
from slm_analytics.warehouse.connection import Warehouse

STRIP_DAYS = 90
_EPOCH = date(1970, 1, 1)
_DAY = 86_400
_ORDER = {Verdict.MISSED: 0, Verdict.KEPT: 1, Verdict.NO_TARGET: 2, Verdict.NO_DATA: 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceMonth:
    """A service in the month, and in the months and days up to it.

    Attributes:
        name: service and customer.
        sums: of the month.
        targets: the shares agreed in it, in the order of their versions.
        months: one per month of the span; None: it was not counted then.
        days: one per day of the strip.
        is_open: whether an outage has no end yet.
        part: which part of the month is counted, in words; "": all of it.
    """

    name: Name
    sums: Sums
    targets: tuple[Fraction, ...]
    months: tuple[Sums | None, ...]
    days: tuple[DayCell, ...]
    is_open: bool
    part: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Availability:
    """The section.

    Attributes:
        month, span: what it is about; `span` the months up to `month`.
        headline, subline: sentences made from the figures.
        days: of the strips.
        rows: services, those first that missed by the most.
        totals: of all services, one per month of the span.
        has_customers: whether services of several customers stand in it.
    """

    month: Month
    span: tuple[Month, ...]
    headline: str
    subline: str
    days: tuple[date, ...]
    rows: tuple[ServiceMonth, ...]
    totals: tuple[Sums, ...]
    has_customers: bool

    @property
    def total(self) -> Sums:
        """All services together, in the month."""
        return self.totals[-1]


def availability(warehouse: Warehouse, scope: Scope, month: Month, months: int) -> Availability:
    """Read the section for `month`, over `months` up to it; the period of `scope` is not used."""
    units = [each for each in counted_services(warehouse) if _is_asked(each, scope)]
    first, after = month.plus(1 - months), month.plus(1)
    days = _strip(units, month)
    by_month = sums_by_month(warehouse, scope, first.first, after.first)
    by_day = sums_by_day(warehouse, scope, days[0], days[-1] + timedelta(days=1))
    span = tuple(first.plus(step) for step in range(months))
    begun = [each for each in span if any(each.first in told for told in by_month.values())]
    span = tuple(each for each in span if each >= min(begun, default=month))
    opened = _open_since(warehouse)
    rows = [
        _row(name, units, by_month[name], by_day.get(name, {}), span, days, opened)
        for name in by_month
        if month.first in by_month[name] or by_day.get(name)
    ]
    rows.sort(key=_urgency)
    told = [(row.name, row.sums) for row in rows]
    return Availability(
        month=month,
        span=span,
        headline=headline(told, month),
        subline=subline(told),
        days=days,
        rows=tuple(rows),
        totals=tuple(_total(by_month, each) for each in span),
        has_customers=len({row.name[1] for row in rows} - {""}) > 1,
    )


def _is_asked(unit: CountedUnit, scope: Scope) -> bool:
    limits = dict(scope.only)
    services = named(limits.get(Dimension.SERVICE, ()))
    customers = named(limits.get(Dimension.CUSTOMER, ()))
    return (not services or unit.service in services) and (
        not customers or unit.customer in ("", *customers)
    )


def _strip(units: list[CountedUnit], month: Month) -> tuple[date, ...]:
    """Return the days up to the end of the month, or to where the data ends in it."""
    last = month.plus(1).first - timedelta(days=1)
    ends = max((_last_day(each) for each in units), default=last)
    last = min(last, max(ends, month.first))
    return tuple(last - timedelta(days=back) for back in reversed(range(STRIP_DAYS)))


def _last_day(unit: CountedUnit) -> date:
    return _EPOCH + timedelta(days=local_seconds(unit.until - 1, unit.zone) // _DAY)


def _row(
    name: Name,
    units: list[CountedUnit],
    by_month: Mapping[date, Sums],
    by_day: Mapping[date, Sums],
    span: tuple[Month, ...],
    days: tuple[date, ...],
    opened: Mapping[Name, datetime],
) -> ServiceMonth:
    month = span[-1]
    mine = [each for each in units if each.name == name and _reaches(each, month)]
    since = opened.get(name)
    return ServiceMonth(
        name=name,
        sums=by_month.get(month.first, Sums()),
        targets=tuple(dict.fromkeys(each.target for each in mine if each.target is not None)),
        months=tuple(by_month.get(each.first) for each in span),
        days=tuple(day_cell(day, by_day.get(day)) for day in days),
        is_open=since is not None and since.date() < month.plus(1).first,
        part=_part(mine, month),
    )


def _reaches(unit: CountedUnit, month: Month) -> bool:
    start, until = unit.days(month.first, month.plus(1).first)
    return start < until


def _part(units: list[CountedUnit], month: Month) -> str:
    """Return from which day and up to which a service is counted in the month."""
    if not units:
        return ""
    first, after = month.first, month.plus(1).first
    begins = min(units, key=lambda each: each.start)
    ends = max(units, key=lambda each: each.until)
    words = []
    if begins.days(first, after)[0] == begins.start and _day(begins, begins.start) > first:
        words.append(f"from {_spoken(_day(begins, begins.start))}")
    if ends.days(first, after)[1] == ends.until and _day(ends, ends.until) < after:
        words.append(f"up to {_spoken(_day(ends, ends.until - 1))}")
    return " ".join(words)


def _day(unit: CountedUnit, at: int) -> date:
    return _EPOCH + timedelta(days=local_seconds(at, unit.zone) // _DAY)


def _spoken(day: date) -> str:
    return f"{day.day} {day:%b}"


def _open_since(warehouse: Warehouse) -> dict[Name, datetime]:
    rows = warehouse.query(statement("availability_open"))
    return {
        (str(service), str(customer)): pd.Timestamp(since).to_pydatetime()
        for service, customer, since in zip(
            rows["service"], rows["customer"], rows["started_at"], strict=True
        )
    }


def _total(by_month: Mapping[Name, Mapping[date, Sums]], month: Month) -> Sums:
    return sum((told.get(month.first, Sums()) for told in by_month.values()), Sums())


def _urgency(row: ServiceMonth) -> tuple[int, Fraction, str, str]:
    """Order rows: missed ones first, those furthest beyond what was allowed before others."""
    sums = row.sums
    beyond = (sums.left_seconds or Fraction(0)) / max(sums.allowed_seconds or 1, 1)
    return _ORDER[sums.verdict], beyond, *row.name
