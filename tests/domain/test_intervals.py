"""Intervals: worked pictures, and laws of sets that hold of any intervals."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slm_analytics.domain.intervals import Interval, common, merged, seconds, without

intervals = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8)
gaps = st.integers(0, 20)


def instants(found: object) -> set[int]:
    assert isinstance(found, list | tuple)
    return {at for start, until in found for at in range(start, until)}


@pytest.mark.parametrize(
    ("given_", "gap", "expected"),
    [
        ([], 0, ()),
        ([(5, 5), (9, 3)], 0, ()),
        ([(12, 20), (0, 15), (20, 25)], 0, ((0, 25),)),
        ([(0, 10), (12, 20), (30, 40)], 2, ((0, 20), (30, 40))),
        ([(0, 10), (12, 20), (30, 40)], 1, ((0, 10), (12, 20), (30, 40))),
        ([(0, 100), (5, 10), (103, 104)], 3, ((0, 104),)),
    ],
)
def test_merged_when_intervals_overlap_touch_or_lie_near(
    given_: list[Interval], gap: int, expected: tuple[Interval, ...]
) -> None:
    assert merged(given_, gap) == expected


def test_without_when_cuts_lie_inside_across_and_beside() -> None:
    left = without([(0, 10), (20, 30)], [(2, 4), (8, 22), (29, 50), (3, 3)])
    assert left == ((0, 2), (4, 8), (22, 29))
    assert without([(0, 10)], [(0, 10)]) == ()
    assert without([(5, 10)], [(0, 5), (10, 12)]) == ((5, 10),)


def test_common_when_one_spans_several() -> None:
    assert common([(0, 10), (20, 30)], [(5, 25), (28, 40)]) == ((5, 10), (20, 25), (28, 30))
    assert common([(0, 10)], [(10, 20)]) == ()


@given(intervals, st.randoms(), gaps)
def test_merging_is_free_of_order_and_once_is_enough(
    some: list[Interval], random: object, gap: int
) -> None:
    shuffled = list(some)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert merged(shuffled, gap) == merged(some, gap)
    assert merged(merged(some, gap), gap) == merged(some, gap)
    assert merged(merged(some), gap) == merged(some, gap)


@given(intervals, gaps)
def test_merged_intervals_lie_further_apart_than_the_gap(some: list[Interval], gap: int) -> None:
    assert all(after[0] - before[1] > gap for before, after in pairwise(merged(some, gap)))
    assert instants(merged(some)) == instants(some)
    assert instants(some) <= instants(merged(some, gap))


@given(intervals, intervals)
def test_intervals_are_sets_of_instants(some: list[Interval], others: list[Interval]) -> None:
    assert instants(without(some, others)) == instants(some) - instants(others)
    assert instants(common(some, others)) == instants(some) & instants(others)
    assert seconds(some) == len(instants(some))
    assert seconds(some) == seconds(without(some, others)) + seconds(common(some, others))
    for found in (without(some, others), common(some, others)):
        assert found == merged(found)
