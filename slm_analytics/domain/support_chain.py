"""The chain behind a promise: what groups and suppliers agreed that a line with a customer needs.

The times of steps that follow one another are added; of steps that run at the
same time the longest counts. Where all run in one calendar that is a sum. Where
calendars differ, the steps are run through from every moment of a span: what
passes meanwhile in the calendar of the promise is longest at a moment next to
one where some calendar opens or closes, so that only these have to be tried.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from slm_analytics.domain.service_calendar import OpenTime

Step = Sequence[tuple[int, OpenTime]]  # seconds of service time, and the calendar they run in


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """That a line with a customer is backed by a line of a group or supplier.

    Attributes:
        step: its place on the way; what has the same step runs at the same time.
    """

    level_id: str
    supported_by: str
    step: int = 1


@dataclass(frozen=True, slots=True)
class Run:
    """What the steps take of the calendar of a promise, begun at an instant (second UTC)."""

    seconds: int
    start: int


def steps_of(supports: Iterable[Support]) -> tuple[tuple[Support, ...], ...]:
    """Return supports by step, in order."""
    ordered = sorted(supports, key=lambda each: (each.step, each.supported_by))
    return tuple(tuple(part) for _, part in groupby(ordered, key=lambda each: each.step))


def added(steps: Iterable[Sequence[int]]) -> int:
    """Return what steps take that run in one calendar: the longest of each, added."""
    return sum(max(step) for step in steps)


def longest_run(own: OpenTime, steps: Sequence[Step], first: int, until: int) -> Run | None:
    """Return the run that takes most of the calendar of a promise, of those begun in a span.

    Args:
        own: open time of the promise.
        steps: what follows one another, each with what runs at the same time.
        first, until: the instants between which a run may begin.

    Returns:
        the earliest of the longest runs; None where one of them ends beyond the
        open time that is known.
    """
    longest: Run | None = None
    for start in sorted(_telling(own, steps, first, until)):
        ends = _through(steps, start)
        if ends is None:
            return None
        seconds = own.elapsed(start, ends)
        if longest is None or seconds > longest.seconds:
            longest = Run(seconds, start)
    return longest


def _through(steps: Sequence[Step], start: int) -> int | None:
    """Return when the last step is done; None beyond the open time that is known."""
    at = start
    for step in steps:
        dues = [calendar.due(at, seconds) for seconds, calendar in step]
        if None in dues:
            return None
        at = max(due for due in dues if due is not None)
    return at


def _telling(own: OpenTime, steps: Sequence[Step], first: int, until: int) -> set[int]:
    """Return the starts among which the longest run is.

    What a run takes changes its course only where the promise's calendar or
    that of a step turns, at the start of the run or of one of its steps. These
    turns are traced back to starts; the second after is tried as well, for a
    run that just misses a closing time jumps to the next opening.
    """
    turns = _turns(own)
    for step in reversed(steps):
        turns = {
            start
            for seconds, calendar in step
            for turn in turns
            if (start := calendar.due(0, calendar.seconds_before(turn) - seconds)) is not None
        }
        turns |= {turn for _, calendar in step for turn in _turns(calendar)}
    turns |= _turns(own) | {first, until - 1}
    near = {turn + after for turn in turns for after in (0, 1)}
    return {start for start in near if first <= start < until}


def _turns(calendar: OpenTime) -> set[int]:
    return {instant for interval in calendar.intervals for instant in interval}
