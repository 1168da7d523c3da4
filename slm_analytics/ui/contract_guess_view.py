"""Guess the contract, on screen: what is proposed, to accept or to change first."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from slm_analytics.domain.unit import share_text
from slm_analytics.errors import SlmError
from slm_analytics.register.length import seconds_text
from slm_analytics.review.contract_guess import Guess
from slm_analytics.review.contract_proposal import Proposal
from slm_analytics.review.contract_reading import contract_guess
from slm_analytics.review.contract_register import accept, changed
from slm_analytics.review.contract_rows import guess_rows, guess_title
from slm_analytics.review.sentences import counted, grouped
from slm_analytics.ui.cards import card, downloads, origin, show_rows
from slm_analytics.ui.filters import Filters
from slm_analytics.ui.notice import leave_notice
from slm_analytics.ui.register_workbook import who_and_why
from slm_analytics.ui.shell import Page, show_error
from slm_analytics.ui.text import md

_MOST = 40
_WIDTHS = (3, 2, 5, 5)


def show_contract_guess(page: Page, filters: Filters) -> None:
    """Show the card: one line per target guessed; accepted ones go into the register."""
    with st.spinner("Comparing calendars. This takes some seconds, once."):
        guess = page.ask(contract_guess, filters.scope)
    subtitle = (
        "Guessed from the tool's own due times, or its verdicts where it tells no due times; all"
        " months. Accept what holds, or change it first."
    )
    with card("contract_guess", guess_title(guess), subtitle):
        for silent in guess.silent:
            st.caption(md(silent.sentence()))
        if not guess.proposals:
            return
        if page.presents:
            _as_sentences(guess.proposals)
            return
        _table(page, guess)
        _form(page, guess.proposals)


def _as_sentences(proposals: Sequence[Proposal]) -> None:
    for proposal in proposals[:_MOST]:
        st.markdown(md(proposal.sentence()))


def _table(page: Page, guess: Guess) -> None:
    rows = guess_rows(guess)
    with st.expander("Counts, next best, download"):
        show_rows(rows, "contract_guess")
        lines = origin(page, ("What", "Targets and calendars guessed from the tool's own words"))
        downloads(rows, lines, "contract_guess", "Guessed contract")


def _form(page: Page, proposals: Sequence[Proposal]) -> None:
    with st.form("contract_guess", border=False):
        chosen = [_line(place, each, proposals) for place, each in enumerate(proposals[:_MOST])]
        if len(proposals) > _MOST:
            st.caption(f"{len(proposals) - _MOST} more: choose a customer to see them.")
        said = who_and_why()
        if st.form_submit_button("Put into the register", type="primary", icon=":material/save:"):
            _save(page, [each for each in chosen if each is not None], proposals, said)


def _line(
    place: int, proposal: Proposal, proposals: Sequence[Proposal]
) -> tuple[Proposal, str, str] | None:
    """Show one proposal with its box and fields; return what is accepted, as it is changed."""
    calendars = list(dict.fromkeys(each.calendar_words for each in proposals))
    name = f"guess_{place}_{proposal.whose}"
    box, length, calendar, evidence = st.columns(_WIDTHS, vertical_alignment="center")
    with box:
        taken = st.checkbox(md(proposal.whose), key=f"{name}_take")
    with length:
        target = st.text_input(
            "Target", seconds_text(proposal.target_seconds), key=f"{name}_target",
            label_visibility="collapsed",
        )  # fmt: skip
    with calendar:
        words = st.selectbox(
            "Calendar", calendars, index=calendars.index(proposal.calendar_words),
            key=f"{name}_calendar", label_visibility="collapsed",
        )  # fmt: skip
    with evidence:
        st.caption(md(_evidence(proposal)))
    return (proposal, target, words) if taken else None


def _evidence(proposal: Proposal) -> str:
    share = share_text(proposal.share, 0)
    said = f"Explains {share} of {grouped(proposal.of)} {proposal.basis.value}"
    if proposal.left_out:
        said += f"; {grouped(proposal.left_out)} with a changed priority left out"
    return f"{said}. {proposal.second()}".strip()


def _save(
    page: Page,
    chosen: Sequence[tuple[Proposal, str, str]],
    proposals: Sequence[Proposal],
    said: tuple[str, str],
) -> None:
    try:
        accepted = [changed(each, target, words, proposals) for each, target, words in chosen]
        number = accept(page.folder, accepted, *said)
    except SlmError as error:
        show_error(error)
        return
    if number is None:
        leave_notice("The register says all this already.")
    else:
        leave_notice(f"{counted(len(accepted), 'target')} put in force (generation {number}).")
    st.rerun()
