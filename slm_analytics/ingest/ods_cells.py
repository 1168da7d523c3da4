"""The sheets of an OpenDocument spreadsheet, collected as its XML goes by.

A cell or row may say that it stands a million times. Blank ones are only
counted, as every program fills its sheets up with them; filled ones are held
against the limits before they are repeated.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from slm_analytics.errors import UnreadableFile
from slm_analytics.ingest.lost_values import NOT_COMPUTED
from slm_analytics.ingest.sheet_table import Cells, Span
from slm_analytics.ingest.zip_parts import hostile
from slm_analytics.settings import (
    MAX_CELL_CHARACTERS,
    MAX_COLUMNS,
    MAX_UNPACKED_BYTES,
    MEBIBYTE,
)

_URN = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE, _TEXT = f"{_URN}table:1.0|", f"{_URN}office:1.0|", f"{_URN}text:1.0|"
_CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0|"
_SPREADSHEET, _SHEET, _ROW = f"{_OFFICE}spreadsheet", f"{_TABLE}table", f"{_TABLE}table-row"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_PARAGRAPH, _BLANKS = f"{_TEXT}p", f"{_TEXT}s"
_LETTERS = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_NOTES = (f"{_TEXT}note", f"{_TEXT}ruby-text")  # beside the text
_NOT_READ = (f"{_TEXT}h", f"{_TEXT}list", f"{_TABLE}table")
_ROW_GROUPS = tuple(
    f"{_TABLE}{each}" for each in ("table-rows", "table-header-rows", "table-row-group")
)
_OF_SHEETS = frozenset((_ROW, *_ROW_GROUPS))
# What an element may hold that belongs to the cells: remarks, pictures and charts do not.
_HELD: dict[str, frozenset[str]] = {
    _SPREADSHEET: frozenset((_SHEET,)),
    **dict.fromkeys((_SHEET, *_ROW_GROUPS), _OF_SHEETS),
    _ROW: frozenset(_CELLS),
    **dict.fromkeys(_CELLS, frozenset((_PARAGRAPH,))),
}
_MAX_ROWS = 1_048_576
_MOST_ALIKE = 10_000  # rows in a row that say the same: no list has so many
_CELL_BYTES = 8  # what a cell takes beside its text
_GAPS = re.compile(r"[ \t\r\n]+")
_TIME = re.compile(r"(-?)P(?:(\d+)D)?T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,](\d+))?S)?")

_CALC_TYPE, _TYPE = f"{_CALC}value-type", f"{_OFFICE}value-type"
_REPEATED, _SPANNED = f"{_TABLE}number-columns-repeated", f"{_TABLE}number-rows-spanned"

Attributes = dict[str, str]


@dataclass(slots=True)
class OdsSheet:
    """A sheet as far as it was read: its rows from the first, each up to its last filled cell."""

    title: str
    rows: list[list[str]] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    width: int = 0
    blank: int = 0  # rows without a text since the last that has one

    def padded(self) -> Cells:
        """Return the rows, all of one width."""
        nothing = [""] * self.width
        return [row + nothing[len(row) :] if row else nothing for row in self.rows]


class OdsSheets:
    """What the parser of the XML calls: `found` are the sheets so far.

    Raises:
        UnreadableFile: a sheet is larger than the limits, or holds too long a text.
    """

    def __init__(self, name: str, *, only: str | None = None) -> None:
        self.found: list[OdsSheet] = []
        self._name, self._only = name, only
        self._inside: list[str] = []  # the elements that are open and matter
        self._apart = 0  # open elements of a part that holds no cells of the list
        self._row: list[str] = []
        self._row_times = self._cell_times = 1
        self._cell: Attributes = {}
        self._texts: list[str] = []
        self._length = self._size = 0

    def start(self, tag: str, attributes: Attributes) -> None:
        """Take the start of an element."""
        if self._apart or not self._belongs(tag):
            self._apart += 1
            return
        self._inside.append(tag)
        if tag in _CELLS:
            self._cell, self._texts, self._length = attributes, [], 0
        elif tag == _PARAGRAPH:
            self._texts.append("")
        elif tag == _BLANKS:
            self._add(" " * self._times(attributes, f"{_TEXT}c", MAX_CELL_CHARACTERS + 1))
        elif tag in _LETTERS:
            self._add(_LETTERS[tag])
        elif tag == _ROW:
            self._row = []
            self._row_times = self._times(attributes, f"{_TABLE}number-rows-repeated")
        elif tag == _SHEET:
            self.found.append(OdsSheet(attributes.get(f"{_TABLE}name", "")))

    def end(self, tag: str) -> None:
        """Take the end of an element."""
        if self._apart:
            self._apart -= 1
            return
        self._inside.pop()
        if tag in _CELLS:
            self._end_cell(tag)
        elif tag == _ROW:
            self._end_row()

    def text(self, letters: str) -> None:
        """Take letters; those between the elements of a sheet are layout."""
        if not self._apart and self._inside and self._inside[-1].startswith(_TEXT):
            letters = _GAPS.sub(" ", letters)  # several blanks in a row stand as an element
            self._add(letters if self._texts[-1] else letters.lstrip(" "))

    def _belongs(self, tag: str) -> bool:
        """Return whether an element is part of a sheet's cells where it stands."""
        above = self._inside[-1] if self._inside else ""
        if above.startswith(_TEXT):
            return tag.startswith(_TEXT) and tag not in _NOTES
        held = _HELD.get(above)
        if held is None:  # on the way down to the spreadsheet
            return not tag.startswith((_TABLE, _TEXT))
        if above in _CELLS and tag in _NOT_READ:
            raise hostile(self._name, "has a cell that holds a list or a table")
        return tag in held

    def _add(self, letters: str) -> None:
        self._length += len(letters)
        if self._length > MAX_CELL_CHARACTERS:
            row = len(self.found[-1].rows) + self.found[-1].blank + 1
            raise UnreadableFile(
                f"{self._name}, sheet {self.found[-1].title!r}, row {row}: a text of over"
                f" {MAX_CELL_CHARACTERS:,} characters.",
                remedy="Leave that column out of the export.",
            )
        self._texts[-1] += letters

    def _times(self, attributes: Attributes, name: str, most: int = _MAX_ROWS) -> int:
        said = attributes.get(name)
        if said is None:
            return 1
        if not (said.isascii() and said.isdigit()):
            raise hostile(self._name, f"repeats a cell {said[:20]!r} times")
        return min(int(said[:9]), most + 1) if len(said) < 10 else most + 1

    def _end_cell(self, tag: str) -> None:
        attributes = self._cell
        times = self._times(attributes, _REPEATED)
        text = "" if tag == _CELLS[1] else _cell_text(attributes, "\n".join(self._texts))
        place = len(self._row)
        if text and place + times > MAX_COLUMNS:
            raise hostile(self._name, f"has cells beyond column {MAX_COLUMNS}")
        self._row += [text] * min(times, MAX_COLUMNS + 1 - min(place, MAX_COLUMNS + 1))
        spanned = self._times(attributes, _SPANNED)
        if text and spanned > 1:
            sheet = self.found[-1]
            top = len(sheet.rows) + sheet.blank
            sheet.spans.append((top, top + spanned - 1, place))

    def _end_row(self) -> None:
        sheet, row = self.found[-1], self._row
        while row and not row[-1]:
            row.pop()
        if not row or (self._only is not None and sheet.title != self._only):
            sheet.blank += self._row_times
            return
        self._count(sheet, row)
        sheet.rows += [[] for _ in range(sheet.blank)]
        sheet.rows += [list(row) for _ in range(self._row_times)]
        sheet.blank, sheet.width = 0, max(sheet.width, len(row))

    def _count(self, sheet: OdsSheet, row: list[str]) -> None:
        """Hold a row, as often as it stands, against the limits."""
        if self._row_times > _MOST_ALIKE:
            raise hostile(self._name, f"repeats a row with cells {self._row_times:,} times")
        if len(sheet.rows) + sheet.blank + self._row_times > _MAX_ROWS:
            raise hostile(self._name, "has cells beyond the last row of a sheet")
        bytes_each = sum(map(len, row)) + _CELL_BYTES * len(row)
        self._size += bytes_each * self._row_times + _CELL_BYTES * sheet.blank
        if self._size > MAX_UNPACKED_BYTES:
            limit = MAX_UNPACKED_BYTES // MEBIBYTE
            raise hostile(self._name, f"repeats its cells to more than {limit} MB")


def _cell_text(attributes: Attributes, shown: str) -> str:
    """Return what a cell holds, as text."""
    if attributes.get(_CALC_TYPE) == "error":
        return shown
    match attributes.get(_TYPE, ""):
        case "float" | "percentage" | "currency":
            return attributes.get(f"{_OFFICE}value", shown)
        case "date":
            return attributes.get(f"{_OFFICE}date-value", shown).replace("T", " ")
        case "time":
            return _time_text(attributes.get(f"{_OFFICE}time-value", ""), shown)
        case "boolean":
            return attributes.get(f"{_OFFICE}boolean-value", shown).upper()
        case "string":
            return shown or attributes.get(f"{_OFFICE}string-value", "")
        case _:
            return shown or (NOT_COMPUTED if f"{_TABLE}formula" in attributes else "")


def _time_text(duration: str, shown: str) -> str:
    """Return `PT30H05M00S` as `30:05:00`."""
    found = _TIME.fullmatch(duration)
    if found is None:
        return shown or duration
    sign, days, hours, minutes, seconds, fraction = found.groups()
    whole = int(days or 0) * 24 + int(hours or 0)
    rest = (fraction or "").rstrip("0")
    clock = f"{sign}{whole:02}:{int(minutes or 0):02}:{int(seconds or 0):02}"
    return f"{clock}.{rest}" if rest else clock
