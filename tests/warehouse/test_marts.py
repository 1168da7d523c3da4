"""Given rows, the rows of a mart: words, ends, reopenings, unknown words."""

from __future__ import annotations

import re

import duckdb
import pytest

from slm_analytics.ingest.record_tables import record_tables
from slm_analytics.ingest.writing import RegisterState
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse import sql_files
from tests.warehouse.stores import File, Row, fact, facts, load, table

OPENED = "2026-01-01 08:00"


def one(store: DataFolder, **more: str) -> None:
    load(store, File(name="x.csv", rows=[{"ticket_id": "A", "opened_at": OPENED, **more}]))


# What a row says -> is it open, stopped at, ended at, seconds elapsed.
LIVES: list[tuple[dict[str, str], bool, str | None, str | None, int | None]] = [
    ({"state": "New"}, True, None, None, None),
    ({"state": "On Hold", "updated_at": "2026-01-02 08:00"}, True, None, None, None),
    (  # open again: the time of the first resolution no longer counts
        {"state": "In Progress", "resolved_at": "2026-01-02 08:00"},
        True, None, None, None,
    ),
    (
        {"state": "Closed", "resolved_at": "2026-01-01 09:00", "closed_at": "2026-01-03 08:00"},
        False, "2026-01-01 09:00:00", "2026-01-01 09:00:00", 3600,
    ),
    (
        {"state": "Closed", "closed_at": "2026-01-01 10:00"},
        False, "2026-01-01 10:00:00", "2026-01-01 10:00:00", 7200,
    ),
    (
        {"state": "Resolved", "updated_at": "2026-01-04 08:00"},
        False, None, "2026-01-04 08:00:00", None,
    ),
    ({"state": "Closed"}, False, None, None, None),
    (
        {"state": "Cancelled", "updated_at": "2026-01-05 08:00"},
        False, None, "2026-01-05 08:00:00", None,
    ),
    ({}, True, None, None, None),
    (  # no state, or one that no rule knows: the times decide
        {"resolved_at": "2026-01-01 08:00"},
        False, "2026-01-01 08:00:00", "2026-01-01 08:00:00", 0,
    ),
    (
        {"state": "Erledigt", "closed_at": "2026-01-01 09:00"},
        False, "2026-01-01 09:00:00", "2026-01-01 09:00:00", 3600,
    ),
    ({"state": "Erledigt"}, True, None, None, None),
]  # fmt: skip


def test_a_ticket_is_open_or_has_an_end_when_its_state_and_times_say_so(store: DataFolder) -> None:
    headings = ("state", "resolved_at", "closed_at", "updated_at")
    rows = [
        {"ticket_id": f"T{place}", "opened_at": OPENED, **dict.fromkeys(headings, ""), **told}
        for place, (told, *_) in enumerate(LIVES)
    ]
    load(store, File(name="x.csv", rows=rows))
    found = facts(store, "is_open", "stopped_at", "ended_at", "elapsed_seconds")
    for place, (told, *expected) in enumerate(LIVES):
        assert found[f"T{place}"] == tuple(expected), told


@pytest.mark.parametrize(
    ("field", "word", "meaning"),
    [
        ("priority", "1 - Critical", "P1"),
        ("priority", "HIGH", "P2"),
        ("priority", "p3", "P3"),
        ("priority", "Whenever", "Whenever"),
        ("state", "  work in progress ", "in_progress"),
        ("state", "on_hold", "on_hold"),
        ("record_type", "Service Request", "request"),
        ("service", "VPN access", "VPN access"),
        ("customer", "Müller & Söhne", "Müller & Söhne"),
    ],
)
def test_a_word_has_its_meaning_when_a_rule_knows_it(
    store: DataFolder, field: str, word: str, meaning: str
) -> None:
    one(store, **{field: word})
    assert fact(store, "A", field) == (meaning,)
    known = meaning != "Whenever"
    assert table(store, "unknown_value").empty is known


def test_a_state_may_say_why_a_ticket_waits_when_the_tool_has_one_word_for_both(
    store: DataFolder,
) -> None:
    rows: list[Row] = [
        {"number": "A", "opened_at": OPENED, "state": "Awaiting User Info"},
        {"number": "B", "opened_at": OPENED, "state": "On Hold", "hold_reason": "Awaiting Vendor"},
        {"number": "C", "opened_at": OPENED, "state": "Awaiting User Info", "hold_reason": "Lunch"},
    ]
    load(store, File(name="x.csv", rows=rows, source="servicenow_incident"))
    assert fact(store, "A", "state", "hold_reason") == ("on_hold", "awaiting_customer")
    assert fact(store, "B", "state", "hold_reason") == ("on_hold", "awaiting_vendor")
    assert fact(store, "C", "state", "hold_reason") == ("on_hold", "Lunch")
    unknown = table(store, "unknown_value")
    assert list(unknown[["field", "word"]].iloc[0]) == ["hold_reason", "Lunch"]


def history(*states: str, **first: str) -> list[Row]:
    return [
        {
            "number": "A",
            "opened_at": OPENED,
            "state": state,
            "sys_updated_on": f"2026-01-01 09:{count:02d}",
            "sys_mod_count": str(count),
            **first,
        }
        for count, state in enumerate(states)
    ]


# The states of a ticket's history -> how often it was reopened.
HISTORIES = {
    ("New", "Resolved", "Closed"): 0,
    ("New", "Resolved", "In Progress", "Resolved"): 1,
    ("Resolved", "In Progress", "Resolved", "On Hold", "Closed", "New"): 3,
    ("New", "Canceled", "New"): 0,
    ("Resolved", "", "In Progress"): 1,  # a row that does not say the state
    ("Resolved", "Wartend", "In Progress"): 1,  # a word that no rule knows
    ("Resolved", "Wartend", "Closed"): 0,
    ("In Progress",): 0,
}


def test_reopenings_are_counted_from_the_history_when_no_count_is_exported(
    store: DataFolder,
) -> None:
    rows = [
        {**row, "number": f"T{place}"}
        for place, states in enumerate(HISTORIES)
        for row in history(*states)
    ]
    load(store, File(name="log.csv", rows=rows, source="servicenow_incident_log"))
    found = facts(store, "reopen_count")
    assert [found[f"T{place}"] for place in range(len(HISTORIES))] == [
        (times,) for times in HISTORIES.values()
    ]


def test_the_exported_count_of_reopenings_counts_when_there_is_one(store: DataFolder) -> None:
    rows = history("New", "Resolved", "In Progress", reopen_count="5")
    load(store, File(name="log.csv", rows=rows, source="servicenow_incident_log"))
    assert fact(store, "A", "reopen_count") == (5,)


def test_the_number_of_reopenings_is_not_known_when_neither_tells_it(store: DataFolder) -> None:
    one(store, state="Closed")
    assert fact(store, "A", "reopen_count", "reassignment_count", "made_sla") == (None, None, None)


def test_civil_dates_are_those_of_the_zone_when_midnight_lies_between(store: DataFolder) -> None:
    row = {
        "ticket_id": "A",
        "opened_at": "2026-03-31 23:30",
        "resolved_at": "2026-04-01T03:45:00+00:00",  # an offset of its own
        "due_at": "2026-04-01 00:00",
        "state": "resolved",
    }
    load(store, File(name="x.csv", rows=[row], zone="America/New_York"))
    days = [str(day)[:10] for day in fact(store, "A", "opened_on", "resolved_on", "due_on")]
    assert days == ["2026-03-31", "2026-03-31", "2026-04-01"]
    assert fact(store, "A", "opened_at", "resolved_at") == (
        "2026-04-01 03:30:00",
        "2026-04-01 03:45:00",
    )


def test_a_meaning_a_person_gave_goes_before_the_rule_when_both_know_a_word(
    store: DataFolder,
) -> None:
    said = {("tickets", "priority", "high"): "P1", ("tickets", "service", "vpn"): "Remote access"}
    register = RegisterState(version=0, meanings=said)
    row = {"ticket_id": "A", "opened_at": OPENED, "priority": "High", "service": "VPN"}
    load(store, File(name="x.csv", rows=[row]), register=register)
    assert fact(store, "A", "priority", "service") == ("P1", "Remote access")


@pytest.mark.parametrize("name", list(sql_files.schema_tables()))
def test_every_column_is_declared_with_its_meaning_when_a_table_is(name: str) -> None:
    text = sql_files.schema_tables()[name]
    declared = sql_files.schema_columns(name)
    with duckdb.connect() as connection:
        connection.execute(text)
        made = connection.execute(
            "SELECT column_name, data_type, NOT is_nullable FROM duckdb_columns()"
            " WHERE table_name = $name ORDER BY column_index",
            {"name": name},
        ).fetchall()
    assert [(column.name, column.type, column.required) for column in declared] == made
    assert all(column.meaning for column in declared)
    assert "Key:" in text or "One row:" in text
    assert re.search(rf"CREATE TABLE {name} \(", text)


def test_a_mart_comes_after_those_it_needs_when_marts_are_made() -> None:
    made = {*sql_files.schema_tables(), *(each.name for each in record_tables())}
    for mart in sql_files.marts():
        assert set(mart.needs) <= made, mart.name
        assert mart.title
        assert mart.grain
        made.add(mart.name)
    assert {"ticket", "ticket_fact", "unknown_value"} <= made


@pytest.mark.parametrize("name", [mart.name for mart in sql_files.marts()])
def test_no_two_rows_of_a_mart_are_of_one_grain_when_the_sample_is_loaded(
    sample_folder: DataFolder, name: str
) -> None:
    mart = next(mart for mart in sql_files.marts() if mart.name == name)
    rows = table(sample_folder, name)
    assert not rows.duplicated(list(mart.grain)).any()
    if name in ("ticket", "ticket_fact", "ticket_moment"):
        assert len(rows) == 19_143
