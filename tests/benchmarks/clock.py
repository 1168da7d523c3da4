"""The clock over a million tickets and more, beside polars, pandas and businesstimedelta.

All engines read the same table of tickets and answer with the same columns,
one after the other in each round; their checksums are equal, or the run fails.
"""

from __future__ import annotations

import resource
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import duckdb
import polars as pl

from slm_analytics.warehouse.clock.answers import show_clocks, ticket_clocks
from tests.benchmarks.clock_data import replicated, rules, store
from tests.benchmarks.clock_inputs import inputs
from tests.benchmarks.clock_peers import (
    businesstimedelta_elapsed,
    pandas_clock,
    pandas_sums,
    polars_clock,
    polars_sums,
)
from tests.benchmarks.measure import MEBIBYTE, Spent, run, timed

_SUMS = """SELECT count(*), sum(elapsed_seconds)::BIGINT, sum(epoch_us(due_at) // 1000000)::BIGINT,
    count(*) FILTER (WHERE is_late), sum(paused_seconds)::BIGINT, sum(calendar_seconds)::BIGINT,
    sum(stopped_on - DATE '1970-01-01')::BIGINT, sum(due_on - DATE '1970-01-01')::BIGINT,
    count(*) FILTER (WHERE answer = 'met'), count(*) FILTER (WHERE answer = 'missed'),
    count(*) FILTER (WHERE answer = 'open'), count(*) FILTER (WHERE answer = 'no target')
    FROM answer"""
_SAMPLED = 2_000
_SAMPLE = """SELECT epoch_us(started_at) // 1000000, epoch_us(stopped_at) // 1000000,
        elapsed_seconds + paused_seconds
    FROM answer WHERE calendar = 'C2' AND clock = 'resolution' AND answer IN ('met', 'missed')
    ORDER BY hash(ticket_no) LIMIT ?"""
_WHAT_IF = """SELECT clock, date_trunc('month', stopped_on) AS month, service, priority,
    count(*) FILTER (WHERE answer = 'met') AS met,
    count(*) FILTER (WHERE answer = 'missed') AS missed,
    count(*) FILTER (WHERE answer = 'open') AS still_open, sum(elapsed_seconds) AS elapsed
    FROM clock_fact GROUP BY ALL"""


def measure_clock(folder: Path, tickets: int, rounds: int) -> list[str]:
    """Measure all engines on tickets to which nothing special happened."""
    connection, told = store(folder / f"clock_{tickets}.duckdb", tickets, mixed=False)
    agreed = rules()
    ticket_clocks(connection, agreed)
    moments, known = inputs(connection, agreed)
    frame = pl.from_arrow(moments)
    pandas_frame = frame.to_pandas() if tickets <= 1_000_000 else None
    spent: dict[str, list[Spent]] = {"SQL": [], "polars, streaming": [], "pandas": []}
    for _ in range(rounds):
        sums = {}
        spent["SQL"].append(timed(lambda: _answer(connection, agreed)))
        sums["SQL"] = connection.execute(_SUMS).fetchall()[0]
        cost, done = _both(polars_clock, frame, known)
        spent["polars, streaming"].append(cost)
        sums["polars"] = polars_sums(done)
        if pandas_frame is not None:
            cost, done = _both(pandas_clock, pandas_frame, known)
            spent["pandas"].append(cost)
            sums["pandas"] = pandas_sums(done)
        if len(set(sums.values())) != 1:
            raise AssertionError(f"the engines differ: {sums}")
    lines = [told] if told else []
    lines.append(f"Clocks of response and resolution of {tickets:,} tickets, medians of {rounds}:")
    lines += [_line(name, costs, 2 * tickets) for name, costs in spent.items() if costs]
    wall, cpu = (
        {name: median(each[place] for each in costs) for name, costs in spent.items() if costs}
        for place in (0, 1)
    )
    lines += [
        f"  SQL / {name}: cpu {cpu['SQL'] / cpu[name]:.2f}, wall {wall['SQL'] / wall[name]:.2f}"
        for name in cpu
        if name != "SQL"
    ]
    if pandas_frame is not None:
        lines.append(_single(connection, 2 * tickets / wall["SQL"], 2 * tickets / cpu["SQL"]))
    connection.close()
    return lines


def _both(count: Callable[..., Any], frame: Any, known: Any) -> tuple[Spent, list[Any]]:
    """Return what counting both clocks cost, and their frames."""
    done: list[Any] = []
    return timed(lambda: done.extend(count(frame, known, clock) for clock in (0, 1))), done


def _answer(connection: duckdb.DuckDBPyConnection, agreed: Any) -> None:
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE answer AS {ticket_clocks(connection, agreed)}"
    )


def _single(connection: duckdb.DuckDBPyConnection, rows: float, rows_of_cpu: float) -> str:
    """Compare with a library that counts one ticket at a time, pauses not taken off."""
    sample = connection.execute(_SAMPLE, [_SAMPLED]).fetchall()
    pairs = [(start, until) for start, until, _ in sample]
    closed = dict(rules().calendars[2].calendar.holidays)
    found: list[int] = []
    cost = timed(lambda: found.extend(businesstimedelta_elapsed(pairs, closed)))
    if found != [seconds for *_, seconds in sample]:
        raise AssertionError("businesstimedelta differs")
    theirs = len(pairs) / cost[0]
    return (
        f"  businesstimedelta, open time only, {len(pairs)} tickets: {theirs:,.0f} rows/s;"
        f" SQL has {rows / theirs:,.0f} times as many a second, {rows_of_cpu / theirs:,.0f} times"
        " as many a second of cpu"
    )


def measure_what_if(folder: Path, tickets: int, rounds: int) -> list[str]:
    """Measure other rules over all months, and the page's query on the stored clocks."""
    lines = [f"What-if over {tickets:,} tickets and 36 months, by month, service and priority:"]
    for kind, mixed in (("plain", False), ("mixed", True)):
        path = folder / f"clock_{tickets}{'_mixed' if mixed else ''}.duckdb"
        connection, told = store(path, tickets, mixed=mixed)
        lines += [told] if told else []
        costs = _what_if_costs(connection, rounds)
        lines += [_line(f"{kind}, {name}", spent, 2 * tickets) for name, spent in costs.items()]
        connection.close()
    return [*lines, "  (mixed: 3 % of the tickets reopened, 5 % with a changed priority)"]


def _what_if_costs(connection: duckdb.DuckDBPyConnection, rounds: int) -> dict[str, list[Spent]]:
    halved, wider = rules(stricter=True), rules(wider=True)
    costs = {
        "targets halved": [timed(lambda: _what_if(connection, halved)) for _ in range(rounds)],
        "other pauses": [timed(lambda: _what_if(connection, wider)) for _ in range(rounds)],
    }
    connection.execute("DROP VIEW IF EXISTS temp.clock_fact")
    connection.execute("DROP VIEW IF EXISTS temp.ticket_clock")
    stored = ticket_clocks(connection, rules())
    connection.execute(f"CREATE OR REPLACE TABLE ticket_clock AS {stored}")
    asked = [timed(lambda: connection.execute(_WHAT_IF).fetchall()) for _ in range(rounds)]
    return {**costs, "stored clocks": asked}


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


def _line(name: str, costs: list[Spent], rows: int) -> str:
    wall, cpu = (median(each[place] for each in costs) for place in (0, 1))
    return f"  {name:24} {wall:7.2f} s wall {cpu:7.2f} s cpu {rows / wall:12,.0f} rows/s"


if __name__ == "__main__":
    build_large(Path(sys.argv[1]))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, "MB")
