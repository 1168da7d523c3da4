"""What the address names and the data does not hold: said calmly, instead of any figure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from html import escape

import streamlit as st

from slm_analytics.domain.scope import Dimension
from slm_analytics.ui.address import carried, unknown, write

_LONGEST = 80


def stop_at_unknown(
    known: Mapping[str, Collection[str]], plurals: Mapping[str, str], *, presents: bool
) -> None:
    """End the run where the address names a value that does not exist.

    Args:
        known: name of a choice -> the values it has.
        plurals: the same names -> what all of them are called.
        presents: on a shared screen, all customers are not offered.
    """
    lost = {key: values for key, options in known.items() if (values := unknown(key, options))}
    if not lost:
        return
    with st.container(border=True, horizontal_alignment="center", key="card_not_there"):
        say_calmly(_sentence(lost), "So there are no figures to show.")
        with st.container(horizontal=True, horizontal_alignment="center"):
            for key in lost:
                if presents and key == Dimension.CUSTOMER:
                    continue
                words = f"Show all {plurals[key]}" if key in plurals else f"Show the latest {key}"
                st.button(words, key=f"all_{key}", on_click=write, args=({key: None},))
    st.stop()


def say_calmly(headline: str, subline: str) -> None:
    """Show why a page has nothing to show."""
    st.html(
        f'<div class="slm-empty"><div class="slm-headline">{escape(headline)}</div>'
        f'<p class="slm-subline">{escape(subline)}</p></div>'
    )


def not_presented(headline: str, subline: str) -> None:
    """Show that a page is no part of a presentation, with the way back, and end the run."""
    with st.container(border=True, horizontal_alignment="center", key="card_not_presented"):
        say_calmly(headline, subline)
        st.page_link(
            "pages/overview.py", label="Back to the presentation", icon=":material/slideshow:",
            query_params=carried(),
        )  # fmt: skip
    st.stop()


def _sentence(lost: Mapping[str, Collection[str]]) -> str:
    parts = [
        f"no {key.replace('_', ' ')} '{value[:_LONGEST]}'"
        for key, values in lost.items()
        for value in values
    ]
    return f"There is {' and '.join(parts)} in the data"
