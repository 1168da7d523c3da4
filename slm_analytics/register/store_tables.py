"""The register as tables of the store: its cells as they are written, blank ones empty."""

from __future__ import annotations

import pyarrow as pa

from slm_analytics.register.rows import Register
from slm_analytics.register.tables import SHEETS


def tables_of(register: Register) -> dict[str, pa.Table]:
    """Return table -> its rows (see `warehouse/schema/register_*.sql`)."""
    found = {}
    for name, sheet in SHEETS.items():
        rows = register[name].rows
        columns = {"line": pa.array([row.line for row in rows], pa.int32())}
        for column in sheet.names:
            columns[column] = pa.array([row[column] or None for row in rows], pa.string())
        found[sheet.table] = pa.table(columns)
    return found
