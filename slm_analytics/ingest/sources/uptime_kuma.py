"""Uptime Kuma: its heartbeats, one row per check, from its database or a public status page.

Facts of this format the mapping depends on (code: the tool's own tables and
programs that read them):

* heartbeat has id, important, monitor_id, status, msg, time, ping, duration,
  down_count (code); the name stands in the table monitor: the recipe joins it;
* status is a number: 0 down, 1 up, 2 pending, 3 maintenance (code). Pending is a
  failed try that is tried again: neither up nor down yet, so not known;
* time is UTC without saying so, `2024-09-24 23:51:35.527` (code): it is read as
  UTC, whatever zone is said for the file;
* ping is in milliseconds, empty where nothing answered (code);
* duration is seconds since the heartbeat before, not the length of an outage (code):
  it is not used;
* a public status page answers with {"heartbeatList": {"MONITOR": [{status, time,
  msg, ping}]}}, the last 100 heartbeats of each monitor (code);
* version 2 deletes heartbeats that are not `important` after a day, and keeps their
  sums elsewhere (code): such an export tells changes of state, and of the last day all.
"""

from __future__ import annotations

import re

from slm_analytics.ingest.json_values import text_under
from slm_analytics.ingest.mapping import SourceMapping

COLUMNS = {
    "component": ("monitor_name", "monitor_id", "monitorID"),
    "checked_at": ("time",),
    "state": ("status",),
    "response_ms": ("ping",),
    "message": ("msg",),
}
_NAIVE = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d+)?)?")


def _with_offset(text: str) -> str:
    """Return a time that says that it is UTC."""
    return f"{text.strip()}Z" if _NAIVE.fullmatch(text.strip()) else text


def _rows(document: object) -> list[dict[str, str]] | None:
    """Return one row per heartbeat of a status page's answer."""
    lists = document.get("heartbeatList") if isinstance(document, dict) else None
    if not isinstance(lists, dict):
        return None
    beats = [(monitor, beat) for monitor, found in lists.items() for beat in found or ()]
    if not all(isinstance(beat, dict) and {"status", "time"} <= beat.keys() for _, beat in beats):
        return None
    return [
        {"monitor_id": str(monitor)} | {key: text_under(beat, key) for key in _KEYS}
        for monitor, beat in beats
    ]


_KEYS = ("status", "time", "ping", "msg")

MAPPING = SourceMapping(
    name="uptime_kuma",
    title="Uptime Kuma heartbeats",
    system="uptime_kuma",
    columns=COLUMNS,
    signature=("component", "response_ms", "message"),
    values={"state": {"0": "down", "1": "up", "2": "unknown", "3": "maintenance"}},
    contract="checks",
    rewritten={"checked_at": _with_offset},
    document=_rows,
    recipe=(
        'On a copy of kuma.db: sqlite3 -header -csv kuma.db "SELECT m.name AS monitor_name, h.*'
        " FROM heartbeat h JOIN monitor m ON m.id = h.monitor_id WHERE h.time >= '2026-05-01'\","
        " from the 1st of last month on. Take all heartbeats, not only the important ones: the"
        " others show that the monitor was watching. The tool deletes old heartbeats (Settings >"
        " Monitor History), and version 2 after a day all that changed nothing: export each day, or"
        " know that only changes are told. A public status page (/api/status-page/heartbeat/NAME)"
        " holds the last 100 of each monitor."
    ),
)
