"""Definitions: what every figure means, how it is counted, and where the definition comes from."""

import streamlit as st

from slm_analytics.metrics.catalogue import catalogue
from slm_analytics.ui.definition_view import show_dictionary, show_metric
from slm_analytics.ui.shell import open_page
from slm_analytics.ui.status import status_line
from slm_analytics.ui.text import page_title

page = open_page("pages/definitions.py", needs_data=False)
page_title(
    "Definitions",
    "Every figure has one definition: pages, files and documents all read it from here.",
)
status_line(page, way_out=False)
metrics, fields = st.tabs(["Figures", "Fields of a ticket"])
with metrics, st.grid(2, gap="small", key="definitions"):
    for metric in catalogue().values():
        show_metric(metric)
with fields:
    show_dictionary()
