"""Pauses that began shortly before the time allowed was used up."""

from __future__ import annotations

import numpy as np
import pandas as pd

from slm_analytics.domain.rules import Rules
from slm_analytics.metrics.statement import Parameters
from slm_analytics.review.queries import statement
from slm_analytics.review.service_hours import ServiceHours
from slm_analytics.review.ticket_times import rules_in_force
from slm_analytics.warehouse.connection import Warehouse

LAST_SHARE, LAST_SECONDS = 0.1, 1800  # of the time allowed; or half an hour of it
_INSTANTS = ("begun_s", "start_s", "until_s")
_COLUMNS = ["system", "ticket_id", "name", "hit", "start_s", "remaining_s", "is_late"]


def pauses_begun(warehouse: Warehouse, common: str, parameters: Parameters) -> pd.DataFrame:
    """Return the pauses of decided clocks, and how much of the time allowed was left.

    What was left is told against the target that decided, from the start of
    the clock; for tickets whose target changed on the way it is an approach.
    Only tickets with a history tell when their pauses began.

    Returns:
        One row per pause: system, ticket_id, name (the group that held it;
        None: nobody), hit (met), start_s (second UTC), remaining_s (service
        seconds left, negative when used up), is_late (begun within the last
        tenth of the time allowed, or its last half hour).
    """
    rows = warehouse.query(f"{common}\n{statement('pause_stretches')}", parameters)
    if rows.empty:
        return pd.DataFrame(columns=_COLUMNS)
    rules = rules_in_force(warehouse)
    rows["is_pause"] = _pausing(rules, rows)
    begun, start, until = (rows[name].to_numpy(np.int64) for name in _INSTANTS)
    service = ServiceHours(rules, int(begun.min()), int(until.max()))
    inside, before = service.seconds(rows, start, until), service.seconds(rows, begun, start)
    stood = np.where(rows["is_pause"] | rows["is_ended"], inside, 0)
    earlier = pd.Series(stood).groupby(rows["ticket_no"]).cumsum().to_numpy() - stood
    rows["remaining_s"] = rows["allowed_s"] - (before - earlier)
    last = np.maximum(rows["allowed_s"] * LAST_SHARE, LAST_SECONDS)
    rows["is_late"] = (rows["remaining_s"] > 0) & (rows["remaining_s"] <= last)
    rows["name"] = rows["name"].astype(object).where(rows["name"].notna(), None)
    return rows.loc[rows["is_pause"], _COLUMNS].reset_index(drop=True)


def _pausing(rules: Rules, rows: pd.DataFrame) -> pd.Series[bool]:
    """Return which stretches are pauses by the target that decided."""
    policies = {target.line: target.policy for target in rules.targets}
    pairs = rows[["target_line", "word"]].drop_duplicates().itertuples(index=False)
    known = {
        (line, word): line in policies and policies[line].pauses_in(word) for line, word in pairs
    }
    keys = zip(rows["target_line"], rows["word"], strict=True)
    return pd.Series([known[key] for key in keys], index=rows.index, dtype=bool)
