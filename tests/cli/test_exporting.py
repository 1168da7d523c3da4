"""`export`: what stands in the file is what the command line says."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from slm_analytics.domain.scope import Scope
from slm_analytics.export.table import csv_bytes, xlsx_bytes
from slm_analytics.metrics.catalogue import catalogue, metric
from slm_analytics.review.rows import ticket_rows
from slm_analytics.review.tickets import ticket_list
from slm_analytics.settings import DataFolder
from tests.cli.conftest import Slm
from tests.export.reading import table_of_csv
from tests.warehouse.stores import warehouse_of

LIMITS = ("--from", "2026-01", "--until", "2026-03")


def table_of(path: Path) -> list[list[Any]]:
    """Return headings and rows of an exported file, without its receipt."""
    if path.suffix == ".csv":
        rows: list[list[Any]] = table_of_csv(path.read_bytes())
        return [row for row in rows if not row[0].startswith("# ")]
    return [list(row) for row in openpyxl.load_workbook(path).worksheets[0].values]


def as_file(value: Any, kind: str) -> Any:
    """Return a value of JSON as a file of that kind holds it."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if kind == "xlsx":  # which keeps 16 digits
        return float(f"{value:.16g}") if isinstance(value, float) else value
    return "" if value is None else str(value)


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_files_when_compared_with_the_figures(
    name: str, sample_folder: DataFolder, tmp_path: Path, slm: Slm
) -> None:
    limits = () if name == "open_past_target" else LIMITS  # few are, and of the last months
    by = "month,priority" if catalogue()[name].of_tickets else "month,service"
    given = (name, "--by", by, *limits)
    rows = slm("--data", sample_folder.root, "metric", *given, "--json").values
    for kind in ("csv", "xlsx"):
        path = tmp_path / f"figures.{kind}"
        said = slm("--data", sample_folder.root, "export", *given, "--to", path, "--json")
        assert (said.code, said.err) == (0, "")
        assert said.values == {"file": str(path), "rows": len(rows)}
        headings, *lines = table_of(path)
        assert headings == list(rows[0])
        assert lines == [[as_file(value, kind) for value in row.values()] for row in rows]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_file_when_there_is_no_data(
    kind: str, desk_folder: DataFolder, tmp_path: Path, slm: Slm
) -> None:
    path = tmp_path / f"nothing.{kind}"
    given = ("time_to_resolve_median", "--from", "2031-01", "--to", path)
    assert slm("--data", desk_folder.root, "export", *given).code == 0
    nothing = None if kind == "xlsx" else ""
    assert dict(zip(*table_of(path), strict=True)) == {
        "value": nothing, "n": as_file(0, kind), "answer": "no data"
    }  # fmt: skip


def test_tickets_when_exported(desk_folder: DataFolder, tmp_path: Path, slm: Slm) -> None:
    path = tmp_path / "tickets.xlsx"
    given = ("export", "tickets", "--customer", "Contoso", "--to", path)
    assert slm("--data", desk_folder.root, *given).code == 0
    headings, *rows = table_of(path)
    place = headings.index("Opened (UTC)")
    assert {row[headings.index("Ticket")]: row[place] for row in rows} == {
        "T00001": datetime(2026, 1, 31, 22, 30),  # noqa: DTZ001
        "T00002": datetime(2026, 2, 10, 9, 0),  # noqa: DTZ001
        "T00004": datetime(2026, 2, 28, 23, 15),  # noqa: DTZ001
    }
    notes = dict(list(openpyxl.load_workbook(path)["Receipt"].values))
    assert (notes["Counted"], notes["Only customer"]) == ("3 tickets", "Contoso")


@pytest.mark.parametrize(("kind", "write"), [("csv", csv_bytes), ("xlsx", xlsx_bytes)])
def test_tickets_when_saved_from_the_page(
    kind: str, write: Any, desk_folder: DataFolder, tmp_path: Path, slm: Slm
) -> None:
    """The page saves `ticket_rows` of the list; the command says the same, cell by cell."""
    path, page = tmp_path / f"tickets.{kind}", tmp_path / f"page.{kind}"
    assert slm("--data", desk_folder.root, "export", "tickets", "--to", path).code == 0
    warehouse = warehouse_of(desk_folder)
    listed = ticket_list(warehouse, metric("tickets_opened"), Scope(), limit=None).rows
    warehouse.close()
    page.write_bytes(write(ticket_rows(listed).frame))
    assert table_of(path) == table_of(page)
    assert table_of(path)[0][:2] == ["Ticket", "Short description"]


@pytest.mark.parametrize("name", ["loads", "set_aside", "unknown_words"])
def test_table_when_exported(name: str, desk_folder: DataFolder, tmp_path: Path, slm: Slm) -> None:
    path = tmp_path / f"{name}.CSV"
    assert slm("--data", desk_folder.root, "export", name, "--to", path).code == 0
    rows = table_of_csv(path.read_bytes())
    assert len([row for row in rows[1:] if not row[0].startswith("# ")]) == (name == "loads")
    assert [row[0] for row in rows if row[0].startswith("# ")] == ["# Made from"]


def test_receipt_when_it_stands_in_the_file(
    desk_folder: DataFolder, tmp_path: Path, slm: Slm
) -> None:
    path = tmp_path / "figures.xlsx"
    slm("--data", desk_folder.root, "export", "source_flag_compliance", "--to", path)
    notes = dict(list(openpyxl.load_workbook(path)["Receipt"].values))
    assert notes["Counted"] == "2 of 3"
    assert notes["As of"] == "2026-03-05T11:00:00Z"


def test_file_when_its_folder_is_not_there(
    desk_folder: DataFolder, tmp_path: Path, slm: Slm
) -> None:
    path = tmp_path / "nowhere" / "figures.csv"
    said = slm("--data", desk_folder.root, "export", "backlog", "--to", path, "--json")
    assert said.code == 2
    assert "cannot be written" in said.values["error"]


def test_receipt_when_each_row_has_an_instant_of_its_own(
    desk_folder: DataFolder, tmp_path: Path, slm: Slm
) -> None:
    path = tmp_path / "backlog.xlsx"
    given = ("export", "backlog", "--by", "month", "--to", path)
    assert slm("--data", desk_folder.root, *given).code == 0
    notes = dict(list(openpyxl.load_workbook(path)["Receipt"].values))
    assert notes["All rows together"] == "Open tickets: one for each row"
    assert notes["Period"] == "each row at its month's end; the last at the as-of time"
