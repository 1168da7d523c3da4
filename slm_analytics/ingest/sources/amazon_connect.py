"""Amazon Connect: historical metrics of queues, saved or scheduled as CSV.

Facts of this format the mapping depends on (told: the vendor's definitions of the metrics;
code: four programs of others that read such files; known: common knowledge, in no file seen):

* a row is one interval of one queue, with `Queue`, `StartInterval` and `EndInterval` (code).
  Times are `2026-06-01T08:00:00-05:00`: local, with their offset (code);
* Contacts queued counts what came into the queue, Contacts abandoned who hung up there,
  Contacts handled incoming what agents took, transfers among it (told): it may be more than was
  queued, and is marked then. Contacts handled counts outbound calls as well (told) and stands in
  where the other was not chosen;
* Contacts answered in 20 seconds, and abandoned in: up to thirteen such columns, of 15 to 600
  seconds (told), also written without "in" where the seconds are one's own (code). What was
  agreed is not in the file: the count is taken where one such column stands there, and none
  where several do;
* averages cannot be added up and are not read, nor is Service level, a share of its own;
* grouped by agent or channel as well, a queue's interval stands in several rows: they
  contradict each other and are set aside (known).
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from slm_analytics.ingest.mapping import SourceMapping

if TYPE_CHECKING:
    from slm_analytics.warehouse.archive import RawTable

_LENGTH = "Interval length"
_IN_TIME, _AGREED = "Contacts answered in time", "Agreed time to answer"
_SOON, _SOON_WITHIN = "Contacts abandoned soon", "Soon is within"
_THRESHOLDS = (
    (re.compile(r"contacts answered (?:in )?([0-9]{1,4}) seconds"), _IN_TIME, _AGREED),
    (re.compile(r"contacts abandoned (?:in )?([0-9]{1,4}) seconds"), _SOON, _SOON_WITHIN),
)


def _intervals(raw: RawTable) -> RawTable:
    """Return the table with the length of each interval, and the seconds that headings name."""
    import pyarrow as pa  # noqa: PLC0415  only a file needs it

    from slm_analytics.ingest.shaping import with_column  # noqa: PLC0415

    def repeated(text: str) -> pa.ChunkedArray:
        return pa.chunked_array([pa.array([text] * raw.rows.num_rows, pa.string())])

    table = raw
    for pattern, counted, agreed in _THRESHOLDS:
        said = [pattern.fullmatch(each.strip().casefold()) for each in raw.headings]
        found = [(place, match[1]) for place, match in enumerate(said) if match]
        if len(found) == 1:
            ((place, seconds),) = found
            headings = (*table.headings[:place], counted, *table.headings[place + 1 :])
            table = with_column(replace(table, headings=headings), agreed, repeated(f"{seconds} s"))
    known = [each.strip().casefold() for each in raw.headings]
    if {"startinterval", "endinterval"} <= set(known):
        ends = (raw.column(known.index(each)) for each in ("startinterval", "endinterval"))
        pairs = zip(*(each.to_pylist() for each in ends), strict=True)
        lengths = pa.array([_length(start, end) for start, end in pairs], pa.string())
        table = with_column(table, _LENGTH, pa.chunked_array([lengths]))
    return table


def _length(start: str, end: str) -> str:
    """Return the seconds from one time to another; nothing where one says no offset."""
    try:
        first, last = (datetime.fromisoformat(each.strip()) for each in (start, end))
    except ValueError:
        return ""
    if first.tzinfo is None or last.tzinfo is None or last <= first:
        return ""
    return f"{int((last - first).total_seconds())} s"


MAPPING = SourceMapping(
    name="amazon_connect",
    title="Amazon Connect queue metrics",
    system="amazon_connect",
    columns={
        "queue": ("Queue",),
        "started_at": ("StartInterval",),
        "interval_seconds": (_LENGTH,),
        "offered": ("Contacts queued",),
        "answered": ("Contacts handled incoming", "Contacts handled"),
        "answered_within": (_IN_TIME,),
        "within_seconds": (_AGREED,),
        "abandoned": ("Contacts abandoned",),
        "abandoned_within": (_SOON,),
        "abandoned_within_seconds": (_SOON_WITHIN,),
    },
    signature=("queue", "started_at", "offered", "answered"),
    contract="calls",
    shape=_intervals,
    recipe=(
        "Analytics > Historical metrics > Queues. Interval: 30 minutes or a day, Time range: last"
        " month, grouped by Queue alone, filtered by Channel Voice. Metrics: Contacts queued,"
        " Contacts handled incoming, Contacts abandoned, and the one Contacts answered in X"
        " seconds that was agreed, no second one. Download CSV, or schedule the report. A report"
        " of half-hours covers a few days at a time: schedule it daily and load the files at once."
    ),
)
