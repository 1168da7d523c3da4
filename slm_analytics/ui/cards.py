"""Cards: a finding, its chart, its receipt, and its rows as files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from html import escape
from typing import Literal

import pandas as pd
import streamlit as st

from slm_analytics import __version__
from slm_analytics.charts.palette import DARK, LIGHT, Palette
from slm_analytics.charts.spec import Chart
from slm_analytics.domain.scope import Scope
from slm_analytics.domain.unit import floor_to
from slm_analytics.domain.zone import instant_text
from slm_analytics.export.table import csv_bytes, xlsx_bytes
from slm_analytics.metrics.metric import Metric
from slm_analytics.metrics.receipt import Receipt, receipt
from slm_analytics.review.rows import Rows
from slm_analytics.ui.cache import drawn
from slm_analytics.ui.shell import Page
from slm_analytics.ui.text import card_title

_TO_PNG = {"format": "png", "scale": 3}
_ON_A_SHARED_SCREEN = 1.4
_ROW, _TALLEST = 35, 320
Lines = Sequence[tuple[str, str]]


def palette() -> Palette:
    """Return the colours of the reader's theme."""
    return DARK if st.context.theme.type == "dark" else LIGHT


@contextmanager
def card(name: str, title: str, subtitle: str = "") -> Iterator[None]:
    """Show a card; what is drawn inside stands below its title."""
    with st.container(border=True, key=f"card_{name}"):
        card_title(title, subtitle)
        yield


def show_chart(
    page: Page, chart: Chart, name: str, *, on_choose: Callable[[], None] | None = None
) -> None:
    """Draw a chart; the camera above it saves it as PNG. `on_choose` runs at a click."""
    st.plotly_chart(
        drawn(chart, palette(), _ON_A_SHARED_SCREEN if page.presents else 1.0),
        theme=None,
        height="stretch" if page.presents else "content",
        key=name,
        alt=chart.alt,
        on_select=on_choose or "ignore",
        selection_mode="points",
        config={
            "displaylogo": False,
            "displayModeBar": not page.presents,
            "showSendToCloud": False,
            "modeBarButtons": [["toImage"]],
            "toImageButtonOptions": {**_TO_PNG, "filename": name},
        },
    )


def tools(
    page: Page, name: str, rows: Rows, metrics: Sequence[Metric], scope: Scope, title: str
) -> None:
    """Show, in the corner of a card, its rows, their download and a receipt for each figure."""
    if page.presents:
        return
    with st.container(key=f"tools_{name}"):
        box = st.popover(
            "Rows", icon=":material/table_rows:", type="tertiary", key=f"pop_{name}",
            on_change="rerun", help="Rows, receipt and download",
        )  # fmt: skip
    if box.open:
        with box:
            told = [page.ask(receipt, metric, scope) for metric in metrics]
            card_title(title)
            show_rows(rows, name)
            downloads(rows, [line for each in told for line in each.lines()], name, title)
            for each in told:
                show_receipt(each)


def show_rows(rows: Rows, name: str) -> None:
    """Show rows as a table; shares as per cent, cut and never rounded up."""
    shown = rows.frame.copy()
    for share in rows.shares:
        shown[share] = [
            None if pd.isna(value) else floor_to(value * 100, 1) for value in shown[share]
        ]
    st.dataframe(
        shown,
        hide_index=True,
        height=table_height(len(shown), _TALLEST),
        key=f"t_{name}",
        placeholder="–",
        column_config={
            share: st.column_config.NumberColumn(format="%.1f %%") for share in rows.shares
        },
    )


def table_height(rows: int, tallest: int) -> int | Literal["content"]:
    """Return the height of a table: as many rows as it has, up to `tallest` pixels."""
    return "content" if (rows + 1) * _ROW <= tallest else tallest


def downloads(rows: Rows | Callable[[], Rows], lines: Lines, name: str, title: str) -> None:
    """Offer rows as CSV and Excel with the receipt; the files are made when they are asked for.

    Many rows can be given as what makes them, so that they are made then, too.
    """

    def told() -> Rows:
        """Return the rows."""
        return rows() if callable(rows) else rows

    with st.container(horizontal=True):
        st.download_button(
            "CSV", lambda: csv_bytes(told().frame, lines), file_name=f"{name}.csv", mime="text/csv",
            icon=":material/download:", key=f"csv_{name}", on_click="ignore",
        )  # fmt: skip
        st.download_button(
            "Excel",
            lambda: _book(told(), lines, title),
            file_name=f"{name}.xlsx",
            icon=":material/download:", key=f"xlsx_{name}", on_click="ignore",
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        )  # fmt: skip


def _book(rows: Rows, lines: Lines, title: str) -> bytes:
    return xlsx_bytes(rows.frame, lines, title=title, shares=rows.shares)


def origin(page: Page, *more: tuple[str, str]) -> Lines:
    """Return what a table without a figure says of itself."""
    covered = page.covered
    as_of = instant_text(covered.as_of) if covered.as_of else "nothing is loaded"
    made = f"generation {covered.generation}, slm_analytics {__version__}"
    return [*more, ("As of", as_of), ("Made from", made)]


def show_receipt(told: Receipt) -> None:
    """Show a receipt as label and text."""
    facts(told.lines())


def facts(lines: Lines) -> None:
    """Show labels and texts, aligned."""
    rows = "".join(f"<dt>{escape(label)}</dt><dd>{escape(text)}</dd>" for label, text in lines)
    st.html(f'<dl class="slm-facts">{rows}</dl>')
