"""The ledger of a ticket's clock: every second from its start to its stop, and why it counts.

The seconds that count add up to the elapsed time of the clock, to the second.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from slm_analytics.domain.clock import Counting, Line, LineKind, Piece, ledger
from slm_analytics.domain.history import History, Stretch
from slm_analytics.domain.legs import Count
from slm_analytics.domain.measure import Measure
from slm_analytics.domain.service_calendar import DAY
from slm_analytics.domain.service_time import ServiceTime
from slm_analytics.domain.target import ClockKind, PauseTime
from slm_analytics.domain.ticket import ENDED_STATES
from slm_analytics.domain.ticket_clock import Agreed, TicketClock
from slm_analytics.domain.zone import local_seconds, to_utc

_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
_ENDED = frozenset(state.value for state in ENDED_STATES)
_ALIKE = (LineKind.CLOSED, LineKind.HOLIDAY)  # whoever has a ticket overnight: one line


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the ledger: seconds UTC from `start` up to `until`, all of one kind.

    Attributes:
        stretch: what was true of the ticket when the line begins.
        open_seconds: the service time within the line, counted or not.
        holiday: the name of the holiday.
        is_told_total: a pause of which the export tells only how long it was.
    """

    start: int
    until: int
    kind: LineKind
    stretch: Stretch
    open_seconds: int = 0
    holiday: str = ""
    is_told_total: bool = False

    @property
    def seconds(self) -> int:
        """The length of the line, by the wall clock."""
        return self.until - self.start

    @property
    def counted(self) -> int:
        """The seconds of it that count."""
        return self.seconds if self.kind is LineKind.COUNTED else 0


def entries_of(clock: TicketClock, history: History, agreed: Agreed) -> tuple[Entry, ...]:
    """Return the ledger of a clock, from its start to its stop, or to now; without gaps.

    Empty where nothing was counted: no target, no data, not started.
    """
    started, count, measured = clock.started_at, clock.count, clock.measure
    if started is None or count is None or measured is None:
        return ()
    site = history.stretches[0].keys.site
    service = agreed.of(count.target, site, started)
    if service is None:
        return ()
    now = max(agreed.as_of, started)
    end = now if clock.stopped_at is None else clock.stopped_at
    counted = _Counted(clock, count, service)
    lines = [
        *_beside(history.stretches, started, count.start, LineKind.BEFORE, service),
        *_taken_off(counted.lines(history.stretches), _told(clock.pieces, measured, service)),
        *_beside(history.stretches, clock.pieces[-1].start, end, LineKind.AFTER, service),
    ]
    return tuple(_merged(lines))


@dataclass(frozen=True, slots=True)
class _Counted:
    """The part of a ledger in which the clock's pieces say what happened."""

    clock: TicketClock
    count: Count
    service: ServiceTime

    def lines(self, stretches: Sequence[Stretch]) -> Iterator[Entry]:
        """Yield the lines of the ledger in order, pauses taken off where they were served."""
        wall_clock = self.count.target.policy.pause_time is PauseTime.WALL_CLOCK
        owed = 0  # seconds that a pause took off and that were not yet served
        for piece in self.clock.pieces[:-1]:
            stretch = next(each for each in reversed(stretches) if each.start <= piece.start)
            for line in self._of(piece, stretch):
                if wall_clock and line.kind is LineKind.PAUSED:
                    owed += line.seconds - line.open_seconds
                off = min(owed, line.counted)
                if off:
                    owed -= off
                    yield replace(
                        line, until=line.start + off, kind=LineKind.SET_OFF, open_seconds=off
                    )
                if line.seconds > off:
                    yield _cut(line, line.start + off)

    def _of(self, piece: Piece, stretch: Stretch) -> Iterator[Entry]:
        until = piece.start if piece.until is None else piece.until
        service = self.service
        for line in ledger([piece], service.open, service.usual, piece.start, until):
            entry = Entry(
                start=line.start,
                until=line.until,
                kind=self._kind(line, stretch),
                stretch=stretch,
                open_seconds=service.open.elapsed(line.start, line.until),
            )
            yield from _by_day(entry, service) if line.kind is LineKind.HOLIDAY else [entry]

    def _kind(self, line: Line, stretch: Stretch) -> LineKind:
        others = self.clock.clock is ClockKind.HOLDING and stretch.state not in _ENDED
        return LineKind.HELD if line.kind is LineKind.STOPPED and others else line.kind


def _beside(
    stretches: Sequence[Stretch], start: int, until: int, kind: LineKind, service: ServiceTime
) -> Iterator[Entry]:
    """Yield lines of time that is in the cycle, but counted against no target or another one."""
    for stretch in stretches:
        begin = max(stretch.start, start)
        end = until if stretch.until is None else min(stretch.until, until)
        if begin < end:
            inside = service.open.elapsed(begin, end)
            yield Entry(start=begin, until=end, kind=kind, stretch=stretch, open_seconds=inside)


def _told(pieces: Sequence[Piece], measured: Measure, service: ServiceTime) -> int:
    """Return the hold total of the export that was taken off at the end."""
    seen = sum(
        service.open.elapsed(piece.start, piece.until)
        for piece in pieces
        if piece.counting is Counting.PAUSED and piece.until is not None
    )
    return measured.paused - seen


def _taken_off(lines: Iterable[Entry], total: int) -> list[Entry]:
    """Return lines of which the last counted seconds are a pause: when it was is not told."""
    found = list(lines)
    for place in range(len(found) - 1, -1, -1):
        line = found[place]
        off = min(total, line.counted)
        if not off:
            continue
        total -= off
        at = line.until - off
        pause = replace(line, start=at, kind=LineKind.PAUSED, open_seconds=off, is_told_total=True)
        kept = (
            [replace(line, until=at, open_seconds=line.counted - off)] if off < line.counted else []
        )
        found[place : place + 1] = [*kept, pause]
    return found


def _cut(line: Entry, start: int) -> Entry:
    """Return a line without its first seconds; only counted ones are ever cut."""
    off = start - line.start
    return replace(line, start=start, open_seconds=line.open_seconds - off)


def _by_day(line: Entry, service: ServiceTime) -> Iterator[Entry]:
    """Yield the civil days of a line of holidays, each with its name."""
    part = next((part for part in service.parts if line.start < part.until), service.parts[-1])
    zone, holidays = part.calendar.zone, part.calendar.holidays
    start = line.start
    while start < line.until:
        day = local_seconds(start, zone) // DAY
        until = min(max(to_utc((day + 1) * DAY, zone)[0], start + 1), line.until)
        name = holidays.get(date.fromordinal(day + _EPOCH_ORDINAL), "")
        yield replace(line, start=start, until=until, holiday=name)
        start = until


def _merged(lines: Iterable[Entry]) -> Iterator[Entry]:
    """Yield lines of which neighbours that say the same are one."""
    before: Entry | None = None
    for line in lines:
        if before is not None and _say_the_same(before, line):
            inside = before.open_seconds + line.open_seconds
            before = replace(before, until=line.until, open_seconds=inside)
            continue
        if before is not None:
            yield before
        before = line
    if before is not None:
        yield before


def _say_the_same(one: Entry, two: Entry) -> bool:
    if (one.kind, one.holiday, one.is_told_total) != (two.kind, two.holiday, two.is_told_total):
        return False
    return one.kind in _ALIKE or _told_of(one.stretch) == _told_of(two.stretch)


def _told_of(stretch: Stretch) -> tuple[object, ...]:
    return (stretch.word, stretch.keys, stretch.group, stretch.vendor)
