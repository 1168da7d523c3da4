"""Archives of files: each file in a zip is read as an upload of its own, gzip is taken off.

What is unpacked goes to files of our own names; the names in the archive are only shown.
"""

from __future__ import annotations

import contextlib
import gzip
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from errno import ENOSPC
from pathlib import Path

from slm_analytics.errors import UnreadableFile
from slm_analytics.ingest.file_kind import FileKind, file_kind
from slm_analytics.ingest.file_names import member_name
from slm_analytics.ingest.ods_guard import is_spreadsheet
from slm_analytics.ingest.xlsx_guard import CONTENT_TYPES
from slm_analytics.ingest.zip_parts import (
    DAMAGES,
    MAX_RATIO,
    check_count,
    check_entries,
    damaged,
    entry_count,
    hostile,
    protected,
)
from slm_analytics.settings import MAX_UPLOAD_BYTES, MEBIBYTE

_MAX_FILES = 200
_ENCRYPTED = 1
_SMALL = MEBIBYTE
_OF_SYSTEMS = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")  # no file of the sender's


@dataclass(frozen=True, slots=True)
class Part:
    """A file to be read, and what it is called in messages."""

    path: Path
    name: str


@contextlib.contextmanager
def unpacked(path: Path, name: str, folder: Path) -> Iterator[list[Part]]:
    """Give the files of an upload: those in it, when it is an archive, else itself.

    Args:
        path: the upload.
        name: what to call it in messages.
        folder: where to unpack to, for as long as the files are read.

    Raises:
        UnreadableFile: the archive is damaged, protected by a password, or built to harm.
    """
    kind = _archive(path, name)
    if kind is None:
        yield [Part(path, name)]
        return
    folder.mkdir(parents=True)
    try:
        with _faults(name):
            parts = (
                _gunzipped(path, name, folder)
                if kind is FileKind.GZIP
                else _unzipped(path, name, folder)
            )
        yield parts
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _archive(path: Path, name: str) -> FileKind | None:
    """Return which archive of files it is; None for any other file, also one that is damaged."""
    try:
        with path.open("rb") as file:
            kind = file_kind(file.read(2048), name)
        if kind is FileKind.ARCHIVE:
            check_count(entry_count(path), name)
            with zipfile.ZipFile(path) as archive:
                workbook = CONTENT_TYPES in archive.namelist() or is_spreadsheet(archive)
            return None if workbook else kind
    except (UnreadableFile, RuntimeError, *DAMAGES):
        return None  # the guard says what is wrong with it
    return kind if kind is FileKind.GZIP else None


@contextlib.contextmanager
def _faults(name: str) -> Iterator[None]:
    """Say in words what is wrong with an archive."""
    try:
        yield
    except UnreadableFile:
        raise
    except NotImplementedError as error:
        raise UnreadableFile(
            f"{name} is packed in a way that is not known here.",
            remedy="Pack it as an ordinary zip archive (Deflate), or upload the files in it.",
        ) from error
    except DAMAGES as error:
        if isinstance(error, OSError) and error.errno == ENOSPC:
            raise
        raise damaged(name, "archive") from error
    except RuntimeError as error:  # what zipfile says of encrypted entries
        raise protected(name) from error


def _unzipped(path: Path, name: str, folder: Path) -> list[Part]:
    parts = []
    with zipfile.ZipFile(path) as archive:
        entries = [entry for entry in archive.infolist() if _is_file(entry)]
        check_entries(entries, name, most_entries=_MAX_FILES, most_bytes=MAX_UPLOAD_BYTES)
        if any(entry.flag_bits & _ENCRYPTED for entry in entries):
            raise protected(name)
        if not entries:
            raise UnreadableFile(
                f"{name} is an archive without a file in it.", remedy="Pack the exports again."
            )
        for number, entry in enumerate(entries):
            target = folder / f"{number}.bin"
            with archive.open(entry) as packed, target.open("wb") as file:
                shutil.copyfileobj(packed, file, MEBIBYTE)
            parts.append(Part(target, f"{name}: {member_name(entry.filename)}"))
    return parts


def _is_file(entry: zipfile.ZipInfo) -> bool:
    return not entry.is_dir() and not any(
        entry.filename.startswith(each) or entry.filename.rpartition("/")[2] == each
        for each in _OF_SYSTEMS
    )


def _gunzipped(path: Path, name: str, folder: Path) -> list[Part]:
    target, size = folder / "0.bin", 0
    most = max(_SMALL, path.stat().st_size * MAX_RATIO)
    with gzip.open(path) as packed, target.open("wb") as file:
        while chunk := packed.read(MEBIBYTE):
            size += len(chunk)
            if size > most:
                raise hostile(name, f"unpacks more than {MAX_RATIO} to 1")
            if size > MAX_UPLOAD_BYTES:
                limit = MAX_UPLOAD_BYTES // MEBIBYTE
                raise hostile(name, f"unpacks to more than {limit:,} MB")
            file.write(chunk)
    return [Part(target, name)]
