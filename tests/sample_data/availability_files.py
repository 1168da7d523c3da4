"""The files of the availability part as a reader without the product sees them, in whole seconds.

Reads with csv alone and judges times with a clock of its own.
"""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "sample_data"
BERLIN = ZoneInfo("Europe/Berlin")
HALF_YEARS = ("2024-H2", "2025-H1", "2025-H2", "2026-H1", "2026-H2")
AS_OF = int(datetime(2026, 10, 31, 22, 0, 10, tzinfo=UTC).timestamp())
HOUR, DAY = 3600, 86400

Row = dict[str, str]
Span = tuple[int, int]


@cache
def rows(pattern: str) -> list[Row]:
    """The rows of some files, in order."""
    found: list[Row] = []
    for path in sorted(FOLDER.glob(pattern)):
        with path.open(encoding="utf-8", newline="") as file:
            found += csv.DictReader(file)
    return found


@cache
def stories() -> dict[str, dict[str, Any]]:
    entries = json.loads((FOLDER / "stories.json").read_text(encoding="utf-8"))
    return {entry["name"]: entry for entry in entries}


def outages() -> dict[str, Row]:
    return {row["outage_id"]: row for row in rows("outages_2*.csv")}


def planted(story: str, key: str = "outages") -> list[Row]:
    return [outages()[number] for number in stories()[story][key]]


def second(text: str, zone: ZoneInfo = BERLIN) -> int:
    """The instant of a local time; in the lists that is one of Berlin."""
    at = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return int((at if at.tzinfo else at.replace(tzinfo=zone)).timestamp())


def span(row: Row) -> Span:
    """From start to end; what goes on lasts until the as-of time."""
    return second(row["started_at"]), second(row["ended_at"]) if row["ended_at"] else AS_OF


def seconds(spans: list[Span]) -> int:
    """How much time they cover, each second once."""
    total, reached = 0, 0
    for start, stop in sorted(spans):
        total += max(0, stop - max(start, reached))
        reached = max(reached, stop)
    return total


def within(spans: list[Span], window: Span) -> list[Span]:
    cut = ((max(start, window[0]), min(stop, window[1])) for start, stop in spans)
    return [(start, stop) for start, stop in cut if start < stop]


def upptime_down(service: str) -> list[Span]:
    """The times in which Upptime says that a service was down: until its next check."""
    checks = [row for row in rows("upptime_*.csv") if row["service"] == service]
    starts = [second(row["checked_at"]) for row in checks]
    return [
        (start, end)
        for row, start, end in zip(checks, starts, [*starts[1:], AS_OF], strict=False)
        if row["status"] == "down"
    ]


def monitor_down(component: str) -> list[Span]:
    """The times in which UptimeRobot says that a component was down: until its next event."""
    utc, found = ZoneInfo("UTC"), {}
    for row in rows("uptimerobot_2*.csv"):
        if row["Monitor"] == component:
            found[second(row["Date-Time"], utc)] = row["Event"]
    starts = sorted(found)
    return [(a, b) for a, b in pairwise([*starts, AS_OF]) if found[a] == "Down"]


def claimed(service: str, customer: str) -> list[Span]:
    """All times in which a list or a monitor says that a service was down unplanned."""
    listed = [
        span(row)
        for row in outages().values()
        if row["service"] == service
        and row["customer"] in ("", customer)
        and (row["kind"], row["degree"]) == ("unplanned", "down")
    ]
    return listed + upptime_down(service)


def windows(service: str, customer: str) -> list[Span]:
    return [
        span(row)
        for row in rows("maintenance.csv")
        if row["service"] == service and row["customer"] in ("", customer)
    ]


def month(text: str, zone: str) -> Span:
    first = datetime.fromisoformat(f"{text}-01").replace(tzinfo=ZoneInfo(zone))
    later = first.replace(day=28) + timedelta(days=4)
    return int(first.timestamp()), min(AS_OF, int(later.replace(day=1).timestamp()))


def around_the_clock(service: str, customer: str, span_of: Span) -> tuple[int, int]:
    """Agreed seconds and seconds down of a service around the clock, maintenance taken off both."""
    work = within(windows(service, customer), span_of)
    down = within(claimed(service, customer), span_of)
    base = span_of[1] - span_of[0] - seconds(work)
    return base, seconds(down + work) - seconds(work)
