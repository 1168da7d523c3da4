"""What a chart shows, free of any drawing library: pages and files draw the same specification.

Unknown values are None everywhere: a gap, never a zero.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from slm_analytics.charts.clock_bar import ClockBar
from slm_analytics.charts.day_strip import DayStrip
from slm_analytics.domain.unit import Unit


class Mark(StrEnum):
    """How a series is drawn."""

    BAR = "bar"
    LINE = "line"
    AREA = "area"


class Role(StrEnum):
    """What a colour stands for."""

    FIRST = "first"
    SECOND = "second"
    QUIET = "quiet"
    MISSED = "missed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One series: a value per category, and what the reader sees when pointing at it."""

    name: str
    mark: Mark
    role: Role
    values: tuple[float | None, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """Series over the same categories, in order; `alt` says in words what can be seen."""

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: Unit
    alt: str
    height: int = 280
    from_zero: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a grid.

    `share` colours it against the mark, its own where it has one; without a
    share it is grey. `more` stands small below the text. `key` is handed back
    when the cell is chosen; a cell that is `plain` has no colour and no key.
    """

    share: float | None
    text: str
    note: str
    key: tuple[str, str]
    mark: float | None = None
    kept: bool | None = None  # where the verdict is not the share against the mark
    more: str = ""
    plain: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Shares by row and column, marked below `mark`; None where there is nothing to count."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[Cell | None, ...], ...]
    mark: float
    alt: str
    row_height: int = 34
    is_wide: bool = False  # it scrolls sideways, so every column has room


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar of a ranking: how long, what stands at its end, what is told when pointed at."""

    label: str
    value: float
    text: str
    note: str
    role: Role = Role.FIRST


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """Bars one below the other, in the order given."""

    bars: tuple[Bar, ...]
    alt: str
    bar_height: int = 30


class Tone(StrEnum):
    """What a stretch of a timeline means."""

    WAITING = "waiting"  # nobody has taken it
    WORKING = "working"
    HELD = "held"
    DONE = "done"
    PLAIN = "plain"
    PLAIN_TOO = "plain too"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A stretch of time in a lane."""

    lane: str
    label: str
    start: datetime
    until: datetime
    tone: Tone
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """An instant worth a line: opened, due, resolved."""

    label: str
    at: datetime
    important: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """What happened to one thing, in lanes over the same time."""

    stretches: tuple[Stretch, ...]
    moments: tuple[Moment, ...] = field(default=())
    alt: str = ""
    lane_height: int = 52


Chart = Trend | Grid | Ranking | Timeline | ClockBar | DayStrip
