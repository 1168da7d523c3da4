"""Days as on a status page: a row per service, a cell per day, a sign beside each colour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DayMark(StrEnum):
    """How a day is drawn; the sign stands in its cell, so that no colour speaks alone."""

    GOOD = ""
    FAIR = "·"
    BAD = "▼"
    PLAIN_DOWN = "−"
    PLANNED = "◇"
    UNKNOWN = "?"
    NONE = " "


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day of a row: how it is drawn, and what is told when pointed at."""

    mark: DayMark
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DayStrip:
    """Rows of days; `keys` are handed back when a day of a row is chosen."""

    rows: tuple[str, ...]
    keys: tuple[str, ...]
    days: tuple[date, ...]
    cells: tuple[tuple[Day, ...], ...]
    alt: str
    row_height: int = 30
