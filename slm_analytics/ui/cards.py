"""Cards and tiles: a finding, its chart, its receipt, and its rows as files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import escape
from math import isnan
from typing import Any

import pandas as pd
import streamlit as st

from slm_analytics.charts.drawing import draw
from slm_analytics.charts.palette import DARK, LIGHT, Palette
from slm_analytics.charts.spec import Chart
from slm_analytics.domain.scope import Scope
from slm_analytics.domain.unit import Better, Unit, figure_text, floor_to, hours_text
from slm_analytics.export.table import csv_bytes, xlsx_bytes
from slm_analytics.metrics.metric import Metric
from slm_analytics.metrics.receipt import Receipt, receipt
from slm_analytics.review.overview import Tile
from slm_analytics.ui.filters import shown
from slm_analytics.ui.shell import Page
from slm_analytics.ui.text import card_title

_TO_PNG = {"format": "png", "scale": 3}
Lines = Sequence[tuple[str, str]]


def palette() -> Palette:
    """Return the colours of the reader's theme."""
    return DARK if st.context.theme.type == "dark" else LIGHT


@contextmanager
def card(name: str, title: str, subtitle: str = "", height: int | None = None) -> Iterator[None]:
    """Show a card; what is drawn inside stands below its title."""
    with st.container(border=True, key=f"card_{name}", height=height or "content"):
        card_title(title, subtitle)
        yield


def show_chart(chart: Chart, name: str, *, on_choose: Any = None) -> None:
    """Draw a chart; the camera above it saves it as PNG. `on_choose` runs at a click."""
    st.plotly_chart(
        draw(chart, palette()),
        theme=None,
        key=name,
        alt=chart.alt,
        on_select=on_choose or "ignore",
        selection_mode="points",
        config={
            "displaylogo": False,
            "showSendToCloud": False,
            "modeBarButtons": [["toImage"]],
            "toImageButtonOptions": {**_TO_PNG, "filename": name},
        },
    )


def tools(
    page: Page, name: str, rows: pd.DataFrame, metric: Metric, scope: Scope, title: str
) -> None:
    """Show, in the corner of a card, its rows, their download and the receipt."""
    if page.presents:
        return
    with st.container(key=f"tools_{name}"):
        box = st.popover(
            "Rows", icon=":material/table_rows:", type="tertiary", key=f"pop_{name}",
            on_change="rerun", help="Rows, receipt and download",
        )  # fmt: skip
    if box.open:
        with box:
            told = page.ask(receipt, metric, scope)
            rows_and_files(rows, told.lines(), name, title)
            show_receipt(told)


def rows_and_files(rows: pd.DataFrame, lines: Lines, name: str, title: str) -> None:
    """Show rows as a table, and offer them as CSV and XLSX with the receipt."""
    st.dataframe(
        rows, hide_index=True, height=min(38 + 35 * max(len(rows), 1), 320), key=f"t_{name}"
    )
    downloads(rows, lines, name, title)


def downloads(rows: pd.DataFrame, lines: Lines, name: str, title: str) -> None:
    """Offer rows as CSV and XLSX; the files are made when they are asked for."""
    with st.container(horizontal=True):
        st.download_button(
            "CSV", lambda: csv_bytes(rows, lines), file_name=f"{name}.csv", mime="text/csv",
            icon=":material/download:", key=f"csv_{name}", on_click="ignore",
        )  # fmt: skip
        st.download_button(
            "Excel", lambda: xlsx_bytes(rows, lines, title=title), file_name=f"{name}.xlsx",
            icon=":material/download:", key=f"xlsx_{name}", on_click="ignore",
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        )  # fmt: skip


def show_receipt(told: Receipt) -> None:
    """Show a receipt as label and text."""
    facts(told.lines())


def facts(lines: Lines) -> None:
    """Show labels and texts, aligned."""
    rows = "".join(f"<dt>{escape(label)}</dt><dd>{escape(text)}</dd>" for label, text in lines)
    st.html(f'<dl class="slm-facts">{rows}</dl>')


def show_tile(page: Page, tile: Tile, month: str, before: str, scope: Scope) -> None:
    """Show one figure of the month with its trend; its receipt opens from the corner."""
    name = tile.metric.name
    with st.container(key=f"tile_{name}", height="stretch"):
        st.metric(
            tile.metric.title,
            tile.text,
            delta=_change_text(tile),
            delta_color=_colour(tile),
            delta_description=_beside(tile, before),
            chart_data=[None if isnan(value) else value for value in tile.trend],
            chart_type="area" if tile.metric.at_instant else "line",
            border=True,
            height="stretch",
        )
        if page.presents:
            return
        with st.container(key=f"tools_corner_{name}"):
            box = st.popover(
                "Receipt", icon=":material/receipt_long:", type="tertiary", key=f"pop_{name}",
                on_change="rerun", help=f"Receipt: {month}",
            )  # fmt: skip
        if box.open:
            with box:
                told = page.ask(receipt, tile.metric, scope)
                card_title(f"{told.title}: {told.text}")
                show_receipt(told)
                st.page_link(
                    "pages/tickets.py", label="Show these tickets", icon=":material/list:",
                    query_params=query_of(scope, {"figure": tile.metric.title}),
                )  # fmt: skip


def query_of(scope: Scope, more: dict[str, str] | None = None) -> dict[str, Any]:
    """Return the URL query that leads to a scope of one month."""
    query: dict[str, Any] = {
        dimension.value: [shown(dimension, value) for value in values]
        for dimension, values in scope.only
    }
    if scope.period is not None:
        query["month"] = scope.period.start.strftime("%Y-%m")
    return {**query, **(more or {})}


def _change_text(tile: Tile) -> str | None:
    """Return the change with a plain sign: Streamlit takes the arrow's direction from it."""
    change = tile.change
    if isnan(change):
        return None
    if change == 0:
        return "0"
    sign = "+" if change > 0 else "-"
    match tile.metric.unit:
        case Unit.SHARE:
            return f"{sign}{floor_to(abs(change) * 100, 1):.1f} pt"
        case Unit.HOURS:
            return f"{sign}{hours_text(abs(change))}"
        case _:
            return f"{sign}{figure_text(abs(change), tile.metric.unit)}"


def _colour(tile: Tile) -> Any:
    colours = {Better.HIGHER: "normal", Better.LOWER: "inverse", Better.NEITHER: "off"}
    return colours[tile.metric.better] if tile.change else "off"


def _beside(tile: Tile, before: str) -> str:
    if tile.unsteady and tile.n:
        return f"{tile.counts} · few"
    return tile.counts or ("" if isnan(tile.change) else f"vs {before}")
