"""The cards of the overview: the tool's verdicts, volumes, open tickets."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from slm_analytics.charts.overview import open_tickets, verdict_grid, volumes
from slm_analytics.domain.scope import Scope
from slm_analytics.domain.unit import share_text
from slm_analytics.metrics.catalogue import metric
from slm_analytics.review.overview import Overview
from slm_analytics.review.rows import backlog_rows, verdict_rows, volume_rows
from slm_analytics.review.tile import FEW
from slm_analytics.ui.cards import card, show_chart, tools
from slm_analytics.ui.choices import MOST_ROWS, choose_cell, grid_choices
from slm_analytics.ui.shell import Page


def verdict_card(page: Page, section: Overview, over: Scope) -> None:
    """Show the grid of verdicts; a click on a cell goes to its tickets."""
    below = share_text(section.mark, 0)
    subtitle = (
        f"Share met, in per cent, by the tool's own verdict. ▼ marks less than {below}, a reading"
        " aid and no agreed target."
    )
    if page.presents:
        subtitle += _not_all(section.verdicts, MOST_ROWS)
    else:
        subtitle += " Click a cell for its tickets."
    with card("verdicts", section.verdict_title, subtitle):
        if section.verdicts.empty:
            st.info("No ticket in this period carries a verdict of its tool.",
                    icon=":material/info:")  # fmt: skip
            return
        rows, compliance = verdict_rows(section.verdicts), metric("source_flag_compliance")
        tools(page, "verdicts", rows, (compliance,), over, "Met by service and month")
        known = section.flow.dropna(subset=["opened"])
        most = grid_choices(page, section.verdicts)
        if not page.presents and (words := _not_all(section.verdicts, most)):
            st.html(f'<span class="slm-label">{words}</span>')
        grid = verdict_grid(section.verdicts, list(known["month"]), section.mark, FEW, most)
        show_chart(page, grid, "verdicts", on_choose=choose_cell)


def _not_all(verdicts: pd.DataFrame, most: int) -> str:
    """Return how many of the services are shown where not all are."""
    count = int(verdicts["service"].nunique(dropna=False))
    return f" {most} of {count} services shown, lowest first." if most < count else ""


def volume_card(page: Page, section: Overview, over: Scope) -> None:
    """Show how many tickets came in and were resolved, month by month."""
    with card("volumes", section.flow_title, "Tickets opened and resolved per month"):
        rows = volume_rows(section.flow)
        counted = (metric("tickets_opened"), metric("tickets_resolved"))
        tools(page, "volumes", rows, counted, over, "Tickets per month")
        show_chart(page, volumes(section.flow), "volumes")


def backlog_card(page: Page, section: Overview, over: Scope) -> None:
    """Show how many tickets were open at each month's end."""
    with card("backlog", section.backlog_title, "Tickets open at each month's end"):
        rows = backlog_rows(section.flow)
        tools(page, "backlog_rows", rows, (metric("backlog"),), over, "Open tickets")
        if section.flow["backlog"].count() > 1:  # one month makes no trend; the title says it
            show_chart(page, open_tickets(section.flow), "backlog_by_month")
