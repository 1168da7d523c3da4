"""What the screens of the contract answer in, for one customer of two hundred."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from statistics import median

import duckdb
import pandas as pd
import pyarrow as pa

from slm_analytics.domain.period import Month
from slm_analytics.domain.rules import Rules
from slm_analytics.domain.service_level import Measure, ServiceLevel, Window
from slm_analytics.register.in_force import rules_from
from slm_analytics.register.other_time import OtherTime
from slm_analytics.register.rows import Register, register_from
from slm_analytics.register.store_tables import tables_of
from slm_analytics.review.coverage import coverage
from slm_analytics.review.months import months
from slm_analytics.review.replay import replay
from slm_analytics.review.running import running
from slm_analytics.review.scorecard import scorecard
from slm_analytics.warehouse.clock.answers import show_clocks
from slm_analytics.warehouse.sql_files import schema_tables

_LAST = Month(2025, 12)
_OPEN = 5_000  # tickets
_ASKED = 10  # customers, one after the other
_OTHER = OtherTime(calendar="always", pauses="none")


class Held:
    """The store of a benchmark, asked inside its transaction."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def query(self, statement: str, parameters: Mapping[str, object] | None = None) -> pd.DataFrame:
        return self._connection.execute(statement, dict(parameters or {})).df()

    def query_under(
        self,
        rules: Rules,
        statement: str,
        parameters: Mapping[str, object] | None = None,
        *,
        only: str = "",
        limits: Mapping[str, object] | None = None,
    ) -> pd.DataFrame:
        show_clocks(self._connection, rules, scope=only, parameters=limits)
        try:
            return self.query(statement, parameters)
        finally:
            self._connection.execute("DROP VIEW temp.clock_fact")
            self._connection.execute("DROP VIEW temp.ticket_clock")


def measure_screens(
    connection: duckdb.DuckDBPyConnection, agreed: Sequence[ServiceLevel], rules: Rules
) -> list[str]:
    """Measure the screens; the results of all lines are there, and nothing is kept."""
    _write(connection, _register(agreed, rules))
    connection.execute(
        "CREATE OR REPLACE TABLE service_level_result AS"
        " SELECT r.* REPLACE (l.line AS line) FROM level_result AS r"
        " INNER JOIN register_service_level AS l ON l.level_id = r.level_id"
        " ORDER BY r.level_id, r.month, r.condition_no"
    )
    _stamp(connection)
    _reopen(connection)
    held = Held(connection)
    covered = coverage(held)  # each page has read it
    mine = {
        customer: [each for each in agreed if each.population.customer == customer]
        for customer in (f"Customer {place}" for place in range(3, 3 + _ASKED))
    }
    widest = {name: next(each for each in lines if _is_wide(each)) for name, lines in mine.items()}
    asked: dict[str, Callable[[str], object]] = {
        "scorecard": lambda name: scorecard(held, (name,), _LAST, covered),
        "running month": lambda name: running(held, (name,), covered),
        "replay of a line": lambda name: replay(held, widest[name], _LAST),
        "the same, other hours": lambda name: replay(held, widest[name], _LAST, _OTHER),
        "months of a customer": lambda name: months(held, (name,), _LAST),
    }
    lines = ["One customer's screens, each customer asked once, milliseconds:"]
    return lines + [_line(what, act, list(mine)) for what, act in asked.items()]


def _is_wide(level: ServiceLevel) -> bool:
    """Return whether a line is about all tickets of its customer, month by month."""
    about = level.population
    every = not about.services and not about.priorities
    return every and level.measure is Measure.SHARE and level.window is Window.MONTH


def _line(what: str, act: Callable[[str], object], names: Sequence[str]) -> str:
    spent = []
    for name in names:
        begun = time.perf_counter()
        act(name)
        spent.append((time.perf_counter() - begun) * 1000)
    return (
        f"  {what:22} first {spent[0]:6.0f}  median {median(spent):6.0f}  worst {max(spent):6.0f}"
    )


def _register(agreed: Sequence[ServiceLevel], rules: Rules) -> Register:
    """Return the lines, and targets of the names that the clocks know, for any customer."""
    office = {"calendar_id": "office", "timezone": "Europe/Berlin", "country": "DE"}
    always = {"calendar_id": "always", "timezone": "UTC", "always_open": "yes"}
    hours = {"calendar_id": "office", "weekday": "mon-fri", "opens": "08:00", "closes": "18:00"}
    targets = [
        {
            "target_id": each.target_id,
            "clock": each.clock.value,
            "priority": each.priority,
            "target": f"{each.seconds // 60} min",
            "calendar_id": "office",
            "valid_from": each.valid_from.isoformat(),
            "valid_to": f"{each.valid_from.year}-12-31" if each.valid_from.year < 2025 else "",
        }
        for each in rules.targets
        if each.customer == "Customer 1"
    ]
    register = register_from(
        {
            "calendars": [always, office],
            "hours": [hours],
            "targets": targets,
            "service_levels": [_cells(each) for each in agreed],
        }
    )
    rules_from(register)  # it is one that the program understands
    return register


def _cells(level: ServiceLevel) -> dict[str, str]:
    about = level.population
    two = "90 % in 8 h; 100 % in 24 h" if len(level.conditions) == 2 else "90 %"
    return {
        "level_id": level.level_id,
        "customer": about.customer,
        "services": "; ".join(about.services),
        "priorities": ", ".join(about.priorities),
        "measure": level.measure.value,
        "conditions": two if level.measure is Measure.SHARE else "",
        "expected": "" if level.measure is Measure.SHARE else "8 h",
        "period": level.window.value,
        "months": "3" if level.window is Window.ROLLING else "",
    }


def _write(connection: duckdb.DuckDBPyConnection, register: Register) -> None:
    tables: Mapping[str, pa.Table] = tables_of(register)
    for table, rows in tables.items():
        connection.execute(f"DROP TABLE IF EXISTS {table}")  # a store kept may be an older one
        connection.execute(schema_tables()[table])
        connection.register("incoming_row", rows)
        connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM incoming_row")
        connection.unregister("incoming_row")


def _reopen(connection: duckdb.DuckDBPyConnection) -> None:
    """Have the newest tickets open: the synthetic ones are all resolved."""
    newest = f"rowid >= (SELECT count(*) - {_OPEN} FROM ticket_fact)"
    connection.execute(
        f"UPDATE ticket_fact SET is_open = true, state = 'in_progress' WHERE {newest}"
    )
    connection.execute(
        "UPDATE ticket_clock SET answer = 'open', stopped_at = NULL, stopped_on = NULL"
        " WHERE clock = 'resolution' AND ticket_no IN"
        " (SELECT rowid FROM ticket_fact WHERE is_open)"
    )


def _stamp(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("DELETE FROM generation")
    connection.execute(
        "INSERT INTO generation BY NAME SELECT 1 AS number, max(latest_at) AS as_of,"
        " 1 AS register_version, '' AS code_version, 1 AS schema_version,"
        " '' AS tzdata_version, '' AS inputs FROM load"
    )
