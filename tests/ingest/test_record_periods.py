"""Periods of records: ends that only a length tells, overlaps, lengths that differ."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slm_analytics.ingest.mapping import built_in
from tests.ingest.raw_tables import aside, understood

PERIODS = built_in()["monitor_periods"]
START = datetime(2026, 3, 1, tzinfo=UTC)
LONGEST = 5 * 86_400
monitors = st.sampled_from(["web", "mail"])


def shown(second: int) -> str:
    return f"{START + timedelta(seconds=second):%Y-%m-%d %H:%M:%S}"


def second(moment: datetime | None) -> int | None:
    return None if moment is None else int((moment.replace(tzinfo=UTC) - START).total_seconds())


@given(
    lengths=st.dictionaries(
        monitors, st.lists(st.integers(1, LONGEST), min_size=1, max_size=8), min_size=1
    ),
    order=st.randoms(use_true_random=False),
)
@settings(max_examples=60, deadline=None)
def test_end_when_a_log_cuts_its_lengths_to_minutes(
    lengths: dict[str, list[int]], order: Random
) -> None:
    """Whatever the order of the rows, each event ends where the next of its monitor begins."""
    rows, true = [], {}
    for monitor, spans in lengths.items():
        at = 0
        for place, length in enumerate(spans):
            is_last = place == len(spans) - 1
            true[monitor, at] = at + (length // 60 * 60 if is_last else length)
            rows.append((monitor, shown(at), "up", f"{length // 60} min"))
            at += length
    order.shuffle(rows)
    found = understood("component from_at state tool_seconds", *rows, mapping=PERIODS)
    ends = {
        (row["component"], second(row["from_at"])): second(row["to_at"])
        for row in found.records.to_pylist()
    }
    assert ends == true


@given(
    spans=st.lists(
        st.tuples(monitors, st.integers(0, 500), st.none() | st.integers(0, 200)),
        max_size=12,
        unique_by=lambda span: span[:2],
    )
)
@settings(max_examples=80, deadline=None)
def test_overlap_when_periods_lie_anyhow(spans: list[tuple[str, int, int | None]]) -> None:
    """Marked is what begins while an earlier period of the same thing goes on."""
    rows = [
        (monitor, shown(start), "" if length is None else shown(start + length), "up")
        for monitor, start, length in spans
    ]
    found = understood("component from_at to_at state", *rows, mapping=PERIODS)
    marked = [
        (row["component"], second(row["from_at"]))
        for row in found.records.to_pylist()
        if row["flags"]
    ]
    expected = [
        (monitor, start)
        for monitor, start, _ in spans
        if any(
            other == monitor and begun < start and (length is None or begun + length > start)
            for other, begun, length in spans
        )
    ]
    assert sorted(marked) == sorted(expected)


@pytest.mark.parametrize(
    ("length", "flag"),
    [
        ("3600 s", None),
        ("59 min", None),
        ("61 min", None),
        ("3661 s", "not the time from start to end (length, says the tool)"),
        ("3539 s", "not the time from start to end (length, says the tool)"),
        ("", None),
        ("an hour", "length not known (length, says the tool)"),
    ],
)
def test_length_when_it_is_compared_with_start_and_end(length: str, flag: str | None) -> None:
    row = ("web", shown(0), shown(3600), "up", length)
    found = understood("component from_at to_at state tool_seconds", row, mapping=PERIODS)
    assert [each["flags"] for each in found.records.to_pylist()] == [flag]


def test_end_when_neither_it_nor_a_length_is_told() -> None:
    found = understood(
        "component from_at state tool_seconds",
        ("web", shown(0), "up", "2 min"),
        ("web", shown(600), "down", ""),
        ("web", "1900-01-01 00:00:00", "down", "5 min"),
        ("", shown(700), "down", "5 min"),
        mapping=PERIODS,
    )
    assert [second(row["to_at"]) for row in found.records.to_pylist()] == [120, None]
    assert [(line, code) for line, _, _, code in aside(found)] == [
        (4, "stand-in date"),
        (5, "no service and no component"),
    ]
