"""Which source a file comes from, told by its headings and, for logs, by ids that repeat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow.compute as pc

from slm_analytics.errors import UnknownSource
from slm_analytics.ingest.mapping import SourceMapping
from slm_analytics.warehouse.archive import RawTable

_ENOUGH = 4  # headings of a signature that tell a source, even when a required one is missing
_OWN_FIRST = 10_000  # more than any source has headings
_BY_NUMBER = 100  # more than lists of one tool differ in headings
_LOOKED_AT = 1000  # ids that tell a list
_ENOUGH_OF_OWN = 0.75  # of the headings of a mapping that a person made: lists of tools are alike


@dataclass(frozen=True, slots=True)
class Recognised:
    """A table of the file, and the source that reads it; without one a person must map it.

    `others` names the sheets that this source reads too.
    """

    raw: RawTable
    mapping: SourceMapping | None
    others: tuple[str, ...] = ()


def recognise(
    tables: Sequence[RawTable], known: Mapping[str, SourceMapping], named: str | None = None
) -> Recognised:
    """Find the table and the source of a file.

    Args:
        tables: the table of a CSV file, or one per sheet of a workbook.
        known: every source, by name.
        named: the source a person named; then only that one is tried.

    Raises:
        UnknownSource: `named` does not exist.
    """
    if named is not None and named not in known:
        raise UnknownSource(
            f"There is no source {named!r}.",
            remedy=f"Known sources: {', '.join(sorted(known))}.",
        )
    chosen = [known[named]] if named else list(known.values())
    scored = [
        (score, raw, mapping)
        for raw in tables
        for mapping in chosen
        if (score := _score(raw, mapping, named=named is not None)) > 0
    ]
    if not scored:
        largest = max(tables, key=lambda table: table.rows.num_rows)
        return Recognised(largest, None)
    _, raw, mapping = max(scored, key=lambda entry: entry[0])
    others = [
        each.facts.sheet
        for _, each, reader in scored
        if each is not raw
        and reader is mapping
        and all(name in mapping.located(each.headings) for name in mapping.form.required)
    ]
    return Recognised(raw, mapping, tuple(others))


def _score(raw: RawTable, mapping: SourceMapping, *, named: bool) -> float:
    """Return how well a table fits a source; 0 where it does not.

    A mapping that a person made goes first where all its headings are there: a source that
    the product learned later would count the same tickets as those of another tool.
    """
    located = mapping.located(raw.headings)
    if named:
        return 1 + len(located)
    told = sum(1 for name in mapping.signature if name in located)
    if not _enough(mapping, told, len(located)):
        return 0
    if mapping.fits is not None and not mapping.fits(raw.headings):
        return 0
    if mapping.history and not _repeats(raw, located):
        return 0
    if not _numbered(raw, mapping, located) or not _has_several(raw, mapping, located):
        return 0
    own = mapping.kept and told == len(mapping.signature)
    closer = 0.5 if mapping.history or mapping.several else 0
    first = _OWN_FIRST if own else _BY_NUMBER if mapping.numbers else 0
    return len(located) + closer + first


def _numbered(raw: RawTable, mapping: SourceMapping, located: Mapping[str, int]) -> bool:
    """Return whether most ids begin as those of the list do; true where nothing is said of them."""
    if not mapping.numbers:
        return True
    if "ticket_id" not in located:
        return False
    ids = raw.column(located["ticket_id"]).slice(0, _LOOKED_AT)
    words = "|".join(mapping.numbers)
    begun = pc.match_substring_regex(ids, rf"^\s*(?:{words})[0-9]", ignore_case=True)
    return bool(2 * (pc.sum(begun).as_py() or 0) > len(ids))


def _has_several(raw: RawTable, mapping: SourceMapping, located: Mapping[str, int]) -> bool:
    """Return whether the field that tells the list apart holds more than one word."""
    if not mapping.several:
        return True
    if mapping.several not in located:
        return False
    words = pc.unique(pc.utf8_trim_whitespace(raw.column(located[mapping.several])))
    return bool(len(set(words.to_pylist()) - {""}) > 1)


def _enough(mapping: SourceMapping, told: int, located: int) -> bool:
    """Return whether so many headings of a source tell it from others."""
    wanted = len(mapping.signature)
    if mapping.kept:
        return told >= max(min(_ENOUGH, wanted), _ENOUGH_OF_OWN * wanted)
    if wanted < _ENOUGH:
        return told == wanted
    return told >= _ENOUGH or (told == _ENOUGH - 1 and located >= _ENOUGH)


def _repeats(raw: RawTable, located: Mapping[str, int]) -> bool:
    """Return whether the file holds the same ticket more than once with other updates."""
    if "ticket_id" not in located or "sequence" not in located:
        return False
    rows = raw.rows.select([located["ticket_id"] + 1, located["sequence"] + 1])
    tickets = pc.count_distinct(rows.column(0)).as_py()
    if tickets == rows.num_rows:
        return False
    updates = rows.group_by(rows.column_names).aggregate([]).num_rows
    return bool(updates > tickets)
