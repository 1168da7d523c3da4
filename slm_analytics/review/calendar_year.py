"""A service calendar as people look at it: its week, its year day by day, its closed days."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from slm_analytics.domain.rules import CalendarVersion, Rules
from slm_analytics.domain.service_calendar import DAY, Hours, ServiceCalendar
from slm_analytics.domain.target import BEGINNING
from slm_analytics.register.length import clock_text
from slm_analytics.review.sentences import counted

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class DayKind(StrEnum):
    """What a day of a calendar is."""

    OPEN = "open"
    CLOSED = "closed"
    HOLIDAY = "holiday"
    SPECIAL = "special hours"


@dataclass(frozen=True, slots=True)
class YearDay:
    """A day: what it is, and that in words."""

    day: date
    kind: DayKind
    words: str


def version_on(rules: Rules, calendar_id: str, site: str, day: date) -> CalendarVersion | None:
    """Return the version of a calendar in force on a day; before the first, the first."""
    versions = rules.versions(calendar_id, site)
    begun = [each for each in versions if each.valid_from <= day]
    return begun[-1] if begun else next(iter(versions), None)


def year_of(rules: Rules, calendar_id: str, site: str, year: int) -> list[YearDay]:
    """Return the days of a year, each in the version in force on it."""
    found = []
    day = date(year, 1, 1)
    while day.year == year:
        version = version_on(rules, calendar_id, site, day)
        if version is not None:
            found.append(_day(version.calendar, day))
        day += timedelta(days=1)
    return found


def _day(calendar: ServiceCalendar, day: date) -> YearDay:
    name = f"{_WEEKDAYS[day.weekday()]} {day.day} {day:%b %Y}"
    if calendar.always_open:
        return YearDay(day, DayKind.OPEN, f"{name}: around the clock")
    if day in calendar.holidays:
        return YearDay(day, DayKind.HOLIDAY, f"{name}: {calendar.holidays[day]}, closed")
    hours = calendar.hours_on(day)
    told = hours_text(hours)
    if day in calendar.special:
        return YearDay(day, DayKind.SPECIAL, f"{name}: special hours, {told}")
    return YearDay(day, DayKind.OPEN if hours else DayKind.CLOSED, f"{name}: {told}")


def hours_text(hours: Hours) -> str:
    """Return the hours of a day: `08:00–18:00`, `22:00–06:00 the next day`, `closed`."""
    return ", ".join(_stretch(opens, closes) for opens, closes in hours) or "closed"


def _stretch(opens: int, closes: int) -> str:
    if closes > DAY:
        closes -= DAY
        return f"{clock_text(opens)}–{clock_text(closes)} the next day"
    return f"{clock_text(opens)}–{clock_text(closes)}{' the next day' if closes <= opens else ''}"


def week_lines(calendar: ServiceCalendar) -> list[tuple[str, str]]:
    """Return days and their hours; days in a row with the same hours are one line."""
    if calendar.always_open:
        return [("Every day", "around the clock")]
    lines: list[tuple[str, str]] = []
    start = 0
    for day in range(1, 8):
        if day == 7 or calendar.weekly[day] != calendar.weekly[start]:
            names = (
                _WEEKDAYS[start] if day - start == 1 else f"{_WEEKDAYS[start]}–{_WEEKDAYS[day - 1]}"
            )
            lines.append((names, hours_text(calendar.weekly[start])))
            start = day
    return lines


def year_line(days: list[YearDay]) -> str:
    """Return what a year holds: `250 days open, 9 holidays, 2 with special hours`."""
    counts = Counter(day.kind for day in days)
    parts = [f"{counted(counts[DayKind.OPEN], 'day')} open"]
    if counts[DayKind.HOLIDAY]:
        parts.append(counted(counts[DayKind.HOLIDAY], "holiday"))
    if counts[DayKind.SPECIAL]:
        parts.append(f"{counted(counts[DayKind.SPECIAL], 'day')} with special hours")
    return ", ".join([*parts, f"{counted(counts[DayKind.CLOSED], 'day')} closed"])


def days_listed(days: list[YearDay]) -> list[str]:
    """Return the holidays and special days of a year in words."""
    return [each.words for each in days if each.kind in (DayKind.HOLIDAY, DayKind.SPECIAL)]


def since_text(version: CalendarVersion) -> str:
    """Return from when a version holds."""
    since = version.valid_from
    return "from the beginning" if since == BEGINNING else f"{since:%-d %b %Y}"
