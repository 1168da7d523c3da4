"""Why a ticket's target was met or missed: the clock of one ticket, told second by second."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from slm_analytics.domain.cycles import Cycle, stop_states
from slm_analytics.domain.history import Stretch
from slm_analytics.domain.ledger import entries_of
from slm_analytics.domain.legs import legs_of
from slm_analytics.domain.rules import CalendarVersion, Rules
from slm_analytics.domain.target import ClockKind, StartRule, Target, VersionRule
from slm_analytics.domain.ticket_clock import ClockAnswer, TicketClock
from slm_analytics.review.civil_time import instant, instant_or_none
from slm_analytics.review.clock_verdict import decided_by, verdict_words
from slm_analytics.review.ledger_words import LedgerLine, line_of
from slm_analytics.review.rule_words import (
    CLOCKS,
    RuleInForce,
    calendar_words,
    length,
    rules_in_words,
    state_words,
    validity,
    why_it_holds,
)
from slm_analytics.review.ticket_times import ClockedTicket, clocked_ticket
from slm_analytics.review.tool_claim import ToolClaim, tool_claim
from slm_analytics.warehouse.connection import Warehouse


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Something that changed while the clock ran."""

    at: datetime
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """One clock of a ticket, one cycle of it, in words and to the second.

    Attributes:
        clock, holder, cycle: which; `title` names it.
        answer, is_late: what became of it; `verdict` says so with its figures.
        elapsed_seconds: what counted, in service time; `calendar_seconds` the same by the
            wall clock; `paused_seconds` the service time inside pauses; `allowed_seconds` what
            the target allows. None: nothing was counted.
        decided_by: both elapsed figures, and which of them decides.
        started_at, stopped_at, due_at: instants; None: not started, not stopped, not due.
        zone: whose clock tells the times: the zone of the calendar, or of the export
            where the calendar is always open or there is none.
        starts, stops: why it started and stopped then.
        target, target_why, target_id, target_line: the target in force and why it was chosen.
        calendar: the calendar in force.
        policies: the rules that its clock runs by.
        lines: the ledger, from the start to the stop or to now; counted seconds add up to
            `elapsed_seconds`.
        changes: what changed while the clock ran, and which target held then.
        irregularities: what was irregular about the history, and stands behind a rule.
    """

    clock: ClockKind
    holder: str
    cycle: int
    title: str
    answer: ClockAnswer
    is_late: bool
    verdict: str
    elapsed_seconds: int | None = None
    calendar_seconds: int | None = None
    paused_seconds: int | None = None
    allowed_seconds: int | None = None
    decided_by: str = ""
    started_at: datetime | None = None
    stopped_at: datetime | None = None
    due_at: datetime | None = None
    zone: str = "UTC"
    starts: str = ""
    stops: str = ""
    target: str = ""
    target_why: str = ""
    target_id: str = ""
    target_line: int | None = None
    calendar: str = ""
    policies: tuple[RuleInForce, ...] = ()
    lines: tuple[LedgerLine, ...] = ()
    changes: tuple[Change, ...] = ()
    irregularities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketExplanation:
    """All clocks of a ticket, explained, and what its tool claims."""

    system: str
    ticket_id: str
    opened_at: datetime
    as_of: datetime
    clocks: tuple[Explanation, ...]
    tool: ToolClaim | None


def explanation(
    warehouse: Warehouse, ticket_id: str, system: str = "", rules: Rules | None = None
) -> TicketExplanation:
    """Explain the clocks of a ticket by the rules in force, or by others.

    Raises:
        UsageError: no such ticket, several of that number, or no targets.
    """
    ticket = clocked_ticket(warehouse, ticket_id, system, rules)
    return TicketExplanation(
        system=ticket.system,
        ticket_id=ticket_id,
        opened_at=instant(ticket.times.opened_at),
        as_of=instant(ticket.agreed.as_of),
        clocks=tuple(explained(ticket, clock) for clock in ticket.clocks),
        tool=tool_claim(ticket),
    )


def explained(ticket: ClockedTicket, clock: TicketClock) -> Explanation:
    """Explain one clock of a ticket."""
    told = Explanation(
        clock=clock.clock,
        holder=clock.holder,
        cycle=clock.cycle,
        title=_title(clock),
        answer=clock.answer,
        is_late=clock.is_late,
        verdict=verdict_words(ticket, clock),
        started_at=instant_or_none(clock.started_at),
        stopped_at=instant_or_none(clock.stopped_at),
        zone=ticket.zone,
        irregularities=tuple(sorted(flag.value for flag in ticket.history.flags)),
    )
    count, measured, started = clock.count, clock.measure, clock.started_at
    if count is None or measured is None or started is None:
        return told
    rules, site = ticket.agreed.rules, ticket.times.keys.site
    version = rules.version_at(count.target.calendar, site, started)
    return replace(
        told,
        elapsed_seconds=measured.elapsed,
        calendar_seconds=measured.calendar_seconds,
        paused_seconds=measured.paused,
        allowed_seconds=measured.allowed,
        decided_by=decided_by(measured.elapsed, measured.calendar_seconds),
        due_at=instant_or_none(measured.due_at),
        zone=_zone(ticket, version),
        starts=_starts(clock),
        stops=_stops(ticket, clock),
        target=_target(count.target),
        target_why=_why(ticket, clock, count.target),
        target_id=count.target.target_id,
        target_line=count.target.line or None,
        calendar=calendar_words(version) if version else "",
        policies=rules_in_words(count.target),
        lines=tuple(
            line_of(entry, clock, count.target)
            for entry in entries_of(clock, ticket.history, ticket.agreed)
        ),
        changes=tuple(sorted(_changes(ticket, clock), key=lambda change: change.at)),
    )


def _zone(ticket: ClockedTicket, version: CalendarVersion | None) -> str:
    if version is None or version.calendar.always_open:
        return ticket.zone
    return version.calendar.zone


def _title(clock: TicketClock) -> str:
    title = CLOCKS[clock.clock]
    if clock.holder:
        title += f" by {clock.holder}"
    return f"{title}, after reopening {clock.cycle - 1}" if clock.cycle > 1 else title


def _starts(clock: TicketClock) -> str:
    governing = clock.governing
    if clock.clock is ClockKind.HOLDING:
        return f"{clock.holder} got the ticket"
    if clock.cycle > 1:
        return "reopened"
    if governing is None or governing.policy.start is StartRule.OPENED:
        return "opened"
    if governing.policy.retroactive:
        return "opened; the clock started later and counts from there"
    return "first assigned" if governing.policy.start is StartRule.ASSIGNED else "state entered"


def _stops(ticket: ClockedTicket, clock: TicketClock) -> str:
    """Return what stopped the clock: the answer, or the state that was entered."""
    at = clock.stopped_at
    if at is None:
        return "not stopped"
    if clock.clock is ClockKind.RESPONSE and at == ticket.times.first_response_at:
        return "first answer"
    if clock.clock is ClockKind.HOLDING:
        return f"{clock.holder} no longer held it"
    entered = [each for each in ticket.history.stretches if each.start <= at]
    return state_words(entered[-1].word).lower() if entered else ""


def _target(target: Target) -> str:
    line = f", line {target.line} of the register" if target.line else ""
    since = validity(target)
    return f"{length(target)} (target {target.target_id}{line}{', ' + since if since else ''})"


def _why(ticket: ClockedTicket, clock: TicketClock, target: Target) -> str:
    """Return why this target holds: of the keys that the ticket had when it did."""
    stretches = ticket.history.stretches
    stretch = next((each for each in stretches if target.names(each.keys)), stretches[0])
    at = clock.started_at or 0
    if target.policy.version is VersionRule.PER_STRETCH and clock.count is not None:
        at = max(clock.count.start, stretch.start)
    return why_it_holds(target, ticket.agreed.rules, stretch.keys, at)


def _changes(ticket: ClockedTicket, clock: TicketClock) -> Iterator[Change]:
    """Yield what changed on the way: keys, holders, reopenings, and targets with them."""
    start, stop = clock.started_at or 0, clock.stopped_at
    for before, after in pairwise(ticket.history.stretches):
        if after.start <= start or (stop is not None and after.start >= stop):
            continue
        for words in _changed(before, after):
            yield Change(at=instant(after.start), words=words)
        if before.state in stop_states(clock.clock) and after.state not in stop_states(clock.clock):
            yield Change(at=instant(after.start), words="Reopened")
    if clock.governing is None:
        return
    cycle = Cycle(clock.cycle, start, stop)
    version = clock.governing.policy.version
    legs = legs_of(
        ticket.history.stretches,
        cycle,
        ticket.agreed.rules,
        clock.clock,
        version,
        ticket.agreed.as_of,
        clock.holder,
    )
    for leg in legs[1:]:
        target = leg.match.target
        words = f"Target {target.target_id}: {length(target)}" if target else "No target holds"
        yield Change(at=instant(leg.start), words=words)


def _changed(before: Stretch, after: Stretch) -> list[str]:
    pairs = (
        ("Priority", before.keys.priority, after.keys.priority),
        ("Service", before.keys.service, after.keys.service),
        ("Group", before.group, after.group),
    )
    return [f"{name} {one or '–'} → {two or '–'}" for name, one, two in pairs if one != two]
