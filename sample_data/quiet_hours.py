"""Hours in which a tool writes nothing, and how what falls into them is put off.

On the first of a month from 00:00 to 06:00 local time the tool is closed while the extract is
taken. So the state at 06:00 is the state at midnight, and an extract holds exactly one month. In
the night in autumn when an hour happens twice the tool is closed too, so that naive local times
stay in order; only the tickets of the story `dst_change` lie in that hour.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

_HOUR = timedelta(hours=1)


@cache
def _window(zone: str, day: date) -> tuple[datetime, datetime] | None:
    """The quiet hours of one civil day in UTC, or None on an ordinary day."""
    midnight, noon = (datetime.combine(day, at, ZoneInfo(zone)) for at in (time(0), time(12)))
    start = midnight.astimezone(UTC)
    if day.day == 1:
        return start, datetime.combine(day, time(6), ZoneInfo(zone)).astimezone(UTC)
    longer = midnight.utcoffset() or timedelta()
    if longer > (noon.utcoffset() or timedelta()):
        return start + 2 * _HOUR, start + 4 * _HOUR
    return None


def settled(at: datetime, zone: str) -> datetime:
    """The instant at which the tool writes down what happened at `at`.

    Quiet hours and the hour after them are pressed into that hour, so the order is kept.
    """
    window = _window(zone, at.astimezone(ZoneInfo(zone)).date())
    if window is None or not window[0] <= at < window[1] + _HOUR:
        return at
    start, end = window
    passed = (at - start) / (end + _HOUR - start)
    return end + timedelta(seconds=int(passed * _HOUR.total_seconds()))
