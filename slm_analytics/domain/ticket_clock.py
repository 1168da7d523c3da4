"""The clocks of one ticket: verdict, elapsed time and due time under the rules agreed.

This is the explaining form; `warehouse.clock` gives the same answers for all
tickets at once, and tests hold the two equal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from slm_analytics.domain.clock import Counting, Piece
from slm_analytics.domain.cycles import (
    Cycle,
    answered_at,
    cycles_of,
    held,
    is_held,
    start_of,
    stop_states,
)
from slm_analytics.domain.history import History, HistoryFlag, Stretch, TicketTimes
from slm_analytics.domain.legs import Count, counts_of, legs_of
from slm_analytics.domain.measure import Measure, measure
from slm_analytics.domain.rules import Match, Rules
from slm_analytics.domain.service_calendar import DAY
from slm_analytics.domain.service_time import ServiceTime
from slm_analytics.domain.target import ClockKind, ReopenRule, Target, VersionRule

_BEFORE, _AFTER = 31 * DAY, 5 * 366 * DAY


class ClockAnswer(StrEnum):
    """What became of a target. Five different answers, none of them a number."""

    MET = "met"
    MISSED = "missed"
    OPEN = "open"
    NO_TARGET = "no target"
    NO_DATA = "no data"
    NOT_STARTED = "not started"


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketClock:
    """One clock of a ticket, one cycle of it. Instants are seconds UTC; None: there is none.

    Attributes:
        clock, holder, cycle: which; a holding clock names its group or supplier.
        answer: what became of it; `is_late` says that the target is missed so far.
        started_at, stopped_at: of the cycle.
        governing: the target whose rules say when it starts and what reopening does.
        count: what was counted against which target, the first missed or else the last.
        measure: the figures of that count.
        pieces: what the clock did in it.
        changes: the counts of the other targets that held on the way.
        tied: targets of which none holds, since they are equally exact.
    """

    clock: ClockKind
    holder: str = ""
    cycle: int = 1
    answer: ClockAnswer
    is_late: bool = False
    started_at: int | None = None
    stopped_at: int | None = None
    governing: Target | None = None
    count: Count | None = None
    measure: Measure | None = None
    pieces: tuple[Piece, ...] = ()
    changes: tuple[Count, ...] = ()
    tied: tuple[Target, ...] = ()
    flags: frozenset[HistoryFlag] = field(default_factory=frozenset)


class Agreed:
    """Rules with their calendars compiled over a span of time."""

    def __init__(self, rules: Rules, first: int, as_of: int) -> None:
        """Prepare the time from a little before `first` to some years after `as_of`."""
        self.rules = rules
        self.as_of = as_of
        self.span = (first - _BEFORE, as_of + _AFTER)
        self.service_time: Callable[[str, str, int, VersionRule], ServiceTime | None]
        self.service_time = lru_cache(maxsize=256)(self._service_time)

    def _service_time(
        self, calendar_id: str, site: str, at: int, version: VersionRule
    ) -> ServiceTime | None:
        parts = self.rules.parts(calendar_id, site, at, version, self.span)
        return ServiceTime(parts) if parts else None

    def of(self, target: Target, site: str, at: int) -> ServiceTime | None:
        """Return the service time of a target for a cycle that began at an instant."""
        return self.service_time(target.calendar, site, at, target.policy.version)


def ticket_clocks(ticket: TicketTimes, history: History, agreed: Agreed) -> tuple[TicketClock, ...]:
    """Return the clocks of a ticket, each cycle on its own, for every kind that has targets."""
    found: list[TicketClock] = []
    kinds = {target.clock for target in agreed.rules.targets}
    for clock in ClockKind:
        if clock is ClockKind.HOLDING or clock not in kinds:
            continue
        found.extend(_TicketOnClock(ticket, history, agreed, clock).answers())
    holders = {
        target.holder for target in agreed.rules.targets if target.clock is ClockKind.HOLDING
    }
    for holder in sorted(holders):
        if any(is_held(stretch, holder) for stretch in history.stretches):
            one = _TicketOnClock(ticket, history, agreed, ClockKind.HOLDING, holder)
            found.extend(one.answers())
    return tuple(found)


class _TicketOnClock:
    """One ticket on one clock."""

    def __init__(
        self,
        ticket: TicketTimes,
        history: History,
        agreed: Agreed,
        clock: ClockKind,
        holder: str = "",
    ) -> None:
        self._ticket = ticket
        self._stretches = history.stretches
        self._flags = history.flags
        self._agreed = agreed
        self._clock = clock
        self._holder = holder
        self._site = ticket.keys.site

    def answers(self) -> Iterator[TicketClock]:
        """Yield the clock of each cycle that counts, or one without a time that says why."""
        match = self._governing()
        if match.target is None:
            yield self._without(ClockAnswer.NO_TARGET, match)
            return
        if HistoryFlag.ENDLESS in self._flags or self._is_unanswerable(match.target):
            yield self._without(ClockAnswer.NO_DATA, match)
            return
        cycles = self._cycles(match.target)
        if not cycles:
            yield self._without(ClockAnswer.NOT_STARTED, match)
            return
        clocks = [self._clock_of(cycle, match.target) for cycle in cycles]
        if match.target.policy.reopen is ReopenRule.WORST:
            clocks = [max(clocks, key=_badness)]
        yield from clocks

    def _governing(self) -> Match:
        """Return the target at the opening; where there is none, that of the latest keys."""
        first, last = self._stretches[0], self._stretches[-1]
        tied: tuple[Target, ...] = ()
        for stretch in (first, last):
            match = self._agreed.rules.match(self._clock, stretch.keys, first.start, self._holder)
            if match.target is not None:
                if self._agreed.of(match.target, self._site, first.start) is None:
                    return Match(None)
                return match
            tied = tied or match.tied
        return Match(None, tied)

    def _is_unanswerable(self, target: Target) -> bool:
        return (
            self._clock is ClockKind.RESPONSE
            and not self._ticket.response_known
            and not target.policy.response_states
        )

    def _cycles(self, target: Target) -> tuple[Cycle, ...]:
        if self._clock is ClockKind.HOLDING:
            cycle = held(self._stretches, self._holder)
            return () if cycle is None else (cycle,)
        start = start_of(self._stretches, target.policy)
        if start is None:
            return ()
        if self._clock is ClockKind.RESPONSE:
            stop = answered_at(self._ticket, self._stretches, target.policy, start)
            return (Cycle(1, start, stop),)

        def working_days(begun: int, stop: int, at: int) -> int:
            service = self._agreed.of(target, self._site, begun)
            return 0 if service is None else service.working_days_between(stop, at)

        return cycles_of(self._stretches, self._clock, target.policy, start, working_days)

    def _clock_of(self, cycle: Cycle, governing: Target) -> TicketClock:
        policy = governing.policy
        legs = legs_of(
            self._stretches,
            cycle,
            self._agreed.rules,
            self._clock,
            policy.version,
            self._agreed.as_of,
            self._holder,
        )
        counts = counts_of(legs, policy, cycle.start)
        measured = [(count, *self._measured(count, cycle)) for count in counts]
        missed = [each for each in measured if each[2] is not None and each[2].missed]
        if not missed and (not measured or legs[-1].match.target is None):
            return self._without(ClockAnswer.NO_TARGET, legs[-1].match, cycle, governing)
        count, pieces, figures = missed[0] if missed else measured[-1]
        if figures is None:
            return self._without(ClockAnswer.NO_DATA, legs[-1].match, cycle, governing)
        decided = ClockAnswer.MISSED if figures.missed else ClockAnswer.MET
        return TicketClock(
            clock=self._clock,
            holder=self._holder,
            cycle=cycle.number,
            answer=ClockAnswer.OPEN if cycle.stop is None else decided,
            is_late=figures.missed,
            started_at=cycle.start,
            stopped_at=cycle.stop,
            governing=governing,
            count=count,
            measure=figures,
            pieces=pieces,
            changes=tuple(other for other in counts if other is not count),
            flags=self._flags,
        )

    def _measured(self, count: Count, cycle: Cycle) -> tuple[tuple[Piece, ...], Measure | None]:
        service = self._agreed.of(count.target, self._site, cycle.start)
        if service is None:
            return (), None
        pieces = tuple(self._pieces(count, cycle))
        told = self._ticket.paused_seconds or 0
        pauses = self._clock in (ClockKind.RESOLUTION, ClockKind.CLOSURE)
        if not (pauses and HistoryFlag.MISSING in self._flags and count.target.policy.pauses):
            told = 0
        return pieces, measure(pieces, service, count.target, told)

    def _pieces(self, count: Count, cycle: Cycle) -> Iterator[Piece]:
        """Yield what the clock does in a count, and at last how it goes on from its end."""
        now = max(self._agreed.as_of, cycle.start)
        end = now if cycle.stop is None else cycle.stop
        end = end if count.until is None else min(count.until, end)
        end = max(end, count.start)
        goes_on = Counting.RUNS
        for stretch in self._stretches:
            start = max(stretch.start, count.start)
            until = end if stretch.until is None else min(stretch.until, end)
            counting = self._counting(stretch, count.target)
            if start < until:
                yield Piece(start, until, counting)
            if stretch.until is None and cycle.stop is None and count.until is None:
                goes_on = counting
        yield Piece(end, None, goes_on)

    def _counting(self, stretch: Stretch, target: Target) -> Counting:
        if self._clock is ClockKind.RESPONSE:
            return Counting.RUNS
        if self._clock is ClockKind.HOLDING and not is_held(stretch, self._holder):
            return Counting.STOPPED
        if stretch.state in stop_states(self._clock):
            return Counting.STOPPED
        return Counting.PAUSED if target.policy.pauses_in(stretch.word) else Counting.RUNS

    def _without(
        self,
        answer: ClockAnswer,
        match: Match,
        cycle: Cycle | None = None,
        governing: Target | None = None,
    ) -> TicketClock:
        """Return a clock that gives no figures; it ends as its ticket does."""
        last = self._stretches[-1]
        stop = None
        if last.state in stop_states(self._clock):
            stop = next(
                stretch.start
                for place, stretch in enumerate(self._stretches)
                if all(later.state in stop_states(self._clock) for later in self._stretches[place:])
            )
        return TicketClock(
            clock=self._clock,
            holder=self._holder,
            cycle=1 if cycle is None else cycle.number,
            answer=answer,
            started_at=self._stretches[0].start if cycle is None else cycle.start,
            stopped_at=stop if cycle is None else cycle.stop,
            governing=governing or match.target,
            tied=match.tied,
            flags=self._flags,
        )


def _badness(clock: TicketClock) -> tuple[int, int, int]:
    """Order cycles by how bad they are; of equal ones the earliest is the worst."""
    figures = clock.measure
    if figures is None:
        return (-1, 0, -clock.cycle)
    rank = 2 if clock.is_late else int(clock.answer is ClockAnswer.OPEN)
    return (rank, figures.elapsed - figures.allowed, -clock.cycle)
