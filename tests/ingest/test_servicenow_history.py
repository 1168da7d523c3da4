"""ServiceNow histories told field by field: read by hand, and equal to the audit log's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from slm_analytics.ingest import writing
from slm_analytics.ingest.intake import Upload
from slm_analytics.ingest.options import Options
from slm_analytics.settings import DataFolder
from tests.ingest.exports import findings, read_changed, read_sample, set_aside, with_cells
from tests.ingest.stores import load as load_files
from tests.ingest.stores import work_here
from tests.warehouse.stores import (
    NO_REGISTER,
    File,
    Row,
    contents,
    in_force,
    load,
    table,
    warehouse_of,
)

LIST, LOG, AUDIT, METRIC = (
    "servicenow_incident", "servicenow_incident_log", "servicenow_audit", "servicenow_metric",
)  # fmt: skip
ZONE = "Europe/Berlin"  # UTC+1 in February
OPENED = "2026-02-02 08:00:00"
STRETCHES = """
    SELECT f.ticket_id, (make_timestamp(s.start_s * 1000000))::VARCHAR AS start,
        (make_timestamp(s.until_s * 1000000))::VARCHAR AS until, w.word, k.priority
    FROM ticket_stretch AS s
    INNER JOIN ticket_fact AS f ON f.rowid = s.ticket_no
    INNER JOIN ticket_word AS w ON w.word_no = s.word_no
    INNER JOIN ticket_key AS k ON k.key_no = s.key_no
    ORDER BY f.ticket_id, s.start_s
"""
FLAGS = """
    SELECT f.ticket_id, m.flags FROM ticket_moment AS m
    INNER JOIN ticket_fact AS f ON f.rowid = m.ticket_no ORDER BY f.ticket_id
"""


def told(store: DataFolder, sql: str) -> list[tuple[Any, ...]]:
    warehouse = warehouse_of(store)
    try:
        frame = warehouse.query(sql)
    finally:
        warehouse.close()
    return [tuple(None if pd.isna(cell) else cell for cell in row) for row in frame.to_numpy()]


def records(source: str) -> list[tuple[Any, ...]]:
    reading = read_sample(source, ZONE)
    assert reading.rows is not None
    return [
        (row["ticket_id"], f"{row['changed_at']:%d %H:%M}", row["field"], row["old_value"],
         row["new_value"])
        for row in reading.rows.records.to_pylist()
    ]  # fmt: skip


def test_audit_when_it_is_read_as_it_stands() -> None:
    """Numbers are words of their own table; keys of the database are told of."""
    reading = read_sample(AUDIT, ZONE)
    report = reading.report
    assert (report.source, report.contract, report.questions) == (AUDIT, "ticket_changes", ())
    assert (report.rows, report.loaded, report.set_aside, report.duplicates) == (15, 13, 1, 1)
    assert set_aside(reading) == [
        (16, "documentkey", "9d385017c611228701d22104cc95c371", "internal key")
    ]
    assert ("note", "internal keys", "newvalue", 1) in findings(reading)
    found = records(AUDIT)
    assert found[0] == ("INC0020001", "02 08:10", "state", "New", "In Progress")
    assert found[4] == ("INC0020001", "02 09:00", "hold_reason", None, "Awaiting Caller")
    assert found[5] == ("INC0020001", "02 10:00", "priority", "4", "3")
    assert found[8] == ("INC0020001", "02 14:30", "hold_reason", "Awaiting Vendor", None)
    assert found[10] == ("CHG0030003", "18 09:05", "state", "New", "Scheduled")


def test_metric_when_it_is_read_as_it_stands() -> None:
    report = read_sample(METRIC, ZONE).report
    assert (report.source, report.contract, report.loaded) == (METRIC, "ticket_changes", 9)
    found = records(METRIC)
    assert found[0] == ("INC0020001", "02 07:00", "state", None, "New")
    assert found[2] == ("INC0020001", "02 08:10", "assignment_group", None, "Messaging")
    assert found[4] == ("INC0020001", "02 09:00", "hold_reason", None, "Awaiting Caller")
    assert found[8][2] == "Create to Resolve Duration"


@pytest.mark.parametrize(
    ("table_name", "word"),
    [("incident", "On Hold"), ("problem", "Pending Change"), ("change_request", "Closed"),
     ("sc_req_item", "Closed Complete"), ("sc_task", "Closed Complete"), ("u_other", "3")],
)  # fmt: skip
def test_number_when_each_table_means_another_word(
    tmp_path: Path, table_name: str, word: str
) -> None:
    def change(rows: list[list[str]]) -> list[list[str]]:
        return with_cells("tablename", table_name)(with_cells("newvalue", "3")(rows[:2]))

    reading = read_changed(tmp_path, AUDIT, change)
    assert reading.rows is not None
    assert reading.rows.records.column("new_value").to_pylist() == [word]


# The life of one ticket: what each update changed.
LIFE: list[tuple[str, dict[str, str]]] = [
    ("02 09:10", {"state": "In Progress"}),
    ("02 10:00", {"state": "On Hold", "hold_reason": "Awaiting Caller"}),
    ("02 11:00", {"priority": "3 - Moderate"}),
    ("02 12:00", {"hold_reason": "Awaiting Vendor"}),
    ("02 15:30", {"state": "In Progress", "hold_reason": ""}),
    ("03 09:00", {"state": "On Hold", "hold_reason": "Awaiting Caller"}),
    ("03 10:00", {"state": "In Progress", "hold_reason": ""}),
    ("03 16:00", {"state": "Resolved"}),
    ("06 16:00", {"state": "Closed"}),
]
CODES = {
    "state": {"New": "1", "In Progress": "2", "On Hold": "3", "Resolved": "6", "Closed": "7"},
    "hold_reason": {"Awaiting Caller": "1", "Awaiting Vendor": "4", "": ""},
    "priority": {"4 - Low": "4", "3 - Moderate": "3"},
}
FIRST = {"state": "New", "hold_reason": "", "priority": "4 - Low"}
AS_LOGGED = [
    ("INC1", "2026-02-02 08:00:00", "2026-02-02 09:10:00", "new", "P4"),
    ("INC1", "2026-02-02 09:10:00", "2026-02-02 10:00:00", "in_progress", "P4"),
    ("INC1", "2026-02-02 10:00:00", "2026-02-02 11:00:00", "on_hold/awaiting_customer", "P4"),
    ("INC1", "2026-02-02 11:00:00", "2026-02-02 12:00:00", "on_hold/awaiting_customer", "P3"),
    ("INC1", "2026-02-02 12:00:00", "2026-02-02 15:30:00", "on_hold/awaiting_vendor", "P3"),
    ("INC1", "2026-02-02 15:30:00", "2026-02-03 09:00:00", "in_progress", "P3"),
    ("INC1", "2026-02-03 09:00:00", "2026-02-03 10:00:00", "on_hold/awaiting_customer", "P3"),
    ("INC1", "2026-02-03 10:00:00", "2026-02-03 16:00:00", "in_progress", "P3"),
    ("INC1", "2026-02-03 16:00:00", "2026-02-06 16:00:00", "resolved", "P3"),
    ("INC1", "2026-02-06 16:00:00", None, "closed", "P3"),
]


def at(moment: str) -> str:
    return f"2026-02-{moment}:00"


def listed(**more: str) -> File:
    row = {
        "number": "INC1", "opened_at": OPENED, "state": "Closed", "priority": "3 - Moderate",
        "resolved_at": at("03 16:00"), "closed_at": at("06 16:00"),
        "sys_updated_on": at("06 16:00"),
    }  # fmt: skip
    return File(name="list.csv", rows=[row | more], source=LIST)


def logged() -> File:
    rows: list[Row] = []
    now = dict(FIRST)
    for place, (moment, changed) in enumerate([("02 08:00", FIRST), *LIFE]):
        now |= changed
        told_so = {"number": "INC1", "opened_at": OPENED, "sys_updated_on": at(moment)}
        rows.append(told_so | {"sys_mod_count": str(place)} | now)
    return File(name="log.csv", rows=rows, source=LOG)


def audited(
    life: list[tuple[str, dict[str, str]]], name: str = "audit.csv", *, checkpoint: bool = True
) -> File:
    """Return the changes of LIFE that are in `life`, as rows of the audit table."""
    rows: list[Row] = []
    now = dict(FIRST)
    for place, (moment, changed) in enumerate(LIFE, start=1):
        for field, word in changed.items() if (moment, changed) in life else ():
            row = {
                "tablename": "incident", "documentkey": "Incident: INC1", "fieldname": field,
                "oldvalue": CODES[field][now[field]], "newvalue": CODES[field][word],
                "sys_created_on": at(moment),
            }  # fmt: skip
            rows.append(row | ({"record_checkpoint": str(place)} if checkpoint else {}))
        now |= changed
    return File(name=name, rows=rows, source=AUDIT)


def test_clock_when_the_history_is_a_log(store: DataFolder) -> None:
    load(store, listed(), logged())
    assert told(store, STRETCHES) == AS_LOGGED
    assert told(store, FLAGS) == [("INC1", 0)]


@pytest.mark.parametrize("checkpoint", [True, False])
@pytest.mark.parametrize("audit_first", [True, False])
def test_clock_when_the_history_is_the_audit_table(
    store: DataFolder, checkpoint: bool, audit_first: bool
) -> None:
    """The stretches that clocks run by are those of the log, whichever file comes first."""
    files = [audited(LIFE, checkpoint=checkpoint), listed()]
    for file in files if audit_first else reversed(files):
        load(store, file)
    assert told(store, STRETCHES) == AS_LOGGED
    assert told(store, FLAGS) == [("INC1", 0)]
    assert table(store, "unknown_value").empty
    assert table(store, "ticket_fact")["ticket_id"].tolist() == ["INC1"]


@pytest.mark.parametrize("cut", range(1, len(LIFE)))
def test_clock_when_the_audit_table_comes_month_by_month(store: DataFolder, cut: int) -> None:
    """In any order, overlapping by one update; a rebuild changes nothing."""
    first, second = audited(LIFE[: cut + 1], "1.csv"), audited(LIFE[cut:], "2.csv")
    load(store, second)
    load(store, listed(), first)
    assert told(store, STRETCHES) == AS_LOGGED
    if cut == 1:
        whole = contents(store)
        writing.rebuild(store, in_force(store), NO_REGISTER)
        assert contents(store) == whole


@pytest.mark.parametrize("start", range(1, len(LIFE)))
def test_clock_when_the_history_begins_late(store: DataFolder, start: int) -> None:
    """What was true before is told by the old values, from where the ticket cannot have waited."""
    load(store, listed(), audited(LIFE[start:]))
    found = told(store, STRETCHES)
    known = [row for row in AS_LOGGED if row[1] >= at(LIFE[start][0])]
    assert found[-len(known) :] == known
    assert found[0][1] == OPENED
    assert found[0][4] == ("P4" if start < 3 else "P3")


def test_changes_when_several_of_one_field_fall_in_a_second(store: DataFolder) -> None:
    """The last is the one that no other replaces, in whatever order the rows stand."""
    row = {"tablename": "incident", "documentkey": "INC1", "fieldname": "state"}
    moment = {"sys_created_on": at("02 09:10")}
    rows = [
        row | moment | {"oldvalue": "2", "newvalue": "3"},
        row | moment | {"oldvalue": "1", "newvalue": "2"},
        row | moment | {"fieldname": "hold_reason", "oldvalue": "", "newvalue": "5"},
    ]
    load(store, listed(state="On Hold", resolved_at="", closed_at="", hold_reason="Awaiting Change",
                       priority="4 - Low"),
         File(name="a.csv", rows=rows, source=AUDIT))  # fmt: skip
    assert told(store, STRETCHES) == [
        ("INC1", "2026-02-02 08:00:00", "2026-02-02 09:10:00", "new", "P4"),
        ("INC1", "2026-02-02 09:10:00", None, "on_hold/awaiting_change", "P4"),
    ]


def test_clock_when_the_history_is_a_metric(store: DataFolder) -> None:
    reading = read_sample(METRIC, "UTC")
    assert reading.raw is not None
    rows = [
        dict(zip(reading.raw.headings, [column[place].as_py() for column in columns], strict=True))
        for columns in [reading.raw.rows.columns[1:]]
        for place in range(reading.raw.rows.num_rows)
    ]
    row = {"number": "INC0020001", "closed_at": "", "resolved_at": at("02 16:00"),
           "state": "Resolved", "sys_updated_on": at("02 16:00")}  # fmt: skip
    load(store, listed(**row), File(name="metric.csv", rows=rows, source=METRIC))
    assert [(row[1][11:16], row[3]) for row in told(store, STRETCHES)] == [
        ("08:00", "new"),
        ("09:10", "in_progress"),
        ("10:00", "on_hold/awaiting_customer"),
        ("12:00", "on_hold/awaiting_vendor"),
        ("15:30", "in_progress"),
        ("16:00", "resolved"),
    ]
    assert told(store, FLAGS) == [("INC0020001", 0)]


def test_tickets_when_no_list_holds_them(
    store: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The report says so, the changes wait, and the list brings them in."""
    work_here(monkeypatch)
    path = tmp_path / "audit.csv"
    path.write_text(
        "tablename,documentkey,fieldname,oldvalue,newvalue,sys_created_on\n"
        "incident,INC1,state,1,2,2026-02-02 09:10:00\n"
        "incident,INC2,state,1,2,2026-02-02 09:10:00\n"
    )
    (report,) = load_files(store, Upload(path, path.name), options=Options(zone="UTC"))
    (found,) = [each for each in report.findings if each.code == "tickets not listed"]
    assert found.message.startswith("2 of 2 tickets stand in no list that is loaded")
    assert table(store, "ticket_fact").empty
    assert len(table(store, "ticket_change")) == 2
    load(store, listed(state="In Progress", resolved_at="", closed_at=""))
    assert [row[3] for row in told(store, STRETCHES)] == ["new", "in_progress"]
    again = tmp_path / "again.csv"
    again.write_text(path.read_text().replace("09:10", "09:20"))
    (report,) = load_files(store, Upload(again, again.name), options=Options(zone="UTC"))
    (found,) = [each for each in report.findings if each.code == "tickets not listed"]
    assert (found.count, found.value) == (1, "INC2")


def test_words_when_no_rule_knows_them(store: DataFolder) -> None:
    """A word that only a history holds is asked for as those of lists are."""
    row = {"tablename": "incident", "documentkey": "INC1", "fieldname": "state",
           "oldvalue": "1", "newvalue": "77", "sys_created_on": at("02 09:10")}  # fmt: skip
    load(store, listed(), File(name="a.csv", rows=[row], source=AUDIT))
    found = table(store, "unknown_value")[["field", "word", "tickets"]].to_dict("records")
    assert found == [{"field": "state", "word": "77", "tickets": 1}]
