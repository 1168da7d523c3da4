"""Reading exported files back, as other programs do."""

from __future__ import annotations

import csv
import io
from typing import Any

from openpyxl import load_workbook


def cells_of(content: bytes, sheet: int = 0) -> list[Any]:
    """Return the cells of a sheet, row by row."""
    page = load_workbook(io.BytesIO(content)).worksheets[sheet]
    return [cell for row in page.iter_rows() for cell in row]


def table_of_csv(content: bytes) -> list[list[str]]:
    """Return the rows of a CSV file."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def texts_of_csv(content: bytes) -> set[str]:
    """Return every cell of a CSV file."""
    return {cell for row in table_of_csv(content) for cell in row}
