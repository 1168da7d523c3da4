"""Reading a CSV file: exactly, or not at all.

Two proofs make the fast reader strict. `marks_of` proves over all bytes
that every quote stands where RFC 4180 allows one; Arrow then splits the
records and reports every record whose width differs from the headings'.
Lenient readers shift columns or drop rows in such cases without a word.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from slm_analytics.errors import UnreadableFile
from slm_analytics.ingest.csv_dialect import Dialect, dialect_of
from slm_analytics.ingest.csv_encoding import decoded
from slm_analytics.ingest.csv_marks import CR, LF, Marks, Positions, check_line_ends, marks_of
from slm_analytics.ingest.csv_mending import mended
from slm_analytics.ingest.csv_tables import check_headings_once
from slm_analytics.ingest.csv_tokens import records
from slm_analytics.ingest.repairs import NO_REPAIRS, Repairs
from slm_analytics.settings import MAX_CELL_CHARACTERS, MAX_ROWS
from slm_analytics.warehouse.archive import ParseFacts, RawTable

_BLOCK = 1 << 23
_ENOUGH_UNEVEN = 1_000  # rows of another width: a file with so many is not read to its end

Lines = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """A text in UTF-8 and what was found in it."""

    name: str
    content: bytes
    marks: Marks
    dialect: Dialect


@dataclass(frozen=True, slots=True)
class _Rows:
    """Where the records after the headings stand that are not blank."""

    starts: Positions
    stops: Positions
    lines: Lines
    blank: int


def read_csv(
    path: Path,
    name: str,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    repairs: Repairs = NO_REPAIRS,
) -> RawTable:
    """Read every cell of a CSV file as text.

    Args:
        path: the bytes.
        name: what to call the file in messages.
        encoding, delimiter: said by a person; without them decided from all bytes.
        repairs: what a person mended; made before anything is decided.

    Raises:
        UnreadableFile: any byte, quote, line end or record is not what the
            strict form allows; the message names the first line.
        UsageError: `delimiter` cannot divide fields, or a repair does not fit the file.
    """
    form = repairs.of_form()
    content, used = decoded(path.read_bytes(), name, form.encoding or encoding)
    found = mended(content, name, form, form.delimiter or delimiter or "")
    content = found.content
    dialect = dialect_of(content, name, found.delimiter or None, form)
    marks = marks_of(content, dialect.delimiter, name)
    check_line_ends(content, marks, name)
    text = _Text(name=name, content=content, marks=marks, dialect=dialect)
    rows = _rows(text)
    table = _split(text, rows)
    if dialect.start:
        check_headings_once(table, dialect.header.fields, name)
    facts = ParseFacts(
        kind="csv",
        encoding=used,
        delimiter=found.said or dialect.delimiter,
        header_line=dialect.header.line,
        skipped_lines=dialect.before,
        blank_lines=rows.blank - sum(1 for line in found.emptied if line > dialect.header.line),
        repairs=json.dumps(form.plain(), sort_keys=True, ensure_ascii=False) if form else "",
        mended_lines=found.originals,
    )
    return RawTable(headings=dialect.header.fields, rows=table, facts=facts)


def _rows(text: _Text) -> _Rows:
    """Return where the records after the headings stand.

    Raises:
        UnreadableFile: there are too many.
    """
    cells, start = np.frombuffer(text.content, np.uint8), text.dialect.start
    ends = text.marks.ends[text.marks.ends >= start]
    starts = np.concatenate(([start], ends + 1)).astype(np.int64)
    starts = starts[starts < len(cells)]
    stops = np.append(ends, len(cells))[: len(starts)]
    filled = ~np.isin(cells[starts], (LF, CR))
    count = int(filled.sum())
    if count > MAX_ROWS:
        raise UnreadableFile(
            f"{text.name} has {count:,} rows; the limit is {MAX_ROWS:,}.",
            remedy="Export fewer months at a time.",
        )
    starts, stops = starts[filled], stops[filled]
    lines = (np.searchsorted(text.marks.breaks, starts) + 1).astype(np.int32)
    return _Rows(starts, stops, lines, len(filled) - count)


def _split(text: _Text, rows: _Rows) -> pa.Table:
    """Split the records after the headings into columns of text."""
    if not len(rows.lines):
        names = ["line", *(f"c{index}" for index in range(len(text.dialect.header.fields)))]
        return pa.table({name: pa.array([], pa.string() if place else pa.int32())
                         for place, name in enumerate(names)})  # fmt: skip
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
        size, first = len(text.content), max(text.dialect.start - 1, 0)
        wanted = np.arange(first + _BLOCK, size, _BLOCK)
        places = np.searchsorted(text.marks.ends, wanted)
        cuts = text.marks.ends[places[places < len(text.marks.ends)]] + 1
        edges = np.unique(np.concatenate(([first], cuts, [size]))).tolist()
        content = memoryview(text.content)
        self._left = [content[begin:end] for begin, end in pairwise(edges)][::-1]
        if text.dialect.start == 0:  # the headings are not in the text
            self._left[-1] = memoryview(b"\n" + bytes(self._left[-1]))
        self.longest = max(len(block) for block in self._left)

    def read(self, size: int) -> memoryview:
        return self._left.pop() if self._left and size else memoryview(b"")


def _arrow_table(text: _Text, uneven: list[int], *, threads: bool) -> pa.Table:
    def note(row: pacsv.InvalidRow) -> str:
        uneven.append(row.number or 0)
        return "skip" if len(uneven) < _ENOUGH_UNEVEN else "error"

    names = [f"f{index}" for index in range(len(text.dialect.header.fields))]
    blocks = _Blocks(text)
    try:
        return _read(blocks, text, names, note, threads=threads)
    except pa.ArrowInvalid:
        if len(uneven) < _ENOUGH_UNEVEN:
            raise
        return pa.table({})  # nobody wants its rows


def _read(
    blocks: _Blocks,
    text: _Text,
    names: list[str],
    note: Callable[[pacsv.InvalidRow], str],
    *,
    threads: bool,
) -> pa.Table:
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
        if (pc.max(pc.binary_length(table.column(index))).as_py() or 0) <= MAX_CELL_CHARACTERS:
            continue
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
