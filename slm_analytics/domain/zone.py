"""Time zones: one pinned database, and what a local time means in UTC.

The operating system's zone files are switched off, so that the same input
gives the same figures on every machine; `TZDATA_VERSION` goes into receipts.
"""

from __future__ import annotations

import zoneinfo
from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from importlib.metadata import version
from itertools import pairwise

from slm_analytics.errors import UsageError

zoneinfo.reset_tzpath(to=())
TZDATA_VERSION = version("tzdata")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_STEP = 24 * 3600  # zones never change twice within a day
_FIRST_YEAR, _LAST_YEAR = 1985, 2101  # the years a date may lie in, and some


class Reading(StrEnum):
    """How a local time stands in its zone."""

    PLAIN = "plain"
    FOLD = "fold"  # the clock showed it twice; the earlier instant is taken
    GAP = "gap"  # the clock never showed it


@dataclass(frozen=True, slots=True)
class Stretch:
    """Seconds since 1970 UTC from `start` up to `until`, during which the zone keeps `offset`."""

    start: int
    until: int
    offset: int


@lru_cache(maxsize=64)
def stretches(name: str) -> tuple[Stretch, ...]:
    """Return the stretches of constant UTC offset of zone `name`, 1985 to 2100.

    Raises:
        UsageError: there is no such zone.
    """
    zone = _zone(name)
    first = int(datetime(_FIRST_YEAR, 1, 1, tzinfo=UTC).timestamp())
    last = int(datetime(_LAST_YEAR, 1, 1, tzinfo=UTC).timestamp())
    days = range(first, last + 1, _STEP)
    offsets = [_offset(zone, day) for day in days]
    starts = [first]
    for (left, before), (right, after) in pairwise(zip(days, offsets, strict=True)):
        if before != after:
            starts.append(_change_between(zone, left, right))
    ends = [*starts[1:], last]
    return tuple(
        Stretch(start, until, _offset(zone, start))
        for start, until in zip(starts, ends, strict=True)
    )


def to_utc(local_seconds: int, name: str) -> tuple[int, Reading]:
    """Return the instant of a local time and how it reads.

    Args:
        local_seconds: seconds since 1970-01-01 00:00 of the local clock face.
        name: an IANA zone.

    Returns:
        Seconds since 1970 UTC. In a fold the earlier instant; in a gap the
        instant that the offset before the gap gives.
    """
    parts = stretches(name)
    index = max(bisect_right(_faces(name), local_seconds) - 1, 0)
    if index > 0 and local_seconds < parts[index - 1].until + parts[index - 1].offset:
        return local_seconds - parts[index - 1].offset, Reading.FOLD
    reading = Reading.PLAIN
    if index + 1 < len(parts) and local_seconds >= parts[index].until + parts[index].offset:
        reading = Reading.GAP
    return local_seconds - parts[index].offset, reading


def local_moment(instant: datetime, zone: str) -> datetime:
    """Return what the clock of a zone shows at an instant (UTC, without a zone)."""
    epoch = _EPOCH.replace(tzinfo=None)
    second = int((instant - epoch).total_seconds())
    return epoch + timedelta(seconds=local_seconds(second, zone))


def local_seconds(utc_seconds: int, name: str) -> int:
    """Return what the local clock shows at an instant, as seconds since 1970-01-01 00:00."""
    parts = stretches(name)
    index = max(bisect_right([part.start for part in parts], utc_seconds) - 1, 0)
    return utc_seconds + parts[index].offset


def instant_text(moment: datetime) -> str:
    """Return an instant as `YYYY-MM-DDTHH:MM:SSZ`; a naive one is taken as UTC."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    plain = aware.astimezone(UTC).replace(tzinfo=None)
    return plain.isoformat(timespec="seconds") + "Z"


@lru_cache(maxsize=64)
def _faces(name: str) -> tuple[int, ...]:
    """Return what the local clock shows when each stretch begins."""
    return tuple(part.start + part.offset for part in stretches(name))


def zone_names() -> tuple[str, ...]:
    """Every zone that can be named, sorted, place names only and UTC first."""
    names = {name for name in zoneinfo.available_timezones() if "/" in name}
    names = {name for name in names if not name.startswith(("Etc/", "posix/", "right/"))}
    return ("UTC", *sorted(names))


def check_zone(name: str) -> str:
    """Return `name` when it is a zone.

    Raises:
        UsageError: there is no such zone.
    """
    _zone(name)
    return name


def _zone(name: str) -> zoneinfo.ZoneInfo:
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UsageError(
            f"There is no time zone {name!r}.",
            remedy="Use a name such as Europe/Berlin, America/New_York or UTC.",
        ) from error


def _offset(zone: zoneinfo.ZoneInfo, utc_seconds: int) -> int:
    moment = (_EPOCH + timedelta(seconds=utc_seconds)).astimezone(zone)
    delta = moment.utcoffset()
    return int(delta.total_seconds()) if delta is not None else 0


def _change_between(zone: zoneinfo.ZoneInfo, left: int, right: int) -> int:
    """Return the first second of the offset that holds at `right`, by bisection."""
    after = _offset(zone, right)
    while right - left > 1:
        middle = (left + right) // 2
        if _offset(zone, middle) == after:
            right = middle
        else:
            left = middle
    return right
