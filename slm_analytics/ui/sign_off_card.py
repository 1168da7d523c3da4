"""Signing a month off, on screen; and what has changed since earlier ones were."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pandas as pd
import streamlit as st

from slm_analytics.domain.sign_off import SignedMonth
from slm_analytics.errors import SlmError
from slm_analytics.ingest.sign_off import sign_off, signed_in_force, take_back
from slm_analytics.review.adjustments import adjustment_words, adjustments, side_words
from slm_analytics.review.agreement_words import day_words
from slm_analytics.review.scorecard import Scorecard
from slm_analytics.review.sentences import month_name
from slm_analytics.ui.cards import card, table_height
from slm_analytics.ui.notice import leave_notice
from slm_analytics.ui.register_workbook import WHO, who_and_why
from slm_analytics.ui.shell import Page, show_error
from slm_analytics.ui.text import md

_TALLEST = 320


def signed_words(page: Page, score: Scorecard) -> list[str]:
    """Return who signed the lines shown off, and when; empty: nobody."""
    whose = {line.level.population.customer for line in score.lines}
    return [
        f"signed off by {each.who} on {day_words(date.fromisoformat(each.at[:10]))}"
        for each in signed_in_force(page.folder)
        if each.month == score.month and each.customer in whose and len(whose - {""}) <= 1
    ]


def adjustments_card(page: Page, score: Scorecard) -> None:
    """Show what has changed in months that were signed off, where something has."""
    levels = tuple(line.level.level_id for line in score.lines)
    rows = page.ask(adjustments, levels, score.month)
    if rows.empty:
        return
    names = {line.level.level_id: line.level.name for line in score.lines}
    subtitle = "These months stay as they were signed off; the differences are told here, once."
    with card("adjustments", adjustment_words(rows), subtitle):
        shown = pd.DataFrame(
            {
                "Line": rows["level_id"].map(names),
                "Signed off": [month.strftime("%b %Y") for month in rows["signed_month"]],
                "Ticket": rows["ticket_id"],
                "What": rows["what"],
                "Then → now": [
                    side_words(before, after)
                    for before, after in zip(rows["was_within"], rows["is_within"], strict=True)
                ],
                "Short description": rows["short_description"],
            }
        )
        st.dataframe(
            shown, hide_index=True, placeholder="–", height=table_height(len(shown), _TALLEST)
        )


def sign_off_card(page: Page, score: Scorecard, customer: str) -> None:
    """Show whether the month is signed off, and let the reader sign it, or take that back."""
    signed = [
        each
        for each in signed_in_force(page.folder)
        if (each.customer, each.month) == (customer, score.month)
    ]
    month = month_name(score.month)
    whose = customer or "lines for any customer"
    with (
        st.container(key=f"sign_off_{bool(customer)}"),
        st.expander(
            md(f"{month} is signed off: {whose}" if signed else f"Sign {month} off: {whose}"),
            icon=":material/verified:" if signed else ":material/signature:",
        ),
    ):
        if signed:
            _signed(page, signed[0])
        else:
            _open(page, score, customer)


def _signed(page: Page, signed: SignedMonth) -> None:
    why = f": {signed.why}" if signed.why else ""
    st.markdown(
        md(
            f"By {signed.who} on {day_words(date.fromisoformat(signed.at[:10]))}{why}."
            " Its figures stay as they were."
        )
    )
    with st.form(f"take_back_{bool(signed.customer)}", border=False):
        who = st.text_input("Who", st.session_state.get(WHO, ""), placeholder="Your name")
        if st.form_submit_button("Take the sign-off back", icon=":material/undo:"):
            st.session_state[WHO] = who
            _done(lambda: take_back(page.folder, signed.customer, signed.month, who=who),
                  f"The sign-off of {month_name(signed.month)} is taken back")  # fmt: skip


def _open(page: Page, score: Scorecard, customer: str) -> None:
    whose = f" with {customer}" if customer else ""
    st.markdown(md(
        f"Once it is agreed{whose}: what the month counted stays so. A ticket that is reopened or"
        " corrected later does not move it; the difference is told in the month it comes up."
    ))  # fmt: skip
    with st.form(f"sign_off_form_{bool(customer)}", border=False):
        who, why = who_and_why()
        if st.form_submit_button("Sign off", type="primary", icon=":material/signature:"):
            _done(lambda: sign_off(page.folder, customer, score.month, who=who, why=why),
                  f"{month_name(score.month)} is signed off")  # fmt: skip


def _done(deed: Callable[[], int], words: str) -> None:
    try:
        with st.spinner("Building the figures anew …"):
            number = deed()
    except SlmError as error:
        show_error(error)
        return
    leave_notice(f"{words} (generation {number}); undo on the page Data.")
    st.rerun()
