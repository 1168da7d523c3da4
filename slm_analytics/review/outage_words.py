"""Words of outages: lengths, sources, marks, headlines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from typing import Any

from slm_analytics.domain.unit import available_text, downtime_text
from slm_analytics.domain.unit import minutes_text as spoken_minutes
from slm_analytics.review.civil_time import instant, on_clock
from slm_analytics.review.sentences import counted, grouped, listed

_TOLD_BY = {
    "outages": "outage list",
    "checks": "checks",
    "monitor periods": "monitor",
}
_GROUPED = 1000  # hours
SOON = 90  # days, in which a cause that comes back is told


def length_text(seconds: Fraction | float) -> str:
    """Return a length as people say it, raised to the second: `43 min 15 s`, `3 h 12 min`."""
    hours = float(seconds) / 3600
    return f"{grouped(hours)} h" if hours >= _GROUPED else downtime_text(float(seconds))


def minutes_text(seconds: Fraction | float) -> str:
    """Return seconds as minutes: `1 204 min`."""
    return spoken_minutes(float(seconds) / 60) if seconds else "0\u00a0min"


def availability_text(share: Fraction | None, target: Fraction | None = None) -> str:
    """Return an availability, cut, with as many digits as show on which side of a target it is."""
    if share is None:
        return "–"
    return available_text(float(share), None if target is None else float(target))


def target_text(target: Fraction | None) -> str:
    """Return a target with the digits it has."""
    if target is None:
        return "none agreed"
    text = f"{float(target) * 100:.4f}".rstrip("0").rstrip(".")
    return f"{text}\u00a0%"


def clock_text(second: int | None, zone: str) -> str:
    """Return an instant as a clock of the service's zone shows it: `12 Nov 2025 14:39`."""
    if second is None:
        return "–"
    shown = local(second, zone)
    return f"{shown.day} {shown:%b %Y %H:%M}"


def local(second: int, zone: str) -> datetime:
    """Return what the clock of a zone shows at an instant."""
    return on_clock(instant(second), zone)


def source_name(told_by: str, system: str) -> str:
    """Return a source as people call it: `outage list`, `checks of upptime`."""
    kind = _TOLD_BY.get(told_by, told_by)
    if told_by.replace(" ", "_") == system:
        return kind
    return f"{kind} {'' if told_by == 'monitor periods' else 'of '}{system.replace('_', ' ')}"


def source_words(source: str) -> str:
    """Return the same for a source as outages carry it: `checks of upptime`."""
    told_by, _, system = source.partition(" of ")
    return source_name(told_by, system)


def sources_words(sources: Sequence[str]) -> str:
    """Return several sources, in words."""
    return ", ".join(source_words(each) for each in sources)


def marks(row: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what is to be known of an outage besides its length."""
    told = [
        "goes on" if row["is_open"] else "",
        "planned" if row["is_planned"] else "",
        "degraded" if row["is_degraded"] else "",
        _partly("in maintenance", row, "maintenance_seconds", 1),
        _partly("excluded", row, "excluded_ppm_seconds", 1_000_000),
        "too short to count" if row["is_short"] else "",
    ]
    known = [each for each in told if each]
    if not row["is_failure"] and not {"in maintenance", "excluded", "too short to count"} & {
        *known
    }:
        known.append("outside service time" if not row["agreed_seconds"] else "does not count")
    return tuple(known)


def _partly(words: str, row: Mapping[str, Any], column: str, unit: int) -> str:
    taken = int(row[column])
    if not taken:
        return ""
    return words if taken >= int(row["agreed_seconds"]) * unit else f"partly {words}"


def outages_headline(outages: int, down: Fraction, services: Sequence[str], period: str) -> str:
    """Return what a period came to; `services`: those that failed, the most downtime first."""
    if not outages:
        return f"{period}: no outage counted as downtime"
    words = f"{period}: {counted(outages, 'outage')}, {minutes_text(down)} of downtime"
    return f"{words}; {services[0]} was down longest" if len(services) > 1 else words


def outages_subline(
    outages: int, of_all: int, change_related: int, repeats: int, ticketless: int
) -> str:
    """Return what is to be known beside the headline."""
    told = []
    if change_related:
        told.append(f"{grouped(change_related)} began with a change")
    if repeats:
        told.append(f"{grouped(repeats)} came within {SOON} days of one with the same cause")
    if ticketless:
        told.append(
            f"{grouped(ticketless)} have no ticket" if ticketless > 1 else "1 has no ticket"
        )
    words = f"{listed(told)}." if told else ""
    rest = of_all - outages
    if rest:
        verb = "does" if rest == 1 else "do"
        words = f"{words} {counted(rest, 'more outage')} {verb} not count as downtime.".strip()
    return words[:1].upper() + words[1:]
