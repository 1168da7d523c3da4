"""Open time as arrays gives what the calendars of the domain give, instant by instant."""

from __future__ import annotations

from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from slm_analytics.domain.service_calendar import DAY, Hours, ServiceCalendar
from slm_analytics.domain.zone import local_seconds
from slm_analytics.statistics.open_seconds import OpenSeconds, WeeklySeconds, local_faces

_MONDAY = 1_767_571_200  # 2026-01-05 00:00 UTC
_ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe")
edges = st.integers(0, 95).map(lambda quarter: quarter * 900)
intervals = st.tuples(edges, edges.map(lambda edge: edge + 900))
hours = st.lists(intervals, max_size=3).map(tuple)
weeks = st.tuples(*[hours] * 7)
instants = st.lists(st.integers(_MONDAY, _MONDAY + 300 * DAY), min_size=1, max_size=20)


@given(weeks, st.sampled_from(_ZONES), instants)
@settings(max_examples=60, deadline=None)
def test_open_seconds_equal_those_of_the_calendar(
    weekly: tuple[Hours, ...], zone: str, at: list[int]
) -> None:
    holidays = {date(2026, 4, 3): "Good Friday"}
    service = ServiceCalendar(zone=zone, weekly=weekly, holidays=holidays).open_time(
        date(2026, 1, 4), date(2026, 11, 5)
    )
    some = np.array(at, dtype=np.int64)
    arrays = OpenSeconds(service)
    assert arrays.before(some).tolist() == [service.seconds_before(each) for each in at]
    ends = [service.seconds_before(each) > service.seconds_before(each - 1) for each in at]
    assert arrays.ends_a_second(some).tolist() == ends
    opens = {start for start, _ in service.intervals}
    edge = np.array([*opens, *(start + 1 for start in opens)] or [0], dtype=np.int64)
    assert arrays.opens_at(edge).tolist() == [each in opens for each in edge.tolist()]


@given(weeks, instants)
@settings(max_examples=60, deadline=None)
def test_weekly_seconds_equal_those_of_the_calendar_where_clocks_stay(
    weekly: tuple[Hours, ...], at: list[int]
) -> None:
    service = ServiceCalendar(weekly=weekly).open_time(date(2026, 1, 1), date(2026, 11, 5))
    arrays = WeeklySeconds(weekly)
    found = arrays.before(np.array(at)) - arrays.before(np.array([_MONDAY]))
    base = service.seconds_before(_MONDAY)
    assert found.tolist() == [service.seconds_before(each) - base for each in at]


@given(st.sampled_from(_ZONES), instants)
def test_local_faces_are_what_the_local_clock_shows(zone: str, at: list[int]) -> None:
    faces = local_faces(np.array(at, dtype=np.int64), zone)
    assert faces.tolist() == [local_seconds(each, zone) for each in at]
