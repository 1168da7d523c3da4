"""CSV texts for tests: tables written strictly, and what the strict reading of a text is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hypothesis import strategies as st

from slm_analytics.ingest.csv_reader import read_csv
from slm_analytics.ingest.csv_tokens import records
from slm_analytics.warehouse.archive import RawTable

DELIMITERS = (",", ";", "\t", "|")
LINE_ENDS = ("\r\n", "\n", "\r")
Rows = list[tuple[int, tuple[str, ...]]]

# Quotes, delimiters and line ends stand in every second cell; NUL is no text.
_letters = st.characters(codec="utf-8", exclude_characters="\0")
_cells = st.one_of(
    st.text(st.sampled_from('",;\t|\r\na ü\ufeff'), max_size=6),
    st.text(_letters, max_size=4),
    st.sampled_from(["", " ", '"', '""', "a,b", "\r\n", "12,5", "NULL", "nan", "=1+1"]),
)


@dataclass(frozen=True)
class Table:
    """Headings and rows of equal width."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Tables of two to four columns whose headings are plain words."""
    width = draw(st.integers(2, 4))
    row = st.tuples(*[_cells] * width)
    rows = draw(st.lists(row, min_size=1, max_size=5))
    return Table(tuple(f"head{number}" for number in range(width)), tuple(rows))


def quoted(cell: str, *, always: bool = False) -> str:
    """Return a cell as RFC 4180 writes it."""
    special = any(mark in cell for mark in ('"', "\r", "\n", *DELIMITERS))
    return '"' + cell.replace('"', '""') + '"' if always or special else cell


def written(
    lines: Sequence[Sequence[str]], delimiter: str, end: str, *, last: bool, always: bool = False
) -> str:
    """Return the lines as CSV, with or without an end of the last line."""
    text = end.join(delimiter.join(quoted(cell, always=always) for cell in row) for row in lines)
    return text + end if last else text


def told(raw: RawTable) -> Rows:
    """Return line and cells of every row that was read."""
    columns = [column.to_pylist() for column in raw.rows.columns]
    return [(row[0], row[1:]) for row in zip(*columns, strict=True)]


def strict(text: str, delimiter: str, header_line: int) -> tuple[tuple[str, ...], Rows]:
    """Return what the definition says: headings, and the rows below that are not blank."""
    headings: tuple[str, ...] = ()
    rows: Rows = []
    start = 0
    for record in records(text, delimiter):
        blank = text[start : record.end] in ("\r\n", "\n", "\r")
        if record.line == header_line:
            headings = record.fields
        elif record.line > header_line and not blank:
            rows.append((record.line, record.fields))
        start = record.end
    return headings, rows


def read_bytes(folder: Path, content: bytes, **said: str) -> RawTable:
    """Read bytes as a CSV file called tickets.csv."""
    path = folder / "tickets.csv"
    path.write_bytes(content)
    return read_csv(path, "tickets.csv", **said)
