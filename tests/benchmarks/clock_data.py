"""Synthetic tickets for the clock: raw rows made in SQL, and the store's own marts made of them.

36 months of tickets with 4.8 updates each on average: none, one or two times
on hold. In the mixed kind some were reopened or had their priority changed.
Customers have one of 8 calendars in 7 zones, and targets in three versions.
"""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb

from slm_analytics.domain.rules import CalendarVersion, Rules
from slm_analytics.domain.service_calendar import Hours, ServiceCalendar
from slm_analytics.domain.target import ClockKind, Policy, Target
from slm_analytics.ingest.record_tables import record_tables
from slm_analytics.warehouse import sql_files
from slm_analytics.warehouse.mart_making import make_marts
from slm_analytics.warehouse.records.tables import create_record_tables, make_records

H = 3600
CUSTOMERS = 8
_FIRST = "TIMESTAMP '2023-01-01'"
_SPAN = 36 * 30 * 86_400
_OFFICE: Hours = ((8 * H, 12 * H), (13 * H, 17 * H))
_THREE: Hours = ((9 * H, 12 * H), (13 * H, 15 * H), (15 * H + 900, 18 * H))
_CALENDARS: tuple[tuple[str, Hours, int], ...] = (
    ("UTC", (), 7),
    ("Europe/Berlin", _OFFICE, 5),
    ("America/New_York", ((9 * H, 17 * H + 1800),), 5),
    ("Asia/Kolkata", ((9 * H + 1800, 18 * H + 1800),), 6),
    ("Australia/Sydney", ((8 * H + 1800, 12 * H + 1800), (13 * H + 900, 17 * H + 1800)), 5),
    ("America/Sao_Paulo", ((7 * H, 19 * H),), 7),
    ("Asia/Tokyo", _THREE, 5),
    ("Europe/Berlin", ((22 * H, 6 * H),), 5),
)


def rules(*, stricter: bool = False, wider: bool = False) -> Rules:
    """Return 8 calendars, and targets by customer and priority in three versions."""
    calendars = tuple(
        CalendarVersion(
            calendar_id=f"C{number}",
            calendar=ServiceCalendar(
                zone=zone,
                weekly=(hours,) * days + ((),) * (7 - days),
                holidays={
                    date(year, month, day): ""
                    for year in range(2022, 2032)
                    for month, day in ((1, 1), (5, 1), (12, 25), (12, 26))
                },
                always_open=not hours,
            ),
        )
        for number, (zone, hours, days) in enumerate(_CALENDARS)
    )
    targets = tuple(
        Target(
            target_id=f"{clock.value} {customer} P{priority} {year}",
            clock=clock,
            customer=f"Customer {customer}",
            priority=f"P{priority}",
            calendar=f"C{customer}",
            seconds=int(seconds * priority * (1.3 if year == 2024 else 1)),
            valid_from=date(year, 1, 1),
            valid_until=date(year + 1, 1, 1) if year < 2025 else date(2100, 1, 1),
        )
        for clock, seconds in ((ClockKind.RESPONSE, 1800), (ClockKind.RESOLUTION, 4 * H))
        for customer in range(CUSTOMERS)
        for priority in range(1, 5)
        for year in (2023, 2024, 2025)
    )
    if stricter:
        targets = tuple(replace(each, seconds=each.seconds // 2) for each in targets)
    if wider:
        policy = Policy(pauses=frozenset({"on_hold"}))
        targets = tuple(replace(each, policy=policy) for each in targets)
    return Rules(calendars=calendars, targets=targets)


def store(path: Path, tickets: int, *, mixed: bool) -> tuple[duckdb.DuckDBPyConnection, str]:
    """Return a store of tickets, made if it is not there, and what making its marts took."""
    there = path.exists()
    connection = duckdb.connect(str(path), config={"threads": 2, "memory_limit": "6GB"})
    if there:
        return connection, ""
    for statement in sql_files.schema_tables().values():
        connection.execute(statement)
    create_record_tables(connection, record_tables())
    make_records(connection, record_tables())
    connection.execute("BEGIN")
    _load(connection)
    _tickets(connection, tickets, mixed=mixed)
    begun, spent = time.perf_counter(), time.process_time()
    make_marts(connection, Rules())
    connection.execute("COMMIT")
    wall, processor = time.perf_counter() - begun, time.process_time() - spent
    connection.execute("CHECKPOINT")
    return connection, f"marts of {tickets:,} tickets: {wall:.1f} s wall {processor:.1f} s cpu"


def replicated(folder: Path, tickets: int) -> Path:
    """Return a store with the marts of a million tickets as often as it takes to have so many."""
    path = folder / f"clock_{tickets}_replicated.duckdb"
    if path.exists():
        return path
    one = folder / "clock_1000000_mixed.duckdb"
    store(one, 1_000_000, mixed=True)[0].close()
    with duckdb.connect(str(path), config={"threads": 2, "memory_limit": "2GB"}) as connection:
        connection.execute(f"ATTACH '{one}' AS one (READ_ONLY)")
        for name in ("load", "ticket_key", "ticket_word"):
            connection.execute(f"CREATE TABLE {name} AS FROM one.{name}")
        for name in ("ticket_moment", "ticket_stretch"):
            connection.execute(f"CREATE TABLE {name} AS FROM one.{name} LIMIT 0")
            for times in range(tickets // 1_000_000):
                connection.execute(
                    f"INSERT INTO {name} SELECT * REPLACE"
                    f" (ticket_no + {times * 1_000_000} AS ticket_no) FROM one.{name}"
                )
        connection.execute(
            "CREATE VIEW all_stretch AS FROM ticket_stretch"  # every ticket has a history
        )
    return path


def _load(connection: duckdb.DuckDBPyConnection) -> None:
    plain = {"VARCHAR": "'L'", "INTEGER": "1", "TIMESTAMP": "NULL", "BOOLEAN": "false"}
    own = {
        "zone": "'Europe/Berlin'",
        "fields": "['first_response_at']",
        "latest_at": "TIMESTAMP '2026-01-01'",
        "received_at": "TIMESTAMP '2026-01-01'",
    }
    columns = sql_files.schema_columns("load")
    values = ", ".join(own.get(each.name) or plain[each.type] for each in columns)
    connection.execute(f"INSERT INTO load VALUES ({values})")


def _tickets(connection: duckdb.DuckDBPyConnection, tickets: int, *, mixed: bool) -> None:
    """Write tickets and updates; chance comes from hashes, so every run makes the same."""
    connection.execute(
        f"""
        CREATE TEMP TABLE made AS
        WITH chance AS (
            SELECT range AS no, hash(range * 16 + 1) % 1000 / 1000 AS u1,
                hash(range * 16 + 2) % 100000 / 100000 AS u2,
                hash(range * 16 + 3) % 1000 / 1000 AS u3, hash(range * 16 + 4) % 1000 / 1000 AS u4,
                hash(range * 16 + 5) AS h5, hash(range * 16 + 6) AS h6, hash(range * 16 + 7) AS h7
            FROM range({tickets})
        )
        SELECT no, {_FIRST} + INTERVAL (no * {_SPAN} // {tickets}) SECOND AS opened_at,
            CASE WHEN u1 < 0.3 THEN 0 WHEN u1 < 0.8 THEN 1 ELSE 2 END AS holds,
            (60 + 3600 * exp(3 * u2))::INTEGER AS step, (60 + 7200 * u3)::INTEGER AS answer,
            {mixed} AND u4 < 0.03 AS is_reopened, {mixed} AND u4 > 0.95 AS is_raised,
            h5 % 4 + 1 AS priority, h6 % {CUSTOMERS} AS customer, h7 % 60 AS service
        FROM chance
        """
    )
    connection.execute(
        """
        INSERT INTO ticket_version BY NAME
        SELECT 'tool' AS system, 'log' AS source, 'T' || no AS ticket_id,
            'incident' AS record_type, 'Customer ' || customer AS customer,
            'Service ' || service AS service, 'P' || priority AS priority,
            opened_at, opened_at + INTERVAL (answer) SECOND AS first_response_at,
            CASE WHEN ended_at < TIMESTAMP '2026-01-01' THEN ended_at END AS resolved_at,
            CASE WHEN ended_at < TIMESTAMP '2026-01-01' THEN 'resolved' ELSE 'in_progress' END
                AS state,
            opened_at::DATE AS opened_on, resolved_at::DATE AS resolved_on,
            1 AS line, 'L' AS load_id, 1 AS load_number
        FROM (
            SELECT *, opened_at
                + INTERVAL (step * (2 + 2 * holds + 2 * is_reopened::INTEGER)) SECOND AS ended_at
            FROM made
        )
        """
    )
    connection.execute(
        """
        INSERT INTO ticket_update BY NAME
        SELECT 'tool' AS system, 'log' AS source, 'T' || no AS ticket_id,
            opened_at + INTERVAL (step * place) SECOND AS updated_at, place AS sequence,
            CASE
                WHEN place = 0 THEN 'new'
                WHEN place = 2 + 2 * holds OR place = 4 + 2 * holds THEN 'resolved'
                WHEN place % 2 = 1 THEN 'in_progress'
                ELSE 'on_hold'
            END AS state,
            CASE
                WHEN place > 0 AND place % 2 = 0 AND place < 2 + 2 * holds
                THEN 'awaiting_' || CASE WHEN (no + place) % 5 = 0 THEN 'vendor' ELSE 'customer' END
            END AS hold_reason,
            'P' || CASE WHEN is_raised AND place > 0 THEN priority % 4 + 1 ELSE priority END
                AS priority,
            'Group ' || no % 40 AS assignment_group,
            1 AS line, 'L' AS load_id, 1 AS load_number
        FROM (
            SELECT *, unnest(range(3 + 2 * holds + 2 * is_reopened::INTEGER))::INTEGER AS place
            FROM made
        )
        WHERE opened_at + INTERVAL (step * place) SECOND < TIMESTAMP '2026-01-01'
        """
    )
    connection.execute("DROP TABLE made")
