"""Months and periods."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slm_analytics.domain.period import OPEN_END, OPEN_START, Month, Period
from slm_analytics.errors import UsageError

months = st.builds(Month, st.integers(1900, 2200), st.integers(1, 12))


@given(months)
def test_a_month_is_the_same_when_it_is_written_and_read(month: Month) -> None:
    assert Month.parse(str(month)) == month
    assert Month.parse(f" {month} ") == month
    assert Month.of(month.first) == month


@given(months, st.integers(-600, 600))
def test_steps_of_months_come_back_when_taken_back(month: Month, steps: int) -> None:
    later = month.plus(steps)
    assert later.plus(-steps) == month
    assert (later > month) == (steps > 0)


@given(months)
def test_a_month_has_its_days_when_it_is_a_period(month: Month) -> None:
    period = Period.of_months(month, month)
    assert (period.until - period.start).days == monthrange(month.year, month.number)[1]
    assert period.months == (month,)


@given(months, st.integers(0, 60))
def test_a_period_touches_every_month_when_it_spans_several(first: Month, more: int) -> None:
    last = first.plus(more)
    period = Period.of_months(first, last)
    assert period.months == tuple(first.plus(step) for step in range(more + 1))
    assert period.until == last.plus(1).first


@pytest.mark.parametrize(
    "text",
    ["", "2026", "2026-13", "2026-00", "2026-1", "26-01", "2026-01-01", "0000-01", "9999-12",
     "२०२६-०१", "2026/01", "-026-01"],
)  # fmt: skip
def test_a_month_is_refused_when_it_is_not_written_as_one(text: str) -> None:
    with pytest.raises(UsageError, match="is not a month"):
        Month.parse(text)


@pytest.mark.parametrize("text", ["0001-01", "9998-12", f"{OPEN_START}-01", f"{OPEN_END}-12"])
def test_a_month_can_be_a_period_when_its_year_is_at_the_edge(text: str) -> None:
    month = Month.parse(text)
    assert Period.of_months(month, month).months == (month,)


def test_a_period_is_refused_when_it_ends_before_it_starts() -> None:
    with pytest.raises(UsageError, match="before it starts"):
        Period.of_months(Month(2026, 5), Month(2026, 4))
    with pytest.raises(UsageError, match="before it starts"):
        Period.of_months(Month(2026, 1), Month(2025, 12))
    with pytest.raises(UsageError, match="before it starts"):
        Period(date(2026, 5, 2), date(2026, 5, 1))


def test_a_period_in_days_touches_a_month_when_one_day_of_it_is_in() -> None:
    period = Period(date(2026, 1, 31), date(2026, 3, 2))
    assert [str(month) for month in period.months] == ["2026-01", "2026-02", "2026-03"]
    assert Period(date(2026, 1, 31), date(2026, 2, 1)).months == (Month(2026, 1),)
    assert Period(date(2026, 1, 1), date(2026, 1, 1)).months == ()
