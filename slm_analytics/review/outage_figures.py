"""Service time, downtime and failures of services and components, exact, over any days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from slm_analytics.domain.period import OPEN_END, OPEN_START, Month, Period
from slm_analytics.domain.reliability import mtbf, mtbsi, mtrs
from slm_analytics.domain.scope import Dimension, Scope
from slm_analytics.metrics.statement import Parameters
from slm_analytics.review.queries import statement
from slm_analytics.warehouse.connection import Warehouse

MILLION, BILLION = 1_000_000, 1_000_000_000
_MONTHS = "(SELECT *, month AS happened_on FROM availability_month)"
_EVER = Period.of_months(Month(OPEN_START, 1), Month(OPEN_END, 12))


@dataclass(frozen=True, slots=True, kw_only=True)
class Uptime:
    """What a service came to over some days.

    Attributes:
        base_seconds: the agreed service time that counts.
        down_ppm_seconds: downtime in millionths of seconds.
        outages: failures: outages of which some downtime counts.
        user_seconds: seconds that users were without it.
        allowed_ppb_seconds: the downtime that its target allows, in billionths of seconds;
            None: no target is agreed. It allows that on the days with a target, whose time
            and downtime are `agreed_seconds` and `agreed_down_ppm_seconds`.
    """

    base_seconds: int = 0
    down_ppm_seconds: int = 0
    outages: int = 0
    user_seconds: int = 0
    allowed_ppb_seconds: int | None = None
    agreed_seconds: int = 0
    agreed_down_ppm_seconds: int = 0

    @property
    def down(self) -> Fraction:
        """The downtime in seconds."""
        return Fraction(self.down_ppm_seconds, MILLION)

    @property
    def share(self) -> Fraction | None:
        """The availability, 0 to 1; None without service time."""
        return 1 - self.down / self.base_seconds if self.base_seconds else None

    @property
    def mtrs(self) -> Fraction | None:
        """The mean time to restore service, seconds."""
        return mtrs(self.down, self.outages)

    @property
    def mtbf(self) -> Fraction | None:
        """The mean time between failures, seconds."""
        return mtbf(self.base_seconds, self.down, self.outages)

    @property
    def mtbsi(self) -> Fraction | None:
        """The mean time between service incidents, seconds."""
        return mtbsi(self.base_seconds, self.outages)

    @property
    def allowed(self) -> Fraction | None:
        """The downtime that the target allows, seconds."""
        if self.allowed_ppb_seconds is None:
            return None
        return Fraction(self.allowed_ppb_seconds, BILLION)

    @property
    def target(self) -> Fraction | None:
        """The target, 0 to 1; of several, weighted by their service time."""
        if self.allowed is None or not self.agreed_seconds:
            return None
        return 1 - self.allowed / self.agreed_seconds

    @property
    def is_kept(self) -> bool | None:
        """Whether the target is met; None where none is agreed, or there is no service time."""
        if self.allowed is None or not self.agreed_seconds:
            return None
        return self.agreed_down_ppm_seconds * 1000 <= (self.allowed_ppb_seconds or 0)


def period_of(scope: Scope) -> Period:
    """Return the days of a scope; of one without a period all that there can be."""
    return scope.period or _EVER


def limits(scope: Scope) -> Parameters:
    """Return what a scope limits outages to, as parameters of statements."""
    only, period = dict(scope.only), period_of(scope)
    return {
        "start": period.start,
        "until": period.until,
        "customers": list(only.get(Dimension.CUSTOMER, ())),
        "services": list(only.get(Dimension.SERVICE, ())),
    }


def sums(
    warehouse: Warehouse, scope: Scope, columns: str, kind: str = "service"
) -> list[tuple[dict[str, Any], Uptime]]:
    """Return sums by columns (our own words), in their order.

    Args:
        warehouse: the generation.
        scope: period, customers and services.
        columns: of `availability_day`, divided by commas.
        kind: service or component.
    """
    asked = {**limits(scope), "kind": kind}
    source = _MONTHS if period_of(scope).is_whole_months else "availability_day"
    found = warehouse.query(statement("outage_sums", columns=columns, source=source), asked)
    return [(row, _uptime(row)) for row in plain_rows(found)]


def plain_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a frame; None where nothing is known."""
    columns = {name: _plain(frame[name]) for name in frame.columns}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _plain(column: pd.Series[Any]) -> list[Any]:
    cells = column.astype(object)
    found: list[Any] = cells.where(column.notna(), None).tolist()
    return found


def _uptime(row: dict[str, Any]) -> Uptime:
    allowed = row["allowed_ppb_seconds"]
    return Uptime(
        base_seconds=int(row["base_seconds"]),
        down_ppm_seconds=int(row["down_ppm_seconds"]),
        outages=int(row["outages"]),
        user_seconds=int(row["user_seconds"]),
        allowed_ppb_seconds=None if allowed is None else int(allowed),
        agreed_seconds=int(row["agreed_seconds"] or 0),
        agreed_down_ppm_seconds=int(row["agreed_down_ppm_seconds"] or 0),
    )


def total(parts: Sequence[Uptime]) -> Uptime:
    """Return the sum of several."""
    allowed = [part.allowed_ppb_seconds for part in parts if part.allowed_ppb_seconds is not None]
    return Uptime(
        base_seconds=sum(part.base_seconds for part in parts),
        down_ppm_seconds=sum(part.down_ppm_seconds for part in parts),
        outages=sum(part.outages for part in parts),
        user_seconds=sum(part.user_seconds for part in parts),
        allowed_ppb_seconds=sum(allowed) if allowed else None,
        agreed_seconds=sum(part.agreed_seconds for part in parts),
        agreed_down_ppm_seconds=sum(part.agreed_down_ppm_seconds for part in parts),
    )
