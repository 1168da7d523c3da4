"""Exact business time: seconds that pass while an office is open, in UTC instants.

Written for the generator alone and on purpose independent of the product's clock, so that the
tool's own verdicts in the extracts are a second opinion and not an echo.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

OPENS, CLOSES = time(8), time(18)


@dataclass(frozen=True, kw_only=True)
class Hours:
    """When an office is open: Monday to Friday 08:00 to 18:00 of its zone, or always.

    Attributes:
        zone: IANA name of the time zone.
        holidays: Civil dates on which the office stays closed.
        always: Open round the clock; zone and holidays then mean nothing.
    """

    zone: str
    holidays: frozenset[date] = frozenset()
    always: bool = False


@cache
def opening(hours: Hours, day: date) -> tuple[datetime, datetime] | None:
    """The open interval of one civil day in UTC, or None where the office stays closed."""
    if day.weekday() >= 5 or day in hours.holidays:
        return None
    zone = ZoneInfo(hours.zone)
    begin, end = (datetime.combine(day, at, zone).astimezone(UTC) for at in (OPENS, CLOSES))
    return begin, end


def business_seconds(hours: Hours, start: datetime, stop: datetime) -> int:
    """Open seconds between two UTC instants; 0 where stop is not after start."""
    if hours.always:
        return max(0, int((stop - start).total_seconds()))
    total = 0
    day, last = (instant.astimezone(ZoneInfo(hours.zone)).date() for instant in (start, stop))
    while day <= last:
        interval = opening(hours, day)
        if interval is not None:
            overlap = min(stop, interval[1]) - max(start, interval[0])
            total += max(0, int(overlap.total_seconds()))
        day += timedelta(days=1)
    return total


def after_business_seconds(hours: Hours, start: datetime, seconds: int) -> datetime:
    """The first instant at which this many open seconds have passed since start."""
    if hours.always:
        return start + timedelta(seconds=seconds)
    day = start.astimezone(ZoneInfo(hours.zone)).date()
    left = seconds
    while True:
        interval = opening(hours, day)
        if interval is not None and interval[1] > start:
            begin = max(start, interval[0])
            available = int((interval[1] - begin).total_seconds())
            if left <= available:
                return begin + timedelta(seconds=left)
            left -= available
        day += timedelta(days=1)
