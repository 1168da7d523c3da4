"""How the tickets of a file stand to those already in a generation."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa

from slm_analytics.warehouse import sql_files


def known_names(database: Path, system: str) -> dict[str, tuple[str, ...]]:
    """Return the services and customers a tool ever told, by field."""
    with duckdb.connect(str(database), read_only=True) as connection:
        rows = connection.execute(
            "SELECT field, word FROM known_name WHERE system = $system ORDER BY field, word",
            {"system": system},
        ).fetchall()
    return {
        field: tuple(word for told, word in rows if told == field)
        for field in ("service", "customer")
    }


def names_of_tickets(database: Path) -> dict[str, tuple[str, ...]]:
    """Return the services and customers that tickets or the register name, by field."""
    with duckdb.connect(str(database), read_only=True) as connection:
        rows = connection.execute(sql_files.step("names_of_tickets").rstrip(" ;\n")).fetchall()
    return {
        field: tuple(word for told, word in rows if told == field)
        for field in ("service", "customer")
    }


def overlap(database: Path, tickets: pa.Table, system: str, source: str) -> dict[str, int]:
    """Return how many tickets are known, newer or older here, and gone (`steps/overlap.sql`)."""
    with duckdb.connect(str(database), read_only=True) as connection:
        connection.register("incoming_ticket", tickets.select(["ticket_id", "updated_at"]))
        row = connection.execute(
            sql_files.step("overlap").rstrip(" ;\n"), {"system": system, "source": source}
        ).fetchone()
    known, newer, older, gone = row or (0, 0, 0, 0)
    return {"known": known, "newer": newer, "older": older, "gone": gone or 0}
