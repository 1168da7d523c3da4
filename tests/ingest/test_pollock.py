"""The polluted CSV files of Pollock (Vitagliano et al., VLDB 2023): right or refused, no third."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from slm_analytics.errors import UnreadableFile
from slm_analytics.ingest.csv_reader import read_csv
from tests.conftest import SHARED

POLLOCK = SHARED / "data" / "badinput" / "pollock"
FILES = sorted((POLLOCK / "csv").glob("*.csv"))
RIGHT = (
    "file_double_trailing_newline.csv",
    "file_field_delimiter_0x3B.csv",
    "file_field_delimiter_0x9.csv",
    "file_header_only.csv",
    "file_no_header.csv",
    "file_no_trailing_newline.csv",
    "file_one_data_row.csv",
    "file_preamble.csv",
    "file_record_delimiter_0xA.csv",
    "file_record_delimiter_0xD.csv",
    "source.csv",
)

pytestmark = pytest.mark.skipif(not FILES, reason="Pollock is not present beside the project")


def cells(path: Path) -> list[list[str]] | str:
    """Return headings and rows as they were read, or why the file was refused."""
    try:
        raw = read_csv(path, path.name)
    except UnreadableFile as error:
        return str(error)
    columns = [column.to_pylist() for column in raw.rows.columns[1:]]
    return [list(raw.headings), *map(list, zip(*columns, strict=True))]


def clean(name: str) -> list[list[str]]:
    with (POLLOCK / "clean" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, strict=True))


def test_cells_when_the_structure_of_a_file_is_polluted() -> None:
    found = {path.name: cells(path) for path in FILES}
    loaded = {name for name, table in found.items() if isinstance(table, list)}
    assert all(str(found[name]).startswith(name) for name in found.keys() - loaded)
    wrong = {name for name in loaded if found[name] != clean(name)}
    assert not wrong
    assert loaded == set(RIGHT)
