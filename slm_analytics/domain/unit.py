"""Units of figures, and how a figure is written so that it never hides a miss."""

from __future__ import annotations

import math
from enum import StrEnum


class Unit(StrEnum):
    """What one number of a metric counts."""

    SHARE = "share"  # 0 to 1, of counted tickets
    SHARE_OF_TIME = "share of time"  # 0 to 1, of the time that tickets took
    COUNT = "count"  # tickets
    HOURS = "hours"  # elapsed
    MINUTES = "minutes"
    SHARE_OF_AGREED = "share of agreed time"  # of service time; below 0 where more is used up
    PER_TICKET = "per ticket"  # a mean of counts


class Better(StrEnum):
    """The direction in which a metric improves."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class Answer(StrEnum):
    """The five answers a figure can have; they are never mixed."""

    FIGURE = "figure"
    NO_DATA = "no data"
    NO_TARGET = "no target"
    OPEN = "open"
    NOT_MEASURED = "not measured"


def floor_to(value: float, digits: int) -> float:
    """Return `value` cut, never rounded up, to `digits` decimals.

    The guard of 1e-9 undoes binary noise: 0.29 * 100 is 28.999999999999996.
    """
    scale: int = 10**digits
    return math.floor(value * scale + 1e-9) / float(scale)


def ceil_to(value: float, digits: int) -> float:
    """Return `value` raised, never cut, to `digits` decimals: for what is to be at most so much."""
    return -floor_to(-value, digits)


def share_text(share: float, digits: int = 1) -> str:
    """Return a share as `97.0 %`, floored, so that 99.96 % is never shown as 100.0 %."""
    return f"{floor_to(share * 100, digits):.{digits}f}\u00a0%"


def telling_digits(value: float, target: float, digits: int, *, up: bool) -> int:
    """Return how many digits show `value` on its side of `target`, at least so many, at most 6.

    Cut towards the worse side a kept value could look missed: 99.96 against
    99.95 is not shown as 99.9.
    """
    cut = ceil_to if up else floor_to
    kept = value <= target if up else value >= target
    for enough in range(digits, 6):
        shown = cut(value, enough)
        if (shown <= target if up else shown >= target) == kept:
            return enough
    return 6


def hours_text(hours: float) -> str:
    """Return hours as people say them: `12 min`, `3 h 12 min`, `2 d 4 h`."""
    minutes = int(hours * 60 + 1e-9)
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 48 * 60:
        return f"{minutes // 60} h {minutes % 60} min"
    return f"{minutes // 1440} d {minutes % 1440 // 60} h"


def available_text(share: float, target: float | None = None, digits: int = 3) -> str:
    """Return an availability with enough digits to stand on its side of a target: `99.9499 %`.

    Cut, so that less than all is never shown as 100 %.
    """
    if share >= 1:
        return share_text(1, 0)
    if target is not None:
        digits = telling_digits(share * 100, target * 100, digits, up=False)
    return share_text(share, digits)


def downtime_text(seconds: float, *, up: bool = True) -> str:
    """Return a downtime: `no time`, `45 s`, `12 min 5 s`, `3 h 12 min`.

    Raised, so that it is never told too short; what is allowed is cut instead.
    """
    whole = math.ceil(seconds - 1e-9) if up else math.floor(seconds + 1e-9)
    if not whole:
        return "no time"
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        minutes, rest = divmod(whole, 60)
        return f"{minutes} min {rest} s" if rest else f"{minutes} min"
    return service_text((math.ceil(whole / 60) if up else whole // 60) / 60)


def minutes_text(minutes: float) -> str:
    """Return minutes, grouped: `1 204 min`; below ten with one decimal, rounded up."""
    shown = ceil_to(minutes, 1 if 0 < abs(minutes) < 10 else 0) + 0.0  # no minus before a zero
    return f"{shown:,.{1 if shown % 1 else 0}f}\u00a0min".replace(",", "\u202f")


def service_text(hours: float) -> str:
    """Return service hours as people say them: `3 h 12 min`, `405 h`; days differ in hours."""
    minutes = int(hours * 60 + 1e-9)
    return f"{minutes // 60} h" if minutes >= 48 * 60 else hours_text(hours)


def figure_text(value: float | None, unit: Unit) -> str:
    """Return a figure in its unit; an unknown one as an en dash."""
    if value is None or math.isnan(value):
        return "–"
    match unit:
        case Unit.SHARE | Unit.SHARE_OF_TIME:
            return share_text(value)
        case Unit.SHARE_OF_AGREED:
            return available_text(value)
        case Unit.MINUTES:
            return minutes_text(value)
        case Unit.HOURS:
            return hours_text(value)
        case Unit.PER_TICKET:
            return f"{floor_to(value, 2):.2f}"
        case Unit.COUNT:
            return f"{int(value):,}".replace(",", "\u202f")
