"""Irregular histories: how many of the clocks counted have one, and the rule for each kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from slm_analytics.domain.history import HISTORY_RULES, HistoryFlag
from slm_analytics.domain.scope import Scope
from slm_analytics.metrics.metric import Metric
from slm_analytics.metrics.statement import rows_statement
from slm_analytics.review.queries import statement
from slm_analytics.warehouse.connection import Warehouse


@dataclass(frozen=True, slots=True, kw_only=True)
class Histories:
    """Clocks with an irregular history: `total` of `counted`, and how many by kind.

    One may be of several kinds.
    """

    counted: int
    total: int
    by_kind: Mapping[HistoryFlag, int]


def histories(warehouse: Warehouse, metric: Metric, scope: Scope) -> Histories:
    """Count the irregular histories among the clocks that `metric` counts in `scope`."""
    common, parameters = rows_statement(metric, scope)
    found = warehouse.query(f"{common}\n{statement('histories')}", parameters)
    counts = {
        flag: int(found.loc[found["flags"] & flag.bit != 0, "clocks"].sum()) for flag in HistoryFlag
    }
    return Histories(
        counted=int(found["clocks"].sum()),
        total=int(found.loc[found["flags"] != 0, "clocks"].sum()),
        by_kind={flag: count for flag, count in counts.items() if count},
    )


def rule_of(flag: HistoryFlag) -> str:
    """Return the rule that stands behind a kind of irregularity, as a sentence."""
    return f"{HISTORY_RULES[flag][:1].upper()}{HISTORY_RULES[flag][1:]}."
