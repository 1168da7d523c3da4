"""Amazon Connect: intervals of queues, and which of the agreed seconds counts, by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.record_files import SAMPLES, aside, counts, flags, read, rows, written

HEADS = "Queue,StartInterval,EndInterval,Contacts queued,Contacts handled incoming"
FIRST = "A,2026-06-01T08:00:00-05:00,2026-06-01T08:30:00-05:00,9,7"


def test_sample_when_it_is_read() -> None:
    reading = read(SAMPLES / "amazon_connect.csv")
    assert (reading.report.source, reading.report.contract) == ("amazon_connect", "calls")
    assert counts(reading) == (8, 6, 2, 0)
    names = ("queue", "offered", "answered", "answered_within", "within_seconds", "abandoned",
             "abandoned_within", "abandoned_within_seconds", "interval_seconds")  # fmt: skip
    assert rows(reading, *names)[0] == ("Service desk", 38, 35, 28, 20, 3, 1, 20, 1800)
    assert rows(reading, "interval_seconds")[-1] == (86400,)
    assert str(rows(reading, "started_at")[0][0]) == "2026-06-01 13:00:00"
    assert set(aside(reading).values()) == {"same interval, other content"}
    assert flags(reading) == {4: "more than were offered, with those abandoned (answered)"}


@pytest.mark.parametrize(
    ("heads", "cells", "told", "unused"),
    [
        ("Contacts answered in 45 seconds", "6", (6, 45), ()),
        ("Contacts answered 40 seconds", "6", (6, 40), ()),
        (
            "Contacts answered in 20 seconds,Contacts answered in 60 seconds",
            "4,6",
            None,
            ("Contacts answered in 20 seconds", "Contacts answered in 60 seconds"),
        ),
        ("Service level 60 seconds", "66.7", None, ("Service level 60 seconds",)),
    ],
)
def test_answered_in_time_when_one_column_or_several_say_it(
    tmp_path: Path, heads: str, cells: str, told: tuple[int, int] | None, unused: tuple[str, ...]
) -> None:
    reading = read(written(tmp_path, "connect.csv", f"{HEADS},{heads}", f"{FIRST},{cells}"))
    assert reading.report.loaded == 1
    if told is not None:
        assert rows(reading, "answered_within", "within_seconds") == [told]
    else:
        assert {each.field for each in reading.report.columns}.isdisjoint(
            {"answered_within", "within_seconds"}
        )
    assert set(reading.report.unused_headings) == {"EndInterval", *unused}


@pytest.mark.parametrize(
    ("start", "end", "seconds"),
    [
        ("2026-06-01T08:00:00-05:00", "2026-06-01T08:15:00-05:00", 900),
        ("2026-03-08T00:00:00-06:00", "2026-03-09T00:00:00-05:00", 82_800),  # 23 hours
        ("2026-06-01T08:00:00", "2026-06-01T08:15:00", None),  # a day of 23 hours would look so
        ("2026-06-01T08:00:00-05:00", "", None),
        ("2026-06-01T08:00:00-05:00", "2026-06-01T07:00:00-05:00", None),
    ],
)
def test_length_of_interval_when_both_ends_say_their_offset(
    tmp_path: Path, start: str, end: str, seconds: int | None
) -> None:
    reading = read(written(tmp_path, "connect.csv", HEADS, f"A,{start},{end},9,7"))
    assert rows(reading, "interval_seconds") == [(seconds,)]


def test_handled_when_the_incoming_were_not_chosen(tmp_path: Path) -> None:
    heads = HEADS.replace(" incoming", "")
    assert rows(read(written(tmp_path, "connect.csv", heads, FIRST)), "answered") == [(7,)]
