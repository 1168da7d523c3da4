"""The tickets behind a figure, grouped; choosing a group limits the list to it."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from slm_analytics.domain.scope import NONE, Dimension
from slm_analytics.domain.unit import floor_to
from slm_analytics.metrics.receipt import receipt
from slm_analytics.review.listing import counts_clocks
from slm_analytics.review.rows import Rows, group_rows
from slm_analytics.review.sentences import spoken
from slm_analytics.review.tickets import ticket_groups
from slm_analytics.ui.address import write
from slm_analytics.ui.cards import downloads, table_height
from slm_analytics.ui.filters import shown
from slm_analytics.ui.shell import Page
from slm_analytics.ui.ticket_choice import Choice

_TALLEST = 290


def show_groups(page: Page, choice: Choice) -> None:
    """Show the groups, when grouping is chosen."""
    if choice.by is None:
        return
    found = page.ask(ticket_groups, choice.figure, choice.scope, choice.by, choice.which)
    if found.empty:
        return
    names = [NONE if name is None else str(name) for name in found[choice.by.value]]
    key = f"groups_{choice.by.value}"
    _heading(page, choice, choice.by, group_rows(found, choice.by, _timed(choice)))
    st.dataframe(
        _shown_rows(found, choice.by, names),
        hide_index=True,
        key=key,
        on_select=lambda: _limit_to(key, choice.by, names),
        selection_mode="single-row",
        height=table_height(len(found), _TALLEST),
        placeholder="–",
        column_config=_columns(choice, choice.by, int(found["tickets"].max())),
    )


def _heading(page: Page, choice: Choice, by: Dimension, rows: Rows) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="groups_head"):
        words = "" if page.presents else " Select one to list its tickets."
        st.html(f'<div class="slm-label">By {by.value.replace("_", " ")}.{words}</div>')
        if page.presents:
            return
        box = st.popover("Download", icon=":material/download:", on_change="rerun", key="pop_group")
        if box.open:
            with box:
                told = page.ask(receipt, choice.figure, choice.scope)
                downloads(rows, told.lines(), f"tickets_by_{by.value}", f"By {by.value}")


def _shown_rows(found: pd.DataFrame, by: Dimension, names: list[str]) -> pd.DataFrame:
    shares = found["met"] / found["judged"].where(found["judged"] > 0)
    return pd.DataFrame(
        {
            by.value: [shown(by, name) for name in names],
            "tickets": found["tickets"],
            "open": found["open"],
            "judged": found["judged"],
            "met_share": [None if pd.isna(share) else floor_to(share * 100, 1) for share in shares],
            "median_hours": found["median_hours"],
        }
    )


def _timed(choice: Choice) -> str:
    """Return what the median is of: clocks count service time."""
    return "service time" if counts_clocks(choice.figure) else "time to resolve"


def _columns(choice: Choice, by: Dimension, most: int) -> dict[str, Any]:
    verdict = "Met" if counts_clocks(choice.figure) else "Met (tool's verdict)"
    return {
        by.value: st.column_config.TextColumn(spoken(by.value), width="medium"),
        "tickets": st.column_config.ProgressColumn(
            "Tickets", format="%d", min_value=0, max_value=max(most, 1)
        ),
        "open": st.column_config.NumberColumn("Open now"),
        "judged": st.column_config.NumberColumn("With verdict"),
        "met_share": st.column_config.NumberColumn(verdict, format="%.1f %%"),
        "median_hours": st.column_config.NumberColumn(f"Median {_timed(choice)}", format="%.1f h"),
    }


def _limit_to(key: str, by: Dimension | None, names: list[str]) -> None:
    chosen = st.session_state[key].selection.rows
    if chosen and by is not None:
        write({by.value: names[chosen[0]], "group_by": None})
