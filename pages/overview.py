"""The month at a glance: headline, tiles with their trend, volumes, the tool's own verdicts."""

import streamlit as st

from slm_analytics.review.overview import overview
from slm_analytics.ui.choices import chosen_mark
from slm_analytics.ui.filters import filter_bar, in_words
from slm_analytics.ui.overview_cards import backlog_card, verdict_card, volume_card
from slm_analytics.ui.shell import open_page
from slm_analytics.ui.status import status_line
from slm_analytics.ui.text import page_title
from slm_analytics.ui.tiles import show_tile

page = open_page("pages/overview.py")
head = st.container(key="head")
filters = filter_bar(page)
section = page.ask(overview, filters.scope, filters.month, filters.months, chosen_mark())
over = filters.scope_over(section.span)

with head:
    page_title(section.headline, section.subline)
    status_line(page, in_words(filters.scope), filters.month)

with st.grid(6, gap="small", key="tiles"):
    for tile in section.tiles:
        show_tile(page, tile, filters.month_scope)

if section.verdicts.empty:
    left, right = st.columns(2, gap="small")
    with left:
        volume_card(page, section, over)
    with right:
        backlog_card(page, section, over)
    verdict_card(page, section, over)
else:
    left, right = st.columns([3, 2], gap="small")
    with left:
        verdict_card(page, section, over)
    with right:
        volume_card(page, section, over)
        backlog_card(page, section, over)
