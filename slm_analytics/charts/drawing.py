"""Drawing a specification in Plotly."""

from __future__ import annotations

from datetime import datetime, timedelta
from html import escape

import plotly.graph_objects as go

from slm_analytics.charts.canvas import base_figure, month_axis, plain_label
from slm_analytics.charts.clock_bar import ClockBar
from slm_analytics.charts.clock_bar_drawing import draw_clock_bar
from slm_analytics.charts.day_strip import DayStrip
from slm_analytics.charts.day_strip_drawing import draw_day_strip
from slm_analytics.charts.grid_drawing import draw_grid
from slm_analytics.charts.palette import Palette
from slm_analytics.charts.ranking_drawing import draw_ranking
from slm_analytics.charts.spec import (
    Chart,
    Grid,
    Mark,
    Moment,
    Ranking,
    Role,
    Series,
    Stretch,
    Timeline,
    Tone,
    Trend,
)
from slm_analytics.domain.unit import Unit

_NEAR_EDGE = 0.85
_DATES = [  # day before month; the default of Plotly is American
    {"dtickrange": [None, 86_399_999], "value": "%H:%M\n%-d %b %Y"},
    {"dtickrange": [86_400_000, "M1"], "value": "%-d %b\n%Y"},
    {"dtickrange": ["M1", None], "value": "%b\n%Y"},
]
_AROUND_LANES = 84  # pixels: the words above and two lines of dates below
_SECOND = timedelta(seconds=1)
_HATCHED = {
    "shape": "/",
    "solidity": 0.14,
    "size": 9,
    "fillmode": "overlay",
    "fgcolor": "#FFFFFF",
    "fgopacity": 0.5,
}


def draw(chart: Chart, palette: Palette, scale: float = 1.0) -> go.Figure:
    """Return the figure of a specification; `scale` enlarges its text, and its height a little."""
    match chart:
        case Trend():
            return _trend(chart, palette, scale)
        case Grid():
            return draw_grid(chart, palette, scale)
        case Ranking():
            return draw_ranking(chart, palette, scale)
        case Timeline():
            return _timeline(chart, palette, scale)
        case ClockBar():
            return draw_clock_bar(chart, palette, scale)
        case DayStrip():
            return draw_day_strip(chart, palette, scale)


def _trend(chart: Trend, palette: Palette, scale: float) -> go.Figure:
    figure = base_figure(palette, chart.height, scale)
    for series in chart.series:
        _add_series(figure, chart, series, palette)
    figure.update_layout(barmode="group", bargap=0.28, bargroupgap=0.08)
    if len(chart.series) > 1:
        figure.update_layout(
            showlegend=True,
            legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "title": None},
        )
    figure.update_xaxes(
        range=[-0.5, len(chart.categories) - 0.5], **month_axis(chart.categories, below="<br>")
    )
    rangemode = "tozero" if chart.from_zero else "normal"
    figure.update_yaxes(rangemode=rangemode, nticks=5, tickformat=",.0f")
    most = max((value or 0 for each in chart.series for value in each.values), default=0)
    if chart.unit is Unit.SHARE:
        figure.update_yaxes(tickformat=".0%")
    elif most < 5:
        figure.update_yaxes(tick0=0, dtick=1)  # no half tickets
    if most == 0:
        figure.update_yaxes(range=[0, 1])
    return figure


def _add_series(figure: go.Figure, chart: Trend, series: Series, palette: Palette) -> None:
    colours = {
        Role.FIRST: palette.first,
        Role.SECOND: palette.second,
        Role.QUIET: palette.quiet,
        Role.MISSED: palette.missed[0],
    }
    colour = colours[series.role]
    shared = {
        "x": chart.categories,
        "y": series.values,
        "name": escape(series.name, quote=False),
        "customdata": [escape(note, quote=False) for note in series.notes]
        or ["" for _ in series.values],
        "hovertemplate": "%{x}: %{customdata}<extra></extra>",
    }
    if series.mark is Mark.BAR:
        figure.add_bar(marker={"color": colour}, **shared)
        return
    figure.add_scatter(
        mode="lines+markers",
        line={"color": colour, "width": 3},
        marker={"size": 7, "color": colour},
        connectgaps=False,
        cliponaxis=False,  # a marker at zero is whole
        fill="tozeroy" if series.mark is Mark.AREA else None,
        fillcolor=palette.area,
        **shared,
    )


def _timeline(chart: Timeline, palette: Palette, scale: float) -> go.Figure:
    lanes = list(dict.fromkeys(stretch.lane for stretch in chart.stretches))
    figure = base_figure(palette, _AROUND_LANES + chart.lane_height * max(len(lanes), 1), scale)
    first = min(stretch.start for stretch in chart.stretches)
    for stretch in chart.stretches:
        _add_stretch(figure, stretch, _anchor(stretch, chart.moments), palette, scale)
    last = max([_end(chart), *(moment.at for moment in chart.moments)])
    for moment in chart.moments:
        _add_moment(
            figure, moment, (moment.at - first) / max(last - first, _SECOND), palette, scale
        )
    figure.update_layout(
        barmode="overlay",
        bargap=0.25,
        margin={"t": 26 * scale, "l": 4, "r": 8, "b": 4},
        uniformtext={"mode": "hide", "minsize": 13 * scale},  # words that do not fit are left out
    )
    margin = max(_end(chart) - first, _SECOND) * 0.015
    figure.update_xaxes(
        type="date", nticks=8, tickformatstops=_DATES, range=[first - margin, last + margin]
    )
    figure.update_yaxes(
        categoryorder="array",
        categoryarray=lanes,
        range=[len(lanes) - 0.5, -0.5],
        showgrid=False,
        tickfont={"color": palette.ink, "size": 13 * scale},
    )
    return figure


def _anchor(stretch: Stretch, moments: tuple[Moment, ...]) -> str:
    """Return where in its bar a word stands so that no line of a moment runs through it."""
    length = max(stretch.until - stretch.start, _SECOND)
    lines = [(moment.at - stretch.start) / length for moment in moments]
    places = {"middle": (0.3, 0.7), "start": (0.02, 0.4), "end": (0.6, 0.98)}
    free = (
        place
        for place, (low, high) in places.items()
        if not any(low < line < high for line in lines)
    )
    return next(free, "middle")


def _add_stretch(
    figure: go.Figure, stretch: Stretch, anchor: str, palette: Palette, scale: float
) -> None:
    fills = {
        Tone.WAITING: palette.waiting,
        Tone.WORKING: palette.first,
        Tone.HELD: palette.held,
        Tone.DONE: palette.done,
        Tone.PLAIN: palette.quiet,
        Tone.PLAIN_TOO: palette.done,
    }
    inks = {Tone.WORKING: palette.on_first, Tone.HELD: palette.on_held}
    seconds = (stretch.until - stretch.start).total_seconds()
    figure.add_bar(
        orientation="h",
        y=[stretch.lane],
        x=[seconds * 1000],
        base=[stretch.start],
        marker={
            "color": fills[stretch.tone],
            "line": {"color": palette.paper, "width": 1.5},
            "pattern": _HATCHED if stretch.tone is Tone.HELD else {},
        },
        text=[plain_label(stretch.label)],
        textposition="inside",
        insidetextanchor=anchor,
        textangle=0,
        textfont={"size": 13 * scale, "color": inks.get(stretch.tone, palette.ink)},
        hovertemplate=f"{escape(stretch.note, quote=False)}<extra></extra>",
    )


def _add_moment(
    figure: go.Figure, moment: Moment, across: float, palette: Palette, scale: float
) -> None:
    """Add a line at a moment; its words lean away from the edge that is near (`across`: 0 to 1)."""
    colour = palette.alert if moment.important else palette.muted
    figure.add_vline(x=moment.at, line={"color": colour, "width": 2, "dash": "dot"})
    figure.add_annotation(
        x=moment.at,
        y=1,
        yref="paper",
        yanchor="bottom",
        xanchor="right" if across > _NEAR_EDGE else "left" if across < 1 - _NEAR_EDGE else "center",
        text=plain_label(moment.label),
        showarrow=False,
        font={"size": 12 * scale, "color": colour},
    )


def _end(chart: Timeline) -> datetime:
    return max(stretch.until for stretch in chart.stretches)
