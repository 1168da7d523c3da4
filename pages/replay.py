"""Replay: another wording of a line, tried on the months that have been."""

import streamlit as st

from slm_analytics.ingest.register_intake import register_in_force
from slm_analytics.ui.filters import filter_bar
from slm_analytics.ui.replay_cards import (
    choose_line,
    months_card,
    nothing_agreed,
    save_card,
    wording_of,
)
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
    wording = wording_of(row)
    if wording is not None:
        told = months_card(page, wording, row, filters.month)
        with head:
            page_title(told.headline, told.subline)
            status_line(page)
        save_card(page, register, wording)
