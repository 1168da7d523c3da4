"""Exclusions: downtime that is not to count, how far each has come, and what a month came to."""

import streamlit as st

from slm_analytics.review.counted_services import places
from slm_analytics.review.exclusion_words import page_words
from slm_analytics.review.exclusions import month_statement
from slm_analytics.ui.counted_filters import counted_filters, nothing_counted
from slm_analytics.ui.exclusion_cards import exclusions_card
from slm_analytics.ui.shell import open_page
from slm_analytics.ui.status import status_line
from slm_analytics.ui.text import page_title

page = open_page("pages/exclusions.py", needs_data=False)
head = st.container(key="head")
told = page.ask(places)
if not told.all:
    nothing_counted(page)
chosen = counted_filters(page, told)
lines = page.ask(month_statement, chosen.month, chosen.customers, chosen.services)

with head:
    page_title(*page_words(lines, chosen.month))
    status_line(page, chosen.words, chosen.month)

exclusions_card(page, chosen.month, chosen.customers, chosen.services)
