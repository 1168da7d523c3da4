"""Availability of thousands of services over three years, beside polars and pandas.

Our own form are the statements of the warehouse as they run in a build: claims
become outages, maintenance leaves the agreed time, calendars are looked at, and
each local day is counted; then months are asked of what they made. The others
count the same days and months. Equal checksums, or the run fails.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from statistics import median
from typing import Any, NamedTuple

import duckdb
import polars as pl
import pyarrow as pa

from slm_analytics.warehouse import sql_files
from slm_analytics.warehouse.availability.figures import counted_downtime, show
from slm_analytics.warehouse.availability.texts import text_of
from tests.benchmarks.availability_data import Services, services
from tests.benchmarks.availability_peers import (
    Sums,
    known_of,
    pandas_days,
    pandas_months,
    polars_days,
    polars_months,
    sums_of,
)
from tests.benchmarks.measure import Spent, timed

_MONTHS = """CREATE OR REPLACE TABLE answer AS
    WITH lost AS (
        SELECT unit_no, month_of(day_no) AS month,
            sum(left_seconds) AS left_seconds, sum(down_ppm_seconds) // 1000000 AS down
        FROM downtime_day GROUP BY ALL
    ),
    life AS (SELECT DISTINCT calendar_no, first_day_no, last_day_no FROM availability_unit),
    agreed AS (
        SELECT l.*, month_of(d.day_no) AS month, sum(d.open_s) AS open_s
        FROM life AS l
        JOIN calendar_day AS d ON d.calendar_no = l.calendar_no
            AND d.day_no BETWEEN l.first_day_no AND l.last_day_no
        GROUP BY ALL
    ),
    -- Days of which only a part is in the life of a service.
    edge AS (
        SELECT e.unit_no, month_of(e.day_no) AS month, sum(e.open_s) AS open_s,
            sum(d.open_s) AS whole_s
        FROM unit_edge AS e
        JOIN availability_unit AS u USING (unit_no)
        JOIN calendar_day AS d USING (calendar_no, day_no)
        GROUP BY ALL
    )
    SELECT u.unit_no, a.month, coalesce(l.down, 0)::BIGINT AS down,
        (a.open_s + coalesce(e.open_s - e.whole_s, 0) - coalesce(l.left_seconds, 0))::BIGINT
            AS base
    FROM availability_unit AS u
    JOIN agreed AS a USING (calendar_no, first_day_no, last_day_no)
    LEFT JOIN lost AS l USING (unit_no, month)
    LEFT JOIN edge AS e USING (unit_no, month)"""
_MONTH_OF = """CREATE MACRO month_of(day_no) AS
    year(DATE '1970-01-01' + day_no) * 12 + month(DATE '1970-01-01' + day_no)"""
_DAYS = """SELECT unit_no, day_no, wall_down_ppm_seconds // 1000000 AS wall,
    left_seconds AS left, down_ppm_seconds // 1000000 AS down FROM downtime_day"""
_OUTAGES = "SELECT count(*) FROM (SELECT DISTINCT unit_no, outage_no FROM avail_stretched)"
# The view of all days tells how many outages began on each; here nobody asks.
_NO_OUTAGES = """CREATE TABLE service_outage AS
    SELECT 0 AS unit_no, DATE '1970-01-01' AS happened_on, false AS is_failure LIMIT 0"""
_OF_VIEW = """SELECT unit_no, date_trunc('month', happened_on) AS month, sum(base_seconds),
    sum(down_ppm_seconds) FROM availability_day WHERE base_seconds > 0 GROUP BY ALL"""


class Engine(NamedTuple):
    """How one of them counts days, then months, and the checksums of both."""

    days: Callable[[], Any]
    months: Callable[[Any], Any]
    sums: Callable[[Any, Any], Sums]


def measure_availability(count: int, outages: int, windows: int, rounds: int) -> list[str]:
    """Measure all engines on the same services, one after the other in each round."""
    asked = services(count, outages, windows)
    connection = _connected(asked)
    engines = _engines(connection, asked)
    costs: dict[str, list[tuple[Spent, Spent]]] = {name: [] for name in engines}
    for _ in range(rounds):
        sums = {}
        for name, engine in engines.items():
            cost, sums[name] = _counted(engine)
            costs[name].append(cost)
        if len(set(sums.values())) != 1:
            raise AssertionError(f"the engines differ: {sums}")
    (view,) = (mart.sql for mart in sql_files.marts() if mart.name == "availability_day")
    connection.execute(view)
    viewed = [timed(lambda: connection.execute(_OF_VIEW).fetchall()) for _ in range(rounds)]
    connection.close()
    told = f"{count:,} services, 3 years, {outages:,} outages, {windows:,} maintenance windows"
    return [
        f"Agreed seconds and downtime by service and month of {told}, medians of {rounds}:",
        *_lines(costs, outages),
        _line("SQL, months of all days", viewed, outages),
    ]


def _engines(connection: duckdb.DuckDBPyConnection, asked: Services) -> dict[str, Engine]:
    known = known_of(asked)
    for_pandas = {name: frame.to_pandas() for name, frame in known.items()}
    return {
        "SQL": Engine(
            partial(_days, connection),
            lambda _: connection.execute(_MONTHS),
            lambda *_: _sums(connection),
        ),
        "polars, streaming": Engine(
            partial(polars_days, known),
            lambda days: polars_months(days[0], known),
            lambda days, months: sums_of(days[0], months, days[1]),
        ),
        "pandas": Engine(
            partial(pandas_days, for_pandas),
            lambda days: pandas_months(days[0], for_pandas),
            lambda days, months: sums_of(pl.from_pandas(days[0]), pl.from_pandas(months), days[1]),
        ),
    }


def _counted(engine: Engine) -> tuple[tuple[Spent, Spent], Sums]:
    """Return what days and months cost, and the checksums."""
    done: list[Any] = []
    days = timed(lambda: done.append(engine.days()))
    months = timed(lambda: done.append(engine.months(done[0])))
    return (days, months), engine.sums(*done)


def _connected(asked: Services) -> duckdb.DuckDBPyConnection:
    """Return a store in which the rows are what a build makes of outages and maintenance."""
    connection = duckdb.connect(config={"threads": 2, "memory_limit": "6GB"})
    tables: Mapping[str, pa.Table] = {
        "avail_unit": asked.units,
        "avail_claim": asked.claims,
        "avail_mask": asked.masks,
        "avail_calendar_day": asked.days.days,
        "avail_piece": asked.days.pieces,
    }
    show(connection, tables)
    connection.execute("CREATE TABLE availability_unit AS FROM avail_unit")
    connection.execute("CREATE TABLE calendar_day AS FROM avail_calendar_day")
    connection.execute(_NO_OUTAGES)
    connection.execute(_MONTH_OF)
    return connection


def _days(connection: duckdb.DuckDBPyConnection) -> None:
    for name, select in (("downtime_day", counted_downtime(connection)),
                         ("unit_edge", text_of("edges"))):  # fmt: skip
        connection.execute(f"CREATE OR REPLACE TABLE {name} AS {select}")


def _sums(connection: duckdb.DuckDBPyConnection) -> Sums:
    (outages,) = connection.execute(_OUTAGES).fetchall()[0]
    return sums_of(connection.sql(_DAYS).pl(), connection.table("answer").pl(), outages)


def _lines(costs: Mapping[str, list[tuple[Spent, Spent]]], rows: int) -> list[str]:
    whole = {
        name: [(days[0] + months[0], days[1] + months[1]) for days, months in each]
        for name, each in costs.items()
    }
    middle = {
        name: [median(part) for part in zip(*each, strict=True)] for name, each in whole.items()
    }
    lines = [_line(name, each, rows) for name, each in whole.items()]
    for place, name in enumerate(("SQL, days", "SQL, months of them")):
        lines.append(_line(name, [each[place] for each in costs["SQL"]], rows))
    return [
        *lines,
        *(
            f"  {name} / SQL: wall {theirs[0] / middle['SQL'][0]:.2f},"
            f" cpu {theirs[1] / middle['SQL'][1]:.2f}"
            for name, theirs in middle.items()
            if name != "SQL"
        ),
    ]


def _line(name: str, costs: list[Spent], rows: int) -> str:
    wall, cpu = (median(each[place] for each in costs) for place in (0, 1))
    return f"  {name:24} {wall:7.2f} s wall {cpu:7.2f} s cpu {rows / wall:12,.0f} outages/s"
