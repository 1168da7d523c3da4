"""ServiceNow lists other than incidents: the committed samples by hand, and lists told apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.exports import (
    Rows,
    findings,
    meanings,
    read_changed,
    read_export,
    read_sample,
    set_aside,
    told,
    with_cells,
)

ZONE = "Europe/Berlin"  # UTC+1 in February
TIMES = ("opened_at", "resolved_at", "closed_at")


def test_problems_when_they_are_read_as_they_stand() -> None:
    reading = read_sample("servicenow_problem", ZONE)
    report = reading.report
    assert (report.source, report.system, report.questions) == (
        "servicenow_problem", "servicenow", (),
    )  # fmt: skip
    assert (report.rows, report.loaded, report.set_aside) == (6, 5, 1)
    assert set_aside(reading) == [
        (7, "resolved_at", "2026-02-01 07:00:00", "resolved before opened")
    ]
    assert told(reading, *TIMES)["PRB0040002"] == (
        "2026-01-20 08:00:00", "2026-02-10 15:30:00", "2026-02-17 17:00:00",
    )  # fmt: skip
    assert meanings(reading, "state") == {
        "PRB0040001": "in_progress",
        "PRB0040002": "closed",
        "PRB0040003": "closed",
        "PRB0040004": "on_hold/awaiting_change",
        "PRB0040005": "new",
    }
    assert set(meanings(reading, "record_type").values()) == {"problem"}
    kept = told(reading, "close_code", "duplicate_of", "external_reference", "parent_id", "site")
    assert kept["PRB0040001"] == (None, None, "KEDB-71", None, "Lübeck")
    assert kept["PRB0040003"] == ("Duplicate", "PRB0040002", None, None, None)
    assert kept["PRB0040004"][3] == "CHG0030002"


def test_changes_when_they_are_read_as_they_stand() -> None:
    """Work before the opening, as of an emergency, sets nothing aside."""
    reading = read_sample("servicenow_change", ZONE)
    report = reading.report
    assert (report.source, report.loaded, report.set_aside) == ("servicenow_change", 6, 0)
    assert meanings(reading, "state") == {
        "CHG0030001": "closed",
        "CHG0030002": "closed",
        "CHG0030003": "in_progress",
        "CHG0030004": "in_progress",
        "CHG0030005": "in_progress",
        "CHG0030006": "cancelled",
    }
    columns = ("record_type", "subcategory", "close_code", "resolved_at", "closed_at")
    assert told(reading, *columns)["CHG0030002"] == (
        "change", "Emergency", "Successful with issues", None, "2026-02-12 08:00:00",
    )  # fmt: skip
    assert meanings(reading, "hold_reason")["CHG0030004"] == "awaiting_vendor"
    assert {"approval", "start_date", "work_end"} <= set(report.unused_headings)


def test_requests_when_they_are_read_as_they_stand() -> None:
    reading = read_sample("servicenow_request", ZONE)
    report = reading.report
    assert (report.source, report.loaded, findings(reading)) == ("servicenow_request", 5, [])
    assert meanings(reading, "state") == {
        "RITM0010001": "closed",
        "RITM0010002": "cancelled",
        "RITM0010003": "in_progress",
        "RITM0010004": "on_hold",
        "RITM0010005": "closed",  # 4: closed incomplete
    }
    columns = ("record_type", "parent_id", "category", "requester", "vip", "site", "due_at")
    assert told(reading, *columns)["RITM0010001"] == (
        "request", "REQ0010001", "Laptop", "Zoë Brandt", True, "Lübeck", None,
    )  # fmt: skip


def test_tasks_when_a_column_says_what_each_is() -> None:
    reading = read_sample("servicenow_task", ZONE)
    assert (reading.report.source, reading.report.loaded) == ("servicenow_task", 5)
    assert meanings(reading, "record_type") == {
        "INC0020001": "incident",
        "PRB0050001": "problem",
        "CHG0050001": "change",
        "RITM0050001": "request",
        "HRC0000001": None,
    }
    assert meanings(reading, "state")["PRB0050001"] == "in_progress"
    assert meanings(reading, "state")["HRC0000001"] is None


@pytest.mark.parametrize(
    ("number", "source"),
    [
        ("INC00{}", "servicenow_incident"),
        ("4711{}", "servicenow_incident"),
        ("PRBX{}", "servicenow_incident"),
        ("PRB00{}", "servicenow_problem"),
        ("prb00{}", "servicenow_problem"),
        ("CHG00{}", "servicenow_change"),
        ("RITM00{}", "servicenow_request"),
        ("REQ00{}", "servicenow_request"),
        ("SCTASK00{}", "servicenow_request"),
        ("CTASK00{}", "servicenow_incident"),
    ],
)
def test_list_when_only_its_numbers_tell_it(tmp_path: Path, number: str, source: str) -> None:
    path = tmp_path / "list.csv"
    row = "2026-02-02 08:00:00,3 - Moderate,Closed,Desk"
    lines = [f"{number.format(place)},{row}" for place in range(3)]
    heads = "number,opened_at,priority,state,assignment_group"
    path.write_text("\n".join((heads, *lines)) + "\n")
    assert read_export(path).report.source == source


def test_list_when_half_of_its_numbers_are_of_another(tmp_path: Path) -> None:
    change = with_cells("number", "INC1", "INC2", "INC3", "PRB4", "PRB5", "PRB6")
    reading = read_changed(tmp_path, "servicenow_problem", change)
    assert reading.report.source == "servicenow_incident"


@pytest.mark.parametrize(
    ("source", "code", "meaning"),
    [
        ("servicenow_problem", "3", "on_hold/awaiting_change"),
        ("servicenow_problem", "107", "closed"),
        ("servicenow_change", "3", "closed"),
        ("servicenow_change", " -2 ", "in_progress"),
        ("servicenow_change", "-5", "new"),
        ("servicenow_request", "3", "closed"),
        ("servicenow_request", "7", "cancelled"),
        ("servicenow_request", "closed_incomplete", "closed"),
        ("servicenow_request", "Pending Approval", "on_hold/other"),
        ("servicenow_task", "3", None),
    ],
)
def test_state_when_it_is_a_number_of_its_own_table(
    tmp_path: Path, source: str, code: str, meaning: str | None
) -> None:
    reading = read_changed(tmp_path, source, with_cells("state", code))
    assert reading.report.source == source
    assert set(meanings(reading, "state").values()) == {meaning}


def test_labels_when_a_spreadsheet_was_exported(tmp_path: Path) -> None:
    def change(rows: Rows) -> Rows:
        labels = {"number": "Number", "request": "Request", "cat_item": "Item",
                  "requested_for": "Requested for", "opened_at": "Opened", "state": "State",
                  "assignment_group": "Assignment group", "closed_at": "Closed",
                  "sys_updated_on": "Updated"}  # fmt: skip
        places = [place for place, each in enumerate(rows[0]) if each in labels]
        heads = [labels[rows[0][place]] for place in places]
        return [heads, *([row[place] for place in places] for row in rows[1:])]

    reading = read_changed(tmp_path, "servicenow_request", change)
    assert (reading.report.source, reading.report.unused_headings) == ("servicenow_request", ())
    assert told(reading, "parent_id", "category")["RITM0010003"] == (
        "REQ0010002", "Access to reports",
    )  # fmt: skip
