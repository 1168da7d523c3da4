"""Cases of availability as both forms read and answer them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from slm_analytics.domain.availability_policy import FULL, AvailabilityPolicy, MaintenanceRule
from slm_analytics.domain.intervals import Interval
from tests.oracles.cases import Case, instant

Answer = dict[str, Any]


def availability_policy(convention: str) -> AvailabilityPolicy:
    """Return how a convention counts availability."""
    cancels = convention == "maintenance_base"
    rule = MaintenanceRule.CANCELS if cancels else MaintenanceRule.OUT
    return AvailabilityPolicy(maintenance=rule)


def availability_answer(base_seconds: int, down_ppm_seconds: int) -> Answer:
    """Return the answer to a case of availability; without agreed time there is no percentage."""
    lost = Fraction(down_ppm_seconds, FULL)
    share = (base_seconds - lost) / base_seconds if base_seconds else None
    return {
        "expected_agreed_seconds": base_seconds,
        "expected_downtime_seconds": float(lost),
        "expected_percent": None if share is None else float(share * 100),
    }


def pairs_of(case: Case, name: str) -> list[Interval]:
    """Return what a case calls `window`, `outages`, `maintenance`, `unknown`, `intervals`."""
    said = case.said.get(name, [])
    pairs = [said] if name == "window" else said
    return [(instant(start), instant(until)) for start, until in pairs]
