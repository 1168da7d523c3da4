"""Registers that are kept by hand and loaded as a list: maintenance, changes and others."""

from __future__ import annotations

from tests.ingest.record_files import SAMPLES, aside, counts, flags, read, rows


def test_maintenance_when_the_list_has_its_own_headings() -> None:
    reading = read(SAMPLES / "maintenance.csv")
    assert reading.report.source == "maintenance"
    assert counts(reading) == (6, 3, 3, 0)
    assert rows(reading, "window_id", "service", "component", "started_at", "notice_hours") == [
        ("M-1", "Mail", None, "2026-06-06 20:00:00", 120.0),
        ("M-2", "Mail", None, "2026-06-06 23:00:00", 48.0),
        ("M-4", None, "db-01", "2027-03-06 21:00:00", 240.0),
    ]
    assert aside(reading) == {
        (4, "ended_at"): "end before start",
        (6, "service"): "no service and no component",
        (7, "notice_hours"): "too small",
    }
    assert flags(reading) == {3: "overlaps another (start)"}  # next year's is no surprise
