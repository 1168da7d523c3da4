"""Services whose availability is counted: under which terms, from when to when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import pandas as pd

from slm_analytics.domain.availability_policy import (
    AvailabilityPolicy,
    MaintenanceRule,
    UnknownRule,
)
from slm_analytics.domain.intervals import Interval
from slm_analytics.domain.rules import instant_of
from slm_analytics.review.queries import statement
from slm_analytics.warehouse.connection import Warehouse

_BILLION = 1_000_000_000
_MAINTENANCE, _UNKNOWN = list(MaintenanceRule), list(UnknownRule)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedUnit:
    """A service of a customer, or a component of it, under one version of its terms.

    Attributes:
        unit_no: its number in this generation.
        customer, service, component: whose and which; "" as customer: anybody's; as component:
            the service itself.
        calendar: of agreed service time; "" is around the clock; told in `zone`.
        start, until: seconds UTC between which it is counted.
        target: the share agreed; None: none is.
        policy: how it is counted.
        line: the row of the register; 0: nothing is agreed.
    """

    unit_no: int
    customer: str
    service: str
    component: str
    calendar: str
    zone: str
    start: int
    until: int
    target: Fraction | None
    policy: AvailabilityPolicy
    line: int

    @property
    def name(self) -> tuple[str, str]:
        """Its service and whose."""
        return self.service, self.customer

    def days(self, first: date, after: date) -> Interval:
        """Return the part of its life from one local day up to another, seconds UTC."""
        start, until = instant_of(first, self.zone), instant_of(after, self.zone)
        return max(start, self.start), min(until, self.until)


def counted_units(warehouse: Warehouse) -> tuple[CountedUnit, ...]:
    """Return every service and component, in order of name and time."""
    return _read(warehouse, None, components=True)


def counted_services(
    warehouse: Warehouse, name: tuple[str, str] | None = None
) -> tuple[CountedUnit, ...]:
    """Return every service without its components, or one (its name and whose)."""
    return _read(warehouse, name, components=False)


def _read(
    warehouse: Warehouse, name: tuple[str, str] | None, *, components: bool
) -> tuple[CountedUnit, ...]:
    service, customer = name or ("", "")
    asked = {"all": name is None, "service": service, "customer": customer}
    rows = warehouse.query(statement("availability_units"), {**asked, "components": components})
    told = rows.to_dict("records")
    return tuple(_units({str(name): cell for name, cell in row.items()} for row in told))


def counted_until(warehouse: Warehouse) -> int | None:
    """Return up to when any service is counted, second UTC; None: none is."""
    found = warehouse.query(statement("availability_until"))["until_s"].item()
    return None if pd.isna(found) else int(found)


def _units(rows: Iterator[dict[str, Any]]) -> Iterator[CountedUnit]:
    for row in rows:
        missable = row["missable_ppb"]
        yield CountedUnit(
            unit_no=int(row["unit_no"]),
            customer=_text(row["customer"]),
            service=_text(row["service"]),
            component=_text(row["component"]),
            calendar=_text(row["calendar"]),
            zone=_text(row["zone"]),
            start=int(row["start_s"]),
            until=int(row["until_s"]),
            target=None if pd.isna(missable) else 1 - Fraction(int(missable), _BILLION),
            policy=_policy(row),
            line=int(row["line"]),
        )


def _policy(row: dict[str, Any]) -> AvailabilityPolicy:
    return AvailabilityPolicy(
        maintenance=_MAINTENANCE[int(row["maintenance"])],
        unknown=_UNKNOWN[int(row["unknown"])],
        degraded_weight=int(row["degraded_ppm"]),
        least_seconds=int(row["least_s"]),
        join_gap_seconds=int(row["join_s"]),
        uses_impact=bool(row["uses_impact"]),
        notice_seconds=int(row["notice_s"]),
        needs_approval=bool(row["needs_approval"]),
        retries=int(row["retries"]),
    )


def _text(cell: object) -> str:
    return "" if pd.isna(cell) else str(cell)  # type: ignore[call-overload]
