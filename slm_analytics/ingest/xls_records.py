"""The records of an old Excel workbook (.xls), as far as they must be known before it is read.

Microsoft, [MS-XLS]: Excel Binary File Format.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum

_HEAD = struct.Struct("<HH")
_PLACE = struct.Struct("<HH")
_LARGEST_RECORD = 8_224
_WORKBOOK_VERSION_8 = 0x0600
_IS_ERROR, _OWN_TYPE, _ERROR_TYPE = 1, b"\xff\xff", 2
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
    0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip


class Record(IntEnum):
    """The records that matter here."""

    FORMULA = 0x0006
    DATE_MODE = 0x0022
    PASSWORD = 0x002F
    CONTINUED = 0x003C
    SHEET = 0x0085
    NUMBERS = 0x00BD
    RICH_TEXT = 0x00D6
    STRINGS = 0x00FC
    SHARED_TEXT = 0x00FD
    EXTENT = 0x0200
    NUMBER = 0x0203
    TEXT = 0x0204
    TRUTH = 0x0205
    SHORT_NUMBER = 0x027E
    BEGIN = 0x0809


_CELLS = frozenset(
    (Record.FORMULA, Record.NUMBERS, Record.RICH_TEXT, Record.SHARED_TEXT, Record.NUMBER,
     Record.TEXT, Record.TRUTH, Record.SHORT_NUMBER)
)  # fmt: skip


class BrokenRecords(Exception):
    """A record is longer than the stream it stands in."""


@dataclass(slots=True)
class XlsSheet:
    """How far the cells of a sheet reach, how many they are, and its errors by row and column.

    `declared_rows` and `declared_columns` are what the sheet says of itself.
    """

    rows: int = 0
    columns: int = 0
    declared_rows: int = 0
    declared_columns: int = 0
    cells: int = 0
    errors: list[tuple[int, int, str]] = field(default_factory=list)


@dataclass(slots=True)
class XlsFacts:
    """What the records say.

    `sheets` are by the place of their first record; `titles` names those places.
    """

    protected: bool = False
    since_1904: bool = False
    strings_declared: int = 0
    strings_bytes: int = 0
    titles: dict[int, str] = field(default_factory=dict)
    sheets: dict[int, XlsSheet] = field(default_factory=dict)


def xls_facts(stream: bytes) -> XlsFacts:
    """Go through the records of a workbook once.

    Raises:
        BrokenRecords: the stream was cut off or is none of records.
    """
    facts, sheet, before = XlsFacts(), XlsSheet(), -1
    for kind, at, length in _records(stream):
        if kind in _CELLS:
            _take_cell(sheet, kind, stream, at, length)
        elif kind == Record.BEGIN:
            sheet = facts.sheets.setdefault(at - _HEAD.size, XlsSheet())
        elif kind == Record.EXTENT:
            _take_extent(sheet, stream[at : at + length])
        elif kind == Record.CONTINUED and before == Record.STRINGS:
            facts.strings_bytes += length
            continue
        else:
            _take_fact(facts, kind, stream[at : at + length])
            if facts.protected:
                break  # what follows is not to be read without the password
        before = kind
    return facts


def _records(stream: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield kind, place and length of each record; noughts fill up the end of a stream."""
    at, size, head = 0, len(stream), _HEAD.unpack_from
    if size < _HEAD.size or head(stream)[0] & 0xFF != Record.BEGIN & 0xFF:
        raise BrokenRecords
    while at + _HEAD.size <= size:
        kind, length = head(stream, at)
        if kind == 0 and length == 0:
            break
        at += _HEAD.size
        if at + length > size or length > _LARGEST_RECORD:
            raise BrokenRecords
        yield kind, at, length
        at += length


def _take_fact(facts: XlsFacts, kind: int, body: bytes) -> None:
    if kind == Record.PASSWORD:
        facts.protected = True
    elif kind == Record.DATE_MODE:
        facts.since_1904 = body[:1] == b"\x01"
    elif kind == Record.STRINGS and len(body) >= 8:
        facts.strings_declared = int.from_bytes(body[4:8], "little")
        facts.strings_bytes = len(body)
    elif kind == Record.SHEET and len(body) >= 8:
        facts.titles[int.from_bytes(body[:4], "little")] = _title(body[6:])


def _take_extent(sheet: XlsSheet, body: bytes) -> None:
    """Take what a sheet says of its size; Excel 5 and 95 count rows in two bytes."""
    if len(body) not in (10, 14):
        raise BrokenRecords
    _, rows, _, columns = struct.unpack_from("<4H" if len(body) == 10 else "<2L2H", body)
    sheet.declared_rows, sheet.declared_columns = rows, columns


def _title(body: bytes) -> str:
    """Return the name of a sheet; Excel 5 and 95 write no byte about its letters."""
    count, wide = body[0], body[1]
    if wide > 1:
        return body[1 : 1 + count].decode("cp1252", "replace")
    letters = body[2 : 2 + count * (1 + wide)]
    return letters.decode("utf-16-le" if wide else "latin-1", "replace")


def _take_cell(sheet: XlsSheet, kind: int, stream: bytes, at: int, length: int) -> None:
    if length < _PLACE.size:
        raise BrokenRecords
    row, column = _PLACE.unpack_from(stream, at)
    last = column
    if kind == Record.NUMBERS:
        (last,) = struct.unpack_from("<H", stream, at + length - 2)
    sheet.cells += last - column + 1
    sheet.rows = max(sheet.rows, row + 1)
    sheet.columns = max(sheet.columns, last + 1)
    if kind in (Record.TRUTH, Record.FORMULA):
        code = _error_of(kind, stream[at + 6 : at + length])
        if code is not None:
            sheet.errors.append((row, column, _ERRORS.get(code, "#ERROR")))


def _error_of(kind: int, value: bytes) -> int | None:
    """Return the number of the error that a cell holds."""
    if kind == Record.TRUTH:
        return value[0] if len(value) > 1 and value[1] == _IS_ERROR else None
    if len(value) >= 8 and value[6:8] == _OWN_TYPE and value[0] == _ERROR_TYPE:
        return value[2]
    return None
