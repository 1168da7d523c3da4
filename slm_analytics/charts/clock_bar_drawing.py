"""Drawing a clock bar in Plotly: colour, pattern and word tell the kinds of time apart."""

from __future__ import annotations

from datetime import datetime, timedelta
from html import escape

import plotly.graph_objects as go

from slm_analytics.charts.canvas import base_figure, plain_label
from slm_analytics.charts.clock_bar import ClockBar, Flag, Ground, Span
from slm_analytics.charts.palette import Palette

_ROW = ""
_SECOND = timedelta(seconds=1)
_THIN = 40  # with more stretches than this no line divides them: it would cover the thin ones
_PATTERNS = {Ground.LATE: "x", Ground.PAUSED: "/", Ground.HOLIDAY: ".", Ground.APART: "\\"}
_TICKS = [  # the day before the month; the default of Plotly is American
    {"dtickrange": [None, 86_399_999], "value": "%H:%M\n%a %-d %b"},
    {"dtickrange": [86_400_000, 86_400_000], "value": "%a %-d %b"},
    {"dtickrange": [86_400_001, "M1"], "value": "%-d %b\n%Y"},
    {"dtickrange": ["M1", None], "value": "%b\n%Y"},
]
_DAY_MS = 86_400_000
_LABEL_ROW = 18  # pixels
_LINE, _LEGEND = 17, 26  # pixels below the bar: a line of the axis, and the legend
_NEAR = 0.22  # of the width: labels closer than this stand one above the other
_SIX_HOURS, _EACH_SIX_HOURS = timedelta(hours=12), timedelta(days=2)
_EACH_DAY, _EACH_WEEK = timedelta(days=12), timedelta(days=84)


def draw_clock_bar(chart: ClockBar, palette: Palette, scale: float) -> go.Figure:
    """Return the figure of a clock bar."""
    figure = base_figure(palette, chart.height, scale)
    for ground in Ground:
        spans = [span for span in chart.spans if span.ground is ground]
        if spans:
            _add_spans(figure, ground, spans, palette, thin=len(chart.spans) > _THIN)
    first, last = _ends(chart)
    places = [(flag.at - first) / max(last - first, _SECOND) for flag in chart.flags]
    rows = _rows(places)
    for flag, across, row in zip(chart.flags, places, rows, strict=True):
        _add_flag(figure, flag, (across, row), palette, scale)
    margin = max(last - first, _SECOND) * 0.012
    steps = _steps(last - first, first)
    figure.update_layout(
        barmode="overlay",
        bargap=0.1,
        margin={"t": (24 + _LABEL_ROW * max(rows, default=0)) * scale, "l": 4, "r": 8,
                "b": (_LEGEND + _LINE * (1 if steps.get("dtick") == _DAY_MS else 2)) * scale},
        showlegend=True,
        legend={
            "orientation": "h", "x": 0, "y": 0, "yref": "container", "yanchor": "bottom",
            "itemclick": False, "itemdoubleclick": False,
            "font": {"size": 13 * scale, "color": palette.ink},
        },
    )  # fmt: skip
    figure.update_xaxes(
        type="date", range=[first - margin, last + margin], showgrid=True, griddash="dot",
        gridcolor=palette.muted, tickformatstops=_TICKS, **steps,
    )  # fmt: skip
    figure.update_yaxes(showticklabels=False, showgrid=False, range=[-0.5, 0.5])
    return figure


def _steps(length: timedelta, first: datetime) -> dict[str, object]:
    """Return where the axis has ticks: each day or each Monday, where that is readable."""
    monday = datetime.combine(first.date() - timedelta(days=first.weekday()), datetime.min.time())
    if _SIX_HOURS <= length <= _EACH_SIX_HOURS:
        return {"tick0": monday, "dtick": _DAY_MS // 4}
    if _EACH_SIX_HOURS < length <= _EACH_DAY:
        return {"tick0": monday, "dtick": _DAY_MS}
    if _EACH_DAY < length <= _EACH_WEEK:
        return {"tick0": monday, "dtick": 7 * _DAY_MS}
    return {"nticks": 8}


def _add_spans(
    figure: go.Figure, ground: Ground, spans: list[Span], palette: Palette, *, thin: bool
) -> None:
    fills = {
        Ground.COUNTED: palette.first,
        Ground.LATE: palette.missed[0],
        Ground.PAUSED: palette.held,
        Ground.CLOSED: palette.no_share,
        Ground.HOLIDAY: palette.waiting,
        Ground.APART: palette.done,
    }
    pattern = {
        "shape": _PATTERNS.get(ground, ""), "size": 8, "solidity": 0.22, "fillmode": "overlay",
        "fgcolor": palette.ink, "fgopacity": 0.55,
    }  # fmt: skip
    figure.add_bar(
        orientation="h",
        name=ground.value,
        y=[_ROW] * len(spans),
        x=[(span.until - span.start).total_seconds() * 1000 for span in spans],
        base=[span.start for span in spans],
        marker={
            "color": fills[ground],
            "line": {"color": palette.paper, "width": 0 if thin else 1},
            "pattern": pattern if ground in _PATTERNS else {},
        },
        customdata=[escape(span.note, quote=False) for span in spans],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _rows(places: list[float]) -> list[int]:
    """Return how high above the bar each label stands, so that neighbours do not overlap."""
    rows: list[int] = []
    for place, across in enumerate(places):
        near = [rows[other] for other in range(place) if abs(places[other] - across) < _NEAR]
        rows.append(next(row for row in range(place + 1) if row not in near))
    return rows


def _add_flag(
    figure: go.Figure, flag: Flag, place: tuple[float, int], palette: Palette, scale: float
) -> None:
    """Add a line at an instant; its words lean away from an edge that is near."""
    across, row = place
    colour = palette.alert if flag.is_important else palette.ink
    dash = "solid" if flag.is_important else "dot"
    figure.add_vline(x=flag.at, line={"color": colour, "width": 3, "dash": dash})
    figure.add_annotation(
        x=flag.at, y=1, yref="paper", yanchor="bottom", showarrow=False,
        xanchor="right" if across > 0.8 else "left" if across < 0.2 else "center",
        text=plain_label(flag.label, 48), yshift=row * _LABEL_ROW * scale,
        font={"size": 13 * scale, "color": colour},
    )  # fmt: skip


def _ends(chart: ClockBar) -> tuple[datetime, datetime]:
    last = max([chart.spans[-1].until, *(flag.at for flag in chart.flags)])
    return chart.spans[0].start, last
