"""Pauses: what they take off, what they decide, and when they begin."""

import streamlit as st

from slm_analytics.review.pauses import pauses
from slm_analytics.ui.filters import filter_bar, in_words
from slm_analytics.ui.pause_cards import (
    begun_card,
    chosen_grouping,
    kept_card,
    nothing_paused,
    shares_card,
)
from slm_analytics.ui.shell import open_page
from slm_analytics.ui.status import status_line
from slm_analytics.ui.text import page_title

page = open_page("pages/pauses.py")
head = st.container(key="head")
filters = filter_bar(page)
section = page.ask(pauses, filters.scope, filters.month, filters.months, chosen_grouping())

with head:
    page_title(section.headline, section.subline)
    status_line(page, in_words(filters.scope), filters.month)

if section.kept.empty:
    nothing_paused()
else:
    with st.container(key="fit_row"):
        left, middle, right = st.columns([5, 4, 4], gap="small")
    with left:
        kept_card(page, section, filters.scope_up_to_month)
    with middle:
        shares_card(page, section, filters)
    with right:
        begun_card(page, section, filters)
