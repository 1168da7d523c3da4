"""Claims, windows and exclusions laid over each other: the stretches in which nothing changes."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from slm_analytics.domain.availability_policy import AvailabilityPolicy, Claim, Span
from slm_analytics.domain.intervals import Interval, merged


@dataclass(frozen=True, slots=True)
class JudgedClaim(Claim):
    """A claim, and whether its outage is long enough to count."""

    counts: bool = True


def judged(claims: Sequence[Claim], policy: AvailabilityPolicy) -> Iterator[JudgedClaim]:
    """Yield claims with the verdict on their outage: all the weighty ones near to each other."""
    weighty = [(each.start, each.until) for each in claims if each.weight > 0]
    outages = merged(weighty, policy.join_gap_seconds)
    starts = [start for start, _ in outages]
    for claim in claims:
        counts = False
        if claim.weight > 0 and claim.until > claim.start:
            start, until = outages[bisect_right(starts, claim.start) - 1]
            counts = until - start >= policy.least_seconds
        yield JudgedClaim(
            claim.start, claim.until, claim.what, claim.weight, claim.is_degraded, counts
        )


def swept(
    layers: Sequence[Sequence[Span]], window: Interval
) -> Iterator[tuple[int, int, list[list[Span]]]]:
    """Yield the stretches of a window in which nothing changes, and what holds in each layer."""
    first, last = window
    cuts = {first, last} if first < last else set[int]()
    for span in chain.from_iterable(layers):
        cuts |= {at for at in (span.start, span.until) if first < at < last}
    waiting = [deque(sorted(layer, key=_by_time)) for layer in layers]
    there: list[list[Span]] = [[] for _ in layers]
    for start, until in pairwise(sorted(cuts)):
        for place, queue in enumerate(waiting):
            there[place] = [span for span in there[place] if span.until > start]
            while queue and queue[0].start <= start:
                span = queue.popleft()
                there[place] += [span] if span.until > start else []
        yield start, until, there


def _by_time(span: Span) -> tuple[int, int, str]:
    return span.start, span.until, span.what
