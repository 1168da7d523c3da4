"""Set-up, step 6: the scorecard of the last closed month, and what is still missing."""

from __future__ import annotations

import streamlit as st

from slm_analytics.domain.period import Month
from slm_analytics.domain.scope import Dimension
from slm_analytics.review.scorecard import Scorecard, scorecard
from slm_analytics.review.sentences import counted
from slm_analytics.review.setup_missing import Missing, missing, month_services
from slm_analytics.ui.address import carried
from slm_analytics.ui.cards import card
from slm_analytics.ui.scorecard_table import show_lines
from slm_analytics.ui.setup_desk import Desk, go_to_step
from slm_analytics.ui.shell import DATA_PAGE, SETUP_PAGE
from slm_analytics.ui.text import md

_SHOWN = 6


def score_step(desk: Desk) -> None:
    """Show the first scorecard, the way to it, and what is missing."""
    month = desk.page.covered.review_month
    if month is None:
        return
    only = (desk.customer,) if desk.customer else ()
    score = desk.page.ask(scorecard, only, month, desk.page.covered)
    _score(desk, score, month)
    _missing(desk, month)


def _score(desk: Desk, score: Scorecard, month: Month) -> None:
    title = score.headline if score.lines else "No line of the contract can be judged yet"
    with card("setup_score", title, score.subline):
        if score.lines:
            show_lines(score, score.lines[:_SHOWN], with_customer=False)
            more = len(score.lines) - _SHOWN
            if more > 0:
                st.caption(f"{counted(more, 'more line', 'more lines')} on the Scorecard.")
        query = {"month": str(month)} | ({"customer": desk.customer} if desk.customer else {})
        st.page_link("pages/scorecard.py", label="Open the Scorecard",
                     icon=":material/scoreboard:", query_params=carried(query))  # fmt: skip


def _missing(desk: Desk, month: Month) -> None:
    services = desk.page.ask(month_services, desk.customer, month)
    found = missing(
        desk.register, desk.found.customers, services, month, desk.page.covered.unknown_words
    )
    title = "Still missing" if found else "Nothing is missing"
    with card("setup_missing", title, "What would make more of the data count." if found else ""):
        for place, each in enumerate(found):
            _line(place, each)
        _others(desk)


def _line(place: int, each: Missing) -> None:
    st.markdown(md(each.words))
    if each.step:
        st.button(f"To step {each.step}", key=f"setup_mend_{place}", type="tertiary",
                  icon=":material/arrow_forward:", on_click=go_to_step,
                  args=(each.step,))  # fmt: skip
    else:
        st.page_link(DATA_PAGE, label="To the Data page", icon=":material/database:",
                     query_params=carried())  # fmt: skip


def _others(desk: Desk) -> None:
    """Show how to go on with the next customer that has nothing agreed."""
    named = {row["customer"] for row in desk.register["service_levels"]}
    left = [each for each in desk.found.customers if each and each not in named]
    if left:
        st.page_link(
            SETUP_PAGE, label=f"Set up {md(left[0])}", icon=":material/arrow_forward:",
            query_params={Dimension.CUSTOMER.value: left[0], "step": "2"},
        )  # fmt: skip
