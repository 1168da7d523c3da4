"""The month at a glance: headline, tiles with their trend, volumes, the tool's own verdicts."""

import streamlit as st

from slm_analytics.charts.overview import open_tickets, verdict_grid, volumes
from slm_analytics.domain.unit import share_text
from slm_analytics.metrics.catalogue import metric
from slm_analytics.review.overview import FEW, overview
from slm_analytics.review.sentences import month_name, short_month
from slm_analytics.ui.cards import card, show_chart, show_tile, tools
from slm_analytics.ui.choices import choose_cell, chosen_mark, grid_choices
from slm_analytics.ui.filters import filter_bar
from slm_analytics.ui.shell import open_page
from slm_analytics.ui.status import status_line
from slm_analytics.ui.text import page_title

page = open_page("pages/overview.py")
head = st.container(key="head")
filters = filter_bar(page)
mark = chosen_mark(page)
section = page.ask(overview, filters.scope, filters.month, filters.months, mark)
span_scope = filters.scope_over(section.span)

with head:
    page_title(section.headline, section.subline)
    status_line(page, filters.month)

with st.grid(6, row_height=176, gap="small", key="tiles"):
    for tile in section.tiles:
        month, before = month_name(section.month), short_month(section.month.plus(-1))
        show_tile(page, tile, month, before, filters.month_scope)

left, right = st.columns([3, 2], gap="small")
with (
    left,
    card(
        "verdicts",
        section.verdict_title,
        f"Share met by the tool's own verdict, in per cent, by service. ▼ marks below"
        f" {share_text(mark, 0)}: a reading aid, no agreed target. Click a cell for its tickets.",
    ),
):
    tools(
        page, "verdicts", section.verdicts, metric("source_flag_compliance"), span_scope, "Verdicts"
    )
    months = [month.first for month in section.span]
    if section.verdicts.empty:
        st.info("No ticket in this period carries a verdict of its tool.", icon=":material/info:")
    else:
        grid = verdict_grid(
            section.verdicts, months, mark, FEW, grid_choices(page, section.verdicts)
        )
        show_chart(grid, "verdicts", on_choose=choose_cell)
with right:
    with card("volumes", section.flow_title, "Tickets opened and resolved per month"):
        tools(page, "volumes", section.flow, metric("tickets_opened"), span_scope, "Volumes")
        show_chart(volumes(section.flow), "volumes")
    with card("backlog", section.backlog_title, "Tickets open at each month's end"):
        tools(page, "backlog_rows", section.flow, metric("backlog"), span_scope, "Open tickets")
        show_chart(open_tickets(section.flow), "backlog_by_month")
