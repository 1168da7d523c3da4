"""The length of a target against plain counting."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from slm_analytics.statistics.target_length import (
    deciding_length,
    oddness,
    roundest,
    usual_length,
)

judged = st.lists(st.tuples(st.integers(1, 400).map(lambda n: n * 97), st.booleans()), min_size=1)


def agreeing(tickets: list[tuple[int, bool]], length: int) -> int:
    return sum((elapsed <= length) == met for elapsed, met in tickets)


@given(judged)
def test_deciding_length_explains_as_many_as_it_says(tickets: list[tuple[int, bool]]) -> None:
    elapsed = np.array([each for each, _ in tickets], dtype=np.int64)
    met = np.array([verdict for _, verdict in tickets])
    found = deciding_length(elapsed, met)
    assert found.explained == agreeing(tickets, found.seconds)
    best = max(agreeing(tickets, each) - oddness(each) for each in elapsed.tolist())
    assert found.net >= best


def test_deciding_length_is_the_round_one_between_met_and_missed() -> None:
    elapsed = np.array([3600, 28_500, 28_850, 90_000])
    found = deciding_length(elapsed, np.array([True, True, False, False]))
    assert (found.seconds, found.explained) == (28_800, 4)


def test_one_odd_ticket_does_not_make_the_length_odd() -> None:
    elapsed = np.array([20_000, 28_799, 28_801, 40_000])
    met = np.array([True, True, True, False])
    assert deciding_length(elapsed, met).seconds == 8 * 3600 + 3600
    close = deciding_length(np.array([20_000, 28_799, 28_801, 28_803]), met)
    assert (close.seconds, close.explained) == (28_800, 3)


@pytest.mark.parametrize(
    ("low", "until", "length"),
    [(28_690, 28_865, 28_800), (86_394, 86_403, 86_400), (100, 130, 120), (101, 103, 101)],
)
def test_roundest_length_of_a_span(low: int, until: int, length: int) -> None:
    assert roundest(low, until) == length


def test_usual_length_is_the_commonest_and_minutes_are_allowed_for() -> None:
    assert usual_length(np.array([28_800, 28_800, 14_400, -5, 0]), 1) == 28_800
    assert usual_length(np.array([28_760, 28_790, 28_741, 99]), 60) == 28_800
    assert usual_length(np.array([28_800, 28_830, 28_859, 99]), 60) == 28_800
    assert usual_length(np.array([0, -1]), 1) == 0
