"""Byte checks before anything is parsed.

The checks read bytes as a stream, keep nothing, and refuse what readers are
known to die of. What passes is still parsed in a process of its own with
limits.
"""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import dataclass
from pathlib import Path

from slm_analytics.errors import UnreadableFile
from slm_analytics.ingest.file_kind import FileKind, file_kind
from slm_analytics.ingest.ods_guard import check_spreadsheet, is_spreadsheet
from slm_analytics.ingest.xls_guard import check_old_workbook
from slm_analytics.ingest.xlsx_guard import CONTENT_TYPES, check_workbook
from slm_analytics.ingest.zip_parts import DAMAGES, check_count, damaged, entry_count, protected
from slm_analytics.settings import MAX_UPLOAD_BYTES, MEBIBYTE

__all__ = ["FileKind", "GuardedFile", "guard"]


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

    An archive of files passes unchecked: `archives` opens it, and guards what is in it.

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
    kind, content = file_kind(head, name), size
    suspects: tuple[str, ...] = ()
    if kind is FileKind.ARCHIVE:
        kind, content, suspects = _check_zip(path, name, size)
    elif kind is FileKind.XLS:
        suspects = (name,) if check_old_workbook(path, name) else ()
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


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _check_zip(path: Path, name: str, size: int) -> tuple[FileKind, int, tuple[str, ...]]:
    """Return what a zip is, the bytes it unpacks to, and the suspect parts of a workbook."""
    check_count(entry_count(path), name)
    try:
        with zipfile.ZipFile(path) as archive:
            if CONTENT_TYPES in archive.namelist():
                return FileKind.XLSX, *check_workbook(archive, name)
            if is_spreadsheet(archive):
                return FileKind.ODS, check_spreadsheet(archive, name), ()
    except DAMAGES as error:
        raise damaged(name, "workbook or archive") from error
    except RuntimeError as error:  # what zipfile says of encrypted entries
        raise protected(name) from error
    return FileKind.ARCHIVE, size, ()
