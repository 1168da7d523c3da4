"""Instants on a local clock, for the eye: figures never use it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from slm_analytics.ingest.local_time import to_local


def local_time(moment: Any, zone: str) -> pd.Timestamp | None:
    """Return what the zone's clock shows at an instant in UTC; None for none."""
    if moment is None or pd.isna(moment):
        return None
    return pd.Timestamp(_moved(np.array([moment], "datetime64[s]"), zone)[0])


def local_text(moment: Any, zone: str) -> str:
    """Return the same as text; empty for none."""
    shown = local_time(moment, zone)
    return "" if shown is None else f"{shown:%a %d %b %Y, %H:%M:%S}"


def local_frame(rows: pd.DataFrame, columns: tuple[str, ...], zone: str) -> pd.DataFrame:
    """Return rows with some columns of instants moved to the zone's clock."""
    moved = rows.copy()
    for name in columns:
        moved[name] = _moved(rows[name].to_numpy("datetime64[s]"), zone)
    return moved


def _moved(moments: np.ndarray[Any, Any], zone: str) -> np.ndarray[Any, Any]:
    unknown = np.isnat(moments)
    local = to_local(np.where(unknown, 0, moments.astype(np.int64)), zone).astype("datetime64[s]")
    return np.where(unknown, np.datetime64("NaT", "s"), local)
