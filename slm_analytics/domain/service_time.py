"""A service calendar over a span of years: when it is open, and its working days.

A calendar may change: then each part of the span has the hours of the version
in force. Working days are counted by their openings: a night shift belongs to
the day it opens on.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from slm_analytics.domain.service_calendar import DAY, OpenTime, ServiceCalendar
from slm_analytics.domain.zone import local_seconds, to_utc

_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class CalendarPart:
    """A calendar from one instant up to another (seconds UTC)."""

    calendar: ServiceCalendar
    start: int
    until: int


@dataclass(frozen=True, slots=True)
class WorkingDay:
    """A civil date on which service opens: its days since 1970, and the instant of its opening."""

    number: int
    opens: int


class ServiceTime:
    """The open time of a calendar, with and without its holidays, and its working days."""

    def __init__(self, parts: Sequence[CalendarPart]) -> None:
        """Compile parts that follow one another; each starts where the one before it ends."""
        self.parts = tuple(parts)
        self.zone = parts[-1].calendar.zone
        self.open = OpenTime(tuple(_clipped(parts, with_holidays=True)))
        self.working_days = tuple(_working_days(parts))
        self._openings = [day.opens for day in self.working_days]
        self._numbers = [day.number for day in self.working_days]
        self._usual: OpenTime | None = None

    @property
    def usual(self) -> OpenTime:
        """The open time as it would be without holidays."""
        if self._usual is None:
            self._usual = OpenTime(tuple(_clipped(self.parts, with_holidays=False)))
        return self._usual

    def working_days_begun(self, instant: int) -> int:
        """Return how many working days have opened by an instant."""
        return bisect_right(self._openings, instant)

    def working_days_between(self, start: int, until: int) -> int:
        """Return how many working days opened after `start`, up to and with `until`."""
        return self.working_days_begun(until) - self.working_days_begun(start)

    def days_later(self, start: int, days: int, by_time: int | None = None) -> int | None:
        """Return the instant `days` working days after `start`.

        Keeping the time of day, counted from the next opening where `start` is
        closed; or with `by_time` (seconds of the day) at that time of the n-th
        working day after the civil date of `start`. None beyond the span.
        """
        if by_time is not None:
            day = local_seconds(start, self.zone) // DAY
            place = bisect_right(self._numbers, day) - 1 + days
            time_of_day = by_time
        else:
            opened = self.open.next_open(start)
            if opened is None:
                return None
            place = self.working_days_begun(opened) - 1
            if place < 0:
                return None
            time_of_day = local_seconds(opened, self.zone) - self._numbers[place] * DAY
            place += days
        if not 0 <= place < len(self._numbers):
            return None
        return to_utc(self._numbers[place] * DAY + time_of_day, self.zone)[0]


def service_seconds(
    service: ServiceTime, start: int, seconds: int, days: int, by_time: int | None
) -> int | None:
    """Return the open seconds from `start` that a target allows; None beyond the span.

    Targets in working days become the open seconds up to their instant, so
    that pauses extend them like any other.
    """
    if not days:
        return seconds
    until = service.days_later(start, days, by_time)
    return None if until is None else service.open.elapsed(start, until)


def _clipped(parts: Sequence[CalendarPart], *, with_holidays: bool) -> Iterator[tuple[int, int]]:
    for part in parts:
        calendar = part.calendar if with_holidays else replace(part.calendar, holidays={})
        first, last = _days_of(part)
        for opens, closes in calendar.open_time(first, last).intervals:
            start, until = max(opens, part.start), min(closes, part.until)
            if start < until:
                yield start, until


def _days_of(part: CalendarPart) -> tuple[date, date]:
    """Return the civil days that cover a part, one more at both ends."""
    return (
        date.fromordinal(part.start // DAY + _EPOCH_ORDINAL - 1),
        date.fromordinal(part.until // DAY + _EPOCH_ORDINAL + 1),
    )


def _working_days(parts: Sequence[CalendarPart]) -> Iterator[WorkingDay]:
    """Yield the days on which some interval opens, in order, each once."""
    last = None
    for part in parts:
        first, final = _days_of(part)
        for ordinal in range(first.toordinal(), final.toordinal() + 1):
            opens = _opening(part.calendar, date.fromordinal(ordinal))
            if opens is None or not part.start <= opens < part.until:
                continue
            number = ordinal - _EPOCH_ORDINAL
            if last is None or number > last:
                yield WorkingDay(number, opens)
                last = number


def _opening(calendar: ServiceCalendar, day: date) -> int | None:
    """Return the instant of the first opening of a civil date; midnight around the clock."""
    hours = ((0, DAY),) if calendar.always_open else calendar.hours_on(day)
    if not hours:
        return None
    face = (day.toordinal() - _EPOCH_ORDINAL) * DAY + min(opens for opens, _ in hours)
    return to_utc(face, calendar.zone)[0]
