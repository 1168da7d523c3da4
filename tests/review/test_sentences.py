"""Words made from figures, case by case."""

from __future__ import annotations

from datetime import date

import pytest

from slm_analytics.domain.period import Month
from slm_analytics.review.sentences import (
    counted,
    grouped,
    listed,
    month_name,
    number_word,
    run_length,
    short_month,
    short_name,
    spoken,
)


def test_months_have_their_names() -> None:
    assert month_name(Month(2026, 10)) == month_name(date(2026, 10, 31)) == "October 2026"
    assert short_month(Month(2006, 1)) == "Jan 06"
    assert short_name(12) == "Dec"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "0 tickets"),
        (1, "1 ticket"),
        (2, "2 tickets"),
        (999, "999 tickets"),
        (1234567, "1\u202f234\u202f567 tickets"),
    ],
)
def test_counts_agree_with_their_noun(number: int, words: str) -> None:
    assert counted(number, "ticket") == words


def test_irregular_plural_is_taken_as_given() -> None:
    assert counted(2, "priority", "priorities") == "2 priorities"
    assert counted(1, "priority", "priorities") == "1 priority"


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ([], ""),
        (["A"], "A"),
        (["A", "B"], "A and B"),
        (["A", "B", "C"], "A, B and C"),
        (["A", "B", "C", "D"], "A, B and 2 more"),
        (list("ABCDEFG"), "A, B and 5 more"),
    ],
)
def test_names_are_listed_as_people_do(names: list[str], words: str) -> None:
    assert listed(names) == words


@pytest.mark.parametrize(
    ("below", "length"),
    [
        ([], 0),
        ([True], 1),
        ([False], 0),
        ([None], 0),
        ([True, True, False], 0),
        ([True, False, True, True], 2),
        ([True, None, True], 1),  # a month without enough tickets ends the run
        ([True, True, None], 0),
        ([True] * 5, 5),
    ],
)
def test_run_ends_at_a_gap(below: list[bool | None], length: int) -> None:
    assert run_length(below) == length


def test_small_numbers_are_words() -> None:
    assert " ".join(number_word(number) for number in (0, 1, 12, 13)) == "no one twelve 13"
    assert number_word(-1) == "-1"
    assert number_word(12345) == "12\u202f345"


def test_grouped_says_nothing_with_a_dash() -> None:
    assert grouped(float("nan")) == "–"


def test_canonical_words_are_spoken() -> None:
    assert spoken("in_progress") == "In progress"
    assert spoken("on_hold/awaiting_customer") == "On hold/awaiting customer"
    assert spoken("") == ""
