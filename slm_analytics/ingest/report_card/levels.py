"""Records of which one is made of others, such as an order and the things ordered.

A tool that lists both holds the same work twice. Nothing but how their numbers begin tells the
levels apart; loads count every row as a ticket, so both together must be told aloud.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import pyarrow.compute as pc

from slm_analytics.ingest.mapping import built_in
from slm_analytics.ingest.reading import Reading
from slm_analytics.warehouse.manifest import Manifest
from slm_analytics.warehouse.standing import earlier

_EVER = datetime(1900, 1, 1)  # noqa: DTZ001  instants of the store bear no zone
_BEGINS = "^(?P<letters>[A-Za-z]+)"
_COUNTED = {
    "table": "ticket_version",
    "at": "opened_at",
    "day": "opened_on",
    "service": "NULL",
    "state": "regexp_extract(v.ticket_id, '^[A-Za-z]+')",
}


def levels_beside(
    reading: Reading, readings: Sequence[Reading], manifest: Manifest | None, database: Path | None
) -> dict[str, int]:
    """Return level -> tickets of it in all files and the store; nothing where this file has none.

    What a file tells anew is not counted twice: of a level, the larger number is taken.
    """
    known = _levels_of(reading.report.source)
    if not _levels_in(reading):
        return {}
    system = reading.report.system
    here: Counter[str] = Counter()
    for each in readings:
        if each.report.system == system:
            here.update(_levels_in(each))
    found = here | (_stored(system, manifest, database) if database else Counter())
    return {level: found[level] for level in dict.fromkeys(known.values()) if found[level]}


def _levels_in(reading: Reading) -> Counter[str]:
    """Return level -> tickets of a file whose number begins with its letters."""
    levels = _levels_of(reading.report.source)
    if not levels or reading.rows is None or not reading.rows.tickets.num_rows:
        return Counter()
    begun = pc.extract_regex(reading.rows.tickets.column("ticket_id"), pattern=_BEGINS)
    letters = pc.utf8_upper(pc.struct_field(begun, "letters"))
    found: Counter[str] = Counter()
    for each in pc.value_counts(letters).to_pylist():
        if each["values"] in levels:
            found[levels[each["values"]]] += each["counts"]
    return found


def _levels_of(source: str) -> Mapping[str, str]:
    """Return what numbers begin with -> the level, of a list that may hold several."""
    mapping = built_in().get(source)
    return mapping.levels if mapping else {}


def _stored(system: str, manifest: Manifest | None, database: Path) -> Counter[str]:
    """Return level -> tickets that the store tells, of the lists that may hold several."""
    loads = manifest.loads if manifest else ()
    found: Counter[str] = Counter()
    for source in sorted({load.source for load in loads if load.system == system}):
        if levels := _levels_of(source):
            for *_, letters, number in earlier(database, system, source, _COUNTED, _EVER):
                if letters and letters.upper() in levels:
                    found[levels[letters.upper()]] += number
    return found
