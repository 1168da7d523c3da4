"""Weekly hours read from due times; closed days that due times keep clear of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np

from slm_analytics.domain.service_calendar import Hours
from slm_analytics.statistics.closed_days import QUIET, closed_days, countries_of, quiet_days
from slm_analytics.statistics.due_hours import better_hours, hours_of

DAY, HOUR = 86_400, 3600
_MONDAY = 20_458  # 2026-01-05, days since 1970


def faces(open_hours: list[tuple[float, float]], days: list[int], weeks: int = 8) -> np.ndarray:
    """Return a due time every five minutes of the hours of some weekdays."""
    found = [
        (_MONDAY + 7 * week + day) * DAY + second
        for week in range(weeks)
        for day in days
        for opens, closes in open_hours
        for second in range(int(opens * HOUR) + 300, int(closes * HOUR) + 1, 300)
    ]
    return np.array(found, dtype=np.int64)


def test_hours_are_the_hull_of_due_times() -> None:
    office = ((8 * HOUR, 18 * HOUR),)
    assert hours_of(faces([(8, 18)], [0, 1, 2, 3, 4]))[0] == (office,) * 5 + ((), ())


def test_breaks_are_seen_beside_the_hull() -> None:
    week = hours_of(faces([(8, 12), (13, 17)], [0, 1, 2, 3, 4]))
    assert week[0][0] == ((8 * HOUR, 17 * HOUR),)
    assert any(each[0] == ((8 * HOUR, 12 * HOUR), (13 * HOUR, 17 * HOUR)) for each in week)


def test_night_shifts_belong_to_the_day_they_open_on() -> None:
    week = hours_of(faces([(22, 30)], [0, 1, 2, 3, 4]))[0]
    assert week == (((22 * HOUR, 6 * HOUR),),) * 5 + ((), ())


def test_all_day_is_open_all_day() -> None:
    assert hours_of(faces([(0, 24)], list(range(7))))[0] == (((0, DAY),),) * 7
    assert hours_of(np.zeros(0, dtype=np.int64)) == ()


def test_a_step_away_lie_other_edges_days_and_intervals() -> None:
    broken = ((8 * HOUR, 12 * HOUR), (13 * HOUR, 17 * HOUR))
    steps = set(better_hours((broken,) * 5 + ((), ())))
    assert (((8 * HOUR, 17 * HOUR),),) * 5 + ((), ()) in steps
    assert (broken,) * 6 + ((),) in steps
    assert (broken,) * 4 + ((), (), ()) in steps
    assert (((8 * HOUR, 12 * HOUR),),) * 5 + ((), ()) in steps


def test_quiet_days_are_working_days_on_which_nothing_was_due() -> None:
    busy = {_MONDAY + number: 20 for number in range(28) if number % 7 < 5}
    busy.pop(_MONDAY + 9)
    week = (((0, DAY),),) * 5 + ((), ())
    assert quiet_days(busy, week) == {date(2026, 1, 14): QUIET}
    assert quiet_days(dict.fromkeys(busy, 2), week) == {}


def test_countries_of_a_zone_are_those_of_the_pinned_zone_database() -> None:
    assert countries_of("Europe/Berlin") == ("DE",)
    assert countries_of("UTC") == ()


class Invented:
    """A country with one holiday, and a part with one more."""

    def days(self, country: str, part: str) -> Mapping[date, str]:
        first = {date(2026, 1, 14): "Founding day"} if country == "XX" else {}
        return first | ({date(2026, 1, 20): "Harvest"} if part == "N" else {})

    def parts(self, country: str) -> tuple[str, ...]:
        return ("N", "S") if country == "XX" else ()


def test_closed_days_are_those_of_countries_their_parts_and_quiet_ones() -> None:
    week = (((8 * HOUR, 18 * HOUR),),) * 5 + ((), ())
    founding, harvest = date(2026, 1, 14), date(2026, 1, 20)
    assert whose(week, {founding}) == ["XX", QUIET]
    assert whose(week, {founding, harvest}) == ["XX", "XX-N", QUIET]
    assert whose(week, set()) == ["XX"]
    assert whose(week, {founding}, known=False) == [QUIET]


def whose(week: tuple[Hours, ...], quiet: set[date], *, known: bool = True) -> list[str]:
    days = [date(2026, 1, 5) + timedelta(days=number) for number in range(28) if number % 7 < 5]
    due = [
        (day.toordinal() - date(1970, 1, 1).toordinal()) * DAY + 9 * HOUR
        for day in days
        if day not in quiet
    ]
    found = closed_days(np.array(due * 20), week, ("XX", "YY"), Invented() if known else None)
    return [each.whose for each in found]
