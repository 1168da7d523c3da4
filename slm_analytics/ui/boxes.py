"""Boxes that show what the address says and write what is chosen into it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import streamlit as st

from slm_analytics.ui.address import chosen, one, said, some, write

Words = Callable[[Any], str]


def one_box(
    label: str, key: str, options: Sequence[str], usual: str, words: Words = str, **look: Any
) -> str:
    """Show a list to choose one of, and return what is chosen."""
    st.session_state[key] = value = one(key, options, usual)
    st.selectbox(
        label, options, key=key, format_func=words, on_change=chosen, args=(key, usual), **look
    )
    return value


def row_box(
    label: str, key: str, options: Sequence[str], usual: str, words: Words = str, **look: Any
) -> str:
    """Show the options side by side, one of which is chosen, and return it."""
    st.session_state[key] = value = one(key, options, usual)
    st.segmented_control(
        label, options, key=key, format_func=words, required=True,
        on_change=chosen, args=(key, usual), **look,
    )  # fmt: skip
    return value


def some_box(
    label: str, key: str, options: Sequence[str], words: Words = str, **look: Any
) -> list[str]:
    """Show a list to choose several of, and return what is chosen; nothing means all."""
    st.session_state[key] = values = some(key, options)
    st.multiselect(
        label, options, key=key, format_func=words, on_change=chosen, args=(key,), **look
    )
    return values


def switch_box(label: str, key: str, **look: Any) -> bool:
    """Show a switch, and return whether it is on."""
    st.session_state[key] = value = said(key) == "yes"
    st.toggle(label, key=key, on_change=chosen, args=(key,), **look)
    return value


def text_box(label: str, key: str, **look: Any) -> str:
    """Show a line to type in, and return what it holds."""
    st.session_state[key] = value = said(key)
    st.text_input(label, key=key, on_change=chosen, args=(key,), **look)
    return value


def date_box(label: str, key: str, usual: date, **look: Any) -> date:
    """Show a box for a day, and return it; what is no day in the address is the usual one."""
    try:
        value = date.fromisoformat(said(key)) if said(key) else usual
    except ValueError:
        value = usual
    st.session_state[key] = value
    st.date_input(label, key=key, format="YYYY-MM-DD", on_change=_day, args=(key, usual), **look)
    return value


def _day(key: str, usual: date) -> None:
    value = st.session_state[key]
    write({key: None if value in (None, usual) else value.isoformat()})
