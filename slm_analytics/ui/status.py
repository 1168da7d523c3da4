"""The quiet line below a headline: whose figures, which zone, as of when, made from what."""

from __future__ import annotations

import streamlit as st

from slm_analytics.domain.period import Month
from slm_analytics.ingest.intake import start_empty
from slm_analytics.review.sentences import counted, month_name
from slm_analytics.ui.shell import Page
from slm_analytics.ui.text import provenance


def status_line(page: Page, month: Month | None = None) -> None:
    """Show the provenance of the page's figures; sample data is said, with the way out."""
    covered = page.covered
    parts = []
    if month is not None and not covered.is_closed(month):
        parts.append(f"{month_name(month)} is not closed")
    if covered.as_of_local is not None:
        parts.append(f"data as of {covered.as_of_local:%d %b %Y %H:%M} ({covered.zone})")
    parts += [
        "months by each extract's own time zone",
        f"generation {covered.generation}",
        f"{counted(covered.set_aside, 'row')} set aside",
    ]
    if covered.unknown_words:
        parts.append(f"{counted(covered.unknown_words, 'word')} not known")
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="status"):
        if covered.is_sample:
            st.badge("Sample data: a fictional provider", icon=":material/science:", color="orange")
            if not page.presents:
                st.button("Start empty", on_click=_start_empty, args=(page,), type="tertiary")
        provenance(parts)


def _start_empty(page: Page) -> None:
    start_empty(page.folder)
