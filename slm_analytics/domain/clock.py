"""The SLA clock of one ticket, explained: which seconds counted, which did not, and why.

A clock runs, is paused or has stopped; a calendar says which instants are
service time. Elapsed time is the service time while the clock runs; a due
time is the earliest instant at which the elapsed time reaches the target. A
pause after that instant does not move it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from slm_analytics.domain.service_calendar import ClosingRule, OpenTime


class Counting(StrEnum):
    """What a clock does."""

    RUNS = "runs"
    PAUSED = "paused"
    STOPPED = "stopped"


class LineKind(StrEnum):
    """Why the seconds of a line count, or do not."""

    COUNTED = "counted"
    CLOSED = "outside service hours"
    HOLIDAY = "holiday"
    PAUSED = "paused"
    STOPPED = "after stop"
    HELD = "held by others"
    SET_OFF = "set off against a pause"
    BEFORE = "before the count"
    AFTER = "after the count"


@dataclass(frozen=True, slots=True)
class Piece:
    """What a clock does from `start` up to `until` (seconds UTC); None: up to now and beyond."""

    start: int
    until: int | None
    counting: Counting


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the ledger: seconds UTC from `start` up to `until`, all of one kind."""

    start: int
    until: int
    kind: LineKind

    @property
    def seconds(self) -> int:
        """The length of the line, by the wall clock."""
        return self.until - self.start

    @property
    def counted(self) -> int:
        """The seconds of it that count."""
        return self.seconds if self.kind is LineKind.COUNTED else 0


def pieces_of(
    changes: Iterable[tuple[int, str]], pauses: frozenset[str], stops: frozenset[str]
) -> tuple[Piece, ...]:
    """Return what a clock does under a history of states.

    Args:
        changes: (second UTC, state from then on), in any order; of several of
            one second the last given holds.
        pauses, stops: the states in which the clock is paused or has stopped;
            it runs in all others, so leaving them continues it.
    """
    ordered = sorted(changes, key=lambda change: change[0])
    found = []
    for place, (at, state) in enumerate(ordered):
        until = ordered[place + 1][0] if place + 1 < len(ordered) else None
        if until is not None and until <= at:
            continue
        counting = Counting.PAUSED if state in pauses else Counting.RUNS
        found.append(Piece(at, until, Counting.STOPPED if state in stops else counting))
    return tuple(found)


def elapsed(pieces: Sequence[Piece], service: OpenTime, since: int, at: int) -> int:
    """Return the seconds of service time from `since` up to `at` in which the clock ran."""
    spans = _running(pieces, since, at)
    return sum(service.elapsed(start, at if until is None else until) for start, until in spans)


def due(
    pieces: Sequence[Piece],
    service: OpenTime,
    seconds: int,
    since: int,
    closing: ClosingRule = ClosingRule.STAYS,
) -> int | None:
    """Return the earliest instant at which `seconds` have elapsed since `since`.

    The last piece goes on as it is. None when the clock never gets there: it
    stays paused or stopped, or the calendar has not that much time left.
    """
    left = seconds
    for start, until in _running(pieces, since, None):
        inside = None if until is None else service.elapsed(start, until)
        if inside is None or inside >= left:
            return service.due(start, left, closing)
        left -= inside
    return None


def ledger(
    pieces: Sequence[Piece], service: OpenTime, usual: OpenTime, since: int, at: int
) -> tuple[Line, ...]:
    """Return the account of every second from `since` up to `at`.

    Args:
        pieces: what the clock does.
        service: the service time.
        usual: the same without holidays, to tell a holiday from a closed hour.

    Returns:
        Lines without gaps in between, in order, neighbours of different kinds;
        their counted seconds add up to `elapsed`.
    """
    lines: list[Line] = []
    for piece in pieces:
        start = max(piece.start, since)
        until = at if piece.until is None else min(piece.until, at)
        for line in _lines(piece.counting, start, until, service, usual):
            if lines and (lines[-1].kind, lines[-1].until) == (line.kind, line.start):
                line = Line(lines.pop().start, line.until, line.kind)  # noqa: PLW2901
            lines.append(line)
    return tuple(lines)


def _running(
    pieces: Sequence[Piece], since: int, at: int | None
) -> Iterator[tuple[int, int | None]]:
    """Yield the spans between `since` and `at` in which the clock runs; the last may be open."""
    for piece in pieces:
        ends = [end for end in (piece.until, at) if end is not None]
        start, until = max(piece.start, since), min(ends, default=None)
        if piece.counting is Counting.RUNS and (until is None or until > start):
            yield start, until


def _lines(
    counting: Counting, start: int, until: int, service: OpenTime, usual: OpenTime
) -> Iterator[Line]:
    if until <= start:
        return
    if counting is not Counting.RUNS:
        kind = LineKind.PAUSED if counting is Counting.PAUSED else LineKind.STOPPED
        yield Line(start, until, kind)
        return
    at = start
    for opens, closes in service.within(start, until):
        yield from _closed(at, opens, usual)
        yield Line(opens, closes, LineKind.COUNTED)
        at = closes
    yield from _closed(at, until, usual)


def _closed(start: int, until: int, usual: OpenTime) -> Iterator[Line]:
    """Yield the lines of closed time: what would be open without holidays is holiday."""
    at = start
    for opens, closes in usual.within(start, until):
        if at < opens:
            yield Line(at, opens, LineKind.CLOSED)
        yield Line(opens, closes, LineKind.HOLIDAY)
        at = closes
    if at < until:
        yield Line(at, until, LineKind.CLOSED)
