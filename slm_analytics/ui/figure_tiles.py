"""Figures as tiles in a row, with what they mean and the months behind them."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Sequence
from html import escape

import streamlit as st

from slm_analytics.charts.palette import Palette
from slm_analytics.charts.sparkline import sparkline
from slm_analytics.review.outage_tiles import Figure
from slm_analytics.ui.cards import palette

_NUMBER = re.compile(r"(\d[\d.\u202f]*)")


def show_figures(figures: Sequence[Figure]) -> None:
    """Show figures side by side; what one means stands at its label."""
    colours = palette()
    for column, each in zip(st.columns(len(figures), gap="small"), figures, strict=True):
        with column, st.container(border=True, height="stretch", key=f"tile_{each.name}"):
            st.html(_face(each, colours))


def _face(figure: Figure, colours: Palette) -> str:
    line, context = (escape(text) or "&nbsp;" for text in (figure.line, figure.context))
    return (
        f'<div class="slm-tile" title="{escape(figure.meaning)}">'
        f'<div class="slm-tile-label">{escape(figure.label)}</div>'
        f'<div class="slm-tile-figure">{_large(figure.text)}</div>'
        f'<div class="slm-tile-line">{line}</div><div class="slm-tile-line">{context}</div>'
        f"{_trend(figure, colours)}</div>"
    )


def _large(text: str) -> str:
    """Return a figure with its units smaller than its digits; a name as it is."""
    if not text[:1].isdigit():
        return escape(text)
    parts = _NUMBER.split(text)
    return "".join(
        escape(part) if _NUMBER.fullmatch(part) or len(parts) == 1
        else f"<small>{escape(part)}</small>"
        for part in parts
        if part
    )  # fmt: skip


def _trend(figure: Figure, colours: Palette) -> str:
    drawing = sparkline(figure.trend, colours.first)
    if not drawing:
        return ""
    source = b64encode(drawing.encode()).decode()
    alt = escape(f"{figure.label} by month")
    return f'<img class="slm-spark" alt="{alt}" src="data:image/svg+xml;base64,{source}">'
