"""Checks of a zip file before anything in it is unpacked, and its parts piece by piece."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from slm_analytics.errors import UnreadableFile
from slm_analytics.settings import MAX_CELL_CHARACTERS, MEBIBYTE

MAX_RATIO = 150  # real workbooks stay below 40, real lists below 60
DAMAGES = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError,
    ValueError, OverflowError, struct.error,
)  # fmt: skip
_CHUNK = MEBIBYTE
_MAX_ENTRIES = 2_000
_END = b"PK\x05\x06"
_LARGEST_END = 22 + 65_535  # the last record of a zip file and the comment after it


def entry_count(path: Path) -> int:
    """Return how many entries a zip file says it has; 0 where it does not say.

    Asked before the directory is read: a directory of millions takes long.
    """
    with path.open("rb") as file:
        size = path.stat().st_size
        file.seek(max(0, size - _LARGEST_END))
        tail = file.read()
    at = tail.rfind(_END)
    return int.from_bytes(tail[at + 10 : at + 12], "little") if at >= 0 else 0


def check_entries(
    entries: list[zipfile.ZipInfo],
    name: str,
    *,
    most_bytes: int,
    most_entries: int = _MAX_ENTRIES,
) -> None:
    """Check names and sizes that a zip file declares.

    Raises:
        UnreadableFile: it is built to harm a reader.
    """
    check_count(len(entries), name, most_entries)
    names = [entry.filename.lower() for entry in entries]  # readers ignore case
    if len(set(names)) != len(names):
        raise hostile(name, "holds two parts of the same name")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > most_bytes:
        limit = most_bytes // MEBIBYTE
        raise hostile(name, f"unpacks to {unpacked // MEBIBYTE:,} MB (limit {limit:,} MB)")
    for entry in entries:
        packed = max(entry.compress_size, 1)
        if entry.file_size > MEBIBYTE and entry.file_size / packed > MAX_RATIO:
            raise hostile(name, f"unpacks {entry.file_size // packed} to 1")


def check_count(count: int, name: str, most: int = _MAX_ENTRIES) -> None:
    """Check how many parts a zip file has."""
    if count > most:
        raise hostile(name, f"has {count:,} parts (limit {most:,})")


def check_paths(entries: list[zipfile.ZipInfo], name: str) -> None:
    """Check that the parts of a workbook have names within it."""
    for entry in entries:
        part = entry.filename
        if part.startswith(("/", "\\")) or ".." in part.replace("\\", "/").split("/"):
            raise hostile(name, "holds a part whose name is a path out of the file")


def windows(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield the unpacked bytes of a part, each window repeating the end of the last."""
    kept, overlap = b"", MAX_CELL_CHARACTERS + 64
    with archive.open(entry) as part:
        while chunk := part.read(_CHUNK):
            window = kept + chunk
            yield window
            kept = window[-overlap:]


def hostile(name: str, what: str) -> UnreadableFile:
    """Return the refusal of a workbook or an archive that would harm its reader."""
    return UnreadableFile(
        f"{name} {what}; such a file is not opened.",
        remedy="Export it again, or copy the data into a new file and upload that.",
    )


def damaged(name: str, what: str = "workbook") -> UnreadableFile:
    """Return the refusal of a file that is not whole."""
    return UnreadableFile(
        f"{name} is damaged or was cut off: it is not a whole {what}.",
        remedy="Export or copy it again; compare the size with the original.",
    )


def protected(name: str) -> UnreadableFile:
    """Return the refusal of a file that nobody can read without its password."""
    return UnreadableFile(
        f"{name} is protected by a password.", remedy="Save it without a password."
    )
