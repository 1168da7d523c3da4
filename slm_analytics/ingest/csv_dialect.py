"""The dialect of a CSV text: its delimiter and the line of its headings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from slm_analytics.errors import UnreadableFile, UsageError
from slm_analytics.ingest.csv_tokens import Record, StrictFault, records
from slm_analytics.ingest.headings import header_index, named
from slm_analytics.ingest.repairs import NO_REPAIRS, Repairs
from slm_analytics.settings import MAX_COLUMNS

_PROBED_BYTES = 1 << 18
_PROBED_RECORDS = 60
_DELIMITERS = (",", ";", "\t", "|")
_TITLE_FIELDS = 2  # a title above the headings has no more texts than a name and a value

Tokenizer = Callable[[str, str], Iterator[Record]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How a text is divided.

    Attributes:
        delimiter: one character.
        header: the record of the headings; on line 0 where a person named them.
        before: lines above the headings.
        start: the byte after the headings' line; 0 where they are not in the text.
    """

    delimiter: str
    header: Record
    before: int
    start: int


@dataclass(frozen=True, slots=True)
class _Probe:
    """The first records of a text by one delimiter, up to its first fault."""

    delimiter: str
    records: list[Record]
    fault: StrictFault | None

    @property
    def widths(self) -> Counter[int]:
        return Counter(len(record.fields) for record in self.records if any(record.fields))

    @property
    def width(self) -> int:
        """The commonest number of fields above one; 0 where no record has several."""
        widths = {width: count for width, count in self.widths.items() if width > 1}
        return max(widths, key=lambda width: (widths[width], width), default=0)

    @property
    def rank(self) -> tuple[int, bool, int]:
        return self.widths[self.width], self.fault is None, self.width


def dialect_of(
    content: bytes, name: str, delimiter: str | None, repairs: Repairs = NO_REPAIRS
) -> Dialect:
    """Decide the delimiter and the line of the headings from the first records.

    Args:
        content: the text in UTF-8.
        name: what to call the file in messages.
        delimiter: said by a person; else the one that gives the most records
            of one width.
        repairs: what a person said of the headings.

    Raises:
        UnreadableFile: the records are not strict, or no table.
        UsageError: `delimiter` cannot divide fields, or the headings are not
            where they were said to be.
    """
    best, text = _best(content, name, delimiter)
    if repairs.no_headings:
        return _without_headings(best, name, repairs.names)
    header = _header_said(best, name, repairs) or _header(best, name)
    start = len(text[: header.end].encode())
    return Dialect(delimiter=best.delimiter, header=header, before=header.line - 1, start=start)


def delimiter_of(text: str, tokenizer: Tokenizer) -> str:
    """Return the delimiter that gives the most records of one width, read by `tokenizer`."""
    cut = text[:_PROBED_BYTES]
    whole = len(text) <= _PROBED_BYTES
    probes = [_probe(cut, each, tokenizer, whole=whole) for each in _DELIMITERS]
    return max(probes, key=lambda probe: probe.rank).delimiter


def _best(content: bytes, name: str, delimiter: str | None) -> tuple[_Probe, str]:
    text = content[:_PROBED_BYTES].decode("utf-8", errors="ignore")
    whole = len(content) <= _PROBED_BYTES
    probes = [_probe(text, each, records, whole=whole) for each in _candidates(delimiter)]
    best = max(probes, key=lambda probe: probe.rank)
    farthest = max(probes, key=lambda probe: probe.fault.line if probe.fault else 0)
    if fault := best.fault if best.width else farthest.fault:
        raise structure_fault(name, fault.line, f"field {fault.field}", fault.what)
    if not best.width:
        raise UnreadableFile(
            f"{name} is not a table: no comma, semicolon, tab or bar divides its lines.",
            remedy="Export the list as CSV with one heading line.",
            line=1,
        )
    if best.width > MAX_COLUMNS:
        raise UnreadableFile(
            f"{name} has more than {MAX_COLUMNS} columns.",
            remedy="Export only the columns a ticket has.",
            line=best.records[0].line,
        )
    return best, text


def structure_fault(name: str, line: int, place: str, what: str) -> UnreadableFile:
    """Return the refusal of a record that is not strict."""
    where = f"{name}, line {line}" + (f", {place}" if place else "")
    return UnreadableFile(
        f"{where}: {what}.",
        remedy='Put the field in quotes and double the quotes inside it: "a ""b"" c".',
        line=line,
    )


def _candidates(delimiter: str | None) -> tuple[str, ...]:
    if delimiter is None:
        return _DELIMITERS
    if len(delimiter) != 1 or not delimiter.isascii() or delimiter in '\0\r\n"':
        raise UsageError(
            f"{delimiter!r} cannot divide the fields of a line.",
            remedy="Name one character, such as a comma, a semicolon or a tab.",
        )
    return (delimiter,)


def _probe(text: str, delimiter: str, tokenizer: Tokenizer, *, whole: bool) -> _Probe:
    taken: list[Record] = []
    try:
        for record in tokenizer(text, delimiter):
            if record.fields == ("",):
                continue
            taken.append(record)
            if len(taken) == _PROBED_RECORDS:
                return _Probe(delimiter, taken, None)
    except StrictFault as fault:
        cut = fault.unclosed and not whole  # the text goes on: the quote may be closed there
        return _Probe(delimiter, taken, None if cut else fault)
    if not whole and len(taken) > 1:
        del taken[-1]  # it may be cut
    return _Probe(delimiter, taken, None)


def _without_headings(probe: _Probe, name: str, names: tuple[str, ...]) -> Dialect:
    """Return the dialect of a table whose headings a person named, or nobody.

    Raises:
        UsageError: there are more names than columns, or fewer.
    """
    if names and len(names) != probe.width:
        raise UsageError(
            f"{name} has {probe.width} columns; {len(names)} names were given.",
            remedy="Name every column once, in the order of the file.",
        )
    fields = names or tuple(f"Column {number}" for number in range(1, probe.width + 1))
    first = next((each for each in probe.records if any(each.fields)), None)
    before = first.line - 1 if first else 0
    return Dialect(delimiter=probe.delimiter, header=Record(0, 0, fields), before=before, start=0)


def _header_said(probe: _Probe, name: str, repairs: Repairs) -> Record | None:
    """Return the headings of the lines that a person named, several joined; None: not said.

    Raises:
        UsageError: no record begins there.
    """
    if not repairs.header_line and repairs.header_lines <= 1:
        return None
    line = repairs.header_line or _header(probe, name).line
    taken = [record for record in probe.records if record.line >= line]
    taken = taken[: max(repairs.header_lines, 1)]
    if not taken or taken[0].line != line:
        raise UsageError(
            f"{name}, line {line}: no headings begin there.",
            remedy="Name the line on which the headings stand.",
        )
    width = max(len(record.fields) for record in taken)
    cells = [record.fields + ("",) * (width - len(record.fields)) for record in taken]
    joined = tuple(
        " ".join(text for text in column if text.strip()) for column in zip(*cells, strict=True)
    )
    return Record(line, taken[-1].end, joined)


def _header(probe: _Probe, name: str) -> Record:
    """Return the record of the headings; what stands above may only be titles.

    Raises:
        UnreadableFile: a record above the headings has several texts and
            another width: it may be the headings, with a delimiter lost.
    """
    rows = [record.fields for record in probe.records]
    index = header_index(rows, probe.width)
    if not any(named(row) for row in rows[index + 1 :]):  # then a row of another width is judged
        index = next(place for place, row in enumerate(rows) if len(row) > 1)
    for record in probe.records[:index]:
        width = len(record.fields)
        if width != probe.width and named(record.fields) > _TITLE_FIELDS:
            raise UnreadableFile(
                f"{name}, line {record.line}: {width} fields where most lines have {probe.width}.",
                remedy="If these are the headings, mend the line; if it is a title, delete it.",
                line=record.line,
            )
    return probe.records[index]
