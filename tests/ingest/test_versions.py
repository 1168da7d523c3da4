"""Which row stands for a ticket that a file holds several times."""

from __future__ import annotations

from collections import defaultdict
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slm_analytics.ingest.mapping import SourceMapping
from slm_analytics.ingest.versions import places_in_runs
from tests.ingest.raw_tables import LIST, LOG, aside, codes, tickets, understood

OPENED = "2026-01-01"
HEADS = "ticket_id opened_at updated_at sequence state"
CONFLICT = "same ticket, other content"


def row(ticket: str, day: int | None, number: str, state: str) -> tuple[str, ...]:
    return (ticket, OPENED, f"2026-01-{day:02}" if day else "", number, state)


def test_list_when_older_versions_stand_in_it() -> None:
    rows = [row("T1", 3, "1", "Open"), row("T1", 5, "2", "Closed"), row("T2", 4, "1", "New"),
            row("T1", 4, "3", "Held")]  # fmt: skip
    for order in permutations(rows):
        found = understood(HEADS, *order)
        assert sorted(tickets(found, "ticket_id", "state")) == [("T1", "Closed"), ("T2", "New")]
        assert (found.loaded, found.duplicates, found.set_aside.num_rows) == (2, 2, 0)
        assert ("note", "older version", 2) in codes(found)


def test_list_when_rows_repeat() -> None:
    found = understood(HEADS, *[row("T1", 3, "1", "Open")] * 3)
    assert tickets(found, "ticket_id", "line") == [("T1", 2)]
    assert (found.loaded, found.duplicates) == (1, 2)


def test_list_when_rows_of_one_time_differ() -> None:
    rows = [row("T1", 3, "1", "Open"), row("T1", 3, "1", "Closed"), row("T1", 3, "1", "Open"),
            row("T2", 3, "1", "New")]  # fmt: skip
    found = understood(HEADS, *rows)
    assert aside(found) == [(2, "ticket_id", "T1", CONFLICT), (3, "ticket_id", "T1", CONFLICT)]
    assert (found.loaded, found.duplicates) == (1, 1)


def test_list_when_it_says_no_time_of_update() -> None:
    rows = [("T1", OPENED, "Open"), ("T1", OPENED, "Closed"), *[("T2", OPENED, "New")] * 2]
    found = understood("ticket_id opened_at state", *rows)
    assert [each[0] for each in aside(found)] == [2, 3]
    assert (tickets(found, "ticket_id"), found.duplicates) == ([("T2",)], 1)


def test_list_when_cells_hold_control_characters() -> None:
    """Rows that differ must not look alike because a cell holds what parts the cells."""
    heads = "ticket_id opened_at state short_description"
    for left, right in (("a\x1f", "b"), ("a", "\x1fb"), ("a\x1e0", "b"), ("a\x1e", "0b")):
        for other in (("a\x1fb", ""), ("a", "\x1fb"), ("a\x1e1", "b"), ("a\x1e", "1b")):
            if (left, right) == other:
                continue
            found = understood(heads, ("T1", OPENED, left, right), ("T1", OPENED, *other))
            assert (found.set_aside.num_rows, found.duplicates) == (2, 0)


def test_ticket_when_a_row_as_new_was_set_aside() -> None:
    mark = "another row was set aside (ticket)"
    older, sound = row("T1", 3, "1", "Open"), row("T2", 3, "1", "New")
    for newer in (("T1", "rubbish", "2026-01-04", "2", "Closed"), row("T1", 3, "x", "Closed"),
                  row("T1", None, "x", "Closed")):  # fmt: skip
        found = understood(HEADS, older, sound, newer)
        assert tickets(found, "ticket_id", "state", "flags") == [
            ("T1", "Open", mark),
            ("T2", "New", None),
        ]
    found = understood(HEADS, row("T1", 3, "1", "Open"), row("T1", 2, "x", "New"))
    assert tickets(found, "flags") == [(None,)]


def test_log_when_updates_of_one_minute_are_numbered() -> None:
    rows = [row("T1", 3, "2", "Closed"), row("T1", 3, "0", "New"), row("T1", 3, "1", "Open"),
            row("T1", 3, "1", "Open"), row("T1", 2, "9", "Odd")]  # fmt: skip
    found = understood(HEADS, *rows, mapping=LOG)
    assert tickets(found, "state") == [("Closed",)]
    assert (found.loaded, found.duplicates, found.updates.num_rows) == (4, 1, 4)


def test_log_when_updates_of_one_number_differ() -> None:
    rows = [row("T1", 3, "1", "Open"), row("T1", 3, "1", "Closed"), row("T1", 2, "0", "New")]
    found = understood(HEADS, *rows, mapping=LOG)
    assert [each[0] for each in aside(found)] == [2, 3]
    assert tickets(found, "state", "flags") == [("New", "another row was set aside (ticket)")]


_rows = st.builds(
    row,
    st.sampled_from(["T1", "T2", "t1"]),
    st.sampled_from([None, 2, 3]),
    st.sampled_from(["", "0", "1"]),
    st.sampled_from(["New", "Open"]),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_rows, max_size=9), st.booleans())
def test_newest_row_when_compared_with_a_plain_reading(
    rows: list[tuple[str, ...]], history: bool
) -> None:
    found = understood(HEADS, *rows, mapping=LOG if history else LIST)
    wanted, conflicts, repeats = _plainly(rows, history=history)
    assert tickets(found, "ticket_id", "line") == sorted(wanted, key=lambda each: each[1])
    assert [each[0] for each in aside(found) if each[3] == CONFLICT] == sorted(conflicts)
    assert found.duplicates == repeats


def _plainly(
    rows: list[tuple[str, ...]], *, history: bool
) -> tuple[list[tuple[str, int]], list[int], int]:
    """Return (ticket, line) of the newest rows, lines of conflicts and the number of duplicates."""
    if history:  # there an update without a time is set aside before
        numbered = [(line, each) for line, each in enumerate(rows, 2) if each[2]]
    else:
        numbered = list(enumerate(rows, 2))
    groups = defaultdict(list)
    for line, each in numbered:
        groups[(each[0], each[2], int(each[3] or 0) if history else 0)].append((line, each))
    left, conflicts, repeats = [], [], 0
    for members in groups.values():
        first = {}
        for line, each in members:
            if each in first:
                repeats += 1
            first.setdefault(each, line)
        if len(first) > 1:
            conflicts += first.values()
        else:
            left += list(first.items())
    newest: dict[str, tuple[tuple[str, int, int], int]] = {}
    for each, line in left:
        rank = (each[2], int(each[3] or 0), line)
        newest[each[0]] = max(newest.get(each[0], (("", -1, -1), 0)), (rank, line))
    older = 0 if history else len(left) - len(newest)
    return [(ticket, line) for ticket, (_, line) in newest.items()], conflicts, repeats + older


@pytest.mark.parametrize(
    ("keys", "wanted"),
    [
        ([[]], []),
        ([[5, 5, 4, 5]], [0, 1, 0, 2]),
        ([[1, 1, 1], [2, 3, 2]], [0, 0, 1]),
    ],
)
def test_places_when_rows_have_equal_keys(keys: list[list[int]], wanted: list[int]) -> None:
    arrays = [np.array(key, np.int64) for key in keys]
    assert places_in_runs(*arrays).tolist() == wanted


@pytest.mark.parametrize("mapping", [LIST, LOG])
def test_content_when_only_columns_differ_that_are_not_mapped(mapping: SourceMapping) -> None:
    """An export that changed in any column has said two things of one time."""
    rows = [(*row("T1", 3, "1", "Open"), comment) for comment in ("a", "b")]
    found = understood(f"{HEADS} Comment", *rows, mapping=mapping)
    assert [each[3] for each in aside(found)] == [CONFLICT, CONFLICT]
