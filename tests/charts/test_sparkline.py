"""The line in a tile."""

from __future__ import annotations

import re
from xml.etree.ElementTree import fromstring

import pytest

from slm_analytics.charts.sparkline import sparkline

_POINT = re.compile(r"[ML](-?[\d.]+) (-?[\d.]+)")


def line_of(values: list[float | None]) -> str:
    drawing = fromstring(sparkline(values, "#123456"))
    return drawing[0].attrib["d"]


def test_line_runs_from_left_to_right_and_stays_inside() -> None:
    points = [(float(x), float(y)) for x, y in _POINT.findall(line_of([1, 5, 3]))]
    assert [x for x, _ in points] == [5, 100, 195]
    assert [y for _, y in points] == [35, 5, 20]


def test_gap_breaks_the_line() -> None:
    assert line_of([1, 2, None, 4, 3]).count("M") == 2


def test_value_between_gaps_is_a_dot() -> None:
    assert line_of([1, 2, None, 2, None]).endswith("h0")


def test_flat_line_lies_in_the_middle() -> None:
    assert {y for _, y in _POINT.findall(line_of([7, 7, 7]))} == {"20.0"}


@pytest.mark.parametrize("values", [[], [None], [None, None], [3], [None, 2, None]])
def test_fewer_than_two_known_values_draw_nothing(values: list[float | None]) -> None:
    assert sparkline(values, "#123456") == ""


def test_last_known_point_is_marked() -> None:
    drawing = fromstring(sparkline([1, 2, None], "#123456"))
    assert drawing[1].attrib["d"] == "M100.0 5.0h0"
