"""How fast an allowance is used up, in words."""

from __future__ import annotations

from fractions import Fraction

from slm_analytics.domain.error_budget import BurnAlert, BurnSpeed
from slm_analytics.review.availability_service import ServiceDetail
from slm_analytics.review.availability_words import (
    down_words,
    minutes_words,
    share_words,
    target_words,
)
from slm_analytics.review.civil_time import clock_words, instant

_SPANS = ((86_400, "day"), (3600, "hour"), (60, "minute"))

Facts = list[tuple[str, str]]


def burn_facts(told: ServiceDetail) -> Facts:
    """Return the allowance of a month, what was used and left, and the burn rates."""
    budget = told.budget
    if budget is None:
        return []
    running = ", of the whole month" if told.is_running else ""
    found = [
        ("Target", f"{target_words(told.target)}, reached {_reached(told)}"),
        ("Allowed", f"{minutes_words(budget.allowed)}{running}"),
        ("Used", f"{down_words(budget.used)}{_share(budget.used_share)}"),
        ("Left" if budget.left >= 0 else "▼ Overdrawn", minutes_words(budget.left)),
    ]
    if told.is_running:
        found.append(("Used up", _empties(told)))
    when = "now" if told.is_running else "at the end of the month"
    found.append((f"Burn rate {when}", _rates(told)))
    found += [(_speed(alert), _alert(alert)) for alert in told.alerts[:1]]
    return found


def _rates(told: ServiceDetail) -> str:
    if not any(rate for _, rate in told.rates):
        return f"0: nothing was lost in the last {span_words(told.rates[-1][0])}"
    rates = ", ".join(f"{span_words(length)} {rate_words(rate)}" for length, rate in told.rates)
    return f"{rates}. At 1 an allowance lasts a month."


def _reached(told: ServiceDetail) -> str:
    return share_words(told.sums.share, told.sums.target)


def _share(share: Fraction | None) -> str:
    return "" if share is None else f" ({int(share * 100)}\u00a0%)"


def _empties(told: ServiceDetail) -> str:
    if told.empties is None:
        return "not in this month, at its pace so far"
    if told.empties <= told.at:
        return "already"
    return f"{clock_words(instant(told.empties), told.zone)}, at the pace of this month"


def span_words(seconds: int) -> str:
    """Return the length of a window: `3 days`, `1 hour`."""
    size, word = next((size, word) for size, word in _SPANS if seconds >= size)
    count = seconds // size
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def rate_words(rate: Fraction | None) -> str:
    """Return how many times faster than allowed: `14.4 ×`, cut."""
    if rate is None:
        return "–"
    return f"{int(rate * 10) / 10:.1f}\u00a0×" if rate else "0"


def _speed(alert: BurnAlert) -> str:
    return "▼ Burns fast" if alert.speed is BurnSpeed.FAST else "▼ Burns slowly"


def _alert(alert: BurnAlert) -> str:
    long, short = span_words(alert.long_seconds), span_words(alert.short_seconds)
    return f"more than {float(alert.rate):g} × over the last {long} and over the last {short}"
