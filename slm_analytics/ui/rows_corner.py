"""The rows of a card without a declared figure: a table and its files, from the card's corner."""

from __future__ import annotations

import streamlit as st

from slm_analytics.domain.scope import Scope
from slm_analytics.review.rows import Rows
from slm_analytics.ui.cards import downloads, origin, show_rows
from slm_analytics.ui.filters import in_words
from slm_analytics.ui.shell import Page
from slm_analytics.ui.text import card_title


def told_of(scope: Scope) -> tuple[tuple[str, str], ...]:
    """Return which months and whose outages rows are about, as label and text."""
    months = scope.period.months if scope.period else ()
    ends = dict.fromkeys(str(each) for each in (*months[:1], *months[-1:]))
    period = (("Months", " to ".join(ends)),) if months else ()
    return (*period, ("Of", ", ".join(in_words(scope))))


def rows_corner(page: Page, name: str, rows: Rows, title: str, *about: tuple[str, str]) -> None:
    """Show, in the corner of a card, its rows and their download; `about` says what they are."""
    if page.presents:
        return
    with st.container(key=f"tools_{name}"):
        box = st.popover(
            "Rows", icon=":material/table_rows:", type="tertiary", key=f"pop_{name}",
            on_change="rerun", help="Rows and download",
        )  # fmt: skip
    if box.open:
        with box:
            card_title(title)
            show_rows(rows, name)
            downloads(rows, origin(page, *about), name, title)
