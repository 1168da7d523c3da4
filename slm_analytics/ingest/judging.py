"""What the store says of a file that was read: words it does not know, tickets it knows."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pyarrow.compute as pc

from slm_analytics.ingest.canonical import Canonical
from slm_analytics.ingest.contract import contracts
from slm_analytics.ingest.reading import Reading
from slm_analytics.ingest.report import LoadReport, Overlap, UnknownWord

CLOSED_VOCABULARIES = ("priority", "state", "record_type", "hold_reason")
_NAMED = ("service", "customer")
_SHOWN_WORDS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownNames:
    """Services and customers of a tool that are known already, by field."""

    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def judged(
    reading: Reading,
    meanings: Mapping[tuple[str, str], str],
    names: KnownNames,
    overlap: Overlap,
) -> LoadReport:
    """Return the report with what the store says of it.

    Args:
        reading: a file that was understood.
        meanings: (field, word in lower case) -> meaning, of the tool.
        names: services and customers known of the tool, or of any where the records are
            no tickets; empty before the first load.
        overlap: how the tickets stand to those known.
    """
    rows = reading.rows
    if rows is None or rows.told.num_rows == 0:
        return reading.report
    form = contracts()[reading.report.contract]
    words = [
        word
        for name in (CLOSED_VOCABULARIES if form.is_tickets else form.words)
        for word in _unknown(rows, name, {key[1] for key in meanings if key[0] == name})
    ]
    for name in _NAMED:
        known = names.names.get(name, ())
        if known and name in form.fields:
            lower = {each.lower() for each in known} | {
                key[1] for key in meanings if key[0] == name
            }
            words += _unknown(rows, name, lower, known)
    return replace(reading.report, unknown_words=tuple(words), overlap=overlap)


def _unknown(
    rows: Canonical, name: str, known: set[str], alike: tuple[str, ...] = ()
) -> list[UnknownWord]:
    counted = pc.value_counts(rows.told.column(name)).to_pylist()
    if name in rows.updates.column_names:
        told = pc.unique(rows.updates.column(name)).to_pylist()
        seen = {entry["values"] for entry in counted}
        counted += [{"values": word, "counts": 0} for word in told if word not in seen]
    found = [
        UnknownWord(
            field=name,
            word=entry["values"],
            tickets=entry["counts"],
            proposal=next(iter(difflib.get_close_matches(entry["values"], alike, 1, 0.8)), ""),
        )
        for entry in counted
        if entry["values"] is not None and entry["values"].lower() not in known
    ]
    return sorted(found, key=lambda word: (-word.tickets, word.word))[:_SHOWN_WORDS]
