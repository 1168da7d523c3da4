"""Set-up, step 4: which states stop the clock."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from slm_analytics.domain.ticket import state_words
from slm_analytics.register.pausing import pauses_of, pausing_targets, with_pauses
from slm_analytics.review.sentences import counted, grouped, spoken
from slm_analytics.review.setup_states import states
from slm_analytics.ui.cards import card
from slm_analytics.ui.setup_desk import Desk, first_day, save_bar
from slm_analytics.ui.text import md

_HELD = "on_hold/"


def pauses_step(desk: Desk) -> None:
    """Show the states that tickets were in, and let the reader say which stop the clock."""
    with card(
        "setup_pauses", f"Which of these states stop the clock for {desk.whom}?",
        "Counted from the histories of tickets. A pause takes off the service hours inside it. An"
        " answer is never paused.",
    ):  # fmt: skip
        if not pausing_targets(desk.register, desk.customer):
            words = "No resolution time is agreed yet: step 3 comes first."
            st.info(words, icon=":material/info:")
        found = desk.page.ask(states, desk.customer)
        known = pauses_of(desk.register, desk.customer)
        chosen = {word for word in _words(found, known) if _box(desk, word, found, word in known)}
        first = first_day(desk)
        save_bar(
            desk, "Save and go on",
            lambda register: with_pauses(register, desk.customer, chosen, first),
        )  # fmt: skip


def _words(found: pd.DataFrame, known: frozenset[str]) -> list[str]:
    """Return the states to ask about: those found, those chosen, else all ways to be on hold."""
    words = [str(word) for word in found["word"] if word in state_words()]
    if found.empty:
        st.caption("The extracts hold no histories of these tickets, so nothing can be counted.")
        words = [word for word in state_words() if word.startswith(_HELD)]
    return list(dict.fromkeys([*words, *sorted(known)]))


def _hours(row: pd.Series) -> str:
    wall = f"{grouped(round(float(row['hours'])))} h on the wall clock"
    service = row["service_hours"]
    if pd.isna(service):
        return wall
    return f"{grouped(round(float(service)))} h of service time at stake ({wall})"


def _box(desk: Desk, word: str, found: pd.DataFrame, chosen: bool) -> bool:
    rows = found[found["word"] == word]
    told = "never found"
    if len(rows):
        told = f"{counted(int(rows['tickets'].iloc[0]), 'ticket')}, {_hours(rows.iloc[0])}"
    elif found.empty:
        told = ""
    label = f"**{md(spoken(word.replace('/', ': ')))}**" + (f"  ·  {told}" if told else "")
    return st.checkbox(label, chosen, key=desk.key(word))
