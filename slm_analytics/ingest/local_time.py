"""Local times of whole columns in UTC, and back: `domain.zone` for arrays."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from slm_analytics.domain.zone import stretches

Seconds = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Edges:
    """A zone's stretches of one offset; the arrays have one entry a stretch.

    Attributes:
        starts: first second in UTC.
        local_starts: what the local clock shows then.
        offsets: seconds to add to UTC.
        fold_until: local second until which the stretch before showed the same times.
        gap_from: local second from which the clock is past its stretch.
    """

    starts: Seconds
    local_starts: Seconds
    offsets: Seconds
    offsets_before: Seconds
    fold_until: Seconds
    gap_from: Seconds


@lru_cache(maxsize=64)
def _edges(zone: str) -> _Edges:
    parts = stretches(zone)
    starts = np.array([part.start for part in parts], np.int64)
    offsets = np.array([part.offset for part in parts], np.int64)
    ends = np.array([part.until + part.offset for part in parts[:-1]], np.int64)
    return _Edges(
        starts=starts,
        local_starts=starts + offsets,
        offsets=offsets,
        offsets_before=np.concatenate((offsets[:1], offsets[:-1])),
        fold_until=np.concatenate(([np.iinfo(np.int64).min], ends)),
        gap_from=np.concatenate((ends, [np.iinfo(np.int64).max])),
    )


def to_utc(local: Seconds, zone: str) -> tuple[Seconds, Mask, Mask]:
    """Return instants, and which local times stood twice (fold) or never (gap).

    As `domain.zone.to_utc`: in a fold the earlier instant.
    """
    edges = _edges(zone)
    index = _place(edges.local_starts, local)
    fold = local < edges.fold_until[index]
    gap = (local >= edges.gap_from[index]) & ~fold
    utc = local - edges.offsets[index]
    if fold.any():
        utc[fold] = local[fold] - edges.offsets_before[index[fold]]
    return utc, fold, gap


def to_local(utc: Seconds, zone: str) -> Seconds:
    """Return what the local clock shows at each instant."""
    edges = _edges(zone)
    return utc + edges.offsets[_place(edges.starts, utc)]


def _place(starts: Seconds, moments: Seconds) -> npt.NDArray[np.intp]:
    """Return the stretch that each moment lies in."""
    return np.maximum(np.searchsorted(starts, moments, side="right") - 1, 0)
