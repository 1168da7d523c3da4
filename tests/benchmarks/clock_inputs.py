"""What the other engines read: the table of tickets, and the rules as tables to be joined."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from slm_analytics.domain.rules import Rules
from slm_analytics.warehouse.clock.answers import store_of
from slm_analytics.warehouse.clock.calendar_grid import ADDED_BITS, LENGTH_BITS
from slm_analytics.warehouse.clock.rule_tables import RuleTables, compile_rules

_MOMENTS = """SELECT ticket_no, opened_s, first_response_s, ended_s, ended_for_good_s, zone_no,
    flags, key_no,
    first_hold_s AS hold_1_s, first_hold_until_s AS hold_1_until_s,
    first_hold_word_no AS hold_1_word, second_hold_s AS hold_2_s,
    second_hold_until_s AS hold_2_until_s, second_hold_word_no AS hold_2_word
    FROM ticket_moment"""
_DAY, _OFFSET = 86_400, (1 << 20) - 1


def inputs(
    connection: duckdb.DuckDBPyConnection, agreed: Rules
) -> tuple[pa.Table, Mapping[str, Any]]:
    """Return the tickets, and all that is known of the rules; `agreed` was asked for before."""
    store = store_of(connection)
    tables = compile_rules(
        agreed, store.first, store.last, store.as_of or 0, store.zones, store.longest_pause
    )
    (match,) = connection.execute("SELECT match_list FROM clock_list").fetchall()[0]
    pauses = agreed.targets[-1].policy.pauses
    known = {
        **_grid(tables),
        **_zones(tables),
        "match": _numbered("match_no", target_no=pa.array(match, pa.int32())),
        "targets": tables.tables["clock_target"].select(
            ["target_no", "seconds", "target_id", "line", "calendar"]
        ),
        "picks": _numbered("pick_no", calendar_no=tables.lists["calendar_list"]),
        "calendars": _numbered("calendar_no", chunk_begin=tables.lists["chunk_begin"]),
        "boundaries": tables.boundaries,
        "epochs": len(tables.boundaries) + 1,
        "keys": store.keys,
        "as_of": store.as_of,
        "pause_words": [number for word, number in store.words.items() if word in pauses],
        "clock_names": [kind.value for kind, _ in tables.clocks],
    }
    return connection.sql(_MOMENTS).to_arrow_table(), known


def _numbered(key: str, **columns: Any) -> pa.Table:
    """Return a table whose rows are numbered from 0."""
    count = len(next(iter(columns.values())))
    return pa.table({key: pa.array(range(count), pa.int32()), **columns})


def _grid(tables: RuleTables) -> dict[str, Any]:
    """Return the calendars, pieces in columns of their own."""
    grid = tables.grid
    days: dict[str, Any] = {"open_before": grid.lists["open_before"]}
    for number in range(1, grid.pieces + 1):
        packed = grid.lists[f"open_piece_{number}"].to_numpy()
        days[f"start_{number}"] = (packed >> LENGTH_BITS).astype("int32")
        days[f"length_{number}"] = (packed & ((1 << LENGTH_BITS) - 1)).astype("int32")
    chunks: dict[str, Any] = {}
    for number in range(1, grid.chunk_pieces + 1):
        packed = grid.lists[f"chunk_{number}"].to_numpy()
        chunks[f"up_to_{number}"] = packed >> ADDED_BITS
        chunks[f"add_{number}"] = packed & ((1 << ADDED_BITS) - 1)
    return {
        "days": _numbered("grid_no", **days),
        "chunks": _numbered("chunk_no", **chunks),
        "first_day": grid.first_day,
        "day_count": grid.day_count,
        "pieces": grid.pieces,
        "chunk": grid.chunk,
        "chunk_pieces": grid.chunk_pieces,
    }


def _zones(tables: RuleTables) -> dict[str, Any]:
    """Return the UTC offsets of zones by day."""
    packed = tables.lists["zone_day"].to_numpy()
    first, count = tables.zone_days
    days = {
        "changes_at": np.minimum(packed >> 40, _DAY + 1),
        "offset_before": ((packed >> 20) & _OFFSET) - _DAY,
        "offset_after": (packed & _OFFSET) - _DAY,
    }
    return {
        "zone_days": _numbered("zone_day_no", **days),
        "first_zone_day": first,
        "zone_day_count": count,
    }
