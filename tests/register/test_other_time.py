"""Other hours and pauses of some targets: in all versions, and from a day on."""

from __future__ import annotations

from datetime import date

import pytest

from slm_analytics.errors import UsageError
from slm_analytics.register.in_force import rules_from
from slm_analytics.register.other_time import (
    AROUND_THE_CLOCK,
    OtherTime,
    everywhere,
    from_day,
    pauses_cell,
)
from slm_analytics.register.rows import Register, register_from

OFFICE = {"calendar_id": "office", "timezone": "Europe/Berlin"}
LATE = {"calendar_id": "late", "timezone": "Europe/Berlin"}


def agreed(*targets: dict[str, str]) -> Register:
    rows = [{"target": "8 h", "calendar_id": "office", **each} for each in targets]
    return register_from({"calendars": [OFFICE, LATE], "targets": rows})


def told(register: Register) -> list[tuple[str, str, str, str, str]]:
    names = ("target_id", "valid_from", "valid_to", "calendar_id", "pauses")
    return [tuple(row[name] for name in names) for row in register["targets"]]  # type: ignore[misc]


def test_all_versions_of_the_targets_named_are_changed_and_no_other() -> None:
    register = agreed(
        {"target_id": "a", "valid_to": "2026-06-30"},
        {"target_id": "a", "valid_from": "2026-07-01"},
        {"target_id": "b"},
    )
    changed = everywhere(register, ["a"], OtherTime(calendar="late", pauses="none"))
    assert told(changed) == [
        ("a", "", "2026-06-30", "late", "none"),
        ("a", "2026-07-01", "", "late", "none"),
        ("b", "", "", "office", ""),
    ]


def test_from_a_day_on_the_version_in_force_ends_and_later_ones_are_changed() -> None:
    register = agreed(
        {"target_id": "a", "valid_to": "2026-02-28"},
        {"target_id": "a", "valid_from": "2026-03-01", "valid_to": "2026-06-30"},
        {"target_id": "a", "valid_from": "2026-07-01"},
    )
    changed = from_day(register, ["a"], OtherTime(calendar="late"), date(2026, 5, 1))
    assert told(changed) == [
        ("a", "", "2026-02-28", "office", ""),
        ("a", "2026-03-01", "2026-04-30", "office", ""),
        ("a", "2026-05-01", "2026-06-30", "late", ""),
        ("a", "2026-07-01", "", "late", ""),
    ]


def test_version_that_begins_on_the_day_is_changed_as_it_stands() -> None:
    register = agreed({"target_id": "a", "valid_from": "2026-05-01"})
    changed = from_day(register, ["a"], OtherTime(calendar="late"), date(2026, 5, 1))
    assert told(changed) == [("a", "2026-05-01", "", "late", "")]


def test_calendar_around_the_clock_is_made_in_the_zone_of_the_one_before() -> None:
    other = OtherTime(calendar=AROUND_THE_CLOCK)
    changed = everywhere(agreed({"target_id": "a"}), ["a"], other)
    (target,) = rules_from(changed).targets
    (version,) = rules_from(changed).versions(target.calendar)
    assert (version.calendar.always_open, version.calendar.zone) == (True, "Europe/Berlin")
    again = everywhere(changed, ["a"], other)
    assert len(again["calendars"]) == len(changed["calendars"]) == 3


def test_response_clock_gets_no_pauses() -> None:
    register = agreed({"target_id": "a", "clock": "response"})
    changed = everywhere(register, ["a"], OtherTime(pauses="on_hold"))
    assert told(changed) == told(register)


def test_calendar_that_is_not_there_is_refused() -> None:
    with pytest.raises(UsageError, match="no calendar 'night'"):
        everywhere(agreed({"target_id": "a"}), ["a"], OtherTime(calendar="night"))


def test_states_are_written_as_the_register_reads_them() -> None:
    assert pauses_cell([]) == "none"
    cell = pauses_cell({"resolved", "on_hold/awaiting_vendor"})
    (target,) = rules_from(agreed({"target_id": "a", "pauses": cell})).targets
    assert target.policy.pauses == {"resolved", "on_hold/awaiting_vendor"}
