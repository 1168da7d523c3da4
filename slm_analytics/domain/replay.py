"""Another wording of a line tried on what was counted: the strictest that would have been kept."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil

from slm_analytics.domain.judging import allowed_misses
from slm_analytics.domain.service_level import SmallVolume


def needed_seconds(seconds: Sequence[int], share: Fraction, rule: SmallVolume) -> int:
    """Return the shortest time with which a window would have been kept; 0: with any.

    Args:
        seconds: the service times of its tickets; at least one.
        share: the share that has to be within.
        rule: the rule for few tickets.
    """
    allowed = allowed_misses(share, len(seconds), rule)
    ordered = sorted(seconds)
    return ordered[len(ordered) - allowed - 1] if allowed < len(ordered) else 0


def strictest_seconds(
    windows: Sequence[Sequence[int]], share: Fraction, rule: SmallVolume, kept_in: Fraction
) -> int | None:
    """Return the shortest time that would have been kept in so many of the windows.

    Windows without tickets are not measured and do not count; None where all are.
    """
    needed = sorted(needed_seconds(each, share, rule) for each in windows if len(each))
    return needed[ceil(kept_in * len(needed)) - 1] if needed else None


def strictest_share(counts: Sequence[tuple[int, int]], kept_in: Fraction) -> Fraction | None:
    """Return the greatest share that would have been kept in so many windows.

    Args:
        counts: tickets within their time, and of how many, by window.
        kept_in: the share of the windows, above 0.
    """
    shares = sorted((Fraction(within, of) for within, of in counts if of), reverse=True)
    return shares[ceil(kept_in * len(shares)) - 1] if shares else None
