"""Tickets: the rows behind every figure, grouped and sorted, and the story of each."""

import streamlit as st

from slm_analytics.review.tickets import ticket_story
from slm_analytics.ui.filters import filter_bar
from slm_analytics.ui.shell import open_page
from slm_analytics.ui.status import status_line
from slm_analytics.ui.text import page_title
from slm_analytics.ui.ticket_table import choose, show_groups, show_list
from slm_analytics.ui.ticket_view import show_ticket

page = open_page("pages/tickets.py")
head = st.container(key="head")
filters = filter_bar(page, trend=False)
choice = choose(page, filters)
with head:
    page_title("Tickets", choice.figure.definition)
    status_line(page, filters.month)

show_groups(page, choice)
chosen = show_list(page, choice)
named = st.query_params.get("ticket", "")
if chosen is None and named:
    chosen = (st.query_params.get("system", ""), named)
if chosen is not None:
    system, ticket_id = chosen
    st.query_params["system"], st.query_params["ticket"] = system, ticket_id
    with st.container(border=True, key="card_ticket"):
        show_ticket(page, page.ask(ticket_story, ticket_id, system))
