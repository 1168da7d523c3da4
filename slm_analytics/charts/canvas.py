"""What every drawing begins with: the empty figure, its type, its labels and axes of months."""

from __future__ import annotations

from html import escape
from unicodedata import east_asian_width

import plotly.graph_objects as go

from slm_analytics.charts.palette import Palette

FONT = "Inter, 'Segoe UI', 'Helvetica Neue', Arial, 'Noto Sans CJK JP', sans-serif"
_LONGEST_LABEL = 30
_GROWTH = 0.4  # of the height, for every growth of the text


def plain_label(text: str, longest: int = _LONGEST_LABEL) -> str:
    """Return a text from data as a label: cut, and without the tags that Plotly would obey."""
    cut = text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
    return escape(cut, quote=False)


def letters(text: str) -> int:
    """Return how many letters wide a text is; Chinese and Japanese ones take two."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def told_apart(text: str, longest: int = _LONGEST_LABEL) -> str:
    """Return a name as a label, cut in its middle: long names often differ at their end."""
    if letters(text) <= longest:
        return plain_label(text, longest)
    half = (longest - 1) // 2
    return plain_label(
        f"{_first(text, half).rstrip()}…{_first(text[::-1], half)[::-1].lstrip()}", longest
    )


def _first(text: str, wide: int) -> str:
    """Return the beginning of a text, so many letters wide."""
    width = 0
    for place, sign in enumerate(text):
        width += letters(sign)
        if width > wide:
            return text[:place]
    return text


def base_figure(palette: Palette, height: float, scale: float) -> go.Figure:
    """Return the empty figure; `scale` enlarges its text, and its height a little."""
    figure = go.Figure()
    figure.update_layout(
        height=round(height * (1 + (scale - 1) * _GROWTH)),
        margin={"l": 4, "r": 8, "t": 8, "b": 4},
        paper_bgcolor=palette.paper,  # not transparent: a saved picture stands on any ground
        plot_bgcolor=palette.paper,
        font={"family": FONT, "size": 14 * scale, "color": palette.ink},
        hoverlabel={
            "font": {"family": FONT, "size": 14 * scale, "color": palette.ink},
            "bgcolor": palette.paper,
            "bordercolor": palette.muted,
            "align": "left",
        },
        showlegend=False,
        dragmode=False,
        uirevision="keep",
        separators=".\u202f",
        modebar={"bgcolor": "rgba(0,0,0,0)", "color": palette.muted, "activecolor": palette.ink},
    )
    figure.update_xaxes(
        automargin=True,
        showgrid=False,
        zeroline=False,
        ticks="",
        tickfont={"size": 13 * scale, "color": palette.muted},
        ticklabelstandoff=4,
        fixedrange=True,
    )
    figure.update_yaxes(
        automargin=True,
        gridcolor=palette.lines,
        zeroline=False,
        ticks="",
        ticklabelstandoff=6,
        tickfont={"size": 13 * scale, "color": palette.muted},
        fixedrange=True,
    )
    return figure


def month_axis(
    labels: tuple[str, ...], below: str = " ", every: int | None = None
) -> dict[str, object]:
    """Return an axis of months that says the year once, and every other month where many."""
    every = every or (1 if len(labels) <= 14 else 2)
    years = [place for place, label in enumerate(labels) if label.startswith("Jan")]
    first = next((place for place, label in enumerate(labels) if " ’" in label), 0)
    if not years or years[0] - first > every:  # room for the year at the first month too
        years.append(first)
    shown = [
        label.replace(" ", below) if place in years else label.split(" ")[0]
        for place, label in enumerate(labels)
    ]
    return {
        "type": "category",
        "tickangle": 0,
        "tickmode": "array",
        "tickvals": list(labels)[::every],
        "ticktext": shown[::every],
    }
