"""Jira exports: the committed sample by hand, bad input, and the headings of a real export."""

from __future__ import annotations

from pathlib import Path

import pytest

from slm_analytics.ingest.time_left import met_by_time_left
from tests.conftest import ROOT
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
    without,
)

SOURCE = "jira_service_management"
ZONE = "Europe/Vienna"  # UTC+1, from 2026-03-29 02:00 on UTC+2
REAL = ROOT.parent / "shared" / "data" / "tickets" / "jira_cloud_header.csv"


def test_sample_when_it_is_read_as_it_stands() -> None:
    reading = read_sample(SOURCE, ZONE)
    report = reading.report
    assert (report.source, report.system, report.questions) == (SOURCE, "jira", ())
    assert (report.rows, report.loaded, report.set_aside, report.duplicates) == (12, 11, 1, 0)
    assert set_aside(reading) == [(14, "Created", "29/Mar/26 2:30 AM", "time that never was")]
    times = ("opened_at", "first_response_at", "resolved_at")
    assert told(reading, *times) == {
        "DESK-101": ("2026-02-25 21:17:00", "2026-02-25 21:38:58", "2026-02-26 00:02:00"),
        "DESK-102": ("2026-02-26 08:05:00", "2026-02-26 08:30:00", "2026-02-26 16:45:00"),
        "DESK-103": ("2026-02-26 10:00:00", None, None),
        "DESK-104": ("2026-02-26 12:00:00", None, None),
        "DESK-105": ("2026-02-26 23:05:00", None, "2026-02-27 11:00:00"),
        "DESK-106": ("2026-02-27 07:00:00", None, "2026-02-27 09:00:00"),
        "DESK-107": ("2026-03-02 07:00:00", None, "2026-03-09 15:30:00"),
        "DESK-108": ("2026-03-02 08:15:00", None, None),
        "DESK-109": ("2026-03-30 06:00:00", "2026-03-30 06:10:30", "2026-03-31 14:00:00"),
        "DESK-111": ("2026-03-19 07:00:00", None, "2026-03-20 07:00:00"),
        "DESK-112": ("2026-03-31 07:00:00", None, None),
    }
    assert told(reading, "closed_at", "due_at")["DESK-103"] == (None, None)


def test_sample_when_its_words_are_understood() -> None:
    reading = read_sample(SOURCE, ZONE)
    assert meanings(reading, "state") == {
        "DESK-101": "resolved",
        "DESK-102": "resolved",
        "DESK-103": "on_hold/awaiting_customer",
        "DESK-104": "in_progress",
        "DESK-105": "cancelled",
        "DESK-106": "closed",
        "DESK-107": "resolved",
        "DESK-108": "in_progress",
        "DESK-109": "resolved",
        "DESK-111": "in_progress",
        "DESK-112": None,  # Waiting for approval: whose turn it is, a person must say
    }
    priorities = meanings(reading, "priority")
    assert [priorities[f"DESK-{number}"] for number in (101, 102, 103, 105, 106)] == [
        "P1", "P2", "P3", "P4", "P5",
    ]  # fmt: skip
    kinds = meanings(reading, "record_type")
    assert [kinds[f"DESK-{number}"] for number in (101, 103, 107, 112)] == [
        "incident", "request", "problem", "request",
    ]  # fmt: skip
    columns = ("customer", "service", "parent_id", "close_code", "assignment_group")
    values = told(reading, *columns)
    assert values["DESK-106"] == ("Süd & Söhne", "Building access", None, "Done", "Desk North")
    assert values["DESK-105"] == ("Nordlicht AG", None, None, "Won't Do", "Desk North")
    assert values["DESK-108"] == ("Nordlicht AG", "Mail", "DESK-101", None, "Desk North")


def test_sample_when_the_time_left_is_the_verdict() -> None:
    """Five verdicts stand on tickets that have not ended; one says nothing."""
    reading = read_sample(SOURCE, ZONE)
    assert {ticket: made for ticket, (made,) in told(reading, "made_sla").items()} == {
        "DESK-101": True,
        "DESK-102": False,
        "DESK-103": None,
        "DESK-104": None,
        "DESK-105": None,
        "DESK-106": None,  # 0:00
        "DESK-107": True,
        "DESK-108": None,
        "DESK-109": False,
        "DESK-111": None,  # resolved once, opened again
        "DESK-112": None,
    }
    heading = "Custom field (Time to resolution)"
    assert findings(reading) == [
        ("set aside", "time that never was", "Created", 1),
        ("note", "fraction cut", "Custom field ([CHART] Date of First Response)", 2),
        ("flag", "verdict not told", heading, 1),
        ("note", "verdict not final", heading, 5),
    ]


def test_repeated_headings_when_they_are_not_used() -> None:
    report = read_sample(SOURCE, ZONE).report
    repeated = ("Watchers", "Labels", "Sprint", "Comment", "Custom field (Category)")
    assert [report.headings.count(heading) for heading in repeated] == [2] * 5
    assert [report.unused_headings.count(heading) for heading in repeated] == [2] * 5


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("Status", "stands more than once (state)"),
        ("Custom field (Time to resolution)", "stands more than once (met, says the tool)"),
        ("Issue key", "stands more than once (ticket)"),
    ],
)
def test_repeated_heading_when_it_is_used(tmp_path: Path, heading: str, words: str) -> None:
    def change(rows: Rows) -> Rows:
        place = rows[0].index("Labels")
        rows[0][place] = heading
        return rows

    report = read_changed(tmp_path, SOURCE, change, ZONE).report
    assert report.refused
    assert f"'{heading}' {words}" in report.findings[0].message
    assert report.findings[0].line == 1
    assert report.findings[0].remedy


def test_repeated_heading_when_it_stands_once_for_every_value(tmp_path: Path) -> None:
    """One value is taken wherever it stands; of several, none."""
    other = {"DESK-101": "Süd & Söhne", "DESK-102": "Nordlicht AG", "DESK-103": " "}

    def change(rows: Rows) -> Rows:
        key, first, second = (
            rows[0].index(each) for each in ("Issue key", "Custom field (Organizations)", "Labels")
        )
        rows[0][second] = rows[0][first]
        for row in rows[1:]:
            row[second] = other.get(row[key], "")
            if row[key] == "DESK-104":
                row[first], row[second] = "", "Ostwind"
        return rows

    reading = read_changed(tmp_path, SOURCE, change, ZONE)
    customers = {ticket: each for ticket, (each,) in told(reading, "customer").items()}
    assert [customers[f"DESK-{number}"] for number in (101, 102, 103, 104, 106)] == [
        None, "Nordlicht AG", "Nordlicht AG", "Ostwind", "Süd & Söhne",
    ]  # fmt: skip
    (found,) = [each for each in reading.report.findings if each.code == "several values"]
    assert (found.severity.value, found.line, found.count) == ("flag", 2, 1)
    assert found.column == "Custom field (Organizations)"
    assert found.value == "Süd & Söhne, Nordlicht AG"  # as the columns stand
    assert told(reading, "flags")["DESK-101"] == ("several values (customer)",)
    assert "Custom field (Organizations)" not in reading.report.unused_headings


def test_links_when_issues_repeat_others(tmp_path: Path) -> None:
    """Duplicates are linked by what they duplicate; one of several is not chosen."""

    def change(rows: Rows) -> Rows:
        places = [place for place, each in enumerate(rows[0]) if each in ("Watchers",)]
        for place in places:
            rows[0][place] = "Outward issue link (Duplicate)"
        for row, links in zip(rows[1:], (("", "DESK-9"), ("DESK-8", "DESK-9")), strict=False):
            row[places[0]], row[places[1]] = links
        return rows

    reading = read_changed(tmp_path, SOURCE, change, ZONE)
    found = told(reading, "duplicate_of")
    assert (found["DESK-101"], found["DESK-102"]) == (("DESK-9",), (None,))


@pytest.mark.parametrize(("rows", "is_told"), [(999, False), (1000, True), (1001, False)])
def test_list_when_it_may_be_cut(tmp_path: Path, rows: int, is_told: bool) -> None:
    path = tmp_path / "jira.csv"
    lines = [f"DESK-{number},1/Feb/26 1:00 PM" for number in range(rows)]
    path.write_text("\n".join(("Issue key,Created", *lines)) + "\n")
    told_of = [each for each in read_export(path).report.findings if each.code == "cut export"]
    assert [each.message for each in told_of] == (
        ["Exactly 1,000 rows: exports of Jira Service Management issues may be cut there."]
        if is_told
        else []
    )


def test_service_when_only_components_tell_it(tmp_path: Path) -> None:
    def change(rows: Rows) -> Rows:
        rows[0] = [
            {"Custom field (Affected services)": "Component/s"}.get(heading, heading)
            for heading in rows[0]
        ]
        return rows

    reading = read_changed(tmp_path, SOURCE, change, ZONE)
    assert told(reading, "service")["DESK-109"] == ("VPN",)


def test_state_when_only_its_category_is_there(tmp_path: Path) -> None:
    reading = read_changed(tmp_path, SOURCE, without("Status"), ZONE)
    assert set(meanings(reading, "state").values()) == {"new", "in_progress", "resolved"}
    assert meanings(reading, "state")["DESK-105"] == "resolved"


def test_verdict_when_no_rule_knows_the_state(tmp_path: Path) -> None:
    """Then a ticket has ended that has a time of resolving."""
    reading = read_changed(tmp_path, SOURCE, with_cells("Status", "Erledigt"), ZONE)
    made = {ticket: each for ticket, (each,) in told(reading, "made_sla").items()}
    assert [made[f"DESK-{number}"] for number in (101, 102, 103, 111)] == [True, False, None, True]
    reading = read_changed(tmp_path, SOURCE, without("Status", "Status Category"), ZONE)
    assert told(reading, "made_sla")["DESK-102"] == (False,)


def test_issue_when_it_ended_without_a_time(tmp_path: Path) -> None:
    """Its verdict is final; that no month can count it is said."""
    reading = read_changed(tmp_path, SOURCE, with_cells("Resolved", "", "26/Feb/26 5:45 PM"), ZONE)
    assert told(reading, "resolved_at", "made_sla", "flags")["DESK-101"] == (
        None, True, "ended at a time not told (resolved)",
    )  # fmt: skip
    assert ("flag", "ended at a time not told", "Resolved", 1) in findings(reading)


def test_times_when_a_spreadsheet_saved_them(tmp_path: Path) -> None:
    """The order is asked while every day could be a month."""
    texts = [f"{day}/3/2026 16:14" for day in range(1, 13)]
    change = with_cells("Created", *texts)
    reading = read_changed(tmp_path, SOURCE, change, ZONE)
    (question,) = reading.report.questions
    assert (question.kind, question.options) == ("date order", ("dmy", "mdy"))
    assert question.text.startswith("Created: ")
    reading = read_changed(tmp_path, SOURCE, change, ZONE, date_order="mdy")
    assert told(reading, "opened_at")["DESK-101"] == ("2026-01-03 15:14:00",)
    reading = read_changed(tmp_path, SOURCE, with_cells("Created", "6/21/2025 16:14"), ZONE)
    assert told(reading, "opened_at")["DESK-101"] == ("2025-06-21 14:14:00",)


@pytest.mark.parametrize("text", ["25/Fxb/26 10:17 PM", "31/Feb/26 10:17 PM", "25/Feb/26 13:17 PM"])
def test_time_when_it_cannot_be(tmp_path: Path, text: str) -> None:
    reading = read_changed(tmp_path, SOURCE, with_cells("Created", text, "1/Jan/26 1:00 AM"), ZONE)
    assert set_aside(reading) == [(2, "Created", text, "not a date")]


def test_list_when_a_column_is_missing(tmp_path: Path) -> None:
    for heading in ("Issue key", "Created"):
        report = read_changed(tmp_path, SOURCE, without(heading), ZONE).report
        assert [question.kind for question in report.questions] == ["columns"]
    report = read_export(tmp_path / "changed.csv", ZONE, source=SOURCE).report
    assert report.refused
    assert "the column 'Created' is missing" in report.findings[0].message


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("1:15", True),
        ("0:01", True),
        ("152:30", True),
        ("02:30:00", True),
        ("-0:05", False),
        ("-152:30", False),
        ("- 1:05", False),
        ("\u22121:05", False),
        ("-0:00", False),
        ("0:00", None),
        ("0:00:00", None),
        ("1:75", None),
        ("90", None),
        ("-90", None),
        ("true", None),
        ("2h 5m", None),
        ("", None),
    ],
)
def test_met_by_time_left(text: str, met: bool | None) -> None:
    assert met_by_time_left(text) is met


@pytest.mark.skipif(not REAL.exists(), reason="real exports of other tools are not here")
def test_real_headings_when_a_row_stands_below_them(tmp_path: Path) -> None:
    text = REAL.read_text(encoding="utf-8").rstrip("\r\n")
    headings = text.split(",")
    cells = {
        "Issue key": "DI-1",
        "Status": "Done",
        "Created": "25/Feb/26 10:17 PM",
        "Resolved": "26/Feb/26 1:02 AM",
        "Custom field (Time to resolution)": "-0:10",
        "Custom field ([CHART] Date of First Response)": "2026-02-25 22:38:58.679",
    }
    path = tmp_path / "jira.csv"
    path.write_text(text + "\n" + ",".join(cells.get(each, "") for each in headings) + "\n")
    reading = read_export(path)
    assert len(headings) == 155
    assert len(headings) - len(set(headings)) == 6
    assert (reading.report.source, reading.report.loaded) == (SOURCE, 1)
    columns = ("opened_at", "first_response_at", "resolved_at", "made_sla")
    assert told(reading, *columns) == {
        "DI-1": ("2026-02-25 22:17:00", "2026-02-25 22:38:58", "2026-02-26 01:02:00", False)
    }
