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
    """Clocks with an irregular history: `total`, and how many by kind; one may be of several."""

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
        total=int(found["clocks"].sum()),
        by_kind={flag: count for flag, count in counts.items() if count},
    )


def kind_words(flag: HistoryFlag) -> str:
    """Return a kind of irregularity with the rule that stands behind it."""
    return f"{flag.value[:1].upper()}{flag.value[1:]} ({HISTORY_RULES[flag]})"
