"""On a shared screen: one month back, one month on, by button or by key."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from slm_analytics.domain.period import Month
from slm_analytics.review.sentences import month_name
from slm_analytics.ui.address import write


def month_steps(months: Sequence[str], shown: str) -> None:
    """Show the two steps; `months` are all there are, the latest first."""
    place = months.index(shown)
    with st.container(horizontal=True, key="month_steps"):
        _step("Month before", "chevron_left", "Left", months, place + 1)
        _step("Next month", "chevron_right", "Right", months, place - 1)


def _step(label: str, icon: str, key: str, months: Sequence[str], place: int) -> None:
    there = 0 <= place < len(months)
    st.button(
        label, icon=f":material/{icon}:", type="tertiary", key=f"step_{key}", shortcut=key,
        disabled=not there, on_click=write, args=({"month": months[place] if there else None},),
        help=f"{month_name(Month.parse(months[place]))} (arrow key)" if there else None,
    )  # fmt: skip
