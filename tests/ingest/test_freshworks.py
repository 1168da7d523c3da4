"""Freshdesk and Freshservice exports: the committed samples by hand, and bad input."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.exports import (
    Rows,
    findings,
    meanings,
    read_changed,
    read_sample,
    set_aside,
    told,
    with_cells,
    without,
)

DESK, SERVICE = "freshdesk_tickets", "freshservice_tickets"
ZONE = "Europe/Berlin"  # UTC+1, in summer UTC+2
BOTH = pytest.mark.parametrize(
    ("source", "status", "created", "updated", "ticket"),
    [
        (DESK, "Resolution status", "Created time", "Last update time", "Ticket ID"),
        (SERVICE, "Resolution Status", "Created Time", "Last Updated Time", "Ticket Id"),
    ],
)


def test_freshdesk_when_its_times_are_read() -> None:
    reading = read_sample(DESK, ZONE)
    report = reading.report
    assert (report.source, report.system, report.questions) == (DESK, "freshdesk", ())
    assert (report.rows, report.loaded, report.set_aside) == (12, 12, 0)
    times = ("opened_at", "first_response_at", "resolved_at", "due_at")
    found = told(reading, *times)
    assert found["901"] == (
        "2026-01-01 23:58:36", "2026-01-02 00:10:00", "2026-01-02 02:28:36", "2026-01-02 03:58:36",
    )  # fmt: skip
    assert found["902"] == (
        "2026-01-12 08:00:00", "2026-01-12 08:45:00", "2026-01-13 09:15:30", "2026-01-12 16:00:00",
    )  # fmt: skip
    assert found["903"] == ("2026-01-13 07:00:00", None, None, "2026-01-16 07:00:00")
    assert found["910"] == (
        "2026-07-01 08:00:00", "2026-07-01 08:20:00", "2026-07-01 10:00:00", "2026-07-01 16:00:00",
    )  # fmt: skip
    assert found["912"] == ("2026-02-03 09:00:00", None, "2026-02-03 11:00:00", None)
    assert told(reading, "closed_at", "updated_at")["901"] == ("2026-01-05 02:28:36",) * 2


def test_freshdesk_when_its_verdicts_are_read() -> None:
    """Six verdicts stand on tickets that have not ended: one of them says violated."""
    reading = read_sample(DESK, ZONE)
    hours = 3600
    assert told(reading, "made_sla", "tool_elapsed_seconds") == {
        "901": (True, 2.5 * hours),
        "902": (False, 33_330),
        "903": (None, None),
        "904": (None, None),
        "905": (None, None),
        "906": (None, None),
        "907": (None, None),
        "908": (True, 15_660),
        "909": (False, 174 * hours),
        "910": (True, 2 * hours),
        "911": (None, 2 * hours),  # opened again
        "912": (None, None),
    }
    assert findings(reading) == [("note", "verdict not final", "Resolution status", 6)]


def test_freshdesk_when_its_words_are_understood() -> None:
    reading = read_sample(DESK, ZONE)
    assert meanings(reading, "state") == {
        "901": "closed",
        "902": "resolved",
        "903": "new",
        "904": "new",
        "905": "on_hold",
        "906": "on_hold/awaiting_customer",
        "907": "on_hold",
        "908": "closed",
        "909": "resolved",
        "910": "resolved",
        "911": "new",
        "912": "closed",
    }
    priorities, kinds = meanings(reading, "priority"), meanings(reading, "record_type")
    tickets = ("901", "902", "903", "904", "908")
    assert [priorities[each] for each in tickets] == ["P1", "P2", "P4", "P3", "P4"]
    assert [kinds[each] for each in tickets] == [
        "incident", "incident", None, "incident", "problem",
    ]  # fmt: skip
    columns = ("customer", "service", "requester", "assignment_group", "assigned_to", "channel")
    found = told(reading, *columns)
    assert found["901"] == (
        "Harbour Cafe", "Till cloud", "Pat Lowe", "First line", "Sam Reed", "Portal",
    )  # fmt: skip
    assert found["909"][:2] == (None, None)


def test_freshservice_when_its_times_and_verdicts_are_read() -> None:
    reading = read_sample(SERVICE, ZONE)
    report = reading.report
    assert (report.source, report.system, report.questions) == (SERVICE, "freshservice", ())
    assert (report.rows, report.loaded, report.set_aside) == (12, 12, 0)
    columns = ("opened_at", "resolved_at", "made_sla", "tool_elapsed_seconds")
    assert told(reading, *columns) == {
        "INC-11": ("2026-01-02 08:00:00", "2026-01-02 11:30:00", True, 12_600),
        "INC-12": ("2026-01-02 08:10:00", "2026-01-05 08:10:00", False, 259_200),
        "SR-13": ("2026-01-13 07:00:00", None, None, None),
        "INC-14": ("2026-01-13 08:00:00", None, None, None),
        "INC-15": ("2026-01-14 08:00:00", None, None, None),
        "INC-16": ("2026-01-14 08:05:00", None, None, None),
        "INC-17": ("2026-01-14 08:10:00", None, None, None),
        "INC-18": ("2026-01-20 07:00:00", "2026-01-20 11:21:00", True, 15_660),
        "INC-19": ("2026-01-05 07:00:00", "2026-01-12 13:00:00", False, None),
        "INC-20": ("2026-07-01 08:00:00", "2026-07-01 10:00:00", True, 7200),
        "INC-21": ("2026-02-02 09:00:00", "2026-02-02 11:00:00", None, 7200),
        "INC-22": ("2026-02-03 09:00:00", "2026-02-03 11:00:00", None, None),
    }
    assert told(reading, "first_response_at", "due_at", "closed_at")["INC-11"] == (
        "2026-01-02 08:30:00", "2026-01-02 12:00:00", "2026-01-04 11:30:00",
    )  # fmt: skip
    assert findings(reading) == [("note", "verdict not final", "Resolution Status", 6)]
    assert report.unused_headings.count("Others") == 2


def test_freshservice_when_its_words_are_understood() -> None:
    reading = read_sample(SERVICE, ZONE)
    assert list(meanings(reading, "state").values()) == [
        "closed", "resolved", "new", "new", "on_hold", "on_hold/awaiting_customer", "on_hold",
        "closed", "resolved", "resolved", "new", "closed",
    ]  # fmt: skip
    kinds = meanings(reading, "record_type")
    assert (kinds["INC-11"], kinds["SR-13"]) == ("incident", "request")
    columns = ("parent_id", "vip", "customer", "category", "subcategory", "site",
               "configuration_item", "requester")  # fmt: skip
    found = told(reading, *columns)
    assert found["INC-11"] == (
        None, True, "Facilities", "Hardware", "Laptop", "Turku", "LT-044", "Noor Vale",
    )  # fmt: skip
    assert found["INC-12"][:2] == ("INC-11", False)
    assert found["INC-19"] == (
        None, False, None, "Hardware", "Laptop", None, None, "Noor Vale",
    )  # fmt: skip


@BOTH
def test_verdict_when_its_word_is_another(
    tmp_path: Path, source: str, status: str, created: str, updated: str, ticket: str
) -> None:
    change = with_cells(status, "Within SLA", "Nearly")
    reading = read_changed(tmp_path, source, change, ZONE)
    verdicts = [made for (made,) in told(reading, "made_sla").values()]
    assert verdicts == [True, *[None] * 11]
    assert findings(reading) == [("flag", "word not known", status, 11)]


@BOTH
def test_list_when_a_column_is_missing(
    tmp_path: Path, source: str, status: str, created: str, updated: str, ticket: str
) -> None:
    for heading in (created, updated, ticket):
        report = read_changed(tmp_path, source, without(heading), ZONE).report
        assert [question.kind for question in report.questions] == ["columns"]
    reading = read_changed(tmp_path, source, without(status), ZONE)
    assert {made for (made,) in told(reading, "made_sla").values()} == {None}


@BOTH
def test_times_when_they_cannot_be(
    tmp_path: Path, source: str, status: str, created: str, updated: str, ticket: str
) -> None:
    def change(rows: Rows) -> Rows:
        rows[1][rows[0].index(created)] = "2026-02-30 08:00:00"
        rows[2][rows[0].index(created)] = "1970-01-01 00:00:00"
        rows[3][rows[0].index(created)] = ""
        return rows

    reading = read_changed(tmp_path, source, change, ZONE)
    lines = [(line, code) for line, _, _, code in set_aside(reading)]
    assert lines == [(2, "not a date"), (3, "stand-in date"), (4, "no opened")]
    change = with_cells(created, "5/1/2026 8:00")
    report = read_changed(tmp_path, source, change, ZONE).report
    assert [question.kind for question in report.questions] == ["date order"]


@BOTH
def test_ids_when_a_spreadsheet_spoilt_one(
    tmp_path: Path, source: str, status: str, created: str, updated: str, ticket: str
) -> None:
    def change(rows: Rows) -> Rows:
        rows[1][rows[0].index(ticket)] = "1.03006E+13"
        return rows

    reading = read_changed(tmp_path, source, change, ZONE)
    assert set_aside(reading) == [(2, ticket, "1.03006E+13", "number cut")]


@pytest.mark.parametrize("heading", ["Ticket Id", "Company", "Resolution Status"])
def test_repeated_heading_when_it_is_used(tmp_path: Path, heading: str) -> None:
    def change(rows: Rows) -> Rows:
        rows[0][-1] = heading
        return rows

    report = read_changed(tmp_path, SERVICE, change, ZONE).report
    assert report.refused
    assert f"the heading '{heading}' stands more than once" in report.findings[0].message
