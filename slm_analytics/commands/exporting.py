"""`export`: figures or a table, written to a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd

from slm_analytics import console
from slm_analytics.commands.answer import Answer, Arguments
from slm_analytics.commands.figures import columns, figures, unmet_limits
from slm_analytics.commands.question import dimensions, scope_of, warehouse_in_force
from slm_analytics.domain.scope import Scope
from slm_analytics.errors import UsageError
from slm_analytics.export.table import csv_bytes, xlsx_bytes
from slm_analytics.metrics.catalogue import metric
from slm_analytics.metrics.receipt import receipt
from slm_analytics.review.loads import loads, set_aside, unknown_words
from slm_analytics.review.rows import ticket_rows
from slm_analytics.review.tickets import ticket_list
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.connection import Warehouse

_WRITERS = {".csv": csv_bytes, ".xlsx": xlsx_bytes}
_LISTED = "tickets_opened"  # the metric that counts every ticket of a period


def export(folder: DataFolder, given: Arguments) -> Answer:
    """Write a metric or a table to a file."""
    target = Path(given.to)
    write = _WRITERS.get(target.suffix.lower())
    if write is None:
        raise UsageError(f"{target.name} ends neither in .csv nor in .xlsx.", remedy="Name it so.")
    rows, lines = _exported(folder, given)
    try:
        target.write_bytes(write(rows, lines))
    except OSError as error:
        raise UsageError(
            f"{target} cannot be written.", remedy="Name a file in a folder that is there."
        ) from error
    values = {"file": str(target), "rows": len(rows)}
    return Answer(values, [f"{console.counted(len(rows), 'row')} written to {target}."])


def _exported(
    folder: DataFolder, given: Arguments
) -> tuple[pd.DataFrame, Sequence[tuple[str, str]]]:
    """Return the rows and the lines of their receipt."""
    scope, by = scope_of(given), dimensions(given.by)
    table = _TABLES.get(given.name)
    declared = metric(given.name if table is None else _LISTED)
    warehouse = warehouse_in_force(folder)
    console.write_errors(unmet_limits(warehouse, declared, scope))
    lines = receipt(warehouse, declared, scope, by if table is None else ()).lines()
    if table is not None:
        return table(warehouse, scope), lines if given.name == "tickets" else lines[-1:]
    rows = figures(warehouse, declared, scope, by)
    return pd.DataFrame(rows, columns=columns(declared, by)), lines


def _tickets(warehouse: Warehouse, scope: Scope) -> pd.DataFrame:
    """Return the list as the page of tickets saves it."""
    return ticket_rows(ticket_list(warehouse, metric(_LISTED), scope, limit=None).rows).frame


_TABLES: dict[str, Callable[[Warehouse, Scope], pd.DataFrame]] = {
    "tickets": _tickets,
    "loads": lambda warehouse, _: loads(warehouse),
    "set_aside": lambda warehouse, _: set_aside(warehouse),
    "unknown_words": lambda warehouse, _: unknown_words(warehouse),
}
