"""The strictest wording that would have been kept, worked out by hand."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from slm_analytics.domain.judging import judge_share
from slm_analytics.domain.replay import needed_seconds, strictest_seconds, strictest_share
from slm_analytics.domain.service_level import (
    Condition,
    ServiceLevel,
    SmallVolume,
    State,
)

STRICT, P95 = SmallVolume.STRICT, Fraction(95, 100)


def test_time_needed_is_that_of_the_last_ticket_that_must_be_within() -> None:
    times = list(range(1, 21))
    assert needed_seconds(times, Fraction(95, 100), STRICT) == 19  # one of twenty may miss
    assert needed_seconds(times, Fraction(1), STRICT) == 20
    assert needed_seconds(times, Fraction(1), SmallVolume.ONE_MISS) == 19
    assert needed_seconds([7], Fraction(1, 2), SmallVolume.ONE_MISS) == 0


def test_strictest_wordings_leave_out_one_month_of_twenty() -> None:
    windows = [[10 * number] for number in range(1, 21)]
    assert strictest_seconds(windows, Fraction(1), STRICT, P95) == 190
    assert strictest_seconds([*windows, []], Fraction(1), STRICT, P95) == 190
    assert strictest_seconds([[], []], Fraction(1), STRICT, P95) is None
    counts = [(80 + number, 100) for number in range(20)]
    assert strictest_share([*counts, (0, 0)], P95) == Fraction(81, 100)
    assert strictest_share([(0, 0)], P95) is None


@given(
    st.lists(st.lists(st.integers(1, 90), min_size=1, max_size=12), min_size=1, max_size=15),
    st.fractions(Fraction(1, 10), 1, max_denominator=20),
    st.sampled_from([SmallVolume.STRICT, SmallVolume.ONE_MISS]),
)
def test_strictest_time_is_kept_and_a_second_less_is_not(
    windows: list[list[int]], share: Fraction, rule: SmallVolume
) -> None:
    found = strictest_seconds(windows, share, rule, P95)
    assert found is not None

    def kept(seconds: int) -> int:
        level = ServiceLevel(level_id="L", conditions=(Condition(share=share),), small_volume=rule)
        counts = [(sum(each <= seconds for each in window), len(window)) for window in windows]
        return sum(judge_share(level, [each]).state is State.KEPT for each in counts)

    assert kept(found) >= P95 * len(windows)
    assert kept(found - 1) < P95 * len(windows) or found == 0
