"""Lines of contracts in words that a meeting understands."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil

from slm_analytics.domain.judging import allowed_misses, counted_bound, ratio_of
from slm_analytics.domain.period import Month
from slm_analytics.domain.service_level import (
    Condition,
    Direction,
    Measure,
    Part,
    ServiceLevel,
    SmallVolume,
    State,
    Trait,
    Window,
)
from slm_analytics.domain.unit import (
    available_text,
    ceil_to,
    downtime_text,
    floor_to,
    service_text,
    share_text,
    telling_digits,
)
from slm_analytics.register.length import seconds_text
from slm_analytics.review.sentences import counted, grouped, listed, month_name

_TRAITS = {
    Trait.REOPENED: "reopened",
    Trait.REASSIGNED: "handed on",
    Trait.FIRST_GROUP: "resolved by the first group",
}
_WINDOWS = {Window.QUARTER: "quarter", Window.YEAR: "contract year"}


def target_words(level: ServiceLevel) -> str:
    """Return what is agreed: `90 % in 8 h and 100 % in 24 h, over the quarter`."""
    over = ""
    if level.window in _WINDOWS:
        over = f", over the {_WINDOWS[level.window]}"
    elif level.window is Window.ROLLING:
        over = f", over {level.months} months"
    least = "" if level.minimum is None else f", at\u00a0worst\u00a0{_amount(level, level.minimum)}"
    return f"{_agreed(level)}{over}{least}"


def _agreed(level: ServiceLevel) -> str:
    match level.measure:
        case Measure.SHARE:
            return " and ".join(_condition(each) for each in level.conditions)
        case Measure.AVERAGE:
            return f"{_amount(level, level.expected)} on average"
        case Measure.PERCENTILE:
            return f"{_percent(level.percentile)} within {_amount(level, level.expected)}"
        case Measure.DELIVERED:
            return f"{_percent(level.conditions[0].share)} delivered on time"
        case Measure.RATIO:
            return f"{_bound(level)} {_TRAITS[level.trait]}"
        case Measure.COUNT | Measure.VALUE:
            return _bound(level)
        case Measure.AVAILABILITY:
            return f"{_percent(level.expected)} available"


def _bound(level: ServiceLevel) -> str:
    return f"{level.direction.value} {_amount(level, level.expected)}"


def _amount(level: ServiceLevel, amount: Fraction) -> str:
    """Return an amount in the unit of what a line expects."""
    if level.measure in (Measure.AVERAGE, Measure.PERCENTILE):
        return seconds_text(int(amount))
    if level.is_percentage:
        return _percent(amount)
    return _plain(amount)


def _condition(condition: Condition) -> str:
    share = _percent(condition.share)
    return (
        f"{share} in {seconds_text(condition.seconds)}".replace(" ", "\u00a0")
        if condition.seconds
        else f"{share} in time"
    )


def _percent(share: Fraction) -> str:
    return f"{_plain(share * 100)}\u00a0%"


def _plain(number: Fraction) -> str:
    """Return a number as it was agreed, every digit of it."""
    text = f"{Decimal(number.numerator) / Decimal(number.denominator):,f}"
    return text.replace(",", "\u202f")


def actual_words(
    level: ServiceLevel, counts: Sequence[tuple[int, int]], actual: float | None
) -> str:
    """Return what was reached, and of how many: `97 of 103 = 94.1 %`, `3 h 12 min, 57 tickets`."""
    if level.measure in (Measure.SHARE, Measure.DELIVERED):
        return " · ".join(
            _reached(within, of, each.share)
            for (within, of), each in zip(counts, level.conditions, strict=False)
        )
    if actual is None:
        return "–"
    if level.measure is Measure.COUNT:
        return grouped(int(actual))
    if level.measure is Measure.RATIO:
        return _ratio(level, *counts[0])
    if level.measure is Measure.AVAILABILITY:
        return _available(level, actual, *counts[0])
    if level.measure is Measure.VALUE:
        (hits, of) = counts[0]
        base = f"{grouped(hits)} of {grouped(of)} = " if hits or of > 1 else ""
        return f"{base}{_value(level, actual)}"
    return f"{_took(actual, int(level.expected))}, {counted(counts[0][1], 'ticket')}"


def _available(level: ServiceLevel, actual: float, up: int, agreed: int) -> str:
    """Return an availability and its downtime: `99.897 %, 46 min 5 s down`."""
    share = available_text(actual, float(level.expected))
    return f"{share}, {downtime_text(agreed - up)} down"


def _took(seconds: float, expected: int) -> str:
    """Return a service time, raised to the minute so that it never hides a miss."""
    minutes = ceil(seconds / 60)
    if minutes >= 48 * 60 and abs(seconds - expected) < 3600:
        return f"{minutes // 60} h {minutes % 60} min"
    return service_text(minutes / 60)


def _ratio(level: ServiceLevel, good: int, of: int) -> str:
    share = ratio_of(level, good, of)
    up = level.direction is Direction.AT_MOST
    digits = telling_digits(float(share * 100), float(level.expected * 100), 1, up=up)
    percent = (ceil_to if up else floor_to)(float(share * 100), digits)
    return f"{grouped(int(share * of))} of {grouped(of)} = {percent:.{digits}f}\u00a0%"


def _value(level: ServiceLevel, actual: float) -> str:
    """Return a typed value; it is cut towards the worse side, so that it never hides a miss."""
    cut = ceil_to if level.direction is Direction.AT_MOST else floor_to
    value = cut(actual * 100 if level.is_percentage else actual, 4)
    text = f"{value:,.4f}".rstrip("0").rstrip(".").replace(",", "\u202f")
    return f"{text}\u00a0%" if level.is_percentage else text


def held_words(level: ServiceLevel, held_days: int, days: int) -> str:
    """Return that a line held on a part of its window only, and what was prorated by it."""
    if held_days >= days:
        return ""
    words = f"held on {held_days} of {days} days"
    if level.measure is not Measure.COUNT:
        return words
    bound = grouped(counted_bound(level, Fraction(held_days, days)))
    return f"{words}, so {bound} are {'allowed' if _is_at_most(level) else 'due'}"


def _reached(within: int, of: int, agreed: Fraction) -> str:
    words = f"{grouped(within)} of {grouped(of)}"
    if not of:
        return words
    share = 100 * within / of
    digits = telling_digits(share, float(agreed * 100), 1, up=False)
    return f"{words} = {share_text(within / of, digits)}"


def misses_words(parts: Sequence[Part]) -> str:
    """Return the misses: `5 allowed, 6 had`; of several conditions that with the least margin."""
    if not parts:
        return ""
    part = min(parts, key=lambda each: each.margin)
    return f"{grouped(part.allowed)} allowed, {grouped(part.misses)} had"


def _is_at_most(level: ServiceLevel) -> bool:
    return level.direction is Direction.AT_MOST


def small_words(level: ServiceLevel, parts: Sequence[Part]) -> str:
    """Return what few tickets do to a share, where they do: `few tickets: no miss allowed`."""
    if level.measure is not Measure.SHARE or not parts or not parts[0].of:
        return ""
    share, part = level.conditions[0].share, parts[0]
    by_share = allowed_misses(share, part.of, SmallVolume.STRICT)
    if by_share or share == 1:
        return ""
    if level.small_volume is SmallVolume.ONE_MISS:
        return "few tickets: one miss allowed"
    return "few tickets: no miss allowed"


def against_words(level: ServiceLevel, tickets: int) -> str:
    """Return how many tickets count against a line: `3 tickets late`, `2 tickets reopened`."""
    words = "late"
    if level.measure is Measure.AVERAGE:
        return f"the {counted(tickets, 'ticket')} that took longest" if tickets else "no ticket"
    if level.measure is Measure.PERCENTILE:
        words = f"beyond {seconds_text(int(level.expected))}"
    elif level.measure is Measure.COUNT:
        words = "counted" if _is_at_most(level) else "against it"
    elif level.measure is Measure.RATIO:
        wanted = level.direction is Direction.AT_LEAST
        words = f"{'not ' if wanted else ''}{_TRAITS[level.trait]}"
    return f"{counted(tickets, 'ticket') if tickets else 'no ticket'} {words}"


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
