"""Checks of monitors as stretches of one state: as many as asked for, in a process with 4 GB.

Monitors ask once a minute and fall silent for an hour now and then; some
checks in a thousand begin a time of another state.
"""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path

import duckdb

from slm_analytics.warehouse import sql_files
from slm_analytics.warehouse.mart_making import statements
from tests.benchmarks.measure import MEBIBYTE, run

_MONITORS = 500
_NEEDED = """CREATE TABLE uptime_check AS
SELECT
    'monitor' AS system, 1 AS load_number, (place % 1000000 + 2)::INTEGER AS line,
    NULL::VARCHAR AS customer, 'Service ' || monitor AS service, NULL::VARCHAR AS component,
    NULL::VARCHAR AS location,
    make_timestamp(
        (1672531200 + turn * 60 + turn // 20000 * 3600 + hash(place) % 5)::BIGINT * 1000000
    ) AS checked_at,
    CASE hash(monitor * 1000000 + turn // 7) % 500
        WHEN 0 THEN 'down' WHEN 1 THEN 'degraded' ELSE 'up'
    END AS state
FROM (
    SELECT range AS place, range % {monitors} AS monitor, range // {monitors} AS turn
    FROM range({checks})
)"""


def measure_checks(folder: Path, checks: int) -> list[str]:
    """Make the stretches of so many checks in a process of its own."""
    path = folder / f"checks_{checks}.duckdb"
    if not path.exists():
        make_checks(path, checks)
    cost = run(["-m", "tests.benchmarks.availability_checks", str(path)])
    with duckdb.connect(str(path), read_only=True) as connection:
        runs, told = connection.execute("SELECT count(*), sum(checks) FROM check_run").fetchall()[0]
    if told != checks:
        raise AssertionError(f"{checks} checks became {told}")
    return [
        f"{checks:,} checks of {_MONITORS} monitors to {runs:,} stretches, memory_limit 4 GB:"
        f" {cost.wall:.1f} s wall {cost.processor:.1f} s cpu, {checks / cost.wall:,.0f} rows/s,"
        f" peak {cost.peak // MEBIBYTE} MB"
    ]


def make_checks(path: Path, checks: int) -> None:
    """Write a store that holds nothing but checks."""
    with duckdb.connect(str(path), config={"threads": 2, "memory_limit": "4GB"}) as connection:
        connection.execute(_NEEDED.format(monitors=_MONITORS, checks=checks))


def make_runs(path: Path) -> None:
    """Make the stretches as a build does."""
    (mart,) = (each for each in sql_files.marts() if each.name == "check_run")
    with duckdb.connect(str(path), config={"threads": 2, "memory_limit": "4GB"}) as connection:
        connection.execute("DROP TABLE IF EXISTS check_run")
        for statement in statements(mart.sql):
            begun = time.perf_counter()
            connection.execute(statement)
            print(f"{time.perf_counter() - begun:.1f} s", flush=True)
        connection.execute("CHECKPOINT")


if __name__ == "__main__":
    make_runs(Path(sys.argv[1]))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, "MB")
