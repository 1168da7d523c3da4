"""Making every mart of a generation again, in the order in which they need each other."""

from __future__ import annotations

import re
from collections.abc import Callable

import duckdb

from slm_analytics.domain.rules import Rules
from slm_analytics.progress import tell
from slm_analytics.warehouse import sql_files
from slm_analytics.warehouse.availability.figures import (
    availability_units,
    calendar_day_rows,
    downtime_days,
    service_outages,
    unit_edges,
)
from slm_analytics.warehouse.clock.answers import ticket_clocks
from slm_analytics.warehouse.second_opinion.differences import tool_differences
from slm_analytics.warehouse.service_levels.results import level_results
from slm_analytics.warehouse.service_levels.signed import settled_verdicts, verdict_adjustments

STAGES = 5 + len(sql_files.marts())  # copy, rows, records, every mart, checkpoint, check
_KEY_COLUMNS = ("system", "ticket_id")
_ROW_COLUMNS = ("source", "line", "flags", "load_id", "load_number")

# What fills the slots of marts that go by the rules.
_MADE: dict[str, Callable[[duckdb.DuckDBPyConnection, Rules], str]] = {
    "{clocks}": ticket_clocks,
    "{differences}": tool_differences,
    "{verdicts}": settled_verdicts,
    "{adjustments}": verdict_adjustments,
    "{results}": level_results,
    "{units}": availability_units,
    "{calendar_days}": calendar_day_rows,
    "{edges}": unit_edges,
    "{downtime}": downtime_days,
    "{outages}": service_outages,
}


def make_marts(connection: duckdb.DuckDBPyConnection, rules: Rules) -> None:
    """Make every mart again; the clocks run by `rules` up to the latest instant loaded.

    The transaction it is called in is committed half-way and another begun:
    only then do the rows of `ticket_fact` have the numbers that others name.
    """
    for mart in reversed(sql_files.marts()):
        for kind, name in re.findall(r"CREATE (TABLE|VIEW) (\w+)", mart.sql):
            connection.execute(f"DROP {kind} IF EXISTS {name}")
    for number, mart in enumerate(sql_files.marts()):
        tell(f"Making the figures: {mart.title.lower()}", 3 + number, STAGES)
        sql = mart.sql.replace("{columns}", _ticket_columns()).replace("{merged}", _merged())
        for slot, made in _MADE.items():
            if slot in sql:
                sql = sql.replace(slot, made(connection, rules))
        for statement in statements(sql):
            connection.execute(statement)
        if mart.name == "ticket_fact":
            connection.execute("COMMIT")
            connection.execute("BEGIN")


def _ticket_columns() -> str:
    return ", ".join(column.name for column in sql_files.schema_columns("ticket_version"))


def _merged() -> str:
    """Return the expressions that choose each field of a ticket told by several formats."""
    lines = []
    for column in sql_files.schema_columns("ticket_version"):
        name = column.name
        if name in _KEY_COLUMNS:
            continue
        if name in _ROW_COLUMNS:
            lines.append(f"arg_max_null({name}, age_rank) AS {name}")
            continue
        field = name.removesuffix("_on") + "_at" if name.endswith("_on") else name
        lines.append(
            f"arg_max_null({name}, age_rank)"
            f" FILTER (WHERE list_contains(fields, '{field}')) AS {name}"
        )
    return ",\n    ".join(lines)


def statements(text: str) -> list[str]:
    """Split a file into statements; the files hold no semicolon inside one."""
    return [part for part in (piece.strip() for piece in text.split(";\n")) if part.strip(" ;\n")]
