"""What outages have in common: causes, repeats, hours of the week, changes, stages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from slm_analytics.domain.reliability import Instants, StageMean, life_cycle, stage_means
from slm_analytics.domain.scope import Scope
from slm_analytics.domain.zone import local_seconds
from slm_analytics.review.outage_figures import MILLION, limits, plain_rows
from slm_analytics.review.queries import statement
from slm_analytics.warehouse.connection import Warehouse

_HOUR, _DAY = 3600, 86_400
_THURSDAY = 3  # the weekday of the first day of 1970, Monday being 0


@dataclass(frozen=True, slots=True)
class Cause:
    """Failures of one cause (empty: none is written down); `so_far`: share of all downtime."""

    name: str
    outages: int
    down: Fraction
    so_far: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """Two failures of one cause, service and customer after each other.

    Attributes:
        number: which one of its kind the later is, of all that are known.
        before, start: when they began, seconds UTC.
        down: downtime of the later, seconds.
    """

    customer: str
    service: str
    zone: str
    cause: str
    number: int
    before: int
    start: int
    down: Fraction

    @property
    def days(self) -> Fraction:
        """Days of 24 hours between their beginnings."""
        return Fraction(self.start - self.before, _DAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stages:
    """Where the time of failures went.

    Attributes:
        means: stage -> its mean, over the failures of which it is known.
        failures: all of them.
        out_of_order: those with an instant before an earlier one.
    """

    means: dict[str, StageMean]
    failures: int
    out_of_order: int


@dataclass(frozen=True, slots=True)
class Changed:
    """Outages that began with a change: number of the outage -> change.

    So many of them are failures, with so much downtime in seconds.
    """

    changes: dict[int, str]
    failures: int
    down: Fraction


def _scoped(warehouse: Warehouse, scope: Scope, name: str, **more: object) -> list[dict[str, Any]]:
    query = f"{statement('outage_scope')}\n{statement(name)}"
    return plain_rows(warehouse.query(query, {**limits(scope), **more}))


def causes(warehouse: Warehouse, scope: Scope) -> tuple[Cause, ...]:
    """Return the causes of failures, the most downtime first (Pareto)."""
    rows = _scoped(warehouse, scope, "outage_causes")
    downs = [Fraction(int(row["down_ppm_seconds"]), MILLION) for row in rows]
    whole, so_far, found = sum(downs, Fraction(0)), Fraction(0), []
    for row, down in zip(rows, downs, strict=True):
        so_far += down
        found.append(Cause(row["name"] or "", int(row["outages"]), down, so_far / (whole or 1)))
    return tuple(found)


def repeats(warehouse: Warehouse, scope: Scope) -> tuple[Repeat, ...]:
    """Return the pairs of failures with the same cause, those closest in time first."""
    rows = plain_rows(warehouse.query(statement("outage_repeats"), limits(scope)))
    return tuple(
        Repeat(
            customer=row["customer"] or "",
            service=row["service"],
            zone=row["zone"],
            cause=row["cause"],
            number=int(row["number"]),
            before=int(row["before_s"]),
            start=int(row["start_s"]),
            down=Fraction(int(row["down_ppm_seconds"]), MILLION),
        )
        for row in rows
    )


def chains(repeats: Sequence[Repeat]) -> tuple[tuple[Repeat, ...], ...]:
    """Return repeats by service, customer and cause, each in order, in the order of their first."""
    found: dict[tuple[str, str, str], list[Repeat]] = {}
    for each in repeats:
        found.setdefault((each.service, each.customer, each.cause), []).append(each)
    return tuple(tuple(sorted(each, key=lambda one: one.start)) for each in found.values())


def changed(warehouse: Warehouse, scope: Scope, hours: int) -> Changed:
    """Return the outages that began within so many hours of a change."""
    rows = _scoped(warehouse, scope, "outage_changes", within=hours * _HOUR)
    down = sum(int(row["down_ppm_seconds"]) for row in rows)
    changes = {int(row["service_outage_no"]): str(row["change_id"]) for row in rows}
    failures = sum(bool(row["is_failure"]) for row in rows)
    return Changed(changes, failures, Fraction(down, MILLION))


Week = tuple[tuple[int, ...], ...]


def week_and_stages(warehouse: Warehouse, scope: Scope) -> tuple[Week, Stages]:
    """Return how many failures began in each hour of the week (Monday first), and their stages."""
    rows = _scoped(warehouse, scope, "outage_starts")
    return hours_of_week([(int(row["start_s"]), row["zone"]) for row in rows]), _stages(rows)


def hours_of_week(starts: Sequence[tuple[int, str]]) -> Week:
    """Return the counts of instants by weekday and hour, on the clock of each one's zone."""
    counts = [[0] * 24 for _ in range(7)]
    for start, zone in starts:
        shown = local_seconds(start, zone)
        counts[(shown // _DAY + _THURSDAY) % 7][shown % _DAY // _HOUR] += 1
    return tuple(tuple(day) for day in counts)


def _stages(rows: Sequence[dict[str, Any]]) -> Stages:
    cycles = [life_cycle(_instants(row)) for row in rows]
    return Stages(
        means=stage_means(cycles),
        failures=len(cycles),
        out_of_order=sum(each.is_out_of_order for each in cycles),
    )


def _instants(row: dict[str, Any]) -> Instants:
    """Return the instants of a failure; where nobody says when it was restored, its end."""
    told = {
        name: None if row[f"{name}_s"] is None else int(row[f"{name}_s"])
        for name in ("detected", "diagnosed", "repaired", "restored")
    }
    if told["restored"] is None and not row["is_open"]:
        told["restored"] = int(row["until_s"])
    return Instants(
        started_at=int(row["start_s"]), **{f"{name}_at": at for name, at in told.items()}
    )
