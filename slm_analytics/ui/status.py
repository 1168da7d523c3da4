"""The quiet line below a headline: whose figures, which zone, as of when, made from what."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from slm_analytics.domain.period import Month
from slm_analytics.ingest.loads_in_force import start_empty
from slm_analytics.review.sentences import counted, month_name
from slm_analytics.ui.notice import act
from slm_analytics.ui.shell import Page
from slm_analytics.ui.text import provenance


def status_line(
    page: Page,
    about: Sequence[str] = (),
    month: Month | None = None,
    *,
    way_out: bool = True,
) -> None:
    """Show the provenance of the page's figures.

    Args:
        page: the page.
        about: whose figures and of what, in words.
        month: the month shown, when there is one.
        way_out: beside the words that this is sample data, offer to start empty.
    """
    covered = page.covered
    parts = [*about] if not covered.is_empty else ["Nothing is loaded"]
    if month is not None and not covered.is_closed(month):
        parts.append(f"{month_name(month)} is not closed")
    if covered.as_of_local is not None:
        parts.append(f"data as of {covered.as_of_local:%d %b %Y %H:%M} ({covered.zone})")
    parts.append(f"{counted(covered.set_aside, 'row')} set aside")
    if covered.unknown_words:
        parts.append(f"{counted(covered.unknown_words, 'word')} not known")
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="status"):
        if covered.is_sample:
            st.badge("Sample data: a fictional provider", icon=":material/science:", color="orange")
        provenance(parts, _made_from(covered.generation))
        if covered.is_sample and way_out and not page.presents:
            st.button("Start empty", on_click=_start_empty, args=(page,), type="tertiary",
                      icon=":material/delete_sweep:", key="start_empty",
                      help="Takes the sample data out; undo on the Data page")  # fmt: skip


def _made_from(generation: int) -> str:
    return (
        f"Made from state {generation} of the data (generation {generation})."
        " Each ticket counts in the month that its own extract's clock shows."
    )


def _start_empty(page: Page) -> None:
    act(lambda: f"Nothing is loaded now (generation {start_empty(page.folder)}).")
