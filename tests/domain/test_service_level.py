"""Results of lines, worked out by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slm_analytics.domain.period import Month
from slm_analytics.domain.service_level import (
    Condition,
    Measure,
    ServiceLevel,
    SmallVolume,
    State,
    Window,
    allowed_misses,
    judge_count,
    judge_length,
    judge_share,
)

H = 3600
P95, P90, ALL = Fraction(95, 100), Fraction(90, 100), Fraction(1)


def share(
    *shares: Fraction, rule: SmallVolume = SmallVolume.STRICT, least: int = 0
) -> ServiceLevel:
    conditions = tuple(Condition(share=each, seconds=8 * H) for each in shares)
    return ServiceLevel(level_id="L", conditions=conditions, small_volume=rule, least=least)


@pytest.mark.parametrize(
    ("agreed", "of", "rule", "allowed"),
    [
        (P95, 103, SmallVolume.STRICT, 5),  # 98 of 103 are 95.1 %, 97 are 94.2 %
        (P95, 100, SmallVolume.STRICT, 5),  # exactly 95 % is kept
        (P95, 19, SmallVolume.STRICT, 0),
        (P95, 20, SmallVolume.STRICT, 1),
        (P95, 3, SmallVolume.STRICT, 0),
        (P95, 3, SmallVolume.ONE_MISS, 1),
        (P95, 103, SmallVolume.ONE_MISS, 5),
        (ALL, 50, SmallVolume.STRICT, 0),
        (ALL, 50, SmallVolume.ONE_MISS, 1),
        (P95, 0, SmallVolume.ONE_MISS, 0),
        (Fraction(29, 100), 100, SmallVolume.STRICT, 71),  # binary numbers would say 70
    ],
)
def test_misses_allowed(agreed: Fraction, of: int, rule: SmallVolume, allowed: int) -> None:
    assert allowed_misses(agreed, of, rule) == allowed


def test_share_is_kept_at_its_last_allowed_miss() -> None:
    kept, missed = (judge_share(share(P95), [(within, 103)]) for within in (98, 97))
    assert (kept.state, kept.parts[0].margin) == (State.KEPT, 0)
    assert (missed.state, missed.parts[0].misses, missed.parts[0].allowed) == (State.MISSED, 6, 5)


def test_both_conditions_of_a_line_are_needed() -> None:
    line = share(P90, ALL)
    assert judge_share(line, [(45, 50), (50, 50)]).state is State.KEPT
    assert judge_share(line, [(45, 50), (49, 50)]).state is State.MISSED
    assert judge_share(line, [(44, 50), (50, 50)]).state is State.MISSED


def test_few_tickets_by_each_rule() -> None:
    counts = [(2, 3)]
    assert judge_share(share(P95), counts).state is State.MISSED
    assert judge_share(share(P95, rule=SmallVolume.ONE_MISS), counts).state is State.KEPT
    rare = judge_share(share(P95, rule=SmallVolume.NOT_BELOW, least=5), counts)
    assert (rare.state, rare.why, rare.of) == (State.NOT_MEASURED, "fewer than 5 tickets", 3)
    five = judge_share(share(P95, rule=SmallVolume.NOT_BELOW, least=5), [(5, 5)])
    assert five.state is State.KEPT


def test_no_ticket_is_not_measured_but_a_count_of_none_is_kept() -> None:
    assert judge_share(share(P95), [(0, 0)]).why == "no ticket"
    average = ServiceLevel(level_id="L", measure=Measure.AVERAGE, expected=4 * H)
    assert judge_length(average, []).state is State.NOT_MEASURED
    count = ServiceLevel(level_id="L", measure=Measure.COUNT, expected=0)
    assert judge_count(count, 0).state is State.KEPT
    assert judge_count(count, 1).state is State.MISSED


def test_average_is_exact() -> None:
    line = ServiceLevel(level_id="L", measure=Measure.AVERAGE, expected=H)
    assert judge_length(line, [H, H, H]).state is State.KEPT
    late = judge_length(line, [H, H, H + 1])
    assert (late.state, late.actual) == (State.MISSED, Fraction(3 * H + 1, 3))


def test_percentile_is_a_time_that_a_ticket_took() -> None:
    line = ServiceLevel(level_id="L", measure=Measure.PERCENTILE, expected=9 * H)
    times = [hours * H for hours in range(1, 11)]
    assert judge_length(line, times).actual == 9 * H  # 9 of 10 stay within it
    assert judge_length(line, times).state is State.KEPT
    assert judge_length(line, [*times, 11 * H]).actual == 10 * H  # 9 of 11 are 81.8 %
    assert judge_length(line, [5 * H]).actual == 5 * H


@pytest.mark.parametrize(
    ("window", "begins", "month", "first", "last"),
    [
        (Window.MONTH, 1, "2026-05", "2026-05", "2026-05"),
        (Window.QUARTER, 1, "2026-05", "2026-04", "2026-06"),
        (Window.QUARTER, 2, "2026-01", "2025-11", "2026-01"),
        (Window.YEAR, 1, "2026-12", "2026-01", "2026-12"),
        (Window.YEAR, 4, "2026-03", "2025-04", "2026-03"),
        (Window.YEAR, 4, "2026-04", "2026-04", "2027-03"),
        (Window.ROLLING, 1, "2026-01", "2025-11", "2026-01"),
    ],
)
def test_months_of_a_window(window: Window, begins: int, month: str, first: str, last: str) -> None:
    line = ServiceLevel(level_id="L", window=window, months=3, year_begins=begins)
    assert tuple(map(str, line.span(Month.parse(month)))) == (first, last)


_COUNTS = st.integers(0, 400).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))
_SHARES = st.fractions(Fraction(1, 100), 1, max_denominator=1000)


@given(_COUNTS, _SHARES, _SHARES, st.sampled_from(SmallVolume))
def test_stricter_share_never_keeps_more(
    counts: tuple[int, int], one: Fraction, other: Fraction, rule: SmallVolume
) -> None:
    loose, strict = sorted((one, other))
    if judge_share(share(strict, rule=rule), [counts]).state is State.KEPT:
        assert judge_share(share(loose, rule=rule), [counts]).state is State.KEPT


@given(_COUNTS, _SHARES)
def test_margin_is_how_many_more_could_have_missed(
    counts: tuple[int, int], agreed: Fraction
) -> None:
    within, of = counts
    if not of:
        return
    (part,) = judge_share(share(agreed), [counts]).parts
    assert part.kept == (Fraction(within, of) >= agreed)
    if 0 <= part.margin < within:
        last = within - part.margin
        assert Fraction(last, of) >= agreed > Fraction(last - 1, of)
