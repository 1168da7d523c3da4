"""The sentences above the availability of a month."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from slm_analytics.domain.period import Month
from slm_analytics.review.availability_sums import Name, Sums, Verdict
from slm_analytics.review.availability_words import down_words, minutes_words, share_words
from slm_analytics.review.sentences import counted, listed, month_name

Told = Sequence[tuple[Name, Sums]]


def headline(told: Told, month: Month) -> str:
    """Return how many services kept their target: `14 of 16 services kept their availability`."""
    judged = [sums for _, sums in told if sums.verdict in (Verdict.KEPT, Verdict.MISSED)]
    when = month_name(month)
    if judged:
        kept = sum(sums.verdict is Verdict.KEPT for sums in judged)
        whose = "its target" if len(judged) == 1 else "their targets"
        return f"{kept} of {counted(len(judged), 'service')} kept {whose} in {when}"
    counting = [sums for _, sums in told if sums.base_seconds]
    if not counting:
        return f"No availability is known of {when}"
    total = sum((sums.down_seconds for sums in counting), start=Fraction(0))
    services = counted(len(counting), "service")
    return f"{services} in {when}: {down_words(total)} of downtime, no target agreed"


def subline(told: Told) -> str:
    """Return who missed, by how much; else who came closest."""
    missed = [(name, sums) for name, sums in told if sums.verdict is Verdict.MISSED]
    if missed:
        most = max(missed, key=lambda each: -(each[1].left_seconds or 0))
        over = -(most[1].left_seconds or Fraction(0))
        others = listed([_named(each[0], told) for each in missed if each is not most])
        also = f"; also {others}" if others else ""
        worst = _named(most[0], told)
        return f"Missed: {worst} by {down_words(over)} of downtime too many{also}."
    kept = [(name, sums) for name, sums in told if sums.verdict is Verdict.KEPT and sums.down]
    if not kept:
        return "Agreed service time less downtime, by the calendar of each service."
    name, sums = min(kept, key=lambda each: each[1].left_seconds or 0)
    left = minutes_words(sums.left_seconds)
    share = share_words(sums.share, sums.target)
    return f"Closest to its target: {_named(name, told)} with {share}, {left} left."


def _named(name: Name, told: Told) -> str:
    """Return a service, with its customer where there are several."""
    service, customer = name
    several = len({each[1] for each, _ in told} - {""}) > 1
    return f"{service} ({customer})" if customer and several else service
