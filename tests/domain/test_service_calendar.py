"""Service calendars against a clock walked in steps, and the laws that elapsed time obeys."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slm_analytics.domain.service_calendar import (
    DAY,
    ClosingRule,
    EndBeforeStart,
    Hours,
    OpenTime,
    ServiceCalendar,
)

ZONES = (
    "UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Asia/Tokyo", "Australia/Sydney",
    "Australia/Lord_Howe", "America/Sao_Paulo", "Africa/Casablanca", "Pacific/Apia",
)  # fmt: skip
FIRST, LAST = date(2025, 3, 1), date(2025, 4, 30)  # clocks change in both directions
STEP = 900  # every hour and every change of a clock lies on a quarter of an hour
quarters = st.integers(0, 96).map(lambda quarter: quarter * STEP)
hours = st.lists(st.tuples(quarters, quarters), max_size=3).map(tuple)
days = st.dates(FIRST, LAST)
calendars = st.builds(
    ServiceCalendar,
    zone=st.sampled_from(ZONES),
    weekly=st.tuples(*[hours] * 7),
    holidays=st.dictionaries(days, st.just("closed"), max_size=4),
    holiday_ends_shift=st.booleans(),
    special=st.dictionaries(days, hours, max_size=3),
    always_open=st.sampled_from([False, False, False, True]),
)
instants = st.integers(
    int(datetime(2025, 3, 3, tzinfo=UTC).timestamp()),
    int(datetime(2025, 4, 28, tzinfo=UTC).timestamp()),
)


def desk(**said: object) -> ServiceCalendar:
    """A calendar of Monday to Friday, nine to five, in Berlin."""
    nine_to_five: Hours = ((9 * 3600, 17 * 3600),)
    weekly = (*(nine_to_five,) * 5, (), ())
    return ServiceCalendar(**{"zone": "Europe/Berlin", "weekly": weekly, **said})  # type: ignore[arg-type]


def open_time(calendar: ServiceCalendar) -> OpenTime:
    return calendar.open_time(FIRST, LAST)


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Berlin")).timestamp())


def stands_open(calendar: ServiceCalendar, instant: int) -> bool:
    """Return whether an instant is open, from its local time alone."""
    if calendar.always_open:
        return True
    local = datetime.fromtimestamp(instant, ZoneInfo(calendar.zone))
    second = local.hour * 3600 + local.minute * 60 + local.second
    today, yesterday = local.date(), local.date() - timedelta(days=1)
    if today in calendar.holidays and calendar.holiday_ends_shift:
        return False
    if any(
        opens <= second < (closes if closes > opens else closes + DAY)
        for opens, closes in calendar.hours_on(today)
    ):
        return True
    return any(
        second + DAY < closes + DAY
        for opens, closes in calendar.hours_on(yesterday)
        if closes <= opens
    )


@settings(max_examples=60, deadline=None)
@given(calendars, instants, st.integers(0, 3 * 96))
def test_elapsed_when_the_clock_is_walked(
    calendar: ServiceCalendar, start: int, steps: int
) -> None:
    start -= start % STEP
    walked = sum(STEP for step in range(steps) if stands_open(calendar, start + step * STEP))
    compiled = open_time(calendar)
    assert compiled.elapsed(start, start + steps * STEP) == walked
    assert compiled.is_open(start) == stands_open(calendar, start)


@settings(max_examples=150, deadline=None)
@given(calendars, instants, instants, instants)
def test_elapsed_is_additive_and_never_falls(
    calendar: ServiceCalendar, one: int, two: int, three: int
) -> None:
    first, middle, last = sorted((one, two, three))
    compiled = open_time(calendar)
    whole = compiled.elapsed(first, last)
    assert whole == compiled.elapsed(first, middle) + compiled.elapsed(middle, last)
    assert 0 <= compiled.elapsed(first, middle) <= whole <= last - first
    assert compiled.elapsed(last, first) == 0
    assert compiled.elapsed(last, first, EndBeforeStart.ABSOLUTE) == whole
    assert compiled.elapsed(last, first, EndBeforeStart.NEGATIVE) == -whole
    inside = compiled.within(first, last)
    assert sum(until - start for start, until in inside) == whole
    assert all(start < until for start, until in inside)
    assert compiled.within(middle, middle) == ()


@settings(max_examples=150, deadline=None)
@given(calendars, instants, st.integers(1, 40 * 3600))
def test_due_is_the_inverse_of_elapsed(calendar: ServiceCalendar, start: int, seconds: int) -> None:
    compiled = open_time(calendar)
    due = compiled.due(start, seconds)
    if due is None:
        assert compiled.total - compiled.seconds_before(start) < seconds
        return
    assert compiled.elapsed(start, due) == seconds
    assert compiled.elapsed(start, due - 1) == seconds - 1
    moved = compiled.due(start, seconds, ClosingRule.MOVES)
    assert moved is None or (compiled.is_open(moved) and compiled.elapsed(due, moved) == 0)
    assert moved == due or not compiled.is_open(due)


@settings(max_examples=60, deadline=None)
@given(st.tuples(*[hours] * 7), instants, instants, st.integers(-2, 2))
def test_whole_weeks_change_nothing_without_holidays(
    weekly: tuple[Hours, ...], one: int, two: int, weeks: int
) -> None:
    compiled = ServiceCalendar(weekly=weekly).open_time(date(2025, 1, 1), date(2025, 12, 31))
    start, until = sorted((one, two))
    shift = weeks * 7 * DAY
    assert compiled.elapsed(start, until) == compiled.elapsed(start + shift, until + shift)


@pytest.mark.parametrize(
    ("start", "seconds", "due"),
    [
        ("2025-03-07T16:00", 4 * 3600, "2025-03-10T12:00"),  # Friday 16:00 + 4 h
        ("2025-03-07T16:00", 3600, "2025-03-07T17:00"),  # at closing, not at the next opening
        ("2025-03-08T12:00", 1, "2025-03-10T09:00:01"),
        ("2025-03-08T12:00", 0, "2025-03-08T12:00"),
        ("2025-03-07T16:59:59", 2, "2025-03-10T09:00:01"),
    ],
)
def test_due_when_it_is_worked_by_hand(start: str, seconds: int, due: str) -> None:
    assert open_time(desk()).due(at(start), seconds) == at(due)


def test_due_when_it_falls_on_the_closing_time_and_moves() -> None:
    compiled = open_time(desk())
    moved = compiled.due(at("2025-03-07T16:00"), 3600, ClosingRule.MOVES)
    assert moved == at("2025-03-10T09:00")
    assert compiled.due(at("2025-03-08T12:00"), 0, ClosingRule.MOVES) == at("2025-03-08T12:00")


def test_days_on_which_clocks_change_have_their_true_length() -> None:
    always = open_time(ServiceCalendar(zone="Europe/Berlin", always_open=True))
    assert always.elapsed(at("2025-03-30T00:00"), at("2025-03-31T00:00")) == 23 * 3600
    night = open_time(ServiceCalendar(zone="Europe/Berlin", weekly=(((0, 6 * 3600),),) * 7))
    assert night.elapsed(at("2025-03-30T00:00"), at("2025-03-31T00:00")) == 5 * 3600
    autumn = ServiceCalendar(zone="Europe/Berlin", weekly=(((0, 6 * 3600),),) * 7)
    compiled = autumn.open_time(date(2025, 10, 20), date(2025, 10, 30))
    assert compiled.elapsed(at("2025-10-26T00:00"), at("2025-10-27T00:00")) == 7 * 3600


def test_holiday_closes_its_date_and_the_shift_that_would_open_on_it() -> None:
    nights: tuple[Hours, ...] = (((22 * 3600, 6 * 3600),),) * 7
    holiday = {date(2025, 3, 12): "Founding day"}
    closes = ServiceCalendar(zone="Europe/Berlin", weekly=nights, holidays=holiday)
    start, until = at("2025-03-11T12:00"), at("2025-03-13T12:00")
    assert open_time(closes).elapsed(start, until) == 2 * 3600
    runs_on = ServiceCalendar(
        zone="Europe/Berlin", weekly=nights, holidays=holiday, holiday_ends_shift=False
    )
    assert open_time(runs_on).elapsed(start, until) == 8 * 3600


def test_special_hours_replace_those_of_the_day_unless_it_is_a_holiday() -> None:
    early: Hours = ((7 * 3600, 8 * 3600),)
    start, until = at("2025-03-10T00:00"), at("2025-03-11T00:00")
    special = desk(special={date(2025, 3, 10): early})
    assert open_time(special).within(start, until) == (
        (at("2025-03-10T07:00"), at("2025-03-10T08:00")),
    )
    both = desk(special={date(2025, 3, 10): early}, holidays={date(2025, 3, 10): "closed"})
    assert open_time(both).within(start, until) == ()


def test_nothing_is_open_beyond_the_span_and_nothing_is_due_there() -> None:
    compiled = open_time(desk())
    end = at("2025-05-01T00:00")
    assert compiled.due(end - 3 * DAY, 10 * DAY) is None
    assert compiled.next_open(end) is None
    assert compiled.next_close(end) is None
    assert compiled.seconds_before(at("2024-01-01T00:00")) == 0
    assert compiled.seconds_before(end + DAY) == compiled.total
    assert compiled.next_close(at("2025-03-08T12:00")) == at("2025-03-10T17:00")
    assert compiled.next_close(at("2025-03-10T17:00")) == at("2025-03-11T17:00")


def test_intervals_that_overlap_or_touch_count_once() -> None:
    overlapping: Hours = ((9 * 3600, 12 * 3600), (11 * 3600, 13 * 3600), (13 * 3600, 14 * 3600))
    compiled = open_time(ServiceCalendar(weekly=(overlapping, *((),) * 6)))
    monday = int(datetime(2025, 3, 10, tzinfo=UTC).timestamp())
    assert compiled.elapsed(monday, monday + DAY) == 5 * 3600
    assert len(compiled.within(monday, monday + DAY)) == 1
