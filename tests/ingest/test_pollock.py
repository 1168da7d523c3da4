"""The polluted CSV files of Pollock (Vitagliano et al., VLDB 2023): right or refused, no third."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest

from slm_analytics.errors import UnreadableFile
from slm_analytics.ingest.canonical import canonical
from slm_analytics.ingest.csv_reader import read_csv
from slm_analytics.ingest.mapping import SourceMapping
from slm_analytics.ingest.recipe import Recipe
from tests.conftest import SHARED

POLLOCK = SHARED / "data" / "badinput" / "pollock"
FILES = sorted((POLLOCK / "csv").glob("*.csv"))
SECOND_HEADINGS = ("file_header_multirow_2.csv", "file_header_multirow_3.csv")
RIGHT = (
    "file_double_trailing_newline.csv",
    "file_field_delimiter_0x3B.csv",
    "file_field_delimiter_0x9.csv",
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
    assert wrong == set(SECOND_HEADINGS)
    assert loaded - wrong == set(RIGHT)


@pytest.mark.parametrize("name", SECOND_HEADINGS)
def test_rows_when_headings_stand_twice(name: str) -> None:
    """Only the contract of a column tells a second line of headings from a row."""
    mapping = SourceMapping(
        name="shop",
        title="Shop",
        system="shop",
        columns={"ticket_id": ("PRODUCTID",), "opened_at": ("DATE",)},
    )
    raw = read_csv(POLLOCK / "csv" / name, name)
    recipe = Recipe(source="shop", zone="UTC")
    rows = canonical(raw, mapping, recipe, name, datetime(2026, 1, 1, tzinfo=UTC))
    aside = rows.set_aside.filter(rows.set_aside["code"].to_numpy() == "not a date").to_pylist()
    assert [(row["heading"], row["value"]) for row in aside] == [("DATE", "DATE")] * len(aside)
    assert len(aside) == int(name.removesuffix(".csv")[-1]) - 1
