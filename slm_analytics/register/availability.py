"""From the rows of the register to what was agreed on availability."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from slm_analytics.domain.availability_policy import (
    FULL,
    AvailabilityPolicy,
    MaintenanceRule,
    UnknownRule,
)
from slm_analytics.domain.availability_terms import AvailabilityTerms
from slm_analytics.domain.target import BEGINNING, FOREVER
from slm_analytics.register.cell import share_of
from slm_analytics.register.rows import Register, Row

_HOUR, _MINUTE = 3600, 60


def terms_from(register: Register) -> tuple[AvailabilityTerms, ...]:
    """Return what a register tells of availability; rows must have passed the checks."""
    return tuple(terms_of(row) for row in register["availability"])


def terms_of(row: Row) -> AvailabilityTerms:
    """Return the terms that a row tells; a blank cell is the default."""
    until = date.fromisoformat(row["valid_to"]) + timedelta(days=1) if row["valid_to"] else FOREVER
    return AvailabilityTerms(
        customer=row["customer"],
        service=row["service"],
        calendar=row["calendar_id"],
        target=_share(row["target"]),
        policy=policy_of(row),
        users=int(row["users"]) if row["users"] else None,
        starts_on=_day(row["starts_on"]),
        ends_on=_day(row["ends_on"]),
        valid_from=_day(row["valid_from"]) or BEGINNING,
        valid_until=until,
        line=row.line,
    )


def policy_of(row: Row) -> AvailabilityPolicy:
    """Return how the availability of a row is counted."""
    usual = AvailabilityPolicy()
    return AvailabilityPolicy(
        maintenance=MaintenanceRule(row["maintenance"] or usual.maintenance),
        unknown=UnknownRule(row["unknown"] or usual.unknown),
        degraded_weight=int((_share(row["degraded"]) or 0) * FULL),
        least_seconds=int(row["least_minutes"] or 0) * _MINUTE,
        join_gap_seconds=int(row["join_minutes"] or 0) * _MINUTE,
        uses_impact=row["uses_impact"] == "yes",
        notice_seconds=int(row["notice_hours"] or 0) * _HOUR,
        needs_approval=row["needs_approval"] == "yes",
        retries=int(row["retries"] or 0),
    )


def _share(text: str) -> Fraction | None:
    return Fraction(share_of(text) or 0) if text else None


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
