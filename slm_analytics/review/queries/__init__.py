"""The statements of the review: one SQL file each, slots in braces filled from closed lists."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent


def statement(name: str, **slots: str) -> str:
    """Return a statement with its slots filled; slots take our own words only, never input."""
    text = _text(name)
    for slot, words in slots.items():
        text = text.replace(f"{{{slot}}}", words)
    return text


@cache
def _text(name: str) -> str:
    return (_FOLDER / f"{name}.sql").read_text("utf-8")
