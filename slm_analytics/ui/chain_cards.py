"""The cards of what backs promises: the chain, and the time each of its lines came to."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from slm_analytics.domain.period import Month
from slm_analytics.domain.service_level import State
from slm_analytics.domain.unit import service_text
from slm_analytics.review.chain import Backing, Case, Chain
from slm_analytics.review.chain_words import (
    SIGNS,
    WORDS,
    case_words,
    headline,
    legs_words,
    sum_words,
)
from slm_analytics.review.held import Backed, Held, chain_rows, held_rows, held_times
from slm_analytics.review.scorecard_words import target_words
from slm_analytics.review.sentences import grouped, listed, month_name
from slm_analytics.ui.boxes import row_box
from slm_analytics.ui.cards import card, downloads, origin
from slm_analytics.ui.contract_table import alert_style, show_table
from slm_analytics.ui.shell import Page

_MOST_SHOWN = 60
_KINDS = {Backing.FITS: "kept", Backing.NOT_COMPARED: "open"}
_STATES = {State.KEPT: "●", State.MISSED: "▼", State.OPEN: "○", State.NOT_MEASURED: "–"}
_ALL, _LACKING = "all", "lacking"
_SHOWN = {_LACKING: "What is not backed in time", _ALL: "Every promise"}


def chain_card(page: Page, told: Backed) -> None:
    """Show each promise with the lines of groups and suppliers that back it."""
    subtitle = (
        "Steps that follow one another are added; of those at the same time the longest counts."
        " Where hours differ, they are counted in the hours of the promise."
    )
    with card("chain", headline(told.chains), subtitle):
        unbacked = [each.level.name for each in told.chains if not each.is_backed]
        shown = row_box("Show", "backing", [_LACKING, _ALL], _LACKING, _SHOWN.__getitem__)
        cases = [
            (chain, case)
            for chain in told.chains
            for case in chain.cases
            if shown == _ALL or case.backing in (Backing.TOO_LONG, Backing.NOBODY)
        ]
        if cases:
            titles = ("", "Promise", "Tickets", "Backed by", "How it adds up")
            rows = [_row(told, chain, case) for chain, case in cases[:_MOST_SHOWN]]
            show_table(titles, rows, alert_style())
        else:
            st.caption("Every promise is backed in time.")
        if len(cases) > _MOST_SHOWN:
            st.caption(f"{_MOST_SHOWN} of {len(cases)} shown; the files hold all of them.")
        lines = origin(
            page,
            ("On", told.on.isoformat()),
            ("Backed by nobody", listed(unbacked, 1000) or "none"),
        )
        downloads(chain_rows(told), lines, "chain", "What backs promises")


def _row(told: Backed, chain: Chain, case: Case) -> tuple[str, Sequence[str]]:
    whom = chain.level.population.customer
    return _KINDS.get(case.backing, "missed"), (
        SIGNS[case.backing],
        "\n".join(filter(None, (chain.level.name, whom, target_words(chain.level)))),
        case_words(case) or "all",
        legs_words(case) or "–",
        f"{WORDS[case.backing].capitalize()}\n{sum_words(chain.level, case, told.calendars)}",
    )


def held_card(page: Page, month: Month) -> None:
    """Show what each line of a group or supplier came to in a month."""
    found = page.ask(held_times, month)
    missed = sum(each.state is State.MISSED for each in found)
    title = f"{grouped(missed)} of {grouped(len(found))} lines of groups and suppliers missed in"
    if not found:
        title = "No line of a group or supplier in"
    with card("held", f"{title} {month_name(month)}", "Each held against its own line."):
        if not found:
            st.caption("Lines of kind OLA and UC on the sheet service_levels stand here.")
            return
        titles = ("", "Whose", "Line", "Agreed", "In time", "Middle ticket", "In all")
        show_table(titles, [_held(each) for each in found[:_MOST_SHOWN]], alert_style())
        lines = origin(page, ("Month", month_name(month)))
        downloads(held_rows(found), lines, "groups_and_suppliers", "Groups and suppliers")


def _held(each: Held) -> tuple[str, Sequence[str]]:
    state = {State.MISSED: "missed", State.KEPT: "kept"}.get(each.state, "open")
    return state, (
        _STATES[each.state],
        f"{each.level.provider}\n{each.level.kind.value}",
        each.level.name,
        target_words(each.level),
        each.why or f"{grouped(each.within)} of {grouped(each.of)}",
        "–" if each.median_hours is None else service_text(each.median_hours),
        "–" if each.hours is None else service_text(each.hours),
    )
