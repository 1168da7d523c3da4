"""Lines for people: aligned, and harmless to the terminal that shows them."""

from __future__ import annotations

import pytest

from slm_analytics.console import pairs, printable, table


def test_table_when_cells_differ_in_width() -> None:
    rows = [{"name": "a", "value": 0.5}, {"name": "longer", "value": None}]
    assert table(rows) == ["name    value", "a       0.5000", "longer  –"]


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
