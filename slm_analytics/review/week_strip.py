"""A week of hours as a strip, and the holidays to come."""

from __future__ import annotations

from datetime import date

from slm_analytics.domain.service_calendar import DAY, ServiceCalendar
from slm_analytics.register.in_force import calendar_version
from slm_analytics.register.rows import Register
from slm_analytics.register.week import Hours, with_hours
from slm_analytics.review.calendar_year import hours_text

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

Strip = list[tuple[str, list[tuple[float, float]], str]]


def calendar_of(register: Register, hours: Hours) -> ServiceCalendar:
    """Return the calendar that hours would make, with the days of its own that it has already."""
    after = with_hours(register, hours, None)
    named = [row for row in after["calendars"] if row["calendar_id"] == hours.calendar_id]
    own = [row for row in named if not row["site"]]
    return calendar_version(after, max(own, key=lambda row: row["valid_from"])).calendar


def week_strip(calendar: ServiceCalendar) -> Strip:
    """Return for each weekday its name, its open stretches as parts of the day, and in words."""
    if calendar.always_open:
        return [(name, [(0.0, 1.0)], "around the clock") for name in _DAYS]
    open_: list[list[tuple[float, float]]] = [[] for _ in _DAYS]
    for day, hours in enumerate(calendar.weekly):
        for opens, closes in hours:
            until = closes if closes > opens else closes + DAY
            open_[day].append((opens / DAY, min(until, DAY) / DAY))
            if until > DAY:
                open_[(day + 1) % 7].append((0.0, (until - DAY) / DAY))
    return [
        (name, sorted(open_[day]), hours_text(calendar.weekly[day]))
        for day, name in enumerate(_DAYS)
    ]


def next_holidays(calendar: ServiceCalendar, today: date, most: int = 5) -> list[str]:
    """Return the next days that are closed as holidays, in words."""
    if calendar.always_open:
        return []
    coming = [day for day in sorted(calendar.holidays) if day >= today][:most]
    return [f"{day:%a} {day.day} {day:%b %Y}: {calendar.holidays[day]}" for day in coming]
