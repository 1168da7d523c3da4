"""How the tickets of a file stand to those already in a generation."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa

from slm_analytics.warehouse import sql_files


def known_names(database: Path, system: str) -> dict[str, tuple[str, ...]]:
    """Return the services and customers known of a tool, by field."""
    with duckdb.connect(str(database), read_only=True) as connection:
        found = {}
        for field in ("service", "customer"):
            rows = connection.execute(
                f"SELECT DISTINCT {field} FROM ticket_version"  # noqa: S608  our own two names
                f" WHERE system = $system AND {field} IS NOT NULL ORDER BY {field}",
                {"system": system},
            ).fetchall()
            found[field] = tuple(row[0] for row in rows)
        return found


def overlap(database: Path, tickets: pa.Table, system: str, source: str) -> dict[str, int]:
    """Return how many tickets are known, newer or older here, and gone (`steps/overlap.sql`)."""
    with duckdb.connect(str(database), read_only=True) as connection:
        connection.register("incoming_ticket", tickets.select(["ticket_id", "updated_at"]))
        row = connection.execute(
            sql_files.step("overlap").rstrip(" ;\n"), {"system": system, "source": source}
        ).fetchone()
    known, newer, older, gone = row or (0, 0, 0, 0)
    return {"known": known, "newer": newer, "older": older, "gone": gone or 0}
