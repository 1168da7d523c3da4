"""Columns of text that grow row by row, where the headings are known only at the end."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from slm_analytics.errors import UnreadableFile
from slm_analytics.settings import (
    MAX_CELL_CHARACTERS,
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_UPLOAD_BYTES,
)
from slm_analytics.warehouse.archive import ParseFacts, RawTable

_SHOWN = 80  # letters of a heading in a message
_BLOCK = 20_000  # rows that are kept as separate texts
LEAST_CELL_BYTES = 5  # what a cell takes, even without a text


class TextColumns:
    """Rows of headings and texts, to become a table.

    Raises:
        UnreadableFile: a row is more than a table may hold.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._headings: dict[str, None] = {}  # in the order in which they came
        self._lines: list[int] = []
        self._open: list[Mapping[str, str]] = []
        self._blocks: list[dict[str, pa.Array]] = []

    def __len__(self) -> int:
        return len(self._lines)

    def add(self, line: int, row: Mapping[str, str]) -> None:
        """Add the row that stands on `line`."""
        for heading, text in row.items():
            if heading not in self._headings:
                self._check(line, heading[:_SHOWN], heading)
                self._headings[heading] = None
            if not (text.isascii() and len(text) < MAX_CELL_CHARACTERS and "\0" not in text):
                self._check(line, heading, text)
        if len(self._headings) > MAX_COLUMNS:
            raise UnreadableFile(
                f"{self._name}, line {line}: more than {MAX_COLUMNS} columns.",
                remedy="Export only the columns of the list.",
                line=line,
            )
        self._lines.append(line)
        self._open.append(row)
        if len(self._lines) > MAX_ROWS:
            raise UnreadableFile(
                f"{self._name} has more than {MAX_ROWS:,} rows.",
                remedy="Export fewer months at a time.",
            )
        if len(self._open) == _BLOCK:
            self._close_block()

    def table(self, facts: ParseFacts) -> RawTable:
        """Return the rows as a table; a cell that a row does not have is empty."""
        self._close_block()
        check_room(self._name, len(self._lines), len(self._headings))
        columns = {"line": pa.array(self._lines, pa.int32())}
        for place, heading in enumerate(self._headings):
            chunks = [
                block[heading] if heading in block else pa.repeat("", len(block[_COUNT]))
                for block in self._blocks
            ]
            columns[f"c{place}"] = pa.chunked_array(chunks, pa.string())
        return RawTable(headings=tuple(self._headings), rows=pa.table(columns), facts=facts)

    def _close_block(self) -> None:
        if not self._open:
            return
        block = {
            heading: pa.array([row.get(heading, "") for row in self._open], pa.string())
            for heading in dict.fromkeys(key for row in self._open for key in row)
        }
        self._blocks.append(block | {_COUNT: pa.nulls(len(self._open))})
        self._open = []

    def _check(self, line: int, heading: str, text: str) -> None:
        column = heading[:_SHOWN]
        if len(text) > MAX_CELL_CHARACTERS:
            raise UnreadableFile(
                f"{self._name}, line {line}, column {column}: a text of {len(text):,}"
                f" characters; the limit is {MAX_CELL_CHARACTERS:,}.",
                remedy="Leave that column out of the export.",
                line=line,
                column=column,
            )
        if what := no_text(text):
            raise UnreadableFile(
                f"{self._name}, line {line}: there is {what}; a text has none.",
                remedy="Export the file again; it may be damaged.",
                line=line,
            )


_COUNT = "\0"  # no heading: those are checked


def no_text(letters: str) -> str:
    """Return what in `letters` no text may hold, in words; nothing where it is a text."""
    if "\0" in letters:
        return "a NUL character"
    try:
        letters.encode()
    except UnicodeEncodeError:
        return "half a character (a lone surrogate)"
    return ""


def check_room(name: str, rows: int, columns: int) -> None:
    """Check that so many cells can be held at all.

    Raises:
        UnreadableFile: they cannot.
    """
    if rows * columns * LEAST_CELL_BYTES > MAX_UPLOAD_BYTES:
        raise UnreadableFile(
            f"{name} has {rows:,} rows and {columns:,} columns: more than fits into memory.",
            remedy="Export fewer columns, or fewer months at a time.",
        )
