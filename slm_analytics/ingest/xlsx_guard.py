"""Checks of an Excel workbook (.xlsx) before it is parsed.

A workbook is a zip of XML written by somebody else. The checks read bytes as
a stream, keep nothing, and refuse what readers are known to die of: archives
that unpack to many times their size, cells at the far corner of the sheet,
entities, entries that stand twice.
"""

from __future__ import annotations

import re
import zipfile

import numpy as np

from slm_analytics.errors import UnreadableFile
from slm_analytics.ingest.lost_values import may_hold_lost_values
from slm_analytics.ingest.zip_parts import check_entries, check_paths, hostile, windows
from slm_analytics.settings import (
    MAX_CELL_CHARACTERS,
    MAX_COLUMNS,
    MAX_UNPACKED_BYTES,
    MEBIBYTE,
)

CONTENT_TYPES = "[Content_Types].xml"
DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
# Cells beyond column SF (500) or row 1,048,576. The pattern begins with plain bytes and looks
# back from there: that is ten times as fast over hundreds of megabytes.
_FAR = re.compile(
    rb'r="(?<=\sr=")(?:(?P<column>(?:[A-Z]{3,}|[T-Z][A-Z]|S[G-Z])[0-9])'
    rb"|[A-Z]{0,3}(?:[0-9]{8,}|[2-9][0-9]{6}|1[1-9][0-9]{5}|10[5-9][0-9]{4}|1049[0-9]{3}"
    rb'|1048[6-9][0-9]{2}|10485[89][0-9]|104857[7-9])")'
)
_ODD_PLACES = (b"r='", b"r =", b"r= ")  # no program writes so: looked at more slowly
_ODD_PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Z]*)([0-9]+)["']""")
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")  # no program writes parts in UTF-16
_MAX_ROWS = 1_048_576
_SINCE_1904 = re.compile(rb'date1904\s*=\s*["\'](?:1|true)')
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".bin")


def check_workbook(archive: zipfile.ZipFile, name: str) -> tuple[int, tuple[str, ...]]:
    """Check the parts of a workbook; return the bytes it unpacks to, and the suspect parts.

    A part is suspect that has cells which the reader would give as empty.

    Raises:
        UnreadableFile: it is no such workbook, or built to harm a reader.
    """
    entries = archive.infolist()
    check_entries(entries, name, most_bytes=MAX_UNPACKED_BYTES)
    check_paths(entries, name)
    _check_type(archive, name)
    suspects = [entry.filename for entry in entries if _check_part(archive, entry, name)]
    return sum(entry.file_size for entry in entries), tuple(suspects)


def _check_type(archive: zipfile.ZipFile, name: str) -> None:
    with archive.open(CONTENT_TYPES) as part:
        types = part.read(MEBIBYTE)
    if b"sheet.binary" in types:
        raise UnreadableFile(
            f"{name} is a binary workbook (.xlsb).", remedy="Save it as .xlsx in Excel."
        )
    if b"spreadsheetml" not in types:
        raise UnreadableFile(
            f"{name} is an Office document, not an Excel workbook.",
            remedy="Export the list as CSV or as an Excel workbook (.xlsx).",
        )


def _check_part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> bool:
    """Check one part; return whether it has cells that the reader would give as empty."""
    part = entry.filename.lower()
    if part.endswith(_PICTURES):
        return False
    suspect = False
    for window in windows(archive, entry):
        if window.startswith(_WIDE):
            raise hostile(name, "has a part in UTF-16, which no workbook is written in")
        if DTD.search(window):
            raise hostile(name, "declares a document type (DTD)")
        if "sheet" in part:
            _check_cells(window, name)
            suspect = suspect or may_hold_lost_values(window)
        if longest_text(window) >= MAX_CELL_CHARACTERS:
            raise hostile(name, f"has a text of over {MAX_CELL_CHARACTERS:,} characters")
        if part.endswith("workbook.xml") and _SINCE_1904.search(window):
            raise UnreadableFile(
                f"{name} counts its days from 1904, as old Macintosh workbooks do.",
                remedy="Save the list as CSV and upload that.",
            )
    return suspect


def _check_cells(window: bytes, name: str) -> None:
    if found := _FAR.search(window):
        raise _far(name, wide=bool(found["column"]))
    if any(odd in window for odd in _ODD_PLACES):
        for column, row in _ODD_PLACE.findall(window):
            wide = len(column) > 2 or (len(column) == 2 and column > b"SF")
            if wide or len(row) > 7 or int(row) > _MAX_ROWS:
                raise _far(name, wide=wide)


def _far(name: str, *, wide: bool) -> UnreadableFile:
    far = f"column {MAX_COLUMNS}" if wide else "the last row of a sheet"
    return hostile(name, f"has cells beyond {far}")


def longest_text(window: bytes) -> int:
    """Return the length of the longest stretch without a tag, in bytes."""
    tags = np.flatnonzero(np.frombuffer(window, np.uint8) == ord("<"))
    return int(np.diff(tags, prepend=-1, append=len(window)).max()) - 1
