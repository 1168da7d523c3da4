"""Raw tables for tests, and what canonical makes of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import pyarrow as pa

from slm_analytics.ingest.canonical import Canonical, canonical
from slm_analytics.ingest.mapping import SourceMapping
from slm_analytics.ingest.recipe import Recipe
from slm_analytics.warehouse.archive import ParseFacts, RawTable

NOW = datetime(2026, 7, 1, tzinfo=UTC)
LIST_COLUMNS = {
    name: (name,)
    for name in (
        "ticket_id", "opened_at", "resolved_at", "closed_at", "updated_at", "first_response_at",
        "due_at", "sequence", "state", "priority", "customer", "made_sla", "reopen_count", "vip",
        "paused_seconds", "short_description",
    )
}  # fmt: skip
LIST = SourceMapping(name="own", title="Own list", system="own", columns=LIST_COLUMNS)
LOG = SourceMapping(name="log", title="Own log", system="own", columns=LIST_COLUMNS, history=True)


def raw_table(
    headings: Sequence[str], rows: Sequence[Sequence[str]], *, kind: str = "csv"
) -> RawTable:
    """Return a raw table whose rows stand on lines 2, 3, ..."""
    cells = list(zip(*rows, strict=True)) or [()] * len(headings)
    columns = {f"c{index}": pa.array(column, pa.string()) for index, column in enumerate(cells)}
    lines = pa.array(range(2, len(rows) + 2), pa.int32())
    table = pa.table({"line": lines, **columns})
    return RawTable(headings=tuple(headings), rows=table, facts=ParseFacts(kind=kind))


def understood(
    headings: str,
    *rows: Sequence[str],
    mapping: SourceMapping = LIST,
    zone: str = "UTC",
    customer: str = "",
    date_orders: dict[str, str] | None = None,
    kind: str = "csv",
) -> Canonical:
    """Understand rows below headings that are parted by blanks."""
    recipe = Recipe(
        source=mapping.name, zone=zone, customer=customer, date_orders=date_orders or {}
    )
    raw = raw_table(headings.split(), rows, kind=kind)
    return canonical(raw, mapping, recipe, "tickets.csv", NOW)


def aside(found: Canonical) -> list[tuple[int, str, str, str]]:
    """Return line, heading, value and code of the rows set aside."""
    return [
        (row["line"], row["heading"], row["value"], row["code"])
        for row in found.set_aside.to_pylist()
    ]


def codes(found: Canonical) -> list[tuple[str, str, int]]:
    """Return severity, code and count of the findings."""
    return [(each.severity.value, each.code, each.count) for each in found.findings]


def tickets(found: Canonical, *columns: str) -> list[tuple[object, ...]]:
    """Return the tickets' values in some columns."""
    return [tuple(row[name] for name in columns) for row in found.tickets.to_pylist()]
