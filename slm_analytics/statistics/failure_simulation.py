"""The chance of meeting an availability target, by simulating failures from history.

Failures come as a Poisson process. What its rate may be, given the failures
seen, is a gamma distribution (Jeffreys prior: half a failure more); how long
failures last is drawn from those seen, weighted at random (Rubin 1981, "The
Bayesian Bootstrap"), for so few lengths are one sample of what might be.
Each draw of both is a world; in each world many periods are simulated. The
chance is the mean over the worlds, its interval where 95 % of the worlds lie.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt

FEW = 3  # below so many failures lengths are hardly known
_WORLDS = 500
_MOST_PERIODS, _LEAST_PERIODS = 400, 40  # in each world
_MOST_DRAWS = 4_000_000
_INTERVAL = (2.5, 97.5)
_PRIOR = 0.5
_SPREAD = 1.0  # of the logarithm of the length of failures, where too few were seen to tell

Numbers = npt.NDArray[np.float64]


class Basis(StrEnum):
    """What a chance rests on."""

    ENOUGH = "enough failures"
    FEW = "few failures"
    NONE = "no failures"


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The failures of a service.

    Attributes:
        downtimes: the downtime of each that counts, in seconds of service time.
        service_seconds: the service time they were seen in.
    """

    downtimes: tuple[float, ...]
    service_seconds: float

    @property
    def basis(self) -> Basis:
        """Whether it tells enough."""
        if not self.downtimes:
            return Basis.NONE
        return Basis.FEW if len(self.downtimes) < FEW else Basis.ENOUGH


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """A period to come, or what is left of one.

    Attributes:
        service_seconds: its service time.
        allowed_seconds: the downtime that may still happen in it; below 0: the
            target is missed already.
    """

    service_seconds: float
    allowed_seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """How likely a target is met.

    Attributes:
        share: 0 to 1. Without a failure seen: that of none happening, for how
            long one would last is not known.
        low, high: where 95 % of it lies.
        basis: what it rests on.
        downtime: the mean of the downtime, in seconds; None without a failure seen.
    """

    share: float
    low: float
    high: float
    basis: Basis
    downtime: float | None


def chance_of_meeting(history: History, coming: Coming, seed: int) -> Chance | None:
    """Return how likely the downtime of a coming period stays within what is allowed.

    The same seed gives the same worlds whatever is allowed. None where no
    service time was seen.
    """
    if history.service_seconds <= 0:
        return None
    generator = np.random.default_rng(seed)
    count = len(history.downtimes)
    rates = generator.gamma(count + _PRIOR, 1 / history.service_seconds, _WORLDS)
    expected = rates * max(coming.service_seconds, 0)
    if history.basis is Basis.NONE:
        return _without_failures(expected, coming)
    totals = _totals(generator, expected, np.array(history.downtimes, dtype=np.float64))
    shares = np.array([(world <= coming.allowed_seconds).mean() for world in totals])
    low, high = np.percentile(shares, _INTERVAL)
    return Chance(
        share=float(shares.mean()),
        low=float(low),
        high=float(high),
        basis=history.basis,
        downtime=float(np.mean([world.mean() for world in totals])),
    )


def _without_failures(expected: Numbers, coming: Coming) -> Chance:
    """Return the chance that none happens; as any may be short, the target may always be met."""
    if coming.allowed_seconds < 0:
        return Chance(share=0, low=0, high=0, basis=Basis.NONE, downtime=None)
    none = np.exp(-expected)
    low = float(np.percentile(none, _INTERVAL[0]))
    return Chance(share=float(none.mean()), low=low, high=1, basis=Basis.NONE, downtime=None)


def _totals(generator: Any, expected: Numbers, downtimes: Numbers) -> list[Numbers]:
    """Return the downtime of every period simulated, world by world."""
    count = len(downtimes)
    scales = np.ones(_WORLDS)
    if count < FEW:
        scales = np.exp(generator.normal(0, _SPREAD / np.sqrt(count), _WORLDS))
    draws = _MOST_DRAWS / max(float(expected.sum()), 1.0)
    periods = int(min(max(draws, _LEAST_PERIODS), _MOST_PERIODS))
    found = []
    for mean, scale in zip(expected, scales, strict=True):
        odds = generator.dirichlet(np.ones(count))
        failures = generator.poisson(mean, periods)
        lengths = generator.choice(downtimes, int(failures.sum()), p=odds)
        period = np.repeat(np.arange(periods), failures)
        if count < FEW:
            lengths = lengths * np.exp(generator.normal(0, _SPREAD, len(lengths)))
        totals = np.bincount(period, lengths * scale, minlength=periods)
        found.append(totals.astype(np.float64))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Bought:
    """What a second component would have bought over a time that is over.

    Attributes:
        saved_seconds: the downtime it would have saved, on average.
        saved_low, saved_high: where 95 % of it lies.
        left_seconds: the downtime that would have been left, on average.
        before, after: the availability as it was, and as it would have been;
            None without service time.
        avoided: how many outages would not have happened, on average.
    """

    saved_seconds: float
    saved_low: float
    saved_high: float
    left_seconds: float
    before: float | None
    after: float | None
    avoided: float


def bought_by_redundancy(
    history: History, second: float, seed: int, common_cause: float = 0.0
) -> Bought:
    """Return what redundancy would have saved of the outages of a component.

    Args:
        history: the outages of the component, and the service time looked at.
        second: the availability of the second component, 0 to 1; where it is up
            it takes over at once.
        common_cause: the share of failures, 0 to 1, that would have hit both
            (software, power, people): redundancy does not help there.
        seed: of the interval; the means are exact.
    """
    taken_over = second * (1 - common_cause)
    total = float(sum(history.downtimes))
    saved = total * taken_over
    low, high = _saved_between(history.downtimes, taken_over, seed)
    return Bought(
        saved_seconds=saved,
        saved_low=low,
        saved_high=high,
        left_seconds=total - saved,
        before=_available(total, history.service_seconds),
        after=_available(total - saved, history.service_seconds),
        avoided=len(history.downtimes) * taken_over,
    )


def _saved_between(downtimes: Sequence[float], odds: float, seed: int) -> tuple[float, float]:
    """Return where 95 % of the savings lie if each outage was saved whole or not at all."""
    if not downtimes:
        return 0.0, 0.0
    generator = np.random.default_rng(seed)
    lengths = np.array(downtimes, dtype=np.float64)
    saved = (generator.random((_WORLDS * 4, len(lengths))) < odds) @ lengths
    low, high = np.percentile(saved, _INTERVAL)
    return float(low), float(high)


def _available(down: float, service_seconds: float) -> float | None:
    return 1 - down / service_seconds if service_seconds > 0 else None
