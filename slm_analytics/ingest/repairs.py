"""Repairs: what a person says of a file that cannot be read as it stands.

A repair is chosen, never guessed: it is shown with its effect first, kept in
the recipe of the load, and offered again for the next file of that source.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from slm_analytics.errors import UsageError

NO_HEADINGS = "none"
ALL_TABLES = "all"
_MOST_LINES = 100_000  # of a preamble or a footer
_NUMBERS = ("header_lines", "preamble", "footer")


class Quotes(StrEnum):
    """What stands around a field that holds a delimiter."""

    DOUBLE = "double"
    SINGLE = "single"
    NONE = "none"  # quotes are letters like others


class Escape(StrEnum):
    """How a quote is written inside a quoted field."""

    DOUBLED = "doubled"
    BACKSLASH = "backslash"
    PLAIN = "plain"  # as it stands: only a quote beside a delimiter opens or closes a field


class LineEnds(StrEnum):
    """What ends a line; what ends none is part of the text."""

    ANY = "any"
    LF = "lf"  # also after a CR
    CRLF = "crlf"
    CR = "cr"  # also before a LF


class LengthUnit(StrEnum):
    """The unit of lengths of time that stand as bare numbers."""

    SECONDS = "seconds"
    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"


UNIT_SECONDS = {
    LengthUnit.SECONDS: 1,
    LengthUnit.MINUTES: 60,
    LengthUnit.HOURS: 3600,
    LengthUnit.DAYS: 86_400,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Repairs:
    """What a person said of a file's form; empty where nothing was said.

    Lines count from 1 as an editor shows them: CRLF, LF and CR each end one.

    Attributes:
        delimiter: what divides fields, one or more characters.
        encoding: of the bytes.
        line_ends, quotes, escape: see the enumerations.
        header: the line of the headings, or `none`: the file has no headings.
        header_lines: how many lines the headings take; they are joined by a space.
        names: the headings, where the file has none; else `Column 1`, `Column 2` ...
        preamble: lines on top that are not read.
        footer: last lines that are not read; empty lines at the very end do not count.
        table: which of several tables, from 1, or `all`: those of the same headings.
        units: (field, unit) of lengths of time whose heading names no unit.
        lines: (line, what it should say) of single lines; an empty one is left out.
    """

    delimiter: str = ""
    encoding: str = ""
    line_ends: str = ""
    quotes: str = ""
    escape: str = ""
    header: str = ""
    header_lines: int = 0
    names: tuple[str, ...] = ()
    preamble: int = 0
    footer: int = 0
    table: str = ""
    units: tuple[tuple[str, str], ...] = ()
    lines: tuple[tuple[int, str], ...] = ()

    def __bool__(self) -> bool:
        return self != NO_REPAIRS

    @property
    def header_line(self) -> int:
        """The line said to hold the headings; 0 where none was said."""
        return int(self.header) if self.header.isdigit() else 0

    @property
    def no_headings(self) -> bool:
        """Whether the file is said to have no headings."""
        return self.header == NO_HEADINGS

    def unit_of(self, field: str) -> int | None:
        """Return the seconds of the unit said for a field."""
        unit = dict(self.units).get(field)
        return UNIT_SECONDS[LengthUnit(unit)] if unit else None

    def of_form(self) -> Repairs:
        """Return those that change how the file is divided into cells."""
        return replace(self, units=())

    def for_next_month(self) -> Repairs:
        """Return those that may fit another file: not the edits of single lines."""
        return replace(self, lines=())

    def plain(self) -> dict[str, Any]:
        """Return what was said as plain values; what was not said is left out."""
        return {name: value for name, value in asdict(self).items() if value}


NO_REPAIRS = Repairs()


def repairs_from_plain(said: Mapping[str, Any]) -> Repairs:
    """Read what `Repairs.plain` gave, also after a way through JSON."""
    kept = dict(said)
    kept["names"] = tuple(kept.get("names", ()))
    kept["units"] = tuple((str(field), str(unit)) for field, unit in kept.get("units", ()))
    kept["lines"] = tuple((int(line), str(text)) for line, text in kept.get("lines", ()))
    return Repairs(**kept)


def checked(repairs: Repairs) -> Repairs:
    """Return the repairs, if each says something that exists.

    Raises:
        UsageError: one does not.
    """
    for name, known in (
        ("line_ends", LineEnds),
        ("quotes", Quotes),
        ("escape", Escape),
    ):
        _one_of(name, getattr(repairs, name), tuple(known))
    for field, unit in repairs.units:
        _one_of(f"unit of {field}", unit, tuple(LengthUnit))
    if repairs.header and not repairs.no_headings and not _counts(repairs.header):
        raise _wrong("header", repairs.header, "the line of the headings, such as 3, or none")
    if repairs.table not in ("", ALL_TABLES) and not _counts(repairs.table):
        raise _wrong("table", repairs.table, "which table, such as 2, or all")
    for name in _NUMBERS:
        if not 0 <= getattr(repairs, name) <= _MOST_LINES:
            raise _wrong(name, str(getattr(repairs, name)), f"a number from 0 to {_MOST_LINES:,}")
    if any(mark in repairs.delimiter for mark in '"\r\n\0'):
        raise _wrong("delimiter", repairs.delimiter, "characters such as ; or a comma and a space")
    if repairs.names and not repairs.no_headings:
        raise UsageError(
            "Names of columns go with a file without headings.", remedy="Say header=none as well."
        )
    _check_lines(repairs)
    return repairs


def _check_lines(repairs: Repairs) -> None:
    places = [line for line, _ in repairs.lines]
    if len(set(places)) != len(places) or any(line < 1 for line in places):
        raise UsageError(
            "A line can be mended once, and lines count from 1.",
            remedy="Say line 41 as 41=its new text.",
        )
    for line, text in repairs.lines:
        if "\n" in text or "\r" in text:
            raise UsageError(
                f"The new text of line {line} has several lines.",
                remedy="Mend each line of the file by itself.",
            )


def _counts(said: str) -> bool:
    return said.isascii() and said.isdigit() and 0 < int(said) <= _MOST_LINES


def _one_of(name: str, said: str, known: tuple[str, ...]) -> None:
    if said and said not in known:
        raise _wrong(name.replace("_", " "), said, f"one of: {', '.join(known)}")


def _wrong(name: str, said: str, wanted: str) -> UsageError:
    return UsageError(f"{said!r} is no {name.replace('_', ' ')}.", remedy=f"Say {wanted}.")
