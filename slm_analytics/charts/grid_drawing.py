"""Drawing a grid of shares: a hard break of colour at the mark, cells that can be clicked."""

from __future__ import annotations

from html import escape

import plotly.graph_objects as go

from slm_analytics.charts.canvas import FONT, base_figure, month_axis, told_apart
from slm_analytics.charts.palette import Palette
from slm_analytics.charts.spec import Cell, Grid

_ROOMY = 12  # columns of a grid that have room for text of full size
_LEAST_SPAN = 0.12  # below the mark, over which the colour deepens
_PLAIN, _GREY = -2.0, -1.0  # levels of cells that have no share


def draw_grid(chart: Grid, palette: Palette, scale: float) -> go.Figure:
    """Return the figure of a grid."""
    figure = base_figure(palette, 40 + chart.row_height * max(len(chart.rows), 1), scale)
    shares = [cell.share for row in chart.cells for cell in row if cell and cell.share is not None]
    low = min([chart.mark - _LEAST_SPAN, *shares])
    is_roomy = chart.is_wide or len(chart.columns) <= _ROOMY or _has_two_lines(chart)
    rows = [told_apart(name) for name in chart.rows]
    rows = [name + "\u200b" * rows[:place].count(name) for place, name in enumerate(rows)]
    figure.add_heatmap(
        z=[[_level(cell, low, chart.mark) for cell in row] for row in chart.cells],
        x=chart.columns,
        y=rows,
        text=[[_text(cell) for cell in row] for row in chart.cells],
        texttemplate="%{text}",
        textfont={
            "size": (13 if is_roomy else 11) * scale,
            "family": FONT,
            "color": palette.ink,
        },
        colorscale=_scale(palette),
        zmin=_PLAIN,
        zmax=3,
        showscale=False,
        xgap=3,
        ygap=3,
        hoverinfo="skip",
    )
    _add_targets(figure, chart, rows, palette)
    figure.update_yaxes(
        range=[len(rows) - 0.5, -0.5],
        showgrid=False,
        side="right" if chart.is_wide else "left",
        tickfont={"color": palette.ink, "size": 14 * scale},
    )
    figure.update_xaxes(
        side="top",
        range=[-0.5, len(chart.columns) - 0.5],
        **month_axis(
            chart.columns,
            below=" " if chart.is_wide or _has_two_lines(chart) else "<br>",
            every=1 if is_roomy else None,
        ),
    )
    figure.update_layout(hovermode="closest", hoverdistance=60, clickmode="event+select")
    return figure


def _level(cell: Cell | None, low: float, mark: float) -> float | None:
    """Return where a cell lies on the scale.

    -2 plain, -1 grey; 0 to 1 below the mark, 2 to 3 at it and above.
    """
    if cell is None:
        return None
    if cell.share is None:
        return _PLAIN if cell.plain else _GREY
    mark = mark if cell.mark is None else cell.mark
    kept = cell.share >= mark if cell.kept is None else cell.kept
    if not kept:
        return min(max(0.0, (cell.share - low) / max(mark - low, 1e-9)), 1.0) * 0.999
    return 2 + max(0.0, (cell.share - mark) / max(1 - mark, 1e-9))


def _scale(palette: Palette) -> list[tuple[float, str]]:
    """Return the colours of levels -2 to 3, a fifth each."""
    return [
        (0.0, palette.paper),
        (0.1, palette.paper),
        (0.101, palette.no_share),
        (0.399, palette.no_share),
        (0.4, palette.missed[0]),
        (0.6, palette.missed[1]),
        (0.799, palette.met[0]),
        (0.8, palette.met[0]),
        (1.0, palette.met[1]),
    ]


def _has_two_lines(chart: Grid) -> bool:
    return any(cell is not None and cell.more for row in chart.cells for cell in row)


def _text(cell: Cell | None) -> str:
    if cell is None:
        return "–"
    return (
        f'{cell.text}<br><span style="font-size:0.78em">{cell.more}</span>'
        if cell.more
        else cell.text
    )


def _add_targets(figure: go.Figure, chart: Grid, rows: list[str], palette: Palette) -> None:
    """Add what can be pointed at and clicked: a heat map gives no selection."""
    cells = [
        (rows[place], chart.columns[number], cell)
        for place, row in enumerate(chart.cells)
        for number, cell in enumerate(row)
        if cell is not None and not cell.plain
    ]
    figure.add_scatter(
        x=[column for _, column, _ in cells],
        y=[row for row, _, _ in cells],
        mode="markers",
        marker={"symbol": "square", "size": 30, "opacity": 0, "color": palette.first},
        selected={"marker": {"opacity": 0}},
        unselected={"marker": {"opacity": 0}},
        customdata=[[*cell.key, escape(cell.note, quote=False)] for _, _, cell in cells],
        hovertemplate="%{customdata[2]}<extra></extra>",
    )
