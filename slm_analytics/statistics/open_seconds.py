"""Open time as arrays: the service seconds of many tickets at once."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from slm_analytics.domain.service_calendar import DAY, Hours, OpenTime
from slm_analytics.domain.zone import stretches

Seconds = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
WEEK = 7 * DAY
_THURSDAY = 3  # the weekday of 1970-01-01; weeks begin on Monday


class OpenSeconds:
    """The open time of a calendar over a span, for arrays of instants (seconds UTC)."""

    def __init__(self, service: OpenTime) -> None:
        pairs = np.array(service.intervals or ((0, 0),), dtype=np.int64)
        self._starts, self._untils = pairs[:, 0].copy(), pairs[:, 1].copy()
        lengths = self._untils - self._starts
        self._before = np.concatenate(([0], np.cumsum(lengths)[:-1]))

    def before(self, instants: Seconds) -> Seconds:
        """Return the open seconds of the span before each instant."""
        place = np.searchsorted(self._starts, instants, side="right") - 1
        at = np.maximum(place, 0)
        inside = np.minimum(instants, self._untils[at]) - self._starts[at]
        return np.where(place < 0, 0, self._before[at] + inside)

    def ends_a_second(self, instants: Seconds) -> Flags:
        """Return which instants have an open second right before them, closing times too."""
        place = np.searchsorted(self._starts, instants, side="left") - 1
        return (place >= 0) & (instants <= self._untils[np.maximum(place, 0)])

    def opens_at(self, instants: Seconds) -> Flags:
        """Return which instants are openings."""
        place = np.searchsorted(self._starts, instants, side="left")
        at = np.minimum(place, len(self._starts) - 1)
        opens: Flags = (self._starts[at] == instants) & (self._untils[at] > instants)
        return opens

    def same_as(self, other: OpenSeconds) -> bool:
        """Return whether both are open at the same instants."""
        starts = np.array_equal(self._starts, other._starts)
        return starts and np.array_equal(self._untils, other._untils)


class WeeklySeconds:
    """Weekly hours on the local clock face, without holidays and changes of clocks.

    Faster to make than `OpenSeconds`, and exact but for service during a change
    of clocks: enough to search with.
    """

    def __init__(self, weekly: tuple[Hours, ...]) -> None:
        opens, closes = _week(weekly)
        self._edges = np.stack([opens, closes], axis=1).reshape(-1)
        lengths = np.stack([closes - opens, np.zeros_like(opens)], axis=1).reshape(-1)
        self._before = np.concatenate(([0], np.cumsum(lengths)[:-1]))
        self._open = lengths > 0
        self.total = int(lengths.sum())

    def before(self, faces: Seconds) -> Seconds:
        """Return the open seconds before each local time since some Monday."""
        weeks, inside = np.divmod(faces + _THURSDAY * DAY, WEEK)
        place = np.maximum(np.searchsorted(self._edges, inside, side="right") - 1, 0)
        since = np.where(self._open[place], np.maximum(inside - self._edges[place], 0), 0)
        return weeks * self.total + self._before[place] + since


def local_faces(instants: Seconds, zone: str) -> Seconds:
    """Return what the local clock shows at each instant, as seconds since 1970-01-01 00:00."""
    starts, offsets = _offsets(zone)
    place = np.maximum(np.searchsorted(starts, instants, side="right") - 1, 0)
    return instants + offsets[place]


@lru_cache(maxsize=64)
def _offsets(zone: str) -> tuple[Seconds, Seconds]:
    """Return where the stretches of constant offset of a zone start, and their offsets."""
    parts = stretches(zone)
    starts = np.array([part.start for part in parts], dtype=np.int64)
    return starts, np.array([part.offset for part in parts], dtype=np.int64)


def weekday_of(faces: Seconds) -> npt.NDArray[Any]:
    """Return the weekday of each local time, Monday 0."""
    return (faces // DAY + _THURSDAY) % 7


def _week(weekly: tuple[Hours, ...]) -> tuple[Seconds, Seconds]:
    """Return the openings and closings of one week, what runs over its end moved to its start."""
    pieces = []
    for day, hours in enumerate(weekly):
        for opens, closes in hours:
            start = day * DAY + opens
            until = day * DAY + (closes if closes > opens else closes + DAY)
            pieces.append((start, min(until, WEEK)))
            if until > WEEK:
                pieces.append((0, until - WEEK))
    merged: list[tuple[int, int]] = []
    for start, until in sorted(pieces):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], until))
        else:
            merged.append((start, until))
    pairs = np.array(merged or [(0, 0)], dtype=np.int64)
    return pairs[:, 0], pairs[:, 1]
