"""Breaches: the targets missed, how badly, where, and who held the tickets meanwhile."""

import streamlit as st

from slm_analytics.review.breaches import breaches
from slm_analytics.ui.breach_cards import (
    breach_boxes,
    causes_card,
    chosen_cause,
    holders_card,
    lateness_card,
    over_span,
    severity_card,
    worst_card,
)
from slm_analytics.ui.compliance_cards import chosen_clock, clock_box
from slm_analytics.ui.filters import filter_bar, in_words
from slm_analytics.ui.nothing_agreed import no_verdict
from slm_analytics.ui.shell import open_page
from slm_analytics.ui.status import status_line
from slm_analytics.ui.text import page_title

page = open_page("pages/breaches.py")
head = st.container(key="head")
filters = filter_bar(page)
by_month = not over_span()
over = filters.month_scope if by_month else filters.scope_up_to_month
section = page.ask(breaches, over, filters.month, chosen_clock(), chosen_cause())

with head:
    page_title(section.headline, section.subline)
    status_line(page, in_words(filters.scope), filters.month)

with st.container(horizontal=True, vertical_alignment="bottom", key="choices"):
    clock_box(page)
    breach_boxes(page, filters.months)
if section.missed:
    with st.container(key="fit_row"):
        left, middle, right = st.columns(3, gap="small")
    with left:
        severity_card(page, section, over)
        lateness_card(page, section, over)
    with middle:
        causes_card(page, section, over, by_month=by_month)
    with right:
        holders_card(page, section, over)
    worst_card(page, section, by_month=by_month)
elif not section.decided:
    no_verdict(page, section.clock)
