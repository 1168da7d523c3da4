"""Seconds of a service over some days: they add up, and a verdict is made of them exactly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from slm_analytics.domain.scope import NONE, Dimension, Scope
from slm_analytics.review.queries import statement
from slm_analytics.warehouse.connection import Warehouse

_MILLION, _BILLION = 1_000_000, 1_000_000_000
_BY_DAY = {"grain": "happened_on", "source": "availability_day"}
_BY_MONTH = {"grain": "month", "source": "availability_month"}

Name = tuple[str, str]  # service, customer; "" as customer: of anybody


class Verdict(StrEnum):
    """Whether a target of availability was kept."""

    KEPT = "kept"
    MISSED = "missed"
    NO_TARGET = "no target"
    NO_DATA = "no data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """Seconds over some days; downtime in millionths of them, what is allowed in billionths.

    Attributes:
        open_seconds, base_seconds: inside the calendar, and of these agreed time.
        down, measured, accepted_all: downtime that counts, before any exclusion, and as if
            every exclusion were accepted.
        maintenance_seconds, unknown_seconds: inside the calendar.
        wall_base_seconds, wall_down: by the wall clock.
        outages: how many began.
        judged_base, judged_down, judged_accepted: of that under terms with a target.
        allowed: downtime that the targets allow; `has_target`: whether there is any.
    """

    open_seconds: int = 0
    base_seconds: int = 0
    down: int = 0
    measured: int = 0
    accepted_all: int = 0
    maintenance_seconds: int = 0
    unknown_seconds: int = 0
    wall_base_seconds: int = 0
    wall_down: int = 0
    outages: int = 0
    judged_base: int = 0
    judged_down: int = 0
    judged_accepted: int = 0
    allowed: int = 0
    has_target: bool = False

    def __add__(self, other: Sums) -> Sums:
        total = {name: getattr(self, name) + getattr(other, name) for name in _FIELDS}
        return Sums(**(total | {"has_target": self.has_target or other.has_target}))

    @property
    def share(self) -> Fraction | None:
        """The availability; None without agreed time."""
        return _share(self.base_seconds, self.down)

    @property
    def measured_share(self) -> Fraction | None:
        """The same before any exclusion."""
        return _share(self.base_seconds, self.measured)

    @property
    def accepted_share(self) -> Fraction | None:
        """The same as if every exclusion were accepted."""
        return _share(self.base_seconds, self.accepted_all)

    @property
    def wall_share(self) -> Fraction | None:
        """The share of all time, around the clock, in which the service was up."""
        return _share(self.wall_base_seconds, self.wall_down)

    @property
    def down_seconds(self) -> Fraction:
        """The downtime that counts."""
        return Fraction(self.down, _MILLION)

    @property
    def judged_seconds(self) -> Fraction:
        """The downtime that counts against a target."""
        return Fraction(self.judged_down, _MILLION)

    @property
    def allowed_seconds(self) -> Fraction | None:
        """The downtime that the targets allow; None where none is agreed."""
        return Fraction(self.allowed, _BILLION) if self.has_target else None

    @property
    def left_seconds(self) -> Fraction | None:
        """What is left of it; below nothing: overdrawn."""
        allowed = self.allowed_seconds
        return None if allowed is None else allowed - self.judged_seconds

    @property
    def target(self) -> Fraction | None:
        """The share that had to be reached: of several versions the one that they make together."""
        if not self.has_target or not self.judged_base:
            return None
        return 1 - Fraction(self.allowed, self.judged_base * _BILLION)

    @property
    def verdict(self) -> Verdict:
        """Whether the target was kept, decided on whole numbers."""
        return self._verdict(self.judged_down)

    @property
    def accepted_verdict(self) -> Verdict:
        """The same as if every exclusion were accepted."""
        return self._verdict(self.judged_accepted)

    def _verdict(self, down: int) -> Verdict:
        if not self.base_seconds or (self.has_target and not self.judged_base):
            return Verdict.NO_DATA
        if not self.has_target:
            return Verdict.NO_TARGET
        return Verdict.KEPT if down * 1000 <= self.allowed else Verdict.MISSED


_FIELDS = tuple(each.name for each in fields(Sums))


def _share(base: int, down: int) -> Fraction | None:
    return Fraction(base * _MILLION - down, base * _MILLION) if base else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """All services in a month: their sums, how many were judged, and how many of these kept."""

    sums: Sums
    judged: int
    kept: int


def sums_by_day(
    warehouse: Warehouse, scope: Scope, first: date, after: date, shown: Sequence[Name] = ()
) -> dict[Name, dict[date, Sums]]:
    """Return the seconds of each service and local day from `first` up to `after`.

    Of the services `shown` alone, where any are named.
    """
    return _sums(warehouse, _BY_DAY, _asked(scope, first, after, shown))


def sums_by_month(
    warehouse: Warehouse, scope: Scope, first: date, after: date, shown: Sequence[Name] = ()
) -> dict[Name, dict[date, Sums]]:
    """Return the seconds of each service and month, by its first day; see `sums_by_day`."""
    return _sums(warehouse, _BY_MONTH, _asked(scope, first, after, shown))


def totals_by_month(
    warehouse: Warehouse, scope: Scope, first: date, after: date
) -> dict[date, Totals]:
    """Return what all services come to in each month in which any is counted."""
    services = statement("availability_sums", **_BY_MONTH)
    rows = warehouse.query(
        statement("availability_totals", services=services), _asked(scope, first, after, ())
    )
    return {
        row["day"].date(): Totals(
            sums=_sums_of(row), judged=int(row["judged"]), kept=int(row["kept"])
        )
        for row in rows.to_dict("records")
    }


def _asked(scope: Scope, first: date, after: date, shown: Sequence[Name]) -> dict[str, object]:
    limits = dict(scope.only)
    return {
        "first": first,
        "after": after,
        "services": named(limits.get(Dimension.SERVICE, ())),
        "customers": named(limits.get(Dimension.CUSTOMER, ())),
        "shown": [service for service, _ in shown],
        "shown_customers": [customer for _, customer in shown],
    }


def _sums(
    warehouse: Warehouse, grain: Mapping[str, str], asked: Mapping[str, object]
) -> dict[Name, dict[date, Sums]]:
    rows = warehouse.query(statement("availability_sums", **grain), asked)
    found: dict[Name, dict[date, Sums]] = {}
    for row in rows.to_dict("records"):
        name = (str(row["service"]), str(row["customer"]))
        found.setdefault(name, {})[row["day"].date()] = _sums_of(row)
    return found


def named(values: tuple[str, ...]) -> list[str]:
    """Return the names among the values of a limit; "no value" is an empty name."""
    return ["" if value == NONE else value for value in values]


def _sums_of(row: Mapping[Any, Any]) -> Sums:
    numbers: dict[str, Any] = {name: int(row[name]) for name in _FIELDS}
    return Sums(**(numbers | {"has_target": bool(row["has_target"])}))
