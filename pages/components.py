"""Components: what services stand on, what they expect of it, and what to do about it."""

import streamlit as st

from slm_analytics.domain.scope import Dimension
from slm_analytics.review.components import component_services, components
from slm_analytics.ui.availability_filters import uptime_filters, uptime_page
from slm_analytics.ui.availability_plan_card import plan_card
from slm_analytics.ui.boxes import one_box
from slm_analytics.ui.component_ahead_cards import (
    common_cause,
    failover_card,
    forecast_card,
    redundancy_card,
)
from slm_analytics.ui.component_cards import (
    contribution_card,
    figures,
    impact_card,
    map_card,
    table_card,
)
from slm_analytics.ui.figure_tiles import show_figures
from slm_analytics.ui.filters import in_words
from slm_analytics.ui.outage_cards import nothing_watched
from slm_analytics.ui.shell import open_page
from slm_analytics.ui.status import status_line
from slm_analytics.ui.text import page_title

page = uptime_page(open_page("pages/components.py", needs_data=False))
head = st.container(key="head")
filters = uptime_filters(page)
customers = dict(filters.scope.only).get(Dimension.CUSTOMER, ())
services = page.ask(component_services, tuple(customers))
if not services:
    with head:
        page_title("No service to look at")
        status_line(page, in_words(filters.scope), filters.month)
    nothing_watched()
    st.stop()

with st.container(horizontal=True, vertical_alignment="bottom", key="choices"):
    service = one_box("What it stands on", "stands", services, services[0], width=320)
local = page.covered.as_of_local
day = local.date() if local else filters.month.plus(1).first
section = page.ask(components, filters.scope_up_to_month, service, common_cause(), day)

with head:
    page_title(section.headline, section.subline)
    status_line(page, in_words(filters.scope), filters.month)

show_figures(figures(section))
left, right = st.columns([3, 2], gap="small")
with left:
    map_card(section)
    if section.told.lines:
        table_card(page, section)
with right:
    if section.told.lines:
        contribution_card(page, section)
    failover_card(page, section)
left, right = st.columns(2, gap="small")
with left:
    forecast_card(page, section)
with right:
    redundancy_card(page, section)
plan_card(page, filters.scope, filters.month)
impact_card(page, section)
