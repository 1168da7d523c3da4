"""Availability of services in a month: agreed service time less downtime, against targets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

import pandas as pd

from slm_analytics.domain.period import Month
from slm_analytics.domain.scope import Dimension, Scope
from slm_analytics.domain.zone import local_seconds
from slm_analytics.review.availability_headline import headline, subline
from slm_analytics.review.availability_sums import (
    Name,
    Sums,
    Totals,
    Verdict,
    named,
    sums_by_month,
    totals_by_month,
)
from slm_analytics.review.availability_units import CountedUnit, counted_services
from slm_analytics.review.queries import statement
from slm_analytics.warehouse.connection import Warehouse

STRIP_DAYS = 90
_EPOCH = date(1970, 1, 1)
_DAY = 86_400
_NOTHING = Totals(sums=Sums(), judged=0, kept=0)
_ORDER = {Verdict.MISSED: 0, Verdict.KEPT: 1, Verdict.NO_TARGET: 2, Verdict.NO_DATA: 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceMonth:
    """A service in the month.

    Attributes:
        name: service and customer.
        sums: of the month.
        targets: the shares agreed in it, in the order of their versions.
        is_open: whether an outage has no end yet.
        part: which part of the month is counted, in words; "": all of it.
    """

    name: Name
    sums: Sums
    targets: tuple[Fraction, ...]
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
        totals: all services together, one per month of the span.
        has_customers: whether services of several customers stand in it.
    """

    month: Month
    span: tuple[Month, ...]
    headline: str
    subline: str
    days: tuple[date, ...]
    rows: tuple[ServiceMonth, ...]
    totals: tuple[Totals, ...]
    has_customers: bool

    @property
    def total(self) -> Sums:
        """All services together, in the month."""
        return self.totals[-1].sums


def availability(warehouse: Warehouse, scope: Scope, month: Month, months: int) -> Availability:
    """Read the section for `month`, over `months` up to it; the period of `scope` is not used."""
    units = [each for each in counted_services(warehouse) if _is_asked(each, scope)]
    after, days = month.plus(1).first, _strip(units, month)
    sums = sums_by_month(warehouse, scope, month.first, after)
    totals = totals_by_month(warehouse, scope, month.plus(1 - months).first, after)
    span = _span(totals, month, months)
    opened = _open_since(warehouse)
    rows = [
        _row(name, mine, sums.get(name, {}).get(month.first, Sums()), month, opened.get(name))
        for name, mine in _by_name(units).items()
        if any(_lives(each, days[0], after) for each in mine)
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
        totals=tuple(totals.get(each.first, _NOTHING) for each in span),
        has_customers=len({row.name[1] for row in rows} - {""}) > 1,
    )


def _span(totals: Mapping[date, Totals], month: Month, months: int) -> tuple[Month, ...]:
    """Return the months up to `month`, from the first in which anything was counted."""
    span = tuple(month.plus(step) for step in range(1 - months, 1))
    begun = min((each for each in span if each.first in totals), default=month)
    return tuple(each for each in span if each >= begun)


def _by_name(units: Sequence[CountedUnit]) -> dict[Name, list[CountedUnit]]:
    found: dict[Name, list[CountedUnit]] = {}
    for unit in units:
        found.setdefault(unit.name, []).append(unit)
    return found


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
    name: Name, units: Sequence[CountedUnit], sums: Sums, month: Month, since: datetime | None
) -> ServiceMonth:
    after = month.plus(1).first
    mine = [each for each in units if _lives(each, month.first, after)]
    return ServiceMonth(
        name=name,
        sums=sums,
        targets=tuple(dict.fromkeys(each.target for each in mine if each.target is not None)),
        is_open=since is not None and since.date() < after,
        part=_part(mine, month),
    )


def _lives(unit: CountedUnit, first: date, after: date) -> bool:
    start, until = unit.days(first, after)
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


def _urgency(row: ServiceMonth) -> tuple[int, Fraction, str, str]:
    """Order rows: missed ones first, those furthest beyond what was allowed before others."""
    sums = row.sums
    beyond = (sums.left_seconds or Fraction(0)) / max(sums.allowed_seconds or 1, 1)
    return _ORDER[sums.verdict], beyond, *row.name
