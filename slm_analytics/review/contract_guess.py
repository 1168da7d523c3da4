"""Guess the contract: the target and calendar behind a tool's due times or verdicts.

A due time tells the contract exactly: the service seconds from the opening to
it, less the pauses it includes, are the target. A verdict only says on which
side of the target a ticket ended, so that the tickets near it decide.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from slm_analytics.review.contract_proposal import (
    NoGuess,
    Proposal,
    calendar_words,
    doubts_of,
    length_words,
)
from slm_analytics.statistics.closed_days import QUIET
from slm_analytics.statistics.contract_cases import Basis
from slm_analytics.statistics.contract_fit import Fit, same_open_time
from slm_analytics.statistics.contract_groups import FEWEST, Group, groups_of
from slm_analytics.statistics.contract_search import Known

_FEWEST_MISSED = 3
_WORST_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Guess:
    """What can be guessed, and for which tickets nothing can."""

    proposals: tuple[Proposal, ...] = ()
    silent: tuple[NoGuess, ...] = ()


def guess_contract(
    tickets: pd.DataFrame, pauses: pd.DataFrame | None = None, known: Known | None = None
) -> Guess:
    """Return the targets and calendars that explain most of what the tool says.

    Args:
        tickets: one row per ticket: `priority`, `record_type`, `customer` (text,
            missing: not known), `opened_at`, `due_at`, `resolved_at` (seconds
            UTC, missing: none), `made_sla` (missing: no verdict), `changed`
            (whether its priority changed; such tickets are left out).
        pauses: `ticket` (row of `tickets`, from 0), `start`, `until` (seconds UTC).
        known: zones, countries and calendars to start from.
    """
    found = [_proposal(group) for group in groups_of(tickets, pauses, known or Known())]
    found.sort(key=lambda each: (each.customer or "", each.priority, each.record_type or ""))
    return Guess(
        tuple(each for each in found if isinstance(each, Proposal)),
        tuple(each for each in found if isinstance(each, NoGuess)),
    )


def _proposal(group: Group) -> Proposal | NoGuess:
    if why := _why_not(group):
        return NoGuess(
            priority=group.priority, record_type=group.record_type, customer=group.customer,
            of=group.cases.count, why=why,
        )  # fmt: skip
    best = group.fits[0]
    rivals = [fit for fit in group.fits[1:] if not same_open_time(fit, best, group.cases)]
    rival = rivals[0] if rivals else None
    met = group.cases.met
    missed = None if met is None else int((~met).sum())
    country, _, part = best.candidate.holidays.partition("-")
    own = best.candidate.holidays == QUIET
    return Proposal(
        priority=group.priority,
        record_type=group.record_type,
        customer=group.customer,
        target_seconds=best.seconds,
        calendar=best.candidate.calendar,
        calendar_words=calendar_words(best.candidate),
        calendar_id=best.candidate.calendar_id,
        country="" if own else country,
        part="" if own else part,
        closing=best.closing,
        explained=best.explained,
        of=best.of,
        missed=missed,
        left_out=group.left_out,
        basis=group.basis,
        runner_up=_in_words(rival) if rival else "",
        runner_up_explained=rival.explained if rival else 0,
        doubts=doubts_of(
            of=best.of, share=best.explained / best.of, missed=missed,
            lead=best.explained - rival.explained if rival else 0,
            deciding=int((best.flags != rival.flags).sum()) if rival else 0,
            rival=rival is not None,
        ),
    )  # fmt: skip


def _in_words(fit: Fit) -> str:
    return f"{length_words(fit.seconds)}, {calendar_words(fit.candidate)}"


def _why_not(group: Group) -> str:
    """Return why nothing can be guessed; empty where something can."""
    said = "due time" if group.basis is Basis.DUE_TIMES else "verdict"
    count = group.cases.count
    if count < FEWEST or not group.fits:
        return f"only {count} tickets carry a {said}" if count != 1 else f"only 1 carries a {said}"
    best = group.fits[0]
    if group.cases.met is not None:
        missed = int((~group.cases.met).sum())
        if min(missed, count - missed) < _FEWEST_MISSED:
            return (
                f"{missed} of {count} tickets missed: hardly a verdict tells where the target lies"
            )
        if best.explained - max(missed, count - missed) < _FEWEST_MISSED:
            return "calling every ticket met explains the verdicts as well"
    if best.seconds <= 0 or best.explained < best.of * _WORST_SHARE:
        return "no calendar explains a third of them"
    return ""
