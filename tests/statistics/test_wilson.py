"""The Wilson interval against worked numbers, and what must hold of any interval."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slm_analytics.statistics.wilson import Z_95, wilson

# Newcombe 1998, Table I (the first four), and an independent computation.
WORKED = [
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0, 0.1611),
    (1, 29, 0.0061, 0.1718),
    (7, 50, 0.0695, 0.2619),
    (95, 100, 0.8882, 0.9785),  # exactly 0.88825: the field notes round it up
    (19, 20, 0.7639, 0.9911),
    (20, 20, 0.8389, 1.0),
    (1, 1, 0.2065, 1.0),
]

counts = st.integers(1, 1_000_000).flatmap(
    lambda count: st.tuples(st.integers(0, count), st.just(count))
)


@pytest.mark.parametrize(("hits", "count", "low", "high"), WORKED)
def test_the_interval_is_the_published_one_when_it_was_published(
    hits: int, count: int, low: float, high: float
) -> None:
    found = wilson(hits, count)
    assert found is not None
    assert found == pytest.approx((low, high), abs=5e-5)


@given(counts)
def test_the_interval_holds_the_share_when_there_is_one(pair: tuple[int, int]) -> None:
    hits, count = pair
    low, high = wilson(hits, count) or (math.nan, math.nan)
    assert 0 <= low <= hits / count <= high <= 1
    assert low < high
    assert (low == 0) == (hits == 0)
    assert (high == 1) == (hits == count)


@given(counts)
def test_the_interval_is_mirrored_when_hits_and_misses_change_places(pair: tuple[int, int]) -> None:
    hits, count = pair
    low, high = wilson(hits, count) or (math.nan, math.nan)
    mirrored = wilson(count - hits, count)
    assert mirrored == pytest.approx((1 - high, 1 - low), abs=1e-12)


@given(counts.filter(lambda pair: 0 < pair[0] < pair[1]))
def test_each_end_solves_the_score_equation_when_it_is_inside(pair: tuple[int, int]) -> None:
    """Wilson's interval is where |p - t| = z * sqrt(t (1 - t) / n)."""
    hits, count = pair
    for end in wilson(hits, count) or ():
        spread = Z_95 * math.sqrt(end * (1 - end) / count)
        assert abs(hits / count - end) == pytest.approx(spread, rel=1e-6, abs=1e-9)


@given(st.integers(1, 1000), st.integers(0, 1000))
def test_the_interval_narrows_when_more_is_counted(hits: int, misses: int) -> None:
    few, many = wilson(hits, hits + misses), wilson(10 * hits, 10 * (hits + misses))
    assert few is not None
    assert many is not None
    assert many[1] - many[0] < few[1] - few[0]


@pytest.mark.parametrize("count", [0, -1, float("nan")])
def test_there_is_no_interval_when_nothing_is_counted(count: float) -> None:
    assert wilson(0, count) is None
