"""The strict reading of a CSV text, one record at a time (RFC 4180).

This is the definition that the fast reader is held equal to. It reads the
few records that decide the dialect, and the one record that a refusal names.
A quote may stand only around a whole field or doubled inside a quoted one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

INSIDE_FIELD = "a quote stands inside a field without quotes"
AFTER_CLOSING = "text follows the closing quote"
NEVER_CLOSED = "a quote is opened and never closed"


@dataclass(frozen=True, slots=True)
class Record:
    """One record: the line it starts on (from 1), where it ends, and its fields."""

    line: int
    end: int
    fields: tuple[str, ...]


class StrictFault(Exception):
    """A record is not RFC 4180. `field` counts from 1; `unclosed`: the text ends in a quote."""

    def __init__(self, line: int, field: int, what: str, *, unclosed: bool = False) -> None:
        super().__init__(what)
        self.line = line
        self.field = field
        self.what = what
        self.unclosed = unclosed


def records(text: str, delimiter: str, start: int = 0, line: int = 1) -> Iterator[Record]:
    """Yield the records of `text` from character `start`, which is on line `line`.

    Line ends may be CRLF, LF or CR. A blank line is a record of one empty field.

    Raises:
        StrictFault: a quote stands where RFC 4180 allows none, or is never closed.
    """
    position = start
    while position < len(text):
        record = _record(text, delimiter, position, line)
        yield record
        line += _lines(text[position : record.end])
        position = record.end


def _record(text: str, delimiter: str, position: int, line: int) -> Record:
    fields: list[str] = []
    while True:
        value, position = _field(text, delimiter, position, line, len(fields) + 1)
        fields.append(value)
        if position < len(text) and text[position] == delimiter:
            position += 1
            continue
        return Record(line, _after_line_end(text, position), tuple(fields))


def _field(text: str, delimiter: str, start: int, line: int, number: int) -> tuple[str, int]:
    if start < len(text) and text[start] == '"':
        return _quoted(text, delimiter, start, line, number)
    end = start
    while end < len(text) and text[end] != delimiter and text[end] not in "\r\n":
        if text[end] == '"':
            raise StrictFault(line, number, INSIDE_FIELD)
        end += 1
    return text[start:end], end


def _quoted(text: str, delimiter: str, start: int, line: int, number: int) -> tuple[str, int]:
    position = start + 1
    while True:
        close = text.find('"', position)
        if close < 0:
            raise StrictFault(line, number, NEVER_CLOSED, unclosed=True)
        if text[close + 1 : close + 2] == '"':
            position = close + 2
            continue
        after = text[close + 1 : close + 2]
        if after and after != delimiter and after not in "\r\n":
            raise StrictFault(line, number, AFTER_CLOSING)
        return text[start + 1 : close].replace('""', '"'), close + 1


def _after_line_end(text: str, position: int) -> int:
    if text[position : position + 2] == "\r\n":
        return position + 2
    return min(position + 1, len(text))


def _lines(text: str) -> int:
    crlf = text.count("\r\n")
    return text.count("\n") + text.count("\r") - crlf
