"""Running month: what each line has so far, what is due, and how many misses are left."""

import streamlit as st

from slm_analytics.domain.scope import Dimension, Scope
from slm_analytics.review.running import running
from slm_analytics.ui.filters import chosen_values, hold_known, in_words, values_box
from slm_analytics.ui.not_there import not_presented
from slm_analytics.ui.running_cards import running_card, waiting_card
from slm_analytics.ui.shell import open_page
from slm_analytics.ui.status import status_line
from slm_analytics.ui.text import page_title
from slm_analytics.ui.ticket_choice import may_name_tickets

page = open_page("pages/running.py")
head = st.container(key="head")
hold_known(page, (Dimension.CUSTOMER,))
if not may_name_tickets(page):
    not_presented(
        "A running month is presented for a chosen customer",
        "The data holds several, and none is chosen.",
    )
if page.presents:
    customers = chosen_values(page, Dimension.CUSTOMER)
else:
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        customers = values_box(page, Dimension.CUSTOMER)
told = page.ask(running, tuple(customers), page.covered)

with head:
    page_title(told.headline, told.subline)
    status_line(page, in_words(Scope().limited(Dimension.CUSTOMER, customers)))

running_card(page, told)
if not page.presents:
    waiting_card(page, told)
