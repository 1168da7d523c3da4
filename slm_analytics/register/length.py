"""Lengths of time as they are agreed: 90 min, 8 h, 2 d, 1 d by 17:00."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from slm_analytics.domain.service_calendar import DAY

_UNITS = {"s": 1, "sec": 1, "second": 1, "min": 60, "minute": 60, "m": 60, "h": 3600, "hour": 3600}
_PIECE = re.compile(r"(\d+(?:[.,]\d+)?)\s*(hours?|h|minutes?|min|m|seconds?|secs?|s)\b\s*")
_DAYS = re.compile(r"(\d+)\s*(?:d|days?|working days?|wd)(?:\s+by\s+(\d{1,2}):([0-5]\d))?")
_MOST_SECONDS = 10 * 365 * DAY
_MOST_DAYS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """Seconds of service time, or working days, these up to `by_time` (second of the day)."""

    seconds: int = 0
    days: int = 0
    by_time: int | None = None

    def __str__(self) -> str:
        """Return it as it stands in a cell."""
        if self.days:
            by = "" if self.by_time is None else f" by {clock_text(self.by_time)}"
            return f"{self.days} d{by}"
        return seconds_text(self.seconds)


def length_of(text: str) -> Length | None:
    """Return the length that a text tells; None when it is none, nothing, or too much."""
    plain = " ".join(text.lower().split())
    if match := _DAYS.fullmatch(plain):
        return _days(int(match[1]), match[2], match[3])
    seconds, place = Decimal(0), 0
    while match := _PIECE.match(plain, place):
        unit = match[2] if match[2] in _UNITS else match[2].removesuffix("s")
        seconds += Decimal(match[1].replace(",", ".")) * _UNITS[unit]
        place = match.end()
    if place < len(plain) or not place or seconds != int(seconds):
        return None
    return Length(seconds=int(seconds)) if 0 < seconds <= _MOST_SECONDS else None


def _days(days: int, hour: str | None, minute: str | None) -> Length | None:
    by_time = None if hour is None else int(hour) * 3600 + int(minute or 0) * 60
    if not 0 < days <= _MOST_DAYS or (by_time is not None and by_time > DAY):
        return None
    return Length(days=days, by_time=by_time)


def seconds_text(seconds: int) -> str:
    """Return seconds in the largest unit that divides them: 8 h, 90 min, 45 s."""
    for unit, size in (("h", 3600), ("min", 60)):
        if seconds % size == 0:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"


def clock_text(second: int) -> str:
    """Return a second of the day as a clock shows it: 08:00, 24:00."""
    text = f"{second // 3600:02d}:{second // 60 % 60:02d}"
    return f"{text}:{second % 60:02d}" if second % 60 else text


def clock_seconds(text: str) -> int:
    """Return the second of the day that `clock_text` wrote."""
    hour, minute, *second = (int(part) for part in text.split(":"))
    return hour * 3600 + minute * 60 + sum(second)
