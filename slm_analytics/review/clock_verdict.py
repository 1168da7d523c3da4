"""What became of a clock, in one sentence."""

from __future__ import annotations

from slm_analytics.domain.target import ClockKind
from slm_analytics.domain.ticket_clock import ClockAnswer, TicketClock
from slm_analytics.review.rule_words import duration, keys_words
from slm_analytics.review.sentences import listed
from slm_analytics.review.ticket_times import ClockedTicket


def verdict_words(ticket: ClockedTicket, clock: TicketClock) -> str:
    """Return what became of a clock with its figures, exact to the second."""
    measured, count = clock.measure, clock.count
    if measured is None or count is None:
        return _no_figures(ticket, clock)
    of = f"{duration(measured.elapsed)} of {duration(measured.allowed)} service time"
    over = measured.elapsed - measured.allowed
    if clock.answer is ClockAnswer.MISSED:
        return f"Missed by {duration(over)}: {of}" if over else f"Missed, for equal is late: {of}"
    if clock.answer is ClockAnswer.MET:
        return f"Met with {duration(-over)} to spare: {of}" if over else f"Met exactly: {of}"
    if clock.is_late:
        return f"Open, and late by {duration(max(over, 0))}: {of}"
    waits = ", on hold now" if measured.due_at is None else ""
    return f"Open, {duration(-over)} left{waits}: {of}"


def _no_figures(ticket: ClockedTicket, clock: TicketClock) -> str:
    match clock.answer:
        case ClockAnswer.NO_TARGET if clock.tied:
            names = listed([target.target_id for target in clock.tied], most=5)
            return f"No target: {names} fit equally well, so none of them holds"
        case ClockAnswer.NO_TARGET:
            keys = ticket.history.stretches[-1].keys
            return f"No target: none is agreed for {keys_words(keys)}"
        case ClockAnswer.NOT_STARTED:
            return "Not started: what starts this clock never happened"
        case _ if clock.clock is ClockKind.RESPONSE and not ticket.times.response_known:
            return "No data: its export tells no first responses"
        case _ if ticket.times.is_ended and ticket.times.ended_at is None:
            return "No data: it has ended, but its export does not tell when"
        case _:
            return "No data: the target lies beyond its calendar"


def decided_by(elapsed: int, by_calendar: int) -> str:
    """Return both elapsed times, and which of them decides."""
    if elapsed == by_calendar:
        return f"Service time decides: {duration(elapsed)}; by the wall clock it is as much."
    return (
        f"Service time decides: {duration(elapsed)}. By the wall clock it is"
        f" {duration(by_calendar)}, closed hours included."
    )
