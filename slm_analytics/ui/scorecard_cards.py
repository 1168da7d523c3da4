"""The cards of the scorecard: its lines, and the tickets that one of them missed."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from slm_analytics.domain.service_level import Measure
from slm_analytics.review.rows import Rows
from slm_analytics.review.scorecard import Scorecard
from slm_analytics.review.sentences import counted, month_name
from slm_analytics.ui.address import carried
from slm_analytics.ui.cards import card, downloads, origin
from slm_analytics.ui.scorecard_table import show_lines
from slm_analytics.ui.shell import SETUP_PAGE, Page

_MISSED, _TALLEST = "missed_list", 420
_OF_TICKETS = (Measure.SHARE, Measure.RATIO, Measure.COUNT)  # tickets count against them


def lines_card(page: Page, score: Scorecard) -> None:
    """Show the lines; on a shared screen all of them on one page."""
    customers = {line.level.population.customer for line in score.lines}
    subtitle = (
        "Missed lines first, critical ones before others. Left: misses that would still have been"
        " allowed; below zero: too many."
    )
    with card("scorecard", f"{counted(len(score.lines), 'line')} of the contract", subtitle):
        if not score.lines:
            _nothing(page, score)
            return
        show_lines(score, score.lines, with_customer=len(customers - {""}) > 1)
        if not page.presents:
            lines = origin(page, ("Scorecard", month_name(score.month)))
            downloads(_score_rows(score), lines, "scorecard", "Scorecard")


def _nothing(page: Page, score: Scorecard) -> None:
    words = "No line holds for this customer and month."
    if not score.is_agreed:
        words = "No service level is agreed yet, so nothing can be kept or missed."
    st.info(words, icon=":material/contract:")
    if not page.presents:
        st.page_link(SETUP_PAGE, label="Say what is agreed", icon=":material/edit:",
                     query_params=carried())  # fmt: skip


def _score_rows(score: Scorecard) -> Rows:
    frame = pd.DataFrame(
        [
            {
                "Line": line.level.level_id,
                "Name": line.level.name,
                "Customer": line.level.population.customer or None,
                "Class": line.level.level_class.value,
                "State": line.state.value,
                "Why": line.why or None,
                "Agreed": line.target,
                "Reached": line.actual,
                "Misses": line.misses or None,
                "Left": line.margin,
                "Below the minimum": "yes" if line.is_below_minimum else None,
                "Part of the window": line.held or None,
                "Open past target": line.beside.open_late,
                "Cancelled": line.beside.cancelled,
                "Cancelled after breach": line.beside.cancelled_late,
                "Duplicates": line.beside.duplicates,
                "Children": line.beside.children,
                "From": str(line.first),
                "To": str(line.last),
                "Version (row of the register)": line.level.line,
            }
            for line in score.lines
        ]
    )
    return Rows(frame.astype({"Left": "Int64", "Open past target": "Int64"}))
