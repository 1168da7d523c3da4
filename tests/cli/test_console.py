"""Lines for people: aligned, and harmless to the terminal that shows them."""

from __future__ import annotations

import pytest

from slm_analytics.console import counted, pairs, printable, table


def test_table_when_cells_differ_in_width() -> None:
    rows = [{"name": "a", "value": 0.5}, {"name": "longer", "value": None}]
    assert table(rows) == ["name    value", "a       0.5000", "longer  –"]


def test_table_when_letters_are_wide() -> None:
    """A terminal gives each letter of Japanese two columns, and a combining mark none."""
    rows = [{"service": "生産管理", "n": 1}, {"service": "Bu\u0308ro", "n": 2}]
    assert table(rows) == ["service   n", "生産管理  1", "Bu\u0308ro      2"]
    assert pairs({"生産": 1, "id": 2}) == ["生産  1", "id    2"]


@pytest.mark.parametrize(
    ("value", "text"), [(0.99997, "0.9999"), (0.29, "0.2900"), (1.0, "1.0000"), (0.5, "0.5000")]
)
def test_figure_when_it_has_many_digits(value: float, text: str) -> None:
    assert table([{"value": value}])[1].strip() == text


def test_count_when_it_is_one() -> None:
    assert [counted(number, "row") for number in (0, 1, 2000)] == ["0 rows", "1 row", "2,000 rows"]


def test_table_when_there_are_no_rows() -> None:
    assert table([]) == ["Nothing to show."]


def test_pairs_when_something_is_not_known() -> None:
    assert pairs({"id": 1, "closed": None}) == ["id      1", "closed  –"]
    assert pairs({}) == []


@pytest.mark.parametrize("text", ["\x1b[31m", "a\rb", "a\x00", "\u202egnp.exe", "\ud800"])
def test_text_when_a_terminal_would_obey_it(text: str) -> None:
    assert all(each not in printable(text) for each in "\x1b\r\x00\u202e\ud800")
    assert "\ufffd" in printable(text)


@pytest.mark.parametrize("text", ["Größe", "日本語", "🧑‍🚀", "مرحبا", "–"])
def test_text_when_it_is_harmless(text: str) -> None:
    assert printable(text) == text
