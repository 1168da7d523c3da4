"""Registers that are kept by hand and loaded as a list: maintenance, changes and others."""

from __future__ import annotations

from datetime import date

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


def test_dependencies_when_the_list_has_its_own_headings() -> None:
    reading = read(SAMPLES / "dependencies.csv")
    assert reading.report.source == "dependencies"
    assert counts(reading) == (7, 4, 3, 0)
    assert rows(reading, "service", "component", "logic", "needed", "valid_from") == [
        ("Mail", "mx-01", "parallel", None, date(2026, 1, 1)),
        ("Mail", "mx-02", "OR", None, date(2026, 1, 1)),
        ("Web", "node-1", "k-of-n", 2, None),
        ("Web", "lb", "perhaps", None, None),
    ]
    assert aside(reading) == {
        (4, "valid_to"): "to before from",
        (6, "needed"): "none is needed",
        (7, "component"): "no component",
    }
    assert flags(reading) == {8: "word not known (logic)"}


def test_changes_when_the_list_has_its_own_headings() -> None:
    reading = read(SAMPLES / "changes.csv")
    assert reading.report.source == "changes"
    assert counts(reading) == (7, 4, 2, 1)
    assert rows(reading, "change_id", "started_at", "risk", "outcome") == [
        ("C-1", "2026-06-06 20:00:00", "High", "Successful"),
        ("C-2", "2026-06-10 18:00:00", "normal", "Rolled back"),
        ("C-3", "2027-04-10 18:00:00", "low", None),
        ("C-5", "2026-06-11 18:00:00", "odd", "so so"),
    ]
    assert aside(reading) == {(5, "ended_at"): "end before start", (7, "change_id"): "no change"}
    assert flags(reading) == {8: "word not known (risk), word not known (outcome)"}


def test_failover_tests_when_the_list_has_its_own_headings() -> None:
    reading = read(SAMPLES / "failover_tests.csv")
    assert reading.report.source == "failover_tests"
    assert counts(reading) == (9, 5, 3, 1)
    assert rows(reading, "test_id", "planned_on", "done_on", "result", "interval_months") == [
        ("FT-1", date(2026, 3, 10), date(2026, 3, 11), "Passed", 6),
        ("FT-1", date(2026, 9, 10), None, None, 6),
        ("FT-2", date(2026, 5, 4), date(2026, 5, 4), "fail", 12),
        ("FT-3", date(2026, 6, 1), date(2026, 6, 1), "OK", None),
        ("FT-6", date(2026, 6, 4), date(2026, 6, 5), "perhaps", 6),
    ]
    assert aside(reading) == {
        (6, "interval_months"): "due again at once",
        (7, "planned_on"): "no planned",
        (8, "test_id"): "no test",
    }
    assert flags(reading) == {9: "word not known (result)"}


def test_feedback_when_the_list_has_its_own_headings() -> None:
    reading = read(SAMPLES / "feedback.csv")
    assert reading.report.source == "feedback"
    assert counts(reading) == (7, 2, 5, 0)
    assert rows(reading, "feedback_id", "kind", "owner", "accepted") == [
        ("F-2", "praise", None, None),
        ("F-5", "Remark", None, None),
    ]
    assert aside(reading) == {
        (2, "feedback_id"): "same remark, other content",
        (8, "feedback_id"): "same remark, other content",
        (4, "closed_at"): "closed before raised",
        (5, "acted_at"): "acted on before raised",
        (7, "kind"): "no kind",
    }
    assert flags(reading) == {6: "word not known (accepted), word not known (kind)"}
