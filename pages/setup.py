"""Set-up: from a first import to a scorecard, asking only what the extracts cannot tell."""

import streamlit as st

from slm_analytics.review.setup_found import found
from slm_analytics.ui.setup_checks import check_step
from slm_analytics.ui.setup_desk import ask_who, choose_customer, desk_of
from slm_analytics.ui.setup_grid import grid_step
from slm_analytics.ui.setup_hours import hours_step
from slm_analytics.ui.setup_names import names_step
from slm_analytics.ui.setup_pauses import pauses_step
from slm_analytics.ui.setup_score import score_step
from slm_analytics.ui.setup_steps import step_of_address, stepper
from slm_analytics.ui.shell import open_page
from slm_analytics.ui.status import status_line
from slm_analytics.ui.text import page_title

page = open_page("pages/setup.py")
page_title(
    "Set-up",
    "Six steps to a scorecard. Each can be skipped, is saved as you go, and changed later.",
)
status_line(page, way_out=False)
there = page.ask(found)
step = step_of_address()
with st.container(horizontal=True, vertical_alignment="bottom", key="setup_head"):
    customer = choose_customer(there) if step > 1 else there.customers[0]
    ask_who()
desk = desk_of(page, there, step, customer)
stepper(desk)
(names_step, hours_step, grid_step, pauses_step, check_step, score_step)[step - 1](desk)
