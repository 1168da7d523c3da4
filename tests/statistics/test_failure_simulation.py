"""Simulated failures against answers that can be worked out, and what must hold of any history."""

from __future__ import annotations

from dataclasses import replace
from math import exp, factorial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slm_analytics.statistics.failure_simulation import (
    Basis,
    Chance,
    Coming,
    History,
    bought_by_redundancy,
    chance_of_meeting,
)

HOUR, DAY = 3600.0, 86_400.0
MONTH, YEAR = 30 * DAY, 365 * DAY


def asked(history: History, coming: Coming, seed: int = 7) -> Chance:
    found = chance_of_meeting(history, coming, seed)
    assert found is not None
    return found


def seen(count: int, seconds: float = HOUR, over: float = YEAR) -> History:
    return History(downtimes=(seconds,) * count, service_seconds=over)


def compound(mean_count: float, mean_length: float, allowed: float) -> float:
    """Return P(S <= allowed) of Poisson many exponential lengths, by their Erlang sums."""
    ratio = allowed / mean_length

    def at_most(count: int) -> float:
        return 1 - sum(exp(-ratio) * ratio**k / factorial(k) for k in range(count))

    return sum(
        exp(-mean_count) * mean_count**count / factorial(count) * at_most(count)
        for count in range(60)
    )


@pytest.mark.parametrize("allowed", [0.0, 0.5 * HOUR, HOUR, 2 * HOUR, 5 * HOUR])
def test_chance_is_the_worked_one_when_history_is_long(allowed: float) -> None:
    """So long that rate and lengths are all but known: two failures a month, exponential."""
    count = 4000
    quantiles = -np.log1p(-(np.arange(count) + 0.5) / count) * HOUR
    history = History(downtimes=tuple(quantiles.tolist()), service_seconds=count / 2 * MONTH)
    found = asked(history, Coming(service_seconds=MONTH, allowed_seconds=allowed))
    assert found.share == pytest.approx(compound(2, HOUR, allowed), abs=0.01)
    assert found.low <= found.share <= found.high
    assert found.basis is Basis.ENOUGH
    assert found.downtime == pytest.approx(2 * HOUR, rel=0.03)


@pytest.mark.parametrize("count", [1, 2, 3, 10])
def test_chance_of_no_failure_is_the_worked_one_when_nothing_is_allowed(count: int) -> None:
    """A gamma rate and no event in a month: (T / (T + t)) ^ (n + 1/2)."""
    found = asked(seen(count), Coming(service_seconds=MONTH, allowed_seconds=0))
    assert found.share == pytest.approx((YEAR / (YEAR + MONTH)) ** (count + 0.5), abs=0.02)


def test_chance_when_failures_are_all_of_one_length() -> None:
    """Twelve in a year, one hour each; two hours allowed in a month: at most two failures."""
    odds = MONTH / (YEAR + MONTH)
    shape, at_most_two, mass = 12.5, 0.0, (1 - odds) ** 12.5
    for count in range(3):  # negative binomial
        at_most_two += mass
        mass *= odds * (shape + count) / (count + 1)
    found = asked(seen(12), Coming(service_seconds=MONTH, allowed_seconds=2 * HOUR))
    assert found.share == pytest.approx(at_most_two, abs=0.02)


def test_chance_when_no_failure_was_seen() -> None:
    found = asked(seen(0), Coming(service_seconds=MONTH, allowed_seconds=HOUR))
    assert (found.basis, found.high, found.downtime) == (Basis.NONE, 1, None)
    assert found.share == pytest.approx((YEAR / (YEAR + MONTH)) ** 0.5, abs=0.01)
    assert 0.7 < found.low < found.share < 1
    over = asked(seen(0), Coming(service_seconds=MONTH, allowed_seconds=-1))
    assert (over.share, over.low, over.high) == (0, 0, 0)


def test_few_failures_are_told_and_widen_the_interval() -> None:
    coming = Coming(service_seconds=3 * MONTH, allowed_seconds=HOUR)
    few = asked(seen(2), coming)
    enough = asked(seen(3, over=1.5 * YEAR), coming)
    many = asked(seen(40, over=20 * YEAR), coming)
    assert [each.basis for each in (few, enough, many)] == [Basis.FEW, Basis.ENOUGH, Basis.ENOUGH]
    widths = [each.high - each.low for each in (few, enough, many)]
    assert widths[0] > widths[1] > widths[2]


def test_few_failures_do_not_promise_that_none_is_longer() -> None:
    coming = Coming(service_seconds=MONTH, allowed_seconds=40 * HOUR)
    assert asked(seen(3), coming).share > asked(seen(2, 20 * HOUR), coming).share
    none_longer = asked(seen(1, over=MONTH), Coming(service_seconds=MONTH, allowed_seconds=HOUR))
    only_count = (0.5**1.5) * (1 + 1.5 * 0.5)  # at most one failure, were each of one hour
    assert none_longer.share < only_count


def test_the_next_length_is_as_wide_as_one_seen_allows_when_there_is_one() -> None:
    """Known but for a normal logarithm of spread 1 the next one has spread √2."""
    allowed = HOUR * exp(2**0.5)
    found = asked(seen(1), Coming(service_seconds=MONTH, allowed_seconds=allowed))
    fails = 1 - (YEAR / (YEAR + MONTH)) ** 1.5
    assert 1 - found.share == pytest.approx(fails * 0.1587, abs=0.005)


def test_there_is_no_chance_when_no_service_time_was_seen() -> None:
    coming = Coming(service_seconds=MONTH, allowed_seconds=HOUR)
    assert chance_of_meeting(seen(0, over=0), coming, 1) is None


def test_chance_is_sure_when_nothing_can_happen_or_all_is_lost() -> None:
    nothing_to_come = asked(seen(5), Coming(service_seconds=0, allowed_seconds=0))
    assert (nothing_to_come.share, nothing_to_come.low, nothing_to_come.high) == (1, 1, 1)
    lost = asked(seen(5), Coming(service_seconds=MONTH, allowed_seconds=-1))
    assert (lost.share, lost.high) == (0, 0)


def test_chance_is_the_same_when_the_seed_is() -> None:
    coming = Coming(service_seconds=MONTH, allowed_seconds=HOUR)
    assert asked(seen(5), coming, 3) == asked(seen(5), coming, 3)
    assert asked(seen(5), coming, 3) != asked(seen(5), coming, 4)


histories = st.builds(
    History,
    downtimes=st.lists(st.floats(0, 10 * HOUR), max_size=6).map(tuple),
    service_seconds=st.floats(MONTH, 2 * YEAR),
)


@settings(max_examples=15)
@given(histories, st.lists(st.floats(-HOUR, 20 * HOUR), min_size=2, max_size=2))
def test_a_lower_target_is_never_harder_to_meet(history: History, allowed: list[float]) -> None:
    tight, loose = (
        asked(history, Coming(service_seconds=MONTH, allowed_seconds=each))
        for each in sorted(allowed)
    )
    assert tight.share <= loose.share
    assert tight.low <= loose.low
    assert tight.high <= loose.high
    for each in (tight, loose):
        assert 0 <= each.low <= each.high <= 1


def test_redundancy_when_the_second_component_is_known() -> None:
    history = History(downtimes=(3 * HOUR, HOUR), service_seconds=400 * HOUR)
    found = bought_by_redundancy(history, 0.75, 1)
    assert (found.saved_seconds, found.left_seconds) == (3 * HOUR, HOUR)
    assert (found.before, found.after) == (0.99, 0.9975)
    assert found.avoided == 1.5
    assert (found.saved_low, found.saved_high) == (0, 4 * HOUR)
    common = bought_by_redundancy(history, 0.75, 1, common_cause=0.5)
    assert (common.saved_seconds, common.avoided) == (1.5 * HOUR, 0.75)


def test_redundancy_when_it_is_perfect_useless_or_not_needed() -> None:
    history = History(downtimes=(3 * HOUR, HOUR), service_seconds=400 * HOUR)
    perfect = bought_by_redundancy(history, 1, 1)
    assert (perfect.after, perfect.saved_low, perfect.saved_high) == (1, 4 * HOUR, 4 * HOUR)
    useless = bought_by_redundancy(history, 0, 1)
    assert (useless.saved_seconds, useless.saved_high, useless.after) == (0, 0, useless.before)
    whole = bought_by_redundancy(replace(history, downtimes=()), 0.9, 1)
    assert (whole.saved_seconds, whole.before, whole.after) == (0, 1, 1)
    unseen = bought_by_redundancy(History(downtimes=(), service_seconds=0), 0.9, 1)
    assert (unseen.before, unseen.after) == (None, None)


def test_redundancy_interval_holds_the_worked_share_when_outages_are_many() -> None:
    """A hundred equal outages saved with odds 0.9: 90 ± 1.96 × 3, give or take one."""
    found = bought_by_redundancy(seen(100), 0.9, 1)
    assert found.saved_low / HOUR == pytest.approx(84, abs=1)
    assert found.saved_high / HOUR == pytest.approx(95.5, abs=1)
