"""The face of a tile."""

from __future__ import annotations

import base64
import re

import pytest

from slm_analytics.charts.palette import LIGHT
from slm_analytics.domain.period import Month
from slm_analytics.metrics.catalogue import metric
from slm_analytics.review.tile import Tile
from slm_analytics.ui.tiles import face

NAN = float("nan")


def tile(name: str, value: float, before: float = NAN, **more: object) -> Tile:
    said = {"n": 100.0, "numerator": 90.0, "trend": (before, value)} | more
    return Tile(metric=metric(name), month=Month(2026, 10), value=value, before=before, **said)  # type: ignore[arg-type]


def plain(told: Tile) -> str:
    """Return what a reader sees, without the tags."""
    return re.sub(r"<[^>]+>", "", face(told, LIGHT)).replace("\u00a0", " ").replace("&nbsp;", "")


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (tile("tickets_opened", 919, 858), "▲ 61 vs Sep"),
        (tile("tickets_opened", 800, 858), "▼ 58 vs Sep"),
        (tile("backlog", 48, 52), "▼ 4 better vs Sep"),
        (tile("backlog", 52, 48), "▲ 4 worse vs Sep"),
        (tile("source_flag_compliance", 0.947, 0.919), "▲ 2.8 pt better vs Sep"),
        (tile("source_flag_compliance", 0.9, 0.9), "no change vs Sep"),
        (tile("time_to_resolve_median", 18.6, 19.2), "▼ 36 min better vs Sep"),
        (tile("reassignments_mean", 1.5, 1.25), "▲ 0.25 worse vs Sep"),
    ],
)
def test_change_has_direction_amount_and_judgement(told: Tile, words: str) -> None:
    assert words in plain(told)


def test_change_below_a_tenth_of_a_point_is_cut() -> None:
    assert "▲ under 0.1 pt better vs Sep" in plain(tile("source_flag_compliance", 0.90009, 0.9))


def test_nothing_known_says_so_and_draws_nothing() -> None:
    told = tile("reopen_rate", NAN, NAN, n=0.0)
    assert "–" in plain(told)
    assert "nothing to count" in plain(told)
    assert "vs" not in plain(told)
    assert "<img" not in face(told, LIGHT)


def test_units_are_smaller_than_digits() -> None:
    assert "18<small> h </small>36<small> min</small>" in face(
        tile("time_to_resolve_median", 18.6), LIGHT
    )
    assert ">1\u202f234<" in face(tile("tickets_opened", 1234), LIGHT)


def test_trend_is_a_picture_with_words() -> None:
    drawn = face(tile("backlog", 48, 52), LIGHT)
    source = re.search(r'src="data:image/svg\+xml;base64,([^"]+)"', drawn)
    assert source is not None
    assert base64.b64decode(source[1]).startswith(b"<svg")
    assert 'alt="Trend of Open tickets over 2 months"' in drawn


def test_judgement_is_never_said_by_colour_alone() -> None:
    better, worse = face(tile("backlog", 1, 2), LIGHT), face(tile("backlog", 2, 1), LIGHT)
    assert LIGHT.good in better
    assert "better" in better
    assert LIGHT.alert in worse
    assert "worse" in worse
