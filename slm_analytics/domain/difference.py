"""Why a tool's verdict or due time differs from ours: under which other rule both are the same.

A ticket is counted again under one changed rule at a time. The first change,
in the order of `variations`, that gives the tool's own due time (within a
minute) and its verdict is the reason. Where none does both, what gives the
verdict alone is named as what would explain it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from slm_analytics.domain.history import HistoryFlag
from slm_analytics.domain.target import ClockKind
from slm_analytics.domain.ticket_clock import ClockAnswer, TicketClock
from slm_analytics.domain.variation import Difference, Variation

_HOUR = 3600
NOT_WHOLE = frozenset(  # what was irregular about a history of which something lacks
    {
        HistoryFlag.MISSING,
        HistoryFlag.LATE,
        HistoryFlag.UNFINISHED,
        HistoryFlag.DISAGREES,
        HistoryFlag.ENDLESS,
    }
)
NEAR_SECONDS = 60  # two due times closer than this are the same: many tools keep minutes only


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a way of counting says of a ticket; None: nothing, for it is open or has no due time.

    `over` is by how many seconds the elapsed time exceeds the target.
    """

    made: bool | None = None
    due_at: int | None = None
    over: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a tool says of a ticket.

    Attributes:
        made, due_at: its verdict and due time; None: it says none.
        tells_due: whether it tells due times of any of its tickets.
        is_twice: whether a time of the ticket stands in an hour that the clock showed twice.
    """

    made: bool | None = None
    due_at: int | None = None
    tells_due: bool = False
    is_twice: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a tool differs.

    `words` says what the tool does otherwise; empty where no change of a rule
    explains it. `is_proven` says that its due time comes out as well.
    """

    difference: Difference
    words: str = ""
    is_proven: bool = False


def verdict_of(clocks: Iterable[TicketClock], kind: ClockKind = ClockKind.RESOLUTION) -> Verdict:
    """Return what the clocks of a ticket say of it as a whole.

    A ticket is missed when one of its cycles is, and met when all are. The
    figures are those of the first missed cycle, else of the last.
    """
    mine = [clock for clock in clocks if clock.clock is kind]
    if not mine:
        return Verdict()
    missed = [clock for clock in mine if clock.answer is ClockAnswer.MISSED]
    met = all(clock.answer is ClockAnswer.MET for clock in mine)
    figures = (missed or mine[-1:])[0].measure
    return Verdict(
        made=False if missed else True if met else None,
        due_at=None if figures is None else figures.due_at,
        over=None if figures is None else figures.elapsed - figures.allowed,
    )


def reason(
    claim: Claim, ours: Verdict, others: Iterable[tuple[Variation, Verdict]], *, is_whole: bool
) -> Reason | None:
    """Return why a tool's verdict differs from ours; None where it does not.

    Args:
        claim: what the tool says.
        ours: what we say.
        others: what each variation says, in the order of `variations`.
        is_whole: whether its history is there from its opening to its end.
    """
    if claim.made is None or ours.made is None or claim.made == ours.made:
        return None
    if ours.over is not None and abs(ours.over) <= NEAR_SECONDS:
        return Reason(Difference.ROUNDING, "cuts times to the minute")
    same = [(variation, other) for variation, other in others if other.made == claim.made]
    for variation, other in same:
        if is_near(claim.due_at, other.due_at):
            return Reason(variation.difference, variation.words, is_proven=True)
    if claim.due_at is None and claim.tells_due:
        return Reason(Difference.NO_CLOCK)
    if not is_whole:
        return Reason(Difference.HISTORY)
    if same and not is_near(claim.due_at, ours.due_at):
        return Reason(same[0][0].difference, same[0][0].words)
    return _by_itself(claim, ours)


def due_reason(
    claim: Claim, ours: Verdict, others: Iterable[tuple[Variation, Verdict]], *, is_whole: bool
) -> Reason | None:
    """Return why a tool's due time differs from ours by more than a minute; None: it does not."""
    if claim.due_at is None or ours.due_at is None or is_near(claim.due_at, ours.due_at):
        return None
    for variation, other in others:
        if is_near(claim.due_at, other.due_at):
            return Reason(variation.difference, variation.words, is_proven=True)
    return _by_itself(claim, ours) if is_whole else Reason(Difference.HISTORY)


def _by_itself(claim: Claim, ours: Verdict) -> Reason:
    """Return the reason of a difference that no changed rule explains."""
    apart = _HOUR if claim.due_at is None or ours.due_at is None else claim.due_at - ours.due_at
    if claim.is_twice and abs(abs(apart) - _HOUR) <= NEAR_SECONDS:
        return Reason(Difference.TWICE)
    return Reason(Difference.UNEXPLAINED)


def is_near(one: int | None, two: int | None) -> bool:
    """Return whether two instants are the same within a minute."""
    return one is not None and two is not None and abs(one - two) <= NEAR_SECONDS
