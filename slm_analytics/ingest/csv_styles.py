"""Records of a text in a style that a person named: the slow and general tokenizer.

It is as strict as the one of RFC 4180, with another delimiter, quote, way to
write a quote in a field, or line end. What fits no rule is a fault, not a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from slm_analytics.ingest.csv_tokens import (
    AFTER_CLOSING,
    INSIDE_FIELD,
    NEVER_CLOSED,
    Record,
    StrictFault,
)
from slm_analytics.ingest.repairs import Escape, LineEnds, Quotes, Repairs

_ENDS = {
    LineEnds.ANY: r"\r\n|\n|\r",
    LineEnds.LF: r"\r?\n",
    LineEnds.CRLF: r"\r\n",
    LineEnds.CR: r"\r\n?",
}
_BREAK = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a text writes its fields; by default as RFC 4180 has it."""

    delimiter: str
    quotes: Quotes = Quotes.DOUBLE
    escape: Escape = Escape.DOUBLED
    line_ends: LineEnds = LineEnds.ANY

    @property
    def mark(self) -> str:
        """The quote; empty where there is none."""
        return {Quotes.DOUBLE: '"', Quotes.SINGLE: "'", Quotes.NONE: ""}[self.quotes]

    @property
    def strict(self) -> bool:
        """Whether the fast reader can read it."""
        return self == Style(delimiter=self.delimiter) and len(self.delimiter) == 1


def style_of(repairs: Repairs, delimiter: str) -> Style:
    """Return the style that a person named."""
    return Style(
        delimiter=delimiter,
        quotes=Quotes(repairs.quotes or Quotes.DOUBLE),
        escape=Escape(repairs.escape or Escape.DOUBLED),
        line_ends=LineEnds(repairs.line_ends or LineEnds.ANY),
    )


def styled_records(text: str, style: Style, line: int = 1) -> Iterator[Record]:
    """Yield the records of `text`, whose first line is `line`.

    A single quote may stand inside a field without quotes, as an apostrophe; a
    double one may not, unless quotes are said to stand plain.

    Raises:
        StrictFault: a quote stands where the style allows none, or is never closed.
    """
    patterns = _Patterns(style)
    position = 0
    while position < len(text):
        fields, end = _record(text, position, line, patterns)
        yield Record(line, end, fields)
        line += breaks(text[position:end])
        position = end


def breaks(text: str) -> int:
    """Return how many line ends stand in `text`."""
    return len(_BREAK.findall(text))


class _Patterns:
    """The style as regular expressions; group 1 is the text of a field."""

    def __init__(self, style: Style) -> None:
        self.style = style
        end, cut = _ENDS[style.line_ends], re.escape(style.delimiter)
        after = rf"(?={cut}|{end}|\Z)"
        self.end = re.compile(end)
        self.bare = re.compile(rf"(.*?){after}", re.DOTALL)
        self.quoted = _quoted(style, after)

    def unescaped(self, text: str) -> str:
        """Return the text of a quoted field as it was meant."""
        mark = self.style.mark
        match self.style.escape:
            case Escape.PLAIN:
                return text
            case Escape.BACKSLASH:
                return re.sub(rf"\\({mark}|\\)|{mark}({mark})", r"\1\2", text)
            case _:
                return text.replace(mark * 2, mark)


def _quoted(style: Style, after: str) -> re.Pattern[str] | None:
    mark = style.mark
    if not mark:
        return None
    inside = {
        Escape.DOUBLED: rf"[^{mark}]*+(?:{mark}{mark}[^{mark}]*+)*+",
        Escape.BACKSLASH: rf"[^{mark}\\]*+(?:(?:\\.|{mark}{mark})[^{mark}\\]*+)*+",
        Escape.PLAIN: r".*?",
    }[style.escape]
    return re.compile(rf"{mark}({inside}){mark}{after}", re.DOTALL)


def _record(
    text: str, position: int, line: int, patterns: _Patterns
) -> tuple[tuple[str, ...], int]:
    fields: list[str] = []
    delimiter = patterns.style.delimiter
    while True:
        try:
            value, position = _field(text, position, patterns)
        except ValueError as fault:
            raise _fault(str(fault), line, len(fields) + 1) from None
        fields.append(value)
        if delimiter and text.startswith(delimiter, position):
            position += len(delimiter)
            continue
        end = patterns.end.match(text, position)
        return tuple(fields), end.end() if end else len(text)


def _field(text: str, position: int, patterns: _Patterns) -> tuple[str, int]:
    """Return a field and where it ends; a `ValueError` says what is wrong with it."""
    mark = patterns.style.mark
    if patterns.quoted is not None and text.startswith(mark, position):
        found = patterns.quoted.match(text, position)
        if found is not None:
            return patterns.unescaped(found[1]), found.end()
        closed = text.find(mark, position + 1) >= 0
        raise ValueError(AFTER_CLOSING if closed else NEVER_CLOSED)
    found = patterns.bare.match(text, position)
    value, end = (found[1], found.end()) if found else (text[position:], len(text))
    if mark == '"' and mark in value and patterns.style.escape is not Escape.PLAIN:
        raise ValueError(INSIDE_FIELD)
    return value, end


def _fault(what: str, line: int, field: int) -> StrictFault:
    return StrictFault(line, field, what, unclosed=what == NEVER_CLOSED)
