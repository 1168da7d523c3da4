"""The ledger of a service in words: which stretch counted, which did not, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from slm_analytics.domain.availability import LedgerPiece, PieceKind
from slm_analytics.domain.availability_policy import (
    AvailabilityPolicy,
    MaintenanceRule,
    UnknownRule,
)
from slm_analytics.domain.zone import local_seconds
from slm_analytics.review.availability_outages import ServiceOutage
from slm_analytics.review.availability_units import CountedUnit
from slm_analytics.review.availability_words import target_words
from slm_analytics.review.civil_time import instant
from slm_analytics.review.rule_words import duration

_DAY, _MILLION = 86_400, 1_000_000
_EPOCH = date(1970, 1, 1)
_WHY = {
    PieceKind.CLOSED: "outside agreed service time",
    PieceKind.UP: "nobody says it was down",
    PieceKind.UNKNOWN: "nobody watched",
}

Facts = list[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountLine:
    """A stretch of the ledger, for people.

    Attributes:
        start_at, until_at: instants, UTC.
        kind, why: what it was, and who says so.
        seconds: its length; `down_seconds`: what of it counts as downtime.
    """

    start_at: datetime
    until_at: datetime
    kind: str
    why: str
    seconds: int
    down_seconds: Fraction


def account_lines(pieces: Sequence[LedgerPiece]) -> tuple[AccountLine, ...]:
    """Return the lines of a ledger."""
    return tuple(
        AccountLine(
            start_at=instant(piece.start),
            until_at=instant(piece.until),
            kind=piece.kind.value,
            why=piece.why or _WHY.get(piece.kind, ""),
            seconds=piece.seconds,
            down_seconds=Fraction(piece.down, _MILLION),
        )
        for piece in pieces
    )


def weighted(seconds: Fraction) -> str:
    """Return seconds of downtime exactly, cut to a hundredth where they are no whole number."""
    if seconds.denominator == 1:
        return duration(int(seconds))
    return f"{int(seconds * 100) / 100:.2f} s" if seconds < 60 else f"{duration(int(seconds))} +"


def days_of(outage: ServiceOutage, zone: str) -> tuple[date, date]:
    """Return the local days that an outage lies in: the first, and the one after the last."""
    first, last = (local_seconds(at, zone) // _DAY for at in (outage.start, outage.until - 1))
    return _EPOCH + timedelta(days=first), _EPOCH + timedelta(days=max(first, last) + 1)


def terms_words(unit: CountedUnit) -> Facts:
    """Return by which terms a service is counted, as label and text."""
    policy = unit.policy
    row = f"row {unit.line} of the register" if unit.line else "nothing is agreed: the usual rules"
    return [
        ("Terms", row),
        ("Agreed service time", f"{unit.calendar or 'around the clock'} ({unit.zone})"),
        ("Target", target_words(unit.target)),
        ("Maintenance", _maintenance(policy)),
        ("Unknown time", {UnknownRule.LEAVES: "leaves agreed service time"}.get(
            policy.unknown, policy.unknown.value)),
        ("Degraded", f"{policy.degraded_weight / 10_000:g}\u00a0% of such time is downtime"
         if policy.degraded_weight else "does not count"),
        *_lengths(policy),
    ]  # fmt: skip


def _maintenance(policy: AvailabilityPolicy) -> str:
    words = {
        MaintenanceRule.OUT: "leaves agreed service time",
        MaintenanceRule.CANCELS: "cancels the outage, stays agreed service time",
        MaintenanceRule.COUNTS: "counts like any other time",
    }[policy.maintenance]
    asked = [f"told {policy.notice_seconds // 3600} h before"] if policy.notice_seconds else []
    asked += ["approved"] if policy.needs_approval else []
    return f"{words}, if {' and '.join(asked)}" if asked else words


def _lengths(policy: AvailabilityPolicy) -> Facts:
    found = []
    if policy.least_seconds:
        found.append(("Shorter outages do not count", f"under {duration(policy.least_seconds)}"))
    if policy.join_gap_seconds:
        found.append(("One outage", f"when at most {duration(policy.join_gap_seconds)} apart"))
    if policy.uses_impact:
        found.append(("Weight", "the share of users concerned"))
    if policy.retries:
        found.append(("Failed checks that are tried again", str(policy.retries)))
    return found
