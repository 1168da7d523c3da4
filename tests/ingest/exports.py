"""Exports of other tools for tests: the committed samples, read as they stand or with a change."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from slm_analytics.ingest.mapping import built_in
from slm_analytics.ingest.options import Options
from slm_analytics.ingest.reading import Reading, read_file

SAMPLES = Path(__file__).parent / "samples"
Rows = list[list[str]]


def read_export(path: Path, zone: str = "UTC", **said: str) -> Reading:
    """Read a file, whose source is found out."""
    options = Options(zone=zone, **said)
    return read_file(path, path.name, options, built_in(), {}, intake="i",
                     received_at=datetime(2027, 1, 1, tzinfo=UTC))  # fmt: skip


def read_sample(source: str, zone: str, **said: str) -> Reading:
    """Read the committed sample of a source."""
    return read_export(SAMPLES / f"{source}.csv", zone, **said)


def read_changed(
    folder: Path, source: str, change: Callable[[Rows], Rows], zone: str = "UTC", **said: str
) -> Reading:
    """Read the sample of a source after a change of its records, headings first."""
    content = (SAMPLES / f"{source}.csv").read_bytes()
    text = content.decode("cp1252" if source.startswith("servicenow") else "utf-8")
    rows = change(list(csv.reader(io.StringIO(text, newline=""))))
    path = folder / "changed.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return read_export(path, zone, **said)


def with_cells(heading: str, *texts: str) -> Callable[[Rows], Rows]:
    """Return a change that puts texts under a heading, from the first row on; the last repeats."""

    def change(rows: Rows) -> Rows:
        place = rows[0].index(heading)
        for number, row in enumerate(rows[1:]):
            row[place] = texts[min(number, len(texts) - 1)]
        return rows

    return change


def without(*headings: str) -> Callable[[Rows], Rows]:
    """Return a change that leaves columns out."""

    def change(rows: Rows) -> Rows:
        kept = [place for place, heading in enumerate(rows[0]) if heading not in headings]
        return [[row[place] for place in kept] for row in rows]

    return change


def told(reading: Reading, *columns: str) -> dict[str, tuple[Any, ...]]:
    """Return id -> the values of some columns; instants as texts in UTC."""
    assert reading.rows is not None, reading.report.findings
    rows = reading.rows.tickets.to_pylist()
    return {row["ticket_id"]: tuple(_shown(row[name]) for name in columns) for row in rows}


def meanings(reading: Reading, field: str) -> dict[str, str | None]:
    """Return id -> what the source says that the ticket's word means; None for an unknown word."""
    words = built_in()[reading.report.source].words()[field]
    found = told(reading, field)
    return {ticket: words.get((word or "").lower()) for ticket, (word,) in found.items()}


def findings(reading: Reading) -> list[tuple[str, str, str, int]]:
    """Return severity, code, column and count of what was found."""
    return [
        (each.severity.value, each.code, each.column, each.count)
        for each in reading.report.findings
    ]


def set_aside(reading: Reading) -> list[tuple[int, str, str, str]]:
    """Return line, heading, value and code of the rows set aside."""
    assert reading.rows is not None
    rows = reading.rows.set_aside.to_pylist()
    return [(row["line"], row["heading"], row["value"], row["code"]) for row in rows]


def _shown(value: Any) -> Any:
    return value.strftime("%Y-%m-%d %H:%M:%S") if isinstance(value, datetime) else value
