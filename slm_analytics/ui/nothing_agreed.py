"""Said where a clock has no verdict: that nothing is agreed for it, or nothing was decided."""

from __future__ import annotations

import streamlit as st

from slm_analytics.review.compliance import Measured, is_measured
from slm_analytics.ui.address import carried
from slm_analytics.ui.shell import SETUP_PAGE, Page


def no_verdict(page: Page, clock: Measured) -> None:
    """Say why nothing is shown, and lead to the set-up where nothing is agreed."""
    if page.ask(is_measured, clock):
        words = f"No ticket of these months has a verdict of its {clock.value} clock."
        st.info(words, icon=":material/info:")
        return
    words = f"No target is agreed for the {clock.value} clock, so nothing can be kept or missed."
    st.info(words, icon=":material/contract:")
    if not page.presents:
        st.page_link(SETUP_PAGE, label="Say what is agreed", icon=":material/edit:",
                     query_params=carried())  # fmt: skip
