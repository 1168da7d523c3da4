"""The tiles of a month: a figure, its change, what it counts, its trend, and its receipt."""

from __future__ import annotations

import re
from base64 import b64encode
from html import escape
from math import isnan

import streamlit as st

from slm_analytics.charts.palette import Palette
from slm_analytics.charts.sparkline import sparkline
from slm_analytics.domain.scope import Scope
from slm_analytics.domain.unit import Unit, figure_text, floor_to, hours_text
from slm_analytics.metrics.receipt import receipt
from slm_analytics.review.rows import tile_rows
from slm_analytics.review.sentences import month_name, short_month
from slm_analytics.review.tile import Tile
from slm_analytics.ui.address import carried
from slm_analytics.ui.cards import downloads, palette, show_receipt
from slm_analytics.ui.shell import TICKETS_PAGE, Page
from slm_analytics.ui.text import card_title

_NUMBER = re.compile(r"(\d[\d.\u202f]*)")


def show_tile(page: Page, tile: Tile, scope: Scope) -> None:
    """Show one figure of the month; its receipt opens from the corner."""
    name = tile.metric.name
    with st.container(border=True, height="stretch", key=f"tile_{name}"):
        st.html(face(tile, palette()))
        if page.presents:
            return
        with st.container(key=f"tools_corner_{name}"):
            box = st.popover(
                f"Receipt of {tile.metric.title}", icon=":material/receipt_long:", type="tertiary",
                key=f"pop_{name}", on_change="rerun",
            )  # fmt: skip
        if box.open:
            with box:
                told = page.ask(receipt, tile.metric, scope)
                card_title(f"{told.title}: {told.text}", f"Receipt for {month_name(tile.month)}")
                show_receipt(told)
                month = month_name(tile.month)
                lines = [("Rows", f"the figure of each month; the receipt is that of {month}")]
                rows = tile_rows(tile)
                downloads(rows, [*lines, *told.lines()], f"tile_{name}", tile.metric.title)
                st.page_link(
                    TICKETS_PAGE, label="Show these tickets", icon=":material/list:",
                    query_params=carried({"month": str(tile.month), "figure": name}),
                )  # fmt: skip


def face(tile: Tile, colours: Palette) -> str:
    """Return a tile's label, figure, change, context and trend as HTML."""
    return (
        '<div class="slm-tile">'
        f'<div class="slm-tile-label">{escape(tile.metric.title)}</div>'
        f'<div class="slm-tile-figure">{figure_html(tile.text)}</div>'
        f'<div class="slm-tile-line">{_change(tile, colours)}</div>'
        f'<div class="slm-tile-line">{escape(tile.context) or "&nbsp;"}</div>'
        f"{_trend(tile, colours)}</div>"
    )


def figure_html(text: str) -> str:
    """Return a figure with its units smaller than its digits."""
    parts = _NUMBER.split(text)
    if len(parts) == 1:
        return escape(text)
    return "".join(
        escape(part) if _NUMBER.fullmatch(part) else f"<small>{escape(part)}</small>"
        for part in parts
        if part
    )


def _change(tile: Tile, colours: Palette) -> str:
    """Return the change from the month before: an arrow, the amount, and better or worse."""
    before = short_month(tile.month.plus(-1)).split(" ")[0]
    if isnan(tile.change):
        return "&nbsp;"
    if tile.change == 0:
        return f'<span class="slm-chip">no change</span> vs {before}'
    colour, word = {
        True: (colours.good, "better vs"),
        False: (colours.alert, "worse vs"),
        None: (colours.muted, "vs"),
    }[tile.better]
    arrow = "▲" if tile.change > 0 else "▼"
    chip = f'<span class="slm-chip" style="color:{colour}">{arrow} {_amount(tile)}</span>'
    return f"{chip} {word} {before}"


def _amount(tile: Tile) -> str:
    amount = abs(tile.change)
    match tile.metric.unit:
        case Unit.SHARE | Unit.SHARE_OF_AGREED:
            points = floor_to(amount * 100, 1)
            return f"{points:.1f} pt" if points else "under 0.1 pt"
        case Unit.HOURS:
            return hours_text(amount)
        case _:
            return figure_text(amount, tile.metric.unit)


def _trend(tile: Tile, colours: Palette) -> str:
    colour = {True: colours.first, False: colours.alert, None: colours.muted}[tile.better]
    drawing = sparkline([None if isnan(each) else each for each in tile.compared], colour)
    if not drawing:
        return '<div class="slm-spark"></div>'
    source = b64encode(drawing.encode()).decode()
    alt = escape(f"Trend of {tile.metric.title} over {len(tile.trend)} months")
    return f'<img class="slm-spark" alt="{alt}" src="data:image/svg+xml;base64,{source}">'
