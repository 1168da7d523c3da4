"""Failures of services and components over a time, to be put together in several ways."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from slm_analytics.domain.intervals import Interval, merged
from slm_analytics.domain.scope import Scope
from slm_analytics.review.outage_figures import MILLION, limits
from slm_analytics.review.queries import statement
from slm_analytics.warehouse.connection import Warehouse


class Failure(NamedTuple):
    """A failure of a service, or of a component of it.

    Attributes:
        component: empty: the service itself.
        start, until: seconds UTC, by the wall clock.
        down_ppm_seconds: the downtime that counts, in millionths of seconds.
    """

    service: str
    customer: str
    component: str
    cause: str
    start: int
    until: int
    down_ppm_seconds: int

    @property
    def down(self) -> Fraction:
        """The downtime that counts, in seconds."""
        return Fraction(self.down_ppm_seconds, MILLION)


def failures(
    warehouse: Warehouse, scope: Scope, service: str = "", components: Sequence[str] = ()
) -> tuple[Failure, ...]:
    """Return the failures of a scope's customers, in order.

    Of all services; or, where one is named, its own and those of components, whoever uses them.
    """
    asked = {**_customers(scope), "service": service, "components": list(components)}
    found = warehouse.query(statement("component_failures"), asked)
    columns = (found[name].tolist() for name in Failure._fields)
    return tuple(map(Failure._make, zip(*columns, strict=True)))


def _customers(scope: Scope) -> dict[str, Any]:
    return {name: value for name, value in limits(scope).items() if name != "services"}


def spans(found: tuple[Failure, ...]) -> tuple[Interval, ...]:
    """Return the time that failures cover together."""
    return merged((each.start, each.until) for each in found)
