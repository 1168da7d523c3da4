"""Exports of objectives' values: the committed sample by hand, and bad values."""

from __future__ import annotations

from pathlib import Path

from slm_analytics.ingest.sources import datadog_slo
from tests.ingest.exports import set_aside
from tests.ingest.record_exports import read_record_sample, records


def test_datadog_when_the_sample_is_read(tmp_path: Path) -> None:
    reading = read_record_sample("datadog_slo", tmp_path, "America/New_York")
    report = reading.report
    assert (report.rows, report.loaded, report.set_aside, report.duplicates) == (8, 6, 2, 0)
    assert set(records(reading, "service", "from_at", "to_at", "target_percent")) == {
        ("Orders are taken", "2026-05-01 00:00:00", "2026-06-01 00:00:00", 99.9)
    }
    columns = ("component", "timeframe", "sli_percent", "budget_left_percent")
    assert records(reading, *columns, "good_events", "all_events") == [
        (None, "30d", 99.95241, 52.41, 2_099_000, 2_099_999.4),
        (None, "7d", 99.95241, -110.5, 2_099_000, 2_099_999.4),  # overdrawn
        ("region:eu", "30d", 100, 100, None, None),
        ("region:eu", "7d", 100, None, None, None),
        ("region:us", "30d", None, None, None, None),  # no data is no 0 %
        ("region:us", "7d", None, None, None, None),
    ]
    assert set_aside(reading) == [
        (8, "sli_value", "100.5", "too large"),
        (9, "sli_value", "100.5", "too large"),
    ]


def test_datadog_when_an_answer_is_another() -> None:
    read = datadog_slo.MAPPING.document
    assert read is not None
    window = {"from_ts": "1777593600", "to_ts": "1780272000"}
    assert read({"slo": "Mail", "data": {**window, "overall": {"sli_value": "99.9"}}}) == [
        {
            "slo": "Mail", **window, "part": "", "timeframe": "", "sli_value": "99.9",
            "target": "", "error_budget_remaining": "", "good_events": "", "all_events": "",
        }
    ]  # fmt: skip
    history = {**window, "overall": {"sli_value": "99.9", "history": [["1777593600", "0"]]}}
    for other in ({}, [], {"data": history}, {"data": window}, {"data": []}, "text"):
        assert read(other) is None


def test_own_list_when_the_sample_is_read(tmp_path: Path) -> None:
    reading = read_record_sample("slo_values", tmp_path, "Asia/Tokyo")
    report = reading.report
    assert (report.rows, report.loaded, report.set_aside, report.duplicates) == (6, 3, 3, 0)
    columns = ("component", "from_at", "sli_percent", "budget_left_percent", "all_events")
    assert records(reading, *columns) == [
        (None, "2026-04-30 22:00:00", 99.95, 50, 2_000_000),
        ("login", "2026-04-30 22:00:00", 99.5, -400, None),
        ("search", "2026-04-30 22:00:00", None, None, None),
    ]
    assert [(line, code) for line, _, _, code in set_aside(reading)] == [
        (5, "too large"),
        (6, "to before from"),
        (7, "no service and no part"),
    ]
