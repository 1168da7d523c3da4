"""A table as CSV or XLSX, with the receipt that says what it counts.

Texts come from tickets and are not trusted. In a workbook they are written as
text, never as formulas; in CSV, which has no types, a cell that a spreadsheet
would take for a formula gets an apostrophe in front (OWASP: CSV injection).
The receipt stands below the rows, each of its lines led by `#` in the first
column; the file stays rectangular. Instants are UTC: text that ends in Z in CSV,
dates that can be computed with in a workbook, where the heading says UTC.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Any

import numpy as np
import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.properties import PageSetupProperties

from slm_analytics.domain.zone import instant_text

ReceiptLines = Sequence[tuple[str, str]]
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_HEADER_FILL = PatternFill("solid", fgColor="EAF0F5")
_WIDEST = 60
_DIGITS, _MOST_DIGITS = 2, 12  # of per cent: with one, 99.96 % would read as 100 %
_NEAR_A_TARGET = 0.9  # shares from here on are held against targets
_CENT = Decimal("0.01")
_INSTANT = "yyyy-mm-dd hh:mm:ss"
_FIRST_DAY = 1900  # the first year of a workbook's calendar
# XML 1.0 has no such characters: controls, halves of pairs, and the two that are none.
_ILLEGAL = dict.fromkeys(
    (*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF)
)


def csv_bytes(rows: pd.DataFrame, receipt: ReceiptLines = ()) -> bytes:
    """Return the rows as CSV: UTF-8 with a mark (Excel needs it), CRLF, headings first."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow([_csv_cell(str(name)) for name in rows.columns])
    writer.writerows(
        [_csv_cell(value) for value in row] for row in rows.itertuples(index=False, name=None)
    )
    width = max(2, len(rows.columns))
    for label, text in receipt:
        writer.writerow([f"# {label}", _csv_cell(text), *[""] * (width - 2)])
    return b"\xef\xbb\xbf" + stream.getvalue().encode()


def xlsx_bytes(
    rows: pd.DataFrame,
    receipt: ReceiptLines = (),
    *,
    title: str = "Rows",
    shares: Sequence[str] = (),
) -> bytes:
    """Return the rows as a workbook: one sheet with them, one with the receipt.

    `shares` names the columns whose numbers, 0 to 1, are shown as per cent.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_name(title))
    sheet.freeze_panes = "A2"
    _print_on_pages(sheet)
    for place, width in enumerate(_widths(rows), start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.append([_heading(sheet, _titled(rows[name])) for name in rows.columns])
    for row in rows.itertuples(index=False, name=None):
        cells = [_xlsx_cell(sheet, value) for value in row]
        for name, cell in zip(rows.columns, cells, strict=True):
            if name in shares:
                cell.number_format = _per_cent(cell.value)
        sheet.append(cells)
    if receipt:
        notes = book.create_sheet("Receipt")
        notes.column_dimensions["A"].width = 34
        notes.column_dimensions["B"].width = 100
        for label, text in receipt:
            cell = _xlsx_cell(notes, text)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            notes.append([_heading(notes, label), cell])
    book.properties.creator = "slm_analytics"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _per_cent(share: Any) -> str:
    """Return the format of a share: a workbook rounds, and 99.9499 % must not read as 99.95 %.

    So many digits that rounding raises no share that is held against a target.
    """
    digits = _DIGITS
    if isinstance(share, int | float) and _NEAR_A_TARGET <= share < 1:
        exact = Decimal(repr(share)) * 100
        cut = exact.quantize(_CENT, ROUND_FLOOR)
        while digits < _MOST_DIGITS and _rounded(exact, digits) != cut:
            digits += 1
    return f"0.{'0' * digits}%"


def _rounded(exact: Decimal, digits: int) -> Decimal:
    """Return what is read of a number rounded to so many digits, cut to two of them."""
    shown = exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return shown.quantize(_CENT, ROUND_FLOOR)


def _print_on_pages(sheet: WriteOnlyWorksheet) -> None:
    """Have a sheet print across one page, with its headings on each."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"


def _csv_cell(value: Any) -> str:
    plain = _plain(value)
    if isinstance(plain, str):
        return f"'{plain}" if plain.startswith(_FORMULA_STARTS) else plain
    return "" if plain is None else str(plain)


def _xlsx_cell(sheet: Any, value: Any) -> Any:
    if isinstance(value, datetime) and value.year >= _FIRST_DAY:  # the year of NaT is NaN
        cell = WriteOnlyCell(sheet, value=_in_utc(value))
        cell.number_format = _INSTANT
        return cell
    plain = _plain(value)
    if isinstance(plain, str):
        cell = WriteOnlyCell(sheet, value=plain.translate(_ILLEGAL)[:32_767])
        cell.data_type = "s"
        return cell
    return WriteOnlyCell(sheet, value=plain)


def _heading(sheet: Any, text: str) -> Any:
    cell = _xlsx_cell(sheet, text)
    cell.font = Font(bold=True)
    cell.fill = _HEADER_FILL
    cell.alignment = Alignment(vertical="top")
    return cell


def _in_utc(moment: datetime) -> datetime:
    """Return an instant without its zone, on the clock of UTC, to the second."""
    plain = moment.to_pydatetime(warn=False) if isinstance(moment, pd.Timestamp) else moment
    plain = plain.astimezone(UTC) if plain.tzinfo else plain
    return plain.replace(tzinfo=None, microsecond=0)


def _titled(column: pd.Series[Any]) -> str:
    """Return the heading of a column; of instants one that says UTC."""
    name = str(column.name)
    instants = any(isinstance(value, datetime) for value in column.dropna().head(1))
    return f"{name} (UTC)" if instants and "(UTC)" not in name else name


def _plain(value: Any) -> str | int | float | bool | date | None:
    """Return a value as a file holds it: instants as text in UTC, nothing as None."""
    if isinstance(value, list | tuple | np.ndarray):
        return ", ".join(str(each) for each in value)
    if value is None or pd.isna(value):
        return None
    if isinstance(value, datetime):
        return instant_text(value)
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    if isinstance(value, int | np.integer):
        return int(value)
    if isinstance(value, float | np.floating):
        return int(value) if float(value).is_integer() else float(value)
    return value if isinstance(value, date) else str(value)


def _widths(rows: pd.DataFrame) -> list[float]:
    widths = []
    for name in rows.columns:
        sample = rows[name].head(200).map(lambda value: len(str(_plain(value) or "")))
        longest = max([len(str(name)), *sample.tolist()])
        widths.append(float(min(longest + 2, _WIDEST)))
    return widths


def _sheet_name(title: str) -> str:
    kept = "".join("-" if letter in r"[]:*?/\'" else letter for letter in title)
    return kept[:31] or "Rows"
