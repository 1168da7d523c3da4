"""UptimeRobot: the log of a monitor or of all, with or without headings, or from its API.

Facts of this format the mapping depends on (seen: two rows of a real log of
2015; code: headings and words in code that reads it; told: documents):

* a row is an event, and lasts until the next of the same monitor: Up, Down,
  Started, Paused (seen, code). All are kept as periods, for paused time was
  not watched. Started is the time until the first check: not known;
* the log of 2015 has a byte-order mark and no headings (seen): `Up,"Shop",
  "07-07-2015 03:18:35",OK,"13 hrs, 2 mins"`. Later ones have Event, Monitor,
  Monitor URL, Date-Time, Reason, Duration and Duration (in mins.) (code);
* times are those of the account's zone, and their order of day and month is
  not told (seen: 07-07): it is decided from the whole column, or asked;
* there is no end but a length cut to minutes (seen): the end is start plus
  length, or the next event of the monitor where that is within a minute.
  Events of 0 minutes occur (seen, code): they last until the next event;
* the newest event lasts until the export, not longer;
* the API (getMonitors with logs=1) tells 1 down, 2 up, 98 started, 99 paused,
  seconds since 1970, and lengths in seconds (code).
"""

from __future__ import annotations

import re

from slm_analytics.ingest.mapping import SourceMapping

COLUMNS = {
    "component": ("Monitor",),
    "from_at": ("Date-Time",),
    "state": ("Event",),
    "tool_seconds": ("Duration (in mins.)", "Duration (seconds)", "Duration"),
    "reason": ("Reason",),
}
_HEADINGS = ("Event", "Monitor", "Date-Time", "Reason", "Duration")
_EVENTS = frozenset({"up", "down", "started", "paused"})
_TIME = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4} \d{1,2}:\d{2}(:\d{2})?")
_LENGTH = re.compile(r"\d+ hrs?, \d+ mins?")


def _first_row(cells: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the headings of the log without headings, given its first row."""
    if len(cells) != len(_HEADINGS):
        return None
    event, _, time, _, length = (cell.strip() for cell in cells)
    known = event.casefold() in _EVENTS and _TIME.fullmatch(time) and _LENGTH.fullmatch(length)
    return _HEADINGS if known else None


def _rows(document: object) -> list[dict[str, str]] | None:
    """Return one row per event of the monitors that the API answers with."""
    monitors = document.get("monitors") if isinstance(document, dict) else None
    if not isinstance(monitors, list) or not all(_has_logs(each) for each in monitors):
        return None
    return [_event(monitor, log) for monitor in monitors for log in monitor["logs"]]


def _has_logs(monitor: object) -> bool:
    if not isinstance(monitor, dict) or "friendly_name" not in monitor:
        return False
    logs = monitor.get("logs")
    return isinstance(logs, list) and all(
        isinstance(log, dict) and {"type", "datetime", "duration"} <= log.keys() for log in logs
    )


def _event(monitor: dict[str, object], log: dict[str, object]) -> dict[str, str]:
    reason = log.get("reason")
    detail = reason.get("detail") or reason.get("code") if isinstance(reason, dict) else reason
    return {
        "Event": str(log["type"]),
        "Monitor": str(monitor["friendly_name"]),
        "Monitor URL": str(monitor.get("url") or ""),
        "Date-Time": str(log["datetime"]),
        "Reason": str(detail or ""),
        "Duration (seconds)": str(log["duration"]),
    }


MAPPING = SourceMapping(
    name="uptimerobot",
    title="UptimeRobot events",
    system="uptimerobot",
    columns=COLUMNS,
    signature=("component", "from_at", "state"),
    values={
        "state": {
            "started": "unknown", "1": "down", "2": "up", "98": "unknown", "99": "paused",
        }
    },
    contract="monitor_periods",
    epoch=frozenset({"from_at"}),
    first_row=_first_row,
    document=_rows,
    recipe=(
        "Dashboard: Export logs (all monitors or one), as CSV; with or without headings. Say the"
        " zone of the account: the file does not tell it. Export after the end of the month, with"
        " all events, not only Down: paused time is not watched time. Or save what the API answers"
        " to getMonitors with logs=1, in which times need no zone. Logs are kept for a limited"
        " time that depends on the plan (two months in the free one): export each month."
    ),
)  # fmt: skip
