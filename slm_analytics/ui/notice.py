"""What was just done, said from the next run on: quietly when it worked, plainly when not.

It stays until the reader goes on: a browser may ask for a second run at once,
and must not wipe away what nobody has read.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from slm_analytics.errors import SlmError
from slm_analytics.ui.address import Query, carried, here
from slm_analytics.ui.text import md

_LEFT, _PLACE = "notice.left", "notice.place"


def leave_notice(words: str) -> None:
    """Leave words to be shown at the next run."""
    _leave(good=True, words=words)


def _leave(*, good: bool, words: str) -> None:
    st.session_state[_LEFT] = (good, words)
    st.session_state.pop(_PLACE, None)


def show_notice(page: str, *, to_figures: bool) -> None:
    """Show the words that were left, until page or address change; `to_figures`: the way there."""
    good, words = st.session_state.get(_LEFT, (True, ""))
    place: tuple[str, Query] = (page, here())
    if st.session_state.setdefault(_PLACE, place) != place:
        st.session_state.pop(_LEFT, None)
        return
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
        _leave(good=True, words=deed())
    except SlmError as error:
        _leave(good=False, words=f"{error} {error.remedy}")
