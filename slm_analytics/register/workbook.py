"""The register as an Excel workbook: the template, and the register in force.

The same register always gives the same bytes. Every text is written as text,
also where it begins like a formula.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from slm_analytics.register.cell import WEEKDAYS, share_of
from slm_analytics.register.reading import README
from slm_analytics.register.rows import Register
from slm_analytics.register.sheet import Column, Kind, Sheet
from slm_analytics.register.tables import SHEETS

_LAST_LINE = 2000  # how far the drop-downs reach
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_WRITTEN_AT = datetime(2026, 1, 1)  # noqa: DTZ001  a workbook's properties know no zones
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t")
_NEEDED = PatternFill("solid", fgColor="1F4E79")
_OPTIONAL = PatternFill("solid", fgColor="5B7C99")
_BAND = PatternFill("solid", fgColor="EEF3F8")
_WHITE = Font(bold=True, color="FFFFFF")
_LINE = Border(bottom=Side(style="thin", color="C9D3DD"))
_NARROWEST, _WIDEST = 11, 34
_INTRO = (
    "What was agreed: calendars, targets and service levels. One sheet each, one row per what"
    " stands below.",
    "Blank cells mean the default. Dark headings need a value. Do not rename sheets or headings;"
    " columns may stand in any order, and columns that are not needed may be left out.",
    "Upload the workbook on the page Register, or: slm register import FILE. Every finding names"
    " its sheet and cell. A sheet that is taken out of the workbook stays as it is in force; rows"
    " that are taken out of a sheet are no longer agreed.",
)


def workbook(register: Register) -> bytes:
    """Return a register as a workbook; an empty one is the template."""
    book = Workbook()
    book.remove(book.worksheets[0])
    _write_readme(book.create_sheet(README))
    for sheet in SHEETS.values():
        _write_sheet(book.create_sheet(sheet.name), sheet, register)
    book.properties.creator = "slm_analytics"
    book.properties.title = "Register of calendars, targets and service levels"
    book.properties.created = book.properties.modified = _WRITTEN_AT
    stream = io.BytesIO()
    book.save(stream)
    return _settled(stream.getvalue())


def _write_sheet(page: Worksheet, sheet: Sheet, register: Register) -> None:
    page.freeze_panes = "B2"
    page.sheet_view.zoomScale = 110
    for place, column in enumerate(sheet.columns, start=1):
        cell = page.cell(1, place, column.name)
        cell.font = _WHITE
        cell.fill = _NEEDED if column.required else _OPTIONAL
        cell.alignment = Alignment(vertical="center")
        texts = [column.name, column.example, *(row[column.name] for row in register[sheet.name])]
        width = min(max(len(text) for text in texts) + 3, _WIDEST)
        page.column_dimensions[get_column_letter(place)].width = max(width, _NARROWEST)
        _choices(page, sheet, column, get_column_letter(place))
    page.row_dimensions[1].height = 20
    for line, row in enumerate(register[sheet.name], start=2):
        for place, column in enumerate(sheet.columns, start=1):
            if row[column.name]:
                _write(page.cell(line, place), column, row[column.name])
    page.auto_filter.ref = (
        f"A1:{get_column_letter(len(sheet.columns))}{len(register[sheet.name]) + 1}"
    )


def _write(cell: Cell, column: Column, text: str) -> None:
    """Write a cell: dates, numbers and shares as Excel's own, all else as text."""
    match column.kind:
        case Kind.DATE:
            cell.value = date.fromisoformat(text)
            cell.number_format = "yyyy-mm-dd"
        case Kind.NUMBER:
            cell.value = int(text)
        case Kind.SHARE:
            cell.value = float(share_of(text) or 0)
            cell.number_format = "0.##%" if "." in text else "0%"
        case _:
            _write_text(cell, text)


def _write_text(cell: Cell, text: str) -> None:
    cell.value = text
    cell.data_type = "s"
    if text.startswith(_FORMULA_STARTS):
        cell.quotePrefix = True  # else it becomes a formula when the cell is edited


def _choices(page: Worksheet, sheet: Sheet, column: Column, letter: str) -> None:
    """Give a column its drop-down; other spellings are warned of, and understood when read."""
    listed = ",".join(_listed(column))
    formula = f'"{listed}"' if listed else ""
    if column.name == "calendar_id" and sheet.name != "calendars":
        formula = f"calendars!$A$2:$A${_LAST_LINE}"
    if not formula:
        return
    validation = DataValidation(
        type="list", formula1=formula, allow_blank=True, errorStyle="warning"
    )
    validation.showErrorMessage = bool(column.words)
    validation.error = f"{column.name} is one of the words of the list."
    validation.add(f"{letter}2:{letter}{_LAST_LINE}")
    page.add_data_validation(validation)


def _listed(column: Column) -> tuple[str, ...]:
    match column.kind:
        case Kind.WORD:
            return tuple(column.words)
        case Kind.YES_NO:
            return ("yes", "no")
        case Kind.WEEKDAYS:
            return ("mon-fri", "mon-sun", *WEEKDAYS)
        case _:
            return ()


def _write_readme(page: Worksheet) -> None:
    page.sheet_view.showGridLines = False
    for letter, width in zip("ABCDEF", (22, 62, 9, 46, 34, 24), strict=True):
        page.column_dimensions[letter].width = width
    page["A1"] = "Register of calendars, targets and service levels"
    page["A1"].font = Font(bold=True, size=16)
    line = 2
    for text in _INTRO:
        line += 1
        page.merge_cells(start_row=line, end_row=line, start_column=1, end_column=6)
        _put(page, line, 1, text)
        page.row_dimensions[line].height = 32
    line += 1
    for sheet in SHEETS.values():
        line = _describe(page, sheet, line + 1)


def _describe(page: Worksheet, sheet: Sheet, line: int) -> int:
    """Write what the columns of a sheet are; return the next free line."""
    page.cell(line, 1, sheet.name).font = Font(bold=True, size=13)
    page.merge_cells(start_row=line, end_row=line, start_column=2, end_column=6)
    _put(page, line, 2, f"{sheet.meaning} A row is named by {', '.join(sheet.key)}.")
    page.row_dimensions[line].height = 32
    line += 1
    titles = ("column", "what it says", "needed", "words", "blank means", "example")
    for place, title in enumerate(titles, start=1):
        cell = page.cell(line, place, title)
        cell.font, cell.fill = _WHITE, _NEEDED
    for column in sheet.columns:
        line += 1
        texts = (
            column.name,
            column.meaning,
            "yes" if column.required else "",
            words_text(column),
            column.default,
            column.example,
        )
        for place, text in enumerate(texts, start=1):
            _put(page, line, place, text).border = _LINE
        page.cell(line, 1).font = Font(bold=column.required)
        longest = max(len(texts[1]) / 60, len(texts[3]) / 44, len(texts[4]) / 32)
        page.row_dimensions[line].height = 15.5 * (int(longest) + 1)
        if column.required:
            page.cell(line, 3).fill = _BAND
    return line + 2


def words_text(column: Column) -> str:
    """Return what a cell of a column may hold, in words."""
    if not column.words:
        return column.kind.value
    if all(word == str(meaning) for word, meaning in column.words.items()):
        return ", ".join(column.words)
    return "; ".join(
        word if word == str(meaning) else f"{word} ({meaning})"
        for word, meaning in column.words.items()
    )


def _put(page: Worksheet, line: int, place: int, text: str) -> Cell:
    cell: Cell = page.cell(line, place)
    _write_text(cell, text)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _settled(content: bytes) -> bytes:
    """Return a workbook without the time at which it was written."""
    settled = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            part = _MODIFIED.sub(rb"\g<1>2026-01-01T00:00:00Z\2", source.read(name))
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, part)
    return settled.getvalue()
