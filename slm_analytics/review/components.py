"""Services and what they stand on: expected and measured, weak points, and what is to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from slm_analytics.domain.dependencies import components_of
from slm_analytics.domain.period import Month, Period
from slm_analytics.domain.scope import Dimension, Scope
from slm_analytics.review.component_forecast import Ahead, Forecast, Redundant, forecast, redundancy
from slm_analytics.review.component_history import Failure, failures
from slm_analytics.review.component_map import (
    Matrix,
    ServiceMap,
    component_uptimes,
    impacts,
    service_map,
)
from slm_analytics.review.component_words import components_headline, components_subline
from slm_analytics.review.dependency_links import StandsOn, stands_on
from slm_analytics.review.failover_schedule import Scheduled, failover_tests, schedule
from slm_analytics.review.outage_figures import period_of, plain_rows, sums, total
from slm_analytics.review.outages import period_name
from slm_analytics.review.queries import statement
from slm_analytics.warehouse.connection import Warehouse

YEAR = 12  # months


@dataclass(frozen=True, slots=True, kw_only=True)
class Components:
    """The section, about one service over a period.

    Attributes:
        service, period: which, and when in words.
        told: the service and what it stands on over the period.
        year: the same over the twelve months up to the last month of the period.
        dependencies: the map of the last day; it may run in a circle.
        matrix: component -> service -> what its failure does, of all services.
        forecasts: of each customer of the service.
        redundant: what doubling single points of failure would have saved in these months.
        tests: how failover tests of all services stand.
    """

    service: str
    period: str
    headline: str
    subline: str
    told: ServiceMap
    year: ServiceMap
    dependencies: StandsOn
    matrix: Matrix
    forecasts: tuple[Forecast, ...]
    redundant: tuple[Redundant, ...]
    tests: tuple[Scheduled, ...]
    day: date


def component_services(warehouse: Warehouse, customers: tuple[str, ...]) -> tuple[str, ...]:
    """Return the services that can be looked at, in order."""
    found = warehouse.query(statement("component_services"), {"customers": list(customers)})
    return tuple(str(row["service"]) for row in plain_rows(found))


def components(
    warehouse: Warehouse, scope: Scope, service: str, common_cause: int, day: date
) -> Components:
    """Read the section.

    Args:
        warehouse: the generation.
        scope: the period, and the customers.
        service: the service.
        common_cause: per cent of failures that would have hit a second component as well.
        day: the day on which tests are due or not.
    """
    last = Month.of(period_of(scope).until - timedelta(days=1))
    year = scope.over(Period.of_months(last.plus(1 - YEAR), last))
    on = stands_on(warehouse, period_of(scope).until - timedelta(days=1))
    failed = _failed(warehouse, year, service, on)
    told = _told(warehouse, scope, service, on, _failed(warehouse, scope, service, on))
    whole = _told(warehouse, year, service, on, failed)
    customers = dict(scope.only).get(Dimension.CUSTOMER, ())
    services = component_services(warehouse, customers)
    return Components(
        service=service,
        period=period_name(scope),
        headline=components_headline(service, told),
        subline=components_subline(told, on),
        told=told,
        year=whole,
        dependencies=on,
        matrix=impacts(on.map, services),
        forecasts=_forecasts(warehouse, year, service, last, failed),
        redundant=redundancy(whole, service, failed, common_cause / 100),
        tests=schedule(failover_tests(warehouse), on.map, services, day),
        day=day,
    )


def _failed(warehouse: Warehouse, scope: Scope, service: str, on: StandsOn) -> tuple[Failure, ...]:
    """Return the failures of a service, and of what it stands on."""
    is_mapped = on.map is not None and service in on.map.services
    names = components_of(on.map.tree(service)) if on.map is not None and is_mapped else ()
    return failures(warehouse, scope, service, names)


def _told(
    warehouse: Warehouse, scope: Scope, service: str, on: StandsOn, failed: Sequence[Failure]
) -> ServiceMap:
    own = scope.limited(Dimension.SERVICE, (service,))
    return service_map(
        service,
        on.map,
        on.redundancy,
        total([uptime for _, uptime in sums(warehouse, own, "service")]),
        component_uptimes(warehouse, scope),
        failed,
    )


def _forecasts(
    warehouse: Warehouse, year: Scope, service: str, last: Month, failed: Sequence[Failure]
) -> tuple[Forecast, ...]:
    own = year.limited(Dimension.SERVICE, (service,))
    ahead = Ahead(warehouse)
    return tuple(
        forecast(ahead, (service, row["customer"] or ""), uptime, failed, last)
        for row, uptime in sums(warehouse, own, "service, customer")
    )
