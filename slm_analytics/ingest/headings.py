"""Headings: how they are compared, and which record of a file holds them."""

from __future__ import annotations

import re
from collections.abc import Sequence

_GAPS = re.compile(r"[\s_\-.]+")


def plain(heading: str) -> str:
    """Return a heading as it is compared: `Assignment  Group` and `assignment_group` are one."""
    return _GAPS.sub(" ", heading.strip().casefold()).strip()


def header_index(rows: Sequence[Sequence[str]], width: int) -> int:
    """Return the index of the record that holds the headings.

    It is the first full record of `width` fields in which every field has
    text, no text is a plain number and none stands twice; failing that, the
    first record of that width.
    """
    first = None
    for index, row in enumerate(rows):
        if len(row) != width:
            continue
        first = index if first is None else first
        if _looks_like_headings(row):
            return index
    return first or 0


def _looks_like_headings(row: Sequence[str]) -> bool:
    texts = [text.strip() for text in row]
    named = [text for text in texts if text]
    if len(named) < max(2, len(texts) - 1):
        return False
    return not any(text.replace(".", "", 1).replace(",", "").isdigit() for text in named)
