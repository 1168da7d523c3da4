"""Services: what the catalogue offers, what is agreed for it, and who stands behind it."""

from datetime import UTC, datetime

import streamlit as st

from slm_analytics.review.held import backed
from slm_analytics.review.services import services
from slm_analytics.ui.agreed_search_card import found_card, search_box
from slm_analytics.ui.agreement_cards import nothing_registered
from slm_analytics.ui.boxes import date_box
from slm_analytics.ui.chain_cards import chain_card, held_card
from slm_analytics.ui.filters import month_box
from slm_analytics.ui.service_cards import catalogue_card, mapping_card, service_card
from slm_analytics.ui.shell import open_page
from slm_analytics.ui.status import status_line
from slm_analytics.ui.text import page_title

page = open_page("pages/services.py", needs_data=False)
head = st.container(key="head")
with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
    words = search_box()
    on = date_box("On the day", "on", datetime.now(UTC).date(), width=170)
    month = None if page.covered.is_empty else month_box(page)
told = page.ask(services, on)

with head:
    page_title(told.headline, told.subline)
    status_line(page, way_out=False)

if words:
    found_card(page, words, on)
if told.lines:
    catalogue_card(page, told)
else:
    nothing_registered(
        "Write down which services you offer, to whom, with which owner and support hours; this"
        " page then says what is agreed for each and what is missing.",
        "services",
    )
left, right = st.columns([2, 3], gap="small")
if told.mapping.tickets or told.lines:
    with left:
        mapping_card(page, told)
if told.lines:
    with right:
        service_card(page, told)
behind = page.ask(backed, on)
if behind.chains:
    chain_card(page, behind)
if month is not None:
    held_card(page, month)
