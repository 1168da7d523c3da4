"""The cells of a register workbook, read behind the same guard as any other upload."""

from __future__ import annotations

from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from slm_analytics.errors import UnreadableFile
from slm_analytics.ingest.guard import FileKind, guard
from slm_analytics.ingest.lost_values import lost_values
from slm_analytics.settings import MEBIBYTE

_MOST_BYTES = 30 * MEBIBYTE  # unpacked; a register of a thousand targets has a tenth of it
_MOST_LINES = 20_000
_MOST_COLUMNS = 200

Cells = list[list[object]]


def register_cells(path: Path, name: str) -> dict[str, Cells]:
    """Return the cells of every sheet, from A1 on: texts, numbers, dates, times, durations.

    Errors and formulas that were never computed come as what Excel shows.

    Raises:
        UnreadableFile: it is no workbook, damaged, too large, or built to harm a reader.
    """
    checked = guard(path, name)
    if checked.kind is not FileKind.XLSX:
        raise UnreadableFile(
            f"{name} is not an Excel workbook.", remedy="Fill in the template and save it as .xlsx."
        )
    if checked.content_bytes > _MOST_BYTES:
        raise UnreadableFile(
            f"{name} unpacks to {checked.content_bytes // MEBIBYTE} MB, too much for a register.",
            remedy="Copy the rows into a new template.",
        )
    try:
        with path.open("rb") as file, CalamineWorkbook.from_filelike(file) as workbook:
            return {
                title: _cells(workbook, title, path, name, checked.suspects)
                for title in workbook.sheet_names
            }
    except PasswordError as error:
        raise UnreadableFile(
            f"{name} is protected by a password.", remedy="Save it without a password."
        ) from error
    except CalamineError as error:
        raise UnreadableFile(
            f"{name} is not a workbook that can be read: it is damaged or was cut off.",
            remedy="Open it in Excel and save it again as .xlsx.",
        ) from error


def _cells(
    workbook: CalamineWorkbook, title: str, path: Path, name: str, suspects: tuple[str, ...]
) -> Cells:
    sheet = workbook.get_sheet_by_name(title)
    lost = list(lost_values(path, name, title, suspects))
    if sheet.start is None and not lost:
        return []
    if sheet.width > _MOST_COLUMNS or sheet.total_height > _MOST_LINES:
        raise UnreadableFile(
            f"{name}, sheet {title!r} has {sheet.total_height:,} rows and {sheet.width:,} columns;"
            f" the limits are {_MOST_LINES:,} and {_MOST_COLUMNS}.",
            remedy="Copy the rows into a new template.",
        )
    before: list[object] = [None] * (sheet.start[1] if sheet.start else 0)
    cells: Cells = [[*before, *row] for row in sheet.iter_rows()]
    for line, column, text in lost:
        _put(cells, line, column, text)
    return cells


def _put(cells: Cells, line: int, column: int, text: str) -> None:
    """Put a text where the reader gave nothing; it may lie beyond what it gave."""
    if line >= _MOST_LINES or column >= _MOST_COLUMNS:
        return
    cells += [[] for _ in range(line + 1 - len(cells))]
    cells[line] += [None] * (column + 1 - len(cells[line]))
    if cells[line][column] in (None, ""):
        cells[line][column] = text
