"""Folders of bad input: their files, what each really says, and the columns they promise."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from slm_analytics.ingest.fields import FIELDS, INSTANTS, REQUIRED, Kind
from slm_analytics.ingest.mapping import SourceMapping

Cells = list[tuple[str, ...]]
CONTRACT = "contract.json"
NAME = "badinput"
_ORDERS = {"%d": "dmy", "%m": "mdy", "%Y": "ymd"}


@dataclass(frozen=True)
class Truth:
    """What a file says: its headings and rows; `headings` are None where it has none."""

    headings: tuple[str, ...] | None
    rows: Cells


def files_of(folder: Path) -> list[Path]:
    """Return the files of a folder laid out as Pollock (`csv`) or as csv-spectrum (`csvs`)."""
    return sorted([*(folder / "csv").glob("*.csv"), *(folder / "csvs").glob("*.csv")])


def truth_of(folder: Path, path: Path) -> Truth:
    """Return what the corpus says a file holds."""
    if path.parent.name == "csvs":
        return _spectrum(folder / "json" / f"{path.stem}.json")
    with (folder / "clean" / path.name).open(encoding="utf-8", newline="") as file:
        rows = [tuple(row) for row in csv.reader(file, strict=True)]
    columns = _columns(folder)
    headed = bool(rows) and any(name in heading for name in columns for heading in rows[0])
    return Truth(rows[0], rows[1:]) if headed or not columns else Truth(None, rows)


def _spectrum(path: Path) -> Truth:
    """Read records of JSON; one record alone stands without a list."""
    kept = json.loads(path.read_text(encoding="utf-8"))
    records = kept if isinstance(kept, list) else [kept]
    return Truth(tuple(records[0]), [tuple(each.values()) for each in records])


def _columns(folder: Path) -> dict[str, dict[str, str]]:
    path = folder / CONTRACT
    if not path.is_file():
        return {}
    found: dict[str, dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))["columns"]
    return found


def order_of(folder: Path) -> str:
    """Return the order of dates that the contract declares; empty where it declares none."""
    dates = [each["format"] for each in _columns(folder).values() if each["type"] == "date"]
    return _ORDERS.get(dates[0][:2], "") if dates else ""


def mapping_of(folder: Path, headings: Sequence[str] | None = None) -> SourceMapping | None:
    """Return the contract as a manager's own mapping; None where the folder has none.

    A date is an instant, a whole number a count; a time of day or a price has no
    field of its own and is a text. The first text that every row needs is the
    ticket. `headings` are others that the columns may stand under, in their order.
    """
    columns = _columns(folder)
    if not columns:
        return None
    aliases = dict(zip(columns, headings or (), strict=False))
    free = {kind: [n for n, field in FIELDS.items() if field.kind is kind] for kind in Kind}
    free[Kind.TEXT].remove(REQUIRED[0])
    fields: dict[str, tuple[str, ...]] = {}
    for column, declared in columns.items():
        needed = declared["required"] and declared["type"] == "text"
        if needed and REQUIRED[0] not in fields:
            field = REQUIRED[0]
        else:
            field = _taken(free, {"date": Kind.INSTANT, "integer": Kind.COUNT}, declared["type"])
        fields[field] = tuple(dict.fromkeys((column, aliases.get(column, column))))
    return SourceMapping(
        name=NAME, title="Bad input", system=NAME, columns=fields, signature=tuple(fields)
    )


def _taken(free: dict[Kind, list[str]], kinds: dict[str, Kind], declared: str) -> str:
    """Return a field of the declared type that no column has yet; the first date is the opening."""
    kind = kinds.get(declared, Kind.TEXT)
    assert kind is not Kind.INSTANT or INSTANTS[0] == REQUIRED[1]
    return free[kind].pop(0)


def weights_of(folder: Path) -> dict[str, float]:
    """Return how often each defect was met in the wild, by file."""
    path = folder / "pollock_weights.json"
    if not path.is_file():
        return {}
    found: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))
    return found
