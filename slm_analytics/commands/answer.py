"""What a command gives back, and its values as JSON can hold them."""

from __future__ import annotations

import argparse
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slm_analytics.domain.zone import instant_text

Arguments = argparse.Namespace


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command gives: plain values for JSON, lines for people, and the exit code."""

    values: Any
    lines: Sequence[str]
    code: int = 0


def jsonable(value: Any) -> Any:
    """Return a value as JSON holds it.

    Frames become lists of objects, instants end in Z, and what is not known is
    None. Pandas and NumPy are told by what they offer: importing them takes
    longer than most commands.
    """
    if isinstance(value, dict):
        return {str(key): jsonable(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [jsonable(each) for each in value]
    if _is_nothing(value):
        return None
    if isinstance(value, datetime):
        return instant_text(value)
    if isinstance(value, str | int | float):
        return value
    if hasattr(value, "to_dict"):
        return [jsonable(row) for row in value.to_dict("records")]
    return jsonable(value.tolist()) if hasattr(value, "tolist") else str(value)


def _is_nothing(value: Any) -> bool:
    """Return whether a value stands for "not known": None, NaN, or NaT, whose year is NaN."""
    if isinstance(value, datetime):
        return math.isnan(value.year)
    return value is None or (isinstance(value, float) and math.isnan(value))
