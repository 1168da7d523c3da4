"""Old Office files and OpenDocument spreadsheets for tests, put together byte by byte."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

_SECTOR, _SMALLEST = 512, 4096  # bytes; shorter streams would need sectors of their own kind
_END, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"
_URN = "urn:oasis:names:tc:opendocument:xmlns"
Cell = tuple[int, int, str]


def container(streams: Mapping[str, bytes]) -> bytes:
    """Return an OLE2 container of these streams."""
    sectors: list[bytes] = []
    table: list[int] = []

    def put(data: bytes) -> int:
        start = len(sectors)
        chunks = [data[at : at + _SECTOR].ljust(_SECTOR, b"\0") for at in range(0, len(data), 512)]
        sectors.extend(chunks)
        table.extend([*range(start + 1, start + len(chunks)), _END])
        return start

    padded = {name: data.ljust(_SMALLEST, b"\0") for name, data in streams.items()}
    entries = [_entry("Root Entry", 5, _END, 0, child=1)]
    for number, (name, data) in enumerate(padded.items(), 1):
        after = number + 1 if number < len(padded) else _FREE
        entries.append(_entry(name, 2, put(data), len(data), right=after))
    directory = put(b"".join(entries))
    tables = 1
    while tables * 128 < len(sectors) + tables:
        tables += 1
    table += [_TABLE] * tables
    table += [_FREE] * (tables * 128 - len(table))
    places = [*range(len(sectors), len(sectors) + tables)]
    sectors.append(struct.pack(f"<{len(table)}L", *table))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<5H6x3L", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, directory)
    header += struct.pack("<6L", 0, _SMALLEST, _END, 0, _END, 0)
    header += struct.pack("<109L", *places, *[_FREE] * (109 - tables))
    return header + b"".join(sectors)


def _entry(
    name: str, kind: int, start: int, size: int, *, child: int = _FREE, right: int = _FREE
) -> bytes:
    letters = name.encode("utf-16-le") + b"\0\0"
    head = letters.ljust(64, b"\0") + struct.pack("<HBB", len(letters), kind, 1)
    return (
        head
        + struct.pack("<3L", _FREE, right, child)
        + bytes(36)
        + struct.pack("<LLL", start, size, 0)
    )


def record(kind: int, body: bytes = b"") -> bytes:
    """Return a record of an old workbook."""
    return struct.pack("<HH", kind, len(body)) + body


def label(row: int, column: int, text: str) -> bytes:
    """Return a cell that holds a text."""
    letters = text.encode("utf-16-le")
    return record(0x204, struct.pack("<4HB", row, column, 0, len(letters) // 2, 1) + letters)


def error(row: int, column: int, code: int) -> bytes:
    """Return a cell that shows an error."""
    return record(0x205, struct.pack("<3HBB", row, column, 0, code, 1))


def book_stream(cells: bytes, facts: bytes = b"", title: str = "Tickets") -> bytes:
    """Return the stream of a workbook with one sheet of these records."""
    begin = struct.pack("<4H2L", 0x600, 5, 0x0DBB, 0x07CC, 0, 6)
    page = struct.pack("<4H2L", 0x600, 0x10, 0x0DBB, 0x07CC, 0, 6)
    name = struct.pack("<BBBB", 0, 0, len(title), 0) + title.encode("latin-1")
    before = record(0x809, begin) + facts
    at = len(before) + 4 + 4 + len(name) + 4
    globe = before + record(0x85, struct.pack("<L", at) + name) + record(0x0A)
    return globe + record(0x809, page) + cells + record(0x0A)


def old_book(cells: bytes, facts: bytes = b"") -> bytes:
    """Return an old workbook (.xls) with one sheet of these records."""
    return container({"Workbook": book_stream(cells, facts)})


def labels(rows: Sequence[Sequence[str]]) -> bytes:
    """Return rows of texts as records."""
    return b"".join(
        label(row, column, text)
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    )


def text_cell(text: str, attributes: str = "") -> str:
    """Return a cell of an OpenDocument spreadsheet that holds a text."""
    return (
        f'<table:table-cell office:value-type="string" {attributes}><text:p>{text}</text:p>'
        "</table:table-cell>"
    )


def row(*cells: str, attributes: str = "") -> str:
    """Return a row of cells."""
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def ods_parts(rows: str, before: str = "") -> dict[str, str | bytes]:
    """Return the parts of an OpenDocument spreadsheet with one sheet."""
    spaces = " ".join(f'xmlns:{each}="{_URN}:{each}:1.0"' for each in ("office", "table", "text"))
    calc = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    content = (
        f"{before}<office:document-content {spaces} {calc}><office:body><office:spreadsheet>"
        f'<table:table table:name="Tickets">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = f'<manifest:manifest xmlns:manifest="{_URN}:manifest:1.0"/>'
    return {"mimetype": _SPREADSHEET, "content.xml": content, "META-INF/manifest.xml": manifest}


def zipped(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    """Write a zip of these parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path
