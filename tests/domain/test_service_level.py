"""Results of lines, worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slm_analytics.domain.judging import (
    allowed_misses,
    counted_bound,
    judge_count,
    judge_length,
    judge_ratio,
    judge_share,
    judge_value,
)
from slm_analytics.domain.level_results import results_of
from slm_analytics.domain.month_count import MonthCount
from slm_analytics.domain.period import Month
from slm_analytics.domain.service_level import (
    Condition,
    Direction,
    Measure,
    ServiceLevel,
    SmallVolume,
    State,
    Trait,
    Window,
)
from slm_analytics.domain.typed import Delivery

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


def test_minimum_is_worse_than_missed() -> None:
    line = replace(share(P95), minimum=P90)
    told = [judge_share(line, [(within, 100)]) for within in (95, 94, 90, 89)]
    assert [each.state for each in told] == [State.KEPT, State.MISSED, State.MISSED, State.MISSED]
    assert [each.is_below_minimum for each in told] == [False, False, False, True]


@pytest.mark.parametrize(
    ("direction", "hits", "state", "below"),
    [
        (Direction.AT_MOST, 5, State.KEPT, False),
        (Direction.AT_MOST, 8, State.MISSED, False),
        (Direction.AT_MOST, 9, State.MISSED, True),
    ],
)
def test_ratio_at_most(direction: Direction, hits: int, state: State, below: bool) -> None:
    line = ServiceLevel(
        level_id="L", measure=Measure.RATIO, direction=direction,
        expected=Fraction(5, 100), minimum=Fraction(8, 100),
    )  # fmt: skip
    told = judge_ratio(line, 100 - hits, 100)
    assert (told.state, told.actual, told.is_below_minimum) == (state, Fraction(hits, 100), below)


def test_ratio_at_least_counts_those_that_have_the_trait() -> None:
    line = ServiceLevel(
        level_id="L", measure=Measure.RATIO, trait=Trait.FIRST_GROUP,
        direction=Direction.AT_LEAST, expected=Fraction(70, 100),
    )  # fmt: skip
    assert judge_ratio(line, 7, 10).state is State.KEPT
    missed = judge_ratio(line, 6, 10)
    assert (missed.state, missed.actual) == (State.MISSED, Fraction(6, 10))


def test_values_are_pooled_by_their_bases_and_never_averaged() -> None:
    line = ServiceLevel(
        level_id="L", measure=Measure.VALUE, direction=Direction.AT_LEAST,
        expected=Fraction(99, 100), is_percentage=True,
    )  # fmt: skip
    small = MonthCount(values=1, total=Fraction(1), bases=1, base=Fraction(1))
    large = MonthCount(values=1, total=Fraction(980), bases=1, base=Fraction(1000))
    assert judge_value(line, small).state is State.KEPT
    assert judge_value(line, small + large).actual == Fraction(981, 1001)  # not 99 %
    alone = MonthCount(values=1, total=Fraction(999, 1000))
    assert judge_value(line, alone).state is State.KEPT
    assert judge_value(line, alone + alone).why == "values without a base cannot be pooled"
    assert judge_value(line, alone + small).why == "values without a base cannot be pooled"
    assert judge_value(line, MonthCount()).why == "nothing typed in"


@pytest.mark.parametrize(
    ("held", "direction", "bound"),
    [
        (Fraction(1), Direction.AT_MOST, 5),
        (Fraction(1, 2), Direction.AT_MOST, 2),
        (Fraction(1, 2), Direction.AT_LEAST, 3),
    ],
)
def test_count_is_prorated_by_the_days_that_the_line_held(
    held: Fraction, direction: Direction, bound: int
) -> None:
    line = ServiceLevel(
        level_id="L", measure=Measure.COUNT, expected=Fraction(5), direction=direction
    )
    assert counted_bound(line, held) == bound
    assert judge_count(line, bound, held).state is State.KEPT
    beyond = bound + (1 if direction is Direction.AT_MOST else -1)
    assert judge_count(line, beyond, held).state is State.MISSED


@pytest.mark.parametrize(
    ("due", "delivered", "on", "told"),
    [
        (5, 5, 9, True), (5, 6, 9, False), (5, None, 5, None), (5, None, 6, False),
        (5, 6, 4, False), (5, 3, 4, True),
    ],
)  # fmt: skip
def test_delivery_is_missed_once_its_day_is_over(
    due: int, delivered: int | None, on: int, told: bool | None
) -> None:
    day = date(2026, 3, delivered) if delivered else None
    delivery = Delivery(level_id="L", name="r", due_on=date(2026, 3, due), delivered_on=day)
    assert delivery.is_on_time(date(2026, 3, on)) is told


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


@given(_COUNTS, _SHARES, _SHARES)
def test_below_the_minimum_is_always_missed(
    counts: tuple[int, int], one: Fraction, other: Fraction
) -> None:
    least, agreed = sorted((one, other))
    told = judge_share(replace(share(agreed), minimum=least), [counts])
    if told.is_below_minimum:
        assert told.state is State.MISSED
        assert Fraction(*counts) < least
    elif counts[1]:
        assert told.state is State.KEPT or Fraction(*counts) >= least


_MONTHLY = st.lists(_COUNTS, min_size=1, max_size=6)


@given(_MONTHLY, _SHARES)
def test_pooled_counts_are_the_sum_of_months(
    months: list[tuple[int, int]], agreed: Fraction
) -> None:
    first = Month(2026, 1)
    line = replace(share(agreed), window=Window.ROLLING, months=len(months))
    counts = {
        (first.plus(place), 1): MonthCount(within=within, of=of)
        for place, (within, of) in enumerate(months)
    }
    spanned = [first.plus(place) for place in range(len(months))]
    *_, last = results_of([line], counts, spanned)
    assert last.counts[0].within == sum(within for within, _ in months)
    assert last.counts[0].of == sum(of for _, of in months)
    assert last.lacks == 0


@given(st.lists(_COUNTS, min_size=2, max_size=2), _SHARES)
def test_moving_a_ticket_moves_one_count(counts: list[tuple[int, int]], agreed: Fraction) -> None:
    (within, of), (other_within, other_of) = counts
    if not within:
        return
    parts = [
        judge_share(share(agreed), [each]).parts[0]
        for each in (
            (within, of), (other_within, other_of),
            (within - 1, of - 1), (other_within + 1, other_of + 1),
        )
    ]  # fmt: skip
    before, after = parts[:2], parts[2:]
    assert sum(each.of for each in before) == sum(each.of for each in after)
    assert sum(each.misses for each in before) == sum(each.misses for each in after)
