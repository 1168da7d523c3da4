"""Both forms of the clock give the same answers: in every column, for every rule."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slm_analytics.domain.history import regular
from slm_analytics.domain.rules import Rules
from tests.warehouse.clock_cases import (
    COLUMNS,
    DAY,
    FIRST,
    Store,
    explained,
    flag_bits,
    random_rules,
    random_store,
    set_based,
)

_TICKETS = 150
_SEEDS = st.integers(0, 1 << 32)


def case(seed: int, tickets: int = _TICKETS) -> tuple[Store, Rules, int]:
    """Return tickets, rules and the instant that stands for now, all at random."""
    draw = Random(seed)
    as_of = FIRST + draw.choice((20, 41, 60, 60, 90)) * DAY + draw.randrange(DAY)
    store = random_store(seed, tickets, knows_response=draw.random() < 0.7)
    return store, random_rules(draw), as_of


@settings(max_examples=8, deadline=None)
@given(_SEEDS)
def test_both_forms_answer_alike_when_tickets_and_rules_are_random(seed: int) -> None:
    store, rules, as_of = case(seed)
    with closing(store):
        expected, found = explained(store, rules, as_of), set_based(store, rules, as_of)
        differing = {
            number: (expected.get(number), found.get(number))
            for number in expected.keys() | found.keys()
            if expected.get(number) != found.get(number)
        }
        assert not differing, differing


@pytest.mark.soak
@settings(max_examples=400, deadline=None)
@given(_SEEDS)
def test_both_forms_answer_alike_when_tried_for_long(seed: int) -> None:
    store, rules, as_of = case(seed, 300)
    with closing(store):
        assert set_based(store, rules, as_of) == explained(store, rules, as_of)


@settings(max_examples=6, deadline=None)
@given(_SEEDS)
def test_histories_are_made_regular_alike_when_they_have_every_fault(seed: int) -> None:
    with closing(random_store(seed, _TICKETS)) as store:
        found: dict[int, list[tuple[object, ...]]] = {}
        for row in _stretches(store):
            found.setdefault(int(str(row[0])), []).append(row[1:])
        flags = dict(
            store.connection.execute("SELECT ticket_no, flags FROM ticket_moment").fetchall()
        )
        for number, (times, told) in store.tickets().items():
            history = regular(times, told)
            expected = [
                (
                    stretch.start, stretch.until, stretch.word,
                    stretch.keys.customer, stretch.keys.service, stretch.keys.record_type,
                    stretch.keys.priority, stretch.keys.site,
                    stretch.group, stretch.vendor, stretch.is_assigned,
                )
                for stretch in history.stretches
            ]  # fmt: skip
            assert (found[number], flags[number]) == (expected, flag_bits(history.flags))


def _stretches(store: Store) -> Iterator[tuple[object, ...]]:
    yield from store.connection.execute(
        "SELECT s.ticket_no, s.start_s, s.until_s, w.word, k.customer, k.service, k.record_type,"
        " k.priority, k.site, s.assignment_group, s.vendor, s.is_assigned"
        " FROM all_stretch AS s JOIN ticket_word AS w USING (word_no)"
        " JOIN ticket_key AS k USING (key_no) ORDER BY s.ticket_no, s.start_s"
    ).fetchall()


def test_only_tickets_in_the_scope_are_answered_when_one_is_given() -> None:
    store, rules, as_of = case(5)
    with closing(store):
        everything = set_based(store, rules, as_of)
        limited = set_based(store, rules, as_of, scope="customer = 'Nord'")
        numbers = {
            number
            for (number,) in store.connection.execute(
                "SELECT rowid FROM ticket_fact WHERE customer = 'Nord'"
            ).fetchall()
        }
        assert limited == {no: rows for no, rows in everything.items() if no in numbers}
        assert limited


def test_every_answer_comes_up_when_enough_tickets_are_random() -> None:
    answers: set[object] = set()
    for seed in range(4):
        store, rules, as_of = case(seed, 100)
        with closing(store):
            for rows in set_based(store, rules, as_of).values():
                answers |= {row[COLUMNS.index("answer")] for row in rows}
    assert answers == {"met", "missed", "open", "no target", "no data", "not started"}


def test_no_target_holds_when_no_calendar_is_there() -> None:
    store, rules, as_of = case(1, 40)
    without = replace(rules, calendars=())
    with closing(store):
        found = set_based(store, without, as_of)
        assert found == explained(store, without, as_of)
    assert {row[COLUMNS.index("answer")] for rows in found.values() for row in rows} == {
        "no target"
    }
