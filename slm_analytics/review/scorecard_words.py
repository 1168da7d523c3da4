"""Lines of contracts in words that a meeting understands."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from slm_analytics.domain.period import Month
from slm_analytics.domain.service_level import (
    Condition,
    Measure,
    Part,
    ServiceLevel,
    State,
    Window,
)
from slm_analytics.domain.unit import service_text, share_text
from slm_analytics.register.length import seconds_text
from slm_analytics.review.sentences import counted, grouped, listed, month_name

_WINDOWS = {Window.QUARTER: "quarter", Window.YEAR: "contract year"}


def target_words(level: ServiceLevel) -> str:
    """Return what is agreed: `90 % in 8 h and 100 % in 24 h, a quarter`."""
    over = ""
    if level.window in _WINDOWS:
        over = f", over the {_WINDOWS[level.window]}"
    elif level.window is Window.ROLLING:
        over = f", over {level.months} months"
    return f"{_agreed(level)}{over}"


def _agreed(level: ServiceLevel) -> str:
    match level.measure:
        case Measure.SHARE:
            return " and ".join(_condition(each) for each in level.conditions)
        case Measure.AVERAGE:
            return f"{seconds_text(level.expected)} on average"
        case Measure.PERCENTILE:
            return f"{_percent(level.percentile)} within {seconds_text(level.expected)}"
        case Measure.COUNT:
            return f"at most {grouped(level.expected)}"


def _condition(condition: Condition) -> str:
    share = _percent(condition.share)
    return (
        f"{share} in {seconds_text(condition.seconds)}" if condition.seconds else f"{share} in time"
    )


def _percent(share: Fraction) -> str:
    percent = float(share * 100)
    return f"{percent:g}\u00a0%"


def actual_words(
    level: ServiceLevel, counts: Sequence[tuple[int, int]], actual: float | None
) -> str:
    """Return what was reached, and of how many: `97 of 103 = 94.1 %`, `3 h 12 min, 57 tickets`."""
    if level.measure is Measure.SHARE:
        return " · ".join(_reached(within, of) for within, of in counts)
    if actual is None:
        return "–"
    if level.measure is Measure.COUNT:
        return grouped(int(actual))
    return f"{service_text(actual / 3600)}, {counted(counts[0][1], 'ticket')}"


def _reached(within: int, of: int) -> str:
    words = f"{grouped(within)} of {grouped(of)}"
    return f"{words} = {share_text(within / of)}" if of else words


def misses_words(parts: Sequence[Part]) -> str:
    """Return the misses: `5 allowed, 6 had`; of several conditions that with the least margin."""
    if not parts:
        return ""
    part = min(parts, key=lambda each: each.margin)
    return f"{grouped(part.allowed)} allowed, {grouped(part.misses)} had"


def headline(month: Month, kept: int, missed: Sequence[ServiceLevel], measured: int) -> str:
    """Return how many lines were kept, and what the missed ones have in common."""
    if not measured:
        return f"No service level was measured in {month_name(month)}"
    if not missed:
        every = (
            "The one service level was" if measured == 1 else f"All {measured} service levels were"
        )
        return f"{every} kept in {month_name(month)}"
    words = f"{kept} of {counted(measured, 'service level')} kept in {month_name(month)}"
    return f"{words}; {_missed(missed)}"


def _missed(missed: Sequence[ServiceLevel]) -> str:
    if len(missed) == 1:
        return f"missed: {missed[0].name}"
    both = "both" if len(missed) == 2 else "all"
    for values in (
        {each.population.priorities for each in missed},
        {each.population.services for each in missed},
    ):
        (first, *others) = values
        if not others and len(first) == 1:
            return f"{len(missed)} missed, {both} {next(iter(first))}"
    return f"{len(missed)} missed"


def subline(states: Sequence[State], whys: Sequence[str], new: Sequence[str]) -> str:
    """Return what was not measured and why, what still runs, and which misses are new."""
    parts = []
    if new:
        parts.append(f"New: {listed(list(new))}")
    silent = [why for state, why in zip(states, whys, strict=True) if state is State.NOT_MEASURED]
    if silent:
        reasons = ", ".join(dict.fromkeys(silent))
        parts.append(f"{counted(len(silent), 'line')} not measured ({reasons})")
    running = sum(state is State.OPEN for state in states)
    if running:
        verb = "runs" if running == 1 else "run"
        parts.append(f"{counted(running, 'line')} still {verb}: the quarter or year is not over")
    return f"{'; '.join(parts)}." if parts else ""
