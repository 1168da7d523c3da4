"""The charts of compliance, breaches and pauses, from tables made by hand."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from slm_analytics.charts import breaches, pauses
from slm_analytics.charts.compliance import ALL, compliance_grid, grid_width
from slm_analytics.charts.drawing import draw
from slm_analytics.charts.palette import DARK, LIGHT
from slm_analytics.charts.spec import Cell, Grid, Role
from slm_analytics.domain.period import Month

JUL, AUG, SEP = (date(2026, month, 1) for month in (7, 8, 9))
NAN = float("nan")
_COLUMNS = ["place", "month", "met", "decided", "agreed_met", "agreed", "mark", "low", "high",
            "kept"]  # fmt: skip


def row(place: int, month: date | None, met: int, decided: int, mark: float = 0.9) -> list[object]:
    agreed = decided if mark == mark else 0  # noqa: PLR0124  NaN: no share is agreed
    kept = None if not agreed or decided < 5 else met >= mark * decided
    return [place, month, met, decided, met if agreed else 0, agreed, mark, mark, mark, kept]


def grid(rows: list[list[object]], names: int = 1, months: int = 3, most: int = 9) -> Grid:
    frame = pd.DataFrame(rows, columns=_COLUMNS).astype({"kept": object, "month": object})
    span = [Month(2026, 9).plus(-back).first for back in reversed(range(months))]
    return compliance_grid(frame, [f"Service {n}" for n in range(names)], span, most, "a")


def cell(drawn: Grid, place: int, column: int) -> Cell:
    found = drawn.cells[place][column]
    assert found is not None
    return found


def test_cell_says_share_counts_and_what_is_agreed() -> None:
    drawn = grid([row(0, SEP, 89, 100), row(1, SEP, 89, 100)])
    assert drawn.rows == (ALL, "Service 0")
    assert drawn.columns == ("Agreed", "Jul ’26", "Aug ’26", "Sep ’26", "All months")
    found = cell(drawn, 1, 3)
    assert (found.text, found.more, found.kept) == ("▼89.0", "89 of 100", False)
    assert "agreed 90.0" in found.note
    assert found.key == ("1", "2026-09")
    assert cell(drawn, 1, 0).text == "90 %"
    assert drawn.cells[1][1] is None


def test_few_and_unagreed_cells_are_grey() -> None:
    drawn = grid([row(1, AUG, 2, 4), row(1, SEP, 9, 10, NAN)])
    assert (cell(drawn, 1, 2).share, cell(drawn, 1, 2).text) == (None, "2 of 4")
    assert (cell(drawn, 1, 3).share, cell(drawn, 1, 3).text) == (None, "90.0")
    assert "no share agreed" in cell(drawn, 1, 3).note
    assert cell(drawn, 1, 0).text == "–"


def test_cell_of_partly_agreed_tickets_shows_those_it_judges() -> None:
    judged = row(1, SEP, 15, 20)
    judged[4:6] = [10, 10]
    judged[9] = True
    found = cell(grid([judged]), 1, 3)
    assert (found.text, found.more, found.kept) == ("100.0", "10 of 10 +10", True)


def test_rows_beyond_the_most_are_added_up_without_a_verdict() -> None:
    rows = [row(place, SEP, place, 10) for place in range(1, 6)]
    drawn = grid(rows, names=5, most=2)
    assert drawn.rows == (ALL, "Service 0", "Service 1", "and 3 more")
    rest = cell(drawn, 3, 3)
    assert (rest.more, rest.share) == ("12 of 30", None)
    assert len(grid(rows, names=5, most=4).rows) == 6  # one more needs no folding


def test_grid_of_many_months_scrolls_with_its_labels_beside_the_latest() -> None:
    drawn = grid([row(1, SEP, 9, 10)], months=24)
    assert drawn.is_wide
    assert drawn.columns[-1] == "Agreed"
    assert grid_width(drawn) > 2000
    assert draw(drawn, LIGHT).layout.yaxis.side == "right"
    assert draw(grid([row(1, SEP, 9, 10)]), LIGHT).layout.yaxis.side == "left"


def test_colour_breaks_at_the_mark_of_the_cell() -> None:
    drawn = grid([row(1, AUG, 94, 100, 0.95), row(1, SEP, 94, 100, 0.9)])
    levels = draw(drawn, DARK).data[0].z[1]
    assert 0 <= levels[2] < 1
    assert 2 <= levels[3] <= 3
    assert levels[0] == -2  # what is agreed has no colour


def test_cells_that_say_what_is_agreed_cannot_be_chosen() -> None:
    drawn = draw(grid([row(1, SEP, 9, 10)]), LIGHT)
    assert [tuple(key[:2]) for key in drawn.data[1].customdata] == [("1", "2026-09")]


def causes(count: int) -> pd.DataFrame:
    frame = pd.DataFrame({"breaches": range(count, 0, -1), "decided": 10, "overrun_hours": 1.0})
    return frame.assign(so_far=frame["breaches"].cumsum() / frame["breaches"].sum())


def test_causes_are_told_with_their_share_and_the_rest_together() -> None:
    drawn = breaches.causes(causes(5), [f"<b>{n}</b>" for n in range(5)], 3)
    assert [bar.value for bar in drawn.bars] == [5, 4, 3, 3]
    assert drawn.bars[0].text == "5 · 33\u00a0%"
    assert (drawn.bars[-1].label, drawn.bars[-1].role) == ("and 2 more", Role.QUIET)
    figure = draw(drawn, LIGHT)
    assert "<b>" not in "".join(figure.data[0].y)
    assert "<b>" not in str(figure.data[0].customdata)
    assert len(breaches.causes(causes(4), list("abcd"), 3).bars) == 4


@pytest.mark.parametrize("most", [1, 10])
def test_bars_with_the_same_label_stay_two(most: int) -> None:
    frame = pd.DataFrame({"name": ["a", "b"], "hours": [2.0, 1.0], "share": [0.6, 0.4],
                          "tickets": [1, 1]})  # fmt: skip
    drawn = breaches.holders(frame, ["x" * 60, "x" * 60], most)
    assert len(set(draw(drawn, LIGHT).data[0].y)) == min(most, 2)


def test_month_without_a_verdict_is_a_gap_with_and_without_pauses() -> None:
    kept = pd.DataFrame({"month": [JUL, SEP], "decided": [10, 20], "met": [9, 20],
                         "met_without": [8, 20], "paused": [1, 0]})  # fmt: skip
    drawn = pauses.with_and_without(kept, [JUL, AUG, SEP])
    assert [series.values for series in drawn.series] == [(0.9, None, 1.0), (0.8, None, 1.0)]
    assert drawn.series[0].notes[1] == "no data"


def test_groups_without_a_late_pause_are_left_out() -> None:
    begun = pd.DataFrame({"name": ["A", "B"], "late": [2, 0], "met": [1, 0], "tickets": [7, 3]})
    drawn = pauses.begun_late(begun, ["A", "B"], 10)
    assert [(bar.label, bar.text) for bar in drawn.bars] == [("A", "2 of 7")]
