"""Compliance: how many tickets kept their targets, by service and month."""

import streamlit as st

from slm_analytics.review.compliance import compliance
from slm_analytics.ui.compliance_cards import (
    chosen_clock,
    clock_box,
    grid_card,
    histories_card,
    late_card,
    left_out_card,
)
from slm_analytics.ui.filters import filter_bar, in_words
from slm_analytics.ui.shell import open_page
from slm_analytics.ui.status import status_line
from slm_analytics.ui.text import page_title

page = open_page("pages/compliance.py")
head = st.container(key="head")
filters = filter_bar(page)
clock = chosen_clock()
section = page.ask(compliance, filters.scope, filters.month, filters.months, clock)

with head:
    page_title(section.headline, section.subline)
    status_line(page, in_words(filters.scope), filters.month)

clock_box(page)
grid_card(page, section, filters)
if not page.presents:
    left, right = st.columns(2, gap="small")
    with left:
        late_card(page, section)
        left_out_card(section)
    with right:
        histories_card(page, section)
