"""Breaches: how many targets were missed, how badly, where, and who held the tickets meanwhile."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from slm_analytics.domain.period import Month
from slm_analytics.domain.scope import Dimension, Scope
from slm_analytics.metrics.metric import Metric
from slm_analytics.metrics.statement import Parameters, column_of, rows_statement
from slm_analytics.review.breach_words import breach_headline, breach_subline
from slm_analytics.review.compliance import Measured, metric_of
from slm_analytics.review.coverage import coverage
from slm_analytics.review.queries import statement
from slm_analytics.review.service_hours import ServiceHours
from slm_analytics.review.ticket_times import rules_in_force
from slm_analytics.review.tickets import Order, TicketList, Verdict, Which, ticket_list
from slm_analytics.warehouse.connection import Warehouse

SEVERITIES = ("up to 1.25 times", "1.25 to 2 times", "more than twice")
LATENESS = ("up to 1 h", "1 to 4 h", "4 to 8 h", "8 to 24 h", "24 to 80 h", "more than 80 h")
CAUSES = (
    Dimension.SERVICE,
    Dimension.PRIORITY,
    Dimension.GROUP,
    Dimension.CATEGORY,
    Dimension.CUSTOMER,
    Dimension.SITE,
    Dimension.TARGET,
)
_WORST = 50
Hours = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Breaches:
    """The section, about the clocks of one kind decided in a period.

    Attributes:
        clock, by: which clocks, and by what `causes` are told.
        headline, subline: sentences made from the figures.
        missed, decided: how many clocks missed, of how many.
        severity, lateness: one row per band of `SEVERITIES` and `LATENESS`, in
            order: `breaches`, `overrun_hours`.
        causes: one row per value of `by`, most breaches first: `name` (None:
            no value), `breaches`, `decided`, `overrun_hours`, `so_far` (share
            of all breaches up to this row).
        holders: one row per group, most first: `name` (None: nobody), `tickets`,
            `hours` (service hours in which it held a late ticket), `share`.
        worst: the tickets furthest past their target.
    """

    clock: Measured
    by: Dimension
    headline: str
    subline: str
    missed: int
    decided: int
    severity: pd.DataFrame
    lateness: pd.DataFrame
    causes: pd.DataFrame
    holders: pd.DataFrame
    worst: TicketList


def breaches(
    warehouse: Warehouse, scope: Scope, month: Month, clock: Measured, by: Dimension
) -> Breaches:
    """Read the section for the period of `scope`, which ends with `month`."""
    metric = metric_of(clock)
    common, parameters = rows_statement(metric, scope)
    sizes = warehouse.query(f"{common}\n{statement('breach_sizes')}", parameters)
    causes = _causes(warehouse, common, parameters, by)
    leading = causes if by is Dimension.SERVICE else None
    if leading is None:
        leading = _causes(warehouse, common, parameters, Dimension.SERVICE)
    missed, decided = int(sizes["breaches"].sum()), _decided(warehouse, common, parameters)
    severity = _bands(sizes, "severity", len(SEVERITIES))
    covered = coverage(warehouse)
    return Breaches(
        clock=clock,
        by=by,
        headline=breach_headline(clock.value, missed, decided, leading, scope, month, covered),
        subline=breach_subline(clock.value, missed, decided, severity),
        missed=missed,
        decided=decided,
        severity=severity,
        lateness=_bands(sizes, "lateness", len(LATENESS)),
        causes=causes,
        holders=_holders(warehouse, common, parameters),
        worst=_worst(warehouse, metric, scope),
    )


def _decided(warehouse: Warehouse, common: str, parameters: Parameters) -> int:
    counting = statement("ticket_count", condition="true")
    return int(warehouse.query(f"{common}\n{counting}", parameters)["n"].iloc[0])


def _bands(sizes: pd.DataFrame, column: str, count: int) -> pd.DataFrame:
    """Return breaches and hours by band; a band without breaches has none."""
    found = sizes.groupby(column)[["breaches", "overrun_hours"]].sum()
    bands = found.reindex(range(count), fill_value=0).reset_index(drop=True)
    return bands.astype({"breaches": int, "overrun_hours": float})


def _causes(
    warehouse: Warehouse, common: str, parameters: Parameters, by: Dimension
) -> pd.DataFrame:
    counting = statement("breach_causes", column=column_of(by))
    found = warehouse.query(f"{common}\n{counting}", parameters)
    found["name"] = found["name"].astype(object).where(found["name"].notna(), None)
    found["so_far"] = found["breaches"].cumsum() / max(int(found["breaches"].sum()), 1)
    return found


def _holders(warehouse: Warehouse, common: str, parameters: Parameters) -> pd.DataFrame:
    held = warehouse.query(f"{common}\n{statement('breach_holders')}", parameters)
    held["hours"] = _service_hours(warehouse, held)
    held["name"] = held["name"].astype(object).where(held["name"].notna(), None)
    grouped = held.groupby("name", dropna=False, sort=False)
    found = grouped.agg(tickets=("ticket_no", "nunique"), hours=("hours", "sum")).reset_index()
    found["name"] = found["name"].astype(object).where(found["name"].notna(), None)
    found["share"] = found["hours"] / (float(found["hours"].sum()) or 1.0)
    return found.sort_values("hours", ascending=False, ignore_index=True, kind="stable")


def _service_hours(warehouse: Warehouse, held: pd.DataFrame) -> Hours:
    """Return the open hours of stretches, each by the calendar of the target missed."""
    if held.empty:
        return np.zeros(0)
    starts, untils = (held[name].to_numpy(np.int64) for name in ("start_s", "until_s"))
    service = ServiceHours(rules_in_force(warehouse), int(starts.min()), int(untils.max()))
    return service.seconds(held, starts, untils) / 3600


def _worst(warehouse: Warehouse, metric: Metric, scope: Scope) -> TicketList:
    return ticket_list(
        warehouse,
        metric,
        scope,
        which=Which(verdict=Verdict.MISS),
        order=Order.LATEST,
        limit=_WORST,
    )
