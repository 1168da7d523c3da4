"""What was typed in for a line, on screen: deliveries or values, each with its evidence."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from slm_analytics.domain.service_level import Measure
from slm_analytics.review.scorecard import ScoreLine
from slm_analytics.review.typed import typed_rows
from slm_analytics.ui.cards import card, table_height
from slm_analytics.ui.shell import Page

_TALLEST = 420
_DELIVERIES = {
    "what": "Deliverable",
    "due_on": "Due",
    "delivered_on": "Delivered",
    "accepted_on": "Accepted",
    "evidence": "Evidence",
    "told_by": "Told by",
    "line": "Row",
}
_VALUES = {
    "what": "Month",
    "value": "Value",
    "base": "Of",
    "evidence": "Evidence",
    "told_by": "Told by",
    "line": "Row",
}
TYPED = (Measure.DELIVERED, Measure.VALUE)


def typed_card(page: Page, line: ScoreLine) -> None:
    """Show the rows of the register, and of lists, that a line was judged by."""
    rows = page.ask(typed_rows, line)
    title = f"{line.level.name}: what was typed in"
    with card(
        "typed",
        title,
        f"{line.target[0].upper()}{line.target[1:]}. Rows of the register or of a list, with their"
        " evidence.",
    ):
        if rows.empty:
            st.info("Nothing was typed in for these months.", icon=":material/edit_off:")
            return
        named = _DELIVERIES if line.level.measure is Measure.DELIVERED else _VALUES
        shown = pd.DataFrame({title: rows[name] for name, title in named.items()})
        st.dataframe(
            shown, hide_index=True, placeholder="–", height=table_height(len(shown), _TALLEST)
        )
