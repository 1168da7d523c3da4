"""Ratings that stand in the list of tickets: the rows that hold one, with their scale."""

from __future__ import annotations

from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc

from slm_analytics.ingest.headings import plain
from slm_analytics.ingest.mapping import MISSING_WORDS
from slm_analytics.warehouse.archive import RawTable

LOWEST, HIGHEST = "rating_scale_lowest", "rating_scale_highest"
FACES = {"happy": "3", "neutral": "2", "unhappy": "1"}
NOT_RATED = MISSING_WORDS | {"not rated"}
Scale = tuple[str, str]  # lowest and highest score; empty: not known


def rated(
    raw: RawTable, headings: tuple[str, ...], scale: Callable[[frozenset[str]], Scale]
) -> RawTable:
    """Return the tickets that have a rating, or were asked for one, with two columns for its scale.

    Args:
        raw: the list of tickets.
        headings: what the column of ratings is called, the first of them that is there.
        scale: which scale the words (lower case) of that column are of.
    """
    known = [plain(heading) for heading in raw.headings]
    place = next((known.index(plain(each)) for each in headings if plain(each) in known), None)
    if place is None:
        return raw
    words = pc.utf8_lower(pc.utf8_trim_whitespace(raw.column(place)))
    rows = raw.rows.filter(pc.invert(pc.is_in(words, value_set=pa.array(["", "unoffered"]))))
    lowest, highest = scale(frozenset(pc.unique(words).to_pylist()) - {"", "unoffered"})
    for text in (lowest, highest):
        name = f"c{rows.num_columns - 1}"
        rows = rows.append_column(name, pa.array([text] * rows.num_rows, pa.string()))
    return RawTable(headings=(*raw.headings, LOWEST, HIGHEST), rows=rows, facts=raw.facts)


def scale_of_faces(words: frozenset[str]) -> Scale:
    """Return the scale of happy, neutral and unhappy; with other words it is not known."""
    return ("1", "3") if words <= FACES.keys() | NOT_RATED else ("", "")
