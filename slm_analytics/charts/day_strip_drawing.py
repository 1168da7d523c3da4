"""Drawing days: cells that can be pointed at and chosen, months named above."""

from __future__ import annotations

from html import escape

import plotly.graph_objects as go

from slm_analytics.charts.canvas import FONT, base_figure, told_apart
from slm_analytics.charts.day_strip import DayMark, DayStrip
from slm_analytics.charts.palette import Palette

_MARKS = list(DayMark)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONGEST = 38  # letters of a name
_ABOVE = 34  # pixels for the names of months


def mark_colours(palette: Palette) -> dict[DayMark, str]:
    """Return the colour behind each sign; ink is read on all of them."""
    return {
        DayMark.GOOD: palette.met[1],
        DayMark.FAIR: palette.met[0],
        DayMark.BAD: palette.missed[0],
        DayMark.PLAIN_DOWN: palette.missed[1],
        DayMark.PLANNED: palette.done,
        DayMark.UNKNOWN: palette.waiting,
        DayMark.NONE: palette.no_share,
    }


def draw_day_strip(chart: DayStrip, palette: Palette, scale: float) -> go.Figure:
    """Return the figure of a strip."""
    height = _ABOVE + chart.row_height * max(len(chart.rows), 1)
    figure = base_figure(palette, height, scale)
    rows = [told_apart(name, _LONGEST) for name in chart.rows]
    rows = [name + "\u200b" * rows[:place].count(name) for place, name in enumerate(rows)]
    places = list(range(len(chart.days)))
    figure.add_heatmap(
        z=[[_MARKS.index(cell.mark) for cell in row] for row in chart.cells],
        x=places,
        y=rows,
        text=[[cell.mark.value for cell in row] for row in chart.cells],
        texttemplate="%{text}",
        textfont={"size": 10 * scale, "family": FONT, "color": palette.ink},
        colorscale=_scale(palette),
        zmin=-0.5,
        zmax=len(_MARKS) - 0.5,
        showscale=False,
        xgap=2,
        ygap=5,
        hoverinfo="skip",
    )
    _add_targets(figure, chart, rows, palette)
    starts = [place for place, day in enumerate(chart.days) if day.day == 1 or not place]
    if len(starts) > 1 and starts[1] - starts[0] < 7:
        starts = starts[1:]  # no room for the name of a month of a few days
    figure.update_xaxes(
        side="top", range=[-0.5, len(places) - 0.5], tickmode="array", tickvals=starts,
        ticktext=[_month(chart, place) for place in starts], tickangle=0,
        ticklabelshift=14,
    )  # fmt: skip
    figure.update_yaxes(
        range=[len(rows) - 0.5, -0.5],
        showgrid=False,
        tickfont={"color": palette.ink, "size": 14 * scale},
    )
    figure.update_layout(hovermode="closest", hoverdistance=40, clickmode="event+select")
    return figure


def _month(chart: DayStrip, place: int) -> str:
    day = chart.days[place]
    return f"{_MONTHS[day.month - 1]} {day.year}"


def _scale(palette: Palette) -> list[tuple[float, str]]:
    """Return a step of colour for each mark."""
    colours, steps = mark_colours(palette), len(_MARKS)
    return [
        (edge / steps, colours[mark])
        for place, mark in enumerate(_MARKS)
        for edge in (place, place + 1)
    ]


def _add_targets(figure: go.Figure, chart: DayStrip, rows: list[str], palette: Palette) -> None:
    """Add what can be pointed at and clicked: a heat map gives no selection."""
    found = [
        (column, rows[place], chart.keys[place], cell.note)
        for place, row in enumerate(chart.cells)
        for column, cell in enumerate(row)
    ]
    figure.add_scatter(
        x=[column for column, *_ in found],
        y=[row for _, row, *_ in found],
        mode="markers",
        marker={"symbol": "square", "size": 14, "opacity": 0, "color": palette.first},
        selected={"marker": {"opacity": 0}},
        unselected={"marker": {"opacity": 0}},
        customdata=[
            [key, chart.days[column].isoformat(), escape(note, quote=False)]
            for column, _, key, note in found
        ],
        hovertemplate="%{customdata[2]}<extra></extra>",
    )
