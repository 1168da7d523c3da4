"""The way to the set-up, shown where tickets are loaded and nothing is agreed."""

from __future__ import annotations

import streamlit as st

from slm_analytics.ingest.register_intake import register_in_force
from slm_analytics.ui.address import carried
from slm_analytics.ui.shell import SETUP_PAGE, Page


def setup_link(page: Page) -> None:
    """Lead to the set-up where no line of a contract is agreed yet."""
    if page.covered.is_empty or len(register_in_force(page.folder)["service_levels"]):
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="to_setup"):
        st.markdown("**Next: say what is agreed.** Six short steps lead to a scorecard.")
        st.page_link(SETUP_PAGE, label="Set it up", icon=":material/checklist:",
                     query_params=carried())  # fmt: skip
