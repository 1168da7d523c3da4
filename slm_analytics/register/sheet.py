"""What a sheet of the register is made of: its columns, and what a cell of each holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

NONE = "none"  # an empty list, where a blank cell means the default


class Kind(StrEnum):
    """What a cell of a column holds."""

    TEXT = "text"
    DATE = "date"
    TIME = "time of day"
    YES_NO = "yes or no"
    WORD = "one word of a list"
    WORDS = "words of a list, divided by commas"
    WEEKDAYS = "weekdays"
    ZONE = "time zone"
    NUMBER = "whole number"
    SHARE = "share in percent"
    LENGTH = "length of time"
    NAMES = "names, divided by semicolons"
    CONDITIONS = "shares within lengths of time, divided by semicolons"
    AMOUNT = "length of time, number or percentage"
    FIGURE = "number or percentage"
    MONTH = "month"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a sheet.

    Attributes:
        meaning: what it says, for the template, the screen and the document.
        required: whether a row needs it.
        words: of a closed list, the word as it stands in a cell -> what it means.
        default: what a blank cell means.
        example: a value to show.
    """

    name: str
    kind: Kind = Kind.TEXT
    meaning: str
    required: bool = False
    words: Mapping[str, str] = field(default_factory=dict)
    default: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet: one row per what, the columns that name a row, and its table in the store."""

    name: str
    title: str
    table: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    def column(self, name: str) -> Column:
        """Return the column of that name."""
        return next(column for column in self.columns if column.name == name)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)


_Closed = TypeVar("_Closed", bound=StrEnum)


def plain(kind: type[_Closed]) -> dict[str, _Closed]:
    """Return the words of a closed list as they stand in cells."""
    return {each.value: each for each in kind}
