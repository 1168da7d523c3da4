"""What one count against a target comes to: elapsed, paused, allowed, due."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from slm_analytics.domain.clock import Counting, Piece
from slm_analytics.domain.service_calendar import ClosingRule
from slm_analytics.domain.service_time import ServiceTime, service_seconds
from slm_analytics.domain.target import PauseTime, Target, TieRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A count's figures. Seconds are service time unless said otherwise.

    Attributes:
        allowed: what the target allows.
        elapsed: what the clock ran.
        calendar_seconds: the same by the wall clock, closed hours included.
        paused: service time inside pauses.
        due_at: the instant at which `elapsed` reaches `allowed`, as though the
            clock ran on from where the count ended; None while it is paused.
        missed: whether the target is missed so far.
    """

    allowed: int
    elapsed: int
    calendar_seconds: int
    paused: int
    due_at: int | None
    missed: bool


def measure(
    pieces: Sequence[Piece], service: ServiceTime, target: Target, told_pause: int = 0
) -> Measure | None:
    """Return the figures of a count; None when the target lies beyond the calendar's span.

    Args:
        pieces: what the clock does, from the start of the count on; the last is
            open and says how it goes on from the instant at which it is measured.
        told_pause: a hold total that the export told instead of a history.
    """
    start, end = pieces[0].start, pieces[-1].start
    allowed = service_seconds(service, start, target.seconds, target.days, target.by_time)
    if allowed is None:
        return None
    runs = [piece for piece in pieces[:-1] if piece.counting is Counting.RUNS]
    pauses = [piece for piece in pieces[:-1] if piece.counting is Counting.PAUSED]
    reached = max((after for _, _, after in _runs(pieces, service, target)), default=0)
    elapsed = max(reached - told_pause, 0)
    return Measure(
        allowed=allowed,
        elapsed=elapsed,
        calendar_seconds=max(sum((p.until or end) - p.start for p in runs) - told_pause, 0),
        paused=sum(service.open.elapsed(p.start, p.until or end) for p in pauses) + told_pause,
        due_at=_due(pieces, service, target, allowed + told_pause),
        missed=elapsed > allowed or (target.policy.tie is TieRule.MISSED and elapsed == allowed),
    )


def _runs(
    pieces: Sequence[Piece], service: ServiceTime, target: Target
) -> Iterator[tuple[Piece, int, int]]:
    """Yield the pieces in which the clock runs, with what had elapsed before and after each.

    The open last piece has nothing added. Under the wall-clock rule a finished
    pause takes off what it is longer than the service time inside it.
    """
    wall_clock = target.policy.pause_time is PauseTime.WALL_CLOCK
    elapsed = 0
    for piece in pieces:
        inside = 0 if piece.until is None else service.open.elapsed(piece.start, piece.until)
        if piece.counting is Counting.RUNS:
            yield piece, elapsed, elapsed + inside
            elapsed += inside
        elif wall_clock and piece.counting is Counting.PAUSED and piece.until is not None:
            elapsed -= piece.until - piece.start - inside


def _due(pieces: Sequence[Piece], service: ServiceTime, target: Target, allowed: int) -> int | None:
    for piece, before, after in _runs(pieces, service, target):
        if piece.until is None or after >= allowed:
            closing = ClosingRule.STAYS if allowed == 0 else target.policy.closing
            return service.open.due(piece.start, allowed - before, closing)
    return None
