"""Byte checks before anything is parsed.

A workbook is a zip of XML written by somebody else. The checks here read
bytes as a stream, keep nothing, and refuse what readers are known to die of:
archives that unpack to many times their size, cells at the far corner of the
sheet, entities, entries that stand twice. What passes is still parsed in a
process of its own with limits.
"""

from __future__ import annotations

import hashlib
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np

from slm_analytics.errors import UnreadableFile
from slm_analytics.ingest.lost_values import may_hold_lost_values
from slm_analytics.settings import (
    MAX_CELL_CHARACTERS,
    MAX_COLUMNS,
    MAX_UNPACKED_BYTES,
    MAX_UPLOAD_BYTES,
    MEBIBYTE,
)

_CHUNK = MEBIBYTE
_CONTENT_TYPES = "[Content_Types].xml"
_MAX_ENTRIES = 2_000
_MAX_RATIO = 150  # real workbooks stay below 40
_MARK = b"\xef\xbb\xbf"
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
# Cells beyond column SF (500) or row 1,048,576. The pattern begins with plain bytes and looks
# back from there: that is ten times as fast over hundreds of megabytes.
_FAR = re.compile(
    rb'r="(?<=\sr=")(?:(?P<column>(?:[A-Z]{3,}|[T-Z][A-Z]|S[G-Z])[0-9])'
    rb"|[A-Z]{0,3}(?:[0-9]{8,}|[2-9][0-9]{6}|1[1-9][0-9]{5}|10[5-9][0-9]{4}|1049[0-9]{3}"
    rb'|1048[6-9][0-9]{2}|10485[89][0-9]|104857[7-9])")'
)
_DAMAGES = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError,
    ValueError, OverflowError, struct.error,
)  # fmt: skip
_SINCE_1904 = re.compile(rb'date1904\s*=\s*["\'](?:1|true)')
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".bin")
_PAGE_STARTS = (b"<!doctype", b"<html", b"<head", b"<meta", b"<body", b"<table", b"<?xml", b"<!--")
_SIGNATURES = {
    b"%PDF": "a PDF document",
    b"\x1f\x8b": "a gzip archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"Rar!": "a RAR archive",
    b"PAR1": "a Parquet file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}


class FileKind(StrEnum):
    """How a file is to be parsed."""

    CSV = "csv"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardedFile:
    """A file that may be parsed.

    Attributes:
        content_bytes: its size once unpacked.
        suspects: the parts of a workbook with errors or formulas without a
            value, which the reader gives as empty cells.
    """

    path: Path
    name: str
    kind: FileKind
    sha256: str
    content_bytes: int
    suspects: tuple[str, ...] = ()


def guard(path: Path, name: str) -> GuardedFile:
    """Check the bytes of `path`, an upload that its sender called `name`.

    Raises:
        UnreadableFile: the file is not there, empty, too large, of an unknown kind,
            damaged, protected by a password or built to harm a reader.
    """
    size, head = _opened(path, name)
    if size == 0:
        raise UnreadableFile(
            f"{name} is empty: it has 0 bytes.", remedy="Export it again and upload the new file."
        )
    if size > MAX_UPLOAD_BYTES:
        raise UnreadableFile(
            f"{name} has {size // MEBIBYTE} MB; the limit is {MAX_UPLOAD_BYTES // MEBIBYTE} MB.",
            remedy="Export fewer months at a time.",
        )
    kind = _kind(head, name)
    content, suspects = _check_workbook(path, name) if kind is FileKind.XLSX else (size, ())
    return GuardedFile(
        path=path,
        name=name,
        kind=kind,
        sha256=_sha256(path),
        content_bytes=content,
        suspects=suspects,
    )


def _opened(path: Path, name: str) -> tuple[int, bytes]:
    """Return the size of a file and its first bytes."""
    try:
        with path.open("rb") as file:
            return path.stat().st_size, file.read(2048)
    except OSError as error:
        raise UnreadableFile(
            f"{name} cannot be opened.", remedy="Check that the file is there and may be read."
        ) from error


def _kind(head: bytes, name: str) -> FileKind:
    if head.startswith(_ZIP):
        return FileKind.XLSX
    if head.startswith(_OLE):
        raise UnreadableFile(
            f"{name} is an old .xls workbook or is protected by a password.",
            remedy="Open it in Excel and save it as .xlsx without a password.",
        )
    for signature, meaning in _SIGNATURES.items():
        if head.startswith(signature):
            raise UnreadableFile(
                f"{name} is {meaning}, not a table of tickets.",
                remedy="Export the list as CSV or as an Excel workbook (.xlsx).",
            )
    if head.removeprefix(_MARK).lstrip()[:20].lower().startswith(_PAGE_STARTS):
        raise UnreadableFile(
            f"{name} is a web page or XML, not a table of tickets.",
            remedy="Export the list as CSV or Excel; a log-in page may have been saved instead.",
        )
    if name.lower().endswith((".xlsx", ".xlsm")):
        raise UnreadableFile(
            f"{name} is called a workbook, but its content is not one.",
            remedy="Export it again; if it is a CSV file, give it the ending .csv.",
        )
    return FileKind.CSV


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _check_workbook(path: Path, name: str) -> tuple[int, tuple[str, ...]]:
    """Check the zip and its parts; return the bytes it unpacks to, and the suspect parts."""
    damaged = UnreadableFile(
        f"{name} is damaged or was cut off: it is not a whole workbook.",
        remedy="Export or copy it again; compare the size with the original.",
    )
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _check_entries(entries, name)
            _check_type(archive, name)
            suspects = [entry.filename for entry in entries if _check_part(archive, entry, name)]
            return sum(entry.file_size for entry in entries), tuple(suspects)
    except _DAMAGES as error:
        raise damaged from error
    except RuntimeError as error:  # what zipfile says of encrypted entries
        raise UnreadableFile(
            f"{name} is protected by a password.", remedy="Save it without a password."
        ) from error


def _check_entries(entries: list[zipfile.ZipInfo], name: str) -> None:
    names = [entry.filename.lower() for entry in entries]  # readers ignore case
    unpacked = sum(entry.file_size for entry in entries)
    faults = {
        f"has {len(entries):,} parts": len(entries) > _MAX_ENTRIES,
        "holds two parts of the same name": len(set(names)) != len(names),
        f"unpacks to {unpacked // MEBIBYTE:,} MB (limit {MAX_UNPACKED_BYTES // MEBIBYTE} MB)": (
            unpacked > MAX_UNPACKED_BYTES
        ),
        "holds a part whose name is a path out of the file": any(
            part.startswith(("/", "\\")) or ".." in part.replace("\\", "/").split("/")
            for part in names
        ),
    }
    for what, found in faults.items():
        if found:
            raise _hostile(name, what)
    for entry in entries:
        packed = max(entry.compress_size, 1)
        if entry.file_size > MEBIBYTE and entry.file_size / packed > _MAX_RATIO:
            raise _hostile(name, f"unpacks {entry.file_size // packed} to 1")


def _check_type(archive: zipfile.ZipFile, name: str) -> None:
    if _CONTENT_TYPES not in archive.namelist():
        raise UnreadableFile(
            f"{name} is a zip archive, not an Excel workbook.",
            remedy="Unpack it and upload the files in it.",
        )
    with archive.open(_CONTENT_TYPES) as part:
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
    for window in _windows(archive, entry):
        if _DTD.search(window):
            raise _hostile(name, "declares a document type (DTD)")
        if "sheet" in part:
            _check_cells(window, name)
            suspect = suspect or may_hold_lost_values(window)
        if _longest_text(window) >= MAX_CELL_CHARACTERS:
            raise _hostile(name, f"has a text of over {MAX_CELL_CHARACTERS:,} characters")
        if part.endswith("workbook.xml") and _SINCE_1904.search(window):
            raise UnreadableFile(
                f"{name} counts its days from 1904, as old Macintosh workbooks do.",
                remedy="Save the list as CSV and upload that.",
            )
    return suspect


def _check_cells(window: bytes, name: str) -> None:
    if found := _FAR.search(window):
        far = f"column {MAX_COLUMNS}" if found["column"] else "the last row of a sheet"
        raise _hostile(name, f"has cells beyond {far}")


def _longest_text(window: bytes) -> int:
    """Return the length of the longest stretch without a tag, in bytes."""
    tags = np.flatnonzero(np.frombuffer(window, np.uint8) == ord("<"))
    return int(np.diff(tags, prepend=-1, append=len(window)).max()) - 1


def _windows(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield the unpacked bytes of a part, each window repeating the end of the last."""
    kept, overlap = b"", MAX_CELL_CHARACTERS + 64
    with archive.open(entry) as part:
        while chunk := part.read(_CHUNK):
            window = kept + chunk
            yield window
            kept = window[-overlap:]


def _hostile(name: str, what: str) -> UnreadableFile:
    return UnreadableFile(
        f"{name} {what}; such a workbook is not opened.",
        remedy="Copy the cells with data into a new workbook and save that.",
    )
