"""Offsets from UTC that the times of a column say, and whether one zone can have said them all.

A zone keeps two offsets at the most within a few years, an hour or less apart, and goes from one
to the other twice a year. Times whose offsets alternate, or lie further apart, were written in
several zones: each instant is right, but its day and its month are those of another zone, and
the list may have been put together from several.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

_SUMMER_TIME = 3600  # seconds: by how much a clock is put forward
_SEASON = 120 * 86_400  # the shortest time for which a zone keeps an offset: a winter of the US
_NAMED = 4

Seconds = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


def zone_doubt(utc: Seconds, offset: Seconds, told: Mask, sound: Mask) -> str:
    """Return why a column's times may be of several zones, in words; empty where none says so.

    Args:
        utc: seconds since 1970 UTC.
        offset: seconds ahead of UTC that a cell says.
        told: whether it says any.
        sound: whether it is a time at all.
    """
    told = told & sound
    count, times = int(told.sum()), int(sound.sum())
    if count == 0:
        return ""
    if count < times:
        return f"only {count:,} of {times:,} times say their offset from UTC"
    said = offset[told]
    if (said == said[0]).all() or _one_zone(utc[told], said):
        return ""
    values, counts = np.unique(said, return_counts=True)
    common = sorted(zip(counts.tolist(), values.tolist(), strict=True), reverse=True)
    shown = ", ".join(f"{_clock(value)} in {number:,}" for number, value in common[:_NAMED])
    return f"the times are of several zones: {shown}{' and others' if len(common) > _NAMED else ''}"


def _one_zone(utc: Seconds, said: Seconds) -> bool:
    """Return whether summer time can explain the offsets."""
    values = np.unique(said)
    if len(values) > 2 or values[-1] - values[0] > _SUMMER_TIME:
        return False
    in_order = said[np.argsort(utc, kind="stable")]
    changes = int((in_order[1:] != in_order[:-1]).sum())
    return changes <= 1 + int(utc.max() - utc.min()) // _SEASON


def _clock(offset: int) -> str:
    sign = "-" if offset < 0 else "+"
    return f"{sign}{abs(offset) // 3600:02d}:{abs(offset) % 3600 // 60:02d}"
