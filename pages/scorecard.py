"""Scorecard: which lines of the contract were kept, which were not, and by how many tickets."""

import streamlit as st

from slm_analytics.domain.scope import Dimension
from slm_analytics.review.scorecard import scorecard
from slm_analytics.ui.filters import filter_bar, in_words
from slm_analytics.ui.missed_card import missed_card
from slm_analytics.ui.not_there import not_presented
from slm_analytics.ui.scorecard_cards import lines_card
from slm_analytics.ui.shell import open_page
from slm_analytics.ui.sign_off_card import adjustments_card, sign_off_card, signed_words
from slm_analytics.ui.status import status_line
from slm_analytics.ui.text import page_title
from slm_analytics.ui.ticket_choice import may_name_tickets

page = open_page("pages/scorecard.py")
head = st.container(key="head")
filters = filter_bar(page, trend=False, by=(Dimension.CUSTOMER,))
if not may_name_tickets(page):
    not_presented(
        "A scorecard is presented for a chosen customer",
        "The data holds several, and none is chosen.",
    )
customers = dict(filters.scope.only).get(Dimension.CUSTOMER, ())
score = page.ask(scorecard, tuple(customers), filters.month, page.covered)

with head:
    page_title(score.headline, score.subline)
    about = [*in_words(filters.scope), *signed_words(page, score)]
    status_line(page, about, filters.month)

lines_card(page, score)
if not page.presents:
    missed_card(page, score)
    adjustments_card(page, score)
    whose = {line.level.population.customer for line in score.lines}
    if len(whose - {""}) <= 1:  # of several customers, each is signed off by itself
        for customer in sorted(whose):
            sign_off_card(page, score, customer)
    else:
        st.caption("To sign the month off, choose one customer.")
