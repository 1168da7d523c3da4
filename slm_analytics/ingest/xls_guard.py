"""Checks of an old Excel workbook (.xls) before it is parsed, and its cells that show errors."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from slm_analytics.errors import UnreadableFile
from slm_analytics.ingest.lost_values import Lost
from slm_analytics.ingest.ole_file import BrokenContainer, OleFile
from slm_analytics.ingest.xls_records import BrokenRecords, XlsFacts, XlsSheet, xls_facts
from slm_analytics.ingest.zip_parts import damaged, hostile, protected
from slm_analytics.settings import MAX_UNPACKED_BYTES, MEBIBYTE

_ENCRYPTED = "EncryptedPackage"  # a workbook of today, behind a password
_STREAMS = ("Workbook", "Book")
_MAX_COLUMNS, _MAX_ROWS = 256, 65_536
_DENSE_CELLS = 4_000_000  # the reader makes a place for every cell of the rectangle
_THIN = 20  # times as many places as cells
_SMALLEST_STRING = 3  # bytes


def check_old_workbook(path: Path, name: str) -> bool:
    """Check an old workbook; return whether it has cells that show an error.

    Raises:
        UnreadableFile: it is no workbook, damaged, protected by a password or built to harm
            a reader.
    """
    facts = _facts(path, name)
    if facts.protected:
        raise protected(name)
    if facts.since_1904:
        raise UnreadableFile(
            f"{name} counts its days from 1904, as old Macintosh workbooks do.",
            remedy="Save the list as CSV and upload that.",
        )
    if facts.strings_declared * _SMALLEST_STRING > facts.strings_bytes:
        raise hostile(name, f"declares {facts.strings_declared:,} texts that are not in it")
    for sheet in facts.sheets.values():
        _check_extent(sheet, name)
    return any(sheet.errors for sheet in facts.sheets.values())


def old_lost_values(path: Path, name: str, title: str) -> Iterator[Lost]:
    """Yield the cells of a sheet that the reader gives as empty, and what they show.

    Raises:
        UnreadableFile: it cannot be told on which sheet an error stands.
    """
    facts = _facts(path, name)
    for place, sheet in facts.sheets.items():
        if sheet.errors and place not in facts.titles:
            raise UnreadableFile(
                f"{name} has cells with errors, and it cannot be told whether on sheet {title!r}.",
                remedy="Open it in Excel and save it as .xlsx.",
            )
        if facts.titles.get(place) == title:
            yield from sheet.errors


def _check_extent(sheet: XlsSheet, name: str) -> None:
    if max(sheet.columns, sheet.declared_columns) > _MAX_COLUMNS:
        raise hostile(name, f"has cells beyond column {_MAX_COLUMNS}")
    if sheet.declared_rows > _MAX_ROWS:
        raise hostile(name, f"has cells beyond row {_MAX_ROWS:,}")
    places = sheet.rows * sheet.columns
    if places > max(_DENSE_CELLS, _THIN * sheet.cells):
        raise hostile(
            name,
            f"has {sheet.cells:,} cells spread over {sheet.rows:,} rows and {sheet.columns}"
            " columns: one of them stands far from the others",
        )


def _facts(path: Path, name: str) -> XlsFacts:
    size = path.stat().st_size
    if size > MAX_UNPACKED_BYTES:
        raise UnreadableFile(
            f"{name} has {size // MEBIBYTE:,} MB; the limit of old workbooks is"
            f" {MAX_UNPACKED_BYTES // MEBIBYTE} MB.",
            remedy="Export fewer months at a time.",
        )
    try:
        container = OleFile(path.read_bytes())
        if _ENCRYPTED in container.streams:
            raise protected(name)
        held = next((each for each in _STREAMS if each in container.streams), None)
        if held is None:
            raise UnreadableFile(
                f"{name} is an old Office document or a mail, not a workbook.",
                remedy="Export the list as CSV or as an Excel workbook (.xlsx).",
            )
        return xls_facts(container.read(held))
    except (BrokenContainer, BrokenRecords) as error:
        raise damaged(name) from error
