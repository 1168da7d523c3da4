"""What a tool claims of one ticket, and why we differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from slm_analytics.domain.difference import (
    NOT_WHOLE,
    Claim,
    Reason,
    Verdict,
    due_reason,
    is_near,
    reason,
    verdict_of,
)
from slm_analytics.domain.ticket_clock import Agreed, ticket_clocks
from slm_analytics.domain.variation import Difference, Variation, variations
from slm_analytics.review.civil_time import instant_or_none
from slm_analytics.review.rule_words import duration
from slm_analytics.review.ticket_times import ClockedTicket


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolClaim:
    """What a tool says of a ticket's resolution, beside what we say.

    Attributes:
        made_sla, due_at: its verdict and due time; None: it tells none.
        our_due_at: ours.
        due_seconds: by how many seconds its due time is later than ours.
        difference, due_difference: the class of the difference of verdict and of due time;
            None: there is none.
        is_proven: whether the class also gives the tool's own due time.
        words: both, and why, in sentences.
    """

    made_sla: bool | None
    due_at: datetime | None
    our_due_at: datetime | None
    due_seconds: int | None
    difference: Difference | None
    due_difference: Difference | None
    is_proven: bool
    words: tuple[str, ...]


def tool_claim(ticket: ClockedTicket) -> ToolClaim | None:
    """Return what the tool claims of a ticket, and why we differ; None: it claims nothing."""
    claim = Claim(
        made=ticket.tool_made if ticket.times.is_ended else None,
        due_at=ticket.tool_due,
        tells_due=ticket.tool_tells_due,
        is_twice=ticket.is_twice,
    )
    if ticket.tool_made is None and claim.due_at is None:
        return None
    ours = verdict_of(ticket.clocks)
    is_whole = not ticket.history.flags & NOT_WHOLE
    others = list(_others(ticket)) if _differs(claim, ours) else []
    why = reason(claim, ours, others, is_whole=is_whole)
    why_due = due_reason(claim, ours, others, is_whole=is_whole)
    later = None
    if claim.due_at is not None and ours.due_at is not None:
        later = claim.due_at - ours.due_at
    return ToolClaim(
        made_sla=ticket.tool_made,
        due_at=instant_or_none(claim.due_at),
        our_due_at=instant_or_none(ours.due_at),
        due_seconds=later,
        difference=why.difference if why else None,
        due_difference=why_due.difference if why_due else None,
        is_proven=any(each is not None and each.is_proven for each in (why, why_due)),
        words=tuple(_words(ticket, ours, later, why, why_due)),
    )


def _differs(claim: Claim, ours: Verdict) -> bool:
    verdicts = claim.made is not None and ours.made is not None and claim.made != ours.made
    dues = claim.due_at is not None and ours.due_at is not None
    return verdicts or (dues and not is_near(claim.due_at, ours.due_at))


def _others(ticket: ClockedTicket) -> Iterator[tuple[Variation, Verdict]]:
    """Yield what each changed rule says of the ticket."""
    compiled = [ticket.agreed]
    for variation in variations(ticket.agreed.rules):
        agreed = Agreed(variation.rules, ticket.times.opened_at, ticket.agreed.as_of)
        for other in compiled:  # the same calendars need not be laid out again
            if other.rules.calendars is agreed.rules.calendars:
                agreed.service_time = other.service_time
                break
        else:
            compiled.append(agreed)
        clocks = ticket_clocks(ticket.times, ticket.history, agreed)
        yield variation, verdict_of(clocks, variation.clock)


def _words(
    ticket: ClockedTicket,
    ours: Verdict,
    later: int | None,
    why: Reason | None,
    why_due: Reason | None,
) -> Iterator[str]:
    said = {True: "met", False: "missed"}
    if ticket.tool_made is not None and not ticket.times.is_ended:
        yield "The tool’s verdict of an open ticket is not final, so it is not compared."
    elif ticket.tool_made is not None and ours.made is not None:
        also = "too" if ticket.tool_made == ours.made else f"we say {said[ours.made]}"
        yield f"The tool says {said[ticket.tool_made]}, {also}."
    elif ticket.tool_made is not None:
        yield f"The tool says {said[ticket.tool_made]}; we give no verdict."
    if later is not None:
        yield _due_words(later)
    elif ticket.tool_due is None and ticket.tool_tells_due:
        yield "The tool tells no due time for this ticket."
    if why is not None:
        yield _why(why)
    if why_due is not None and (why is None or why_due != why):
        yield _why(why_due, "its due times")


def _due_words(later: int) -> str:
    if abs(later) <= 60:
        return "Its due time is ours, within a minute."
    way = "later" if later > 0 else "earlier"
    return f"Its due time is {duration(abs(later))} {way} than ours."


def _why(why: Reason, what: str = "verdict and due time") -> str:
    if why.difference in _WORDS:
        return _WORDS[why.difference]
    if why.is_proven:
        return f"Class: {why.difference}. The tool {why.words}: with that, {what} are its own."
    return f"Class: {why.difference}. The tool {why.words}: that would give its verdict."


_WORDS = {
    Difference.UNEXPLAINED: "No single other rule explains it.",
    Difference.HISTORY: "The export does not hold the whole history of this ticket.",
    Difference.NO_CLOCK: "The tool ran no clock for it: it tells no due time.",
    Difference.TWICE: "Its times stand in an hour that the clock showed twice, and the export does"
    " not say which is meant.",
    Difference.ROUNDING: "The elapsed time is within a minute of the target: the tool keeps"
    " minutes only.",
}
