"""The cards of the running month: its lines, and the open tickets of one of them."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from slm_analytics.review.civil_time import clock_words
from slm_analytics.review.rows import Rows
from slm_analytics.review.running import Running, RunningLine, line_of
from slm_analytics.review.running_words import ASSUMED, as_of_words, band_words, left_words
from slm_analytics.review.sentences import counted, month_name, spoken
from slm_analytics.ui.address import carried
from slm_analytics.ui.boxes import one_box
from slm_analytics.ui.cards import card, downloads, origin, table_height
from slm_analytics.ui.running_table import show_running
from slm_analytics.ui.shell import REGISTER_PAGE, TICKETS_PAGE, Page, go_to

_OPEN, _TALLEST = "waiting_list", 460


def running_card(page: Page, told: Running) -> None:
    """Show the lines; on a shared screen all of them on one page."""
    customers = {line.level.population.customer for line in told.lines}
    title = f"{counted(len(told.lines), 'line')} of the contract"
    with card("running", title, _as_of(told) if told.lines else ""):
        if not told.lines:
            _nothing(page, told)
            return
        show_running(told.lines, with_customer=len(customers - {""}) > 1)
        st.html(f'<p class="slm-card-sub">{ASSUMED}</p>')
        if not page.presents:
            downloads(_line_rows(told), _origin(page, told), "running", "Running month")


def _as_of(told: Running) -> str:
    if told.as_of is None or told.week_ends is None:
        return ""
    return (
        f"As of {as_of_words(told.as_of, told.zone)}. This week ends on Sunday"
        f" {told.week_ends.day} {told.week_ends:%B}. At risk: three quarters of the time are used."
    )


def _nothing(page: Page, told: Running) -> None:
    words = "No line holds for this customer now."
    if not told.is_agreed:
        words = "No service level is agreed yet, so nothing can be kept or missed."
    st.info(words, icon=":material/contract:")
    if not page.presents:
        st.page_link(REGISTER_PAGE, label="Say what is agreed", icon=":material/edit:",
                     query_params=carried())  # fmt: skip


def _origin(page: Page, told: Running) -> list[tuple[str, str]]:
    month = "–" if told.month is None else month_name(told.month)
    return [*origin(page, ("Running month", month), ("Assumed", ASSUMED))]


def _line_rows(told: Running) -> Rows:
    frame = pd.DataFrame(
        [
            {
                "Line": line.level.level_id,
                "Name": line.level.name,
                "Customer": line.level.population.customer or None,
                "Class": line.level.level_class.value,
                "Stands": line.standing.value,
                "Agreed": line.target,
                "So far": line.done,
                "Open": len(line.tickets),
                "Due today": line.due_today,
                "Due this week": line.due_this_week,
                "Open past target": line.past,
                "At risk": line.at_risk,
                "On hold": line.on_hold,
                "Without a target": line.without_target,
                "Left": line.left,
                "From": str(line.first),
                "To": str(line.last),
            }
            for line in told.lines
        ]
    )
    return Rows(frame.astype({"Left": "Int64"}))


def waiting_card(page: Page, told: Running) -> None:
    """Show the open tickets of a chosen line by due time; a click leads to the explanation."""
    having = [line for line in told.lines if line.tickets]
    if not having:
        return
    names = {line.level.level_id: _named(line) for line in having}
    with st.container(key="running_line"):
        chosen = one_box("Line", "line", list(names), next(iter(names)), names.__getitem__)
    line = line_of(told, chosen)
    title = f"{line.level.name}: {counted(len(line.tickets), 'open ticket')}"
    subtitle = "Those past their time first, then by due time. Click a row for its explanation."
    with card("waiting", title, subtitle):
        rows = _shown(line, told.zone)
        st.dataframe(
            rows,
            hide_index=True,
            placeholder="–",
            key=_OPEN,
            on_select=lambda: _choose(line),
            selection_mode="single-row",
            height=table_height(len(rows), _TALLEST),
        )
        downloads(Rows(rows), _origin(page, told), "open_tickets", title)


def _named(line: RunningLine) -> str:
    who = f"{line.level.population.customer}: " if line.level.population.customer else ""
    return f"{who}{line.level.name} ({len(line.tickets)} open)"


def _shown(line: RunningLine, zone: str) -> pd.DataFrame:
    tickets = line.tickets
    return pd.DataFrame(
        {
            "Ticket": [each.ticket_id for each in tickets],
            "Due": [None if each.due is None else clock_words(each.due, zone) for each in tickets],
            "Time left": [left_words(each) for each in tickets],
            "Used": [band_words(each) for each in tickets],
            "Holder": [each.holder or None for each in tickets],
            "Priority": [each.priority or None for each in tickets],
            "State": [spoken(each.state) or None for each in tickets],
            "Short description": [each.title or None for each in tickets],
            "Service": [each.service or None for each in tickets],
            "Customer": [each.customer or None for each in tickets],
        }
    )


def _choose(line: RunningLine) -> None:
    """Go to the explanation of the chosen ticket."""
    chosen = st.session_state[_OPEN].selection.rows
    if chosen and chosen[0] < len(line.tickets):
        ticket = line.tickets[chosen[0]]
        named = {"system": ticket.system, "ticket": ticket.ticket_id}
        go_to(TICKETS_PAGE, carried({**named, "view": "explanation"}))
