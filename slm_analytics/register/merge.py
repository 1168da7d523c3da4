"""Two people who changed the register at the same time: what each did, and what fits together."""

from __future__ import annotations

from dataclasses import dataclass

from slm_analytics.register.difference import RowDifference, differences
from slm_analytics.register.rows import Register, key_of, register_from
from slm_analytics.register.tables import SHEETS


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """What two people made of one register.

    Attributes:
        mine, theirs: the rows that either changed.
        clashes: rows that both changed, and not in the same way; as they are mine.
        merged: theirs, with my changes of rows that they did not change.
    """

    mine: tuple[RowDifference, ...]
    theirs: tuple[RowDifference, ...]
    clashes: tuple[RowDifference, ...]
    merged: Register


def merge(base: Register, mine: Register, theirs: Register) -> Merge:
    """Return what became of `base` in two hands."""
    told = {(each.sheet, each.key): each for each in differences(base, theirs)}
    own = differences(base, mine)
    clashes = tuple(
        each
        for each in own
        if (each.sheet, each.key) in told and told[each.sheet, each.key] != each
    )
    kept = {(each.sheet, each.key) for each in own} - {(each.sheet, each.key) for each in clashes}
    return Merge(
        mine=tuple(own),
        theirs=tuple(told.values()),
        clashes=clashes,
        merged=register_from({sheet: _rows(sheet, mine, theirs, kept) for sheet in SHEETS}),
    )


def _rows(
    sheet: str, mine: Register, theirs: Register, kept: set[tuple[str, tuple[str, ...]]]
) -> list[dict[str, str]]:
    """Return their rows, but those in `kept` as they are mine."""
    left = [
        dict(row.cells) for row in theirs[sheet] if (sheet, key_of(sheet, row.cells)) not in kept
    ]
    own = [dict(row.cells) for row in mine[sheet] if (sheet, key_of(sheet, row.cells)) in kept]
    return left + own
