"""The charts of the second opinion: what is pointed at says what is drawn."""

from __future__ import annotations

from datetime import date

import pandas as pd

from slm_analytics.charts.second_opinion import classes, difference_grid, due_times
from slm_analytics.charts.spec import Role

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)


def test_class_says_its_share_and_its_meaning() -> None:
    found = pd.DataFrame(
        {"difference": ["pause", "unexplained"], "tickets": [3, 1], "proven": [2, 0]}
    )
    first, last = classes(found, {"pause": "other pauses"}).bars
    assert (first.label, first.value, first.text) == ("pause", 3.0, "3 · 75.0\u00a0%")
    assert first.note == "3: other pauses; of 2 its due time comes out too"
    assert (last.note, last.role) == ("1: unexplained", Role.QUIET)
    assert classes(found.iloc[:0], {}).bars == ()


def test_due_times_that_are_the_same_are_quiet() -> None:
    found = pd.DataFrame({"band": [0, 1, 2], "tickets": [1, 8, 1]})
    bars = due_times(found, ("earlier", "the same", "later"), same=1).bars
    assert [bar.role for bar in bars] == [Role.MISSED, Role.QUIET, Role.MISSED]
    assert bars[1].text == "8 · 80.0\u00a0%"


def test_grid_begins_with_the_service_of_most_differences() -> None:
    cells = pd.DataFrame(
        {
            "service": ["Mail", "VPN", "VPN", None],
            "month": [MARCH, MARCH, APRIL, APRIL],
            "numerator": [99, 40, 10, 2],
            "denominator": [100, 50, 30, 3],
        }
    )
    grid = difference_grid(cells, [MARCH, APRIL], few=20, most=9)
    assert grid.rows == ("VPN", "(no service)", "Mail")
    first, second = grid.cells[0]
    assert first is not None
    assert second is not None
    assert (first.text, first.share, first.key) == ("10", 0.8, ("VPN", "2026-03"))
    assert second.note == "VPN, Apr ’26: 20 of 30 verdicts differ"
    assert grid.cells[1][0] is None
    few = grid.cells[1][1]
    assert few is not None
    assert few.share is None
    assert len(difference_grid(cells, [MARCH], few=20, most=1).rows) == 1
