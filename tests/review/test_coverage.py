"""Which months there are, which of them are closed, and which one a review is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from slm_analytics.domain.period import Month
from slm_analytics.review.coverage import Coverage

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
        ("2026-02-27T23:59:59", False),
        ("2026-02-28T00:00:00", True),  # the last day has begun
        ("2026-02-28T23:59:59", True),
        ("2026-03-01T00:00:00", True),
        ("2026-12-01T00:00:00", True),
    ],
)
def test_month_is_closed_once_the_data_reaches_its_last_day(as_of: str, closed: bool) -> None:
    assert covering("2026-01", "2026-02", as_of).is_closed(Month(2026, 2)) == closed


@pytest.mark.parametrize(
    ("as_of", "month"),
    [("2026-02-28T12:00", "2026-02"), ("2026-02-14T12:00", "2026-01")],
)
def test_review_is_about_the_last_closed_month(as_of: str, month: str) -> None:
    assert str(covering("2025-12", "2026-02", as_of).review_month) == month


def test_only_month_there_is_is_reviewed_though_it_is_open() -> None:
    told = covering("2026-02", "2026-02", "2026-02-03T12:00")
    assert str(told.review_month) == "2026-02"
    assert not told.is_closed(Month(2026, 2))


def test_february_of_a_leap_year_has_29_days() -> None:
    assert not covering("2028-01", "2028-02", "2028-02-28T23:00").is_closed(Month(2028, 2))
    assert covering("2028-01", "2028-02", "2028-02-29T00:00").is_closed(Month(2028, 2))
