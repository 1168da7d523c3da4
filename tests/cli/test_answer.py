"""Values as JSON can hold them, whatever library they come from."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from slm_analytics.commands.answer import jsonable


class _Word(StrEnum):
    ONE = "one"


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (None, None),
        (float("nan"), None),
        (np.float64("nan"), None),
        (pd.NaT, None),
        (True, True),
        (np.True_, True),
        (np.int64(3), 3),
        (np.float64(0.5), 0.5),
        (_Word.ONE, "one"),
        (date(2026, 3, 1), "2026-03-01"),
        (Path("a"), "a"),
        (datetime(2026, 3, 1, 10, tzinfo=UTC), "2026-03-01T10:00:00Z"),
        (datetime(2026, 3, 1, 10, tzinfo=timezone(timedelta(hours=9))), "2026-03-01T01:00:00Z"),
        (pd.Timestamp("2026-03-01 10:00:00.7"), "2026-03-01T10:00:00Z"),
        (np.array(["a", None], dtype=object), ["a", None]),
        ({"a": (1, np.int32(2))}, {"a": [1, 2]}),
        (pd.DataFrame({"at": [pd.Timestamp("2026-03-01"), pd.NaT], "n": [1.0, np.nan]}),
         [{"at": "2026-03-01T00:00:00Z", "n": 1.0}, {"at": None, "n": None}]),
    ],
)  # fmt: skip
def test_value_when_made_plain(value: Any, plain: Any) -> None:
    made = jsonable(value)
    assert made == plain
    assert json.loads(json.dumps(made, allow_nan=False)) == plain
