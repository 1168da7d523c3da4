"""Zendesk exports: the committed sample by hand, bad input, and rows of a real export."""

from __future__ import annotations

from pathlib import Path

import pytest

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

SOURCE = "zendesk_tickets"
ZONE = "Europe/London"  # UTC, from 2026-03-29 01:00 on UTC+1
REAL = ROOT.parent / "shared" / "data" / "tickets" / "zendesk_preview.csv"
DAY = 86_400


def test_sample_when_it_is_read_as_it_stands() -> None:
    reading = read_sample(SOURCE, ZONE)
    report = reading.report
    assert (report.source, report.system, report.questions) == (SOURCE, "zendesk", ())
    assert (report.rows, report.loaded, report.set_aside, report.duplicates) == (12, 11, 1, 0)
    assert set_aside(reading) == [(14, "Id", "1.03006E+13", "number cut")]
    assert [(severity, code) for severity, code, *_ in findings(reading)] == [
        ("note", "no value"),  # the `-` of Priority and Ticket type
        ("note", "no value"),
        ("set aside", "number cut"),
        ("note", "holds more"),  # the ratings
    ]
    columns = ("opened_at", "resolved_at", "tool_elapsed_seconds")
    assert told(reading, *columns) == {
        "40101": ("2026-02-03 09:00:00", "2026-02-05 10:30:00", 2970 * 60),
        "40102": ("2026-02-04 23:50:00", "2026-02-05 00:35:00", 45 * 60),
        "40103": ("2026-02-13 08:15:00", None, None),
        "40104": ("2026-02-13 10:00:00", None, None),
        "40105": ("2026-02-16 10:00:00", None, None),
        "40106": ("2026-02-17 12:00:00", None, None),
        "40107": ("2026-02-18 07:45:00", None, None),
        "40108": ("2026-03-30 09:00:00", "2026-03-31 09:00:00", DAY),
        "40109": ("2026-03-28 12:00:00", "2026-03-29 11:00:00", DAY - 3600),
        "40110": ("2026-02-20 09:00:00", "2026-02-20 10:31:00", 91 * 60),
        "40111": ("2026-02-23 09:00:00", "2026-02-24 09:00:00", DAY),
    }


def test_sample_when_its_words_are_understood() -> None:
    reading = read_sample(SOURCE, ZONE)
    assert meanings(reading, "state") == {
        "40101": "resolved",
        "40102": "closed",
        "40103": "on_hold/awaiting_customer",
        "40104": "on_hold",
        "40105": "on_hold",
        "40106": "in_progress",
        "40107": "new",
        "40108": "resolved",
        "40109": "resolved",
        "40110": "closed",
        "40111": "in_progress",
    }
    priorities, kinds = meanings(reading, "priority"), meanings(reading, "record_type")
    tickets = ("40101", "40102", "40103", "40104", "40106")
    assert [priorities[each] for each in tickets] == ["P4", "P1", "P3", "P2", None]
    assert [kinds[each] for each in tickets] == ["incident", "incident", None, None, "incident"]
    assert told(reading, "customer", "service", "requester")["40106"] == (
        "Mill Road Books",
        "Web shop",
        "Pat Lowe",
    )
    assert told(reading, "short_description")["40107"] == ('He wrote: "it beeps",\nthen nothing',)


def test_sample_when_changes_of_hands_are_counted() -> None:
    """A ticket that passed through one group never changed hands."""
    counts = told(read_sample(SOURCE, ZONE), "reassignment_count", "reopen_count")
    assert counts == {
        "40101": (0, 0),
        "40102": (2, 2),
        "40103": (0, 0),
        "40104": (1, 0),
        "40105": (0, 0),
        "40106": (1, 1),
        "40107": (0, 0),
        "40108": (0, 0),
        "40109": (1, 1),
        "40110": (0, 0),
        "40111": (0, 1),
    }


def test_sample_when_a_column_says_it_not_exactly() -> None:
    """Rounded hours, parts of pauses and lengths of first replies fill no field."""
    reading = read_sample(SOURCE, ZONE)
    none = ("first_response_at", "closed_at", "due_at", "made_sla", "paused_seconds")
    assert set(told(reading, *none).values()) == {(None,) * 5}
    unused = (
        "Summation column",
        "Resolution time",
        "Requester id",
        "On hold time in minutes",
        "Full resolution time in minutes within business hours",
    )
    assert set(unused) <= set(reading.report.unused_headings)


def test_ids_when_a_spreadsheet_spoilt_them_all(tmp_path: Path) -> None:
    change = with_cells("Id", "1.03006E+13", "1,09916E+13", "7.30286E+12", "1E+13")
    report = read_changed(tmp_path, SOURCE, change, ZONE).report
    assert report.refused
    assert "none of its 12 rows can be loaded" in report.findings[0].message
    assert [(each.code, each.count) for each in report.findings if each.column == "Id"] == [
        ("number cut", 12)
    ]


def test_times_when_every_day_could_be_a_month(tmp_path: Path) -> None:
    def change(rows: Rows) -> Rows:
        dates = {"Created at": "05-02-2026 09:00", "Updated at": "07-02-2026 09:00"}
        for heading, text in (dates | {"Solved at": "06-02-2026 09:00"}).items():
            rows = with_cells(heading, text)(rows)
        return rows

    report = read_changed(tmp_path, SOURCE, change, ZONE).report
    assert [question.kind for question in report.questions] == ["date order"] * 3
    reading = read_changed(tmp_path, SOURCE, change, ZONE, date_order="dmy")
    assert told(reading, "opened_at")["40101"] == ("2026-02-05 09:00:00",)
    reading = read_changed(tmp_path, SOURCE, change, ZONE, date_order="mdy")
    assert told(reading, "opened_at")["40101"] == ("2026-05-02 08:00:00",)


def test_times_when_both_orders_stand_in_a_column(tmp_path: Path) -> None:
    change = with_cells("Created at", "13-02-2026 09:00", "02-13-2026 09:00")
    report = read_changed(tmp_path, SOURCE, change, ZONE).report
    assert report.refused
    assert "cannot both be dates of one form" in report.findings[0].message


@pytest.mark.parametrize(
    ("heading", "text", "code", "is_loaded"),
    [
        ("Solved at", "02-01-2026 09:00", "resolved before opened", False),
        ("Reopens", "-1", "not a count", False),
        ("Group stations", "1.5", "not a count", False),
        ("Full resolution time in minutes", "-5", "length not known", True),
    ],
)
def test_cell_when_it_cannot_be(
    tmp_path: Path, heading: str, text: str, code: str, is_loaded: bool
) -> None:
    def change(rows: Rows) -> Rows:
        rows[1][rows[0].index(heading)] = text
        return rows

    reading = read_changed(tmp_path, SOURCE, change, ZONE)
    assert (code, heading) in [(found, column) for _, found, column, _ in findings(reading)]
    assert ("40101" in told(reading, "opened_at")) == is_loaded


def test_list_when_a_column_is_missing(tmp_path: Path) -> None:
    for heading in ("Id", "Created at", "Solved at"):
        report = read_changed(tmp_path, SOURCE, without(heading), ZONE).report
        assert [question.kind for question in report.questions] == ["columns"]


@pytest.mark.skipif(not REAL.exists(), reason="real exports of other tools are not here")
def test_real_rows_when_they_are_read() -> None:
    """The minutes that the tool counted are those between the two times, whose seconds are cut."""
    reading = read_export(REAL)
    report = reading.report
    assert (report.source, report.rows, report.loaded) == (SOURCE, 7, 7)
    assert reading.rows is not None
    assert report.questions == ()
    for row in reading.rows.tickets.to_pylist():
        elapsed = (row["resolved_at"] - row["opened_at"]).total_seconds()
        assert abs(row["tool_elapsed_seconds"] - elapsed) <= 60, row["ticket_id"]
    assert told(reading, "opened_at", "resolved_at", "tool_elapsed_seconds", "reopen_count")[
        "297732"
    ] == ("2023-04-08 20:52:00", "2023-06-14 16:30:00", 96_218 * 60, 11)
    assert "Resolution time" in report.unused_headings
