"""How likely targets are met in the time to come; what doubling a component would have saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from slm_analytics.domain.period import Month
from slm_analytics.domain.rules import Rules, instant_of
from slm_analytics.domain.service_time import ServiceTime
from slm_analytics.domain.target import VersionRule
from slm_analytics.review.component_history import Failure
from slm_analytics.review.component_map import ServiceMap
from slm_analytics.review.outage_figures import BILLION, MILLION, Uptime, plain_rows
from slm_analytics.review.queries import statement
from slm_analytics.review.ticket_times import rules_in_force
from slm_analytics.statistics.failure_simulation import (
    Bought,
    Chance,
    Coming,
    History,
    bought_by_redundancy,
    chance_of_meeting,
)
from slm_analytics.warehouse.connection import Warehouse

SEED = 20_260
QUARTER = 3  # months
Key = tuple[str, str]  # service, customer


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """How likely a target is met in the coming month and the coming quarter.

    Attributes:
        service, customer: whose target; `target` 0 to 1, None: none is agreed.
        failures: seen in the twelve months before.
        month, quarter: None where no target is agreed or no service time was seen.
    """

    service: str
    customer: str
    target: Fraction | None
    failures: int
    month: Chance | None = None
    quarter: Chance | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Redundant:
    """What a second component like the one there is would have saved in twelve months.

    Attributes:
        component: the single point of failure.
        failures: how often it failed; `bought` what a second one would have saved.
        before, after: the availability of the service as it was, and as it would have been.
    """

    component: str
    failures: int
    bought: Bought
    before: Fraction | None
    after: float | None


class Ahead:
    """The service time of services in months to come, by the calendars in force."""

    def __init__(self, warehouse: Warehouse) -> None:
        """Read what was agreed last."""
        rows = plain_rows(warehouse.query(statement("component_terms")))
        self._terms: dict[Key, dict[str, Any]] = {
            (row["service"], row["customer"] or ""): row for row in rows
        }
        self._rules: Rules = rules_in_force(warehouse)

    def missable(self, key: Key) -> int | None:
        """Return the share that may be missed, in billionths; None: no target is agreed."""
        told = self._terms.get(key, {}).get("missable_ppb")
        return None if told is None else int(told)

    def coming(self, key: Key, month: Month, months: int) -> Coming | None:
        """Return the service time of so many months from one on, and the downtime allowed."""
        missable = self.missable(key)
        if missable is None:
            return None
        open_seconds = self._open(self._terms[key], month, months)
        return Coming(
            service_seconds=open_seconds, allowed_seconds=open_seconds * missable / BILLION
        )

    def _open(self, terms: Mapping[str, Any], month: Month, months: int) -> int:
        zone = str(terms["zone"])
        span = instant_of(month.first, zone), instant_of(month.plus(months).first, zone)
        name = terms["calendar"] or ""
        parts = self._rules.parts(name, "", span[0], VersionRule.PER_STRETCH, span) if name else ()
        if not parts:
            return span[1] - span[0]
        return ServiceTime(parts).open.elapsed(*span)


def forecast(
    ahead: Ahead, key: Key, uptime: Uptime, failed: Sequence[Failure], month: Month
) -> Forecast:
    """Return the forecast from the month after `month`.

    Args:
        ahead: what is agreed.
        key: service and customer.
        uptime: what they came to in the twelve months up to `month`.
        failed: failures of these months, of all services.
        month: the last month that is known.
    """
    downs = tuple(
        each.down_ppm_seconds / MILLION
        for each in failed
        if (each.service, each.customer, each.component) == (*key, "")
    )
    history = History(downtimes=downs, service_seconds=uptime.base_seconds)
    chances = [
        None if coming is None else chance_of_meeting(history, coming, SEED)
        for coming in (ahead.coming(key, month.plus(1), months) for months in (1, QUARTER))
    ]
    missable = ahead.missable(key)
    return Forecast(
        service=key[0],
        customer=key[1],
        target=None if missable is None else 1 - Fraction(missable, BILLION),
        failures=len(downs),
        month=chances[0],
        quarter=chances[1],
    )


def redundancy(
    told: ServiceMap, service: str, failed: Sequence[Failure], common_cause: float
) -> tuple[Redundant, ...]:
    """Return what doubling each single point of failure would have saved, the most first.

    The second one is taken to be as good as the first, and the service to have
    been down whenever its single point of failure was.
    """
    found = []
    for line in told.lines:
        if not line.is_single or line.uptime is None or line.uptime.share is None:
            continue
        downs = _downs(failed, service, line.name)
        history = History(downtimes=downs, service_seconds=line.uptime.base_seconds)
        bought = bought_by_redundancy(history, float(line.uptime.share), SEED, common_cause)
        found.append(
            Redundant(
                component=line.name,
                failures=len(downs),
                bought=bought,
                before=told.measured.share,
                after=_after(told.measured, bought),
            )
        )
    return tuple(sorted(found, key=lambda each: -each.bought.saved_seconds))


def _downs(failed: Sequence[Failure], service: str, component: str) -> tuple[float, ...]:
    """Return the downtimes of a component in the time of a service, else of any that uses it."""
    at = [each for each in failed if each.component == component]
    own = [each for each in at if each.service == service] or at
    return tuple(each.down_ppm_seconds / MILLION for each in own)


def _after(measured: Uptime, bought: Bought) -> float | None:
    if not measured.base_seconds:
        return None
    left = max(float(measured.down) - bought.saved_seconds, 0.0)
    return 1 - left / measured.base_seconds
