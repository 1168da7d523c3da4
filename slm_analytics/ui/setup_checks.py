"""Set-up, step 5: sentences that are right or wrong, made from what was saved."""

from __future__ import annotations

from datetime import date

import streamlit as st

from slm_analytics.ingest.set_up_answers import kept_answer
from slm_analytics.register.in_force import rules_from
from slm_analytics.review.setup_check import Question, questions
from slm_analytics.ui.cards import card
from slm_analytics.ui.setup_desk import Desk, done, go_to_step, next_month
from slm_analytics.ui.text import md


def check_step(desk: Desk) -> None:
    """Ask of each priority whether the due time is what people expect."""
    asked = _asked(desk)
    with card(
        "setup_check", f"Is this what is agreed with {desk.whom}?",
        "Computed from what is saved, for the first Friday without holidays around it.",
    ):  # fmt: skip
        if not asked:
            words = "No priority has a target yet: step 3 comes first."
            st.info(words, icon=":material/info:")
            st.button("To the targets", key="setup_to_grid", on_click=go_to_step, args=(3,))
            return
        wrong = [each for each in asked if _is_wrong(desk, each)]
        if wrong:
            _way_back(wrong)
        with st.container(horizontal=True, key="setup_bar"):
            if st.button("All of it is right", type="primary", icon=":material/check:",
                         key="setup_save", disabled=bool(wrong)):  # fmt: skip
                done(desk, _answer(asked))
            st.button("Skip this step", type="tertiary", icon=":material/skip_next:",
                      key="setup_skip", on_click=go_to_step, args=(6,))  # fmt: skip
    if kept_answer(desk.page.folder, 5, desk.customer) == _answer(asked):
        st.caption("These sentences were said to be right.")


def _asked(desk: Desk) -> list[Question]:
    rules = rules_from(desk.register)
    begins = [each.valid_from for each in rules.targets if each.customer == desk.customer]
    after = max([*begins, next_month(desk.page)], default=date(2026, 1, 1))
    return questions(rules, desk.customer, desk.found.priorities(desk.customer), after)


def _is_wrong(desk: Desk, each: Question) -> bool:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"{md(each.words)} :small[:gray[{md(each.zone)}]]")
        said = st.segmented_control(
            "Right?", ("Yes", "No"), default="Yes", key=desk.key(f"right_{each.priority}"),
            label_visibility="collapsed", required=True,
        )  # fmt: skip
    return said == "No"


def _way_back(wrong: list[Question]) -> None:
    names = ", ".join(each.priority for each in wrong)
    st.warning(f"{names}: what is to be changed?", icon=":material/undo:")
    with st.container(horizontal=True):
        st.button("The hours, zone or holidays", key="setup_to_hours", icon=":material/schedule:",
                  on_click=go_to_step, args=(2,))  # fmt: skip
        st.button("The times", key="setup_to_times", icon=":material/timer:",
                  on_click=go_to_step, args=(3,))  # fmt: skip


def _answer(asked: list[Question]) -> str:
    return " ".join(each.words for each in asked)
