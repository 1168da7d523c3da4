"""How figures are written: cut, never rounded up."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slm_analytics.domain.unit import (
    Unit,
    available_text,
    downtime_text,
    figure_text,
    floor_to,
    hours_text,
    minutes_text,
    share_text,
    telling_digits,
)


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (1.0, "100.0"),
        (0.99996, "99.9"),
        (0.9999999999, "99.9"),
        (999_999 / 1_000_000, "99.9"),
        (0.95, "95.0"),
        (0.94999, "94.9"),
        (0.29, "29.0"),  # 0.29 * 100 is 28.999999999999996
        (0.58, "58.0"),
        (0.57, "57.0"),
        (495 / 890, "55.6"),
        (1 / 3, "33.3"),
        (0.0, "0.0"),
    ],
)
def test_a_share_is_cut_when_it_is_shown(share: float, text: str) -> None:
    assert share_text(share) == f"{text}\u00a0%"


@given(st.integers(1, 1_000_000), st.data())
def test_a_share_is_cut_exactly_when_it_is_a_count_of_tickets(
    count: int, data: st.DataObject
) -> None:
    hits = data.draw(st.integers(0, count))
    exact = math.floor(Fraction(hits, count) * 1000)
    assert floor_to(hits / count * 100, 1) == exact / 10
    assert (share_text(hits / count) == "100.0\u00a0%") == (hits == count)


@pytest.mark.parametrize(
    ("hours", "text"),
    [
        (0.0, "0 min"),
        (0.2, "12 min"),
        (59.999 / 60, "59 min"),
        (1.0, "1 h 0 min"),
        (3.2, "3 h 12 min"),
        (47.99, "47 h 59 min"),
        (48.0, "2 d 0 h"),
        (52.5, "2 d 4 h"),
        (1.1, "1 h 6 min"),  # 1.1 * 60 is 66.00000000000001
        (0.7, "42 min"),
        (4.35, "4 h 21 min"),  # 4.35 * 60 is 260.99999999999994
    ],
)
def test_hours_are_cut_to_minutes_when_they_are_shown(hours: float, text: str) -> None:
    assert hours_text(hours) == text


@given(st.integers(0, 10_000_000))
def test_whole_minutes_are_kept_when_they_went_through_hours(minutes: int) -> None:
    text = hours_text(minutes * 60 / 3600)
    if minutes < 60:
        assert text == f"{minutes} min"
    elif minutes < 48 * 60:
        assert text == f"{minutes // 60} h {minutes % 60} min"
    else:
        assert text == f"{minutes // 1440} d {minutes // 60 % 24} h"


def test_a_figure_is_written_in_its_unit_when_it_is_known() -> None:
    assert figure_text(0.97, Unit.SHARE) == "97.0\u00a0%"
    assert figure_text(1234567.0, Unit.COUNT) == "1\u202f234\u202f567"
    assert figure_text(1.239, Unit.PER_TICKET) == "1.23"
    assert figure_text(0.5, Unit.HOURS) == "30 min"


@pytest.mark.parametrize("unit", list(Unit))
def test_a_figure_is_a_dash_when_there_is_none(unit: Unit) -> None:
    assert figure_text(None, unit) == "–"
    assert figure_text(float("nan"), unit) == "–"


@pytest.mark.parametrize(
    ("value", "target", "up", "digits"),
    [
        (99.96, 99.95, False, 2),  # one digit would show 99.9, below what was agreed
        (99.94, 99.95, False, 1),
        (94.17, 95.0, False, 1),
        (0.22, 0.25, True, 2),
        (5.04, 5.0, True, 1),
        (5.0, 5.0, True, 1),
    ],
)
def test_digits_show_a_value_on_its_side_of_the_target(
    value: float, target: float, up: bool, digits: int
) -> None:
    assert telling_digits(value, target, 1, up=up) == digits


@pytest.mark.parametrize(
    ("share", "target", "shown"),
    [
        (0.999499, 0.9995, "99.949"),  # missed, and shown below its target
        (0.9994999, 0.9995, "99.949"),
        (0.99950004, 0.9995, "99.950"),
        (0.9995, 0.9995, "99.950"),
        (0.999999, None, "99.999"),
        (0.99999999999, 0.9, "99.999"),  # never as 100 %
        (1.0, 0.9, "100"),
        (0.0, 0.9, "0.000"),
    ],
)
def test_an_availability_is_shown_on_its_side_of_the_target(
    share: float, target: float | None, shown: str
) -> None:
    assert available_text(share, target) == f"{shown}\u00a0%"


@pytest.mark.parametrize(
    ("seconds", "raised", "cut"),
    [
        (0, "no time", "no time"),
        (0.4, "1 s", "no time"),
        (59, "59 s", "59 s"),
        (60, "1 min", "1 min"),
        (2_678.4, "44 min 39 s", "44 min 38 s"),
        (7_776, "2 h 10 min", "2 h 9 min"),
    ],
)
def test_a_downtime_is_raised_and_an_allowance_cut(seconds: float, raised: str, cut: str) -> None:
    assert (downtime_text(seconds), downtime_text(seconds, up=False)) == (raised, cut)


@pytest.mark.parametrize(
    ("minutes", "shown"),
    [(0, "0"), (-0.0, "0"), (0.01, "0.1"), (9.95, "10"), (1_203.2, "1\u202f204")],
)
def test_minutes_are_raised_and_grouped(minutes: float, shown: str) -> None:
    assert minutes_text(minutes) == f"{shown}\u00a0min"
