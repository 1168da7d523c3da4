"""Agreements: which are up to date, what lacks, and what is due when."""

from datetime import UTC, datetime

import streamlit as st

from slm_analytics.review.agreements import agreements
from slm_analytics.ui.agreement_cards import (
    due_card,
    figures_row,
    life_card,
    nothing_registered,
    uncovered_card,
    within_box,
)
from slm_analytics.ui.agreement_register import register_card
from slm_analytics.ui.boxes import date_box
from slm_analytics.ui.shell import open_page
from slm_analytics.ui.status import status_line
from slm_analytics.ui.text import page_title

page = open_page("pages/agreements.py", needs_data=False)
head = st.container(key="head")
with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
    on = date_box("On the day", "on", datetime.now(UTC).date(), width=170)
    within = within_box()
told = page.ask(agreements, on, within)

with head:
    page_title(told.headline, told.subline)
    status_line(page, way_out=False)

if not told.shown:
    nothing_registered(
        "Write down who agreed what with whom, signed when, for how long and reviewed when; this"
        " page then says what is up to date and what is due.",
        "agreements",
    )
else:
    figures_row(told)
    left, right = st.columns([3, 2], gap="small")
    with left:
        due_card(page, told)
    with right:
        uncovered_card(told)
    life_card(told)
    register_card(page, told)
