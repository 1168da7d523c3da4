"""Availability: agreed service time less downtime, by service, day and month, and why."""

import streamlit as st

from slm_analytics.review.availability import availability
from slm_analytics.ui.availability_cards import (
    FITS,
    months_card,
    statement_card,
    strip_card,
    tiles_row,
)
from slm_analytics.ui.availability_filters import uptime_filters, uptime_page
from slm_analytics.ui.availability_service_cards import service_cards
from slm_analytics.ui.filters import in_words
from slm_analytics.ui.shell import open_page
from slm_analytics.ui.status import status_line
from slm_analytics.ui.text import page_title

page = uptime_page(open_page("pages/availability.py", needs_data=False))
head = st.container(key="head")
filters = uptime_filters(page)
told = page.ask(availability, filters.scope, filters.month, filters.months)

with head:
    page_title(told.headline, told.subline)
    status_line(page, in_words(filters.scope), filters.month)

tiles_row(page, told)
strip_card(page, told)
if page.presents and len(told.rows) <= FITS:
    months_card(page, told, filters)
if not page.presents:
    months_card(page, told, filters)
    service_cards(page, told)
    statement_card(page, told, filters)
