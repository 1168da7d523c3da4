"""The lines of a clock's ledger in words, and the long ledger made short for the eye."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from slm_analytics.domain.clock import LineKind
from slm_analytics.domain.ledger import Entry
from slm_analytics.domain.target import ClockKind, PauseTime, Target
from slm_analytics.domain.ticket_clock import TicketClock
from slm_analytics.review.civil_time import instant
from slm_analytics.review.rule_words import (
    duration,
    pause_time_words,
    reopen_words,
    state_words,
)

_NIGHTS = (LineKind.COUNTED, LineKind.CLOSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLine:
    """A line of the ledger.

    Attributes:
        start_at, until_at: UTC, half-open.
        kind: why its seconds count or do not.
        seconds: its length by the wall clock; `counted_seconds` of it count;
            `service_seconds` of it are service time.
        rule: the rule that made it so.
        state, group, vendor: how the ticket stood, and who had it.
        stands_for: how many lines it stands for; more than 1 only where a long
            ledger was made short.
    """

    start_at: datetime
    until_at: datetime
    kind: LineKind
    seconds: int
    counted_seconds: int
    service_seconds: int
    rule: str
    state: str
    group: str
    vendor: str
    stands_for: int = 1


def line_of(entry: Entry, clock: TicketClock, target: Target) -> LedgerLine:
    """Return a line of the ledger in words."""
    return LedgerLine(
        start_at=instant(entry.start),
        until_at=instant(entry.until),
        kind=entry.kind,
        seconds=entry.seconds,
        counted_seconds=entry.counted,
        service_seconds=entry.open_seconds,
        rule=_rule(entry, clock, target),
        state=state_words(entry.stretch.word),
        group=entry.stretch.group,
        vendor=entry.stretch.vendor,
    )


def _rule(entry: Entry, clock: TicketClock, target: Target) -> str:
    match entry.kind:
        case LineKind.COUNTED:
            return f"service hours of {target.calendar}"
        case LineKind.CLOSED:
            return target.calendar
        case LineKind.HOLIDAY:
            return entry.holiday or "Holiday"
        case LineKind.PAUSED:
            return _pause(entry, target)
        case LineKind.SET_OFF:
            return f"The pause before takes off {PauseTime.WALL_CLOCK.value}, closed hours too"
        case LineKind.BEFORE:
            return f"{_keys(entry)} until then; {target.target_id} counts from its change"
        case LineKind.AFTER:
            return f"{_keys(entry)} by then; {target.target_id} was decided before"
        case LineKind.STOPPED | LineKind.HELD:
            return _stopped(entry, clock, target)


def _stopped(entry: Entry, clock: TicketClock, target: Target) -> str:
    if entry.kind is LineKind.HELD:
        who = entry.stretch.vendor or entry.stretch.group or "nobody named"
        return f"Held by {who}, not by {clock.holder}"
    if clock.clock is ClockKind.HOLDING:
        return "The ticket had ended"
    policy = (clock.governing or target).policy
    return f"{state_words(entry.stretch.word)}, later reopened: {reopen_words(policy)}"


def _pause(entry: Entry, target: Target) -> str:
    if entry.is_told_total:
        return "Hold total that the export tells; when it was is not told"
    inside = f"{duration(entry.open_seconds)} of it service time"
    return f"Agreed pause, {inside}; {pause_time_words(target.policy)}"


def _keys(entry: Entry) -> str:
    keys = entry.stretch.keys
    return " ".join(part for part in (keys.priority, keys.service) if part) or "Another target"


def short(lines: Sequence[LedgerLine], most: int = 12) -> tuple[LedgerLine, ...]:
    """Return a long ledger with its usual days and nights, one after another, as single lines.

    A run of counted lines and closed hours in between, of one state, becomes
    one line. Whatever is special (a holiday, a pause, a stop) stays as it is.
    A ledger of at most `most` lines is not changed.
    """
    if len(lines) <= most:
        return tuple(lines)
    return tuple(_together(run) for run in _runs(lines))


def fitting(lines: Sequence[LedgerLine], most: int) -> tuple[LedgerLine, ...]:
    """Return a ledger in at most `most` lines; the last then stands for all that do not fit."""
    found = short(lines, min(most, 12))
    if len(found) <= most:
        return found
    rest = found[most - 1 :]
    count = sum(line.stands_for for line in rest)
    last = replace(_together(rest), stands_for=count, rule=f"{count} more lines, see the file")
    return (*found[: most - 1], last)


def _runs(lines: Sequence[LedgerLine]) -> Iterator[list[LedgerLine]]:
    run: list[LedgerLine] = []
    for line in lines:
        if run and not (line.kind in _NIGHTS and run[-1].kind in _NIGHTS):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _together(run: Sequence[LedgerLine]) -> LedgerLine:
    if len(run) == 1:
        return run[0]
    first, last = run[0], run[-1]
    counted = [line for line in run if line.counted_seconds]
    holders = list(dict.fromkeys(line.group for line in run if line.group))
    states = list(dict.fromkeys(line.state for line in run))
    nights = len(run) - len(counted)
    return LedgerLine(
        start_at=first.start_at,
        until_at=last.until_at,
        kind=LineKind.COUNTED if counted else LineKind.CLOSED,
        seconds=sum(line.seconds for line in run),
        counted_seconds=sum(line.counted_seconds for line in run),
        service_seconds=sum(line.service_seconds for line in run),
        rule=f"{(counted or run)[0].rule}; closed {nights} times in between"
        if nights > 1
        else f"{(counted or run)[0].rule}; closed once in between",
        state=", then ".join(states) if len(states) < 4 else f"{states[0]}, … , {states[-1]}",
        group=", then ".join(holders) if len(holders) < 4 else f"{len(holders)} groups",
        vendor=last.vendor,
        stands_for=len(run),
    )
