"""Exclusions in words: how they stand, when, what they take off, and what a month comes to."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date, timedelta, timezone
from fractions import Fraction

from slm_analytics.domain.availability_policy import FULL
from slm_analytics.domain.correction import Correction, CorrectionState, Step
from slm_analytics.domain.period import Month
from slm_analytics.domain.typed_instant import second_of
from slm_analytics.domain.unit import available_text, floor_to
from slm_analytics.domain.zone import local_seconds
from slm_analytics.errors import UsageError
from slm_analytics.review.agreement_words import day_words, short_day
from slm_analytics.review.civil_time import clock_words, instant, on_clock
from slm_analytics.review.exclusions import Effect, StatementLine
from slm_analytics.review.sentences import counted, grouped, listed, month_name

SIGNS = {
    CorrectionState.PROPOSED: "○",
    CorrectionState.SUBMITTED: "◐",
    CorrectionState.ACCEPTED: "●",
    CorrectionState.REJECTED: "▼",
    CorrectionState.WITHDRAWN: "–",
}
_STANDS = {
    CorrectionState.PROPOSED: "does not count yet",
    CorrectionState.SUBMITTED: "waits for both sides",
    CorrectionState.ACCEPTED: "taken off",
    CorrectionState.REJECTED: "counts as downtime",
    CorrectionState.WITHDRAWN: "counts as downtime",
}


def length_words(ppm_seconds: int) -> str:
    """Return a downtime to the second: `135 min`, `42 min 30 s`; a fraction of one is told up."""
    seconds = math.ceil(Fraction(ppm_seconds, FULL))
    minutes, rest = divmod(seconds, 60)
    if not minutes:
        return f"{rest}\u00a0s" if rest else "0\u00a0min"
    return f"{grouped(minutes)}\u00a0min" + (f" {rest}\u00a0s" if rest else "")


def period_words(start: int, until: int, zone: str) -> str:
    """Return a period on the clock of a zone: `Tue 3 Mar 2026, 10:15 to 11:00`."""
    first, last = instant(start), instant(until)
    begins, ends = _short(clock_words(first, zone)), _short(clock_words(last, zone))
    same = on_clock(first, zone).date() == on_clock(last, zone).date()
    return f"{begins} to {ends.rpartition(', ')[2] if same else ends}"


def typed_words(second: int, zone: str) -> str:
    """Return an instant as it may be typed: on the clock of a zone, with an offset where needed."""
    text = f"{on_clock(instant(second), zone):%Y-%m-%d %H:%M:%S}"
    try:
        return text if second_of(text, zone) == second else _with_offset(second, zone)
    except UsageError:  # the clock showed that time twice
        return _with_offset(second, zone)


def _with_offset(second: int, zone: str) -> str:
    offset = timezone(timedelta(seconds=local_seconds(second, zone) - second))
    return instant(second).astimezone(offset).isoformat(sep=" ")


def _short(words: str) -> str:
    return words.removesuffix(":00")


def stands_words(state: CorrectionState) -> str:
    """Return how an exclusion stands, and what that means for its time."""
    return f"{state.value}\n{_STANDS[state]}"


def effect_words(effects: Mapping[str, Effect], state: CorrectionState | None = None) -> str:
    """Return the downtime in a period; by customer where that differs.

    Before an exclusion is decided on, what others take off of it already is told too.
    """
    if not effects:
        return "nothing counted"
    is_open = state in (CorrectionState.PROPOSED, CorrectionState.SUBMITTED)
    told = {name: _downtime(effect, is_open=is_open) for name, effect in effects.items()}
    if len(set(told.values())) == 1:
        return next(iter(told.values()))
    most_first = sorted(told, key=lambda name: -effects[name].measured)
    return listed([f"{told[name]} for {name or 'any customer'}" for name in most_first], 3)


def _downtime(effect: Effect, *, is_open: bool) -> str:
    if not effect.measured:
        return "no downtime in it"
    words = length_words(effect.measured)
    if is_open and effect.taken_off:
        words += f" ({length_words(effect.taken_off)} taken off already)"
    return words


def steps_words(correction: Correction) -> str:
    """Return the steps of an exclusion, one a line: `accepted 8 Oct 2026: Ines and Weber`."""
    return "\n".join(_step_line(step) for step in correction.steps)


def _step_line(step: Step) -> str:
    both = step.approval
    who = f"{both.provider} and {both.customer}" if both else f"{step.who} ({step.side.value})"
    day = both.on if both else date.fromisoformat(step.at[:10])
    return f"{step.state.value} {short_day(day)}: {who}"


def step_words(step: Step) -> tuple[str, str, str, str]:
    """Return a step of an exclusion: what, who, when (UTC), why and on which evidence."""
    who = f"{step.who} ({step.side.value})"
    if step.approval:
        both = step.approval
        who = f"{both.provider} (provider), {both.customer} (customer)"
    when = f"{day_words(date.fromisoformat(step.at[:10]))}, {step.at[11:16]}"
    agreed = f"agreed on {day_words(step.approval.on)}" if step.approval else ""
    why = "; ".join(filter(None, (agreed, step.reason)))
    return step.state.value, who, when, "\n".join(filter(None, (why, step.evidence)))


def available_words(line: StatementLine, down: int) -> str:
    """Return an availability with its sign and the downtime below: `▼ 99.698 %`."""
    share = line.share(down)
    if share is None:
        return "no agreed time"
    met = line.is_met(down)
    sign = "" if met is None else "● " if met else "▼ "
    target = None if line.target is None else float(line.target)
    figure = available_text(float(share), target)
    return f"{sign}{figure}\n{length_words(down)} down"


def target_words(line: StatementLine) -> str:
    """Return the target of a service; a dash for none."""
    if line.target is None:
        return "–"
    percent = float(line.target * 100)
    return f"{percent:.6f}".rstrip("0").rstrip(".") + "\u00a0%"


def points_words(line: StatementLine, down: int) -> str:
    """Return what is gained over the measured availability: `+0.202 points`; cut."""
    if not line.base_seconds:
        return "–"
    gained = Fraction(line.measured - down, line.base_seconds * FULL) * 100
    if not gained:
        return "±0"
    shown = floor_to(float(gained), 3)
    points = f"+{shown:.3f}" if shown else "less than +0.001"
    return f"{points}\u00a0points\n−{length_words(line.measured - down)}"


def card_words(corrections: Sequence[Correction], others: int, month: Month | None) -> str:
    """Return the title of the list: how many there are, and how they stand."""
    when = f" in {month_name(month)}" if month else ""
    total = len(corrections) + others
    if not total:
        return f"No exclusions{when}"
    states = [each.state for each in corrections]
    parts = [
        f"{grouped(states.count(state))} {state.value}"
        for state in CorrectionState
        if state in states
    ]
    parts += [f"{grouped(others)} told by outage lists"] if others else []
    return f"{counted(total, 'exclusion')}{when}: {', '.join(parts)}"


def page_words(lines: Sequence[StatementLine], month: Month) -> tuple[str, str]:
    """Return the headline of a month, and the sentence that says what is counted."""
    taken = sum(each.measured - each.agreed for each in lines)
    waiting = sum(each.agreed - each.accepted_all for each in lines)
    when = month_name(month)
    of = sum(each.measured > each.agreed for each in lines)
    over = f" of {grouped(of)} services" if of > 1 else ""
    headline = f"{length_words(taken)} of downtime{over} excluded in {when}"
    if not taken:
        headline = f"No downtime is excluded in {when}"
    if waiting:
        headline += f", {length_words(waiting)} more submitted"
    subline = (
        "Downtime that both sides agreed not to count: force majeure, caused by the customer, or"
        " otherwise agreed. Only what is accepted is taken off; agreed time stays as it is."
    )
    return headline, subline


def statement_words(lines: Sequence[StatementLine], month: Month) -> str:
    """Return the finding of a month's statement."""
    flips = [each for each in lines if each.is_met(each.measured) is False
             and each.is_met(each.agreed)]  # fmt: skip
    waiting = [each for each in lines if each.is_met(each.agreed) is False
               and each.is_met(each.accepted_all)]  # fmt: skip
    if not lines:
        return f"No downtime of {month_name(month)} is excluded or submitted to be"
    if flips or waiting:
        parts = []
        if flips:
            verb = "meets its target" if len(flips) == 1 else "meet their targets"
            parts.append(f"{counted(len(flips), 'service')} {verb} by what was accepted")
        if waiting:
            parts.append(f"{grouped(len(waiting))} would by what is submitted")
        return f"{month_name(month)}: {', '.join(parts)}"
    services = counted(len(lines), "service")
    return f"{month_name(month)}: exclusions for {services} change no target's outcome"


def signed_words(months: Sequence[Month]) -> str:
    """Return that signed months do not move; empty where none is signed off."""
    if not months:
        return ""
    names = listed([month_name(each) for each in months], 4)
    verb, its = ("is", "its") if len(months) == 1 else ("are", "their")
    return (
        f"{names} {verb} signed off: the results of {its} scorecard stay as they were."
        " To let the exclusion count there, take the sign-off back."
    )
