"""Replay: another wording of a line, tried on the months that have been."""

import streamlit as st

from slm_analytics.ingest.register_intake import register_in_force
from slm_analytics.ui.filters import filter_bar
from slm_analytics.ui.replay_cards import (
    choose_line,
    is_changed,
    months_card,
    nothing_agreed,
    save_card,
)
from slm_analytics.ui.replay_proposals import proposals_card, propose_card
from slm_analytics.ui.replay_wording import wording_of
from slm_analytics.ui.shell import open_page
from slm_analytics.ui.status import status_line
from slm_analytics.ui.text import page_title

page = open_page("pages/replay.py")
head = st.container(key="head")
filters = filter_bar(page, trend=False, by=())
register = register_in_force(page.folder)
row = choose_line(register)
if row is None:
    with head:
        page_title("No line to try another wording of")
        status_line(page)
    nothing_agreed()
else:
    tried = wording_of(page, register, row)
    if tried is not None:
        told = months_card(page, tried, row, filters.month)
        with head:
            page_title(told.headline, told.subline)
            status_line(page)
    else:
        with head:
            page_title("This wording is not understood yet")
            status_line(page)
    proposals_card(page, register, row)
    if tried is not None and is_changed(register, tried):
        left, right = st.columns(2)
        with left:
            save_card(page, register, tried)
        with right:
            propose_card(page, row, tried)
