"""The clock bar: late time is told apart, kinds by colour and pattern, words never overlap."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from slm_analytics.charts.clock_bar import ClockBar, Ground, Span, clock_bar
from slm_analytics.charts.drawing import draw
from slm_analytics.charts.palette import DARK, LIGHT

NOON = datetime(2026, 3, 2, 12)  # noqa: DTZ001  a local clock face
H = timedelta(hours=1)


def span(start: float, until: float, ground: Ground = Ground.COUNTED, note: str = "x") -> Span:
    return Span(start=NOON + start * H, until=NOON + until * H, ground=ground, note=note)


def bar(*spans: Span, due: float | None = None, stop: float | None = None) -> ClockBar:
    flags = [
        ("Start: opened", spans[0].start, False),
        ("Due", None if due is None else NOON + due * H, True),
        ("Stop: resolved", None if stop is None else NOON + stop * H, False),
    ]
    return clock_bar(spans, flags, "Europe/Berlin", "alt")


def test_counted_time_after_the_due_time_is_late() -> None:
    chart = bar(span(0, 6), span(6, 8, Ground.PAUSED), span(8, 9), due=4)
    assert [(each.ground, each.start, each.until) for each in chart.spans] == [
        (Ground.COUNTED, NOON, NOON + 4 * H),
        (Ground.LATE, NOON + 4 * H, NOON + 6 * H),
        (Ground.PAUSED, NOON + 6 * H, NOON + 8 * H),
        (Ground.LATE, NOON + 8 * H, NOON + 9 * H),
    ]
    assert Ground.LATE not in {each.ground for each in bar(span(0, 6), due=6).spans}
    assert Ground.LATE not in {each.ground for each in bar(span(0, 6)).spans}


def test_due_time_far_beyond_the_bar_is_left_out() -> None:
    assert [flag.label for flag in bar(span(0, 6), due=12).flags] == ["Start: opened", "Due"]
    assert [flag.label for flag in bar(span(0, 6), due=13).flags] == ["Start: opened"]


def test_kinds_are_told_apart_without_colour() -> None:
    spans = [span(place, place + 1, ground) for place, ground in enumerate(Ground)]
    drawn = draw(bar(*spans), LIGHT).data
    assert [trace.name for trace in drawn] == [ground.value for ground in Ground]
    looks = [(trace.marker.pattern.shape, trace.marker.color) for trace in drawn]
    assert len(set(looks)) == len(looks)
    patterned = [shape for shape, _ in looks if shape]
    assert len(patterned) == len(set(patterned)) == 4


def test_one_trace_per_kind_however_many_days() -> None:
    spans = [
        span(place, place + 1, Ground.COUNTED if place % 2 else Ground.CLOSED)
        for place in range(200)
    ]
    drawn = draw(bar(*spans), LIGHT)
    assert len(drawn.data) == 2
    assert drawn.data[0].marker.line.width == 0
    assert drawn.layout.xaxis.dtick == 86_400_000
    assert drawn.layout.xaxis.tick0 == datetime(2026, 3, 2)  # noqa: DTZ001  a Monday


def test_days_of_three_months_are_marked_by_week() -> None:
    assert draw(bar(span(0, 80 * 24)), LIGHT).layout.xaxis.dtick == 7 * 86_400_000
    assert draw(bar(span(0, 200 * 24)), LIGHT).layout.xaxis.dtick is None
    assert draw(bar(span(0, 30)), LIGHT).layout.xaxis.dtick == 6 * 3_600_000
    assert draw(bar(span(0, 0.001)), LIGHT).layout.xaxis.nticks == 8


def test_words_close_together_stand_one_above_the_other() -> None:
    apart = draw(bar(span(0, 10), due=5, stop=10), LIGHT).layout.annotations
    assert {note.yshift for note in apart} == {0}
    near = draw(bar(span(0, 10), due=9.5, stop=10), LIGHT).layout.annotations
    assert len({note.yshift for note in near if note.text != "Start: opened"}) == 2


def test_no_text_of_a_ticket_is_markup() -> None:
    drawn = draw(bar(span(0, 1, note="<b>x</b> & <script>")), LIGHT)
    assert drawn.data[0].customdata[0] == "&lt;b&gt;x&lt;/b&gt; &amp; &lt;script&gt;"


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_bar_has_the_paper_of_its_theme_and_grows_on_a_shared_screen(palette: object) -> None:
    chart = bar(span(0, 1), due=0.5)
    plain, large = draw(chart, palette), draw(chart, palette, 1.4)  # type: ignore[arg-type]
    assert plain.layout.paper_bgcolor == palette.paper  # type: ignore[attr-defined]
    assert large.layout.xaxis.tickfont.size >= 18
    assert large.layout.height > plain.layout.height
