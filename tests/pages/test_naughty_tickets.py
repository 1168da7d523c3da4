"""The naughty strings in every text column of an import: the same in the store, on the pages' \
tables and in workbooks, and in CSV with a mark in front of what a spreadsheet would compute."""

from __future__ import annotations

import csv
import json
import re

import pandas as pd
import pytest

from slm_analytics.domain.scope import Scope
from slm_analytics.export.table import csv_bytes, xlsx_bytes
from slm_analytics.ingest.fields import FIELDS, Kind
from slm_analytics.ingest.intake import Upload, import_now
from slm_analytics.ingest.mapping import MISSING_WORDS
from slm_analytics.ingest.options import Options
from slm_analytics.metrics.catalogue import metric
from slm_analytics.review.rows import ticket_rows
from slm_analytics.review.tickets import PAGE_ROWS, ticket_list
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.connection import DuckDbWarehouse
from slm_analytics.warehouse.generation import current_manifest, files_of
from tests.conftest import SHARED
from tests.export.reading import cells_of, table_of_csv
from tests.export.test_table import _FORMULAS, _NO_XML
from tests.ingest.stores import work_here
from tests.pages.conftest import Open

_LIST = SHARED / "data" / "badinput" / "blns.json"
_COLUMNS = [
    *(name for name, each in FIELDS.items() if each.kind is Kind.TEXT),
    "customer",
    "service",
]
_SHOWN = {
    "Ticket": "ticket_id",
    "Short description": "short_description",
    "Customer": "customer",
    "Service": "service",
    "Group": "assignment_group",
}
_BLANKS = "".join(
    map(
        chr,
        (*range(9, 14), *range(28, 33), 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029,
         0x202F, 0x205F, 0x3000),
    )
)  # fmt: skip


def naughty() -> list[str]:
    if not _LIST.is_file():
        pytest.skip("the shared list of naughty strings is not present beside the project")
    return [text for text in json.loads(_LIST.read_text("utf-8")) if "\0" not in text]


def kept(text: str) -> str:
    """Return a text as it is kept: without outer white space, nothing where it means no value."""
    bare = text.strip(_BLANKS)
    return "" if bare.casefold() in MISSING_WORDS else bare


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    """What was exported: every naughty string in every text column."""
    return [
        dict.fromkeys(_COLUMNS, text)
        | {"ticket_id": f"{number:04} {text}", "opened_at": "2026-01-05 10:00:00"}
        for number, text in enumerate(naughty())
    ]


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, str]]) -> DataFolder:
    """A store of these tickets; not to be changed."""
    folder = tmp_path_factory.mktemp("naughty")
    path = folder / "naughty.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    store = DataFolder(folder / "data")
    with pytest.MonkeyPatch.context() as patch:
        work_here(patch)
        (report,), _ = import_now(store, [Upload(path, path.name)], Options(zone="UTC"))
    assert (report.rows, report.loaded, report.set_aside) == (len(rows), len(rows), 0)
    return store


@pytest.fixture(scope="module")
def listed(loaded: DataFolder) -> pd.DataFrame:
    """The tickets as the page lists and saves them."""
    manifest = current_manifest(loaded)
    assert manifest is not None
    warehouse = DuckDbWarehouse(files_of(loaded, manifest.number).database)
    found = ticket_list(warehouse, metric("tickets_opened"), Scope(), limit=None).rows
    warehouse.close()
    return ticket_rows(found).frame


def test_store_when_every_column_is_naughty(loaded: DataFolder, rows: list[dict[str, str]]) -> None:
    manifest = current_manifest(loaded)
    assert manifest is not None
    warehouse = DuckDbWarehouse(files_of(loaded, manifest.number).database)
    found = warehouse.query(f"SELECT {', '.join(_COLUMNS)} FROM ticket ORDER BY ticket_id")
    warehouse.close()
    for name in _COLUMNS:
        stored = ["" if pd.isna(each) else str(each) for each in found[name]]
        assert sorted(stored) == sorted(kept(row[name]) for row in rows), name


def test_table_when_the_page_lists_them(listed: pd.DataFrame, rows: list[dict[str, str]]) -> None:
    for title, name in _SHOWN.items():
        texts = ["" if pd.isna(each) else str(each) for each in listed[title]]
        assert sorted(texts) == sorted(kept(row[name]) for row in rows), title


def test_workbook_when_they_are_saved(listed: pd.DataFrame) -> None:
    shown = listed[list(_SHOWN)]
    cells = cells_of(xlsx_bytes(shown))[len(_SHOWN) :]
    assert "f" not in {cell.data_type for cell in cells}
    texts = [each for row in shown.itertuples(index=False) for each in row]
    for text, cell in zip(texts, cells, strict=True):
        wanted = None if pd.isna(text) else _line_ends(_NO_XML.sub("", text))
        assert (cell.value if cell.value is None else _line_ends(cell.value)) == (wanted or None)


def test_csv_when_they_are_saved(listed: pd.DataFrame) -> None:
    shown = listed[list(_SHOWN)]
    _, *written = table_of_csv(csv_bytes(shown))
    marked = 0
    for given, row in zip(shown.itertuples(index=False), written, strict=True):
        for text, cell in zip(given, row, strict=True):
            plain = "" if pd.isna(text) else text
            marked += plain.startswith(_FORMULAS)
            assert cell == (f"'{plain}" if plain.startswith(_FORMULAS) else plain)
    assert marked > len(_SHOWN)


def test_page_when_it_shows_them(loaded: DataFolder, listed: pd.DataFrame, open_app: Open) -> None:
    shown: dict[str, dict[str, str]] = {name: {} for name in _SHOWN.values()}
    for page in range(1, len(listed) // PAGE_ROWS + 2):
        query = {"from": "2026-01", "to": "2026-01", "page": str(page)}
        app = open_app(loaded, "tickets", **query)
        assert not app.exception
        (table,) = [each.value for each in app.dataframe if "ticket_id" in each.value]
        for name, texts in shown.items():
            texts |= dict(zip(table["ticket_id"], table[name].fillna(""), strict=True))
    for title, name in _SHOWN.items():
        assert shown[name] == dict(zip(listed["Ticket"], listed[title].fillna(""), strict=True))


def _line_ends(text: str) -> str:
    return re.sub("\r\n?", "\n", text)
