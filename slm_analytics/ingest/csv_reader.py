"""Reading a CSV file: exactly, or not at all.

Two proofs make the fast reader strict. `check_quotes` proves over all bytes
that every quote stands where RFC 4180 allows one; Arrow then splits the
records and reports every record whose width differs from the headings'.
Lenient readers shift columns or drop rows in such cases without a word.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from slm_analytics.errors import UnreadableFile
from slm_analytics.ingest.csv_tokens import Record, StrictFault, records
from slm_analytics.ingest.headings import header_index
from slm_analytics.settings import MAX_CELL_CHARACTERS, MAX_COLUMNS, MAX_ROWS
from slm_analytics.warehouse.archive import ParseFacts, RawTable

_QUOTE, _LF, _CR = 34, 10, 13
_SLICE = 1 << 24
_PROBED_BYTES = 1 << 18
_PROBED_RECORDS = 60
_DELIMITERS = (",", ";", "\t", "|")
_UNDEFINED_1252 = (0x81, 0x8D, 0x8F, 0x90, 0x9D)

Bytes = npt.NDArray[np.uint8]
Positions = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Dialect:
    delimiter: str
    header: Record
    before: int  # lines above the headings


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
    """
    content, used = _decoded(path.read_bytes(), name, encoding)
    dialect = _dialect(content, name, delimiter)
    cells = np.frombuffer(content, np.uint8)
    quotes = check_quotes(cells, dialect.delimiter, name)
    ends = _record_ends(cells, quotes, name)
    start = len(_head(content)[: dialect.header.end].encode())
    lines, blank = _lines_of_records(cells, ends, start)
    rows = _split(content, start, dialect, lines, name)
    facts = ParseFacts(
        kind="csv",
        encoding=used,
        delimiter=dialect.delimiter,
        header_line=dialect.header.line,
        skipped_lines=dialect.before,
        blank_lines=blank,
    )
    return RawTable(headings=dialect.header.fields, rows=rows, facts=facts)


def _decoded(data: bytes, name: str, encoding: str | None) -> tuple[bytes, str]:
    """Return the content as UTF-8 bytes without a mark, and the encoding it had."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) and encoding is None:
        encoding = "utf-16"
    elif (offset := data.find(b"\0")) >= 0 and encoding is None:
        line = data.count(b"\n", 0, offset) + 1
        raise UnreadableFile(
            f"{name}, line {line}: there is a NUL byte (0x00); a text file has none.",
            remedy="Export the file again; it may be damaged or a binary file.",
            line=line,
        )
    if encoding is None:
        encoding = _encoding_of(data, name)
    if encoding in ("utf-8", "ascii"):
        return data.removeprefix(b"\xef\xbb\xbf"), encoding
    try:
        return data.decode(encoding).removeprefix("\ufeff").encode(), encoding
    except (UnicodeError, LookupError) as error:
        raise UnreadableFile(
            f"{name} is not text in the encoding {encoding}.",
            remedy="Save the file as CSV UTF-8 and upload that.",
        ) from error


def _encoding_of(data: bytes, name: str) -> str:
    if data.isascii():
        return "ascii"
    try:
        data.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError as error:
        for byte in _UNDEFINED_1252:
            if (offset := data.find(bytes([byte]))) >= 0:
                line = data.count(b"\n", 0, offset) + 1
                raise UnreadableFile(
                    f"{name}, line {line}: byte 0x{byte:02X} belongs neither to UTF-8 nor to"
                    " Windows-1252, the two encodings that exports use.",
                    remedy="Save the file as CSV UTF-8, or name its encoding.",
                    line=line,
                ) from error
        return "cp1252"


def _head(content: bytes) -> str:
    """Return the first records as text; a character cut at the end is left out."""
    return content[:_PROBED_BYTES].decode("utf-8", errors="ignore")


def _dialect(content: bytes, name: str, delimiter: str | None) -> _Dialect:
    """Decide the delimiter and the line of the headings from the first records."""
    text = _head(content)
    found: dict[str, list[Record]] = {}
    fault: StrictFault | None = None
    for candidate in (delimiter,) if delimiter else _DELIMITERS:
        try:
            found[candidate] = _probe(text, candidate, whole=len(content) <= _PROBED_BYTES)
        except StrictFault as error:
            fault = fault or error
    widths = {key: _usual_width(found[key]) for key in found}
    tables = [key for key in widths if widths[key][0] > 1]
    best = max(tables, key=lambda key: (widths[key][1], widths[key][0]), default=None)
    if best is None:
        if fault is not None:
            raise _structure_fault(name, fault.line, f"field {fault.field}", fault.what)
        raise UnreadableFile(
            f"{name} is not a table: no comma, semicolon, tab or bar divides its lines.",
            remedy="Export the list as CSV with one heading line.",
            line=1,
        )
    width = widths[best][0]
    if width > MAX_COLUMNS:
        raise UnreadableFile(
            f"{name} has {width:,} columns; the limit is {MAX_COLUMNS}.",
            remedy="Export only the columns a ticket has.",
        )
    index = header_index([record.fields for record in found[best]], width)
    header = found[best][index]
    return _Dialect(delimiter=best, header=header, before=header.line - 1)


def _probe(text: str, delimiter: str, *, whole: bool) -> list[Record]:
    taken: list[Record] = []
    try:
        for record in records(text, delimiter):
            taken.append(record)
            if len(taken) == _PROBED_RECORDS:
                return taken
    except StrictFault:
        if whole or len(taken) < 2:  # a record cut by the end of the probe is no fault
            raise
    return taken if whole else taken[:-1] or taken


def _usual_width(probed: list[Record]) -> tuple[int, float]:
    """Return the commonest width above one and the share of records that have it."""
    widths = Counter(len(record.fields) for record in probed if any(record.fields))
    width = max(widths, key=lambda key: (key > 1, widths[key], key), default=0)
    return width, widths[width] / max(sum(widths.values()), 1)


def check_quotes(cells: Bytes, delimiter: str, name: str) -> Positions:
    """Prove that every quote stands where RFC 4180 allows one; return their positions.

    Counted from the start of the text, quotes of even index open a field or
    continue one after a doubled quote; quotes of odd index close one or begin
    a doubled quote. So an opening quote follows a delimiter, a line end or a
    quote, and a closing one precedes one of these: nothing else is strict.

    Raises:
        UnreadableFile: a quote stands elsewhere, or the last is never closed.
    """
    quotes = _positions(cells, _QUOTE)
    allowed = np.zeros(256, bool)
    allowed[[ord(delimiter), _LF, _CR, _QUOTE]] = True
    opening, closing = quotes[0::2], quotes[1::2]
    wrong_open = ~allowed[cells[opening - 1]] & (opening > 0)
    wrong_close = ~allowed[cells[np.minimum(closing + 1, len(cells) - 1)]]
    wrong_close &= closing < len(cells) - 1
    for wrong, positions, what in (
        (wrong_open, opening, "a quote stands inside a field without quotes"),
        (wrong_close, closing, "text follows a closing quote"),
    ):
        if wrong.any():
            position = int(positions[int(wrong.argmax())])
            raise _structure_fault(name, _line_at(cells, position), "", what)
    if len(quotes) % 2:
        line = _line_at(cells, int(quotes[-1]))
        raise _structure_fault(name, line, "", "a quote is opened and never closed")
    return quotes


def _line_at(cells: Bytes, position: int) -> int:
    before = cells[:position]
    feeds = int(np.count_nonzero(before == _LF))
    return feeds + 1 if feeds else int(np.count_nonzero(before == _CR)) + 1


def _structure_fault(name: str, line: int, place: str, what: str) -> UnreadableFile:
    where = f"{name}, line {line}" + (f", {place}" if place else "")
    return UnreadableFile(
        f"{where}: {what}.",
        remedy='Put the field in quotes and double the quotes inside it: "a ""b"" c".',
        line=line,
    )


def _record_ends(cells: Bytes, quotes: Positions, name: str) -> Positions:
    """Return where records end (the last byte of each line end outside quotes).

    Raises:
        UnreadableFile: line ends of two kinds stand between records.
    """
    marks = _positions(cells, _LF, _CR)
    marks = marks[np.searchsorted(quotes, marks) % 2 == 0]
    is_feed = cells[marks] == _LF
    after_return = np.zeros(len(marks), bool)
    after_return[1:] = is_feed[1:] & (cells[marks[1:] - 1] == _CR)
    before_feed = np.zeros(len(marks), bool)
    before_feed[:-1] = after_return[1:]
    kinds = np.where(after_return, 2, np.where(is_feed, 1, 0))[~before_feed]
    ends: Positions = marks[~before_feed]
    if len(kinds) and (kinds != kinds[0]).any():
        other = int(ends[int((kinds != kinds[0]).argmax())])
        words = {0: "CR", 1: "LF", 2: "CRLF"}
        raise UnreadableFile(
            f"{name}, line {_line_at(cells, other)}: the line ends in another way than the"
            f" lines before it ({words[int(kinds[0])]}).",
            remedy="Save the file with one kind of line end, or quote line ends inside a field.",
            line=_line_at(cells, other),
        )
    return ends


def _lines_of_records(
    cells: Bytes, ends: Positions, start: int
) -> tuple[npt.NDArray[np.int32], int]:
    """Return the line each record after the headings starts on, and how many are blank."""
    ends = ends[ends >= start]
    starts = np.concatenate(([start], ends + 1)) if len(cells) > start else np.empty(0, np.int64)
    if len(starts) and starts[-1] >= len(cells):
        starts = starts[:-1]
    breaks = _line_breaks(cells)
    lines = np.searchsorted(breaks, starts, side="left") + 1
    stops = np.append(ends, len(cells))[: len(starts)]
    width = stops - starts - (cells[np.maximum(stops - 1, 0)] == _CR)
    blank = (width <= 0) & np.isin(cells[starts], (_LF, _CR))
    return lines[~blank].astype(np.int32), int(blank.sum())


def _line_breaks(cells: Bytes) -> Positions:
    """Return the position of every line end of the file, quoted or not."""
    feeds = _positions(cells, _LF)
    return feeds if len(feeds) else _positions(cells, _CR)


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


def _split(
    content: bytes, start: int, dialect: _Dialect, lines: npt.NDArray[np.int32], name: str
) -> pa.Table:
    """Split the records after the headings into columns of text."""
    width = len(dialect.header.fields)
    if len(lines) == 0:
        raise UnreadableFile(
            f"{name} has headings and no rows.",
            remedy="Check the filter of the export: it gave an empty list.",
            line=dialect.header.line,
        )
    if len(lines) > MAX_ROWS:
        raise UnreadableFile(
            f"{name} has {len(lines):,} rows; the limit is {MAX_ROWS:,}.",
            remedy="Export fewer months at a time.",
        )
    uneven: list[int] = []
    table = _arrow_table(content, start, dialect, uneven, threads=True)
    if uneven:
        raise _uneven(content, start, dialect, lines, name)
    if table.num_rows != len(lines):
        raise UnreadableFile(
            f"{name}: {table.num_rows:,} rows were read where {len(lines):,} lines hold one.",
            remedy="Save the file as CSV UTF-8 again.",
        )
    _check_lengths(table, dialect.header.fields, lines, name)
    named = table.rename_columns([f"c{index}" for index in range(width)])
    return named.add_column(0, "line", pa.array(lines, pa.int32()))


def _arrow_table(
    content: bytes, start: int, dialect: _Dialect, uneven: list[int], *, threads: bool
) -> pa.Table:
    def note(row: pacsv.InvalidRow) -> str:
        uneven.append(row.number or 0)
        return "skip"

    names = [f"f{index}" for index in range(len(dialect.header.fields))]
    return pacsv.read_csv(
        pa.BufferReader(pa.py_buffer(content).slice(start)),
        read_options=pacsv.ReadOptions(
            column_names=names, block_size=1 << 23, use_threads=threads, encoding="utf8"
        ),
        parse_options=pacsv.ParseOptions(
            delimiter=dialect.delimiter,
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


def _uneven(
    content: bytes, start: int, dialect: _Dialect, lines: npt.NDArray[np.int32], name: str
) -> UnreadableFile:
    """Name the lines whose number of fields differs from the headings'."""
    rows: list[int] = []
    _arrow_table(content, start, dialect, rows, threads=False)
    places = [int(lines[row - 1]) for row in rows if 0 < row <= len(lines)]
    first = places[0] if places else dialect.header.line
    others = ", ".join(str(place) for place in places[1:6])
    more = f" (also lines {others}{' …' if len(places) > 6 else ''})" if others else ""
    count = _width_at(content, first, dialect)
    return UnreadableFile(
        f"{name}, line {first}: {count} fields where the headings have"
        f" {len(dialect.header.fields)}{more}.",
        remedy="A field with a comma must stand in quotes. Export again, or mend the line.",
        line=first,
    )


def _width_at(content: bytes, line: int, dialect: _Dialect) -> int:
    breaks = _line_breaks(np.frombuffer(content, np.uint8))
    begin = int(breaks[line - 2]) + 1 if line > 1 else 0
    text = content[begin : begin + _PROBED_BYTES].decode("utf-8", errors="ignore")
    return len(next(records(text, dialect.delimiter)).fields)


def _check_lengths(
    table: pa.Table, headings: tuple[str, ...], lines: npt.NDArray[np.int32], name: str
) -> None:
    for index, heading in enumerate(headings):
        sizes = pc.utf8_length(table.column(index))
        longest = pc.max(sizes).as_py() or 0
        if longest > MAX_CELL_CHARACTERS:
            row = int(np.argmax(sizes.to_numpy() > MAX_CELL_CHARACTERS))
            raise UnreadableFile(
                f"{name}, line {lines[row]}, column {heading}: a text of {longest:,} characters;"
                f" the limit is {MAX_CELL_CHARACTERS:,}.",
                remedy="Leave that column out of the export.",
                line=int(lines[row]),
                column=heading,
            )
