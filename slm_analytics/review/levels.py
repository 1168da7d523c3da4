"""The lines of contracts that a generation was built with."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from slm_analytics.domain.service_level import LevelKind, ServiceLevel
from slm_analytics.register.levels import level_of
from slm_analytics.register.rows import Row
from slm_analytics.review.queries import statement
from slm_analytics.warehouse.connection import Warehouse


def levels_in_force(
    warehouse: Warehouse, customers: Collection[str] = ()
) -> tuple[ServiceLevel, ...]:
    """Return the lines of some customers, with those agreed for any; none named: all lines."""
    found = warehouse.query(statement("register_levels"), {"customers": sorted(customers)})
    return tuple(
        level_of(Row(int(row["line"]), {
            str(name): str(cell) for name, cell in row.items()
            if name != "line" and not pd.isna(cell) and cell
        }))
        for row in found.to_dict("records")
    )  # fmt: skip


def promises_in_force(
    warehouse: Warehouse, customers: Collection[str] = ()
) -> tuple[ServiceLevel, ...]:
    """Return the lines that customers are promised; those of groups and suppliers are not shown."""
    found = levels_in_force(warehouse, customers)
    return tuple(each for each in found if each.kind is LevelKind.SLA)
