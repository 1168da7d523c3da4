"""Tables as files: exact bytes of CSV, exact cells of XLSX, and nothing that comes alive."""

from __future__ import annotations

import io
import json
import re
from datetime import date, datetime, timedelta, timezone
from typing import Any

import numpy as np
import pandas as pd
import pytest
from openpyxl import load_workbook

from slm_analytics.export.table import csv_bytes, xlsx_bytes
from tests.conftest import SHARED
from tests.export.reading import cells_of, table_of_csv

_LIST = SHARED / "data" / "badinput" / "blns.json"
_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
MOMENT = datetime(2026, 10, 25, 0, 30, 5)  # noqa: DTZ001  UTC without a mark, as in the warehouse
FRAME = pd.DataFrame(
    {
        "Service": ["Prämienrechnung", "=1+1", None],
        "Month": ["2026-08", "2026-09", "2026-10"],
        "Met": pd.array([12, None, 0], dtype="Int64"),
        "Share met": [0.123456789, float("nan"), 1.0],
        "Opened (UTC)": [MOMENT, pd.NaT, MOMENT],
        "Day": [date(2026, 3, 29), None, date(2024, 2, 29)],
        "Good": pd.Series([True, False, None], dtype=object),
    }
)
RECEIPT = (("Figure", "Met: 94.7\u00a0%"), ("Only customer", '"Größer" & Söhne, =cmd'))


def test_csv_is_exact_to_the_byte() -> None:
    expected = (
        "Service,Month,Met,Share met,Opened (UTC),Day,Good\r\n"
        "Prämienrechnung,2026-08,12,0.123456789,2026-10-25T00:30:05Z,2026-03-29,yes\r\n"
        "'=1+1,2026-09,,,,,no\r\n"
        ",2026-10,0,1,2026-10-25T00:30:05Z,2024-02-29,\r\n"
        "# Figure,Met: 94.7\u00a0%,,,,,\r\n"
        '# Only customer,"""Größer"" & Söhne, =cmd",,,,,\r\n'
    )
    assert csv_bytes(FRAME, RECEIPT) == b"\xef\xbb\xbf" + expected.encode()


def test_csv_is_rectangular() -> None:
    for frame in (FRAME, FRAME[["Service"]], FRAME.head(0)):
        widths = {len(row) for row in table_of_csv(csv_bytes(frame, RECEIPT))}
        assert widths == {max(2, len(frame.columns))} or (
            len(frame.columns) == 1 and widths == {1, 2}
        )


def test_workbook_has_types_and_no_formula() -> None:
    book = load_workbook_of(xlsx_bytes(FRAME, RECEIPT, title="Rows", shares=("Share met",)))
    sheet = book["Rows"]
    values = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert values == [
        list(FRAME.columns),
        ["Prämienrechnung", "2026-08", 12, 0.123456789, MOMENT, datetime(2026, 3, 29), "yes"],  # noqa: DTZ001
        ["=1+1", "2026-09", None, None, None, None, "no"],
        [None, "2026-10", 0, 1, MOMENT, datetime(2024, 2, 29), None],  # noqa: DTZ001
    ]  # fmt: skip
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s", "n", "d"}
    assert [sheet.cell(row, 4).number_format for row in (2, 4)] == ["0.00%", "0.00%"]
    assert sheet.cell(2, 3).number_format == "General"
    assert sheet.cell(2, 5).number_format == "yyyy-mm-dd hh:mm:ss"
    assert sheet.freeze_panes == "A2"


@pytest.mark.parametrize(
    ("share", "format_"),
    [
        (0.999499, "0.0000%"),  # 99.95 % agreed: missed
        (0.9995, "0.00%"),
        (0.999999, "0.0000%"),  # is not 100 %
        (0.99999999, "0.000000%"),
        (1.0, "0.00%"),
        (0.94996, "0.000%"),
        (0.999, "0.00%"),
        (0.25, "0.00%"),
    ],
)
def test_rounding_in_a_workbook_raises_no_share_to_a_target(share: float, format_: str) -> None:
    rows = pd.DataFrame({"Share met": [share]})
    sheet = load_workbook_of(xlsx_bytes(rows, title="Rows", shares=("Share met",)))["Rows"]
    assert sheet.cell(2, 1).value == share
    assert sheet.cell(2, 1).number_format == format_


@pytest.mark.parametrize(
    ("moment", "read"),
    [
        (pd.Timestamp("2026-03-29 00:30:05.999999"), datetime(2026, 3, 29, 0, 30, 5)),  # noqa: DTZ001
        (pd.Timestamp("2026-03-29 00:30", tz="Europe/Berlin"), datetime(2026, 3, 28, 23, 30)),  # noqa: DTZ001
        (datetime(2026, 3, 29, tzinfo=timezone(timedelta(hours=-4))), datetime(2026, 3, 29, 4)),  # noqa: DTZ001
        (datetime(1850, 1, 1), "1850-01-01T00:00:00Z"),  # noqa: DTZ001  before the first day of workbooks
    ],
)  # fmt: skip
def test_instant_is_a_date_in_utc_in_a_workbook(moment: datetime, read: object) -> None:
    frame = pd.DataFrame({"at": pd.Series([None, moment], dtype=object), "no": [None, None]})
    heading, _, *cells = cells_of(xlsx_bytes(frame))
    assert (heading.value, cells[2].value) == ("at (UTC)", read)


def load_workbook_of(content: bytes) -> Any:
    return load_workbook(io.BytesIO(content))


def test_receipt_is_a_sheet_of_its_own() -> None:
    book = load_workbook_of(xlsx_bytes(FRAME, RECEIPT))
    assert book.sheetnames == ["Rows", "Receipt"]
    said = [tuple(cell.value for cell in row) for row in book["Receipt"].iter_rows()]
    assert said == list(RECEIPT)
    assert load_workbook_of(xlsx_bytes(FRAME)).sheetnames == ["Rows"]


@pytest.mark.parametrize(
    ("title", "name"),
    [("Met by service", "Met by service"), ("a/b:c*d?e[f]g\\h'i", "a-b-c-d-e-f-g-h-i"),
     ("x" * 50, "x" * 31), ("", "Rows")],
)  # fmt: skip
def test_title_becomes_a_sheet_name_that_excel_takes(title: str, name: str) -> None:
    assert load_workbook_of(xlsx_bytes(FRAME, title=title)).sheetnames == [name]


def test_nothing_to_write_is_a_heading_alone() -> None:
    assert table_of_csv(csv_bytes(FRAME.head(0))) == [list(FRAME.columns)]
    assert [cell.value for cell in cells_of(xlsx_bytes(FRAME.head(0)))] == list(FRAME.columns)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"), (-3, "-3"), (2.0, "2"), (-0.5, "-0.5"), (1e15, "1000000000000000"),
        (float("nan"), ""), (None, ""), (np.int64(7), "7"), (np.bool_(True), "yes"),
        (["a", "b"], "a, b"), (0.1 + 0.2, "0.30000000000000004"),
    ],
)  # fmt: skip
def test_value_is_written_without_loss(value: object, text: str) -> None:
    frame = pd.DataFrame({"v": pd.Series([value, "x"], dtype=object)})
    assert table_of_csv(csv_bytes(frame))[1] == [text]


def naughty() -> list[str]:
    own = [
        "=1+1", "+1", "-1", "@sum", "\t=1", "\r=1", "\n=1", "=cmd|' /C calc'!A0", "'=1", '"', "''",
        "a,b", "a;b", "line\nbreak", "line\r\nbreak", "\u202ertl", "\ufeffbom", "x" * 5000, " ",
        "#REF!", "TRUE", "1e5", "0012", "2026-01-01", "\\", "\u0000", "\u000b", "<b>", "{=1}",
        "\ufffe\uffff",
    ]  # fmt: skip
    return [*own, *(json.loads(_LIST.read_text("utf-8")) if _LIST.is_file() else [])]


def test_text_is_unchanged_in_a_workbook() -> None:
    texts = [text for text in naughty() if text]
    cells = cells_of(xlsx_bytes(pd.DataFrame({"v": texts})))[1:]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}  # the latter when left empty
    assert not [cell for cell in cells if cell.hyperlink]
    for text, cell in zip(texts, cells, strict=True):
        allowed = _NO_XML.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
        assert (cell.value or "").replace("\r\n", "\n").replace("\r", "\n") == allowed


def test_text_gets_a_mark_in_csv_only_where_a_spreadsheet_would_compute_it() -> None:
    texts = naughty()
    read = [row[0] if row else "" for row in table_of_csv(csv_bytes(pd.DataFrame({"v": texts})))]
    for text, written in zip(texts, read[1:], strict=True):
        assert written == (f"'{text}" if text.startswith(_FORMULAS) else text)
        assert not written.startswith(_FORMULAS)


def test_headings_are_guarded_too() -> None:
    frame = pd.DataFrame({"=1+1": ["x"]})
    assert table_of_csv(csv_bytes(frame))[0] == ["'=1+1"]
    assert cells_of(xlsx_bytes(frame))[0].data_type == "s"


def test_receipt_is_guarded_too() -> None:
    receipt = [("Only service", "=HYPERLINK(1)")]
    assert table_of_csv(csv_bytes(FRAME, receipt))[-1][:2] == ["# Only service", "'=HYPERLINK(1)"]
    assert {cell.data_type for cell in cells_of(xlsx_bytes(FRAME, receipt), 1)} == {"s"}


def test_same_rows_give_the_same_bytes() -> None:
    assert csv_bytes(FRAME, RECEIPT) == csv_bytes(FRAME.copy(), RECEIPT)
