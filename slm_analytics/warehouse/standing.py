"""How the tickets of a file stand to those already in a generation."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa

from slm_analytics.warehouse import sql_files
from slm_analytics.warehouse.opening import opened


def known_names(database: Path, system: str) -> dict[str, tuple[str, ...]]:
    """Return the services and customers a tool ever told, by field."""
    with opened(database) as connection:
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
    with opened(database) as connection:
        rows = connection.execute(sql_files.step("names_of_tickets").rstrip(" ;\n")).fetchall()
    return {
        field: tuple(word for told, word in rows if told == field)
        for field in ("service", "customer")
    }


def overlap(database: Path, tickets: pa.Table, system: str, source: str) -> dict[str, int]:
    """Return how many tickets are known, newer or older here, and gone (`steps/overlap.sql`)."""
    with opened(database) as connection:
        connection.register("incoming_ticket", tickets.select(["ticket_id", "updated_at"]))
        row = connection.execute(
            sql_files.step("overlap").rstrip(" ;\n"), {"system": system, "source": source}
        ).fetchone()
    known, newer, older, gone = row or (0, 0, 0, 0)
    return {"known": known, "newer": newer, "older": older, "gone": gone or 0}


def gone(database: Path, tickets: pa.Table, system: str, source: str) -> tuple[str, ...]:
    """Return the first tickets that a later extract of the same time does not hold any more."""
    with opened(database) as connection:
        connection.register("incoming_ticket", tickets.select(["ticket_id", "updated_at"]))
        rows = connection.execute(
            sql_files.step("gone").rstrip(" ;\n"), {"system": system, "source": source}
        ).fetchall()
    return tuple(ticket for (ticket,) in rows)


def earlier(
    database: Path, system: str, source: str, slots: Mapping[str, str], since: datetime
) -> list[tuple[str, date, date, int | None, str | None, str | None, int]]:
    """Return what the store tells of a source, counted (`steps/earlier.sql`).

    Args:
        database: the store.
        system: the tool.
        source: the format.
        slots: the table, its columns of the instant and the day, of service and state.
        since: the moment from which records are counted.
    """
    sql = sql_files.step("earlier").rstrip(" ;\n")
    for slot, words in slots.items():
        sql = sql.replace("{" + slot + "}", words)
    with opened(database) as connection:
        return connection.execute(
            sql, {"system": system, "source": source, "since": since}
        ).fetchall()


def unlisted(database: Path, tickets: Collection[str], system: str) -> set[str]:
    """Return those of some tickets that no load of the tool lists."""
    with opened(database) as connection:
        connection.register("asked", pa.table({"ticket_id": pa.array(sorted(tickets))}))
        rows = connection.execute(
            sql_files.step("unlisted").rstrip(" ;\n"), {"system": system}
        ).fetchall()
    return {ticket for (ticket,) in rows}
