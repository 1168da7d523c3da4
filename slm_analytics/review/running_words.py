"""The running month in words that a meeting understands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from slm_analytics.domain.period import Month
from slm_analytics.domain.running import BANDS, Standing
from slm_analytics.domain.unit import service_text
from slm_analytics.review.sentences import counted, grouped, month_name
from slm_analytics.review.waiting import Waiting

ASSUMED = (
    "Left: misses still allowed if every open ticket that is due before the period ends is kept."
    " Open tickets past their time are counted as missed; those on hold have no due time and are"
    " not counted, nor are tickets still to come: each one kept may add to what is allowed."
)


def headline(month: Month, standings: Sequence[Standing]) -> str:
    """Return how many lines are missed as it stands, and how many one late ticket would miss."""
    name = month_name(month).rpartition(" ")[0]
    if not standings:
        return f"{name} so far: no service level can be judged yet"
    missed, edge = (standings.count(each) for each in (Standing.MISSED, Standing.EDGE))
    if not missed and not edge:
        of = "the one line is" if len(standings) == 1 else f"all {len(standings)} lines are"
        return f"{name} so far: {of} on course"
    first = f"{counted(missed, 'line')} {'is' if missed == 1 else 'are'} already missed"
    if not missed:
        first = "no line is missed"
    words = f"{name} so far: {first}"
    return f"{words}, {grouped(edge)} will be if one more ticket is late" if edge else words


def subline(past: int, today: int, week: int) -> str:
    """Return what is open: past its time, due today, due this week."""
    return (
        f"Open past target: {grouped(past)}. Due today: {grouped(today)};"
        f" this week, today included: {grouped(week)}."
    )


def as_of_words(as_of: datetime, zone: str) -> str:
    """Return the instant that everything is told for: `Sat 31 Oct 2026, 23:00 (Europe/Berlin)`."""
    return f"{as_of:%a} {as_of.day} {as_of:%b %Y, %H:%M} ({zone})"


def left_words(ticket: Waiting) -> str:
    """Return the service time left: `1 h 20 min left`, `2 h past`, `on hold`."""
    if ticket.left is None:
        return "no target"
    hours = service_text(abs(ticket.left) / 3600)
    if ticket.left < 0:
        return f"{hours} past"
    return f"{hours} left, on hold" if ticket.is_on_hold else f"{hours} left"


def band_words(ticket: Waiting) -> str:
    """Return how much of the time is used up, in bands of 50, 75 and 100 %, with a sign."""
    if ticket.consumed is None:
        return "–"
    if ticket.is_late and (ticket.left or 0) >= 0:
        return "▼ past its first time"
    full, risk, half = BANDS
    if ticket.is_late or ticket.consumed > full:
        return "▼ past its time"
    if ticket.consumed >= risk:
        return "◆ 75 % used, at risk"
    return "◇ 50 % used" if ticket.consumed >= half else "○ less than half used"
