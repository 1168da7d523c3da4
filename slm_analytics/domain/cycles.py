"""When a clock of a ticket starts and stops, and which reopenings begin it anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from slm_analytics.domain.history import Stretch, TicketTimes
from slm_analytics.domain.target import ClockKind, Policy, ReopenRule, StartRule
from slm_analytics.domain.ticket import ENDED_STATES, State

_ENDED = frozenset(state.value for state in ENDED_STATES)
_CLOSED = frozenset({State.CLOSED.value, State.CANCELLED.value})


@dataclass(frozen=True, slots=True)
class Cycle:
    """One run of a clock: its number from 1, its start, and its stop (None: it has not stopped)."""

    number: int
    start: int
    stop: int | None


def stop_states(clock: ClockKind) -> frozenset[str]:
    """Return the states in which a clock has stopped."""
    return _CLOSED if clock is ClockKind.CLOSURE else _ENDED


def is_held(stretch: Stretch, holder: str) -> bool:
    """Return whether a group or supplier held a ticket that had not ended."""
    return holder in (stretch.group, stretch.vendor) and stretch.state not in _ENDED


def start_of(stretches: Sequence[Stretch], policy: Policy) -> int | None:
    """Return when a clock starts; None when it never did."""
    opened = stretches[0].start
    if policy.start is StartRule.OPENED:
        return opened
    for stretch in stretches:
        entered = policy.start_state in (stretch.word, stretch.state)
        assigned = policy.start is StartRule.ASSIGNED and stretch.is_assigned
        if assigned or (policy.start is StartRule.ENTERED and entered):
            return opened if policy.retroactive else stretch.start
    return None


def answered_at(
    ticket: TicketTimes, stretches: Sequence[Stretch], policy: Policy, start: int
) -> int | None:
    """Return when the customer was answered; resolved without an answer counts as answered then."""
    found = [
        stretch.start
        for stretch in stretches
        if stretch.state in _ENDED
        or stretch.word in policy.response_states
        or stretch.state in policy.response_states
    ]
    if ticket.first_response_at is not None:
        found.append(ticket.first_response_at)
    return max(min(found), start) if found else None


def held(stretches: Sequence[Stretch], holder: str) -> Cycle | None:
    """Return the run of a holding clock: from the first stretch held to the end of the last."""
    mine = [stretch for stretch in stretches if is_held(stretch, holder)]
    return Cycle(1, mine[0].start, mine[-1].until) if mine else None


def cycles_of(
    stretches: Sequence[Stretch],
    clock: ClockKind,
    policy: Policy,
    start: int,
    working_days: Callable[[int, int, int], int],
) -> tuple[Cycle, ...]:
    """Return the cycles of a resolution or closure clock, in order, by the rule of reopening.

    Args:
        working_days: (start of the cycle, from, to) -> working days in between.

    Returns:
        Under `WORST` and `CONTINUE` every cycle; under `RESTART` the last;
        under `FIRST` the one that ends with the first stop.
    """
    stops = stop_states(clock)
    found: list[Cycle] = []
    begun, stop = start, None
    for stretch in stretches:
        if stretch.until is not None and stretch.until <= start:
            continue
        at = max(stretch.start, start)
        if stretch.state in stops:
            stop = at if stop is None else stop
        elif stop is not None:
            if policy.reopen is ReopenRule.FIRST:
                break
            within = policy.reopen is ReopenRule.CONTINUE
            if not within or working_days(begun, stop, at) > policy.reopen_days:
                found.append(Cycle(len(found) + 1, begun, stop))
                begun = at
            stop = None
    found.append(Cycle(len(found) + 1, begun, stop))
    return tuple(found[-1:]) if policy.reopen is ReopenRule.RESTART else tuple(found)
