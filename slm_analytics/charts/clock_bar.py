"""The clock bar: what became of every stretch of time, from the start of a clock to its stop."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum


class Ground(StrEnum):
    """What a stretch of time is on a clock bar; the word stands in its legend."""

    COUNTED = "counted"
    LATE = "counted, late"
    PAUSED = "paused"
    CLOSED = "closed"
    HOLIDAY = "holiday"
    APART = "not counted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of time on a clock bar, on a local clock; `note` is told when pointed at."""

    start: datetime
    until: datetime
    ground: Ground
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """An instant on a clock bar: start, due, stop. An important one stands out."""

    label: str
    at: datetime
    is_important: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockBar:
    """One bar from the start of a clock to its stop, days marked on its calendar's clock.

    `zone` names that clock; `alt` says in words what can be seen.
    """

    spans: tuple[Span, ...]
    flags: tuple[Flag, ...]
    zone: str
    alt: str
    height: int = 196


def clock_bar(
    spans: Sequence[Span], flags: Iterable[tuple[str, datetime | None, bool]], zone: str, alt: str
) -> ClockBar:
    """Return the bar of a clock.

    Args:
        spans: its stretches in order, counted ones not yet told apart; on the clock of `zone`.
        flags: label, local time (None: there is none), whether it is important. The
            important one is the due time: what is counted after it is late. One that
            lies further off than the bar is long is left out: it would press it together.
        zone: whose clock it is.
        alt: what can be seen, in words.
    """
    known = [Flag(label=word, at=at, is_important=key) for word, at, key in flags if at is not None]
    due = next((flag.at for flag in known if flag.is_important), None)
    first, last = spans[0].start, spans[-1].until
    return ClockBar(
        spans=tuple(part for span in spans for part in _split(span, due)),
        flags=tuple(flag for flag in known if first <= flag.at <= last + (last - first)),
        zone=zone,
        alt=alt,
    )


def _split(span: Span, due: datetime | None) -> Iterator[Span]:
    """Yield a counted stretch up to the due time, and what of it is late."""
    if due is None or span.ground is not Ground.COUNTED or span.until <= due:
        yield span
        return
    if span.start < due:
        yield replace(span, until=due)
    yield replace(span, start=max(span.start, due), ground=Ground.LATE, note=f"{span.note}, late")
