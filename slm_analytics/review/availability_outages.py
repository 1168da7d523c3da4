"""The outages of a service: when, how long, what of it counted, and what is told of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

import pandas as pd

from slm_analytics.domain.period import Month
from slm_analytics.review.availability_units import CountedUnit
from slm_analytics.review.civil_time import instant
from slm_analytics.review.queries import statement
from slm_analytics.warehouse.connection import Warehouse

_MILLION = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceOutage:
    """An outage, of one or several sources.

    Attributes:
        start, until: seconds UTC; `is_open`: it has no end yet, and lasts up to now.
        wall_seconds: by the clock on the wall.
        counted, excluded: seconds of downtime that count, and that exclusions took off.
        note: why less counts than it lasted, in words; "": all of it does.
        reference, ticket, cause, what, sources: as they are told.
        users: how many were concerned; None: not known.
    """

    start: int
    until: int
    is_open: bool
    wall_seconds: int
    counted: Fraction
    excluded: Fraction
    note: str
    reference: str
    ticket: str
    cause: str
    what: str
    sources: str
    users: int | None

    @property
    def key(self) -> str:
        """What names it in an address."""
        return self.reference or str(self.start)


def service_outages(
    warehouse: Warehouse, units: Sequence[CountedUnit], month: Month
) -> tuple[ServiceOutage, ...]:
    """Return the outages that reach into a month."""
    windows = [each.days(month.first, month.plus(1).first) for each in units]
    asked = {
        "units": [each.unit_no for each in units],
        "start": _stored(min(start for start, _ in windows)),
        "until": _stored(max(until for _, until in windows)),
    }
    rows = warehouse.query(statement("availability_outages"), asked).to_dict("records")
    return tuple(_outage(row) for row in rows)


def _stored(second: int) -> datetime:
    return instant(second).replace(tzinfo=None)


def _outage(row: Mapping[Any, Any]) -> ServiceOutage:
    return ServiceOutage(
        start=_second(row["started_at"]),
        until=_second(row["ended_at"]),
        is_open=bool(row["is_open"]),
        wall_seconds=int(row["wall_seconds"]),
        counted=Fraction(int(row["down_ppm_seconds"]), _MILLION),
        excluded=Fraction(int(row["excluded_ppm_seconds"]), _MILLION),
        note=_note(row),
        reference=_text(row["reference"]),
        ticket=_text(row["ticket_id"]),
        cause=_text(row["cause"]),
        what=_text(row["description"]),
        sources=", ".join(_source(each) for each in _text(row["sources"]).split(", ") if each),
        users=None if pd.isna(row["users"]) else int(row["users"]),
    )


def _source(told: str) -> str:
    """Return who tells of an outage: `list of outages`, `checks of upptime`."""
    kind, _, system = told.partition(" of ")
    if kind != "outages":
        return told
    return "list of outages" if system == kind else f"list of outages of {system}"


def _note(row: Mapping[Any, Any]) -> str:
    """Return why less counts than the outage lasted."""
    told = [
        (bool(row["is_short"]), "too short to count"),
        (row["maintenance_seconds"] > 0, "in maintenance"),
        (row["excluded_ppm_seconds"] > 0, "excluded"),
        (bool(row["is_degraded"]), "degraded"),
        (row["agreed_seconds"] < row["wall_seconds"] and not row["is_short"],
         "outside agreed time in part" if row["agreed_seconds"] else "outside agreed time"),
    ]  # fmt: skip
    return ", ".join(words for holds, words in told if holds)


def _second(moment: pd.Timestamp) -> int:
    return int(moment.to_pydatetime().replace(tzinfo=UTC).timestamp())


def _text(cell: object) -> str:
    return "" if pd.isna(cell) else str(cell)  # type: ignore[call-overload]
