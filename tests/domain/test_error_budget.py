"""Error budgets against the worked numbers of the field."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slm_analytics.domain.error_budget import (
    BURN_WINDOWS,
    BurnSpeed,
    ErrorBudget,
    budget_used,
    burn_rate,
    burning,
    empties_at,
    error_budget,
    lasts,
    slo,
    slo_of,
)
from slm_analytics.domain.service_calendar import OpenTime

MINUTE, HOUR, DAY = 60, 3600, 86_400
MONTH = 30 * DAY
THREE_NINES = Fraction("0.999")


def test_budget_is_the_published_one_when_a_month_has_thirty_days() -> None:
    budget = error_budget(MONTH, 20 * MINUTE, THREE_NINES)
    assert budget.allowed == Fraction("43.2") * MINUTE
    assert budget.left == Fraction("23.2") * MINUTE
    assert budget.used_share == Fraction(20, 1) / Fraction("43.2")
    assert budget.left_share == 1 - Fraction(20, 1) / Fraction("43.2")


def test_budget_when_nothing_is_allowed_or_too_much_was_used() -> None:
    none = error_budget(MONTH, 60, Fraction(1))
    assert (none.allowed, none.left, none.used_share, none.left_share) == (0, -60, None, None)
    overdrawn = error_budget(MONTH, 60 * MINUTE, THREE_NINES)
    assert overdrawn.left == Fraction("-16.8") * MINUTE
    assert overdrawn.left_share is not None
    assert overdrawn.left_share < 0


@pytest.mark.parametrize(
    ("burn", "window", "share"),
    [("14.4", HOUR, "0.02"), ("6", 6 * HOUR, "0.05"), ("1", 72 * HOUR, "0.1")],
)
def test_budget_used_is_the_published_one_when_it_burns(burn: str, window: int, share: str) -> None:
    assert budget_used(Fraction(burn), window, MONTH) == Fraction(share)


def test_burn_rate_when_an_hour_lost_some_of_its_time() -> None:
    down = Fraction("51.84")  # 1.44 % of an hour
    assert burn_rate(HOUR, down, THREE_NINES) == Fraction("14.4")
    assert burn_rate(0, 0, THREE_NINES) is None
    assert burn_rate(HOUR, 10, Fraction(1)) is None
    hours = lasts(Fraction("14.4"), MONTH)
    assert hours is not None
    assert round(float(hours / DAY), 3) == 2.083
    assert lasts(Fraction(0), MONTH) is None


def test_budget_empties_when_agreed_time_has_passed() -> None:
    service = OpenTime(((0, 8 * HOUR), (24 * HOUR, 32 * HOUR), (48 * HOUR, 56 * HOUR)))
    budget = ErrorBudget(allowed=Fraction(HOUR), used=Fraction(0))
    tenth = Fraction(1, 10)
    assert empties_at(budget, tenth, service, 0, 56 * HOUR) == 26 * HOUR
    assert empties_at(budget, tenth, service, 0, 26 * HOUR) is None
    assert empties_at(budget, Fraction(1, 100), service, 0, 56 * HOUR) is None
    assert empties_at(budget, Fraction(0), service, 0, 56 * HOUR) is None
    used = ErrorBudget(allowed=Fraction(HOUR), used=Fraction(HOUR))
    assert empties_at(used, Fraction(0), service, 5, 56 * HOUR) == 5


def rates(**said: str) -> dict[int, Fraction | None]:
    found: dict[int, Fraction | None] = dict.fromkeys(BURN_WINDOWS)
    names = {
        "m5": 5 * MINUTE, "m30": 30 * MINUTE, "h1": HOUR, "h2": 2 * HOUR, "h6": 6 * HOUR,
        "d1": DAY, "d3": 3 * DAY,
    }  # fmt: skip
    assert set(names.values()) == set(BURN_WINDOWS)
    return found | {names[name]: Fraction(rate) for name, rate in said.items()}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, []),
        ({"h1": "14.5", "m5": "14.5"}, [(Fraction("14.4"), BurnSpeed.FAST)]),
        ({"h1": "14.4", "m5": "20"}, []),
        ({"h1": "20", "m5": "14.4"}, []),
        ({"h1": "20"}, []),
        ({"h6": "7", "m30": "7", "h1": "7", "m5": "0"}, [(Fraction(6), BurnSpeed.FAST)]),
        ({"d1": "4", "h2": "4"}, [(Fraction(3), BurnSpeed.SLOW)]),
        ({"d3": "1.1", "h6": "1.1"}, [(Fraction(1), BurnSpeed.SLOW)]),
        (dict.fromkeys(("m5", "m30", "h1", "h2", "h6", "d1", "d3"), "15"),
         [(Fraction("14.4"), BurnSpeed.FAST), (Fraction(6), BurnSpeed.FAST),
          (Fraction(3), BurnSpeed.SLOW), (Fraction(1), BurnSpeed.SLOW)]),
    ],
)  # fmt: skip
def test_burning_when_both_windows_pass_the_threshold(
    said: dict[str, str], expected: list[tuple[Fraction, BurnSpeed]]
) -> None:
    assert [(each.rate, each.speed) for each in burning(rates(**said))] == expected


def test_objective_is_the_one_of_the_report_when_half_was_bad() -> None:
    found = slo(3556, 3556, Fraction("0.9"), 43_200)
    assert found is not None
    assert (found.sli, found.gap, found.burn_rate) == (Fraction(1, 2), Fraction("-0.4"), 5)
    minutes = (found.budget_seconds / 60, found.error_seconds / 60, found.left_seconds / 60)
    assert minutes == (72, 360, -288)
    assert slo(0, 0, Fraction("0.9"), 43_200) is None
    assert slo_of(Fraction(1, 2), Fraction(1), 43_200).burn_rate is None


@given(st.integers(1, 10**7), st.integers(0, 10**7), st.integers(0, 9999))
def test_burn_rate_over_a_period_is_the_share_used(base: int, down: int, target: int) -> None:
    share = Fraction(target, 10_000)
    budget = error_budget(base, down, share)
    assert burn_rate(base, down, share) == budget.used_share
    assert budget.left + budget.used == budget.allowed
