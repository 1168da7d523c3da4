"""Named proposals of a line: kept, listed, opened again, deleted."""

from __future__ import annotations

from datetime import datetime
from html import escape

import streamlit as st

from slm_analytics.errors import SlmError
from slm_analytics.register.levels import level_of
from slm_analytics.register.proposals import (
    Kept,
    Proposal,
    forget_proposal,
    keep_proposal,
    proposals_of,
)
from slm_analytics.register.rows import Register, Row
from slm_analytics.review.replay_words import tried_words
from slm_analytics.review.sentences import counted
from slm_analytics.review.wording import said_otherwise, worded
from slm_analytics.ui.cards import card
from slm_analytics.ui.notice import leave_notice
from slm_analytics.ui.register_workbook import who_and_why
from slm_analytics.ui.replay_wording import Tried, open_proposal
from slm_analytics.ui.shell import Page, show_error

_TALLEST = 420


def propose_card(page: Page, row: Row, tried: Tried) -> None:
    """Offer to keep a wording as a proposal; nothing is in force by it."""
    subtitle = "Kept under a name for this line. It changes no figure until it is put in force."
    with card("propose", "Keep it as a proposal", subtitle), \
            st.form("propose_wording", border=False):  # fmt: skip
        name = st.text_input("Name", placeholder="Offer of November", width=420)
        who, why = who_and_why()
        if st.form_submit_button("Keep the proposal", icon=":material/bookmark_add:"):
            _keep(page, row, tried, name, (who, why))


def _keep(page: Page, row: Row, tried: Tried, name: str, said: tuple[str, str]) -> None:
    proposal = Proposal(
        level_id=row["level_id"],
        name=name,
        who=said[0],
        why=said[1],
        cells=said_otherwise(row, tried.row),
        time=tried.time,
    )
    try:
        keep_proposal(page.folder, proposal)
    except SlmError as error:
        show_error(error)
        return
    leave_notice("The proposal is kept; it stands below the months.")
    st.rerun()


def proposals_card(page: Page, register: Register, row: Row) -> None:
    """Show the proposals of a line, each to be opened or deleted."""
    found = proposals_of(page.folder, row["level_id"])
    if not found:
        return
    title = f"{counted(len(found), 'proposal')} for this line"
    with card("proposals", title, "Open one to see its months beside those in force."):
        many = len(found) > 5
        with st.container(height=_TALLEST if many else "content", border=False):
            for place, each in enumerate(found):
                _show(page, register, row, each, place)


def _show(page: Page, register: Register, row: Row, kept: Kept, place: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"proposal_{place}"):
        st.html(_words(row, kept), width="stretch")
        proposal = kept.proposal
        if proposal is not None:
            st.button("Open", key=f"open_proposal_{place}", icon=":material/visibility:",
                      on_click=open_proposal, args=(register, row, proposal))  # fmt: skip
        st.button("Delete", key=f"delete_proposal_{place}", icon=":material/delete:",
                  type="tertiary", on_click=forget_proposal,
                  args=(page.folder, kept.key))  # fmt: skip


def _words(row: Row, kept: Kept) -> str:
    proposal = kept.proposal
    if proposal is None:
        return (
            '<div class="slm-card-sub">A proposal cannot be shown:'
            f" {escape(kept.fault)}. Delete it, or leave it.</div>"
        )
    by = " · ".join(filter(None, [_day(proposal.at), proposal.who, proposal.why]))
    return (
        f"<div><b>{escape(proposal.name)}</b></div>"
        f'<div class="slm-card-sub">{escape(_says(row, proposal))}<br>{escape(by)}</div>'
    )


def _says(row: Row, proposal: Proposal) -> str:
    """Return the wording that a proposal comes to today."""
    try:
        level = level_of(worded(row, proposal.cells))
    except (SlmError, KeyError):
        return "It says what the line can no longer say."
    names = [name for name in proposal.cells if name not in ("conditions", "expected")]
    more = [f"{name.replace('_', ' ')}: {proposal.cells[name] or 'any'}" for name in names]
    return "; ".join([tried_words(level, proposal.time), *more])


def _day(at: str) -> str:
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return ""
    return f"{moment.day} {moment:%B %Y}"
