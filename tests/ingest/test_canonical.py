"""From text to typed rows: every row is loaded, set aside with its reason, or a duplicate."""

from __future__ import annotations

from datetime import date, datetime

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slm_analytics.errors import ExtractError
from slm_analytics.ingest.canonical import Canonical
from slm_analytics.ingest.fields import FIELDS, INSTANTS, UPDATE_FIELDS, Kind
from slm_analytics.ingest.mapping import SourceMapping
from slm_analytics.ingest.row_ledger import SHOWN_CHARACTERS
from tests.ingest.raw_tables import (
    LIST,
    LOG,
    aside,
    codes,
    tickets,
    understood,
)

OPENED = "2026-01-05 10:00:00"


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_ticket_when_every_cell_is_sound() -> None:
    heads = (
        "ticket_id opened_at first_response_at resolved_at closed_at updated_at due_at state vip"
    )
    found = understood(
        heads,
        ("T1", OPENED, "2026-01-05 10:05", "2026-01-06 09:00", "2026-01-07", "2026-01-07 08:00",
         "2027-01-01 00:30", "In Progress", "yes"),
        zone="Europe/Berlin",
    )  # fmt: skip
    (row,) = found.tickets.to_pylist()
    assert (row["ticket_id"], row["state"], row["vip"]) == ("T1", "In Progress", True)
    assert row["opened_at"] == moment("2026-01-05 09:00:00")
    assert row["due_at"] == moment("2026-12-31 23:30:00")
    days = ("opened_on", "resolved_on", "closed_on", "due_on", "updated_on")
    assert [row[name] for name in days] == [
        date(2026, 1, 5), date(2026, 1, 6), date(2026, 1, 7), date(2027, 1, 1), date(2026, 1, 7)
    ]  # fmt: skip
    assert (row["line"], row["flags"]) == (2, None)
    assert (found.rows, found.loaded, found.duplicates, found.set_aside.num_rows) == (1, 1, 0, 0)
    assert found.findings == []


def test_columns_of_tickets_when_the_file_has_only_the_required() -> None:
    found = understood("ticket_id opened_at", ("T1", OPENED))
    types = {Kind.INSTANT: pa.timestamp("s"), Kind.COUNT: pa.int32(), Kind.YES_NO: pa.bool_()}
    types |= {Kind.DURATION: pa.int64()}
    for name, field in FIELDS.items():
        assert found.tickets.schema.field(name).type == types.get(field.kind, pa.string()), name
    assert found.updates.num_columns == 0


@pytest.mark.parametrize(
    ("heads", "row", "wanted"),
    [
        ("ticket_id opened_at", ("", OPENED), ("ticket_id", "", "no ticket")),
        ("ticket_id opened_at", ("?", OPENED), ("ticket_id", "?", "no ticket")),
        ("ticket_id opened_at", ("1.03E+13", OPENED), ("ticket_id", "1.03E+13", "number cut")),
        ("ticket_id opened_at", ("1,03E+13", OPENED), ("ticket_id", "1,03E+13", "number cut")),
        ("ticket_id opened_at", ("1E+13", OPENED), ("ticket_id", "1E+13", "number cut")),
        ("ticket_id opened_at", ("T9", ""), ("opened_at", "", "no opened")),
        ("ticket_id opened_at", ("T9", "soon"), ("opened_at", "soon", "not a date")),
        ("ticket_id opened_at", ("T9", "2026-02-30"), ("opened_at", "2026-02-30", "not a date")),
        ("ticket_id opened_at", ("T9", "1900-01-01"), ("opened_at", "1900-01-01", "stand-in date")),
        ("ticket_id opened_at", ("T9", "0001-01-01"), ("opened_at", "0001-01-01", "stand-in date")),
        ("ticket_id opened_at", ("T9", "2025-03-30 02:30"),
         ("opened_at", "2025-03-30 02:30", "time that never was")),
        ("ticket_id opened_at resolved_at", ("T9", OPENED, "9999-12-31"),
         ("resolved_at", "9999-12-31", "stand-in date")),
        ("ticket_id opened_at resolved_at", ("T9", OPENED, "2026-01-05 09:59:59"),
         ("resolved_at", "2026-01-05 09:59:59", "resolved before opened")),
        ("ticket_id opened_at closed_at", ("T9", OPENED, "2025-01-05"),
         ("closed_at", "2025-01-05", "closed before opened")),
        ("ticket_id opened_at due_at", ("T9", OPENED, "never"), ("due_at", "never", "not a date")),
        ("ticket_id opened_at reopen_count", ("T9", OPENED, "-1"),
         ("reopen_count", "-1", "not a count")),
    ],
)  # fmt: skip
def test_row_when_it_is_set_aside(
    heads: str, row: tuple[str, ...], wanted: tuple[str, ...]
) -> None:
    sound = ("T1", "2026-01-01 08:00") + ("",) * (len(row) - 2)
    found = understood(heads, sound, row, zone="Europe/Berlin")
    assert aside(found) == [(3, *wanted)]
    assert tickets(found, "ticket_id") == [("T1",)]
    assert (found.rows, found.loaded, found.duplicates) == (2, 1, 0)
    finding = next(each for each in found.findings if each.severity.value == "set aside")
    assert (finding.line, finding.column, finding.value) == (3, wanted[0], wanted[1])
    assert finding.remedy
    assert found.set_aside["reason"][0].as_py().startswith(wanted[0])


@pytest.mark.parametrize("ticket", ["1E13", "INC1.0E+13", "10300612345678", "3.5", "1.2.3", "E+1"])
def test_ticket_when_its_id_only_resembles_a_cut_number(ticket: str) -> None:
    assert tickets(understood("ticket_id opened_at", (ticket, OPENED)), "ticket_id") == [(ticket,)]


def test_row_when_several_rules_apply_is_set_aside_once() -> None:
    found = understood(
        "ticket_id opened_at resolved_at", ("", "x", "y"), ("T1", OPENED, "1900-01-01")
    )
    assert [row[:3] for row in aside(found)] == [
        (2, "opened_at", "x"),
        (3, "resolved_at", "1900-01-01"),
    ]
    assert found.loaded == 0


def test_value_when_it_is_set_aside_and_long() -> None:
    found = understood("ticket_id opened_at", ("T1", "x" * 1000))
    assert aside(found)[0][2] == "x" * SHOWN_CHARACTERS


@pytest.mark.parametrize(
    ("heads", "row", "flag"),
    [
        ("ticket_id opened_at resolved_at closed_at",
         ("T1", OPENED, "2026-01-07", "2026-01-06"), "closed before resolved (closed)"),
        ("ticket_id opened_at first_response_at",
         ("T1", OPENED, "2026-01-04"), "first response before opened (first response)"),
        ("ticket_id opened_at updated_at", ("T1", OPENED, "2026-01-04"),
         "updated before opened (updated)"),
        ("ticket_id opened_at", ("T1", "2026-07-01 00:00:01"), "in the future (opened)"),
        ("ticket_id opened_at", ("T1", "2025-10-26 02:30"), "local time stood twice (opened)"),
        ("ticket_id opened_at vip", ("T1", OPENED, "perhaps"), "word not known (vip)"),
    ],
)  # fmt: skip
def test_row_when_it_is_marked(heads: str, row: tuple[str, ...], flag: str) -> None:
    zone = "Europe/Berlin" if "twice" in flag else "UTC"
    found = understood(heads, row, zone=zone)
    assert tickets(found, "flags") == [(flag,)]
    assert found.loaded == 1
    (finding,) = found.findings
    assert (finding.severity.value, finding.line, finding.count) == ("flag", 2, 1)


@pytest.mark.parametrize(
    ("heads", "row"),
    [
        ("ticket_id opened_at resolved_at closed_at", ("T1", OPENED, OPENED, OPENED)),
        ("ticket_id opened_at", ("T1", "2026-07-01 00:00:00")),
        ("ticket_id opened_at due_at", ("T1", OPENED, "2031-01-01")),
        ("ticket_id opened_at due_at", ("T1", OPENED, "2020-01-01")),
    ],
)
def test_row_when_nothing_is_wrong(heads: str, row: tuple[str, ...]) -> None:
    found = understood(heads, row)
    assert tickets(found, "flags") == [(None,)]
    assert found.findings == []


def test_marks_when_a_row_has_several() -> None:
    found = understood("ticket_id opened_at updated_at", ("T1", "2026-08-01", "2026-07-02"))
    assert tickets(found, "flags") == [
        ("updated before opened (updated), in the future (opened), in the future (updated)",)
    ]


def test_fractions_when_they_are_cut_off() -> None:
    found = understood("ticket_id opened_at", ("T1", "2026-01-05 10:00:00.900"), ("T2", OPENED))
    assert codes(found) == [("note", "fraction cut", 1)]
    assert tickets(found, "opened_at")[0][0] == moment(OPENED)


def test_customer_when_the_file_does_not_say_it() -> None:
    found = understood("ticket_id opened_at", ("T1", OPENED), customer="Halvorsen")
    assert tickets(found, "customer") == [("Halvorsen",)]
    assert tickets(understood("ticket_id opened_at", ("T1", OPENED)), "customer") == [(None,)]


def test_customer_when_the_file_says_it() -> None:
    rows = [("T1", OPENED, "Own"), ("T2", OPENED, "")]
    found = understood("ticket_id opened_at customer", *rows, customer="Halvorsen")
    assert tickets(found, "customer") == [("Own",), (None,)]


def test_fixed_fields_when_the_mapping_has_them() -> None:
    own = SourceMapping(
        name="own", title="Own", system="own",
        columns={name: (name,) for name in ("ticket_id", "opened_at", "priority")},
        fixed={"record_type": "problem", "priority": "P5"},
    )  # fmt: skip
    found = understood("ticket_id opened_at priority", ("T1", OPENED, "P1"), mapping=own)
    assert tickets(found, "record_type", "priority") == [("problem", "P1")]
    found = understood("ticket_id opened_at", ("T1", OPENED), mapping=own)
    assert tickets(found, "record_type", "priority") == [("problem", "P5")]


@pytest.mark.parametrize(
    ("mapping", "heads", "words"),
    [
        (LIST, "opened_at state", "line 1: the column 'ticket_id' is missing (ticket)"),
        (LIST, "ticket_id state", "line 1: the column 'opened_at' is missing (opened)"),
        (LOG, "ticket_id opened_at", "line 1: the column 'updated_at' is missing (updated)"),
        (LIST, "ticket_id opened_at Opened-At", "'opened_at' stands more than once (opened)"),
        (LIST, "ticket_id opened_at state STATE", "'state' stands more than once (state)"),
    ],
)  # fmt: skip
def test_headings_when_one_is_missing_or_stands_twice(
    mapping: SourceMapping, heads: str, words: str
) -> None:
    row = ("x",) * len(heads.split())
    with pytest.raises(ExtractError) as caught:
        understood(heads, row, mapping=mapping)
    assert str(caught.value).startswith("tickets.csv, line 1")
    assert words in str(caught.value)
    assert caught.value.remedy


def test_headings_when_unused_ones_stand_twice() -> None:
    found = understood("ticket_id opened_at Comment Comment", ("T1", OPENED, "a", "b"))
    assert found.loaded == 1


def test_log_when_a_ticket_has_several_updates() -> None:
    heads = "ticket_id opened_at updated_at sequence state made_sla resolved_at"
    rows = [
        ("T1", OPENED, "2026-01-05 10:00", "0", "New", "true", ""),
        ("T2", OPENED, "2026-01-05 11:00", "1", "New", "", ""),
        ("T1", OPENED, "2026-01-06 10:00", "2", "Resolved", "false", "2026-01-06 10:00"),
        ("T1", OPENED, "2026-01-05 12:00", "1", "On Hold", "true", ""),
        ("T2", OPENED, "2026-01-05 11:00", "1", "New", "", ""),
    ]
    found = understood(heads, *rows, mapping=LOG)
    assert tickets(found, "ticket_id", "state", "made_sla", "line") == [
        ("T2", "New", None, 3),
        ("T1", "Resolved", False, 4),
    ]
    assert (found.rows, found.loaded, found.duplicates) == (5, 4, 1)
    updates = found.updates.to_pylist()
    assert [(row["ticket_id"], row["sequence"], row["state"], row["line"]) for row in updates] == [
        ("T1", 0, "New", 2), ("T2", 1, "New", 3), ("T1", 2, "Resolved", 4), ("T1", 1, "On Hold", 5)
    ]  # fmt: skip
    assert set(updates[0]) == {"ticket_id", "updated_at", "sequence", "line", *UPDATE_FIELDS}


def test_log_when_an_update_has_no_time() -> None:
    rows = [("T1", OPENED, "", "1"), ("T1", OPENED, "2026-01-06", "2")]
    found = understood("ticket_id opened_at updated_at sequence", *rows, mapping=LOG)
    assert aside(found) == [(2, "updated_at", "", "no updated")]
    assert found.updates.num_rows == 1


def test_tables_when_a_date_order_is_open() -> None:
    found = understood("ticket_id opened_at", ("T1", "01/02/2026"), ("", "02/03/2026"))
    assert found.columns.questions == {"opened_at": ("dmy", "mdy")}
    assert (found.tickets.num_rows, found.updates.num_rows, found.duplicates) == (0, 0, 0)


_ids = st.sampled_from(["T1", "T2", "T3", " T1", "", "?"])
_dates = st.sampled_from(
    ["", "2026-01-05 10:00:00", "2026-01-05 11:00:00", "2026-01-06", "2026-02-30", "1900-01-01",
     "2025-10-26 02:30", "2025-03-30 02:30", "2099-01-01", "rubbish", "0001-01-01", "?",
     "2026-01-05T10:00:00Z", "#DIV/0!"]
)  # fmt: skip
_cells = {
    "ticket_id": _ids,
    **dict.fromkeys(INSTANTS, _dates),
    "sequence": st.sampled_from(["", "0", "1", "2.0", "-1", "x"]),
    "reopen_count": st.sampled_from(["", "0", "3", "1,5"]),
    "made_sla": st.sampled_from(["", "true", "no", "perhaps"]),
    "state": st.sampled_from(["", "New", "Closed", "\x1f", "?"]),
}


@st.composite
def _files(draw: st.DrawFn) -> tuple[str, list[tuple[str, ...]]]:
    chosen = draw(st.sets(st.sampled_from([name for name in _cells if name != "ticket_id"])))
    names = ["ticket_id", *sorted(chosen | {"opened_at", "updated_at"})]
    row = st.tuples(*[_cells[name] for name in names])
    rows = draw(st.lists(row, max_size=12))
    repeated = draw(st.lists(st.sampled_from(rows), max_size=3)) if rows else []
    return " ".join(names), rows + repeated


@settings(max_examples=150, deadline=None)
@given(_files(), st.sampled_from([LIST, LOG]), st.sampled_from(["UTC", "Europe/Berlin"]))
def test_account_when_rows_are_good_and_bad(
    file: tuple[str, list[tuple[str, ...]]], mapping: SourceMapping, zone: str
) -> None:
    heads, rows = file
    found = understood(heads, *rows, mapping=mapping, zone=zone)
    _check_account(found, len(rows))
    lines = found.tickets["line"].to_pylist()
    names = heads.split()
    for line, ticket in zip(lines, found.tickets.to_pylist(), strict=True):
        cells = dict(zip(names, rows[line - 2], strict=True))
        assert ticket["ticket_id"] == cells["ticket_id"].strip()
        for name in ("resolved_at", "due_at"):  # a bad date never turns into "none"
            assert (ticket[name] is None) == (cells.get(name, "") in ("", "?"))
    if mapping.history:
        assert set(lines) <= set(found.updates["line"].to_pylist())
        assert found.updates.num_rows == found.loaded


def _check_account(found: Canonical, rows: int) -> None:
    assert found.rows == rows
    assert found.loaded + found.set_aside.num_rows + found.duplicates == rows
    assert found.loaded >= found.tickets.num_rows
    ids = found.tickets["ticket_id"].to_pylist()
    assert len(set(ids)) == len(ids)
    kept = found.updates if found.updates.num_columns else found.tickets
    loaded = kept["line"].to_pylist()
    lines = loaded + found.set_aside["line"].to_pylist()
    assert len(set(lines)) == len(lines) == rows - found.duplicates
    set_aside = sum(each.count for each in found.findings if each.severity.value == "set aside")
    assert set_aside == found.set_aside.num_rows
