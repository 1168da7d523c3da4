"""Small choices on the overview: the mark of the grid, its rows, and what a click on it means."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from slm_analytics.domain.scope import NONE
from slm_analytics.metrics.catalogue import metric
from slm_analytics.ui.address import carried, one
from slm_analytics.ui.boxes import row_box, switch_box
from slm_analytics.ui.shell import TICKETS_PAGE, Page, go_to

_MARKS = ("99", "95", "90", "85", "80")  # per cent
_USUAL = "95"
MOST_ROWS = 13  # twelve services, and the tickets without one


def chosen_mark() -> float:
    """Return below which share cells are marked: what the reader chose, else 95 %."""
    return int(one("mark", _MARKS, _USUAL)) / 100


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
        st.html('<span class="slm-label">Mark below</span>', width="content")
        row_box(
            "Mark below", "mark", _MARKS, _USUAL, lambda mark: f"{mark} %",
            label_visibility="collapsed",
        )  # fmt: skip
        if not everything:
            everything = switch_box(f"All {verdicts['service'].nunique()} services", "all_services")
    return count if everything else MOST_ROWS


def choose_cell() -> None:
    """Go to the tickets behind the chosen cell of the grid of verdicts."""
    points = st.session_state["verdicts"].selection.points
    if not points:
        return
    service, month = points[0]["customdata"][:2]
    query = {
        "service": service or NONE,
        "month": month,
        "figure": metric("source_flag_compliance").name,
    }
    go_to(TICKETS_PAGE, carried(query))
