"""Exports of up and down times: the committed samples by hand, bad rows, and a real log."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from slm_analytics.ingest.mapping import built_in
from slm_analytics.ingest.reading import Reading
from slm_analytics.ingest.sources import datadog_slo_periods, pingdom, statuscake, uptimerobot
from tests.conftest import SHARED
from tests.ingest.exports import findings, read_export, set_aside
from tests.ingest.record_exports import read_record_sample, records

REAL = SHARED / "data" / "uptime" / "uptimerobot_2015.csv"
PERIOD = ("component", "from_at", "to_at", "state")


def flags(reading: Reading) -> dict[int, str]:
    return {line: said for line, said in records(reading, "line", "flags") if said}


def meant(reading: Reading) -> list[str | None]:
    words = built_in()[reading.report.source].words()["state"]
    return [words.get(state.lower()) for (state,) in records(reading, "state")]


def test_uptimerobot_when_the_sample_is_read(tmp_path: Path) -> None:
    """The end is the next event where that is less than a minute from start plus length."""
    reading = read_record_sample("uptimerobot", tmp_path, "Europe/Berlin")
    report = reading.report
    assert (report.rows, report.loaded, report.set_aside, report.duplicates) == (11, 10, 1, 0)
    assert records(reading, *PERIOD) == [
        ("Web shop", "2026-05-13 07:00:05", "2026-05-13 13:59:05", "Up"),  # until the export
        ("Web shop", "2026-05-13 06:41:07", "2026-05-13 07:00:05", "Down"),  # 18 min and 58 s
        ("Order API", "2026-05-12 20:10:00", "2026-05-13 14:00:00", "Up"),
        ("Order API", "2026-05-12 18:10:00", "2026-05-12 20:10:00", "Paused"),
        ("Web shop", "2026-05-10 10:00:30", "2026-05-13 06:41:07", "Up"),
        ("Web shop", "2026-05-10 10:00:02", "2026-05-10 10:00:30", "Down"),  # 0 minutes
        ("Web shop", "2026-04-30 22:00:05", "2026-05-10 10:00:02", "Up"),
        ("Web shop", "2026-04-30 22:00:00", "2026-04-30 22:00:05", "Started"),
        ("Order API", "2026-05-02 08:00:00", "2026-05-12 08:10:00", "Up"),  # then unwatched
        ("Web shop", "2026-04-30 21:50:00", "2026-04-30 21:59:00", "Seems down"),
    ]
    assert meant(reading) == [
        "up", "down", "up", "paused", "up", "down", "up", "unknown", "up", None,
    ]  # fmt: skip
    assert set_aside(reading) == [
        (11, "Date-Time", "2026-03-29 02:30:00", "time that never was")  # clocks went forward
    ]
    assert flags(reading) == {12: "word not known (state)"}
    assert records(reading, "tool_seconds", "reason")[1] == (18 * 60, "Connection Timeout")
    assert ("note", "end by length", "Duration (in mins.)", 10) in findings(reading)


def test_uptimerobot_when_the_log_has_no_headings(tmp_path: Path) -> None:
    rows = (
        'Up,"Web shop","13-05-2026 09:00:05",OK,"6 hrs, 59 mins"',
        'Down,"Web shop","12-05-2026 08:41:07",Connection Timeout,"1 hrs, 18 mins"',
        'Paused,"Web shop","11-05-2026 00:00:00",Paused,"32 hrs, 41 mins"',
    )
    path = tmp_path / "log.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8-sig")
    reading = read_export(path)
    assert (reading.report.source, reading.report.rows, reading.report.loaded) == (
        "uptimerobot", 3, 3,
    )  # fmt: skip
    assert records(reading, *PERIOD, "line") == [
        ("Web shop", "2026-05-13 09:00:05", "2026-05-13 15:59:05", "Up", 1),
        ("Web shop", "2026-05-12 08:41:07", "2026-05-12 09:59:07", "Down", 2),
        ("Web shop", "2026-05-11 00:00:00", "2026-05-12 08:41:07", "Paused", 3),
    ]


def test_uptimerobot_when_day_and_month_could_be_either(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    row = 'Up,Shop,"07-08-2026 03:18:35",OK,"13 hrs, 2 mins"\n'
    path.write_text(row.replace("Shop", "Mail") + 2 * row)
    report = read_export(path).report
    assert (report.source, [each.kind for each in report.questions]) == (
        "uptimerobot", ["date order"],
    )  # fmt: skip
    reading = read_export(path, date_order="dmy")
    assert (reading.report.loaded, reading.report.duplicates) == (2, 1)
    assert records(reading, "from_at") == [("2026-08-07 03:18:35",)] * 2


@pytest.mark.parametrize(
    "row",
    [
        ("Event", "Monitor", "Date-Time", "Reason", "Duration"),
        ("Up", "Shop", "07-07-2015 03:18:35", "OK"),
        ("Up", "Shop", "03:18", "OK", "13 hrs, 2 mins"),
        ("Up", "Shop", "07-07-2015 03:18:35", "OK", "13"),
        ("Open", "Shop", "07-07-2015 03:18:35", "OK", "13 hrs, 2 mins"),
    ],
)
def test_uptimerobot_when_a_first_row_is_another(row: tuple[str, ...]) -> None:
    assert uptimerobot.MAPPING.first_row is not None
    assert uptimerobot.MAPPING.first_row(row) is None


def test_uptimerobot_when_the_api_answers() -> None:
    reason = {"code": "333333", "detail": "Connection Timeout"}
    logs = [
        {"type": "2", "datetime": "1778655605", "duration": "25140", "reason": None},
        {"type": "1", "datetime": "1778654467", "duration": "1138", "reason": reason},
    ]
    monitor = {"id": "1", "friendly_name": "Web shop", "url": "https://shop.example", "logs": logs}
    read = uptimerobot.MAPPING.document
    assert read is not None
    common = {"Monitor": "Web shop", "Monitor URL": "https://shop.example"}
    up = {"Event": "2", "Date-Time": "1778655605", "Reason": "", "Duration (seconds)": "25140"}
    down = {"Event": "1", "Date-Time": "1778654467", "Reason": "Connection Timeout"}
    assert read({"stat": "ok", "monitors": [monitor]}) == [
        up | common,
        down | common | {"Duration (seconds)": "1138"},
    ]
    assert read({"monitors": [{"friendly_name": "without logs"}]}) is None
    assert read([monitor]) is None


@pytest.mark.skipif(not REAL.exists(), reason="a real log made by others is not here")
def test_uptimerobot_when_a_real_log_is_read() -> None:
    reading = read_export(REAL)
    report = reading.report
    assert (report.source, report.rows, report.loaded, report.questions) == (
        "uptimerobot", 2, 2, (),
    )  # fmt: skip
    assert records(reading, *PERIOD, "tool_seconds", "line") == [
        ("POCG Prototype", "2015-07-07 03:18:35", "2015-07-07 16:20:35", "Up", 46_920, 1),
        ("POCG Prototype", "2015-07-07 03:18:33", "2015-07-07 03:18:35", "Started", 0, 2),
    ]


def test_pingdom_when_the_sample_is_read(tmp_path: Path) -> None:
    reading = read_record_sample("pingdom", tmp_path, "Asia/Tokyo")
    report = reading.report
    assert (report.rows, report.loaded, report.set_aside, report.duplicates) == (11, 9, 2, 0)
    assert records(reading, *PERIOD) == [
        ("Web shop", "2026-05-01 00:00:00", "2026-05-10 10:00:02", "up"),
        ("Web shop", "2026-05-10 10:00:02", "2026-05-10 10:03:02", "down"),
        ("Web shop", "2026-05-10 10:03:02", "2026-05-12 22:10:00", "up"),
        ("Web shop", "2026-05-12 22:10:00", "2026-05-13 00:10:00", "unknown"),
        ("Web shop", "2026-05-13 00:10:00", "2026-05-13 00:11:00", "unconfirmed_down"),
        ("Web shop", "2026-05-13 00:11:00", "2026-05-17 06:40:00", "up"),
        ("Web shop", "2026-05-17 06:39:30", "2026-05-17 06:50:00", "down"),
        ("Web shop", "2026-05-17 06:50:00", "2026-05-17 06:51:00", "flapping"),
        ("Web shop", "2026-05-17 06:51:00", "2026-06-01 00:00:00", "up"),
    ]
    assert meant(reading) == ["up", "down", "up", "unknown", "unknown", "up", "down", None, "up"]
    assert set_aside(reading) == [
        (2, "timefrom", "0", "not a date"),
        (12, "timeto", "2026-05-31T23:59:59Z", "to before from"),
    ]
    assert flags(reading) == {9: "overlaps another (from)", 10: "word not known (state)"}


def test_pingdom_when_the_answer_names_no_check(tmp_path: Path) -> None:
    """Periods of nobody would be taken for those of the next check that has no name."""
    state = {"status": "down", "timefrom": "1778407202", "timeto": "1778407382"}
    read = pingdom.MAPPING.document
    assert read is not None
    assert read({"summary": {"states": [state]}}) == [{"check": "", **state}]
    assert read({"summary": {"states": [state]}, "checkid": "85975"}) == [
        {"check": "85975", **state}
    ]
    for other in ({"summary": {}}, {"summary": []}, {"summary": {"states": [{"up": "1"}]}}, []):
        assert read(other) is None
    path = tmp_path / "states.csv"
    path.write_text("check,status,timefrom,timeto\n,down,1778407202,1778407382\n")
    report = read_export(path).report
    assert report.refused
    assert [each.code for each in report.findings if each.severity.value == "set aside"] == [
        "no service and no component"
    ]


def test_statuscake_when_the_sample_is_read(tmp_path: Path) -> None:
    """Lengths are milliseconds: one that is seconds differs from its times, and is marked."""
    reading = read_record_sample("statuscake", tmp_path, "Europe/Berlin")
    report = reading.report
    assert (report.rows, report.loaded, report.set_aside, report.duplicates) == (10, 8, 2, 0)
    assert records(reading, *PERIOD, "tool_seconds") == [
        ("6543210", "2026-05-21 13:30:00", None, "up", 36_000),
        ("6543210", "2026-05-21 12:00:00", "2026-05-21 13:30:00", "down", 5_400),
        ("6543210", "2026-05-10 10:00:30", "2026-05-21 12:00:00", "up", 957_570),
        ("6543210", "2026-05-10 10:00:00", "2026-05-10 10:00:30", "down", 30),
        ("6543210", "2026-05-04 22:00:00", "2026-05-10 10:00:00", "up", 475_200),
        ("6543210", "2026-05-03 00:00:00", "2026-05-04 22:00:00", "up", 165),
        ("6543210", "2026-05-01 11:00:00", "2026-05-01 12:00:00", "paused", 3_600),
        ("6543210", "2026-05-01 12:00:00", "2026-05-01 13:00:00", "testing", 3_600),
    ]
    assert set_aside(reading) == [
        (8, "ended_at", "2026-05-01T23:00:00+00:00", "to before from"),
        (9, "duration", "-3600000", "negative length"),
    ]
    assert flags(reading) == {
        7: "not the time from start to end (length, says the tool)",
        11: "word not known (state)",
    }


def test_statuscake_when_an_answer_is_another() -> None:
    read = statuscake.MAPPING.document
    assert read is not None
    period = {"status": "up", "created_at": "2026-05-01T00:00:00Z", "duration": "1000"}
    assert read({"data": [period], "test_name": "Web shop"}) == [
        {"test_id": "", "test_name": "Web shop", "ended_at": "", **period}
    ]
    history = {"created_at": "2026-05-01T00:00:00Z", "status_code": "200", "location": "DE1"}
    for other in ({"data": []}, {"data": [history]}, {"data": {"id": "1"}}, [period], None):
        assert read(other) is None


def test_datadog_when_the_sample_is_read(tmp_path: Path) -> None:
    reading = read_record_sample("datadog_slo_periods", tmp_path, "America/New_York")
    report = reading.report
    assert (report.rows, report.loaded, report.set_aside, report.duplicates) == (10, 9, 1, 0)
    assert {name for (name,) in records(reading, "service")} == {"Web shop answers"}
    assert records(reading, *PERIOD) == [
        (None, "2026-05-01 00:00:00", "2026-05-10 10:00:00", "0"),
        (None, "2026-05-10 10:00:00", "2026-05-10 11:00:00", "1"),
        (None, "2026-05-10 11:00:00", "2026-05-17 06:40:00", "0"),
        (None, "2026-05-17 06:40:00", "2026-05-17 07:40:00", "2"),
        (None, "2026-05-17 07:40:00", "2026-06-01 00:00:00", "0"),
        ("Cart page", "2026-05-01 00:00:00", "2026-06-01 00:00:00", "0"),
        ("Checkout", "2026-05-01 00:00:00", "2026-05-10 10:00:00", "0"),
        ("Checkout", "2026-05-10 10:00:00", "2026-05-10 11:00:00", "1"),
        ("Checkout", "2026-05-10 11:00:00", "2026-06-01 01:00:00", "3"),
    ]
    assert meant(reading) == ["up", "down", "up", "unknown", "up", "up", "up", "down", None]
    assert set_aside(reading) == [(11, "until_ts", "2026-06-01T00:00:00Z", "to before from")]
    assert flags(reading) == {10: "word not known (state)"}


@pytest.mark.parametrize(
    "document",
    [
        {},
        [],
        {"data": {"to_ts": "1780272000"}},
        {"data": {"to_ts": "1780272000", "overall": {"sli_value": "99.9"}}},
        {"data": {"to_ts": "1780272000", "overall": {"history": [["1", "2", "3"]]}}},
        {"data": [{"status": "up"}]},
    ],
)
def test_datadog_when_an_answer_has_no_periods(document: Any) -> None:
    assert datadog_slo_periods.MAPPING.document is not None
    assert datadog_slo_periods.MAPPING.document(document) is None


def test_own_list_when_the_sample_is_read(tmp_path: Path) -> None:
    reading = read_record_sample("monitor_periods", tmp_path)
    report = reading.report
    assert (report.rows, report.loaded, report.set_aside, report.duplicates) == (11, 7, 4, 0)
    assert records(reading, *PERIOD, "tool_seconds") == [
        ("gw-1", "2026-04-01 00:00:00", "2026-04-10 12:00:00", "up", 820_800),
        ("gw-1", "2026-04-10 12:00:00", "2026-04-10 12:20:00", "down", 1_200),
        ("gw-1", "2026-04-10 12:19:00", "2026-04-20 00:00:00", "up", None),
        ("gw-1", "2026-04-20 00:00:00", "2026-04-20 06:00:00", "paused", 21_600),
        ("gw-1", "2026-04-20 06:00:00", None, "pending", None),
        ("gw-2", "2026-04-03 00:00:00", "2026-04-03 01:00:00", "down", 7_200),
        ("gw-2", "2026-04-05 00:00:00", "2026-04-05 01:00:00", "sleeping", 3_600),
    ]
    assert [(line, code) for line, _, _, code in set_aside(reading)] == [
        (7, "to before from"),
        (9, "negative length"),
        (11, "no service and no component"),
        (12, "no state"),
    ]
    assert flags(reading) == {
        4: "overlaps another (from)",
        8: "not the time from start to end (length, says the tool)",
        10: "word not known (state)",
    }
