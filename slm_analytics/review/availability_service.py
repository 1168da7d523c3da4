"""One service in a month: how its allowance went, its outages, and the account of every second."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from slm_analytics.domain.availability import LedgerPiece
from slm_analytics.domain.error_budget import (
    BURN_WINDOWS,
    BurnAlert,
    ErrorBudget,
    burn_rate,
    burning,
    empties_at,
    error_budget,
)
from slm_analytics.domain.intervals import Interval
from slm_analytics.domain.period import Month
from slm_analytics.domain.rules import instant_of
from slm_analytics.domain.scope import Dimension, Scope
from slm_analytics.review.availability_ledger import Account, account_of
from slm_analytics.review.availability_outages import ServiceOutage, service_outages
from slm_analytics.review.availability_sums import Name, Sums, sums_by_day
from slm_analytics.review.availability_units import CountedUnit, counted_services, counted_until
from slm_analytics.review.ticket_times import rules_in_force
from slm_analytics.warehouse.connection import Warehouse


@dataclass(frozen=True, slots=True, kw_only=True)
class BurnDay:
    """A day of the month: what was lost, what is left at its end, and what an even pace leaves.

    All in seconds; `left` is None on days that are still to come.
    """

    day: date
    lost: Fraction | None
    left: Fraction | None
    pace: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceDetail:
    """A service in a month.

    Attributes:
        name, month, zone: which, and whose clock tells its times.
        target: in force at the end; None: none is agreed, and there is no budget.
        sums: of the month.
        budget: of the whole month, also of what is still to come of it.
        days: how it went.
        at: the instant up to which all is told, second UTC; `is_running`: the month goes on.
        rates: length of a window that ends then -> how many times faster than allowed it lost.
        alerts: thresholds that are passed.
        empties: when nothing is left, at the pace of the month so far; None: not in this month.
        outages: those of the month.
        terms: rows of the register it is counted by.
    """

    name: Name
    month: Month
    zone: str
    target: Fraction | None
    sums: Sums
    budget: ErrorBudget | None
    days: tuple[BurnDay, ...]
    at: int
    is_running: bool
    rates: tuple[tuple[int, Fraction | None], ...]
    alerts: tuple[BurnAlert, ...]
    empties: int | None
    outages: tuple[ServiceOutage, ...]
    units: tuple[CountedUnit, ...]


def service_detail(warehouse: Warehouse, name: Name, month: Month) -> ServiceDetail | None:
    """Read a service in a month; None where it is not counted then."""
    units = units_of(warehouse, name, month)
    if not units:
        return None
    rules = rules_in_force(warehouse)
    account = account_of(warehouse, units[-1], rules)
    unit = units[-1]
    window = unit.days(month.first, month.plus(1).first)
    ends = instant_of(month.plus(1).first, unit.zone)
    by_day = _by_day(warehouse, name, month)
    sums = sum(by_day.values(), Sums())
    to_come = _to_come(warehouse, account, ends)
    days = _burn(account, month, by_day, to_come)
    budget = None
    if unit.target is not None:
        budget = error_budget(0, sums.judged_seconds, unit.target)
        allowed = sums.allowed_seconds or Fraction(0)
        allowed += _open_seconds(account, to_come) * (1 - unit.target)
        budget = ErrorBudget(allowed=allowed, used=sums.judged_seconds)
    rates = _rates(account, window[1])
    return ServiceDetail(
        name=name,
        month=month,
        zone=unit.zone,
        target=unit.target,
        sums=sums,
        budget=budget,
        days=days,
        at=window[1],
        is_running=to_come[0] < to_come[1],
        rates=tuple(rates.items()),
        alerts=burning(rates),
        empties=_empties(account, budget, sums, to_come),
        outages=service_outages(warehouse, units, month),
        units=units,
    )


def units_of(warehouse: Warehouse, name: Name, month: Month) -> tuple[CountedUnit, ...]:
    """Return the versions of a service's terms that hold in a month."""
    found = []
    for unit in counted_services(warehouse, name):
        start, until = unit.days(month.first, month.plus(1).first)
        if start < until:
            found.append(unit)
    return tuple(found)


def _by_day(warehouse: Warehouse, name: Name, month: Month) -> dict[date, Sums]:
    scope = Scope().limited(Dimension.SERVICE, (name[0],))
    if name[1]:
        scope = scope.limited(Dimension.CUSTOMER, (name[1],))
    return sums_by_day(warehouse, scope, month.first, month.plus(1).first).get(name, {})


def _to_come(warehouse: Warehouse, account: Account, ends: int) -> Interval:
    """Return the rest of a month that still runs; nothing where the service or the month ended."""
    latest = counted_until(warehouse)
    is_running = account.unit.until == latest and account.unit.until < ends
    return (account.unit.until, ends) if is_running else (ends, ends)


def _open_seconds(account: Account, window: Interval) -> int:
    return account.open_time(window).elapsed(*window) if window[0] < window[1] else 0


def _burn(
    account: Account, month: Month, by_day: dict[date, Sums], to_come: Interval
) -> tuple[BurnDay, ...]:
    target, zone = account.unit.target, account.unit.zone
    allowed, lost = {}, {}
    day = month.first
    while day < month.plus(1).first:
        told = by_day.get(day)
        allowed[day] = (told.allowed_seconds if told else None) or Fraction(0)
        after = day + timedelta(days=1)
        rest = max(to_come[0], instant_of(day, zone)), min(to_come[1], instant_of(after, zone))
        if target is not None:
            allowed[day] += _open_seconds(account, rest) * (1 - target)
        lost[day] = told.judged_seconds if told else None
        day = after
    whole, paced, used, found = sum(allowed.values()), Fraction(0), Fraction(0), []
    for day, much in allowed.items():
        paced += much
        was = lost[day]
        used += was or 0
        left = None if was is None else whole - used
        found.append(BurnDay(day=day, lost=was, left=left, pace=whole - paced))
    return tuple(found)


def _rates(account: Account, at: int) -> dict[int, Fraction | None]:
    """Return how fast windows of usual lengths that end at an instant lost time."""
    target = account.unit.target
    if target is None:
        return {}
    found = {}
    for length in BURN_WINDOWS:
        figure = account.figure((at - length, at))
        down = Fraction(figure.down_ppm_seconds, 1_000_000)
        found[length] = burn_rate(figure.base_seconds, down, target)
    return found


def _empties(
    account: Account, budget: ErrorBudget | None, sums: Sums, to_come: Interval
) -> int | None:
    if budget is None or to_come[0] >= to_come[1] or not sums.judged_base:
        return None
    service = account.open_time(to_come)
    return empties_at(budget, sums.judged_seconds / sums.judged_base, service, *to_come)


def service_ledger(
    warehouse: Warehouse, name: Name, first: date, after: date, *, all_accepted: bool = False
) -> tuple[LedgerPiece, ...]:
    """Return the account of a service from one local day up to another, every second of it."""
    rules = rules_in_force(warehouse)
    pieces: list[LedgerPiece] = []
    for unit in counted_services(warehouse, name):
        account = account_of(warehouse, unit, rules)
        pieces += account.ledger(unit.days(first, after), all_accepted=all_accepted)
    return tuple(pieces)
