"""When a service is supported: weekly hours, holidays and special days in a zone, as open time.

A calendar says which local civil times are open. Compiled over a span of
days it becomes open intervals in UTC with the seconds open before each, so
that elapsed service time is a difference of two look-ups and a due time is
one. Days on which clocks change have their true length: an interval holds the
instants whose local time lies in it, whether the clock skips or repeats them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from slm_analytics.domain.zone import stretches

DAY = 86_400
_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()

Hours = tuple[tuple[int, int], ...]  # (opens, closes) in seconds of the day; may close after 86,400
Interval = tuple[int, int]  # seconds since 1970 UTC, half-open


class ClosingRule(StrEnum):
    """Where a due time lies that falls on the closing time."""

    STAYS = "stays at closing"
    MOVES = "moves to the next opening"


class EndBeforeStart(StrEnum):
    """What elapsed between two instants of which the second comes first."""

    ZERO = "nothing"
    NEGATIVE = "the time between them, less than nothing"
    ABSOLUTE = "the time between them"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceCalendar:
    """The support hours of a service.

    Attributes:
        zone: IANA name; the hours are local civil times.
        weekly: hours of Monday to Sunday. An interval that closes at or before
            it opens runs past midnight; it belongs to the day it opens on.
        holidays: closed civil dates with their names. A holiday closes its
            whole civil date, and a shift that would open on it does not exist.
        holiday_ends_shift: whether it also closes the rest of a shift of the
            day before; else that shift belongs to the day it opened on.
        special: date -> hours that replace the weekly hours of that date
            (holidays are stronger).
        always_open: around the clock, every day; the rest is not looked at.
    """

    zone: str = "UTC"
    weekly: tuple[Hours, ...] = ((), (), (), (), (), (), ())
    holidays: Mapping[date, str] = field(default_factory=dict)
    holiday_ends_shift: bool = True
    special: Mapping[date, Hours] = field(default_factory=dict)
    always_open: bool = False

    def open_time(self, first: date, last: date) -> OpenTime:
        """Return the open time of the days `first` to `last`, both included."""
        start, until = _day(first), _day(last) + 1
        if self.always_open:
            return OpenTime(tuple(_on_clock([(start * DAY, until * DAY)], self.zone)))
        faces = _merged(sorted(self._faces(start - 1, until)))
        if self.holiday_ends_shift:
            faces = list(_without_holidays(faces, self.holidays))
        faces = [
            (max(opens, start * DAY), min(closes, until * DAY))
            for opens, closes in faces
            if closes > start * DAY and opens < until * DAY
        ]
        return OpenTime(tuple(_on_clock(faces, self.zone)))

    def hours_on(self, day: date) -> Hours:
        """Return the intervals that open on a civil date."""
        if day in self.holidays:
            return ()
        return self.special.get(day, self.weekly[day.weekday()])

    def _faces(self, start: int, until: int) -> Iterator[Interval]:
        """Yield the intervals that open on each day, on the local clock face."""
        for number in range(start, until):
            for opens, closes in self.hours_on(date.fromordinal(number + _EPOCH_ORDINAL)):
                ends = closes if closes > opens else closes + DAY
                yield number * DAY + opens, number * DAY + ends


class OpenTime:
    """Open intervals in UTC over a span, with the seconds open before each."""

    def __init__(self, intervals: tuple[Interval, ...]) -> None:
        self.intervals = tuple(_merged(list(intervals)))
        self._starts = [start for start, _ in self.intervals]
        self._before: list[int] = []
        total = 0
        for start, until in self.intervals:
            self._before.append(total)
            total += until - start
        self.total = total

    def seconds_before(self, instant: int) -> int:
        """Return the open seconds of the span before an instant."""
        index = bisect_right(self._starts, instant) - 1
        if index < 0:
            return 0
        start, until = self.intervals[index]
        return self._before[index] + min(instant, until) - start

    def elapsed(self, start: int, until: int, reverse: EndBeforeStart = EndBeforeStart.ZERO) -> int:
        """Return the open seconds from `start` to `until`."""
        seconds = self.seconds_before(until) - self.seconds_before(start)
        if until >= start or reverse is EndBeforeStart.NEGATIVE:
            return seconds
        return 0 if reverse is EndBeforeStart.ZERO else -seconds

    def due(self, start: int, seconds: int, closing: ClosingRule = ClosingRule.STAYS) -> int | None:
        """Return the earliest instant at which `seconds` open seconds have passed since `start`.

        It may be a closing instant, unless `closing` moves it on; with no
        seconds it is `start` itself. None when the span has not that much open
        time left.
        """
        instant = self._reached(start, seconds)
        if instant is None or seconds <= 0 or closing is ClosingRule.STAYS:
            return instant
        return self.next_open(instant)

    def _reached(self, start: int, seconds: int) -> int | None:
        if seconds <= 0:
            return start
        wanted = self.seconds_before(start) + seconds
        index = bisect_left(self._before, wanted) - 1
        if index < 0:
            return None
        opens, closes = self.intervals[index]
        instant = opens + wanted - self._before[index]
        return instant if instant <= closes else None

    def is_open(self, instant: int) -> bool:
        """Return whether an instant is open; the closing instant is not."""
        index = bisect_right(self._starts, instant) - 1
        return index >= 0 and instant < self.intervals[index][1]

    def next_open(self, instant: int) -> int | None:
        """Return the first open instant at or after an instant."""
        if self.is_open(instant):
            return instant
        index = bisect_left(self._starts, instant)
        return self._starts[index] if index < len(self._starts) else None

    def next_close(self, instant: int) -> int | None:
        """Return when the interval open at an instant closes, or the next to open."""
        index = bisect_right(self._starts, instant) - 1
        if index < 0 or instant >= self.intervals[index][1]:
            index += 1
        return self.intervals[index][1] if index < len(self.intervals) else None

    def within(self, start: int, until: int) -> tuple[Interval, ...]:
        """Return the open intervals between two instants, cut at both."""
        index = max(bisect_right(self._starts, start) - 1, 0)
        found = []
        for opens, closes in self.intervals[index:]:
            if opens >= until:
                break
            if closes > start and until > start:
                found.append((max(opens, start), min(closes, until)))
        return tuple(found)


def _day(day: date) -> int:
    return day.toordinal() - _EPOCH_ORDINAL


def _merged(intervals: list[Interval]) -> list[Interval]:
    """Return sorted intervals without overlaps; those that touch become one."""
    merged: list[Interval] = []
    for start, until in intervals:
        if until <= start:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], until))
        else:
            merged.append((start, until))
    return merged


def _without_holidays(faces: list[Interval], holidays: Mapping[date, str]) -> Iterator[Interval]:
    """Yield what is left of intervals on the clock face once holidays are cut out."""
    closed = sorted(_day(day) for day in holidays)
    for opens, closes in faces:
        start = opens
        for number in closed[bisect_left(closed, opens // DAY) :]:
            if number * DAY >= closes:
                break
            if number * DAY > start:
                yield start, number * DAY
            start = max(start, (number + 1) * DAY)
        if start < closes:
            yield start, closes


def _on_clock(faces: list[Interval], zone: str) -> Iterator[Interval]:
    """Yield the instants whose local time lies in the intervals of the clock face, in order."""
    parts = stretches(zone)
    starts = [part.start for part in parts]
    found = []
    for opens, closes in faces:
        last = bisect_left(starts, closes + DAY)
        for part in reversed(parts[max(bisect_right(starts, opens - DAY) - 1, 0) : last]):
            start = max(opens - part.offset, part.start)
            until = min(closes - part.offset, part.until)
            if start < until:
                found.append((start, until))
    yield from sorted(found)
