"""What outages have in common: causes, repeats, hours of the week, changes, stages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from slm_analytics.domain.scope import Scope
from slm_analytics.domain.zone import local_seconds
from slm_analytics.review.outage_figures import MILLION, limits, plain_rows
from slm_analytics.review.outage_list import MOST
from slm_analytics.review.outage_words import SOON
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
class CauseChain:
    """All failures of one service and customer whose cause was there before.

    Attributes:
        number: which one of its kind the latest is; `repeats` how many lie in the period.
        least, most: seconds between beginnings, of the closest and of the furthest two.
        before, start: when the latest and the one before it began, seconds UTC.
        down: their downtime, seconds.
    """

    customer: str
    service: str
    zone: str
    cause: str
    number: int
    repeats: int
    least: int
    most: int
    before: int
    start: int
    down: Fraction


@dataclass(frozen=True, slots=True)
class Repeats:
    """Causes that came back.

    Attributes:
        closest: those closest in time, of `of_all`.
        soon: how many came back within `SOON` days.
        chains: by service, customer and cause, those closest in time first.
    """

    closest: tuple[Repeat, ...]
    of_all: int
    soon: int
    chains: tuple[CauseChain, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """Outages that began with a change.

    Attributes:
        changes: number of the outage -> change.
        failures: service and customer -> how many of them are failures.
        down: their downtime, in seconds.
    """

    changes: dict[int, str]
    failures: Counter[tuple[str, str]]
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


def repeats(warehouse: Warehouse, scope: Scope) -> Repeats:
    """Return the failures whose cause was there before."""
    rows = _again(warehouse, scope, "outage_repeats", soon=SOON * _DAY)
    return Repeats(
        closest=tuple(_repeat(row) for row in rows),
        of_all=int(rows[0]["of_all"]) if rows else 0,
        soon=int(rows[0]["soon"]) if rows else 0,
        chains=tuple(_chain(row) for row in _again(warehouse, scope, "outage_chains")),
    )


def _again(warehouse: Warehouse, scope: Scope, name: str, **more: object) -> list[dict[str, Any]]:
    query = f"{statement('outage_again')}\n{statement(name)}"
    return plain_rows(warehouse.query(query, {**limits(scope), **more, "most": MOST}))


def _repeat(row: dict[str, Any]) -> Repeat:
    return Repeat(
        customer=row["customer"] or "",
        service=row["service"],
        zone=row["zone"],
        cause=row["cause"],
        number=int(row["number"]),
        before=int(row["before_s"]),
        start=int(row["start_s"]),
        down=Fraction(int(row["down_ppm_seconds"]), MILLION),
    )


def _chain(row: dict[str, Any]) -> CauseChain:
    return CauseChain(
        customer=row["customer"] or "",
        service=row["service"],
        zone=row["zone"],
        cause=row["cause"],
        number=int(row["number"]),
        repeats=int(row["repeats"]),
        least=int(row["least_s"]),
        most=int(row["most_s"]),
        before=int(row["before_s"]),
        start=int(row["start_s"]),
        down=Fraction(int(row["down_ppm_seconds"]), MILLION),
    )


def changed(warehouse: Warehouse, scope: Scope, hours: int) -> Changed:
    """Return the outages that began within so many hours of a change."""
    rows = _scoped(warehouse, scope, "outage_changes", within=hours * _HOUR)
    down = sum(int(row["down_ppm_seconds"]) for row in rows)
    changes = {int(row["service_outage_no"]): str(row["change_id"]) for row in rows}
    failures = Counter(
        (str(row["service"]), str(row["customer"] or "")) for row in rows if row["is_failure"]
    )
    return Changed(changes, failures, Fraction(down, MILLION))


Week = tuple[tuple[int, ...], ...]


def week(warehouse: Warehouse, scope: Scope) -> Week:
    """Return how many failures began in each hour of the week, Monday first."""
    rows = _scoped(warehouse, scope, "outage_week")
    return hours_of_week([(int(row["start_s"]), row["zone"], int(row["failures"])) for row in rows])


def hours_of_week(starts: Sequence[tuple[int, str, int]]) -> Week:
    """Return the counts of instants by weekday and hour, on the clock of each one's zone."""
    counts = [[0] * 24 for _ in range(7)]
    for start, zone, count in starts:
        shown = local_seconds(start, zone)
        counts[(shown // _DAY + _THURSDAY) % 7][shown % _DAY // _HOUR] += count
    return tuple(tuple(day) for day in counts)
