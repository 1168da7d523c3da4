"""Local times of whole columns in UTC, and back: `domain.zone` for arrays."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from slm_analytics.domain.zone import stretches

Seconds = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@lru_cache(maxsize=64)
def _edges(zone: str) -> tuple[Seconds, Seconds, Seconds]:
    parts = stretches(zone)
    starts = np.array([part.start for part in parts], np.int64)
    untils = np.array([part.until for part in parts], np.int64)
    offsets = np.array([part.offset for part in parts], np.int64)
    return starts, untils, offsets


def to_utc(local: Seconds, zone: str) -> tuple[Seconds, Mask, Mask]:
    """Return instants, and which local times stood twice (fold) or never (gap).

    As `domain.zone.to_utc`: in a fold the earlier instant.
    """
    starts, untils, offsets = _edges(zone)
    index = np.maximum(np.searchsorted(starts + offsets, local, side="right") - 1, 0)
    before = np.maximum(index - 1, 0)
    fold = (index > 0) & (local < untils[before] + offsets[before])
    gap = ~fold & (index + 1 < len(starts)) & (local >= untils[index] + offsets[index])
    offset = np.where(fold, offsets[before], offsets[index])
    return local - offset, fold, gap


def to_local(utc: Seconds, zone: str) -> Seconds:
    """Return what the local clock shows at each instant."""
    starts, _, offsets = _edges(zone)
    index = np.maximum(np.searchsorted(starts, utc, side="right") - 1, 0)
    return utc + offsets[index]
