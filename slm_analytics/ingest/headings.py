"""Headings: how they are compared, and which record of a file holds them."""

from __future__ import annotations

import re
from collections.abc import Sequence

_GAPS = re.compile(r"[\s_\-.]+")


def plain(heading: str) -> str:
    """Return a heading as it is compared: `Assignment  Group` and `assignment_group` are one."""
    return _GAPS.sub(" ", heading.strip().casefold()).strip()


def named(texts: Sequence[str]) -> int:
    """Return how many of the texts are not blank."""
    return sum(1 for text in texts if text.strip())


def header_index(rows: Sequence[Sequence[str]], width: int) -> int:
    """Return the index of the record that holds the headings.

    It is the first record of `width` fields that has more than half as many
    texts as the fullest of them, and at least two: titles above a table, also
    those that a spreadsheet padded with delimiters, have fewer. Failing that,
    it is the first record of that width.
    """
    full = {index: named(row) for index, row in enumerate(rows) if len(row) == width}
    enough = max(2, max(full.values(), default=0) // 2 + 1)
    return next((index for index, texts in full.items() if texts >= enough), min(full, default=0))
