"""Small stores made from rows that stand in a test, through the product's own reading and writing.

`load` runs in the test's process, which takes a fraction of a second;
`slm_analytics.ingest.intake` does the same in a process of its own.
"""

from __future__ import annotations

import atexit
import csv
import hashlib
import io
import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from slm_analytics.ingest import writing
from slm_analytics.ingest.mapping import SourceMapping, built_in
from slm_analytics.ingest.options import Options
from slm_analytics.ingest.reading import read_file
from slm_analytics.ingest.writing import Accepted, RegisterState
from slm_analytics.record.store import Record
from slm_analytics.register.journal import changes_between
from slm_analytics.register.rows import Register
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.connection import DuckDbWarehouse
from slm_analytics.warehouse.generation import current_manifest, files_of
from slm_analytics.warehouse.manifest import Manifest
from slm_analytics.warehouse.opening import opened

Row = Mapping[str, str]
RECEIVED_AT = datetime(2026, 4, 5, 9, 0, tzinfo=UTC)
NO_REGISTER = RegisterState(version=0, meanings={})

# Where a load stands among the others: differs when one between them was withdrawn.
PLACES = frozenset({"load_number", "number"})


@dataclass(frozen=True, kw_only=True)
class File:
    """An extract: its rows, and what a person says of it."""

    name: str
    rows: Sequence[Row]
    zone: str = "UTC"
    customer: str = ""
    source: str = "tickets"
    mappings: Mapping[str, SourceMapping] = field(default_factory=dict)


def csv_text(rows: Sequence[Row]) -> str:
    """The rows as CSV; the headings are all keys, in the order they come up."""
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, headings, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


def csv_file(folder: Path, name: str, rows: Sequence[Row]) -> Path:
    path = folder / name
    path.write_text(csv_text(rows), encoding="utf-8")
    return path


def read(folder: DataFolder, file: File) -> Accepted:
    """Read an extract; nothing is loaded."""
    folder.create()
    path = csv_file(folder.incoming, file.name, file.rows)
    reading = read_file(
        path,
        file.name,
        Options(source=file.source, zone=file.zone, customer=file.customer),
        {**built_in(), **file.mappings},
        {},
        intake="test",
        received_at=RECEIVED_AT,
    )
    path.unlink()
    assert reading.report.acceptable, (reading.report.findings, reading.report.questions)
    assert reading.raw is not None
    assert reading.rows is not None
    return Accepted(report=reading.report, raw=reading.raw, rows=reading.rows)


def load(folder: DataFolder, *files: File, register: RegisterState = NO_REGISTER) -> Manifest:
    """Load extracts as one new generation."""
    accepted = [read(folder, file) for file in files]
    return writing.accept(folder, accepted, register, received_at=RECEIVED_AT, is_sample=False)


# What was agreed and loaded -> the store made of it, copied when the same is asked again.
_MADE: dict[str, Path] = {}
_KEPT = tempfile.TemporaryDirectory(prefix="stores-")
atexit.register(_KEPT.cleanup)


def load_under(folder: DataFolder, agreed: Register, *files: File) -> Manifest:
    """Load extracts into a new folder under what is agreed."""
    key = repr((agreed, files))
    if key in _MADE:
        shutil.copytree(_MADE[key], folder.root, dirs_exist_ok=True)
    else:
        _make_under(folder, agreed, files)
        _MADE[key] = Path(_KEPT.name) / str(len(_MADE))
        shutil.copytree(folder.root, _MADE[key])
    return in_force(folder)


def _make_under(folder: DataFolder, agreed: Register, files: Sequence[File]) -> None:
    folder.create()
    changes = changes_between(Register(), agreed)
    version = Record(folder.record).change_register(0, changes, who="test", why="agreed")
    writing.accept(
        folder,
        [read(folder, file) for file in files],
        RegisterState(version=version, meanings={}),
        received_at=RECEIVED_AT,
        is_sample=False,
        with_register=True,
    )


def in_force(folder: DataFolder) -> Manifest:
    manifest = current_manifest(folder)
    assert manifest is not None
    return manifest


def warehouse_of(folder: DataFolder) -> DuckDbWarehouse:
    return DuckDbWarehouse(files_of(folder, in_force(folder).number).database)


def contents(folder: DataFolder, *, without: frozenset[str] = frozenset()) -> dict[str, str]:
    """Every table of the generation in force: its rows, sorted, as one text.

    Left out are the stamp of the generation and the columns in `without`; a
    ticket's number, which is its place among all, is told as what it stands for.
    """
    database = files_of(folder, in_force(folder).number).database
    told = {}
    with opened(database) as connection:
        found = connection.execute(
            "SELECT table_name FROM duckdb_tables()"
            " UNION SELECT view_name FROM duckdb_views() WHERE NOT internal"
        ).fetchall()
        tickets = connection.execute(
            "SELECT rowid, system || ' ' || ticket_id FROM ticket_fact"
        ).fetchall()
        for name in sorted({row[0] for row in found} - {"generation"}):
            frame = connection.execute(f"SELECT * FROM {name}").df()
            if "ticket_no" in frame:
                frame["ticket_no"] = frame["ticket_no"].map(dict(tickets))
            frame = frame.drop(columns=list(without & set(frame.columns)))
            rows = sorted(json.dumps([str(cell) for cell in row]) for row in frame.to_numpy())
            told[name] = "\n".join([json.dumps(list(frame.columns)), *rows])
    return told


def table(folder: DataFolder, name: str) -> pd.DataFrame:
    warehouse = warehouse_of(folder)
    try:
        return warehouse.query(f"SELECT * FROM {name}")
    finally:
        warehouse.close()


def facts(folder: DataFolder, *names: str) -> dict[str, tuple[object, ...]]:
    """Some values of every ticket in `ticket_fact`: times as text, None where there is none."""
    rows = table(folder, "ticket_fact").to_dict("records")
    return {row["ticket_id"]: tuple(_plain(row[name]) for name in names) for row in rows}


def fact(folder: DataFolder, ticket_id: str, *names: str) -> tuple[object, ...]:
    """Some values of one ticket in `ticket_fact`."""
    return facts(folder, *names)[ticket_id]


def _plain(value: object) -> object:
    if value is None or bool(pd.isna(value)):  # type: ignore[call-overload]
        return None
    return str(value) if isinstance(value, datetime) else value


def tree(root: Path) -> dict[str, str]:
    """Every file below `root` with the digest of its content."""
    return {
        str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def flip_bit(path: Path, place: int, bit: int = 0) -> None:
    """Change one bit of a file, whatever its permissions."""
    path.chmod(0o644)
    content = bytearray(path.read_bytes())
    content[place] ^= 1 << bit
    path.write_bytes(content)
