"""The loads in force: what came in, what was set aside, what no rule knows."""

from __future__ import annotations

import pandas as pd

from slm_analytics.review.queries import statement
from slm_analytics.warehouse.connection import Warehouse

_NAME_COLUMNS = {"service": "service", "customer": "customer"}


def loads(warehouse: Warehouse) -> pd.DataFrame:
    """Return one row per load, newest first, with the columns of `schema/load.sql`."""
    return warehouse.query(statement("loads"))


def set_aside(warehouse: Warehouse, load_id: str | None = None) -> pd.DataFrame:
    """Return rows set aside: file_name, line, heading, value, code, reason, load_id."""
    return warehouse.query(statement("set_aside"), {"load_id": load_id})


def unknown_words(warehouse: Warehouse) -> pd.DataFrame:
    """Return the words that no rule knows, commonest first: system, field, word, tickets."""
    return warehouse.query(statement("unknown_words"))


def known_meanings(warehouse: Warehouse, field: str, system: str) -> tuple[str, ...]:
    """Return the names that a service or customer may be meant by; empty for other fields."""
    if field not in _NAME_COLUMNS:
        return ()
    text = statement("known_meanings", column=_NAME_COLUMNS[field])
    return tuple(warehouse.query(text, {"system": system})["name"])
