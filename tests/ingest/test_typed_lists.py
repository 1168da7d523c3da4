"""Deliverables and monthly values as lists: what is read of them, by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.ingest.record_files import SAMPLES, aside, counts, flags, read, rows, written


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/Los_Angeles", "Asia/Tokyo"])
def test_deliverables_when_the_list_has_its_own_headings(zone: str) -> None:
    reading = read(SAMPLES / "deliverables.csv", zone=zone)
    assert reading.report.source == "deliverables"
    assert counts(reading) == (6, 1, 5, 0)
    assert rows(reading, "level_id", "deliverable", "due_on", "delivered_on", "accepted_on") == [
        ("L-reports", "Monthly report May", date(2026, 6, 5), date(2026, 6, 4), date(2026, 6, 9)),
    ]
    assert aside(reading) == {
        (3, "level_id"): "same deliverable, other content",
        (4, "accepted_on"): "accepted before delivered",
        (5, "due_on"): "no due",
        (6, "level_id"): "no line",
        (7, "level_id"): "same deliverable, other content",
    }
    assert flags(reading) == {}


def test_days_when_cells_say_their_offset(tmp_path: Path) -> None:
    """A day that is told with an offset is that of the zone of the list."""
    path = written(
        tmp_path, "due.csv", "level_id,deliverable,due_on", "L,A,2026-06-05T23:30:00Z",
        "L,B,2026-06-06T00:30:00+02:00",
    )  # fmt: skip
    assert rows(read(path), "due_on") == [(date(2026, 6, 6),), (date(2026, 6, 6),)]


def test_days_when_the_order_is_open(tmp_path: Path) -> None:
    path = written(tmp_path, "due.csv", "level_id,deliverable,due_on", "L,A,05/06/2026")
    assert [each.kind for each in read(path).report.questions] == ["date order"]
    assert rows(read(path, order="mdy"), "due_on") == [(date(2026, 5, 6),)]


def test_monthly_values_when_the_list_has_its_own_headings() -> None:
    reading = read(SAMPLES / "monthly_values.csv")
    assert reading.report.source == "monthly_values"
    assert counts(reading) == (7, 3, 4, 0)
    assert rows(reading, "level_id", "month", "value", "base") == [
        ("L-backup", "2026-05", "99.95 %", None),
        ("L-backup", "2026-06", "99.9 %", None),
        ("L-first", "2026-05", "410", "4120"),
    ]
    assert aside(reading) == {
        (5, "base"): "not understood",
        (6, "month"): "not understood",
        (7, "value"): "not understood",
        (8, "evidence"): "no evidence",
    }
