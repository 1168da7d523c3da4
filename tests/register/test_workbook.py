"""The register as a workbook: what is written is read again, and every slip is told by its cell."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from slm_analytics.domain.finding import Severity
from slm_analytics.errors import SlmError
from slm_analytics.ingest.register_cells import register_cells
from slm_analytics.ingest.register_intake import read_workbook
from slm_analytics.register.reading import ReadRegister, as_plain, from_plain, read_register
from slm_analytics.register.rows import Register, letters
from slm_analytics.register.tables import SHEETS
from slm_analytics.register.workbook import workbook
from slm_analytics.settings import DataFolder
from tests.register.registers import OFFICE, P2, office

MIDNIGHT = dt.datetime(2026, 12, 31)  # noqa: DTZ001  a workbook knows no zones
TARGET_HEADINGS = ("target_id", "priority", "target", "calendar_id")


def saved(folder: Path, register: Register) -> Path:
    path = folder / "register.xlsx"
    path.write_bytes(workbook(register))
    return path


def read_path(path: Path) -> ReadRegister:
    return read_register(register_cells(path, path.name))


def of_cells(folder: Path, sheets: Mapping[str, Sequence[Sequence[object]]]) -> ReadRegister:
    """Write cells with Excel's own types and read them."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(list(row))
        for cells in page.iter_rows():
            for cell in cells:
                if isinstance(cell.value, dt.timedelta):
                    cell.number_format = "[h]:mm"
    path = folder / "cells.xlsx"
    book.save(path)
    return read_path(path)


def content(register: Register) -> dict[str, list[dict[str, str]]]:
    return {name: [dict(row.cells) for row in register[name]] for name in SHEETS}


def test_the_template_is_read_without_findings_when_nothing_is_filled_in(tmp_path: Path) -> None:
    read = read_path(saved(tmp_path, Register()))
    assert read.register.is_empty
    assert read.findings == ()
    assert read.sheets == tuple(SHEETS)


def test_the_readme_tells_every_column_when_the_template_is_opened() -> None:
    page = load_workbook(io.BytesIO(workbook(Register())))["README"]
    told = {cell.value for row in page.iter_rows() for cell in row}
    for sheet in SHEETS.values():
        assert {sheet.name, *sheet.names, *(column.meaning for column in sheet.columns)} <= told


FULL = office(
    calendars=[
        OFFICE | {"valid_from": "2026-01-01", "holiday_ends_shift": "no", "subdivision": "BY"},
        {"calendar_id": "=1+1", "timezone": "UTC", "always_open": "yes", "name": "@all"},
    ],
    holidays=[{"calendar_id": "office", "date": "2026-12-24", "name": "Heiligabend, früh zu"}],
    special_days=[
        {"calendar_id": "office", "date": "2026-12-31", "opens": "08:00", "closes": "24:00"}
    ],
    targets=[
        P2
        | {
            "customer": "-Acme & Söhne <b>",
            "share": "97.5 %",
            "pauses": "on_hold/awaiting_customer, on_hold/other",
            "reopen_days": "3",
            "change": "each stretch",
            "valid_to": "2026-12-31",
        },
        {"target_id": "UC", "clock": "holding", "holder": "大阪", "target": "2 d by 17:00"}
        | {"calendar_id": "office", "share": "100 %", "pauses": "none"},
    ],
)


def test_a_register_comes_back_when_its_workbook_is_read(tmp_path: Path) -> None:
    read = read_path(saved(tmp_path, FULL))
    assert read.findings == ()
    assert content(read.register) == content(FULL)


def test_texts_stay_texts_when_they_begin_like_formulas() -> None:
    page = load_workbook(io.BytesIO(workbook(FULL)))["calendars"]
    (cell,) = (cell for row in page.iter_rows() for cell in row if cell.value == "=1+1")
    assert cell.data_type == "s"
    assert cell.quotePrefix


def test_the_bytes_are_the_same_when_it_is_written_again() -> None:
    assert workbook(FULL) == workbook(FULL)


def test_excels_own_types_are_understood(tmp_path: Path) -> None:
    read = of_cells(
        tmp_path,
        {
            "Calendars": [
                ("Calendar_ID", "Timezone", "valid from", "always_open"),
                ("office", "Europe/Berlin", dt.date(2026, 1, 1), True),
            ],
            "hours": [
                ("calendar_id", "weekday", "opens", "closes"),
                ("office", "Monday - friday", dt.time(8), dt.timedelta(hours=24)),
            ],
            "targets": [
                (*TARGET_HEADINGS, "share", "reopen_days", "valid_to"),
                ("a", "p2", dt.timedelta(hours=30), "office", 0.95, 5, MIDNIGHT),
                ("b", "P3", dt.time(8, 30), "office", "99,9 %", "5", "31.12.2026"),
            ],
        },
    )
    assert [each for each in read.findings if each.severity is not Severity.NOTE] == []
    assert content(read.register)["calendars"] == [
        {"calendar_id": "office", "timezone": "Europe/Berlin", "valid_from": "2026-01-01"}
        | {"always_open": "yes"}
    ]
    assert content(read.register)["hours"] == [
        {"calendar_id": "office", "weekday": "mon-fri", "opens": "08:00", "closes": "24:00"}
    ]
    both = {"calendar_id": "office", "reopen_days": "5", "valid_to": "2026-12-31"}
    assert content(read.register)["targets"] == [
        both | {"target_id": "a", "priority": "P2", "target": "30 h", "share": "95 %"},
        both | {"target_id": "b", "priority": "P3", "target": "510 min", "share": "99.9 %"},
    ]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("priority", "urgent"),
        ("target", "soon"),
        ("target", 8),
        ("target", "0 h"),
        ("target", "-8 h"),
        ("target", "1 d by 25:00"),
        ("target", "0.33333 s"),
        ("share", "many"),
        ("share", "101 %"),
        ("share", 0),
        ("reopen_days", 2.5),
        ("reopen_days", "-1"),
        ("valid_from", "03/04/2026"),
        ("valid_from", "2026-02-30"),
        ("valid_from", 46085),
        ("valid_from", MIDNIGHT.replace(hour=9)),
        ("clock", "sundial"),
        ("pauses", "on_hold, asleep"),
        ("retroactive", "maybe"),
        ("customer", "x" * 600),
        ("customer", dt.date(2026, 1, 1)),
        ("customer", "=1/0"),
        ("target", "=A1"),
    ],
)
def test_a_cell_is_told_by_sheet_and_cell_when_it_is_not_understood(
    tmp_path: Path, column: str, value: object
) -> None:
    usual: dict[str, object] = {"target_id": "x", "target": "8 h", "calendar_id": "office"}
    row = usual | {column: value}
    read = of_cells(tmp_path, {"targets": [(), tuple(row), tuple(row.values())]})
    (finding,) = (each for each in read.findings if each.severity is not Severity.NOTE)
    place = letters(list(row).index(column))
    assert finding.severity is Severity.REFUSED
    assert finding.message.startswith(f"targets!{place}3: ")
    assert (finding.sheet, finding.line, finding.column) == ("targets", 3, column)
    assert finding.remedy


def test_columns_and_sheets_are_told_when_they_are_missing_or_unknown(tmp_path: Path) -> None:
    read = of_cells(
        tmp_path,
        {"targets": [("target_id", "target", "colour"), ("x", "8 h", "red")], "notes": [("a",)]},
    )
    assert {each.code for each in read.findings if each.severity is Severity.REFUSED} == {
        "missing_column"
    }
    assert {each.code for each in read.findings if each.severity is Severity.FLAG} == {
        "unknown_column",
        "unknown_sheet",
    }
    kept = [each.sheet for each in read.findings if each.severity is Severity.NOTE]
    assert kept == [name for name in SHEETS if name != "targets"]


def test_sheets_in_force_stay_when_the_workbook_has_not_got_them(tmp_path: Path) -> None:
    read = of_cells(tmp_path, {"targets": [TARGET_HEADINGS, ("P1", "P1", "4 h", "office")]})
    register = read.over(office())
    assert [row["target_id"] for row in register["targets"]] == ["P1"]
    assert [row["calendar_id"] for row in register["calendars"]] == ["office"]


def test_a_workbook_of_something_else_is_refused(tmp_path: Path) -> None:
    read = of_cells(tmp_path, {"Tickets": [("Number", "Opened"), ("INC1", "2026-01-01")]})
    assert any(each.severity is Severity.REFUSED for each in read.findings)


def test_what_was_read_comes_back_when_it_goes_through_json(tmp_path: Path) -> None:
    read = of_cells(tmp_path, {"targets": [TARGET_HEADINGS, ("P1", "P9", "4 h", "office")]})
    assert from_plain(as_plain(read)) == read


def test_a_workbook_is_read_in_the_reading_process(tmp_path: Path) -> None:
    path = saved(tmp_path, FULL)
    read = read_workbook(DataFolder(tmp_path / "data"), path, "mine.xlsx")
    assert content(read.register) == content(FULL)


@pytest.mark.parametrize(
    "content", [b"a;b\n1;2\n", b"", b"PK\x03\x04 cut off", b"\xd0\xcf\x11\xe0"]
)
def test_a_file_is_refused_when_it_is_no_workbook(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    with pytest.raises(SlmError) as told:
        read_workbook(DataFolder(tmp_path / "data"), path, "x.xlsx")
    assert told.value.remedy


@given(st.integers(0, 18_277))
def test_letters_of_columns_are_those_of_a_spreadsheet(place: int) -> None:
    assert letters(place) == get_column_letter(place + 1)
