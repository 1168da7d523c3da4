"""Reading an Excel workbook, of today (.xlsx) or of old (.xls): one sheet, every cell as text.

Calamine gives typed cells; they are written as text in one way, so that a
workbook and a CSV file of the same list are understood by the same rules:
dates as `YYYY-MM-DD HH:MM:SS`, whole numbers without a decimal point, booleans
as TRUE and FALSE, errors as they show.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from slm_analytics.errors import UnreadableFile
from slm_analytics.ingest.file_kind import FileKind
from slm_analytics.ingest.lost_values import Lost, lost_values
from slm_analytics.ingest.sheet_table import (
    Span,
    as_table,
    chosen_sheets,
    fill_merged,
    with_table,
)
from slm_analytics.ingest.xls_guard import old_lost_values
from slm_analytics.ingest.zip_parts import protected
from slm_analytics.settings import MAX_COLUMNS, MAX_ROWS
from slm_analytics.warehouse.archive import RawTable

_LARGEST_WHOLE = 2**53  # up to here every whole number is kept exactly
_PANIC = "PanicException"  # what the reader raises where it did not foresee a fault


def read_workbook(
    path: Path,
    name: str,
    *,
    sheet: str | None = None,
    suspects: tuple[str, ...] = (),
    kind: FileKind = FileKind.XLSX,
) -> list[RawTable]:
    """Read the sheets of a workbook that hold a table (only `sheet`, when named).

    Args:
        path: a workbook that passed the guard.
        name: what to call the file in messages.
        sheet: the one sheet to read.
        suspects: the parts in which the guard saw errors or formulas without
            a value; see `lost_values`.
        kind: of today or of old.

    Raises:
        UnreadableFile: the workbook cannot be opened, has no such sheet, or
            no sheet of it holds headings and rows.
    """
    try:
        with path.open("rb") as file, CalamineWorkbook.from_filelike(file) as workbook:
            names = tuple(workbook.sheet_names)
            chosen = chosen_sheets(names, sheet, name)
            tables = [
                _read_sheet(workbook, each, name, kind, _lost(path, name, each, suspects, kind))
                for each in chosen
            ]
    except PasswordError as error:
        raise protected(name) from error
    except CalamineError as error:
        raise _unreadable(name) from error
    except BaseException as error:
        if type(error).__name__ != _PANIC:
            raise
        raise _unreadable(name) from error
    return with_table(tables, chosen, name)


def _unreadable(name: str) -> UnreadableFile:
    return UnreadableFile(
        f"{name} is not a workbook that can be read: it is damaged or was cut off.",
        remedy="Open it in Excel and save it again as .xlsx.",
    )


def _lost(
    path: Path, name: str, title: str, suspects: tuple[str, ...], kind: FileKind
) -> Iterable[Lost]:
    if kind is FileKind.XLSX:
        return lost_values(path, name, title, suspects)
    return old_lost_values(path, name, title) if suspects else ()


def _read_sheet(
    workbook: CalamineWorkbook, title: str, name: str, kind: FileKind, lost: Iterable[Lost]
) -> RawTable | None:
    sheet = workbook.get_sheet_by_name(title)
    if sheet.start is None or sheet.width < 2:
        return None
    if sheet.width > MAX_COLUMNS or sheet.total_height > MAX_ROWS:
        raise UnreadableFile(
            f"{name}, sheet {title!r} is {sheet.width:,} columns wide and {sheet.total_height:,}"
            f" rows high; the limit is {MAX_COLUMNS} columns.",
            remedy="Copy the cells with data into a new sheet.",
        )
    # Rows are given from the first of the sheet, columns from the first that is filled.
    cells = [[_text(value) for value in row] for row in sheet.iter_rows()]
    first_column = sheet.start[1]
    for row, column, text in lost:
        place = column - first_column
        if row < len(cells) and 0 <= place < len(cells[row]) and not cells[row][place]:
            cells[row][place] = text
    fill_merged(cells, _spans(sheet, first_column))
    return as_table(cells, title, tuple(workbook.sheet_names), kind=kind.value)


def _text(value: object) -> str:
    match value:
        case str():
            return value
        case bool():
            return "TRUE" if value else "FALSE"
        case int():
            return str(value)
        case float():
            return _number(value)
        case dt.datetime():
            return value.strftime("%Y-%m-%d %H:%M:%S")
        case dt.date() | dt.time():
            return value.isoformat()
        case dt.timedelta():
            return str(int(value.total_seconds()))
        case _:
            return "" if value is None else str(value)


def _number(value: float) -> str:
    if math.isfinite(value) and value == int(value) and abs(value) <= _LARGEST_WHOLE:
        return str(int(value))
    return repr(value)


def _spans(sheet: CalamineSheet, first_column: int) -> list[Span]:
    ranges = sheet.merged_cell_ranges or []
    return [(top, bottom, left - first_column) for (top, left), (bottom, _) in ranges]
