"""Exports of records other than tickets: the committed samples, and what was read of them."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from slm_analytics.ingest.mapping import SourceMapping, built_in
from slm_analytics.ingest.reading import Reading
from slm_analytics.ingest.wide_tables import never
from tests.ingest.exports import SAMPLES, read_export

Rows = list[dict[str, str]]


def sample_of(source: str) -> Path:
    """Return the committed sample of a source, in the tool's true form."""
    (found,) = SAMPLES.glob(f"{source}.*")
    return found


def as_csv(path: Path, mapping: SourceMapping, folder: Path, change: Any = None) -> Path:
    """Return a sample as CSV: itself, or the rows that are made of JSON, after a change of them."""
    if path.suffix == ".csv" and change is None:
        return path
    rows = change(rows_of(path, mapping)) if change else rows_of(path, mapping)
    headings = dict.fromkeys(heading for row in rows for heading in row)
    target = folder / f"{path.stem}.csv"
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(headings), restval="")
        writer.writeheader()
        writer.writerows(rows)
    return target


def rows_of(path: Path, mapping: SourceMapping) -> Rows:
    """Return the rows of a sample as texts by heading; JSON as the product reads it."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".csv":
        return list(csv.DictReader(text.splitlines()))
    if path.suffix == ".ndjson":
        lines = [json.loads(line, parse_int=str, parse_float=str) for line in text.splitlines()]
        return [{key: _text(value) for key, value in line.items()} for line in lines]
    assert mapping.document is not None
    rows = mapping.document(json.loads(text, parse_int=str, parse_float=str))
    assert rows is not None, "the sample is not such a document"
    return rows


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def read_record_sample(
    name: str,
    folder: Path,
    zone: str = "UTC",
    change: Callable[[Rows], Rows] | None = None,
    **said: str,
) -> Reading:
    """Read the sample of a source, whose source is found out where it may be."""
    mapping = built_in()[name]
    named = {"source": name} if mapping.fits is never else {}
    return read_export(as_csv(sample_of(name), mapping, folder, change), zone, **named | said)


def records(reading: Reading, *columns: str) -> list[tuple[Any, ...]]:
    """Return columns of the records, in the order of the file; instants as texts in UTC."""
    assert reading.rows is not None, reading.report.findings
    rows = reading.rows.records.to_pylist()
    return [tuple(_shown(row[name]) for name in columns) for row in rows]


def _shown(value: Any) -> Any:
    return value.strftime("%Y-%m-%d %H:%M:%S") if isinstance(value, datetime) else value
