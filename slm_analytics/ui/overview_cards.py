"""The cards of the overview: the tool's verdicts, volumes, open tickets."""

from __future__ import annotations

import streamlit as st

from slm_analytics.charts.overview import open_tickets, verdict_grid, volumes
from slm_analytics.domain.scope import Scope
from slm_analytics.domain.unit import share_text
from slm_analytics.metrics.catalogue import metric
from slm_analytics.review.overview import Overview
from slm_analytics.review.rows import backlog_rows, verdict_rows, volume_rows
from slm_analytics.review.tile import FEW
from slm_analytics.ui.cards import card, show_chart, tools
from slm_analytics.ui.choices import choose_cell, grid_choices
from slm_analytics.ui.shell import Page


def verdict_card(page: Page, section: Overview, over: Scope) -> None:
    """Show the grid of verdicts; a click on a cell goes to its tickets."""
    below = share_text(section.mark, 0)
    subtitle = (
        f"Share met, in per cent, by the tool's own verdict. ▼ marks less than {below}, a reading"
        " aid and no agreed target."
    )
    if not page.presents:
        subtitle += " Click a cell for its tickets."
    with card("verdicts", section.verdict_title, subtitle):
        if section.verdicts.empty:
            st.info("No ticket in this period carries a verdict of its tool.",
                    icon=":material/info:")  # fmt: skip
            return
        rows, compliance = verdict_rows(section.verdicts), metric("source_flag_compliance")
        tools(page, "verdicts", rows, compliance, over, "Met by service and month")
        months = [month.first for month in section.span]
        most = grid_choices(page, section.verdicts)
        grid = verdict_grid(section.verdicts, months, section.mark, FEW, most)
        show_chart(page, grid, "verdicts", on_choose=choose_cell)


def volume_card(page: Page, section: Overview, over: Scope) -> None:
    """Show how many tickets came in and were resolved, month by month."""
    with card("volumes", section.flow_title, "Tickets opened and resolved per month"):
        rows = volume_rows(section.flow)
        tools(page, "volumes", rows, metric("tickets_opened"), over, "Tickets per month")
        show_chart(page, volumes(section.flow), "volumes")


def backlog_card(page: Page, section: Overview, over: Scope) -> None:
    """Show how many tickets were open at each month's end."""
    with card("backlog", section.backlog_title, "Tickets open at each month's end"):
        rows = backlog_rows(section.flow)
        tools(page, "backlog_rows", rows, metric("backlog"), over, "Open tickets")
        show_chart(page, open_tickets(section.flow), "backlog_by_month")
