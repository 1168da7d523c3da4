"""Reading files of records that are no tickets, as the product reads them."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from slm_analytics.domain.finding import Severity
from slm_analytics.ingest.mapping import SourceMapping, built_in
from slm_analytics.ingest.options import Options
from slm_analytics.ingest.reading import Reading, read_file
from tests.conftest import ROOT

SAMPLES = ROOT / "tests" / "ingest" / "samples"


def read(
    path: Path,
    source: str = "",
    *,
    zone: str = "Europe/Berlin",
    own: SourceMapping | None = None,
    order: str = "",
) -> Reading:
    """Read a file, by a source that a person named, or by one of their own."""
    known = built_in() | ({own.name: own} if own else {})
    options = Options(zone=zone, source=source, date_order=order)
    return read_file(path, path.name, options, known, {}, intake="i",
                     received_at=datetime(2027, 1, 1, tzinfo=UTC))  # fmt: skip


def written(folder: Path, name: str, *lines: str) -> Path:
    """Write a file of these lines."""
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def rows(reading: Reading, *names: str) -> list[tuple[Any, ...]]:
    """Return columns of the records that load; instants as texts in UTC."""
    assert reading.rows is not None, reading.report.findings
    found = reading.rows.records.select(list(names)).to_pylist()
    return [tuple(_plain(row[name]) for name in names) for row in found]


def _plain(value: Any) -> Any:
    return f"{value:%Y-%m-%d %H:%M:%S}" if isinstance(value, datetime) else value


def counts(reading: Reading) -> tuple[int, int, int, int]:
    """Return rows, loaded, set aside and duplicates."""
    report = reading.report
    assert report.rows == report.loaded + report.set_aside + report.duplicates
    return report.rows, report.loaded, report.set_aside, report.duplicates


def aside(reading: Reading) -> dict[tuple[int, str], str]:
    """Return line and field of what was set aside, with the name of the rule."""
    assert reading.rows is not None
    return {
        (each["line"], each["field"]): each["code"] for each in reading.rows.set_aside.to_pylist()
    }


def flags(reading: Reading) -> dict[int, str]:
    """Return line -> marks, of the records that carry one."""
    return {line: words for line, words in rows(reading, "line", "flags") if words}


def found(reading: Reading, severity: Severity) -> Counter[str]:
    """Return code -> rows concerned, of the findings of one severity."""
    told: Counter[str] = Counter()
    for each in reading.report.findings:
        told[each.code] += each.count if each.severity is severity else 0
    return +told
