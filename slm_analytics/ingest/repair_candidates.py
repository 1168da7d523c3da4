"""Which single repairs may help a text: looked for in the text, cheaply, before any is tried."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from slm_analytics.errors import SlmError
from slm_analytics.ingest.csv_dialect import delimiter_of
from slm_analytics.ingest.csv_encoding import decoded
from slm_analytics.ingest.csv_styles import Style
from slm_analytics.ingest.csv_tables import tables_in
from slm_analytics.ingest.csv_tokens import records
from slm_analytics.ingest.mapping import SourceMapping
from slm_analytics.ingest.repairs import ALL_TABLES, NO_HEADINGS, Escape, LineEnds, Quotes, Repairs
from slm_analytics.record.source_memory import Answers

_DELIMITERS = (", ", "; ", "\t", ";", "|", ",", " | ", "||", " ", ":", "^", "~", "\x1f", "\x1e")
_ENCODINGS = ("utf-8", "cp1252", "utf-16-le", "utf-16-be", "cp850", "mac_roman", "shift_jis")
_LOOKED_AT = 200  # lines
_MOST = 0.8  # of the lines hold a delimiter
_HIGHEST_HEADINGS = 12  # lines down
_MOST_TABLES = 4
_MOST_HEADING_LINES = 3
_MOST_FOOTER = 3
_LIKE_DATA = 0.3  # of the cells begin with a digit, where no heading does
_DATA = re.compile(r"\W{0,2}\d")
_DATE = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d\d:\d\d")


def text_of(data: bytes) -> str:
    """Return the bytes as text to look at, whatever their encoding."""
    try:
        return decoded(data, "", None)[0].decode()
    except SlmError:
        return data.decode("utf-8", errors="replace")


def candidates(data: bytes, text: str) -> Iterator[Repairs]:
    """Yield the single repairs that the text gives reason for, the likelier ones first."""
    lines = [line for line in re.split(r"\r\n|\n|\r", text[: 1 << 18]) if line.strip()]
    sample = lines[:_LOOKED_AT]
    yield from _encodings(data)
    yield from _tables(text)
    yield from (Repairs(delimiter=each) for each in _delimiters(sample))
    yield from _quotes(sample, text)
    yield from _line_ends(text)
    yield from _headings(sample)
    yield from _footer(text)


def names_of(
    width: int, sources: Mapping[str, SourceMapping], answers: Mapping[str, Answers]
) -> Iterator[tuple[str, ...]]:
    """Yield headings that a file of so many columns may have: as last time, or as the source's."""
    for name in sources:
        headings = answers[name].headings if name in answers else ()
        if len(headings) == width:
            yield headings
    for mapping in sources.values():
        headings = tuple(names[0] for names in mapping.columns.values() if names)
        if len(headings) == width:
            yield headings


def like_data(cells: tuple[str, ...]) -> bool:
    """Return whether a line looks like a row: headings hold no dates and few numbers."""
    filled = [cell for cell in cells if cell.strip()]
    if any(_DATE.search(cell) for cell in filled):
        return True
    return sum(1 for cell in filled if _DATA.match(cell)) > _LIKE_DATA * len(filled)


def _encodings(data: bytes) -> Iterator[Repairs]:
    try:
        decoded(data, "", None)
    except SlmError:
        for encoding in _ENCODINGS:
            try:
                found = data.decode(encoding)
            except UnicodeError:
                continue
            if "\0" not in found:
                yield Repairs(encoding=encoding)


def _delimiters(sample: list[str]) -> Iterator[str]:
    for each in _DELIMITERS:
        if sum(1 for line in sample if each in line) >= _MOST * len(sample) and sample:
            yield each


def _quotes(sample: list[str], text: str) -> Iterator[Repairs]:
    if '\\"' in text:
        yield Repairs(escape=Escape.BACKSLASH)
    if any(re.search(r"(?:^|[,;\t|]\s?)'", line) for line in sample):
        yield Repairs(quotes=Quotes.SINGLE)
        yield Repairs(quotes=Quotes.SINGLE, escape=Escape.PLAIN)
    if '"' in text:
        yield Repairs(escape=Escape.PLAIN)
        yield Repairs(quotes=Quotes.NONE)


def _line_ends(text: str) -> Iterator[Repairs]:
    crlf = text.count("\r\n")
    lf, cr = text.count("\n") - crlf, text.count("\r") - crlf
    if sum(1 for count in (crlf, lf, cr) if count) > 1:
        yield Repairs(line_ends=LineEnds.ANY)
        if crlf:
            yield Repairs(line_ends=LineEnds.CRLF)
        if lf and cr:
            yield Repairs(line_ends=LineEnds.LF)


def _headings(sample: list[str]) -> Iterator[Repairs]:
    delimiter = delimiter_of("\n".join(sample), records)
    cells = [tuple(line.split(delimiter)) for line in sample[:_HIGHEST_HEADINGS]]
    if cells and like_data(cells[0]):
        yield Repairs(header=NO_HEADINGS)
    for count in range(2, _MOST_HEADING_LINES + 1):
        first = cells[:count]
        if len(first) == count and not any(like_data(row) for row in first):
            yield Repairs(header_lines=count)
    for line, row in enumerate(cells[1:], 2):
        if len(row) > 1 and not like_data(row):
            yield Repairs(header=str(line))


def _footer(text: str) -> Iterator[Repairs]:
    """Yield the last lines that hold another number of delimiters than most lines do."""
    delimiter = delimiter_of(text, records)
    counts = [line.count(delimiter) for line in re.split(r"\r\n|\n|\r", text) if line]
    if not counts:
        return
    usual = Counter(counts).most_common(1)[0][0]
    last = next((place for place, count in enumerate(reversed(counts)) if count == usual), 0)
    if 0 < last <= _MOST_FOOTER:
        yield Repairs(footer=last)


def _tables(text: str) -> Iterator[Repairs]:
    delimiter = delimiter_of(text, records)
    found = tables_in(re.split(r"\r\n|\n|\r", text), Style(delimiter=delimiter))
    if len(found) > 1:
        yield from (Repairs(table=str(n)) for n in range(1, min(len(found), _MOST_TABLES) + 1))
        yield Repairs(table=ALL_TABLES)
