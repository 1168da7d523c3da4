"""Lengths of time as tools write them; a number without a unit is not read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slm_analytics.ingest.durations import seconds_in, unit_of
from tests.ingest.raw_tables import codes, tickets, understood

OPENED = "2026-01-05 10:00:00"


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("2:05", 7500),
        ("2:05:09", 7509),
        ("102:00:00", 367_200),
        ("1 Day 2 Hours 5 Minutes", 93_900),
        ("2 hours, 5 minutes and 3 seconds", 7503),
        ("2h 5m", 7500),
        ("2h5m", 7500),
        ("1.5 h", 5400),
        ("90 min", 5400),
        ("PT2H5M", 7500),
        ("P1DT2H", 93_600),
        ("1970-01-01 02:05:00", 7500),
        ("1970-01-02 02:05:00", 93_900),
        ("0", None),
        ("125", None),
        ("-2:05", None),
        ("2:75", None),
        ("soon", None),
        ("5 parsecs", None),
        ("P", None),
        ("2026-01-01 02:05:00", None),
        ("99999999999999 d", None),
    ],
)
def test_length_without_a_unit_in_the_heading(text: str, seconds: int | None) -> None:
    assert seconds_in(text, None) == seconds


@pytest.mark.parametrize(
    ("text", "unit", "seconds"),
    [("4.35", 3600, 15_660), ("1.15", 3600, 4140), ("0.29", 60, 17), ("4.35 h", None, 15_660)],
)
def test_decimal_length_when_binary_fractions_fall_short(
    text: str, unit: int | None, seconds: int
) -> None:
    assert seconds_in(text, unit) == seconds


@given(st.integers(0, 10**8))
def test_length_as_clock_words_and_number_are_one(seconds: int) -> None:
    hours, rest = divmod(seconds, 3600)
    clock = f"{hours}:{rest // 60:02d}:{rest % 60:02d}"
    assert seconds_in(clock, None) == seconds
    assert seconds_in(f"{hours} hours {rest // 60} min {rest % 60}s", None) == seconds
    assert seconds_in(str(seconds), 1) == seconds


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("Hold time (minutes)", 60),
        ("hold_seconds", 1),
        ("On hold time in minutes", 60),
        ("Hold hrs", 3600),
        ("Resolution time (in hrs)", 3600),
        ("Full resolution time in minutes within business hours", 60),
        ("Minutes or hours", None),
        ("Hold time", None),
        ("hold_h", None),
    ],
)
def test_unit_of_a_heading(heading: str, unit: int | None) -> None:
    assert unit_of(heading) == unit


def test_column_of_lengths_is_read_and_a_bare_number_is_told_aloud() -> None:
    found = understood(
        "ticket_id opened_at paused_seconds",
        ("T1", OPENED, "0:30:00"),
        ("T2", OPENED, "1800"),
        ("T3", OPENED, ""),
    )
    # the heading of this column names seconds
    assert tickets(found, "paused_seconds") == [(1800,), (1800,), (None,)]
    assert codes(found) == []
    told = understood("ticket_id opened_at paused_seconds", ("T1", OPENED, "a while"))
    assert tickets(told, "paused_seconds") == [(None,)]
    assert [code for _, code, _ in codes(told)] == ["length not known"]
