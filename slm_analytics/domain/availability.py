"""Availability explained: what counted at each instant of a period, and why.

The ledger accounts for every second of a window; the figure is made from it, so
the two cannot disagree. At each instant the first of these holds:

1. outside agreed time: nothing counts;
2. maintenance that qualifies: by the rule of maintenance;
3. unknown time: by the rule of unknown time; counted as down it goes on to 4;
4. down, and an exclusion covers it: the downtime is taken off, the base stays;
5. down or degraded: the heaviest weight among the claims counts.

Weights are whole millionths, downtime is whole millionths of seconds: no
figure depends on the order in which they are added.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import Any, NamedTuple

from slm_analytics.domain.availability_policy import (
    FULL,
    AvailabilityPolicy,
    Claim,
    Maintenance,
    MaintenanceRule,
    Span,
    UnknownRule,
)
from slm_analytics.domain.availability_sweep import JudgedClaim, judged, swept
from slm_analytics.domain.intervals import Interval
from slm_analytics.domain.service_calendar import OpenTime
from slm_analytics.domain.unit import service_text


class PieceKind(StrEnum):
    """What a stretch of the ledger was."""

    CLOSED = "closed"
    UP = "up"
    DOWN = "down"
    DEGRADED = "degraded"
    MAINTENANCE = "maintenance"
    UNKNOWN = "unknown"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerPiece:
    """A stretch of the ledger, all of one kind: seconds UTC from `start` up to `until`.

    Attributes:
        weight: millionths of each second that are down; of an excluded piece
            those that were taken off.
        why: who claims it, or what made it count or not; empty: nobody claims anything.
        is_unknown: whether nobody knows if the service was up, also where that
            counts as down and is excluded.
    """

    start: int
    until: int
    kind: PieceKind
    weight: int = 0
    why: str = ""
    is_unknown: bool = False

    @property
    def seconds(self) -> int:
        """The length of the piece, by the wall clock."""
        return self.until - self.start

    @property
    def down(self) -> int:
        """The downtime in it, in millionths of seconds."""
        return 0 if self.kind is PieceKind.EXCLUDED else self.seconds * self.weight


@dataclass(frozen=True, slots=True, kw_only=True)
class AvailabilityFigure:
    """The seconds of a period; weighted ones in millionths of seconds.

    Attributes:
        base_seconds: agreed service time: what a share is taken of.
        down_ppm_seconds: downtime that counts.
        open_seconds: time inside the service calendar.
        maintenance_seconds, unknown_seconds: such time inside it, whatever the rules do with it.
        excluded_ppm_seconds: downtime that exclusions took off.
    """

    base_seconds: int = 0
    down_ppm_seconds: int = 0
    open_seconds: int = 0
    maintenance_seconds: int = 0
    unknown_seconds: int = 0
    excluded_ppm_seconds: int = 0

    @property
    def measured_ppm_seconds(self) -> int:
        """The downtime as it was measured, before exclusions."""
        return self.down_ppm_seconds + self.excluded_ppm_seconds

    @property
    def share(self) -> Fraction | None:
        """The availability; None without agreed time: neither 0 nor 100 %."""
        return self._share(self.down_ppm_seconds)

    @property
    def measured_share(self) -> Fraction | None:
        """The availability before exclusions."""
        return self._share(self.measured_ppm_seconds)

    def allowance(self, target: Fraction) -> Fraction:
        """Return the seconds of downtime that a target (a share) allows."""
        return self.base_seconds * (1 - target)

    def _share(self, down: int) -> Fraction | None:
        base = self.base_seconds * FULL
        return Fraction(base - down, base) if base else None

    def __add__(self, other: AvailabilityFigure) -> AvailabilityFigure:
        return AvailabilityFigure(
            base_seconds=self.base_seconds + other.base_seconds,
            down_ppm_seconds=self.down_ppm_seconds + other.down_ppm_seconds,
            open_seconds=self.open_seconds + other.open_seconds,
            maintenance_seconds=self.maintenance_seconds + other.maintenance_seconds,
            unknown_seconds=self.unknown_seconds + other.unknown_seconds,
            excluded_ppm_seconds=self.excluded_ppm_seconds + other.excluded_ppm_seconds,
        )


def ledger(
    service: OpenTime,
    window: Interval,
    policy: AvailabilityPolicy,
    claims: Iterable[Claim] = (),
    maintenance: Iterable[Maintenance] = (),
    unknown: Iterable[Span] = (),
    exclusions: Iterable[Span] = (),
) -> tuple[LedgerPiece, ...]:
    """Return the account of every second of a window.

    Args:
        service: the agreed service time, cut to the life of the service.
        window: seconds UTC, half-open; without length there is no piece.
        policy: how it is counted.
        claims: whole, also where they reach over the window: the length of an
            outage does not depend on the window it is looked at in.
        maintenance, unknown, exclusions: accepted exclusions only, or also
            submitted ones where that is asked for.

    Returns:
        Pieces without gaps in between, in order; neighbours differ.
    """
    told = list(maintenance)
    layers = (
        [Span(opens, closes) for opens, closes in service.within(*window)],
        [each for each in told if not each.shortfall(policy)],
        [each for each in told if each.shortfall(policy)],
        list(unknown),
        list(exclusions),
        list(judged(list(claims), policy)),
    )
    pieces: list[LedgerPiece] = []
    for start, until, there in swept(layers, window):
        piece = _piece(start, until, there, policy)
        if pieces and replace(pieces[-1], start=start, until=until) == piece:
            piece = replace(piece, start=pieces.pop().start)
        pieces.append(piece)
    return tuple(pieces)


def figure(pieces: Iterable[LedgerPiece], policy: AvailabilityPolicy) -> AvailabilityFigure:
    """Return the figure that the pieces of a ledger add up to."""
    total = Counter[str]()
    for piece in pieces:
        if piece.kind is PieceKind.CLOSED:
            continue
        maintained = piece.kind is PieceKind.MAINTENANCE
        leaves = maintained and policy.maintenance is MaintenanceRule.OUT
        leaves |= piece.is_unknown and policy.unknown is UnknownRule.LEAVES
        total["open_seconds"] += piece.seconds
        total["base_seconds"] += 0 if leaves else piece.seconds
        total["maintenance_seconds"] += piece.seconds if maintained else 0
        total["unknown_seconds"] += piece.seconds if piece.is_unknown else 0
        total["down_ppm_seconds"] += piece.down
        total["excluded_ppm_seconds"] += piece.seconds * piece.weight - piece.down
    return AvailabilityFigure(**total)


def _piece(
    start: int, until: int, there: list[list[Any]], policy: AvailabilityPolicy
) -> LedgerPiece:
    """Return what a stretch was, by the first of the rules that holds."""
    agreed, maintenance, refused, unknown, exclusions, claims = there
    said = _claimed(claims, policy)
    if not agreed:
        return LedgerPiece(start=start, until=until, kind=PieceKind.CLOSED)
    if maintenance:
        why = _words(maintenance)
        return LedgerPiece(start=start, until=until, kind=PieceKind.MAINTENANCE, why=why)
    if unknown:
        weight = FULL if policy.unknown is UnknownRule.DOWN else 0
        said = _Said(PieceKind.UNKNOWN, weight, _words(unknown))
    kind, why = said.kind, said.why
    if said.weight and exclusions:
        kind, why = PieceKind.EXCLUDED, ": ".join(filter(None, (_words(exclusions), why)))
    elif said.weight and policy.maintenance is not MaintenanceRule.COUNTS:
        late = (f"{each.what} is no maintenance: {each.shortfall(policy)}" for each in refused)
        why = "; ".join(filter(None, (why, *late)))
    return LedgerPiece(
        start=start, until=until, kind=kind, weight=said.weight, why=why, is_unknown=bool(unknown)
    )


class _Said(NamedTuple):
    """What is said of a stretch of agreed time."""

    kind: PieceKind
    weight: int
    why: str


def _claimed(claims: Sequence[JudgedClaim], policy: AvailabilityPolicy) -> _Said:
    """Return what claims come to: the heaviest counts; all are named, the heaviest first.

    Those with a weight overlap, so they are one outage: all count or none does.
    """
    ordered = sorted(claims, key=lambda each: (-each.weight, each.is_degraded))
    if not ordered:
        return _Said(PieceKind.UP, 0, "")
    heaviest = ordered[0]
    if heaviest.weight and not heaviest.counts:
        least = service_text(policy.least_seconds / 3600)
        return _Said(PieceKind.UP, 0, f"{_words(ordered)}: shorter than {least}")
    kind = PieceKind.DEGRADED if heaviest.is_degraded else PieceKind.DOWN
    return _Said(kind, heaviest.weight, _words(ordered))


def _words(spans: Iterable[Span]) -> str:
    return "; ".join(dict.fromkeys(span.what for span in spans if span.what))
