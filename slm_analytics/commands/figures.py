"""`metric`: a figure, or what it is made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from slm_analytics import console
from slm_analytics.commands.answer import Answer, Arguments, jsonable
from slm_analytics.commands.question import dimensions, scope_of, warehouse_in_force
from slm_analytics.domain.scope import Dimension, Scope
from slm_analytics.domain.unit import Unit
from slm_analytics.metrics.catalogue import metric as declared_metric
from slm_analytics.metrics.compute import absent_names, compute
from slm_analytics.metrics.metric import Metric
from slm_analytics.metrics.receipt import receipt
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.connection import Warehouse

Figures = list[dict[str, Any]]
_DATED: dict[str, Callable[[date], str]] = {
    "month": lambda day: f"{day:%Y-%m}",
    "quarter": lambda day: f"{day.year}-Q{(day.month + 2) // 3}",
    "day": lambda day: day.isoformat(),
}


def metric(folder: DataFolder, given: Arguments) -> Answer:
    """Compute a metric, or say what its figure is made of."""
    declared, scope, by = declared_metric(given.name), scope_of(given), dimensions(given.by)
    warehouse = warehouse_in_force(folder)
    console.write_errors(unmet_limits(warehouse, declared, scope))
    if given.receipt:
        told = receipt(warehouse, declared, scope, by)
        values = {name: getattr(told, name) for name in told.__slots__}
        return Answer(values, console.pairs(dict(told.lines())))
    rows = figures(warehouse, declared, scope, by)
    return Answer(rows, console.table(rows))


def figures(
    warehouse: Warehouse, declared: Metric, scope: Scope, by: Sequence[Dimension]
) -> Figures:
    """Return the figures as objects with the keys of `columns`; counts are whole numbers."""
    frame = compute(warehouse, declared, scope, by)
    rows: Figures = jsonable(frame[columns(declared, by)])
    for row in rows:
        for name, words in _DATED.items():
            if row.get(name):
                row[name] = words(date.fromisoformat(str(row[name])[:10]))
        for name in ("numerator", "denominator", "n"):
            if isinstance(row.get(name), float) and row[name].is_integer():
                row[name] = int(row[name])
        if declared.unit is Unit.COUNT and row["value"] is not None:
            row["value"] = int(row["value"])
    return rows


def unmet_limits(warehouse: Warehouse, declared: Metric, scope: Scope) -> list[str]:
    """Say which of the names a figure is limited to no ticket has: it may be a slip."""
    return [
        f"no {declared.counts} has {dimension.value.replace('_', ' ')} {name!r}"
        for dimension, name in absent_names(warehouse, declared, scope)
    ]


def columns(declared: Metric, by: Sequence[Dimension]) -> list[str]:
    """Return the keys of a figure: the dimensions, then what the metric's kind has."""
    kind = ["numerator", "denominator", "value", "low", "high"]
    kind = kind if declared.additive else ["value", "n"]
    return [*(dimension.value for dimension in by), *kind, "answer"]
