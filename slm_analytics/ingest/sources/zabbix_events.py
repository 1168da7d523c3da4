"""Zabbix: trigger events as the server exports them, one JSON object a line.

Facts of this format the mapping depends on (told: the vendor's documents of the
real-time export):

* a problem has clock, ns, value 1, eventid, name, severity (0 to 5, since 5.0.12), hosts,
  groups and tags; hosts are {"host", "name"}, in old versions names alone;
* its recovery is a line of its own with clock, ns, value 0, eventid and p_eventid, the
  number of the problem: the two are brought together into one outage;
* clock is seconds since 1970, ns what comes on top: it is cut off;
* a recovery whose problem stands in another file has no start: it is set aside, and
  the problem goes on in that file. Load files that hold both: put them together from
  the first day of the oldest open problem on;
* severities mean what those of the list of problems mean (`zabbix_problems`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from slm_analytics.ingest.mapping import SourceMapping
from slm_analytics.ingest.sources.zabbix_problems import DEGREES

if TYPE_CHECKING:
    from slm_analytics.warehouse.archive import RawTable

COLUMNS = {
    "outage_id": ("eventid",),
    "component": ("hosts",),
    "started_at": ("clock",),
    "ended_at": ("recovered",),
    "degree": ("severity",),
    "description": ("name",),
}
_HEADINGS = ("eventid", "hosts", "clock", "recovered", "severity", "name", "groups", "tags")


def _joined(raw: RawTable) -> RawTable:
    """Return one row per problem, with its recovery; recoveries of others stand alone."""
    from slm_analytics.ingest.shaping import records_of, table_of  # noqa: PLC0415

    events = list(zip(raw.rows.column("line").to_pylist(), records_of(raw), strict=True))
    problems = {event.get("eventid", "") for _, event in events if not _is_recovery(event)}
    ends: dict[str, str] = {}
    alone = []
    for line, event in events:
        problem = event.get("p_eventid", "")
        if _is_recovery(event) and problem in problems - ends.keys():
            ends[problem] = event.get("clock", "")
        elif _is_recovery(event):
            alone.append((line, _row({**event, "clock": ""}, event.get("clock", ""))))
    rows = [
        (line, _row(event, ends.get(event.get("eventid", ""), "")))
        for line, event in events
        if not _is_recovery(event)
    ]
    rows = sorted([*rows, *alone])
    return table_of(_HEADINGS, [row for _, row in rows], [line for line, _ in rows], raw)


def _is_recovery(event: Mapping[str, str]) -> bool:
    return event.get("value", "").strip() == "0"


def _row(event: Mapping[str, str], recovered: str) -> tuple[str, ...]:
    said = {**event, "recovered": recovered, "hosts": _names(event.get("hosts", ""))}
    return tuple(said.get(heading, "") for heading in _HEADINGS)


def _names(hosts: str) -> str:
    """Return the names of the hosts of a problem, which stand there as JSON."""
    try:
        found = json.loads(hosts)
    except ValueError:
        return hosts
    if not isinstance(found, list):
        return hosts
    named = [
        str(each.get("name") or each.get("host", "")) if isinstance(each, dict) else str(each)
        for each in found
    ]
    return ", ".join(named)


MAPPING = SourceMapping(
    name="zabbix_events",
    title="Zabbix event export",
    system="zabbix",
    columns=COLUMNS,
    signature=("outage_id", "started_at", "component"),
    values={"degree": DEGREES},
    contract="outages",
    epoch=frozenset({"started_at", "ended_at"}),
    shape=_joined,
    recipe=(
        "On the server: set ExportDir and ExportType=events; take the files problems-*.ndjson and"
        " put them together, from the day on which the oldest problem still open began. Each line"
        " is one event; recoveries are found by p_eventid. Use either this export or the list of"
        " problems, not both."
    ),
)
