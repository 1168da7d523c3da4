"""Tickets: the rows behind every figure, grouped and sorted, and the story of each."""

import streamlit as st

from slm_analytics.review.sentences import counted
from slm_analytics.ui.filters import filter_bar, in_words
from slm_analytics.ui.shell import open_page
from slm_analytics.ui.status import status_line
from slm_analytics.ui.text import page_title
from slm_analytics.ui.ticket_choice import choose
from slm_analytics.ui.ticket_groups import show_groups
from slm_analytics.ui.ticket_table import chosen_ticket, found_tickets, show_list
from slm_analytics.ui.ticket_view import show_ticket

page = open_page("pages/tickets.py")
head = st.container(key="head")
filters = filter_bar(page, trend=False)
choice = choose(page, filters)
found, place = found_tickets(page, choice)
chosen = chosen_ticket()
with head:
    if page.presents and chosen:  # the story is told below, and needs the room
        page_title(f"Ticket {chosen[1]}")
    else:
        page_title(f"{choice.title}: {counted(found.total, 'ticket')}", choice.figure.definition)
    status_line(page, in_words(choice.scope), filters.month)

show_groups(page, choice)
if chosen is None:
    show_list(page, choice, found, place)
elif page.presents:  # a story takes the whole shared screen; closing it leads back to the list
    with st.container(border=True, key="card_ticket"):
        show_ticket(page, chosen)
else:
    left, right = st.columns([2, 3], gap="small")
    with left:
        show_list(page, choice, found, place)
    with right, st.container(border=True, key="card_ticket"):
        show_ticket(page, chosen)
