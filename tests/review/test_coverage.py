"""Which months there are, which of them are closed, and which one a review is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pandas as pd
import pytest

from slm_analytics.domain.period import Month
from slm_analytics.review.coverage import Coverage, whole_months

EMPTY = Coverage(
    generation=1, tickets=0, updates=0, loads=0, set_aside=0, unknown_words=0, first=None,
    last=None, first_opened_at=None, last_opened_at=None, as_of=None, as_of_local=None,
    zone="UTC", is_sample=False,
)  # fmt: skip


def covering(first: str, last: str, as_of: str) -> Coverage:
    clock = datetime.fromisoformat(as_of)
    return replace(EMPTY, first=Month.parse(first), last=Month.parse(last), as_of_local=clock)


def test_nothing_loaded_has_no_months() -> None:
    assert EMPTY.is_empty
    assert EMPTY.months == ()
    assert EMPTY.review_month is None
    assert not EMPTY.is_closed(Month(2026, 1))


def test_months_run_from_the_first_opening_to_the_as_of_time() -> None:
    told = covering("2025-11", "2026-01", "2026-03-02T00:00")
    months = " ".join(str(month) for month in told.months)
    assert months == "2025-11 2025-12 2026-01 2026-02 2026-03"


def test_months_reach_the_last_opening_when_the_clock_stands_before_it() -> None:
    told = covering("2026-01", "2026-03", "2026-02-28T23:00")
    assert str(told.months[-1]) == "2026-03"


@pytest.mark.parametrize(
    ("as_of", "closed"),
    [
        ("2026-02-26T23:59:59", False),
        ("2026-02-27T00:01:00", False),  # the last working day, a Friday, has hardly begun
        ("2026-02-27T12:00:00", True),
        ("2026-02-28T23:59:59", True),
        ("2026-03-01T00:00:00", True),
        ("2026-12-01T00:00:00", True),
    ],
)
def test_month_is_closed_once_the_data_reaches_its_last_working_day(
    as_of: str, closed: bool
) -> None:
    assert covering("2026-01", "2026-02", as_of).is_closed(Month(2026, 2)) == closed


def test_month_is_over_in_the_evening_of_its_last_day() -> None:
    for as_of, over in (("2026-10-30T13:00", False), ("2026-10-31T17:59", False),
                        ("2026-10-31T18:00", True), ("2026-11-01T06:00", True)):  # fmt: skip
        assert covering("2026-09", "2026-10", as_of).is_over(Month(2026, 10)) == over


@pytest.mark.parametrize(
    ("as_of", "month"),
    [("2026-02-27T13:00", "2026-02"), ("2026-02-14T12:00", "2026-01")],
)
def test_review_is_about_the_last_closed_month(as_of: str, month: str) -> None:
    assert str(covering("2025-12", "2026-02", as_of).review_month) == month


def test_only_month_there_is_is_reviewed_though_it_is_open() -> None:
    told = covering("2026-02", "2026-02", "2026-02-03T12:00")
    assert str(told.review_month) == "2026-02"
    assert not told.is_closed(Month(2026, 2))


def test_month_that_data_only_leads_into_is_not_opened() -> None:
    told = replace(covering("2025-12", "2026-01", "2026-01-15T12:00"), begins=Month(2026, 1))
    assert str(told.review_month) == "2026-01"


def test_february_of_a_leap_year_has_29_days() -> None:
    assert not covering("2024-01", "2024-02", "2024-02-28T23:00").is_closed(Month(2024, 2))
    assert covering("2024-01", "2024-02", "2024-02-29T12:00").is_closed(Month(2024, 2))


Openings = list[tuple[str, int, int, int]]  # month, all, of the first and of the last seven days


@pytest.mark.parametrize(
    ("openings", "closed", "whole"),
    [
        # The sample's first extract: older tickets, still alive, lead into it.
        ([("2024-10", 178, 3, 137), ("2024-11", 785, 145, 150)], "2024-11", "2024-11 2024-11"),
        # A single ticket of long ago, and one month that is there from its second day.
        ([("2022-03", 1, 1, 0), ("2026-04", 90, 18, 20)], "2026-04", "2026-04 2026-04"),
        # A log of three days at the turn of a month, updated for a year.
        ([("2016-02", 207, 0, 207), ("2016-03", 683, 683, 0)], "2017-01", "2016-03 2016-02"),
        # The month that runs is not whole, and a quiet week is not the beginning.
        ([("2026-01", 100, 9, 25), ("2026-02", 60, 30, 0)], "2026-01", "2026-01 2026-01"),
        # With a few tickets a month nothing is told from a quiet week.
        ([("2026-01", 1, 0, 0), ("2026-02", 4, 0, 0)], "2026-03", "2026-01 2026-03"),
        ([("2026-01", 30, 9, 0)], "", "2026-01 None"),
        ([], "", "None None"),
    ],
)
def test_whole_months_are_those_held_from_first_to_last_day(
    openings: Openings, closed: str, whole: str
) -> None:
    rows = [(Month.parse(month).first, *counts) for month, *counts in openings]
    frame = pd.DataFrame(rows, columns=["month", "opened", "first_week", "last_week"])
    begins, ends = whole_months(frame, Month.parse(closed) if closed else None)
    assert f"{begins} {ends}" == whole


def test_no_month_is_whole_where_none_has_both_ends() -> None:
    told = covering("2016-02", "2016-03", "2017-02-04T19:00")
    told = replace(told, begins=Month(2016, 3), ends=Month(2016, 2))
    assert not any(told.is_whole(month) for month in told.months)
    assert str(told.review_month) == "2016-03"
