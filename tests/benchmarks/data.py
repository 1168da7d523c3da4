"""Synthetic extracts for measuring: a ServiceNow incident list of any length, made in seconds."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

SERVICES, CUSTOMERS, GROUPS = 60, 12, 40
_START = np.datetime64("2024-11-01T00:00:00", "s").astype(np.int64)
_SPAN = 24 * 30 * 86400
_DAY = 86400


def incident_list(path: Path, tickets: int, seed: int = 1) -> Path:
    """Write a list of `tickets` incidents over 24 months: 15 columns, every field in quotes.

    About 250 bytes a ticket, times without a zone that exist in UTC, 8 % of
    tickets open, 1 in 200 cancelled; the text holds commas and umlauts.
    """
    if path.exists():
        return path
    draw = np.random.default_rng(seed)
    opened = _START + np.sort(draw.integers(0, _SPAN, tickets))
    lasting = np.exp(draw.normal(10.2, 1.3, tickets)).astype(np.int64) + 60
    resolved, closed = opened + lasting, opened + lasting + 5 * _DAY
    is_open = resolved > _START + _SPAN
    state = np.where(is_open, "In Progress", "Closed").astype(object)
    state[draw.random(tickets) < 0.005] = "Canceled"
    table = pa.table(
        {
            "number": _numbered("INC", np.arange(tickets), 8),
            "opened_at": _times(opened),
            "resolved_at": _times(resolved, is_open),
            "closed_at": _times(closed, is_open),
            "sys_updated_on": _times(np.where(is_open, opened + 3600, closed)),
            "priority": _words(
                draw, ["1 - Critical", "2 - High", "3 - Moderate", "4 - Low"], tickets
            ),
            "state": pa.array(state, pa.string()),
            "business_service": _words(
                draw, [f"Service {n:02d}" for n in range(SERVICES)], tickets
            ),
            "company": _words(draw, [f"Customer {n:02d}" for n in range(CUSTOMERS)], tickets),
            "assignment_group": _words(draw, [f"Group {n:02d}" for n in range(GROUPS)], tickets),
            "category": _words(draw, [f"Category {n}" for n in range(9)], tickets),
            "contact_type": _words(draw, ["phone", "email", "self-service", "chat"], tickets),
            "made_sla": _words(draw, ["true"] * 19 + ["false"], tickets),
            "reopen_count": _words(draw, ["0"] * 32 + ["1"], tickets),
            "short_description": _words(
                draw, [f"Drucker im Büro {n}, Müller, antwortet nicht" for n in range(40)], tickets
            ),
        }
    )
    temporary = path.with_suffix(".part")
    pacsv.write_csv(table, temporary, pacsv.WriteOptions(quoting_style="all_valid"))
    temporary.rename(path)
    return path


def _words(draw: np.random.Generator, words: list[str], count: int) -> pa.Array:
    indices = pa.array(draw.integers(0, len(words), count), pa.int32())
    return pa.DictionaryArray.from_arrays(indices, pa.array(words)).cast(pa.string())


def _numbered(prefix: str, numbers: np.ndarray, width: int) -> pa.Array:
    texts = pc.utf8_lpad(pa.array(numbers).cast(pa.string()), width, "0")
    return pc.binary_join_element_wise(prefix, texts, "")


def _times(seconds: np.ndarray, absent: np.ndarray | None = None) -> pa.Array:
    texts = pc.strftime(pa.array(seconds).cast(pa.timestamp("s")), format="%Y-%m-%d %H:%M:%S")
    if absent is None:
        return texts
    return pc.if_else(pa.array(absent), "", texts)
