"""Drawing: nothing from data is obeyed, gaps stay gaps, and what is drawn is told apart."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta

import plotly.graph_objects as go
import pytest

from slm_analytics.charts.drawing import draw, plain_label
from slm_analytics.charts.palette import DARK, LIGHT
from slm_analytics.charts.spec import (
    Cell,
    Chart,
    Grid,
    Mark,
    Moment,
    Role,
    Series,
    Stretch,
    Timeline,
    Tone,
    Trend,
)  # fmt: skip
from slm_analytics.domain.unit import Unit
from tests.conftest import SHARED

_NOON = datetime(2026, 3, 2, 12)  # noqa: DTZ001  a local clock face
_OURS = re.compile(r"</?(br|extra)/?>")
_LIST = SHARED / "data" / "badinput" / "blns.json"
FEW = ["<b>x</b>", "<script>alert(1)</script>", "a & b", "<a href='http://example.invalid'>x</a>",
       "%{y}", "<br>", "x" * 400, ""]  # fmt: skip


def naughty() -> list[str]:
    return [*FEW, *(json.loads(_LIST.read_text("utf-8")) if _LIST.is_file() else [])]


def grid(names: list[str], share: float | None = 0.9, mark: float = 0.95) -> Grid:
    cells = tuple(
        (None, Cell(share=share, text="▼90.0", note=f"{name}: 9 of 10", key=(name, "2026-03")))
        for name in names
    )
    return Grid(rows=tuple(names), columns=("Feb 26", "Mar 26"), cells=cells, mark=mark, alt="a")


def trend(*values: float | None, mark: Mark = Mark.LINE, name: str = "Opened") -> Trend:
    series = Series(name=name, mark=mark, role=Role.FIRST, values=values,
                    notes=tuple(f"{value} {name}" for value in values))  # fmt: skip
    months = tuple(f"{month} 26" for month in ("Jan", "Feb", "Mar", "Apr")[: len(values)])
    return Trend(categories=months, series=(series,), unit=Unit.COUNT, alt="a")


def timeline(label: str) -> Timeline:
    stretches = tuple(
        Stretch(lane="State", label=label, start=_NOON + timedelta(hours=hour),
                until=_NOON + timedelta(hours=hour + 1), tone=tone, note=f"{label}: 1 h")
        for hour, tone in enumerate(Tone)
    )  # fmt: skip
    return Timeline(stretches=stretches, moments=(Moment(label=label, at=_NOON, important=True),))


def shown(figure: go.Figure) -> list[str]:
    """Return every text of a figure that Plotly reads as markup."""
    texts: list[str] = []

    def walk(part: object) -> None:
        if isinstance(part, dict):
            for name, value in part.items():
                if name not in ("bdata", "dtype"):
                    walk(value)
        elif isinstance(part, list | tuple):
            for value in part:
                walk(value)
        elif isinstance(part, str):
            texts.append(part)

    walk(json.loads(figure.to_json()))
    return texts


def test_no_text_from_data_is_markup() -> None:
    texts = naughty()
    lines = [part.series[0] for part in (trend(1, 2, name=text) for text in texts)]
    stretches = [stretch for text in texts for stretch in timeline(text).stretches]
    moments = tuple(Moment(label=text, at=_NOON) for text in texts[:60])
    charts: list[Chart] = [
        grid(texts),
        Trend(categories=("Jan 26", "Feb 26"), series=tuple(lines), unit=Unit.COUNT, alt=""),
        Timeline(stretches=tuple(stretches[::6]), moments=moments),
    ]
    for chart in charts:
        raw = {text for text in shown(draw(chart, LIGHT)) if "<" in _OURS.sub("", text)}
        assert raw <= set(texts)  # keys, handed back at a click and never drawn
        assert raw == set() or isinstance(chart, Grid)


def test_key_of_a_cell_is_handed_back_unchanged() -> None:
    points = draw(grid(["<b>x</b>"]), LIGHT).data[1]
    assert list(points.customdata[0]) == ["<b>x</b>", "2026-03", "&lt;b&gt;x&lt;/b&gt;: 9 of 10"]
    assert "customdata[0]" not in points.hovertemplate
    assert "customdata[2]" in points.hovertemplate


def test_label_is_cut_before_it_is_escaped() -> None:
    assert plain_label("a" * 40) == "a" * 29 + "…"
    assert plain_label("<" * 40) == "&lt;" * 29 + "…"
    assert plain_label("short & sweet") == "short &amp; sweet"


def test_services_with_the_same_beginning_keep_their_own_rows() -> None:
    names = ["x" * 60, "x" * 61, "x" * 62]
    rows = list(draw(grid(names), LIGHT).data[0].y)
    assert len(set(rows)) == 3
    assert len({row.rstrip("\u200b") for row in rows}) == 1


def test_services_that_differ_at_their_end_can_be_told_apart() -> None:
    names = [f"Service Claims management and extraordinary {kind}" for kind in ("cases", "items")]
    first, second = draw(grid(names), LIGHT).data[0].y
    assert first == "Service Claims…ordinary cases"
    assert second == "Service Claims…ordinary items"


def test_gap_of_a_series_stays_a_gap() -> None:
    line = draw(trend(1, None, 3), LIGHT).data[0]
    assert list(line.y) == [1, None, 3]
    assert line.connectgaps is False


def test_gap_of_a_grid_is_no_zero_and_cannot_be_clicked() -> None:
    figure = draw(grid(["Email"]), LIGHT)
    assert list(figure.data[0].z[0]) == [None, pytest.approx(figure.data[0].z[0][1])]
    assert figure.data[0].text[0][0] == "–"
    assert len(figure.data[1].x) == 1


@pytest.mark.parametrize(
    ("share", "low", "high"),
    [(None, -1, -1), (0.0, 0, 0.01), (0.9499, 0.9, 1), (0.95, 2, 2), (1.0, 3, 3)],
)
def test_colour_breaks_at_the_mark(share: float | None, low: float, high: float) -> None:
    level = draw(grid(["Email"], share=share), LIGHT).data[0].z[0][1]
    assert low <= level <= high


def test_small_counts_have_whole_steps() -> None:
    assert draw(trend(0, 1, 2), LIGHT).layout.yaxis.dtick == 1
    assert draw(trend(0, 100, 2), LIGHT).layout.yaxis.dtick is None


def test_line_at_zero_is_drawn_whole() -> None:
    drawn = draw(trend(0, 0, 0), LIGHT)
    assert tuple(drawn.layout.yaxis.range) == (0, 1)
    assert drawn.data[0].cliponaxis is False


def test_dates_of_a_timeline_say_the_day_before_the_month() -> None:
    stops = draw(timeline("x"), LIGHT).layout.xaxis.tickformatstops
    assert [stop.value for stop in stops] == ["%H:%M\n%-d %b %Y", "%-d %b\n%Y", "%b\n%Y"]


def test_timeline_of_one_lane_has_room_for_two_lines_of_dates() -> None:
    chart = timeline("x")
    assert draw(chart, LIGHT).layout.height - chart.lane_height >= 80


@pytest.mark.parametrize(
    ("hours", "anchor"), [([], "middle"), ([1], "middle"), ([5], "start"), ([2, 5], "end"),
                          ([2, 5, 8], "middle")],
)  # fmt: skip
def test_word_stands_where_no_line_runs_through_it(hours: list[int], anchor: str) -> None:
    stretch = Stretch(lane="State", label="Resolved", start=_NOON, tone=Tone.DONE,
                      until=_NOON + timedelta(hours=10), note="")  # fmt: skip
    moments = tuple(Moment(label="due", at=_NOON + timedelta(hours=hour)) for hour in hours)
    drawn = draw(Timeline(stretches=(stretch,), moments=moments), LIGHT)
    assert drawn.data[0].insidetextanchor == anchor


@pytest.mark.parametrize("count", [1, 3, 6, 12, 24])
def test_axis_of_months_says_each_year_once(count: int) -> None:
    names = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    labels = tuple(f"{names[(10 + at) % 12]} {24 + (10 + at) // 12}" for at in range(count))
    series = Series(name="n", mark=Mark.BAR, role=Role.FIRST, values=tuple(range(count)))
    drawn = draw(Trend(categories=labels, series=(series,), unit=Unit.COUNT, alt=""), LIGHT)
    years = re.findall(r"\d\d", " ".join(drawn.layout.xaxis.ticktext))
    assert len(years) == len(set(years))
    assert years
    assert tuple(drawn.layout.xaxis.range) == (-0.5, count - 0.5)


CHARTS: list[Chart] = [grid(["A", "B"]), trend(1, 2), trend(1, 2, mark=Mark.AREA), timeline("x")]


@pytest.mark.parametrize("chart", CHARTS, ids=["grid", "line", "area", "timeline"])
@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_picture_has_the_paper_of_its_theme(chart: Chart, palette: object) -> None:
    """A saved picture is read on any ground."""
    layout = draw(chart, palette).layout  # type: ignore[arg-type]
    assert layout.paper_bgcolor == layout.plot_bgcolor == palette.paper  # type: ignore[attr-defined]
    assert layout.font.color == palette.ink  # type: ignore[attr-defined]


@pytest.mark.parametrize("chart", CHARTS, ids=["grid", "line", "area", "timeline"])
def test_shared_screen_has_larger_text(chart: Chart) -> None:
    plain, large = draw(chart, LIGHT), draw(chart, LIGHT, 1.4)
    assert large.layout.font.size == pytest.approx(1.4 * plain.layout.font.size)
    assert large.layout.xaxis.tickfont.size >= 18
    assert plain.layout.height < large.layout.height < 1.4 * plain.layout.height


def test_lanes_stand_in_their_order_from_above() -> None:
    drawn = draw(timeline("x"), LIGHT).layout.yaxis
    assert list(drawn.categoryarray) == ["State"]
    assert drawn.range[0] > drawn.range[1]


def test_words_at_the_edge_lean_inwards() -> None:
    notes = draw(timeline("due"), LIGHT).layout.annotations
    assert notes[0].xanchor == "left"
