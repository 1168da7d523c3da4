"""What is agreed with a customer as a grid: read, put in force by date, copied, paused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slm_analytics.errors import UsageError
from slm_analytics.register.agreement_grid import ALWAYS, GridRow, grid_of, with_grid
from slm_analytics.register.cell import Fault
from slm_analytics.register.check import check
from slm_analytics.register.customer_copy import copied
from slm_analytics.register.grid_input import over, pasted, read_grid
from slm_analytics.register.in_force import rules_from
from slm_analytics.register.pausing import pauses_of, with_pauses
from slm_analytics.register.rows import Register, register_from
from slm_analytics.register.week import OFFICE, Hours, hours_of, week_rows, with_hours
from tests.register.registers import office

FRESH = office(targets=[])
P1 = GridRow(priority="P1", response="15 min", resolution="4 h", share="95 %", hours=ALWAYS)
P2 = GridRow(priority="P2", resolution="8 h", share="90 %", hours="office")
P3 = GridRow(priority="P3", response="4 h", hours="office")
ROWS = (P1, P2, P3)
JULY = date(2026, 7, 1)


def cells(register: Register, sheet: str, *columns: str) -> list[tuple[str, ...]]:
    return [tuple(row[name] for name in columns) for row in register[sheet]]


def agreed() -> Register:
    return with_grid(FRESH, "Contoso", ROWS, None)


def test_a_grid_becomes_targets_and_lines() -> None:
    register = agreed()
    assert cells(register, "targets", "target_id", "clock", "customer", "priority", "target",
                 "calendar_id", "share") == [
        ("Contoso P1 resolution", "resolution", "Contoso", "P1", "4 h", ALWAYS, "95 %"),
        ("Contoso P1 response", "response", "Contoso", "P1", "15 min", ALWAYS, "95 %"),
        ("Contoso P2 resolution", "resolution", "Contoso", "P2", "8 h", "office", "90 %"),
        ("Contoso P3 response", "response", "Contoso", "P3", "4 h", "office", ""),
    ]  # fmt: skip
    assert cells(register, "service_levels", "level_id", "clock", "priorities", "conditions") == [
        ("Contoso P1 resolution", "resolution", "P1", "95 %"),
        ("Contoso P1 response", "response", "P1", "95 %"),
        ("Contoso P2 resolution", "resolution", "P2", "90 %"),
    ]
    assert check(register) == []


def test_a_grid_in_force_is_shown_as_it_was_typed() -> None:
    assert tuple(grid_of(agreed(), "Contoso", ["P1", "P2", "P3"])) == ROWS
    assert grid_of(agreed(), "Contoso", ["P4"]) == [GridRow(priority="P4")]
    assert grid_of(agreed(), "Fabrikam", ["P1"]) == [GridRow(priority="P1")]


def test_nothing_changes_when_a_grid_is_saved_as_it_is() -> None:
    assert with_grid(agreed(), "Contoso", ROWS, JULY) == agreed()


def test_a_new_version_begins_on_its_day_and_ends_the_one_before() -> None:
    register = with_grid(agreed(), "Contoso", [replace(P2, resolution="6 h")], JULY)
    told = cells(register, "targets", "target_id", "target", "valid_from", "valid_to")
    assert ("Contoso P2 resolution", "8 h", "", "2026-06-30") in told
    assert ("Contoso P2 resolution", "6 h", "2026-07-01", "") in told
    assert len(register["service_levels"]) == 3  # its share is what it was
    assert check(register) == []


def test_a_share_changes_targets_and_lines_alike() -> None:
    register = with_grid(agreed(), "Contoso", [replace(P1, share="97 %")], JULY)
    assert {row["share"] for row in register["targets"] if row["valid_from"]} == {"97 %"}
    lines = cells(register, "service_levels", "conditions", "valid_from", "valid_to")
    assert lines.count(("97 %", "2026-07-01", "")) == 2
    assert lines.count(("95 %", "", "2026-06-30")) == 2


def test_it_is_changed_in_place_from_the_beginning() -> None:
    register = with_grid(agreed(), "Contoso", [replace(P2, resolution="6 h")], None)
    assert len(register["targets"]) == len(agreed()["targets"])
    assert grid_of(register, "Contoso", ["P2"]) == [replace(P2, resolution="6 h")]


def test_what_is_emptied_is_no_longer_agreed_from_that_day_on() -> None:
    register = with_grid(agreed(), "Contoso", [GridRow(priority="P2")], JULY)
    told = cells(register, "targets", "target_id", "valid_to")
    assert ("Contoso P2 resolution", "2026-06-30") in told
    assert grid_of(register, "Contoso", ["P2"]) == [GridRow(priority="P2")]


def test_a_later_version_stands_in_the_way_with_a_remedy() -> None:
    register = with_grid(agreed(), "Contoso", [replace(P2, resolution="6 h")], JULY)
    with pytest.raises(UsageError, match="begins on 2026-07-01") as told:
        with_grid(register, "Contoso", [replace(P2, resolution="5 h")], date(2026, 6, 1))
    assert "2026-07-01" in told.value.remedy


def test_other_lines_and_targets_stay_as_they_are() -> None:
    line = {"level_id": "x", "customer": "Contoso", "priorities": "P2",
            "conditions": "90 % in 8 h; 98 % in 24 h"}  # fmt: skip
    special = {"target_id": "vpn", "customer": "Contoso", "service": "VPN", "priority": "P2",
               "target": "2 h", "calendar_id": "office"}  # fmt: skip
    before = office(targets=[special], service_levels=[line])
    register = with_grid(before, "Contoso", [P2], None)
    assert [row.cells for row in register["service_levels"]] == [line]
    assert special in [dict(row.cells) for row in register["targets"]]


@given(st.lists(st.sampled_from(["P1", "P2", "P3", "P4"]), unique=True), st.booleans(), st.data())
def test_what_is_saved_is_what_is_shown(
    priorities: list[str], later: bool, data: st.DataObject
) -> None:
    length = st.sampled_from(["", "2 h", "30 min", "1 d"])
    rows = [
        GridRow(
            priority=each,
            response=data.draw(length),
            resolution=data.draw(length),
            share=data.draw(st.sampled_from(["", "90 %", "99.5 %"])),
            hours="office",
        )
        for each in priorities
    ]
    known = [row for row in rows if not row.is_blank]
    register = with_grid(agreed(), "Contoso", known, JULY if later else None)
    assert grid_of(register, "Contoso", [row.priority for row in known]) == known
    assert check(register) == []


WRONG = {
    ("response", "four hours"): "Row P2, column Response: 'four hours' is no length of time.",
    ("resolution", "8"): "Row P2, column Resolution: '8' is a number without a unit.",
    ("share", "95 prozent"): "Row P2, column Share: '95 prozent' is no share.",
    ("hours", "nights"): "Row P2, column Hours: there are no hours 'nights'.",
    ("hours", ""): "Row P2, column Hours: the hours are blank.",
}


@pytest.mark.parametrize(("name", "typed"), WRONG)
def test_a_cell_is_told_by_row_and_column_and_stays_as_it_was_typed(name: str, typed: str) -> None:
    (row,), (found,) = read_grid([replace(P2, **{name: typed})], ["office"])
    assert found.message == WRONG[name, typed]
    assert found.remedy
    assert getattr(row, name) == typed


def test_a_share_without_a_time_is_told() -> None:
    _, (found,) = read_grid([GridRow(priority="P4", share="95 %")], ["office"])
    assert found.message == "Row P4, column Share: a share without any time."


def test_cells_are_understood_in_any_letters() -> None:
    typed = replace(P2, resolution="8 Hours", share="0,9", response="90 MIN")
    (row,), found = read_grid([typed], ["office"])
    assert found == []
    assert (row.response, row.resolution, row.share) == ("90 min", "8 h", "90 %")


def test_a_pasted_sheet_is_read_by_its_headings() -> None:
    text = "Share\tPriority\tFix time\tHours\n95 %\tP1\t4 h\toffice\n90%\t2 - High\t8 h\toffice\n"
    rows, found = pasted(text)
    assert found == []
    assert rows == [
        GridRow(priority="P1", resolution="4 h", share="95 %", hours="office"),
        GridRow(priority="P2", resolution="8 h", share="90%", hours="office"),
    ]


def test_a_pasted_sheet_is_read_in_order_without_headings() -> None:
    rows, found = pasted("P1\t15 min\t4 h\t95 %\toffice\n\nMajor\t1 h\nP1\t1 h")
    assert [row.response for row in rows] == ["15 min"]
    assert [each.message for each in found] == [
        "Line 2, column Priority: 'Major' is no priority.",
        "Line 3, column Priority: 'P1' stands twice.",
    ]


def test_pasted_rows_take_the_place_of_those_that_were_there() -> None:
    assert over([P1, P2], [replace(P2, share=""), P3]) == [P1, replace(P2, share=""), P3]


def test_a_copy_gives_the_same_rules() -> None:
    source = with_pauses(agreed(), "Contoso", {"on_hold"}, None)
    register = copied(source, "Contoso", "Fabrikam Inc")
    rules = rules_from(register)
    told: dict[str, list[object]] = {"Contoso": [], "Fabrikam Inc": []}
    for each in rules.targets:
        calendar = rules.versions(each.calendar)[0].calendar
        plain = replace(each, customer="", target_id="", calendar="", line=0)
        told[each.customer].append((plain, calendar))
    assert told["Contoso"] == told["Fabrikam Inc"]
    lines = [row.cells for row in register["service_levels"]]
    own = [{**row, "level_id": "", "customer": ""} for row in lines]
    assert own[:3] == own[3:]
    assert check(register) == []
    calendars = {row["calendar_id"] for row in register["calendars"]}
    assert calendars == {ALWAYS, "office", "Fabrikam Inc office"}


def test_nothing_is_copied_over_what_a_customer_has() -> None:
    register = with_grid(agreed(), "Fabrikam", [P2], None)
    with pytest.raises(UsageError, match="agreed with Fabrikam already"):
        copied(register, "Contoso", "Fabrikam")


def test_pauses_are_told_by_customer_and_day() -> None:
    states = {"on_hold/awaiting_customer", "on_hold/awaiting_vendor"}
    register = with_pauses(agreed(), "Contoso", states, JULY)
    assert pauses_of(register, "Contoso") == states
    assert pauses_of(register, "Fabrikam") == {"on_hold/awaiting_customer"}
    told = cells(register, "targets", "clock", "valid_from", "pauses")
    assert told.count(("resolution", "2026-07-01",
                       "on_hold/awaiting_customer, on_hold/awaiting_vendor")) == 2  # fmt: skip
    none = with_pauses(agreed(), "Contoso", (), None)
    assert pauses_of(none, "Contoso") == frozenset()
    assert with_pauses(none, "Contoso", {"on_hold/awaiting_customer"}, None) == agreed()


def test_hours_are_told_as_one_text() -> None:
    own = Hours(calendar_id="shop", zone="Asia/Tokyo", country="JP",
                week="mon-fri 08:00-12:00; mon-fri 13:00-17:00; sat 09:00-13:00")  # fmt: skip
    register = with_hours(Register(), own, None)
    assert hours_of(register, "shop") == own
    assert check(register) == []
    always = with_hours(register, replace(own, week=""), JULY)
    assert hours_of(always, "shop") == replace(own, week="")
    assert len(always["calendars"]) == 2
    assert check(always) == []
    again = with_hours(register, replace(own, week=OFFICE, country="DE"), None)
    assert hours_of(again, "shop") == replace(own, week=OFFICE, country="DE")
    assert len(again["calendars"]) == 1
    assert hours_of(register, "nothing") is None


@pytest.mark.parametrize(
    "text", ["", "always", "someday 08:00-18:00", "mon 8-18h", "mon-fri 08:00"]
)
def test_hours_are_told_what_to_write_when_they_are_not_understood(text: str) -> None:
    found = week_rows(text)
    assert isinstance(found, Fault)
    assert OFFICE in found.remedy


def test_a_register_without_a_customer_is_agreed_with_everybody() -> None:
    register = with_grid(register_from({"calendars": []}), "", [replace(P1)], None)
    assert cells(register, "targets", "target_id", "customer")[0] == ("P1 resolution", "")
    assert check(register) == []
