"""What was answered in the set-up besides the register: that a step was looked at, and is right."""

from __future__ import annotations

from slm_analytics.record.store import Record
from slm_analytics.settings import DataFolder

_KIND = "set-up"
_BETWEEN = "\x1f"


def keep_answer(folder: DataFolder, step: int, customer: str, answer: str) -> None:
    """Keep the answer to a step for a customer."""
    Record(folder.record).keep(_KIND, f"{step}{_BETWEEN}{customer}", answer)


def kept_answer(folder: DataFolder, step: int, customer: str) -> str:
    """Return the answer to a step for a customer; empty where there is none."""
    return Record(folder.record).kept(_KIND).get(f"{step}{_BETWEEN}{customer}", "")
