"""Reading an Excel workbook: one sheet, every cell as text.

Calamine gives typed cells; they are written as text in one way, so that a
workbook and a CSV file of the same list are understood by the same rules:
dates as `YYYY-MM-DD HH:MM:SS`, whole numbers without a decimal point, booleans
as TRUE and FALSE, errors as they show.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from slm_analytics.errors import UnreadableFile
from slm_analytics.ingest.headings import header_index, named
from slm_analytics.ingest.lost_values import lost_values
from slm_analytics.settings import MAX_COLUMNS, MAX_ROWS
from slm_analytics.warehouse.archive import ParseFacts, RawTable

_PROBED_ROWS = 60
_LARGEST_WHOLE = 2**53  # up to here every whole number is kept exactly
Cells = list[list[str]]


def read_workbook(
    path: Path, name: str, *, sheet: str | None = None, suspects: tuple[str, ...] = ()
) -> list[RawTable]:
    """Read the sheets of a workbook that hold a table (only `sheet`, when named).

    Args:
        path: a workbook that passed the guard.
        name: what to call the file in messages.
        sheet: the one sheet to read.
        suspects: the parts in which the guard saw errors or formulas without
            a value; see `lost_values`.

    Raises:
        UnreadableFile: the workbook cannot be opened, has no such sheet, or
            no sheet of it holds headings and rows.
    """
    try:
        with path.open("rb") as file, CalamineWorkbook.from_filelike(file) as workbook:
            names = tuple(workbook.sheet_names)
            chosen = _chosen(names, sheet, name)
            tables = [_read_sheet(workbook, each, path, name, suspects) for each in chosen]
    except PasswordError as error:
        raise UnreadableFile(
            f"{name} is protected by a password.", remedy="Save it without a password."
        ) from error
    except CalamineError as error:
        raise UnreadableFile(
            f"{name} is not a workbook that can be read: it is damaged or was cut off.",
            remedy="Open it in Excel and save it again as .xlsx.",
        ) from error
    found = [table for table in tables if table is not None]
    if not found:
        listed = ", ".join(repr(each) for each in chosen)
        raise UnreadableFile(
            f"{name}: no headings with rows below them on sheet {listed}.",
            remedy="Name the sheet that holds the tickets; check that the list is not empty.",
        )
    return found


def _chosen(names: tuple[str, ...], sheet: str | None, name: str) -> tuple[str, ...]:
    if sheet is None:
        return names
    if sheet not in names:
        raise UnreadableFile(
            f"{name} has no sheet {sheet!r}; it has {', '.join(map(repr, names))}.",
            remedy="Choose one of these sheets.",
        )
    return (sheet,)


def _read_sheet(
    workbook: CalamineWorkbook, title: str, path: Path, name: str, suspects: tuple[str, ...]
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
    for row, column, text in lost_values(path, name, title, suspects):
        place = column - first_column
        if row < len(cells) and 0 <= place < len(cells[row]) and not cells[row][place]:
            cells[row][place] = text
    _fill_merged(cells, sheet, first_column)
    return _as_table(cells, title, tuple(workbook.sheet_names))


def _as_table(cells: Cells, title: str, sheets: tuple[str, ...]) -> RawTable | None:
    filled = [index for index, row in enumerate(cells) if any(row)]
    probed = [cells[index] for index in filled[:_PROBED_ROWS]]
    if max((named(row) for row in probed), default=0) < 2:
        return None
    at = filled[header_index(probed, len(cells[0]))]
    lines = [index for index in filled if index > at]
    if not lines:
        return None
    width = max(_width(cells[index]) for index in (at, *lines))
    columns = {"line": pa.array([index + 1 for index in lines], pa.int32())}
    for number in range(width):
        columns[f"c{number}"] = pa.array([cells[index][number] for index in lines], pa.string())
    facts = ParseFacts(
        kind="xlsx",
        sheet=title,
        sheets=sheets,
        header_line=at + 1,
        skipped_lines=at,
        blank_lines=len(cells) - at - 1 - len(lines),
    )
    return RawTable(headings=tuple(cells[at][:width]), rows=pa.table(columns), facts=facts)


def _width(row: Sequence[str]) -> int:
    """Return the number of cells up to the last filled one."""
    for number in range(len(row) - 1, -1, -1):
        if row[number]:
            return number + 1
    return 0


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


def _fill_merged(cells: Cells, sheet: CalamineSheet, first_column: int) -> None:
    """Give the cells below the first of a merged range its text: they are rows of their own.

    Rows that hold nothing else stay blank. Cells to its right are columns of
    their own and stay empty, so that a title over the whole table is no row of
    headings.
    """
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or []:
        place = left - first_column
        if top >= len(cells) or not 0 <= place < len(cells[top]):
            continue
        for row in cells[top + 1 : bottom + 1]:
            if any(row):
                row[place] = cells[top][place]
