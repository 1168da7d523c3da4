"""Telephone statistics: what an interval must be, by hand."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ingest.record_files import SAMPLES, aside, counts, flags, read, rows, written

BUSY = ("queue", "started_at", "offered", "answered", "answered_within", "within_seconds",
        "abandoned", "wait_seconds", "talk_seconds")  # fmt: skip


def test_calls_when_the_list_has_its_own_headings() -> None:
    reading = read(SAMPLES / "calls.csv")
    assert (reading.report.source, reading.report.contract) == ("calls", "calls")
    assert counts(reading) == (8, 5, 2, 1)
    assert rows(reading, *BUSY)[0] == (
        "Service desk", "2026-06-01 06:00:00", 42, 38, 31, 20, 4, 612, 9120,
    )  # fmt: skip
    assert rows(reading, "customer", "interval_seconds", "abandoned_within_seconds")[3] == (
        None, 1800, 5,
    )  # fmt: skip
    assert aside(reading) == {
        (7, "offered"): "not a count",
        (9, "started_at"): "no start of interval",
    }
    assert flags(reading) == {
        4: "more than were offered, with those abandoned (answered)",
        6: "more than were answered (answered in time), more than were abandoned (abandoned soon)",
    }


def test_lengths_when_a_heading_or_a_cell_names_the_unit(tmp_path: Path) -> None:
    path = written(
        tmp_path, "calls.csv", "started_at,offered,answered,interval_seconds,wait_seconds",
        "2026-06-01 08:00,3,2,15 min,0:02:30", "2026-06-01 08:15,3,2,900,soon",
    )  # fmt: skip
    reading = read(path)
    assert rows(reading, "interval_seconds", "wait_seconds") == [(900, 150), (900, None)]
    assert flags(reading) == {3: "length not known (waited in all)"}


def test_intervals_when_two_rows_contradict_each_other(tmp_path: Path) -> None:
    path = written(
        tmp_path, "calls.csv", "queue,started_at,offered,answered",
        "A,2026-06-01 08:00,3,2", "A,2026-06-01 08:00,4,2", "B,2026-06-01 08:00,4,2",
    )  # fmt: skip
    reading = read(path)
    assert counts(reading) == (3, 1, 2, 0)
    assert set(aside(reading).values()) == {"same interval, other content"}


numbers = st.one_of(st.none(), st.integers(0, 5))


@settings(max_examples=40)
@given(answered=st.integers(0, 5), abandoned=numbers, offered=st.integers(0, 8))
def test_rule_when_numbers_are_any(
    tmp_path_factory: object, answered: int, abandoned: int | None, offered: int
) -> None:
    path = written(
        Path(tmp_path_factory.getbasetemp()), "any.csv",  # type: ignore[attr-defined]
        "started_at,offered,answered,abandoned",
        f"2026-06-01 08:00,{offered},{answered},{'' if abandoned is None else abandoned}",
    )  # fmt: skip
    broken = answered + (abandoned or 0) > offered
    assert bool(flags(read(path))) == broken
