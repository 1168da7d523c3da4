"""Local times against the standard library's own zone database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slm_analytics.domain.zone import (
    Reading,
    check_zone,
    instant_text,
    local_seconds,
    stretches,
    to_utc,
    zone_names,
)
from slm_analytics.errors import UsageError

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ZONES = (
    "UTC",
    "Europe/Berlin",
    "Europe/Dublin",  # its winter is the exception, not its summer
    "America/New_York",
    "America/Sao_Paulo",  # changed at midnight, stopped in 2019
    "America/Caracas",  # by half an hour, twice
    "Australia/Lord_Howe",  # half an hour of summer time
    "Antarctica/Troll",  # two hours
    "Africa/Casablanca",  # pauses summer time in Ramadan
    "Asia/Kolkata",
    "Asia/Kathmandu",  # moved by a quarter of an hour in 1986
    "Asia/Pyongyang",
    "Asia/Tehran",
    "Pacific/Apia",  # skipped 2011-12-30
    "Pacific/Kwajalein",  # skipped a day in 1993
)


def seconds(text: str) -> int:
    return int((datetime.fromisoformat(text).replace(tzinfo=UTC) - EPOCH).total_seconds())


def by_the_library(local: int, name: str) -> int:
    """The instant zoneinfo gives for a local time; in a fold the earlier one."""
    face = (EPOCH + timedelta(seconds=local)).replace(tzinfo=ZoneInfo(name), fold=0)
    return int((face.astimezone(UTC) - EPOCH).total_seconds())


@pytest.mark.parametrize("name", ZONES)
def test_local_times_agree_with_zoneinfo_around_every_change(name: str) -> None:
    for before, after in pairwise(stretches(name)):
        assert before.until == after.start
        for offset in (before.offset, after.offset):
            for step in (-86_400, -3601, -1, 0, 1, 1799, 1800, 3599, 3600, 7200, 86_400):
                local = after.start + offset + step
                assert to_utc(local, name)[0] == by_the_library(local, name), (name, local)


@pytest.mark.parametrize("name", ZONES)
def test_instants_agree_with_zoneinfo_around_every_change(name: str) -> None:
    zone = ZoneInfo(name)
    for part in stretches(name):
        for utc in (part.start, part.start + 1, part.until - 1):
            offset = datetime.fromtimestamp(utc, zone).utcoffset()
            assert offset is not None
            assert local_seconds(utc, name) == utc + int(offset.total_seconds())


@settings(max_examples=300, deadline=None)
@given(
    name=st.sampled_from(ZONES),
    utc=st.integers(seconds("1990-01-01"), seconds("2100-12-31")),
)
def test_an_instant_comes_back_from_its_local_time_when_that_stood_once(
    name: str, utc: int
) -> None:
    local = local_seconds(utc, name)
    back, reading = to_utc(local, name)
    assert reading is not Reading.GAP
    assert back == by_the_library(local, name)
    assert back == utc or (reading is Reading.FOLD and back < utc)


def test_a_time_is_a_fold_when_the_clock_went_back() -> None:
    assert to_utc(seconds("2025-10-26T02:30"), "Europe/Berlin") == (
        seconds("2025-10-26T00:30"),
        Reading.FOLD,
    )
    assert to_utc(seconds("2025-10-26T01:59:59"), "Europe/Berlin")[1] is Reading.PLAIN
    assert to_utc(seconds("2025-10-26T02:00:00"), "Europe/Berlin")[1] is Reading.FOLD
    assert to_utc(seconds("2025-10-26T02:59:59"), "Europe/Berlin")[1] is Reading.FOLD
    assert to_utc(seconds("2025-10-26T03:00:00"), "Europe/Berlin")[1] is Reading.PLAIN


def test_a_time_is_a_gap_when_the_clock_went_forward() -> None:
    assert to_utc(seconds("2026-03-29T02:30"), "Europe/Berlin") == (
        seconds("2026-03-29T01:30"),
        Reading.GAP,
    )
    assert to_utc(seconds("2026-03-29T01:59:59"), "Europe/Berlin")[1] is Reading.PLAIN
    assert to_utc(seconds("2026-03-29T02:59:59"), "Europe/Berlin")[1] is Reading.GAP
    assert to_utc(seconds("2026-03-29T03:00:00"), "Europe/Berlin")[1] is Reading.PLAIN
    assert to_utc(seconds("2011-12-30T12:00"), "Pacific/Apia")[1] is Reading.GAP


@pytest.mark.parametrize(
    ("name", "first", "after", "minutes"),
    [
        ("Europe/London", "2026-03-01", "2026-04-01", 44_580),
        ("Europe/Berlin", "2026-03-01", "2026-04-01", 44_580),
        ("Europe/London", "2026-10-01", "2026-11-01", 44_700),
        ("America/New_York", "2026-03-01", "2026-04-01", 44_580),
        ("America/New_York", "2026-11-01", "2026-12-01", 43_260),
        ("Asia/Kolkata", "2026-03-01", "2026-04-01", 44_640),
    ],
)
def test_a_month_has_its_true_length_when_the_clock_changes_in_it(
    name: str, first: str, after: str, minutes: int
) -> None:
    start, until = (to_utc(seconds(day), name)[0] for day in (first, after))
    assert (until - start) / 60 == minutes


def test_summer_time_holds_when_the_year_is_the_last_a_date_may_have() -> None:
    assert to_utc(seconds("2099-07-01T12:00"), "Europe/Berlin")[0] == seconds("2099-07-01T10:00")
    assert to_utc(seconds("1990-07-01T12:00"), "Europe/Berlin")[0] == seconds("1990-07-01T10:00")


def test_every_zone_loads_when_it_can_be_named() -> None:
    names = zone_names()
    assert names[0] == "UTC"
    assert len(names) > 400
    assert len(set(names)) == len(names)
    assert [check_zone(name) for name in names] == list(names)


@pytest.mark.parametrize(
    "name", ["", "Europe", "Mars/Base", "../etc/passwd", "/etc/passwd", "a\0b"]
)
def test_a_zone_is_refused_when_there_is_none_of_that_name(name: str) -> None:
    with pytest.raises(UsageError, match="There is no time zone"):
        check_zone(name)
    with pytest.raises(UsageError):
        stretches(name)


def test_an_instant_is_written_in_utc_when_it_carries_another_offset() -> None:
    moment = datetime(2026, 3, 31, 23, 59, 59, 999_999, tzinfo=timezone(timedelta(hours=-3)))
    assert instant_text(moment) == "2026-04-01T02:59:59Z"
    assert instant_text(datetime(2026, 3, 31, 1, 2, 3)) == "2026-03-31T01:02:03Z"  # noqa: DTZ001
    assert instant_text(datetime(7, 1, 1, tzinfo=UTC)) == "0007-01-01T00:00:00Z"
