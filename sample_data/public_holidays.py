"""Public holidays on which nobody works on tickets, 2024 to 2026.

The provider's people know them. The ticket tools' clocks do not, which is why a ticket that waits
over Easter is flagged as missed (see the story `bank_holiday_week`).
"""

from datetime import date, timedelta

YEARS = (2024, 2025, 2026)

_JAPAN = """
2024-10-14 2024-11-04 2024-12-30 2024-12-31
2025-01-01 2025-01-02 2025-01-03 2025-01-13 2025-02-11 2025-02-24 2025-03-20 2025-04-29
2025-05-05 2025-05-06 2025-07-21 2025-08-11 2025-09-15 2025-09-23 2025-10-13 2025-11-03
2025-11-24 2025-12-30 2025-12-31
2026-01-01 2026-01-02 2026-01-12 2026-02-11 2026-02-23 2026-03-20 2026-04-29 2026-05-04
2026-05-05 2026-05-06 2026-07-20 2026-08-11 2026-09-21 2026-09-22 2026-09-23 2026-10-12
2026-11-03 2026-11-23 2026-12-30 2026-12-31
"""


def easter_sunday(year: int) -> date:
    """Easter Sunday of a year, by the anonymous Gregorian computus (Meeus, chapter 8)."""
    a, b, c = year % 19, year // 100, year % 100
    g = (8 * b + 13) // 25
    h = (19 * a + b - b // 4 - g + 15) % 30
    weekday = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)


def nth_weekday(year: int, month: int, weekday: int, n: int) -> date:
    """The n-th given weekday of a month, Monday = 0."""
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))


def observed(day: date) -> date:
    """The day a US holiday is taken on: Friday for a Saturday, Monday for a Sunday."""
    return day + timedelta(days={5: -1, 6: 1}.get(day.weekday(), 0))


def _germany(year: int) -> list[date]:
    fixed = [(1, 1), (5, 1), (10, 3), (12, 25), (12, 26)]
    movable = [timedelta(days=offset) for offset in (-2, 1, 39, 50)]
    easter = easter_sunday(year)
    return [date(year, month, day) for month, day in fixed] + [easter + gap for gap in movable]


def _united_states(year: int) -> list[date]:
    fixed = [observed(date(year, month, day)) for month, day in ((1, 1), (7, 4), (12, 25))]
    memorial_day = nth_weekday(year, 6, 0, 1) - timedelta(days=7)
    return [*fixed, memorial_day, nth_weekday(year, 9, 0, 1), nth_weekday(year, 11, 3, 4)]


GERMANY = frozenset(day for year in YEARS for day in _germany(year))
UNITED_STATES = frozenset(day for year in YEARS for day in _united_states(year))
JAPAN = frozenset(date.fromisoformat(day) for day in _JAPAN.split())
