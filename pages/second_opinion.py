"""Second opinion: the tool's own verdicts and due times against what was recomputed."""

import streamlit as st

from slm_analytics.review.second_opinion import second_opinion
from slm_analytics.ui.boxes import switch_box
from slm_analytics.ui.contract_guess_view import show_contract_guess
from slm_analytics.ui.filters import filter_bar, in_words
from slm_analytics.ui.second_opinion_cards import (
    classes_card,
    dues_card,
    fields_card,
    grid_card,
    nothing_card,
)
from slm_analytics.ui.second_opinion_list import list_card
from slm_analytics.ui.shell import open_page
from slm_analytics.ui.status import status_line
from slm_analytics.ui.text import page_title

page = open_page("pages/second_opinion.py")
head = st.container(key="head")
filters = filter_bar(page)
section = page.ask(second_opinion, filters.scope, filters.month, filters.months)
over = filters.scope_over(section.span)

with head:
    page_title(section.headline, section.subline)
    status_line(page, in_words(filters.scope), filters.month)

if section.fields.total or section.dues["tickets"].sum():
    with st.container(key="opinion_row"):
        left, right = st.columns(2, gap="small")
    with left:
        fields_card(page, section, over)
        grid_card(page, section, over)
    with right:
        classes_card(page, section, over)
        dues_card(page, section, over)
    list_card(page, section, over)
else:
    nothing_card(page, section)
if not page.presents and switch_box("Guess the contract from the tool’s own words", "guess"):
    show_contract_guess(page, filters)
