"""Reading lengths of time: `2:05:00`, `1 Day 2 Hours`, `2h 5m`, `PT2H5M`, or a number with a unit.

A bare number has the unit that its heading names, such as `Hold time
(minutes)`; without one it is not read, since hours taken for minutes would be
wrong silently. ServiceNow writes lengths as times after 1970-01-01 00:00:00.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from decimal import Decimal

_UNITS = {
    "s": 1, "sec": 1, "secs": 1, "second": 1, "seconds": 1,
    "m": 60, "min": 60, "mins": 60, "minute": 60, "minutes": 60,
    "h": 3600, "hr": 3600, "hrs": 3600, "hour": 3600, "hours": 3600,
    "d": 86_400, "day": 86_400, "days": 86_400,
}  # fmt: skip
_PART = re.compile(r"(\d+(?:\.\d+)?)\s*([a-z]+)")
_CLOCK = re.compile(r"(\d{1,6}):([0-5]\d)(?::([0-5]\d)(?:\.\d+)?)?")
_ISO = re.compile(r"pt?(?:(\d+)d)?t?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)(?:\.\d+)?s)?")
_SINCE_1970 = re.compile(r"19[7-9]\d-\d\d-\d\d \d\d:\d\d:\d\d")
_COUNTED = re.compile(r"\b(?:within|during|outside) [a-z]+ hours\b")
_NUMBER = re.compile(r"\d{1,12}(?:\.\d+)?")
_LONGEST = 100 * 366 * 86_400


def unit_of(heading: str) -> int | None:
    """Return the seconds of the unit that a heading names; None when it names none, or two.

    `within business hours` says which time is counted, not in which unit.
    """
    words = re.findall(r"[a-z]+", _COUNTED.sub(" ", heading.casefold()))
    units = {_UNITS[word] for word in words if word in _UNITS and len(word) > 1}
    return units.pop() if len(units) == 1 else None


def seconds_in(text: str, unit: int | None) -> int | None:
    """Return a length of time in whole seconds; None when the text is none.

    Args:
        text: the cell, trimmed.
        unit: the seconds of the unit of a bare number.
    """
    plain = text.casefold().strip()
    found = _bare(plain, unit)
    for read in (_clock, _iso, _words, _since_1970):
        found = read(plain) if found is None else found
    return found if found is not None and found <= _LONGEST else None


def _bare(text: str, unit: int | None) -> int | None:
    if unit is None or _NUMBER.fullmatch(text) is None:
        return None
    return int(Decimal(text) * unit)


def _clock(text: str) -> int | None:
    match = _CLOCK.fullmatch(text)
    if match is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return hours * 3600 + minutes * 60 + seconds


def _iso(text: str) -> int | None:
    match = _ISO.fullmatch(text)
    if match is None or not any(match.groups()):
        return None
    days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return days * 86_400 + hours * 3600 + minutes * 60 + seconds


def _words(text: str) -> int | None:
    plain = text.replace(",", " ").replace(" and ", " ")
    parts = _PART.findall(plain)
    if not parts or _PART.sub("", plain).strip() or any(unit not in _UNITS for _, unit in parts):
        return None
    return int(sum(Decimal(number) * _UNITS[unit] for number, unit in parts))


def _since_1970(text: str) -> int | None:
    if _SINCE_1970.fullmatch(text) is None:
        return None
    try:
        return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())
    except ValueError:
        return None
