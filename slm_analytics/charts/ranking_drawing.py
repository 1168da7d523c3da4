"""Drawing a ranking: bars one below the other, their figures at their ends."""

from __future__ import annotations

from html import escape

import plotly.graph_objects as go

from slm_analytics.charts.canvas import base_figure, letters, told_apart
from slm_analytics.charts.palette import Palette
from slm_analytics.charts.spec import Ranking, Role

_ROOM_FOR_LETTER = 0.047  # of the longest bar, beyond its end
_LEAST_LETTERS = 9
_LONGEST_LABEL = 24
_FEWEST_ROWS = 4  # of a chart that fills a shared screen: a bar alone would be a wall


def draw_ranking(chart: Ranking, palette: Palette, scale: float) -> go.Figure:
    """Return the figure of a ranking; the first bar stands on top."""
    figure = base_figure(palette, 12 + chart.bar_height * max(len(chart.bars), 1), scale)
    labels = [told_apart(bar.label, _LONGEST_LABEL) for bar in chart.bars]
    labels = [name + "\u200b" * labels[:place].count(name) for place, name in enumerate(labels)]
    colours = {
        Role.FIRST: palette.first,
        Role.SECOND: palette.second,
        Role.QUIET: palette.quiet,
        Role.MISSED: palette.missed[0],
    }
    figure.add_bar(
        orientation="h",
        y=labels,
        x=[bar.value for bar in chart.bars],
        marker={"color": [colours[bar.role] for bar in chart.bars]},
        text=[bar.text for bar in chart.bars],
        textposition="outside",
        textfont={"size": 13 * scale, "color": palette.ink},
        constraintext="none",
        cliponaxis=False,
        customdata=[[place, escape(bar.note, quote=False)] for place, bar in enumerate(chart.bars)],
        hovertemplate="%{customdata[1]}<extra></extra>",
    )
    longest = max((bar.value for bar in chart.bars), default=0) or 1
    wide = max([_LEAST_LETTERS, *(letters(bar.text) for bar in chart.bars)])
    rows = max(len(labels), _FEWEST_ROWS if scale > 1 else 0)
    figure.update_xaxes(visible=False, range=[0, longest * (1 + _ROOM_FOR_LETTER * wide)])
    figure.update_yaxes(
        range=[rows - 0.5, -0.5],
        showgrid=False,
        tickmode="array",
        tickvals=labels,
        tickfont={"color": palette.ink, "size": 13 * scale},
    )
    figure.update_layout(bargap=0.3, clickmode="event+select")
    figure.update_traces(selected={"marker": {"opacity": 1}}, unselected={"marker": {"opacity": 1}})
    return figure
