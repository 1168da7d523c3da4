"""Exports of single checks: the committed samples by hand, bad rows, and a real history."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from slm_analytics.ingest.mapping import built_in
from slm_analytics.ingest.sources import uptime_kuma
from tests.conftest import SHARED
from tests.ingest.exports import findings, read_export, set_aside
from tests.ingest.record_exports import Rows, read_record_sample, records

REAL = SHARED / "data" / "uptime" / "upptime_datalab" / "checks.csv"


def test_upptime_when_the_sample_is_read(tmp_path: Path) -> None:
    reading = read_record_sample("upptime_checks", tmp_path, "Europe/Berlin")
    report = reading.report
    assert (report.rows, report.loaded, report.set_aside, report.duplicates) == (10, 9, 0, 1)
    assert records(reading, "service", "checked_at", "state", "response_ms", "code") == [
        ("web-shop", "2026-03-27 23:04:11", "up", 412, "200"),
        ("order-api", "2026-03-27 23:04:12", "up", 188, "200"),
        ("web-shop", "2026-03-28 14:20:05", "down", None, "0"),  # 0 ms: nobody answered
        ("web-shop", "2026-03-28 14:41:55", "up", 530, "200"),
        ("order-api", "2026-03-29 00:59:59", "down", 61, "502"),
        ("order-api", "2026-03-29 01:30:00", "up", 175, "200"),
        ("web-shop", "2026-03-30 08:15:00", "degraded", 9120, "200"),
        ("web-shop", "2026-03-30 08:25:01", "up", 433, "200"),
        ("order-api", "2026-03-30 23:05:10", "up", 182, "200"),
    ]
    assert findings(reading) == [("note", "fraction cut", "checked_at", 7)]
    assert report.unused_headings == ("url", "monitor_start", "commit_time", "commit")


def test_upptime_when_rows_cannot_be(tmp_path: Path) -> None:
    def change(rows: Rows) -> Rows:
        rows[0]["checked_at"] = "1970-01-01T00:00:00.000Z"
        rows[1]["response_time_ms"] = "-1"
        rows[2]["status"] = ""
        rows[3]["service"] = ""
        rows[4]["status"] = "asleep"
        rows[5]["checked_at"] = "2027-02-01T00:00:00.000Z"
        rows[8]["response_time_ms"] = "434"  # two rows of one moment that differ
        return rows

    reading = read_record_sample("upptime_checks", tmp_path, change=change)
    assert [(line, heading, code) for line, heading, _, code in set_aside(reading)] == [
        (2, "checked_at", "stand-in date"),
        (3, "response_time_ms", "too small"),
        (4, "status", "no state"),
        (5, "service", "no service and no component"),
        (9, "service", "same check, other content"),
        (10, "service", "same check, other content"),
    ]
    assert records(reading, "line", "flags") == [
        (6, "word not known (state)"),
        (7, "in the future (checked)"),
        (8, None),
        (11, None),
    ]


@pytest.mark.skipif(not REAL.exists(), reason="real checks made by others are not here")
def test_upptime_when_a_real_history_is_read() -> None:
    reading = read_export(REAL)
    report = reading.report
    assert (report.source, report.rows, report.loaded) == ("upptime_checks", 1835, 1835)
    assert (report.set_aside, report.duplicates, report.unknown_words) == (0, 0, ())
    answers = records(reading, "state", "code", "response_ms")
    assert Counter((state, code) for state, code, _ in answers) == {
        ("up", "200"): 1581, ("down", "0"): 243, ("down", "502"): 9, ("down", "500"): 2,
    }  # fmt: skip
    assert {code for _, code, took in answers if took is None} == {"0"}
    assert sum(took is None for _, _, took in answers) == 243


@pytest.mark.skipif(not REAL.exists(), reason="real checks made by others are not here")
@pytest.mark.parametrize("slug", ["cliffe-group-datalab", "cliffe-group-datalab-api"])
def test_upptime_when_the_monitor_tells_its_own_minutes(slug: str) -> None:
    """A state that holds until the next row gives the minutes down that Upptime itself tells."""
    summary = json.loads(REAL.with_name("summary.json").read_text(encoding="utf-8"))
    (told,) = [each["dailyMinutesDown"] for each in summary if each["slug"] == slug]
    rows = records(read_export(REAL), "service", "checked_at", "state")
    mine = sorted((at, state) for service, at, state in rows if service == slug)
    down: Counter[str] = Counter()
    for (at, state), (until, _) in pairwise(mine):
        if state == "down":
            for minute in _minutes(at, until):
                down[minute] += 1
    differ = {day: (said, down[day]) for day, said in told.items() if abs(said - down[day]) > 2}
    assert len(told) > 35
    assert len(differ) <= 1, differ


def _minutes(start: str, end: str) -> list[str]:
    """Return for each minute from start to end the day on which it begins."""
    first, last = datetime.fromisoformat(start), datetime.fromisoformat(end)
    count = round((last - first).total_seconds() / 60)
    return [(first + timedelta(minutes=each)).date().isoformat() for each in range(count)]


def test_kuma_when_the_sample_is_read(tmp_path: Path) -> None:
    """Times are UTC whatever zone is said: half past two on that night is no gap there."""
    reading = read_record_sample("uptime_kuma", tmp_path, "Europe/Berlin")
    report = reading.report
    assert (report.rows, report.loaded, report.set_aside, report.duplicates) == (12, 10, 2, 0)
    found = records(reading, "component", "checked_at", "state", "response_ms", "message")
    down = "timeout of 48000ms exceeded, giving up"
    assert found == [
        ("Web shop", "2026-03-29 00:59:30", "1", 182, "200 - OK"),
        ("Web shop", "2026-03-29 01:00:30", "1", 175, "200 - OK"),
        ("Web shop", "2026-03-29 01:01:30", "1", 190, "200 - OK"),
        ("Web shop", "2026-03-29 01:02:30", "2", None, "connect ECONNREFUSED 192.0.2.10:443"),
        ("Web shop", "2026-03-29 01:03:30", "0", None, down),
        ("Web shop", "2026-03-29 01:04:30", "0", None, down),
        ("Web shop", "2026-03-29 01:05:30", "1", 2210, "200 - OK"),
        ("Mail", "2026-03-29 01:00:00", "3", None, "Monitor under maintenance"),
        ("Mail", "2026-03-29 02:30:00", "1", 12.5, None),
        ("Mail", "2026-03-29 02:31:00", "4", 13, None),
    ]
    words = built_in()["uptime_kuma"].words()["state"]
    assert [words.get(state) for _, _, state, _, _ in found] == [
        "up", "up", "up", "unknown", "down", "down", "up", "maintenance", "up", None,
    ]  # fmt: skip
    assert set_aside(reading) == [
        (12, "ping", "-3", "too small"),
        (13, "monitor_name", "", "no service and no component"),
    ]
    flags = dict(records(reading, "checked_at", "flags"))
    assert {at: said for at, said in flags.items() if said} == {
        "2026-03-29 02:31:00": "word not known (state)"
    }
    assert "duration" in report.unused_headings


def test_kuma_when_a_status_page_answers() -> None:
    beats = [
        {"status": "1", "time": "2026-03-29 00:59:30.104", "msg": "", "ping": "182"},
        {"status": "0", "time": "2026-03-29 01:00:30.104", "msg": "timeout", "ping": None},
    ]
    answer = {"heartbeatList": {"3": beats, "4": []}, "uptimeList": {"3_24": "0.99"}}
    assert uptime_kuma.MAPPING.document is not None
    read = uptime_kuma.MAPPING.document
    first = {"monitor_id": "3", "status": "1", "time": "2026-03-29 00:59:30.104"}
    second = {"monitor_id": "3", "status": "0", "time": "2026-03-29 01:00:30.104"}
    assert read(answer) == [
        first | {"ping": "182", "msg": ""},
        second | {"ping": "", "msg": "timeout"},
    ]
    for other in ([], {}, {"heartbeatList": []}, {"heartbeatList": {"3": [{"up": "1"}]}}, "text"):
        assert read(other) is None


def test_own_list_when_the_sample_is_read(tmp_path: Path) -> None:
    reading = read_record_sample("checks", tmp_path, "America/New_York")
    report = reading.report
    assert (report.rows, report.loaded, report.set_aside, report.duplicates) == (12, 7, 5, 0)
    assert records(reading, "location", "checked_at", "state", "response_ms") == [
        ("Newark", "2026-03-08 06:59:00", "up", 85.5),
        ("Boston", "2026-03-08 06:59:00", "UP", 91),
        ("Newark", "2026-03-08 07:01:00", "degraded", 4200),
        ("Newark", "2026-03-08 07:02:00", "maintenance", None),
        ("Newark", "2026-03-08 07:03:00", "paused", None),
        ("Newark", "2026-03-08 07:04:00", "no data", None),
        ("Newark", "2026-03-08 07:05:00", "wobbly", 100),
    ]
    assert [(line, code) for line, _, _, code in set_aside(reading)] == [
        (4, "time that never was"),
        (5, "same check, other content"),
        (11, "too small"),
        (12, "no service and no component"),
        (13, "same check, other content"),
    ]
    assert records(reading, "flags")[-1] == ("word not known (state)",)
