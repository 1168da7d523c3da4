"""Small choices on a page: the mark of a grid, its rows, and what a click on it means."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from slm_analytics.domain.scope import NONE, Dimension
from slm_analytics.metrics.catalogue import metric
from slm_analytics.ui.filters import shown
from slm_analytics.ui.shell import Page, go_to

_MARKS = {"99 %": 0.99, "95 %": 0.95, "90 %": 0.9, "85 %": 0.85, "80 %": 0.8}
_USUAL = "95 %"
MOST_ROWS = 12


def chosen_mark(page: Page) -> float:
    """Return below which share cells are marked: what the reader chose, else 95 %."""
    asked = st.query_params.get("mark") if page.presents else st.session_state.get("mark")
    asked = asked or st.query_params.get("mark")
    return _MARKS.get(asked or _USUAL, _MARKS[_USUAL])


def grid_choices(page: Page, verdicts: pd.DataFrame) -> int:
    """Show the choices of the grid in one row: its mark, and all services where there are many.

    Returns:
        How many rows to draw.
    """
    count = int(verdicts["service"].nunique(dropna=False))
    if page.presents:
        return MOST_ROWS
    everything = count <= MOST_ROWS
    with st.container(horizontal=True, vertical_alignment="center", key="grid_choices"):
        st.segmented_control(
            "Mark below",
            list(_MARKS),
            default=_USUAL,
            required=True,
            key="mark",
            bind="query-params",
            label_visibility="collapsed",
        )
        if not everything:
            words = f"All {count} services"
            everything = st.toggle(words, key="all_services", bind="query-params")
    return count if everything else MOST_ROWS


def choose_cell() -> None:
    """Go to the tickets behind the chosen cell of the grid of verdicts."""
    points = st.session_state["verdicts"].selection.points
    if not points:
        return
    service, month = points[0]["customdata"][:2]
    query: dict[str, str | list[str]] = {
        key: st.query_params.get_all(key) for key in st.query_params
    }
    query |= {
        "service": [shown(Dimension.SERVICE, service or NONE)],
        "month": month,
        "figure": metric("source_flag_compliance").title,
    }
    st.session_state["service"] = [service or NONE]
    st.session_state["month"] = month
    st.session_state["figure"] = query["figure"]
    go_to("pages/tickets.py", query)
