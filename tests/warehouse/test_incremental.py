"""Adding loads one by one, all at once, or again from the archive gives the same tables."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slm_analytics.ingest import writing
from slm_analytics.settings import DataFolder
from tests.warehouse.stores import (
    NO_REGISTER,
    PLACES,
    File,
    Row,
    contents,
    fact,
    in_force,
    load,
    table,
)

LIST, LOG, AUDIT = "servicenow_incident", "servicenow_incident_log", "servicenow_audit"
OPENED = "2026-01-01 08:00:00"


def at(minute: int) -> str:
    return f"2026-01-02 08:{minute:02d}:00"


def list_row(number: str, updated: str = "", **more: str) -> Row:
    return {"number": number, "opened_at": OPENED, "sys_updated_on": updated, **more}


def log_row(number: str, updated: str, count: int, **more: str) -> Row:
    return {
        "number": number,
        "opened_at": OPENED,
        "sys_updated_on": updated,
        "sys_mod_count": str(count),
        **more,
    }


tickets = st.sampled_from(["INC1", "INC2", "INC3"])
names = st.sampled_from(["VPN", "Mail", ""])
states = st.sampled_from(["New", "In Progress", "Resolved", "Closed", "Wartend"])
list_rows = st.builds(
    lambda number, minute, service, state, count: list_row(
        number,
        "" if minute is None else at(minute),
        business_service=service,
        state=state,
        reopen_count=count,
    ),
    tickets,
    st.none() | st.integers(0, 4),
    names,
    states,
    st.sampled_from(["0", "1", ""]),
)
log_rows = st.builds(
    lambda number, minute, count, state: log_row(number, at(minute), count, state=state),
    tickets,
    st.integers(0, 4),
    st.integers(0, 2),
    states,
)
audit_rows = st.builds(
    lambda number, minute, field, old, new: {
        "documentkey": number,
        "sys_created_on": at(minute),
        "fieldname": field,
        "oldvalue": old,
        "newvalue": new,
    },
    tickets,
    st.integers(0, 4),
    st.sampled_from(["state", "hold_reason", "priority"]),
    st.sampled_from(["1", "2", "3"]),
    st.sampled_from(["1", "2", "3", "6"]),
)
files = st.lists(
    st.tuples(st.just(LIST), st.lists(list_rows, min_size=1, max_size=6))
    | st.tuples(st.just(LOG), st.lists(log_rows, min_size=1, max_size=6))
    | st.tuples(st.just(AUDIT), st.lists(audit_rows, min_size=1, max_size=6)),
    min_size=1,
    max_size=4,
)


NINTH_OF = {LIST: {"number": "INC9"}, LOG: {"number": "INC9"}, AUDIT: {"documentkey": "INC9"}}


@settings(max_examples=6, deadline=None)
@given(files)
def test_the_tables_are_the_same_when_loads_come_singly_together_or_again(
    drawn: list[tuple[str, list[Row]]],
) -> None:
    loads = [
        File(
            name=f"{place}.csv",
            rows=[{**row, "location": str(place)} for row in (*rows, rows[0] | NINTH_OF[kind])],
            source=kind,
        )
        for place, (kind, rows) in enumerate(drawn)
    ]  # the place makes every file another file; the ninth ticket is never set aside
    with tempfile.TemporaryDirectory() as path:
        singly, together = DataFolder(Path(path) / "singly"), DataFolder(Path(path) / "together")
        for each in loads:
            load(singly, each)
        load(together, *loads)
        told = contents(singly)
        assert contents(together) == told
        writing.rebuild(singly, in_force(singly), NO_REGISTER)
        assert contents(singly) == told


# Times of update in the order of the loads, and whose row counts.
ORDERS = {
    ("08:01", "08:02"): 1,
    ("08:02", "08:01"): 0,
    ("08:01", "08:01"): 1,  # of two equals the later load
    ("", "08:01"): 1,
    ("08:01", ""): 0,  # a row without a time is older than any with one
    ("", ""): 1,
    ("08:01", "08:03", "08:02"): 1,
    ("08:02", "", "08:02"): 2,
    ("", "08:01", ""): 1,
}


@pytest.mark.parametrize("together", [False, True])
def test_the_newest_row_counts_when_loads_overlap(store: DataFolder, together: bool) -> None:
    loads = [
        File(
            name=f"{place}.csv",
            rows=[
                {
                    "ticket_id": f"T{ticket}",
                    "opened_at": "2026-01-01 08:00",
                    "updated_at": times[place] and f"2026-01-02 {times[place]}",
                    "service": f"service {place}",
                }
                for ticket, times in enumerate(ORDERS)
                if place < len(times)
            ],
        )
        for place in range(3)
    ]
    for group in [loads] if together else [[each] for each in loads]:
        load(store, *group)
    found = table(store, "ticket_fact").set_index("ticket_id")["service"].to_dict()
    assert found == {f"T{ticket}": f"service {wins}" for ticket, wins in enumerate(ORDERS.values())}


def test_tickets_of_two_tools_stay_apart_when_they_have_one_number(store: DataFolder) -> None:
    load(
        store, File(name="a.csv", rows=[list_row("X1", at(1), business_service="VPN")], source=LIST)
    )
    load(store, File(name="b.csv", rows=[{"ticket_id": "X1", "opened_at": OPENED}]))
    found = table(store, "ticket_fact")
    assert sorted(found["system"]) == ["servicenow", "tickets"]


def test_each_field_comes_from_the_newest_format_that_carries_it(store: DataFolder) -> None:
    """The list knows the service, the log does not; both know state and group."""
    listed = list_row(
        "INC1", at(1), business_service="VPN", company="Nordland", state="In Progress",
        assignment_group="Desk", made_sla="true", short_description="does not work",
    )  # fmt: skip
    logged = log_row(
        "INC1", at(3), 3, state="Resolved", assignment_group="", made_sla="false",
        resolved_at=at(3),
    )  # fmt: skip
    load(store, File(name="list.csv", rows=[listed], source=LIST))
    load(store, File(name="log.csv", rows=[logged], source=LOG))
    names = ("service", "customer", "state", "assignment_group", "made_sla", "resolved_at")
    assert fact(store, "INC1", *names) == (
        "VPN",
        "Nordland",
        "resolved",
        None,  # the newer row says: nobody
        False,
        "2026-01-02 08:03:00",
    )
    merged = table(store, "ticket").iloc[0]
    assert merged["short_description"] == "does not work"
    load_of = {load.load_id: load.file_name for load in in_force(store).loads}
    assert load_of[str(merged["load_id"])] == "log.csv"


@pytest.mark.parametrize("first", [LIST, LOG])
def test_a_row_without_a_time_is_older_when_another_format_says_a_time(
    store: DataFolder, first: str
) -> None:
    files = {
        LIST: File(name="list.csv", rows=[list_row("INC1", state="New")], source=LIST),
        LOG: File(name="log.csv", rows=[log_row("INC1", at(1), 1, state="Closed")], source=LOG),
    }
    for kind in (first, LOG if first == LIST else LIST):
        load(store, files[kind])
    assert fact(store, "INC1", "state") == ("closed",)


def test_an_older_log_adds_only_what_the_list_does_not_carry(store: DataFolder) -> None:
    logged = log_row("INC1", at(1), 1, state="New", u_cause="cable")
    listed = list_row("INC1", at(5), state="Closed", closed_at=at(5))
    load(store, File(name="log.csv", rows=[logged], source=LOG))
    load(store, File(name="list.csv", rows=[listed], source=LIST))
    assert fact(store, "INC1", "state", "closed_at") == ("closed", "2026-01-02 08:05:00")
    assert table(store, "ticket").iloc[0]["cause_code"] == "cable"
    assert len(table(store, "ticket_update")) == 1


def test_a_ticket_known_to_one_format_is_whole_when_the_other_never_told_it(
    store: DataFolder,
) -> None:
    load(store, File(name="list.csv", rows=[list_row("INC1", at(1), state="New")], source=LIST))
    load(store, File(name="log.csv", rows=[log_row("INC2", at(2), 1, state="Closed")], source=LOG))
    assert fact(store, "INC1", "state", "is_open") == ("new", True)
    assert fact(store, "INC2", "state", "is_open") == ("closed", False)


def test_the_list_alone_is_left_when_the_log_is_withdrawn(store: DataFolder) -> None:
    listed = File(name="list.csv", rows=[list_row("INC1", at(1), state="New")], source=LIST)
    load(store, listed)
    before = contents(store)
    after = load(store, File(name="log.csv", rows=[log_row("INC1", at(2), 2, state="Closed")],
                             source=LOG))  # fmt: skip
    assert fact(store, "INC1", "state") == ("closed",)
    writing.withdraw(store, after.loads[-1].load_id, NO_REGISTER)
    assert contents(store) == before


def test_an_update_told_twice_stands_once_when_logs_overlap(store: DataFolder) -> None:
    first = [log_row("INC1", at(1), 1, state="New"), log_row("INC1", at(2), 2, state="In Progress")]
    again = [first[1], log_row("INC1", at(3), 3, state="Resolved", resolved_at=at(3))]
    load(store, File(name="1.csv", rows=first, source=LOG))
    load(store, File(name="2.csv", rows=again, source=LOG))
    updates = table(store, "ticket_update").sort_values("updated_at")
    assert list(updates["sequence"]) == [1, 2, 3]
    assert in_force(store).history_rows == 3
    assert fact(store, "INC1", "state") == ("resolved",)


@pytest.mark.parametrize("log_first", [True, False])
def test_a_log_goes_before_changes_of_its_second(store: DataFolder, log_first: bool) -> None:
    log = File(name="log.csv", rows=[log_row("INC1", at(4), 0, state="Resolved")], source=LOG)
    change = {
        "documentkey": "INC1", "sys_created_on": at(4), "fieldname": "state", "oldvalue": "6",
        "newvalue": "2",
    }  # fmt: skip
    audit = File(name="audit.csv", rows=[change], source=AUDIT)
    for each in (log, audit) if log_first else (audit, log):
        load(store, each)
    assert fact(store, "INC1", "reopen_count") == (1,)
    told = table(store, "update_told").query("sequence == 0").sort_values("told_by")
    assert list(told["told_by"]) == [0, 1]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_withdrawn_load_leaves_no_trace_when_others_stay(store: DataFolder, place: int) -> None:
    loads = [
        File(name="0.csv", rows=[list_row("INC1", at(1), state="New", business_service="VPN")],
             source=LIST),
        File(name="1.csv", rows=[log_row("INC1", at(2), 2, state="Wartend")], source=LOG),
        File(name="2.csv", rows=[list_row("INC1", at(3), state="Closed", business_service="Mail"),
                                 list_row("INC2", "2026-13-45", state="New")],
             source=LIST),
    ]  # fmt: skip
    other = DataFolder(store.root / "other")
    for number, each in enumerate(loads):
        load(store, each)
        if number != place:
            load(other, each)
    writing.withdraw(store, in_force(store).loads[place].load_id, NO_REGISTER)
    assert contents(store, without=PLACES) == contents(other, without=PLACES)
    assert len(in_force(store).loads) == 2
