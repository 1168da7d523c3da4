"""Repairs in words for people, and from the words of the command line."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from slm_analytics.errors import UsageError
from slm_analytics.ingest.fields import FIELDS, Kind
from slm_analytics.ingest.options import Options
from slm_analytics.ingest.repairs import (
    ALL_TABLES,
    Escape,
    LineEnds,
    Quotes,
    Repairs,
    checked,
)

DELIMITER_WORDS = {
    ",": "a comma",
    ";": "a semicolon",
    "\t": "a tab",
    "|": "a bar",
    " ": "a space",
    ", ": "a comma and a space",
    "; ": "a semicolon and a space",
}
LINE_END_WORDS = {
    LineEnds.ANY: "CRLF, LF and CR each end a line",
    LineEnds.LF: "lines end with LF; a single CR is text",
    LineEnds.CRLF: "lines end with CRLF; a single LF or CR is text",
    LineEnds.CR: "lines end with CR; a single LF is text",
}
QUOTE_WORDS = {
    Quotes.DOUBLE: 'double quotes stand around fields (")',
    Quotes.SINGLE: "single quotes stand around fields (')",
    Quotes.NONE: "no quotes stand around fields; they are letters like others",
}
ESCAPE_WORDS = {
    Escape.DOUBLED: 'a quote inside a field is doubled ("")',
    Escape.BACKSLASH: 'a quote inside a field follows a backslash (\\")',
    Escape.PLAIN: "a quote inside a field stands as it is",
}
_SPOKEN_DELIMITERS = {
    "comma": ",", "semicolon": ";", "tab": "\t", "\\t": "\t", "bar": "|", "pipe": "|",
    "space": " ", "comma space": ", ",
}  # fmt: skip
_TEXTS = ("encoding", "line_ends", "quotes", "escape", "header", "table")
_NUMBERS = ("header_lines", "preamble", "footer")
_OF_OPTIONS = ("sheet", "date_order")
_KINDS = ("delimiter", *_TEXTS, *_NUMBERS, "names", "unit", "line", *_OF_OPTIONS)


def repair_words(repairs: Repairs) -> str:
    """Return what was said, as one sentence without its full stop."""
    text = spoken_repairs(repairs)
    return text[:1].upper() + text[1:]


def spoken_repairs(repairs: Repairs) -> str:
    """Return what was said, for the middle of a sentence."""
    words = [*_form(repairs), *_lines(repairs)]
    words += [
        f"{FIELDS[name].title if name in FIELDS else name} is in {unit}"
        for name, unit in repairs.units
    ]
    return "; ".join(words)


def _form(repairs: Repairs) -> list[str]:
    words = []
    if repairs.delimiter:
        shown = DELIMITER_WORDS.get(repairs.delimiter, repr(repairs.delimiter))
        words.append(f"fields are divided by {shown}")
    if repairs.quotes:
        words.append(QUOTE_WORDS[Quotes(repairs.quotes)])
    if repairs.escape:
        words.append(ESCAPE_WORDS[Escape(repairs.escape)])
    if repairs.line_ends:
        words.append(LINE_END_WORDS[LineEnds(repairs.line_ends)])
    if repairs.encoding:
        words.append(f"its letters are written in {repairs.encoding}")
    return words


def _lines(repairs: Repairs) -> list[str]:
    words = []
    if repairs.preamble:
        words.append(_not_read("first", repairs.preamble))
    if repairs.no_headings:
        named = ", ".join(repairs.names)
        words.append(f"it has no headings{f'; the columns are {named}' if named else ''}")
    elif repairs.header:
        words.append(f"the headings stand on line {repairs.header}")
    if repairs.header_lines > 1:
        words.append(f"the headings take {repairs.header_lines} lines and are joined")
    if repairs.table == ALL_TABLES:
        words.append("all its tables have the same headings and are read as one")
    elif repairs.table:
        words.append(f"only table {repairs.table} of the file is read")
    if repairs.footer:
        words.append(_not_read("last", repairs.footer))
    for line, text in repairs.lines:
        words.append(f"line {line} is mended" if text else f"line {line} is left out")
    return words


def _not_read(which: str, count: int) -> str:
    return (
        f"the {which} line is not read" if count == 1 else f"the {which} {count} lines are not read"
    )


def options_with(options: Options, said: Sequence[str]) -> Options:
    """Return the options with repairs as the command line has them: `header=3`.

    Raises:
        UsageError: a repair does not exist, or says something that does not.
    """
    repairs, other = options.repairs, {}
    for each in said:
        kind, found, value = each.partition("=")
        if not found or kind not in _KINDS:
            raise UsageError(
                f"{each!r} is no repair.",
                remedy=f"Say KIND=VALUE with one of: {', '.join(_KINDS)}.",
            )
        if kind in _OF_OPTIONS:
            other[kind] = value
        else:
            repairs = _with(repairs, kind, value)
    return replace(options, repairs=checked(repairs), **other)


def _with(repairs: Repairs, kind: str, value: str) -> Repairs:
    changed: dict[str, Any]
    if kind == "delimiter":
        changed = {kind: _SPOKEN_DELIMITERS.get(value, value)}
    elif kind in _NUMBERS:
        changed = {kind: _number(kind, value)}
    elif kind == "names":
        changed = {kind: tuple(name.strip() for name in next(csv.reader([value])))}
    elif kind == "unit":
        changed = {"units": (*repairs.units, _unit(value))}
    elif kind == "line":
        line, _, text = value.partition("=")
        changed = {"lines": (*repairs.lines, (_number("line", line), text))}
    else:
        changed = {kind: value.strip().lower() if kind != "encoding" else value.strip()}
    return replace(repairs, **changed)


def _unit(value: str) -> tuple[str, str]:
    field, _, unit = value.partition(":")
    known = [name for name, each in FIELDS.items() if each.kind is Kind.DURATION]
    if field not in known:
        raise UsageError(
            f"{field!r} is no length of time.",
            remedy=f"Say unit={known[0]}:minutes; lengths of time: {', '.join(known)}.",
        )
    return field, unit


def _number(kind: str, value: str) -> int:
    if not (value.isascii() and value.isdigit()):
        raise UsageError(f"{value!r} is no number.", remedy=f"Say {kind}=2, for example.")
    return int(value)


def repair_arguments(said: dict[str, Any]) -> list[str]:
    """Return repairs (plain values) as the command line takes them."""
    found = []
    for kind, value in said.items():
        if kind == "names":
            found.append(f"names={','.join(value)}")
        elif kind == "units":
            found += [f"unit={field}:{unit}" for field, unit in value]
        elif kind == "lines":
            found += [f"line={line}={text}" for line, text in value]
        else:
            found.append(f"{kind}={value}")
    return found
