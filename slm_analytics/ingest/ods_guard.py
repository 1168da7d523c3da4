"""Checks of an OpenDocument spreadsheet (.ods) before it is parsed."""

from __future__ import annotations

import zipfile

from slm_analytics.errors import UnreadableFile
from slm_analytics.ingest.zip_parts import check_entries, check_paths, damaged, protected
from slm_analytics.settings import MAX_UNPACKED_BYTES

CONTENT = "content.xml"
_TYPE = "mimetype"
_MANIFEST = "META-INF/manifest.xml"
_WHOLE_ENCRYPTED = "encrypted-package"
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
_LONGEST_TYPE = 100
_LARGEST_MANIFEST = 1 << 20


def is_spreadsheet(archive: zipfile.ZipFile) -> bool:
    """Return whether a zip is an OpenDocument file of any kind."""
    names = archive.namelist()
    return _type_of(archive).startswith(_OPEN_DOCUMENT) or {CONTENT, _MANIFEST} <= set(names)


def check_spreadsheet(archive: zipfile.ZipFile, name: str) -> int:
    """Check the parts of a spreadsheet; return the bytes it unpacks to.

    Raises:
        UnreadableFile: it is a text or a presentation, protected by a password, damaged or
            built to harm a reader.
    """
    entries = archive.infolist()
    check_entries(entries, name, most_bytes=MAX_UNPACKED_BYTES)
    check_paths(entries, name)
    kind = _type_of(archive).removeprefix(_OPEN_DOCUMENT)
    if kind and not kind.startswith(b"spreadsheet"):
        raise UnreadableFile(
            f"{name} is an OpenDocument file, not a spreadsheet.",
            remedy="Export the list as CSV or as a workbook (.xlsx, .ods).",
        )
    names = {entry.filename for entry in entries}
    if _WHOLE_ENCRYPTED in names or b"encryption-data" in _start(archive, _MANIFEST):
        raise protected(name)
    if CONTENT not in names:
        raise damaged(name, "spreadsheet")
    return sum(entry.file_size for entry in entries)


def _type_of(archive: zipfile.ZipFile) -> bytes:
    return _start(archive, _TYPE)[:_LONGEST_TYPE].strip()


def _start(archive: zipfile.ZipFile, part: str) -> bytes:
    if part not in archive.namelist():
        return b""
    with archive.open(part) as content:
        return content.read(_LARGEST_MANIFEST)
