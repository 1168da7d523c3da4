"""What a file is, told by its bytes alone: its name may say anything."""

from __future__ import annotations

import codecs
import re
from enum import StrEnum

from slm_analytics.errors import UnreadableFile

ZIP_MARK = b"PK\x03\x04"
OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
GZIP_MARK = b"\x1f\x8b"
PARQUET_MARK = b"PAR1"

# What a file dialog offers; what a file is, its bytes say.
ENDINGS = (
    "csv", "txt", "tsv", "tab", "xlsx", "xlsm", "xls", "ods", "parquet", "json", "jsonl", "ndjson",
    "zip", "gz",
)  # fmt: skip

_UTF_8_MARK = b"\xef\xbb\xbf"
_EMPTY_ZIP = b"PK\x05\x06"
_PAGE_STARTS = ("<!doctype", "<html", "<head", "<meta", "<body", "<table", "<?xml", "<!--")
_SIGNATURES = {
    b"%PDF": "a PDF document",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"Rar!": "a RAR archive",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
    b"(\xb5/\xfd": "a Zstandard archive",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"PARE": "an encrypted Parquet file",
}
_WIDE = (  # the longer mark first: that of UTF-32 begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# A list or an object: headings of a CSV file may begin with a bracket, but not go on like this.
_JSON = re.compile(r'\s*[\[{]\s*(?:["\[\]{}]|-?[0-9]|true\b|false\b|null\b)')
_NOT_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_OF_BYTES = (".xlsx", ".xlsm", ".xls", ".ods", ".parquet", ".zip", ".gz")


class FileKind(StrEnum):
    """How a file is to be parsed."""

    CSV = "csv"
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    PARQUET = "parquet"
    JSON = "json"
    ARCHIVE = "zip"
    GZIP = "gz"


def file_kind(head: bytes, name: str) -> FileKind:
    """Return what a file is by its first bytes; a zip may still be a workbook or an archive.

    Raises:
        UnreadableFile: it is of a kind that holds no table of tickets.
    """
    if head.startswith((ZIP_MARK, _EMPTY_ZIP)):
        return FileKind.ARCHIVE
    if head.startswith(OLE_MARK):
        return FileKind.XLS
    if head.startswith(PARQUET_MARK):
        return FileKind.PARQUET
    if head.startswith(GZIP_MARK):
        return FileKind.GZIP
    for signature, meaning in _SIGNATURES.items():
        if head.startswith(signature):
            raise UnreadableFile(
                f"{name} is {meaning}, not a table of tickets.",
                remedy="Export the list as CSV or as an Excel workbook (.xlsx).",
            )
    return _kind_of_text(head, name)


def _kind_of_text(head: bytes, name: str) -> FileKind:
    """Return the kind of a file that has no signature of its own."""
    text = head_text(head)
    if text.lstrip()[:20].lower().startswith(_PAGE_STARTS):
        raise UnreadableFile(
            f"{name} is a web page or XML, not a table of tickets.",
            remedy="Export the list as CSV or Excel; a log-in page may have been saved instead.",
        )
    if _JSON.match(text):
        return FileKind.JSON
    if name.lower().endswith(_OF_BYTES) and _NOT_TEXT.search(head) and not wide_encoding(head):
        ending = name.rpartition(".")[2].lower()
        raise UnreadableFile(
            f"{name} is called a .{ending} file, but its content is not one, nor is it text.",
            remedy="Export or copy it again: it is damaged, or was renamed.",
        )
    return FileKind.CSV


def wide_encoding(head: bytes) -> str:
    """Return the encoding of two or four bytes a letter that a mark announces, or nothing."""
    return next((encoding for mark, encoding in _WIDE if head.startswith(mark)), "")


def head_text(head: bytes) -> str:
    """Return the first bytes of a file as text, as far as they are text."""
    encoding = wide_encoding(head) or "utf-8"
    return head.removeprefix(_UTF_8_MARK).decode(encoding, errors="replace").lstrip("\ufeff")
