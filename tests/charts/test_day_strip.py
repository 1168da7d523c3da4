"""Days as on a status page: signs beside colours, names that are not obeyed, cells to choose."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from slm_analytics.charts.availability import burn_down
from slm_analytics.charts.day_strip import Day, DayMark, DayStrip
from slm_analytics.charts.day_strip_drawing import mark_colours
from slm_analytics.charts.drawing import draw
from slm_analytics.charts.palette import DARK, LIGHT, Palette
from tests.charts.test_drawing import FEW

FIRST = date(2026, 1, 28)


def strip(names: list[str], days: int = 7) -> DayStrip:
    marks = list(DayMark)
    cells = tuple(
        tuple(Day(mark=marks[place % 7], note=f"{name} {place}") for place in range(days))
        for name in names
    )
    return DayStrip(
        rows=tuple(names), keys=tuple(names), cells=cells, alt="a",
        days=tuple(FIRST + timedelta(days=place) for place in range(days)),
    )  # fmt: skip


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_marks_are_told_apart_by_sign_and_colour(palette: Palette) -> None:
    colours = mark_colours(palette)
    assert set(colours) == set(DayMark)
    assert len({mark.value for mark in DayMark}) == len(DayMark)
    assert len(set(colours.values())) == len(DayMark)


def test_cells_hand_back_their_service_and_day() -> None:
    drawn = draw(strip(["Mail", "Shop"]), LIGHT)
    targets = drawn.data[1]
    assert len(targets.customdata) == 14
    assert list(targets.customdata[8]) == ["Shop", "2026-01-29", "Shop 1"]
    assert drawn.data[0].text[0][2] == "▼"


def test_months_are_named_where_they_begin_and_have_room() -> None:
    assert draw(strip(["Mail"]), LIGHT).layout.xaxis.ticktext == ("Feb 2026",)
    assert draw(strip(["Mail"], 90), LIGHT).layout.xaxis.ticktext == (
        "Feb 2026", "Mar 2026", "Apr 2026",
    )  # fmt: skip


def test_equal_names_stay_rows_of_their_own() -> None:
    drawn = draw(strip(["Mail", "Mail"]), LIGHT)
    assert len(set(drawn.data[0].y)) == 2


def test_texts_from_data_are_never_markup() -> None:
    drawn = draw(strip([name or "x" for name in FEW]), LIGHT)
    for name in drawn.data[0].y:
        assert "<" not in name
    for *_, note in drawn.data[1].customdata:
        assert "<" not in note


def test_burn_down_keeps_days_to_come_empty() -> None:
    trend = burn_down(
        [(date(2026, 4, 1), 0.0, 43.0, 41.0), (date(2026, 4, 2), None, None, 40.0)],
        [("a", "b"), ("c", "d")], "alt",
    )  # fmt: skip
    lost, pace, left = trend.series
    assert (lost.values, left.values) == ((None, None), (43.0, None))
    assert pace.values == (41.0, 40.0)
    assert len(draw(trend, LIGHT).data) == 3
