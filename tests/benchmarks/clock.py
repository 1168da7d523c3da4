"""The clock over a million tickets and more, beside polars, pandas and businesstimedelta.

All engines answer the same question from the same marts, one after the other
in each round; their checksums are equal, or the run fails.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import duckdb
import polars as pl
import pyarrow as pa

from slm_analytics.warehouse.clock.answers import show_clocks, store_of, ticket_clocks
from slm_analytics.warehouse.clock.calendar_grid import ADDED_BITS, LENGTH_BITS
from slm_analytics.warehouse.clock.rule_tables import RuleTables, compile_rules
from tests.benchmarks.clock_data import replicated, rules, store
from tests.benchmarks.clock_peers import (
    businesstimedelta_elapsed,
    pandas_clock,
    polars_clock,
    sums_of,
)
from tests.benchmarks.measure import MEBIBYTE, run

_SUMS = """SELECT count(elapsed_seconds), sum(elapsed_seconds), sum(epoch(due_at))::BIGINT,
    count(*) FILTER (WHERE is_late) FROM answer"""
_WHAT_IF = """SELECT clock, date_trunc('month', stopped_on) AS month, service, priority,
    count(*) FILTER (WHERE answer = 'met') AS met,
    count(*) FILTER (WHERE answer = 'missed') AS missed,
    count(*) FILTER (WHERE answer = 'open') AS still_open, sum(elapsed_seconds) AS elapsed
    FROM clock_fact GROUP BY ALL"""
Spent = tuple[float, float]


def measure_clock(folder: Path, tickets: int, rounds: int) -> list[str]:
    """Measure all engines on tickets to which nothing special happened."""
    connection, told = store(folder / f"clock_{tickets}.duckdb", tickets, mixed=False)
    agreed = rules()
    ticket_clocks(connection, agreed)
    frames, grid = _inputs(connection)
    pandas_frames = [frame.to_pandas() for frame in frames] if tickets <= 1_000_000 else []
    spent: dict[str, list[Spent]] = {"SQL": [], "polars, streaming": [], "pandas": []}
    for _ in range(rounds):
        sums = {}
        spent["SQL"].append(_timed(lambda: _answer(connection, agreed)))
        sums["SQL"] = connection.execute(_SUMS).fetchall()[0]
        cost, done = _both(polars_clock, frames, grid)
        spent["polars, streaming"].append(cost)
        sums["polars"] = sums_of(done)
        if pandas_frames:
            cost, done = _both(pandas_clock, pandas_frames, grid)
            spent["pandas"].append(cost)
            sums["pandas"] = sums_of(done)
        if len(set(sums.values())) != 1:
            raise AssertionError(f"the engines differ: {sums}")
    lines = [told] if told else []
    lines.append(f"Clocks of response and resolution of {tickets:,} tickets, medians of {rounds}:")
    lines += [_line(name, costs, 2 * tickets) for name, costs in spent.items() if costs]
    cpu = {name: median(each[1] for each in costs) for name, costs in spent.items() if costs}
    lines += [
        f"  cpu of SQL / {name}: {cpu['SQL'] / cpu[name]:.2f}" for name in cpu if name != "SQL"
    ]
    if pandas_frames:
        lines.append(_single(pandas_frames[1], connection, cpu["SQL"] / (2 * tickets)))
    connection.close()
    return lines


def _both(count: Callable[..., Any], frames: list[Any], grid: Any) -> tuple[Spent, list[Any]]:
    """Return what counting both clocks cost, and their frames."""
    done: list[Any] = []
    return _timed(lambda: done.extend(count(frame, grid) for frame in frames)), done


def _answer(connection: duckdb.DuckDBPyConnection, agreed: Any) -> None:
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE answer AS {ticket_clocks(connection, agreed)}"
    )


def _inputs(connection: duckdb.DuckDBPyConnection) -> tuple[list[pl.DataFrame], dict[str, Any]]:
    """Return the tickets of both clocks with all that is known of them, and the calendars."""
    known = store_of(connection)
    tables = compile_rules(rules(), known.first, known.last, known.as_of or 0, known.zones)
    frames = []
    for clock, holds in ((0, False), (1, True)):
        columns = [
            f"hold_{n}_{side}" if holds else f"NULL::BIGINT AS hold_{n}_{side}"
            for n in "12"
            for side in ("s", "until_s")
        ]
        end = f"coalesce(stop_s, greatest(start_s, {known.as_of}))"
        frames.append(
            pl.from_arrow(
                connection.sql(
                    f"SELECT ticket_no, start_s, {end} AS end_s, calendar_no, seconds,"
                    f" (SELECT chunk_begin FROM clock_list)[calendar_no + 1] AS chunk_begin,"
                    f" {', '.join(columns)} FROM clock_simple_{clock} WHERE target_no IS NOT NULL"
                ).to_arrow_table()
            )
        )
    return frames, _grid(tables)


def _grid(tables: RuleTables) -> dict[str, Any]:
    """Return the calendars as tables to be joined, pieces in columns of their own."""
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
    count, places = len(days["open_before"]), len(chunks["up_to_1"])
    return {
        "days": pa.table({"grid_no": pa.array(range(count), pa.int32()), **days}),
        "chunks": pa.table({"chunk_no": pa.array(range(places), pa.int32()), **chunks}),
        "first_day": grid.first_day,
        "day_count": grid.day_count,
        "pieces": grid.pieces,
        "chunk": grid.chunk,
        "chunk_pieces": grid.chunk_pieces,
    }


def _single(frame: Any, connection: duckdb.DuckDBPyConnection, ours: float) -> str:
    """Compare with a library that counts one ticket at a time, elapsed time only."""
    sample = frame[frame["calendar_no"] == 2].head(200)
    pairs = list(zip(sample["start_s"].tolist(), sample["end_s"].tolist(), strict=True))
    spent = _timed(lambda: businesstimedelta_elapsed(pairs))
    ratio = spent[1] / len(pairs) / ours
    return (
        f"  businesstimedelta, elapsed only, {len(pairs)} tickets: "
        f"{len(pairs) / spent[1]:,.0f} rows/s; cpu a row / SQL: {ratio:,.0f}"
    )


def measure_what_if(folder: Path, tickets: int, rounds: int) -> list[str]:
    """Measure other targets over all months, and the page's query on the stored clocks."""
    connection, told = store(folder / f"clock_{tickets}_mixed.duckdb", tickets, mixed=True)
    agreed, other = rules(), rules(stricter=True)
    wide = rules(wider=True)
    lines = [told] if told else []
    lines.append(f"What-if over {tickets:,} tickets and 36 months, some reopened or raised:")
    for name, asked in (("targets halved", other), ("other pauses", wide)):
        costs = [_timed(lambda asked=asked: _what_if(connection, asked)) for _ in range(rounds)]
        lines.append(_line(name, costs, 2 * tickets))
    connection.execute("DROP VIEW IF EXISTS temp.clock_fact")
    connection.execute("DROP VIEW IF EXISTS temp.ticket_clock")
    connection.execute(
        f"CREATE OR REPLACE TABLE ticket_clock AS {ticket_clocks(connection, agreed)}"
    )
    costs = [_timed(lambda: connection.execute(_WHAT_IF).fetchall()) for _ in range(rounds)]
    lines.append(_line("the same, stored clocks", costs, 2 * tickets))
    connection.close()
    return lines


def _what_if(connection: duckdb.DuckDBPyConnection, asked: Any) -> None:
    show_clocks(connection, asked)
    connection.execute(_WHAT_IF).fetchall()


def measure_large(folder: Path, tickets: int) -> list[str]:
    """Build the clocks of many tickets in a process with 2 GB, in ranges of tickets."""
    path = replicated(folder, tickets)
    cost = run(["-m", "tests.benchmarks.clock", str(path)])
    return [
        f"Clocks of {tickets:,} tickets in ranges, memory_limit 2 GB: {cost.wall:.1f} s wall"
        f" {cost.processor:.1f} s cpu, peak {cost.peak // MEBIBYTE} MB"
    ]


def build_large(path: Path) -> None:
    """Write the table of clocks of a store, a range of tickets at a time."""
    with duckdb.connect(str(path), config={"threads": 2, "memory_limit": "2GB"}) as connection:
        (count,) = connection.execute("SELECT count(*) FROM ticket_moment").fetchall()[0]
        connection.execute("DROP TABLE IF EXISTS ticket_clock")
        for first in range(0, count, 1_000_000):
            rows = ticket_clocks(connection, rules(), tickets=(first, first + 1_000_000))
            begin = "INSERT INTO ticket_clock" if first else "CREATE TABLE ticket_clock AS"
            connection.execute(f"{begin} {rows}")
        connection.execute("CHECKPOINT")


def _timed(act: Callable[[], object]) -> Spent:
    begun, before = time.perf_counter(), os.times()
    act()
    after = os.times()
    spent = after.user + after.system - before.user - before.system
    return time.perf_counter() - begun, spent


def _line(name: str, costs: list[Spent], rows: int) -> str:
    wall, cpu = (median(each[place] for each in costs) for place in (0, 1))
    return f"  {name:24} {wall:7.2f} s wall {cpu:7.2f} s cpu {rows / wall:12,.0f} rows/s"


if __name__ == "__main__":
    build_large(Path(sys.argv[1]))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, "MB")
