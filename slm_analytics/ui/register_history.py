"""Who changed the register, when and why, on screen."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from slm_analytics.register.journal import history_of
from slm_analytics.ui.cards import card, table_height
from slm_analytics.ui.shell import Page

_LATEST, _TALLEST = 100, 320


def history_card(page: Page, version: int) -> None:
    """Show the latest changes up to the version in force."""
    changes = history_of(page.folder, version, _LATEST)
    if not changes:
        return
    with card(
        "register_history", "Who changed it", "Earlier versions stay; undo on the page Data."
    ):
        rows = pd.DataFrame(
            {
                "When (UTC)": [each.at.replace("T", " ").removesuffix("Z") for each in changes],
                "Who": [each.who for each in changes],
                "Why": [each.why for each in changes],
                "Rows changed": [each.rows for each in changes],
            }
        )
        st.dataframe(rows, hide_index=True, height=table_height(len(rows), _TALLEST),
                     column_config={"Why": st.column_config.TextColumn(width="large")})  # fmt: skip
