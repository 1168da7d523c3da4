"""The boxes in which a line is worded otherwise: its cells, its hours, and its pauses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from slm_analytics.domain.service_level import Measure, ServiceLevel, SmallVolume, Window
from slm_analytics.domain.target import AWAITING_CUSTOMER, ClockKind
from slm_analytics.domain.ticket import State, state_words
from slm_analytics.errors import SlmError
from slm_analytics.register.levels import level_of
from slm_analytics.register.other_time import (
    AROUND_THE_CLOCK,
    AS_AGREED,
    OtherTime,
    pauses_cell,
)
from slm_analytics.register.proposals import Proposal
from slm_analytics.register.rows import Register, Row
from slm_analytics.register.sheet import NONE
from slm_analytics.review.concerned import time_in_force
from slm_analytics.review.replay_words import agreed_words
from slm_analytics.review.scorecard_words import target_words
from slm_analytics.review.sentences import spoken
from slm_analytics.review.wording import worded
from slm_analytics.ui.cards import card
from slm_analytics.ui.shell import Page, show_error

_CHOSEN = "chosen"
_STOPS = {
    "": "As agreed",
    NONE: "Never",
    AWAITING_CUSTOMER: "Waiting for the customer",
    State.ON_HOLD.value: "On every hold",
    _CHOSEN: "In chosen states",
}
_STATES = [word for word in state_words() if word.partition("/")[0] != State.CANCELLED.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A line worded otherwise, and the time of its targets."""

    row: Row
    time: OtherTime


def wording_of(page: Page, register: Register, row: Row) -> Tried | None:
    """Show the wording in force, to be changed; return it as changed, None if it is no wording."""
    level = level_of(row)
    is_uptime = level.measure is Measure.AVAILABILITY
    if is_uptime:
        in_force = f"In force: {target_words(level)}"
    else:
        in_force = agreed_words(level, page.ask(time_in_force, level), _calendars(register))
    with card("wording", "What if it said something else?", in_force):
        _begin(row, level)
        with st.container(horizontal=True, vertical_alignment="bottom", key="choices"):
            said = _cells(level)
        time = AS_AGREED
        if not is_uptime:
            with st.container(horizontal=True, vertical_alignment="bottom", key="choices_time"):
                time = _time(register, level)
        try:
            return Tried(row=worded(row, said), time=time)
        except SlmError as error:
            show_error(error)
            return None


def open_proposal(register: Register, row: Row, proposal: Proposal) -> None:
    """Put a proposal into the boxes. For callbacks."""
    level = level_of(row)
    for name, value in _usual(row, level).items():
        st.session_state[_key(name, level.level_id)] = proposal.cells.get(name, value)
    time = proposal.time
    known = time.pauses if time.pauses in _STOPS else _CHOSEN
    st.session_state[_key("hours", level.level_id)] = (
        time.calendar if time.calendar in _calendars(register) else ""
    )
    st.session_state[_key("stops", level.level_id)] = known
    chosen = [word for word in time.pauses.split(", ") if word in _STATES]
    st.session_state[_key("states", level.level_id)] = chosen


def _key(name: str, level_id: str) -> str:
    return f"try_{name}_{level_id}"


def _usual(row: Row, level: ServiceLevel) -> dict[str, str]:
    """Return what the boxes of a line hold before anything is tried."""
    name = "conditions" if level.measure is Measure.SHARE else "expected"
    return {
        name: row[name],
        "priorities": row["priorities"],
        "services": row["services"],
        "period": str(level.window),
        "small_volume": str(level.small_volume),
    }


def _begin(row: Row, level: ServiceLevel) -> None:
    """Fill the boxes that were not touched yet with what is in force."""
    for name, value in _usual(row, level).items():
        st.session_state.setdefault(_key(name, level.level_id), value)


def _cells(level: ServiceLevel) -> Mapping[str, str]:
    name = "conditions" if level.measure is Measure.SHARE else "expected"
    told = "90 % in 8 h; 100 % in 24 h; a share alone: within the target of each ticket"
    if level.measure is Measure.AVAILABILITY:
        return _uptime_cells(level)
    text = {
        name: st.text_input(
            name.capitalize(), key=_key(name, level.level_id), width=300, help=told
        ),
        "priorities": st.text_input(
            "Priorities", key=_key("priorities", level.level_id), width=150, placeholder="any"
        ),
        "services": st.text_input(
            "Services", key=_key("services", level.level_id), width=260, placeholder="any"
        ),
    }
    words = {
        "period": _word("Counted over", "period", [str(each) for each in Window], level),
        "small_volume": _word(
            "Few tickets", "small_volume", [str(each) for each in SmallVolume], level
        ),
    }
    return text | words


def _uptime_cells(level: ServiceLevel) -> Mapping[str, str]:
    return {
        "expected": st.text_input(
            "Available at least", key=_key("expected", level.level_id), width=200, help="99.9 %"
        ),
        "services": st.text_input(
            "Services", key=_key("services", level.level_id), width=300, placeholder="any"
        ),
        "period": _word("Counted over", "period", [str(each) for each in Window], level),
    }


def _word(label: str, name: str, options: list[str], level: ServiceLevel) -> str:
    chosen: str = st.selectbox(label, options, key=_key(name, level.level_id), width=170)
    return chosen


def _calendars(register: Register) -> dict[str, str]:
    """Return the hours to choose from, with their names."""
    named = {row["calendar_id"]: row["name"] or row["calendar_id"] for row in register["calendars"]}
    if not any(row["always_open"] == "yes" for row in register["calendars"]):
        named.setdefault(AROUND_THE_CLOCK, "Around the clock")
    return {"": "As agreed", **named}


def _time(register: Register, level: ServiceLevel) -> OtherTime:
    calendars = _calendars(register)
    calendar: str = st.selectbox(
        "Hours", list(calendars), format_func=calendars.__getitem__, width=300,
        key=_key("hours", level.level_id), help="The calendar in which the targets of the line run",
    )  # fmt: skip
    if level.clock is ClockKind.RESPONSE:  # nothing stops it
        return OtherTime(calendar=calendar)
    stops: str = st.selectbox(
        "The clock stops", list(_STOPS), format_func=_STOPS.__getitem__, width=260,
        key=_key("stops", level.level_id),
    )  # fmt: skip
    if stops != _CHOSEN:
        return OtherTime(calendar=calendar, pauses=stops)
    states = st.multiselect(
        "States that stop it", _STATES, format_func=_state, width=420,
        key=_key("states", level.level_id),
    )  # fmt: skip
    return OtherTime(calendar=calendar, pauses=pauses_cell(states))


def _state(word: str) -> str:
    return spoken(word.replace("/", ", "))
