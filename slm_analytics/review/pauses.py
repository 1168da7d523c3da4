"""Pauses: what they take off, what they decide, and when they begin."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from slm_analytics.domain.period import Month, Period
from slm_analytics.domain.scope import Dimension, Scope
from slm_analytics.metrics.catalogue import metric
from slm_analytics.metrics.compute import compute
from slm_analytics.metrics.statement import rows_statement
from slm_analytics.review.coverage import coverage
from slm_analytics.review.late_pauses import pauses_begun
from slm_analytics.review.pause_words import pause_headline, pause_subline
from slm_analytics.review.queries import statement
from slm_analytics.warehouse.connection import Warehouse

GROUPINGS = (Dimension.GROUP, Dimension.SERVICE, Dimension.PRIORITY, Dimension.CUSTOMER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pauses:
    """The section, about resolution clocks decided in a month.

    Attributes:
        month, by: what it is about, and by what `shares` are told.
        headline, subline: sentences made from the figures.
        kept: one row per month: `month`, `decided`, `met`, `met_without` (had
            no pause been taken off), `paused` (tickets with a pause).
        shares: one row per value of `by`, the largest share first: `name`
            (None: no value), `share` of the service time paused, `paused_hours`,
            `hours` (elapsed and paused), `tickets`.
        begun: one row per group, most late pauses first: `name` (None:
            nobody), `late` (tickets with a pause begun shortly before the time
            allowed was used up), `met` (of these), `tickets` (with a pause).
        late: those pauses: system, ticket_id, name, hit, start_s, remaining_s.
    """

    month: Month
    by: Dimension
    headline: str
    subline: str
    kept: pd.DataFrame
    shares: pd.DataFrame
    begun: pd.DataFrame
    late: pd.DataFrame


def pauses(warehouse: Warehouse, scope: Scope, month: Month, months: int, by: Dimension) -> Pauses:
    """Read the section for `month`, with a trend over `months` up to it."""
    compliance = metric("resolution_compliance")
    covered = coverage(warehouse)
    start = max(month.plus(1 - months), min(covered.first or month, month))
    common, parameters = rows_statement(compliance, scope.over(Period.of_months(start, month)))
    kept = warehouse.query(f"{common}\n{statement('pauses_kept')}", parameters)
    kept["month"] = kept["month"].dt.date
    alone = scope.over(Period.of_months(month, month))
    found = pauses_begun(warehouse, *rows_statement(compliance, alone))
    shares = _shares(warehouse, alone, by)
    return Pauses(
        month=month,
        by=by,
        headline=pause_headline(kept, month, covered),
        subline=pause_subline(kept, shares, month),
        kept=kept,
        shares=shares,
        begun=_begun(found),
        late=found[found["is_late"].astype(bool)].sort_values(
            "remaining_s", ignore_index=True, kind="stable"
        ),
    )


def _shares(warehouse: Warehouse, scope: Scope, by: Dimension) -> pd.DataFrame:
    frame = compute(warehouse, metric("pause_share"), scope, [by])
    frame = frame.rename(
        columns={by.value: "name", "value": "share", "numerator": "paused_hours",
                 "denominator": "hours", "n": "tickets"}
    )  # fmt: skip
    frame = frame[["name", "share", "paused_hours", "hours", "tickets"]]
    return frame.sort_values(["share", "hours"], ascending=False, ignore_index=True, kind="stable")


def _begun(found: pd.DataFrame) -> pd.DataFrame:
    """Return late pauses by the group that held the ticket when they began."""
    if found.empty:
        return pd.DataFrame({"name": [], "late": [], "met": [], "tickets": []})
    keys = ["name", "system", "ticket_id"]
    each = found.groupby(keys, dropna=False)[["is_late", "hit"]].agg(
        {"is_late": "any", "hit": "first"}
    )
    each["met"] = each["is_late"] & each["hit"].astype(bool)
    grouped = each.reset_index().groupby("name", dropna=False)
    frame = grouped.agg(late=("is_late", "sum"), met=("met", "sum"), tickets=("is_late", "size"))
    frame = frame.reset_index()
    frame["name"] = frame["name"].astype(object).where(frame["name"].notna(), None)
    return frame.sort_values(["late", "tickets"], ascending=False, ignore_index=True, kind="stable")
