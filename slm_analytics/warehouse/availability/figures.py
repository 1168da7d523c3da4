"""Filling the marts of availability: temporary tables are made, and the SELECT returned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import duckdb
import pyarrow as pa

from slm_analytics.domain.availability_policy import MaintenanceRule, UnknownRule
from slm_analytics.domain.rules import Rules
from slm_analytics.warehouse.availability.calendar_days import calendar_days
from slm_analytics.warehouse.availability.texts import text_of
from slm_analytics.warehouse.availability.units import Unit, Units, told_of

_BILLION = 1_000_000_000
_MAINTENANCE, _UNKNOWN = list(MaintenanceRule), list(UnknownRule)
UNIT_SCHEMA = pa.schema(
    [
        ("unit_no", pa.int32()),
        ("kind", pa.string()),
        ("customer", pa.string()),
        ("service", pa.string()),
        ("component", pa.string()),
        ("calendar", pa.string()),
        ("calendar_no", pa.int32()),
        ("zone", pa.string()),
        ("start_s", pa.int64()),
        ("until_s", pa.int64()),
        ("first_day_no", pa.int32()),
        ("last_day_no", pa.int32()),
        ("is_agreed", pa.bool_()),
        ("line", pa.int32()),
        ("target", pa.float64()),
        ("missable_ppb", pa.int64()),
        ("maintenance", pa.int32()),
        ("unknown", pa.int32()),
        ("degraded_ppm", pa.int64()),
        ("least_s", pa.int64()),
        ("join_s", pa.int64()),
        ("retries", pa.int32()),
        ("uses_impact", pa.bool_()),
        ("notice_s", pa.int64()),
        ("needs_approval", pa.bool_()),
        ("users", pa.int64()),
    ]
)
_EXCLUSION = pa.schema(
    [
        ("exclusion_id", pa.string()),
        ("customer", pa.string()),
        ("service", pa.string()),
        ("start_s", pa.int64()),
        ("until_s", pa.int64()),
        ("is_accepted", pa.bool_()),
        ("reason", pa.string()),
    ]
)


def availability_units(connection: duckdb.DuckDBPyConnection, rules: Rules) -> str:
    """Make `avail_unit`, the days of their calendars and the exclusions; return the units."""
    made = Units(rules, told_of(connection))
    days = calendar_days(made.calendars, made.span) if made.units else calendar_days((), (0, 0))
    rows = [unit_row(number, unit) for number, unit in enumerate(made.units)]
    show(
        connection,
        {
            "avail_unit": pa.Table.from_pylist(rows, schema=UNIT_SCHEMA),
            "avail_calendar_day": days.days,
            "avail_piece": days.pieces,
            "avail_exclusion": _exclusions(rules),
            "avail_dark": _dark(made.units),
        },
    )
    return "FROM avail_unit"


def show(connection: duckdb.DuckDBPyConnection, tables: Mapping[str, pa.Table]) -> None:
    """Make temporary tables of rows."""
    for name, rows in tables.items():
        connection.register("incoming_rows", rows)
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS FROM incoming_rows")
        connection.unregister("incoming_rows")


def unit_row(number: int, unit: Unit) -> dict[str, object]:
    """Return the row of a unit in `availability_unit`."""
    terms, policy = unit.terms, unit.terms.policy
    target = terms.target
    first, last = unit.days
    return {
        "unit_no": number,
        "kind": "component" if unit.component else "service",
        "customer": unit.customer or None,
        "service": unit.service,
        "component": unit.component or None,
        "calendar": terms.calendar or None,
        "calendar_no": unit.calendar_no,
        "zone": unit.zone,
        "start_s": unit.start,
        "until_s": unit.until,
        "first_day_no": first,
        "last_day_no": last,
        "is_agreed": unit.is_agreed,
        "line": terms.line,
        "target": None if target is None else float(target),
        "missable_ppb": None if target is None else _billionths(target),
        "maintenance": _MAINTENANCE.index(policy.maintenance),
        "unknown": _UNKNOWN.index(policy.unknown),
        "degraded_ppm": policy.degraded_weight,
        "least_s": policy.least_seconds,
        "join_s": policy.join_gap_seconds,
        "retries": policy.retries,
        "uses_impact": policy.uses_impact,
        "notice_s": policy.notice_seconds,
        "needs_approval": policy.needs_approval,
        "users": terms.users,
    }


def _dark(units: Sequence[Unit]) -> pa.Table:
    found = [(number, *unit.dark) for number, unit in enumerate(units) if unit.dark]
    columns = list(zip(*found, strict=True)) or [(), (), ()]
    return pa.table(
        {
            "unit_no": pa.array(columns[0], pa.int32()),
            "start_s": pa.array(columns[1], pa.int64()),
            "until_s": pa.array(columns[2], pa.int64()),
        }
    )


def _billionths(target: Fraction) -> int:
    return int((1 - target) * _BILLION)


def _exclusions(rules: Rules) -> pa.Table:
    rows = [
        {
            "exclusion_id": each.exclusion_id,
            "customer": each.customer or None,
            "service": each.service,
            "start_s": each.start,
            "until_s": each.until,
            "is_accepted": each.is_accepted,
            "reason": each.reason,
        }
        for each in rules.exclusions
    ]
    return pa.Table.from_pylist(rows, schema=_EXCLUSION)


def downtime_days(connection: duckdb.DuckDBPyConnection, rules: Rules) -> str:
    """Count downtime day by day; the tables of `availability_units` are there."""
    del rules
    run(connection, ("matches", "unknown", "claims"))
    return counted_downtime(connection)


def counted_downtime(connection: duckdb.DuckDBPyConnection) -> str:
    """Count downtime from `avail_unit`, `avail_claim`, `avail_mask` and `avail_piece` alone."""
    run(connection, ("stretches", "parts", "swept"))
    return text_of("downtime")


def run(connection: duckdb.DuckDBPyConnection, names: Sequence[str]) -> None:
    """Run the statements of files; none holds a semicolon inside."""
    for name in names:
        for statement in text_of(name).split(";\n"):
            connection.execute(statement)


def calendar_day_rows(connection: duckdb.DuckDBPyConnection, rules: Rules) -> str:
    """Return the SELECT of the local days of calendars."""
    del connection, rules
    return "FROM avail_calendar_day"


def unit_edges(connection: duckdb.DuckDBPyConnection, rules: Rules) -> str:
    """Return the SELECT of first and last days."""
    del connection, rules
    return text_of("edges")


def service_outages(connection: duckdb.DuckDBPyConnection, rules: Rules) -> str:
    """Return the SELECT of outages; the tables of `downtime_days` are there."""
    del connection, rules
    return text_of("outages")
