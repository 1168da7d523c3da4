"""Months: which customers are complete, which lines were missed, and what comes next."""

import streamlit as st

from slm_analytics.domain.scope import Dimension
from slm_analytics.review.months import months
from slm_analytics.ui.filters import filter_bar, in_words
from slm_analytics.ui.months_cards import grid_card, steps_card
from slm_analytics.ui.shell import open_page
from slm_analytics.ui.status import status_line
from slm_analytics.ui.text import page_title

page = open_page("pages/months.py")
head = st.container(key="head")
filters = filter_bar(page, trend=False, by=(Dimension.CUSTOMER,))
customers = dict(filters.scope.only).get(Dimension.CUSTOMER, ())
told = page.ask(months, tuple(customers), filters.month)

with head:
    page_title(told.headline, told.subline)
    status_line(page, in_words(filters.scope), filters.month)

grid_card(told)
steps_card(told)
