"""Error budgets: what a target allows to be lost, what is left, and how fast it goes.

A burn rate says how many times faster than allowed a service loses time: at 1
the budget lasts exactly its period (Google, The Site Reliability Workbook,
"Alerting on SLOs"). Shares are exact.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from slm_analytics.domain.service_calendar import OpenTime

_MINUTE, _HOUR, _DAY = 60, 3600, 86_400


class BurnSpeed(StrEnum):
    """How soon somebody has to look."""

    FAST = "fast burn"
    SLOW = "slow burn"


@dataclass(frozen=True, slots=True, kw_only=True)
class BurnAlert:
    """A threshold that is passed over a long window, and over a short one: it still goes on."""

    rate: Fraction
    long_seconds: int
    short_seconds: int
    speed: BurnSpeed


BURN_ALERTS = (
    BurnAlert(
        rate=Fraction("14.4"),
        long_seconds=_HOUR,
        short_seconds=5 * _MINUTE,
        speed=BurnSpeed.FAST,
    ),
    BurnAlert(
        rate=Fraction(6),
        long_seconds=6 * _HOUR,
        short_seconds=30 * _MINUTE,
        speed=BurnSpeed.FAST,
    ),
    BurnAlert(rate=Fraction(3), long_seconds=_DAY, short_seconds=2 * _HOUR, speed=BurnSpeed.SLOW),
    BurnAlert(
        rate=Fraction(1), long_seconds=3 * _DAY, short_seconds=6 * _HOUR, speed=BurnSpeed.SLOW
    ),
)
BURN_WINDOWS = tuple(
    sorted(
        {each.long_seconds for each in BURN_ALERTS} | {each.short_seconds for each in BURN_ALERTS}
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorBudget:
    """The downtime that a target allows in a period, and what was used of it, in seconds."""

    allowed: Fraction
    used: Fraction

    @property
    def left(self) -> Fraction:
        """What is left; below nothing: overdrawn."""
        return self.allowed - self.used

    @property
    def used_share(self) -> Fraction | None:
        """The share used; None where nothing was allowed."""
        return self.used / self.allowed if self.allowed else None

    @property
    def left_share(self) -> Fraction | None:
        """The share left; below 0: overdrawn; None where nothing was allowed."""
        return self.left / self.allowed if self.allowed else None


def error_budget(base: Fraction | int, down: Fraction | int, target: Fraction) -> ErrorBudget:
    """Return the budget of a period.

    Args:
        base: the agreed service time of the whole period, in seconds.
        down: the downtime that counts so far, in seconds.
        target: the share agreed.
    """
    return ErrorBudget(allowed=base * (1 - target), used=Fraction(down))


def burn_rate(base: Fraction | int, down: Fraction | int, target: Fraction) -> Fraction | None:
    """Return how many times faster than allowed a window lost time.

    None without agreed time in the window, or where the target allows nothing.
    """
    return Fraction(down) / (base * (1 - target)) if base and target < 1 else None


def budget_used(burn: Fraction, window_seconds: int, period_seconds: int) -> Fraction:
    """Return the share of a period's budget that a burn rate uses up in a window."""
    return burn * window_seconds / period_seconds


def lasts(burn: Fraction, period_seconds: int) -> Fraction | None:
    """Return the seconds in which a full budget is used up; None: never at this rate."""
    return period_seconds / burn if burn > 0 else None


def empties_at(
    budget: ErrorBudget, lost_share: Fraction, service: OpenTime, now: int, until: int
) -> int | None:
    """Return when the budget is used up if the service goes on losing as much.

    Args:
        budget: of the period.
        lost_share: the share of agreed time that is lost, 0 to 1.
        service: the agreed service time: only in it is anything lost.
        now, until: the instant from which on, and the end of the period.

    Returns:
        `now` where nothing is left already; None where something is left at
        the end of the period.
    """
    if budget.left <= 0:
        return now
    if lost_share <= 0:
        return None
    at = service.due(now, math.ceil(budget.left / lost_share))
    return at if at is not None and at < until else None


def burning(rates: Mapping[int, Fraction | None]) -> tuple[BurnAlert, ...]:
    """Return the thresholds that are passed over both their windows, the fastest first.

    Args:
        rates: seconds of a window that ends now -> its burn rate; see `BURN_WINDOWS`.
    """

    def passed(window: int, rate: Fraction) -> bool:
        found = rates.get(window)
        return found is not None and found > rate

    return tuple(
        each
        for each in BURN_ALERTS
        if passed(each.long_seconds, each.rate) and passed(each.short_seconds, each.rate)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """A service level objective over a window, as its tools report it.

    Attributes:
        sli: the share that was good.
        goal: the share agreed.
        window_seconds: the length of the window.
    """

    sli: Fraction
    goal: Fraction
    window_seconds: int

    @property
    def gap(self) -> Fraction:
        """The share above the goal; below 0: it is missed."""
        return self.sli - self.goal

    @property
    def budget(self) -> Fraction:
        """The share that may be bad."""
        return 1 - self.goal

    @property
    def errors(self) -> Fraction:
        """The share that was bad."""
        return 1 - self.sli

    @property
    def burn_rate(self) -> Fraction | None:
        """How many times more was bad than may be; None where nothing may be."""
        return self.errors / self.budget if self.budget else None

    @property
    def budget_seconds(self) -> Fraction:
        """The budget as seconds of the window."""
        return self.budget * self.window_seconds

    @property
    def error_seconds(self) -> Fraction:
        """What was bad, as seconds of the window."""
        return self.errors * self.window_seconds

    @property
    def left_seconds(self) -> Fraction:
        """What is left of the budget; below 0: overdrawn."""
        return self.budget_seconds - self.error_seconds


def slo(good: int, bad: int, goal: Fraction, window_seconds: int) -> Objective | None:
    """Return an objective from counted events; None where nothing was counted."""
    if not good + bad:
        return None
    return slo_of(Fraction(good, good + bad), goal, window_seconds)


def slo_of(sli: Fraction, goal: Fraction, window_seconds: int) -> Objective:
    """Return an objective from the share that was good."""
    return Objective(sli=sli, goal=goal, window_seconds=window_seconds)
