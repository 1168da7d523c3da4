"""Reading a CSV file: exactly, or not at all.

Two proofs make the fast reader strict. `check_quotes` proves over all bytes
that every quote stands where RFC 4180 allows one; Arrow then splits the
records and reports every record whose width differs from the headings'.
Lenient readers shift columns or drop rows in such cases without a word.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from slm_analytics.errors import UnreadableFile
from slm_analytics.ingest.csv_dialect import Dialect, dialect_of, structure_fault
from slm_analytics.ingest.csv_encoding import decoded
from slm_analytics.ingest.csv_tokens import StrictFault, records
from slm_analytics.settings import MAX_CELL_CHARACTERS, MAX_ROWS
from slm_analytics.warehouse.archive import ParseFacts, RawTable

_QUOTE, _LF, _CR = 34, 10, 13
_SLICE = 1 << 24
_BLOCK = 1 << 23
_LONGEST_LETTER = 4  # bytes of UTF-8

Bytes = npt.NDArray[np.uint8]
Positions = npt.NDArray[np.int64]
Lines = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """A text in UTF-8 and what was found in it.

    `breaks` holds the last byte of every line end, quoted or not, and `ends`
    of those outside quotes, which end records.
    """

    name: str
    content: bytes
    breaks: Positions
    ends: Positions
    dialect: Dialect


@dataclass(frozen=True, slots=True)
class _Rows:
    """Where the records after the headings stand that are not blank."""

    starts: Positions
    stops: Positions
    lines: Lines
    blank: int


def read_csv(
    path: Path, name: str, *, encoding: str | None = None, delimiter: str | None = None
) -> RawTable:
    """Read every cell of a CSV file as text.

    Args:
        path: the bytes.
        name: what to call the file in messages.
        encoding, delimiter: said by a person; without them decided from all bytes.

    Raises:
        UnreadableFile: any byte, quote, line end or record is not what the
            strict form allows; the message names the first line.
        UsageError: `delimiter` cannot divide fields.
    """
    content, used = decoded(path.read_bytes(), name, encoding)
    dialect = dialect_of(content, name, delimiter)
    cells = np.frombuffer(content, np.uint8)
    breaks = _line_breaks(cells)
    ends = _record_ends(cells, breaks, check_quotes(content, breaks, dialect.delimiter, name), name)
    text = _Text(name=name, content=content, breaks=breaks, ends=ends, dialect=dialect)
    rows = _rows(text)
    table = _split(text, rows)
    facts = ParseFacts(
        kind="csv",
        encoding=used,
        delimiter=dialect.delimiter,
        header_line=dialect.header.line,
        skipped_lines=dialect.before,
        blank_lines=rows.blank,
    )
    return RawTable(headings=dialect.header.fields, rows=table, facts=facts)


def check_quotes(content: bytes, breaks: Positions, delimiter: str, name: str) -> Positions:
    """Prove that every quote stands where RFC 4180 allows one; return their positions.

    Counted from the start of the text, quotes of even index open a field or
    continue one after a doubled quote; quotes of odd index close one or begin
    a doubled quote. So an opening quote follows a delimiter, a line end or a
    quote, and a closing one precedes one of these: nothing else is strict.

    Raises:
        UnreadableFile: a quote stands elsewhere, or the last is never closed.
    """
    cells = np.frombuffer(content, np.uint8)
    quotes = _positions(cells, _QUOTE)
    allowed = np.zeros(256, bool)
    allowed[[ord(delimiter), _LF, _CR, _QUOTE]] = True
    opening, closing = quotes[0::2], quotes[1::2]
    wrong_open = ~allowed[cells[opening - 1]] & (opening > 0)
    wrong_close = ~allowed[cells[np.minimum(closing + 1, len(cells) - 1)]]
    wrong_close &= closing < len(cells) - 1
    wrong = [
        int(positions[int(mask.argmax())])
        for mask, positions in ((wrong_open, opening), (wrong_close, closing))
        if mask.any()
    ]
    if len(quotes) % 2:
        wrong.append(int(quotes[-1]))
    if wrong:
        raise _misplaced(content, breaks, quotes, min(wrong), delimiter, name)
    return quotes


def _misplaced(
    content: bytes, breaks: Positions, quotes: Positions, place: int, delimiter: str, name: str
) -> UnreadableFile:
    """Name the record and field of the first quote that stands wrong, at byte `place`."""
    before = breaks[breaks < place]
    before = before[np.searchsorted(quotes, before) % 2 == 0]
    start = int(before[-1]) + 1 if len(before) else 0
    line = int(np.searchsorted(breaks, start)) + 1
    until = place + 1 + _LONGEST_LETTER  # the letter after the quote belongs to the fault
    text = content[start:until].decode("utf-8", errors="ignore")
    try:
        next(records(text, delimiter, line=line))
    except StrictFault as fault:
        return structure_fault(name, fault.line, f"field {fault.field}", fault.what)
    raise AssertionError("the two strict readings disagree")


def _line_breaks(cells: Bytes) -> Positions:
    """Return the last byte of every line end of the text, quoted or not: CRLF, LF or CR."""
    marks = _positions(cells, _LF, _CR)
    after = cells[np.minimum(marks + 1, len(cells) - 1)]
    first_of_two = (cells[marks] == _CR) & (after == _LF)
    breaks: Positions = marks[~first_of_two]
    return breaks


def _record_ends(cells: Bytes, breaks: Positions, quotes: Positions, name: str) -> Positions:
    """Return the line ends outside quotes.

    Raises:
        UnreadableFile: line ends of two kinds stand between records.
    """
    ends: Positions = breaks[np.searchsorted(quotes, breaks) % 2 == 0]
    is_feed = cells[ends] == _LF
    after_return = is_feed & (ends > 0) & (cells[np.maximum(ends - 1, 0)] == _CR)
    kinds = np.where(after_return, 2, np.where(is_feed, 1, 0))
    if len(kinds) and (kinds != kinds[0]).any():
        other = ends[int((kinds != kinds[0]).argmax())]
        line = int(np.searchsorted(breaks, other)) + 1
        usual = ("CR", "LF", "CRLF")[int(kinds[0])]
        raise UnreadableFile(
            f"{name}, line {line}: the line ends in another way than the lines before it"
            f" ({usual}).",
            remedy="Save the file with one kind of line end, or quote line ends inside a field.",
            line=line,
        )
    return ends


def _rows(text: _Text) -> _Rows:
    """Return where the records after the headings stand.

    Raises:
        UnreadableFile: there are none, or too many.
    """
    cells, start = np.frombuffer(text.content, np.uint8), text.dialect.start
    ends = text.ends[text.ends >= start]
    starts = np.concatenate(([start], ends + 1)).astype(np.int64)
    starts = starts[starts < len(cells)]
    stops = np.append(ends, len(cells))[: len(starts)]
    filled = ~np.isin(cells[starts], (_LF, _CR))
    count = int(filled.sum())
    if count == 0:
        raise UnreadableFile(
            f"{text.name} has headings and no rows.",
            remedy="Check the filter of the export: it gave an empty list.",
            line=text.dialect.header.line,
        )
    if count > MAX_ROWS:
        raise UnreadableFile(
            f"{text.name} has {count:,} rows; the limit is {MAX_ROWS:,}.",
            remedy="Export fewer months at a time.",
        )
    starts, stops = starts[filled], stops[filled]
    lines = (np.searchsorted(text.breaks, starts) + 1).astype(np.int32)
    return _Rows(starts, stops, lines, len(filled) - count)


def _positions(cells: Bytes, *wanted: int) -> Positions:
    """Return where any of the wanted bytes stands, slice by slice to spare memory."""
    found = []
    for begin in range(0, len(cells), _SLICE):
        piece = cells[begin : begin + _SLICE]
        hit = piece == wanted[0]
        for byte in wanted[1:]:
            hit |= piece == byte
        found.append(np.flatnonzero(hit) + begin)
    return np.concatenate(found) if found else np.empty(0, np.int64)


def _split(text: _Text, rows: _Rows) -> pa.Table:
    """Split the records after the headings into columns of text."""
    uneven: list[int] = []
    table = _arrow_table(text, uneven, threads=True)
    if uneven:
        raise _uneven(text, rows)
    if table.num_rows != len(rows.lines):
        raise UnreadableFile(
            f"{text.name}: {table.num_rows:,} rows were read where {len(rows.lines):,} lines"
            " hold one.",
            remedy="Save the file as CSV UTF-8 again.",
        )
    _check_lengths(table, text, rows.lines)
    named = table.rename_columns([f"c{index}" for index in range(table.num_columns)])
    return named.add_column(0, "line", pa.array(rows.lines, pa.int32()))


class _Blocks:
    """A text as a file that is read in blocks of whole records.

    Arrow cuts a plain buffer anywhere: it loses the LF of a quoted CRLF that
    a cut divides, and fails on a record longer than its block. It also takes a
    byte order mark off the first cell, so reading begins with the line end
    before it; the empty line is ignored.
    """

    closed = False

    def __init__(self, text: _Text) -> None:
        size, first = len(text.content), text.dialect.start - 1
        wanted = np.arange(first + _BLOCK, size, _BLOCK)
        places = np.searchsorted(text.ends, wanted)
        cuts = text.ends[places[places < len(text.ends)]] + 1
        edges = np.unique(np.concatenate(([first], cuts, [size]))).tolist()
        content = memoryview(text.content)
        self._left = [content[begin:end] for begin, end in pairwise(edges)][::-1]
        self.longest = max(len(block) for block in self._left)

    def read(self, size: int) -> memoryview:
        return self._left.pop() if self._left and size else memoryview(b"")


def _arrow_table(text: _Text, uneven: list[int], *, threads: bool) -> pa.Table:
    def note(row: pacsv.InvalidRow) -> str:
        uneven.append(row.number or 0)
        return "skip"

    names = [f"f{index}" for index in range(len(text.dialect.header.fields))]
    blocks = _Blocks(text)
    return pacsv.read_csv(
        pa.PythonFile(blocks, mode="r"),
        read_options=pacsv.ReadOptions(
            column_names=names, block_size=blocks.longest, use_threads=threads, encoding="utf8"
        ),
        parse_options=pacsv.ParseOptions(
            delimiter=text.dialect.delimiter,
            quote_char='"',
            double_quote=True,
            escape_char=False,
            newlines_in_values=True,
            ignore_empty_lines=True,
            invalid_row_handler=note,
        ),
        convert_options=pacsv.ConvertOptions(
            check_utf8=True,
            column_types={key: pa.string() for key in names},
            strings_can_be_null=False,
            quoted_strings_can_be_null=False,
        ),
    )


def _uneven(text: _Text, rows: _Rows) -> UnreadableFile:
    """Name the lines whose number of fields differs from the headings'."""
    uneven: list[int] = []
    _arrow_table(text, uneven, threads=False)  # only then are the rows numbered
    first, *others = [row - 1 for row in uneven]
    listed = ", ".join(str(rows.lines[row]) for row in others[:5])
    more = f" (also lines {listed}{' …' if len(others) > 5 else ''})" if others else ""
    record = text.content[rows.starts[first] : rows.stops[first]].decode()
    count = len(next(records(record, text.dialect.delimiter)).fields)
    line = int(rows.lines[first])
    return UnreadableFile(
        f"{text.name}, line {line}: {count} fields where the headings have"
        f" {len(text.dialect.header.fields)}{more}.",
        remedy="A field with a comma must stand in quotes. Export again, or mend the line.",
        line=line,
    )


def _check_lengths(table: pa.Table, text: _Text, lines: Lines) -> None:
    for index, heading in enumerate(text.dialect.header.fields):
        sizes = pc.utf8_length(table.column(index))
        longest = pc.max(sizes).as_py() or 0
        if longest > MAX_CELL_CHARACTERS:
            row = int(np.argmax(sizes.to_numpy() > MAX_CELL_CHARACTERS))
            raise UnreadableFile(
                f"{text.name}, line {lines[row]}, column {heading}: a text of {longest:,}"
                f" characters; the limit is {MAX_CELL_CHARACTERS:,}.",
                remedy="Leave that column out of the export.",
                line=int(lines[row]),
                column=heading,
            )
