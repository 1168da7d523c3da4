"""One exclusion on screen: its steps so far, and the next one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import streamlit as st

from slm_analytics.domain.correction import Approval, Correction, CorrectionState, Side
from slm_analytics.errors import SlmError
from slm_analytics.ingest.exclusions import Moved, Said, move
from slm_analytics.review.counted_services import Places
from slm_analytics.review.exclusion_words import period_words, signed_words, step_words
from slm_analytics.ui.address import write
from slm_analytics.ui.boxes import one_box
from slm_analytics.ui.cards import card
from slm_analytics.ui.contract_table import alert_style, show_table
from slm_analytics.ui.notice import leave_notice
from slm_analytics.ui.register_workbook import WHO
from slm_analytics.ui.shell import Page, show_error

_PRESSED = {
    CorrectionState.SUBMITTED: ("Submit to the other side", ":material/send:"),
    CorrectionState.ACCEPTED: ("Accept for both sides", ":material/handshake:"),
    CorrectionState.REJECTED: ("Reject", ":material/block:"),
    CorrectionState.WITHDRAWN: ("Withdraw", ":material/undo:"),
}
_DONE = {
    CorrectionState.PROPOSED: "It does not count yet: submit it",
    CorrectionState.SUBMITTED: "It shows below “if all accepted”",
    CorrectionState.ACCEPTED: "Its downtime is taken off",
    CorrectionState.REJECTED: "Its downtime counts",
    CorrectionState.WITHDRAWN: "Its downtime counts",
}
CHOSEN = "exclusion"  # in the address


def one_card(page: Page, told: Places, shown: Sequence[Correction]) -> None:
    """Show one of the exclusions with its steps, and a form for the next."""
    by_id = {each.correction_id: each for each in shown}
    usual = next((each for each in shown if not each.state.is_final), shown[0]).correction_id
    with card("one_exclusion", "One exclusion: its steps, and what comes next"):
        chosen = by_id[
            one_box("Exclusion", CHOSEN, list(by_id), usual, lambda name: _named(told, by_id[name]))
        ]
        titles = ("", "Step", "Who", "When (UTC)", "Why and evidence")
        rows = [("open", ("", *step_words(step))) for step in chosen.steps]
        show_table(titles, rows, alert_style())
        if chosen.state.is_final:
            st.caption(f"It is {chosen.state.value}; nothing follows. Propose a new one instead.")
        else:
            _next(page, chosen)


def _named(told: Places, each: Correction) -> str:
    subject = each.subject
    zone = told.zone(subject.reference, subject.customer)
    period = period_words(subject.start or 0, subject.until or 0, zone)
    return f"{each.correction_id} · {subject.reference} · {period} · {each.state.value}"


def _next(page: Page, chosen: Correction) -> None:
    """Show the form of the next step: only steps that can follow have a button."""
    place = f"{chosen.correction_id}_{len(chosen.steps)}"
    with st.form(f"step_{place}", border=False):
        said = who_says(place)
        approval = None
        if CorrectionState.ACCEPTED in chosen.state.next_states:
            approval = _approvers(place, said)
        with st.container(horizontal=True, key="step_buttons"):
            pressed = [
                state
                for at, state in enumerate(chosen.state.next_states)
                if st.form_submit_button(
                    _PRESSED[state][0],
                    icon=_PRESSED[state][1],
                    type="secondary" if at else "primary",
                    key=f"step_{state.value}",
                )
            ]
    for state in pressed:
        agreed = approval if state is CorrectionState.ACCEPTED else None
        done(lambda: move(page.folder, chosen.correction_id, state, said, agreed), said.who)  # noqa: B023  called at once


def _approvers(place: str, said: Said) -> Approval:
    """Ask who accepts for each side, and on which day they agreed."""
    provider, customer, day = st.columns(3)
    return Approval(
        provider=provider.text_input(
            "Accepted for the provider by", said.who, key=f"provider_{place}", max_chars=200
        ),
        customer=customer.text_input(
            "Accepted for the customer by", key=f"customer_{place}", max_chars=200,
            placeholder="Name",
        ),
        on=day.date_input(
            "Agreed on", datetime.now(UTC).date(), format="YYYY-MM-DD", key=f"on_{place}"
        ),
    )  # fmt: skip


def who_says(place: str, reason: str = "") -> Said:
    """Ask who takes a step, for which side, why, and on which evidence."""
    left, middle, right = st.columns(3)
    who = left.text_input(
        "Who", st.session_state.get(WHO, ""), placeholder="Your name", key=f"who_{place}"
    )
    side = middle.selectbox(
        "For the", list(Side), format_func=lambda each: each.value, key=f"side_{place}"
    )
    evidence = right.text_input(
        "Evidence", placeholder="A report, a mail, a link", key=f"evidence_{place}"
    )
    why = st.text_input("Reason", reason, placeholder="Why, for the record", key=f"reason_{place}")
    return Said(who=who, side=side or Side.PROVIDER, reason=why, evidence=evidence)


def done(deed: Callable[[], Moved], who: str) -> None:
    """Take a step and show the page anew, or say what is wrong."""
    try:
        with st.spinner("Building the figures anew …"):
            moved = deed()
    except SlmError as error:
        show_error(error)
        return
    st.session_state[WHO] = who.strip()
    correction = moved.correction
    words = (
        f"{correction.correction_id} is {correction.state.value}. {_DONE[correction.state]}"
        f" (generation {moved.generation}). {signed_words(moved.signed)}"
    )
    leave_notice(words.strip())
    write({CHOSEN: correction.correction_id})
    st.rerun()
