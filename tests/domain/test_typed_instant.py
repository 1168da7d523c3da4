"""Instants as they are typed: with an offset, or on the clock of a zone."""

from __future__ import annotations

import pytest

from slm_analytics.domain.typed_instant import second_of
from slm_analytics.errors import UsageError

NOON = 1_791_028_800  # 2026-10-03 12:00 UTC


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("2026-10-03T12:00:00Z", "Asia/Tokyo"),
        ("2026-10-03T14:00+02:00", "UTC"),
        (" 2026-10-03 14:00 ", "Europe/Berlin"),
        ("2026-10-03 21:00:00", "Asia/Tokyo"),
        ("2026-10-03T12:00:00.999Z", "UTC"),
    ],
)
def test_instant_is_the_same_however_it_is_typed(text: str, zone: str) -> None:
    assert second_of(text, zone) == NOON


def test_day_alone_is_its_midnight() -> None:
    assert second_of("2026-10-03", "Europe/Berlin") == NOON - 14 * 3600


@pytest.mark.parametrize(
    ("text", "zone", "message"),
    [
        ("yesterday", "UTC", "'yesterday' is no time"),
        ("", "UTC", "is no time"),
        ("1066-10-14", "UTC", "outside the years"),
        ("2026-10-25 02:30", "Europe/Berlin", "twice"),
        ("2026-03-29 02:30", "Europe/Berlin", "never"),
        ("2026-10-03 14:00", "Europe/Nowhere", "no time zone"),
        ("2026-10-03 14:00", "", "not clear of which zone"),
    ],
)
def test_what_names_no_instant_is_refused(text: str, zone: str, message: str) -> None:
    with pytest.raises(UsageError, match=message) as refused:
        second_of(text, zone)
    assert refused.value.remedy


def test_time_shown_twice_is_told_apart_by_its_offset() -> None:
    first = second_of("2026-10-25T02:30+02:00", "Europe/Berlin")
    assert second_of("2026-10-25T02:30+01:00", "Europe/Berlin") == first + 3600
