"""The length of a target from what it did: due times it set, or verdicts it gave."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from slm_analytics.statistics.open_seconds import Flags, Seconds

# What a length costs, in tickets it has to explain beyond a rounder one: people agree hours.
_ROUND = ((3600, 0), (1800, 2), (900, 3), (300, 4), (60, 5), (1, 6))
_SHORT = 2 * 3600  # below it minutes are as round as hours
_MOST_PLATEAUS = 400


@dataclass(frozen=True, slots=True)
class Length:
    """A target's seconds of service time, and how many tickets it explains."""

    seconds: int
    explained: int

    @property
    def net(self) -> int:
        """The tickets explained, less what an odd length costs."""
        return self.explained - oddness(self.seconds)


def oddness(seconds: int) -> int:
    """Return how many tickets more an odd length has to explain than a round one."""
    steps = _ROUND if seconds >= _SHORT else ((300, 0), (60, 2), (1, 5))
    return next(cost for step, cost in steps if seconds % step == 0)


def usual_length(elapsed: Seconds, step: int) -> int:
    """Return the commonest elapsed time above nothing, to `step` seconds; 0 where there is none.

    With whole minutes a due time lies up to a minute before the end of the
    target or after it: the rounder of the two lengths is taken.
    """
    above = elapsed[elapsed > 0]
    if len(above) == 0:
        return 0
    values, counts = np.unique(-(-above // step) * step, return_counts=True)
    most = int(values[np.argmax(counts)])
    if step == 1:
        return most
    near = [most, most - step] if most > step else [most]
    return max(
        near, key=lambda length: (int((abs(elapsed - length) < step).sum()), -oddness(length))
    )


def deciding_length(elapsed: Seconds, met: Flags) -> Length:
    """Return the length that best parts met from missed tickets: elapsed up to it is met.

    Every length between two elapsed times gives the same verdicts; the roundest is taken,
    and a rounder one that explains hardly less.
    """
    order = np.argsort(elapsed, kind="stable")
    values, verdicts = elapsed[order], met[order]
    right = np.concatenate(([0], np.cumsum(verdicts)))
    wrong = np.concatenate(([0], np.cumsum(~verdicts)))
    agree = right + (int(wrong[-1]) - wrong)
    last = np.concatenate((values[1:] != values[:-1], [True]))
    places = np.flatnonzero(last) + 1  # how many tickets are met at a length of values[place - 1]
    if len(places) == 0:
        return Length(0, 0)
    places = places[agree[places] >= agree[places].max() - _ROUND[-1][1]][:_MOST_PLATEAUS]
    found = []
    for place in places:
        low = max(int(values[place - 1]), 1)
        until = int(values[place]) if place < len(values) else low + 1
        found.append(Length(roundest(low, until), int(agree[place])))
    return max(found, key=lambda length: (length.net, -length.seconds))


def roundest(low: int, until: int) -> int:
    """Return the roundest length from `low` up to, but not with, `until`; the least of equals."""
    for step in (86_400, 14_400, 3600, 1800, 900, 300, 60):
        length = math.ceil(low / step) * step
        if length < until:
            return length
    return low
