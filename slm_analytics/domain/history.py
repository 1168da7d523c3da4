"""A ticket's history made regular: what was true of it from when to when.

Histories come with updates repeated, out of order, begun late or ended early.
Each irregularity has a rule, and a flag that says on the ticket that the rule
was needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import pairwise

from slm_analytics.domain.target import Keys
from slm_analytics.domain.ticket import ENDED_STATES, State

_NEAR_SECONDS = 60  # tools with minutes only: closer than this, two times are the same
_ENDED = frozenset(state.value for state in ENDED_STATES)


class HistoryFlag(StrEnum):
    """What was irregular about a history."""

    MISSING = "no history: pauses are not known"
    REPEATED = "updates told twice"
    UNORDERED = "update numbers contradict the times"
    EARLY = "updates before the opening"
    LATE = "history starts after the opening"
    UNFINISHED = "history ends before the ticket did"
    DISAGREES = "resolved time differs from the history"
    ENDLESS = "ended, but it is not told when"

    @property
    def bit(self) -> int:
        """Its place in the whole number that tables keep for a set of flags."""
        return 1 << list(HistoryFlag).index(self)


HISTORY_RULES = {
    HistoryFlag.MISSING: "counted from opening to end; a hold total of the export is taken off",
    HistoryFlag.REPEATED: "counted once",
    HistoryFlag.UNORDERED: "the times rule",
    HistoryFlag.EARLY: "counted from the opening",
    HistoryFlag.LATE: "what is told first holds from the opening",
    HistoryFlag.UNFINISHED: "the ticket's own times end it",
    HistoryFlag.DISAGREES: "the history rules",
    HistoryFlag.ENDLESS: "no verdict",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketTimes:
    """What an export says of a ticket apart from its history.

    Instants are seconds since 1970 UTC; words are canonical, those that no
    rule knows stay as they are.

    Attributes:
        ended_at: when it ended, by the best of its times; None: open, or not told.
        first_response_at: the first answer to the customer that counts.
        response_known: whether its export carries first responses at all.
        paused_seconds: the hold total that its export tells.
    """

    opened_at: int
    first_response_at: int | None = None
    response_known: bool = True
    resolved_at: int | None = None
    closed_at: int | None = None
    updated_at: int | None = None
    ended_at: int | None = None
    is_ended: bool = False
    state: str = State.NEW.value
    keys: Keys = field(default_factory=Keys)
    group: str = ""
    vendor: str = ""
    paused_seconds: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One update as told: what was said to be true from `at` on; None was not said."""

    at: int
    sequence: int = 0
    state: str | None = None
    hold_reason: str | None = None
    priority: str | None = None
    service: str | None = None
    group: str | None = None
    assigned_to: str | None = None
    vendor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """What was true of a ticket from `start` up to `until`; None: to this day.

    `word` is the state, with its hold reason where it is on hold.
    """

    start: int
    until: int | None
    word: str
    keys: Keys
    group: str = ""
    vendor: str = ""
    is_assigned: bool = False

    @property
    def state(self) -> str:
        """The state without its hold reason."""
        return self.word.partition("/")[0]


@dataclass(frozen=True, slots=True)
class History:
    """The stretches of a ticket from its opening on, without gaps, and what was irregular."""

    stretches: tuple[Stretch, ...]
    flags: frozenset[HistoryFlag]


def regular(ticket: TicketTimes, told: Sequence[Told]) -> History:
    """Return the history of a ticket by the rules of this module.

    Updates are ordered by time, then number; what was not said goes on as
    before, but a supplier not named is not involved. What the first update
    says of priority, group and service holds from the opening, and so does its
    state if the clock runs in it, else the ticket was new until then. Of
    updates in one second the last holds.
    A ticket that has ended in its export but not in its history ends at its
    resolved time, else when it was closed or last updated.
    """
    if not told:
        return _without_history(ticket)
    ordered = sorted(told, key=lambda update: (update.at, update.sequence))
    flags = set(_flags(ticket, ordered))
    standings = list(_standings(ticket, ordered))
    flags |= _finish(ticket, standings)
    return History(_stretches(standings), frozenset(flags))


def _flags(ticket: TicketTimes, ordered: Sequence[Told]) -> Iterator[HistoryFlag]:
    if len({replace(update, sequence=0) for update in ordered}) < len(ordered):
        yield HistoryFlag.REPEATED
    if any(0 < after.sequence < before.sequence for before, after in pairwise(ordered)):
        yield HistoryFlag.UNORDERED
    if ordered[0].at < ticket.opened_at:
        yield HistoryFlag.EARLY
    if ordered[0].at > ticket.opened_at and ordered[0].state != State.NEW.value:
        yield HistoryFlag.LATE


def _standings(ticket: TicketTimes, ordered: Sequence[Told]) -> Iterator[Stretch]:
    """Yield what held after each update, from the opening on; `until` is still open."""
    known = _at_first(ticket, ordered)
    for place, update in enumerate(ordered):
        known = _filled(update, known)
        at = max(update.at, ticket.opened_at)
        if place == 0 and at > ticket.opened_at:
            waits = known.state in _ENDED or known.state == State.ON_HOLD.value
            word = State.NEW.value if waits else known.word
            yield replace(known, start=ticket.opened_at, word=word)
        yield replace(known, start=at)


def _at_first(ticket: TicketTimes, ordered: Sequence[Told]) -> Stretch:
    """Return what holds before anything is told: new, and the first value told of each field."""

    def first(name: str, otherwise: str) -> str:
        told = (getattr(update, name) for update in ordered)
        return next((value for value in told if value is not None), otherwise)

    return Stretch(
        start=ticket.opened_at,
        until=None,
        word=State.NEW.value,
        keys=replace(
            ticket.keys,
            priority=first("priority", ticket.keys.priority),
            service=first("service", ticket.keys.service),
        ),
        group=first("group", ticket.group),
    )


def _filled(update: Told, before: Stretch) -> Stretch:
    """Return what holds after an update: what it does not say stays as before."""
    word = before.word if update.state is None else update.state
    if update.state == State.ON_HOLD.value and update.hold_reason:
        word = f"{update.state}/{update.hold_reason}"
    return Stretch(
        start=update.at,
        until=None,
        word=word,
        keys=replace(
            before.keys,
            priority=before.keys.priority if update.priority is None else update.priority,
            service=before.keys.service if update.service is None else update.service,
        ),
        group=before.group if update.group is None else update.group,
        vendor=update.vendor or "",
        is_assigned=before.is_assigned or bool(update.group) or bool(update.assigned_to),
    )


def _finish(ticket: TicketTimes, standings: list[Stretch]) -> set[HistoryFlag]:
    """End a history as the ticket ended, and compare both."""
    last = standings[-1]
    if ticket.is_ended and last.state not in _ENDED:
        times = (ticket.resolved_at, ticket.closed_at, ticket.ended_at)
        later = [at for at in times if at is not None and at >= last.start]
        standings.append(replace(last, start=next(iter(later), last.start), word=_end(ticket)))
        return {HistoryFlag.UNFINISHED}
    if not ticket.is_ended and last.state in _ENDED:
        if ticket.updated_at is not None and ticket.updated_at > last.start:
            standings.append(replace(last, start=ticket.updated_at, word=ticket.state))
        return {HistoryFlag.UNFINISHED}
    if last.state in _ENDED and ticket.resolved_at is not None:
        entry = _last_entry(standings)
        if abs(entry - ticket.resolved_at) >= _NEAR_SECONDS:
            return {HistoryFlag.DISAGREES}
    return set()


def _end(ticket: TicketTimes) -> str:
    return ticket.state if ticket.state in _ENDED else State.CLOSED.value


def _last_entry(standings: Sequence[Stretch]) -> int:
    """Return since when a ticket that has ended has been so."""
    entry = standings[-1].start
    for standing in reversed(standings):
        if standing.state not in _ENDED:
            break
        entry = standing.start
    return entry


def _without_history(ticket: TicketTimes) -> History:
    """Return what the ticket's own times tell: it ran from the opening to its end."""
    runs = Stretch(
        start=ticket.opened_at,
        until=None,
        word=State.IN_PROGRESS.value,
        keys=ticket.keys,
        group=ticket.group,
        vendor=ticket.vendor,
        is_assigned=bool(ticket.group),
    )
    if not ticket.is_ended:
        return History((runs,), frozenset({HistoryFlag.MISSING}))
    if ticket.ended_at is None:
        return History((runs,), frozenset({HistoryFlag.MISSING, HistoryFlag.ENDLESS}))
    end = max(ticket.ended_at, ticket.opened_at)
    standings = [runs, replace(runs, start=end, word=_end(ticket))]
    closed_at = ticket.closed_at
    if _end(ticket) == State.CLOSED.value and closed_at is not None and closed_at > end:
        standings[1] = replace(runs, start=end, word=State.RESOLVED.value)
        standings.append(replace(runs, start=closed_at, word=State.CLOSED.value))
    return History(_stretches(standings), frozenset({HistoryFlag.MISSING}))


def _stretches(standings: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Return standings as stretches; those of no length are left out."""
    untils = [*(standing.start for standing in standings[1:]), None]
    return tuple(
        replace(standing, until=until)
        for standing, until in zip(standings, untils, strict=True)
        if until is None or until > standing.start
    )
