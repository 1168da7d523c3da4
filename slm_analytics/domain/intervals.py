"""Intervals of time: what several of them cover together, share, or leave of each other.

An interval is a pair of whole seconds since 1970 UTC, half-open; one that ends
where it starts, or before, covers nothing. Every answer is in order and its
intervals do not touch.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

Interval = tuple[int, int]  # seconds since 1970 UTC, half-open


def merged(intervals: Iterable[Interval], join_gap: int = 0) -> tuple[Interval, ...]:
    """Return what intervals cover together, in order, whatever order they come in.

    Args:
        intervals: they may overlap and touch.
        join_gap: seconds between two of them that are bridged: up to and with
            so many they become one.
    """
    found: list[Interval] = []
    for start, until in sorted(pair for pair in intervals if pair[1] > pair[0]):
        if found and start - found[-1][1] <= join_gap:
            found[-1] = (found[-1][0], max(found[-1][1], until))
        else:
            found.append((start, until))
    return tuple(found)


def without(intervals: Iterable[Interval], taken: Iterable[Interval]) -> tuple[Interval, ...]:
    """Return what is left of intervals once others are taken off."""
    cuts = merged(taken)
    starts = [start for start, _ in cuts]
    found: list[Interval] = []
    for start, until in merged(intervals):
        at = start
        for opens, closes in cuts[max(bisect_right(starts, start) - 1, 0) :]:
            if opens >= until:
                break
            if opens > at:
                found.append((at, opens))
            at = max(at, closes)
        if at < until:
            found.append((at, until))
    return tuple(found)


def common(intervals: Iterable[Interval], others: Iterable[Interval]) -> tuple[Interval, ...]:
    """Return the time that intervals share with others."""
    mine, theirs = merged(intervals), merged(others)
    found: list[Interval] = []
    here = there = 0
    while here < len(mine) and there < len(theirs):
        start = max(mine[here][0], theirs[there][0])
        until = min(mine[here][1], theirs[there][1])
        if start < until:
            found.append((start, until))
        if mine[here][1] <= theirs[there][1]:
            here += 1
        else:
            there += 1
    return tuple(found)


def seconds(intervals: Iterable[Interval]) -> int:
    """Return the seconds that intervals cover together; none is counted twice."""
    return sum(until - start for start, until in merged(intervals))
