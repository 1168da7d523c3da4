"""The frame of the set-up: whose turn it is, what the register says, and how a step is saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import streamlit as st

from slm_analytics.domain.finding import Finding
from slm_analytics.domain.period import Month
from slm_analytics.errors import SlmError
from slm_analytics.ingest.register_intake import changed_since, register_version, take_over
from slm_analytics.ingest.set_up_answers import keep_answer
from slm_analytics.register.check import is_refused
from slm_analytics.register.customer_copy import agrees
from slm_analytics.register.journal import register_of
from slm_analytics.register.merge import merge
from slm_analytics.register.reading import ReadRegister
from slm_analytics.register.rows import Register
from slm_analytics.register.tables import SHEETS
from slm_analytics.review.register import all_findings, known_names, taken
from slm_analytics.review.sentences import listed
from slm_analytics.review.setup_found import Found
from slm_analytics.ui.address import write
from slm_analytics.ui.boxes import one_box
from slm_analytics.ui.notice import leave_notice
from slm_analytics.ui.register_workbook import WHO, show_findings
from slm_analytics.ui.shell import Page, show_error
from slm_analytics.ui.text import md

Build = Callable[[Register], Register | None]

EVERYBODY = "everybody"
STEPS = ("Names", "Hours", "Targets", "Pauses", "Check", "Scorecard")
_HELD = "setup.held"
_FRESH = "setup.fresh"  # customers that were set up in this session from nothing
_WHO_BOX = "setup_who"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a step of the set-up works on.

    Attributes:
        page, found: the page, and what the extracts hold.
        step, customer: where the reader is; `""`: agreed with everybody.
        base, register: the version the step was drawn from, and what it says.
        others: who changed the register since; empty: nobody.
    """

    page: Page
    found: Found
    step: int
    customer: str
    base: int
    register: Register
    others: str

    @property
    def whom(self) -> str:
        """The customer as people say it."""
        return self.customer or EVERYBODY

    def key(self, name: str) -> str:
        """Return the key of a box, which forgets what was typed when the state is new."""
        return f"setup_{name}_{self.customer}_{self.base}"


def desk_of(page: Page, found: Found, step: int, customer: str) -> Desk:
    """Return the desk; the version stays the one that the reader typed on."""
    version = register_version(page.folder)
    here = (step, customer)
    held = st.session_state.get(_HELD)
    base = version
    if held is not None and held[0] == here and _WHO_BOX in st.session_state:
        base = int(held[1])
    st.session_state[_HELD] = (here, base)
    return Desk(
        page=page,
        found=found,
        step=step,
        customer=customer,
        base=base,
        register=register_of(page.folder, base),
        others=changed_since(page.folder, base),
    )


def choose_customer(found: Found) -> str:
    """Let the reader choose whose agreement is set up."""
    names = [each or EVERYBODY for each in found.customers]
    chosen = one_box("Customer", "customer", names, names[0], width=300)
    return "" if chosen == EVERYBODY and EVERYBODY not in found.customers else chosen


def ask_who() -> None:
    """Ask once who changes the register; it is remembered for the session."""
    if _WHO_BOX not in st.session_state:
        st.session_state[_WHO_BOX] = st.session_state.get(WHO, "")
    st.session_state[WHO] = st.text_input(
        "Your name, for the record", key=_WHO_BOX, placeholder="Who says so", width=240
    )


def first_day(desk: Desk) -> date | None:
    """Ask from which day on a change holds; None: from the beginning, without asking at first."""
    if not agrees(desk.register, desk.customer):
        return None
    fresh = desk.customer in st.session_state.get(_FRESH, set())
    ways = ("From a day on", "From the beginning")
    with st.container(horizontal=True, vertical_alignment="bottom", key="setup_from"):
        way = st.segmented_control(
            "The change holds", ways, default=ways[fresh], required=True, key=desk.key("way"),
            help="From the beginning also changes the results of past months",
        )  # fmt: skip
        if way != ways[0]:
            return None
        day = st.date_input("First day", next_month(desk.page), key=desk.key("first"), width=160)
    return day if isinstance(day, date) else None


def next_month(page: Page) -> date:
    """Return the first day of the month after the data."""
    as_of = page.covered.as_of_local
    return Month.of(as_of.date()).plus(1).first if as_of else date(2026, 1, 1)


def save_bar(desk: Desk, label: str, build: Build) -> None:
    """Show the button that saves a step and goes on, and what is to be said about it.

    `build` returns the register as the step wants it, or None where it has said what is wrong.
    """
    if desk.others:
        words = f"{desk.others} What you typed is still here."
        st.warning(md(words), icon=":material/group:")
    with st.container(horizontal=True, key="setup_bar"):
        pressed = st.button(label, type="primary", icon=":material/save:", key="setup_save")
        merges = False
        if desk.others:
            merges = st.button("Save what nobody else changed", icon=":material/merge:",
                               key="setup_merge")  # fmt: skip
            st.button("Show the new state", type="tertiary", icon=":material/refresh:",
                      key="setup_new_state", on_click=_let_go)  # fmt: skip
        if desk.step < len(STEPS):
            st.button("Skip this step", type="tertiary", icon=":material/skip_next:",
                      key="setup_skip", on_click=go_to_step, args=(desk.step + 1,))  # fmt: skip
    if pressed or merges:
        save_now(desk, build, merges=merges)


def save_now(desk: Desk, build: Build, *, merges: bool = False) -> None:
    """Save what a step builds on the register, or say what is wrong."""
    try:
        wanted = build(desk.register)
        if wanted is not None:
            _save(desk, taken(wanted), merges=merges)
    except SlmError as error:
        show_error(error)


def _save(desk: Desk, wanted: Register, *, merges: bool) -> None:
    base, more = desk.base, ""
    if merges:
        base = register_version(desk.page.folder)
        found = merge(desk.register, wanted, register_of(desk.page.folder, base))
        wanted = found.merged
        rows = [", ".join(filter(None, each.key)) for each in found.clashes]
        more = f" Left as somebody else made it: {listed(rows, most=5)}." if rows else ""
    findings = _findings(desk, wanted)
    if is_refused(findings):
        show_findings(findings)
        return
    with st.spinner("Building the figures anew …"):
        number = take_over(
            desk.page.folder, wanted, who=str(st.session_state.get(WHO, "")),
            why=f"Set-up, step {desk.step}", base=base,
        )  # fmt: skip
    if desk.step > 1 and not agrees(desk.register, desk.customer):
        st.session_state.setdefault(_FRESH, set()).add(desk.customer)
    said = "Nothing had to be changed." if number is None else "Saved; undo on the Data page."
    known = {each.message for each in _findings(desk, desk.register)}
    leave_notice(said + more + _remarks([each.message for each in findings if each.message
                                         not in known]))  # fmt: skip
    done(desk)


def _findings(desk: Desk, register: Register) -> list[Finding]:
    read = ReadRegister(register=register, sheets=tuple(SHEETS), findings=())
    return all_findings(read, desk.register, desk.page.ask(known_names))


def _remarks(messages: list[str]) -> str:
    return f" Please look: {' '.join(messages[:2])}" if messages else ""


def done(desk: Desk, answer: str = "yes") -> None:
    """Note that a step was answered, and go on to the next one."""
    keep_answer(desk.page.folder, desk.step, desk.customer if desk.step > 1 else "", answer)
    _let_go()
    go_to_step(min(desk.step + 1, len(STEPS)))
    st.rerun()


def go_to_step(step: int) -> None:
    """Go to a step of the set-up."""
    write({"step": str(step)})


def _let_go() -> None:
    st.session_state.pop(_HELD, None)
