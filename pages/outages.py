"""Outages: what was down, why, again and again, after which change, and what does not fit."""

import streamlit as st

from slm_analytics.review.outage_tiles import figures
from slm_analytics.review.outages import outages
from slm_analytics.ui.availability_filters import uptime_filters, uptime_page
from slm_analytics.ui.figure_tiles import show_figures
from slm_analytics.ui.filters import in_words
from slm_analytics.ui.outage_cards import (
    causes_card,
    hours_after_change,
    nothing_watched,
    outage_boxes,
    over_month,
    stages_card,
    week_card,
)
from slm_analytics.ui.outage_gaps_card import gaps_card
from slm_analytics.ui.outage_service_cards import repeats_card, services_card, together_card
from slm_analytics.ui.outage_table import claims_card, explorer_card
from slm_analytics.ui.shell import open_page
from slm_analytics.ui.status import status_line
from slm_analytics.ui.text import page_title

page = uptime_page(open_page("pages/outages.py", needs_data=False))
head = st.container(key="head")
filters = uptime_filters(page)
scope = filters.month_scope if over_month() else filters.scope_up_to_month
section = page.ask(outages, scope, hours_after_change())

with head:
    page_title(section.headline if section.is_watched else "No outages to look at",
               section.subline)  # fmt: skip
    status_line(page, in_words(filters.scope), filters.month)

with st.container(horizontal=True, vertical_alignment="bottom", key="choices"):
    outage_boxes(page, filters.months)
if section.is_watched:
    show_figures(figures(section))
    if not page.presents:
        chosen = explorer_card(page, section)
        if chosen is not None:
            claims_card(page, chosen)
    with st.container(key="fit_row"):
        left, middle, right = st.columns([4, 3, 4], gap="small")
    with left:
        causes_card(page, section, scope)
    with middle:
        stages_card(page, section)
    with right:
        week_card(page, section)
    left, right = st.columns(2, gap="small")
    with left:
        services_card(page, section, scope)
        if not page.presents:
            together_card(page, section)
    with right:
        repeats_card(page, section)
        if not page.presents:
            gaps_card(page, section.gaps, scope)
else:
    nothing_watched()
