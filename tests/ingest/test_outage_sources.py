"""Exports of outages: the committed samples by hand, bad rows, and a real status page."""

from __future__ import annotations

from pathlib import Path

import pytest

from slm_analytics.ingest.mapping import built_in
from slm_analytics.ingest.reading import Reading
from slm_analytics.ingest.sources import status_page_incidents
from tests.conftest import SHARED
from tests.ingest.exports import read_export, set_aside
from tests.ingest.record_exports import Rows, read_record_sample, records

REAL = SHARED / "data" / "uptime" / "github_status_2024.csv"
OUTAGE = ("outage_id", "started_at", "ended_at", "degree")


def flags(reading: Reading) -> dict[int, str]:
    return {line: said for line, said in records(reading, "line", "flags") if said}


def meant(reading: Reading, field: str) -> list[str | None]:
    words = built_in()[reading.report.source].words()[field]
    return [words.get((word or "").lower()) for (word,) in records(reading, field)]


def test_status_page_when_the_sample_is_read(tmp_path: Path) -> None:
    reading = read_record_sample("status_page_incidents", tmp_path, "Europe/Berlin")
    report = reading.report
    assert (report.rows, report.loaded, report.set_aside, report.duplicates) == (10, 7, 3, 0)
    assert records(reading, *OUTAGE, "tool_seconds") == [
        ("50001", "2026-04-02 09:10:00", "2026-04-02 11:40:00", "minor", 9_000),
        ("50002", "2026-04-02 11:00:00", "2026-04-02 12:00:00", "major", 3_600),
        ("50003", "2026-04-05 03:00:00", "2026-04-05 03:00:00", "none", 0),
        ("50004", "2026-04-07 20:15:00", "2026-04-07 21:15:00", "critical", 5_400),
        ("50005", "2026-04-11 22:00:00", "2026-04-12 02:00:00", None, 14_400),
        ("50006", "2026-04-14 08:05:00", None, "minor", None),
        ("50010", "2026-04-20 12:00:00", "2026-04-20 13:00:30", "partial", 3_600),
    ]
    assert meant(reading, "degree") == ["degraded", "down", "none", "down", None, "degraded", None]
    assert meant(reading, "kind") == [None, None, None, None, "planned", None, None]
    assert set_aside(reading) == [
        (8, "downtime_end", "2026-04-15T09:30:00Z", "end before start"),
        (9, "downtime_start", "1970-01-01T00:00:00Z", "stand-in date"),
        (10, "duration_minutes", "-60", "negative length"),
    ]
    assert flags(reading) == {
        3: "overlaps another (start)",
        5: "not the time from start to end (length, says the tool)",
        11: "overlaps another (start), word not known (degree)",  # 50006 goes on
    }
    assert records(reading, "description")[1] == ('Incident with Payments, Invoices and "Exports"',)


def test_status_page_when_its_own_json_is_read() -> None:
    common = {
        "id": "k1",
        "created_at": "2026-04-02T09:20:00.000Z",
        "shortlink": "https://s.example",
    }
    incident = common | {
        "name": "Payments are slow", "impact": "minor", "started_at": "2026-04-02T09:10:00.000Z",
        "resolved_at": None, "components": [{"name": "Payments"}, {"name": "Invoices"}],
    }  # fmt: skip
    planned = common | {
        "name": "Database upgrade", "impact": "maintenance", "resolved_at": None, "components": [],
        "scheduled_for": "2026-04-11T22:00:00.000Z", "scheduled_until": "2026-04-12T02:00:00.000Z",
    }  # fmt: skip
    read = status_page_incidents.MAPPING.document
    assert read is not None
    row = {
        "incident_id": "k1", "page_name": "Acme", "downtime_start": "2026-04-02T09:10:00.000Z",
        "downtime_end": "", "impact": "minor", "title": "Payments are slow",
    }  # fmt: skip
    assert read({"page": {"name": "Acme"}, "incidents": [incident]}) == [
        row | {"component_name": "Payments"},
        row | {"component_name": "Invoices"},
    ]
    old = {key: value for key, value in incident.items() if key not in ("started_at", "components")}
    (found,) = read({"incidents": [old]}) or []
    assert (found["downtime_start"], found["component_name"], found["page_name"]) == (
        "2026-04-02T09:20:00.000Z", "", "",
    )  # fmt: skip
    (found,) = read({"scheduled_maintenances": [planned]}) or []
    assert (found["downtime_start"], found["downtime_end"], found["impact"]) == (
        "2026-04-11T22:00:00.000Z", "2026-04-12T02:00:00.000Z", "maintenance",
    )  # fmt: skip
    for other in ({}, [], {"page": {"name": "Acme"}}, {"incidents": [{"id": "1"}]}):
        assert read(other) is None


@pytest.mark.skipif(not REAL.exists(), reason="a real status page is not here")
def test_status_page_when_a_real_year_is_read() -> None:
    reading = read_export(REAL)
    report = reading.report
    assert (report.source, report.rows, report.loaded) == ("status_page_incidents", 124, 124)
    assert (report.set_aside, report.duplicates, report.unknown_words) == (0, 0, ())
    assert len(flags(reading)) == 7  # begin while another goes on
    spans = [(row["started_at"], row["ended_at"]) for row in reading.rows.records.to_pylist()] if (
        reading.rows
    ) else []  # fmt: skip
    told = sum((end - start).total_seconds() for start, end in spans) / 60
    assert told == sum(seconds for (seconds,) in records(reading, "tool_seconds")) / 60
    union, until = 0.0, min(spans)[0]
    for start, end in sorted(spans):
        union += max(0.0, (end - max(start, until)).total_seconds()) / 60
        until = max(until, end)
    assert union < told  # minutes that are told twice


def test_own_list_when_the_sample_is_read(tmp_path: Path) -> None:
    """The product's own headings, with day-first dates, semicolons and a decimal comma."""
    reading = read_record_sample("outages", tmp_path, "Europe/Berlin")
    report = reading.report
    assert (report.rows, report.loaded, report.set_aside, report.duplicates) == (13, 7, 5, 1)
    assert records(reading, *OUTAGE, "kind", "tool_seconds", "impact_percent", "excluded") == [
        ("O-1", "2026-03-02 08:00:00", "2026-03-02 09:30:00", "down", "Unplanned", 5400, 100,
         False),
        ("O-2", "2026-03-02 09:00:00", "2026-03-02 10:00:00", "down", "Unplanned", 3600, 50, False),
        ("O-3", "2026-03-14 21:00:00", "2026-03-15 01:00:00", "down", "Scheduled", 14400, None,
         True),
        ("O-5", "2026-10-25 00:30:00", "2026-10-25 03:00:00", "degraded", "Unplanned", None, 12.5,
         None),
        ("O-6", "2026-03-16 07:00:00", None, None, "Unplanned", None, None, None),
        ("O-9", "2026-03-18 07:00:00", "2026-03-18 08:00:00", "half", "glitch", 300, None, None),
        ("O-12", "2026-03-21 07:00:00", "2026-03-21 08:00:00", None, "planned", None, None, None),
    ]  # fmt: skip
    assert [(line, code) for line, _, _, code in set_aside(reading)] == [
        (5, "time that never was"),
        (8, "end before start"),
        (9, "stand-in date"),
        (11, "too large"),
        (12, "not a count"),
    ]
    assert flags(reading) == {
        3: "overlaps another (start)",
        6: "local time stood twice (start), overlaps another (start)",  # O-6 goes on
        10: "not the time from start to end (length, says the tool), word not known (kind),"
        " word not known (degree)",
        13: "word not known (left out)",
    }


def test_zabbix_problems_when_the_sample_is_read(tmp_path: Path) -> None:
    reading = read_record_sample("zabbix_problems", tmp_path, "Europe/Berlin")
    report = reading.report
    assert (report.rows, report.loaded, report.set_aside, report.duplicates) == (10, 9, 1, 0)
    icmp, day = "Unavailable by ICMP ping", 86_400
    assert records(reading, "component", *OUTAGE, "tool_seconds") == [
        ("web-01", icmp, "2026-06-03 13:11:37", "2026-06-03 13:12:07", "High", 30),
        ("web-01", "HTTP service is down on web-01", "2026-06-03 13:11:37", "2026-06-03 15:41:37",
         "High", 9_000),
        ("db-01", "Oracle: Port 1521 is unavailable", "2026-06-05 21:50:00", "2026-06-08 21:37:20",
         "Disaster", 3 * day - 13 * 60),
        ("web-02", "High memory utilization (>90% for 5m)", "2026-06-08 22:05:00",
         "2026-06-08 22:06:00", "Warning", 60),
        ("fw-01", "Interface Gi0/1: Link down", "2026-04-20 08:00:00", "2026-06-10 08:00:00",
         "Average", None),  # 1M is a month, not a minute
        ("web-02", "web-02 has been restarted (uptime < 10m)", "2026-06-10 06:00:00",
         "2026-06-10 06:00:10", "Information", 10),
        ("web-02", "Test trigger", "2026-06-11 06:00:00", "2026-06-11 07:00:00", "Not classified",
         3_600),
        ("web-03", icmp, "2026-06-29 16:00:00", None, "High", day + 14 * 3600 + 120),
        ("web-02", icmp, "2026-06-12 08:00:00", "2026-06-12 09:00:00", "High", 300),
    ]  # fmt: skip
    assert meant(reading, "degree") == [
        "down", "down", "down", "degraded", "degraded", "none", "none", "down", "down",
    ]  # fmt: skip
    assert set_aside(reading) == [
        (11, "Recovery time", "2026-06-13 09:59:00 AM", "end before start")
    ]
    assert flags(reading) == {
        3: "overlaps another (start)",
        10: "not the time from start to end (length, says the tool)",
    }


def test_zabbix_problems_when_a_time_never_was(tmp_path: Path) -> None:
    def change(rows: Rows) -> Rows:
        rows[0]["Time"] = "2026-03-29 02:30:00 AM"
        rows[1]["Time"] = "1900-01-01 12:00:00 AM"
        rows[2]["Severity"] = "Fatal"
        return rows

    reading = read_record_sample("zabbix_problems", tmp_path, "Europe/Berlin", change)
    assert [(line, code) for line, _, _, code in set_aside(reading)] == [
        (2, "time that never was"),
        (3, "stand-in date"),
        (11, "end before start"),
    ]
    assert flags(reading)[4] == "word not known (degree)"


def test_zabbix_events_when_the_sample_is_read(tmp_path: Path) -> None:
    """A problem and its recovery are one outage; a recovery without its problem is set aside."""
    reading = read_record_sample("zabbix_events", tmp_path, "Asia/Tokyo")
    report = reading.report
    assert (report.rows, report.loaded, report.set_aside, report.duplicates) == (7, 4, 3, 0)
    assert records(reading, "line", "component", *OUTAGE) == [
        (2, "Web shop 1", "7001", "2026-06-03 15:11:37", "2026-06-03 15:12:07", "4"),
        (3, "Web shop 1, Load balancer", "7002", "2026-06-03 15:11:37", "2026-06-03 17:41:37", "5"),
        (7, "db-01", "7006", "2026-06-04 19:06:40", None, "2"),
        (10, "Web shop 2", "7009", "2026-06-07 02:40:00", "2026-06-07 02:40:10", "1"),
    ]
    assert meant(reading, "degree") == ["down", "down", "degraded", "none"]
    assert set_aside(reading) == [
        (5, "clock", "", "no start"),
        (8, "recovered", "2026-06-05T20:06:40Z", "end before start"),
        (12, "clock", "", "no start"),
    ]
