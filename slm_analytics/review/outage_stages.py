"""Where the time of failures went: detected, diagnosed, repaired, restored, of all at once."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from slm_analytics.domain.reliability import STAGES, StageMean
from slm_analytics.domain.scope import Scope
from slm_analytics.review.outage_figures import limits
from slm_analytics.review.queries import statement
from slm_analytics.warehouse.connection import Warehouse

_TOLD = ("detected_s", "diagnosed_s", "repaired_s", "restored_s")
_UNKNOWN = np.int64(-(2**62))
_Whole = NDArray[Any]  # whole seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Stages:
    """Where the time of failures went.

    Attributes:
        means: stage -> its mean, over the failures of which it is known.
        failures: all of them.
        out_of_order: those with an instant before an earlier one.
    """

    means: dict[str, StageMean]
    failures: int
    out_of_order: int


def stages(warehouse: Warehouse, scope: Scope) -> Stages:
    """Return the mean stages of the failures of a scope."""
    query = f"{statement('outage_scope')}\n{statement('outage_stages')}"
    return stages_of(warehouse.query(query, limits(scope)))


def stages_of(failures: pd.DataFrame) -> Stages:
    """Return the mean stages of failures: what `life_cycle` says of each, for all at once.

    Args:
        failures: a row each; `start_s`, and the instants in `_TOLD`, which may be unknown.
    """
    before, end = _whole(failures["start_s"]), _whole(failures["restored_s"])
    place_before = np.full(len(failures), -1)
    wrong = np.zeros(len(failures), dtype=bool)
    means = {}
    for place, (stage, column) in enumerate(zip(STAGES, _TOLD, strict=True)):
        at = _whole(failures[column])
        told = at != _UNKNOWN
        late = (end != _UNKNOWN) & (before <= end) & (end < at)
        bad = told & ((at < before) | late)
        good = told & ~bad
        lengths = (at - before)[good & (place_before == place - 1)]
        means[stage] = _mean(lengths)
        before, place_before = np.where(good, at, before), np.where(good, place, place_before)
        wrong |= bad
    return Stages(means=means, failures=len(failures), out_of_order=int(wrong.sum()))


def _whole(column: pd.Series[Any]) -> _Whole:
    found: _Whole = column.astype("Int64").fillna(_UNKNOWN).to_numpy(dtype=np.int64)
    return found


def _mean(lengths: _Whole) -> StageMean:
    count = len(lengths)
    return StageMean(Fraction(int(lengths.sum()), count) if count else None, count)
