"""What was just done, said once at the next run: quietly when it worked, plainly when not."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from slm_analytics.errors import SlmError
from slm_analytics.ui.address import carried
from slm_analytics.ui.text import md

_LEFT = "notice.left"


def leave_notice(words: str) -> None:
    """Leave words to be shown at the next run."""
    st.session_state[_LEFT] = (True, words)


def show_notice(*, to_figures: bool) -> None:
    """Show the words that were left, once; `to_figures`: with the way there."""
    good, words = st.session_state.pop(_LEFT, (True, ""))
    if not words:
        return
    if not good:
        st.error(md(words), icon=":material/error:")
        return
    with st.container(horizontal=True, vertical_alignment="center", key="notice"):
        st.success(md(words), icon=":material/check_circle:")
        if to_figures:
            st.page_link(
                "pages/overview.py", label="See the figures", icon=":material/monitoring:",
                query_params=carried(),
            )  # fmt: skip


def act(deed: Callable[[], str]) -> None:
    """Do something, and leave what it says, or what is wrong. For callbacks."""
    try:
        st.session_state[_LEFT] = (True, deed())
    except SlmError as error:
        st.session_state[_LEFT] = (False, f"{error} {error.remedy}")
