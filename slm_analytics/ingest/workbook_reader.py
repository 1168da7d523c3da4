"""Reading an Excel workbook: one sheet, every cell as text.

Calamine gives typed cells; they are written as text in one way, so that a
workbook and a CSV file of the same list are understood by the same rules:
dates as `YYYY-MM-DD HH:MM:SS`, whole numbers without a decimal point, booleans
as TRUE and FALSE. White space around texts is not kept by the reader.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from slm_analytics.errors import UnreadableFile
from slm_analytics.ingest.headings import header_index
from slm_analytics.settings import MAX_COLUMNS, MAX_ROWS
from slm_analytics.warehouse.archive import ParseFacts, RawTable

_PROBED_ROWS = 60
Cells = list[list[str]]


def read_workbook(path: Path, name: str, *, sheet: str | None = None) -> list[RawTable]:
    """Read the sheets of a workbook that hold a table (only `sheet`, when named).

    Raises:
        UnreadableFile: the workbook cannot be opened, has no such sheet, or
            no sheet of it holds headings and rows.
    """
    try:
        with CalamineWorkbook.from_path(str(path)) as workbook:
            names = tuple(workbook.sheet_names)
            chosen = _chosen(names, sheet, name)
            tables = [
                table
                for each in chosen
                if (table := _read_sheet(workbook.get_sheet_by_name(each), each, names, name))
            ]
    except PasswordError as error:
        raise UnreadableFile(
            f"{name} is protected by a password.", remedy="Save it without a password."
        ) from error
    except CalamineError as error:
        raise UnreadableFile(
            f"{name} is not a workbook that can be read: it is damaged or was cut off.",
            remedy="Open it in Excel and save it again as .xlsx.",
        ) from error
    if not tables:
        listed = ", ".join(repr(each) for each in chosen)
        raise UnreadableFile(
            f"{name}: no headings with rows below them on sheet {listed}.",
            remedy="Name the sheet that holds the tickets; check that the list is not empty.",
        )
    return tables


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
    sheet: CalamineSheet, title: str, sheets: tuple[str, ...], name: str
) -> RawTable | None:
    if sheet.height == 0 or sheet.width < 2:
        return None
    if sheet.width > MAX_COLUMNS or sheet.height > MAX_ROWS:
        raise UnreadableFile(
            f"{name}, sheet {title!r} is {sheet.width:,} columns wide and {sheet.height:,} rows"
            f" high; the limit is {MAX_COLUMNS} columns.",
            remedy="Copy the cells with data into a new sheet.",
        )
    cells = [[_text(value) for value in row] for row in sheet.iter_rows()]
    _fill_merged(cells, sheet)
    first_row = (sheet.start or (0, 0))[0] if len(cells) == sheet.height else 0
    return _as_table(cells, first_row + 1, title, sheets)


def _as_table(
    cells: Cells, first_line: int, title: str, sheets: tuple[str, ...]
) -> RawTable | None:
    filled = [index for index, row in enumerate(cells) if any(row)]
    probed = [cells[index] for index in filled[:_PROBED_ROWS]]
    width = _last_filled(probed)
    if width < 2:
        return None
    at = filled[header_index([_cut(row, width) for row in probed], width)]
    lines = [index for index in filled if index > at]
    if not lines:
        return None
    width = max(_last_filled([cells[at]]), _last_filled([cells[index] for index in lines]))
    columns = {"line": pa.array([index + first_line for index in lines], pa.int32())}
    for number in range(width):
        columns[f"c{number}"] = pa.array([cells[index][number] for index in lines], pa.string())
    facts = ParseFacts(
        kind="xlsx",
        sheet=title,
        sheets=sheets,
        header_line=at + first_line,
        skipped_lines=at,
        blank_lines=len(cells) - at - 1 - len(lines),
    )
    return RawTable(headings=tuple(cells[at][:width]), rows=pa.table(columns), facts=facts)


def _cut(row: Sequence[str], width: int) -> Sequence[str]:
    return row[:width]


def _last_filled(rows: Sequence[Sequence[str]]) -> int:
    width = 0
    for row in rows:
        for number in range(len(row) - 1, width - 1, -1):
            if row[number]:
                width = max(width, number + 1)
                break
    return width


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
    if math.isfinite(value) and value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return repr(value)


def _fill_merged(cells: Cells, sheet: CalamineSheet) -> None:
    """Give every cell of a merged range the text of its first cell."""
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        if top >= len(cells) or bottom - top > 10_000:
            continue
        text = cells[top][left] if left < len(cells[top]) else ""
        for row in cells[top : bottom + 1]:
            for number in range(left, min(right + 1, len(row))):
                row[number] = text
