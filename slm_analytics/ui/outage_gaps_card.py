"""The card of what outages, their sources and tickets do not tell of each other."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from slm_analytics.domain.scope import Scope
from slm_analytics.review.outage_gaps import GapLine, Gaps
from slm_analytics.review.outage_rows import gap_rows
from slm_analytics.review.outage_words import clock_text, length_text, minutes_text, sources_words
from slm_analytics.review.sentences import counted, grouped
from slm_analytics.ui.address import one
from slm_analytics.ui.boxes import row_box
from slm_analytics.ui.cards import card
from slm_analytics.ui.contract_table import alert_style, show_table
from slm_analytics.ui.rows_corner import rows_corner, told_of
from slm_analytics.ui.shell import Page

_SHOWN = 60
_LISTS = ("ticketless", "single", "major")
_MEANINGS = {
    "ticketless": "Outages that count as downtime and name no ticket, or one that is not in the"
    " data; the most downtime first.",
    "single": "Outages that one source tells and another does not, though it knows the service"
    " before and after.",
    "major": "Incidents of priority 1 of services whose availability is known, and no outage of"
    " the service while the ticket was open: an outage that is missing, or a priority that is"
    " too high.",
}


def gaps_card(page: Page, gaps: Gaps, scope: Scope) -> None:
    """Show, one list at a time, what does not fit together."""
    lists = {name: getattr(gaps, name) for name in _LISTS}
    number = gaps.of_all
    whole = sum(number.values())
    title = "Outages, sources and tickets fit together"
    if whole:
        title = (
            f"{counted(number['ticketless'], 'outage')} without a ticket,"
            f" {grouped(number['single'])} told by one source alone,"
            f" {counted(number['major'], 'major ticket')} without an outage"
        )
    usual = next((name for name in _LISTS if lists[name]), _LISTS[0])
    chosen = one("gap", _LISTS, usual)
    with card("outage_gaps", title, _MEANINGS[chosen]):
        rows_corner(
            page,
            "outage_gaps",
            gap_rows(lists[chosen]),
            _words(chosen),
            *told_of(scope),
            ("Rows", held_words(len(lists[chosen]), number[chosen])),
        )
        if not page.presents:
            row_box("List", "gap", _LISTS, usual, _words, label_visibility="collapsed")
        if not lists[chosen]:
            st.caption("There are none.")
            return
        show_table(_titles(chosen), [_row(chosen, each) for each in lists[chosen][:_SHOWN]],
                   alert_style())  # fmt: skip
        if number[chosen] > _SHOWN:
            st.caption(shown_words(_SHOWN, len(lists[chosen]), number[chosen]))


def shown_words(shown: int, held: int, of_all: int) -> str:
    """Return how much of a list is on the screen, and how much is in its rows."""
    rest = "all of them" if held == of_all else f"the first {grouped(held)}"
    return f"{shown} of {grouped(of_all)} shown; the rows hold {rest}."


def held_words(held: int, of_all: int) -> str:
    """Return `all 12`, `1 000 of 4 211`."""
    return f"all {grouped(of_all)}" if held == of_all else f"{grouped(held)} of {grouped(of_all)}"


def _words(name: str) -> str:
    return {
        "ticketless": "Outages without a ticket",
        "single": "Told by one source alone",
        "major": "Major tickets without an outage",
    }[name]


def _titles(name: str) -> Sequence[str]:
    more = {
        "ticketless": ("Ticket", "Told by"),
        "single": ("Told by", "Not told by"),
        "major": ("Ticket", "Open for"),
    }
    start = "Opened" if name == "major" else "Start"
    return ("", "Service", start, *(() if name == "major" else ("Downtime",)), *more[name])


def _row(name: str, line: GapLine) -> tuple[str, Sequence[str]]:
    service = f"{line.service}\n{line.customer}" if line.customer else line.service
    start = clock_text(line.start, line.zone)
    down = "–" if line.down is None else minutes_text(line.down)
    told = sources_words(line.told_by)
    match name:
        case "ticketless":
            ticket = f"{line.ticket}\nnot in the data" if line.ticket else "none"
            return "kept", ("", service, start, down, ticket, told)
        case "single":
            return "kept", ("", service, start, down, told, sources_words(line.silent))
        case _:
            span = "still open" if line.until is None else length_text(line.until - line.start)
            return "kept", ("", service, start, line.ticket, span)
