"""The tickets of which a tool says something else, on screen and as a file."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from slm_analytics.domain.scope import Scope
from slm_analytics.domain.variation import Difference
from slm_analytics.review.opinion_rows import differing_rows, meanings
from slm_analytics.review.rule_words import duration
from slm_analytics.review.second_opinion import LISTED, SecondOpinion, differing_tickets
from slm_analytics.review.sentences import counted
from slm_analytics.ui.address import carried, one
from slm_analytics.ui.boxes import one_box
from slm_analytics.ui.cache import opened
from slm_analytics.ui.cards import card, downloads, origin, table_height
from slm_analytics.ui.second_opinion_cards import tickets_query
from slm_analytics.ui.shell import TICKETS_PAGE, Page, go_to
from slm_analytics.ui.ticket_choice import may_name_tickets
from slm_analytics.ui.ticket_table import VERDICT_WORDS
from slm_analytics.ui.ticket_view import EXPLANATION
from slm_analytics.ui.zone_clock import local_frame

_ANY = "all"
_CLASSES = [_ANY, *(each.value for each in Difference)]
_TALLEST = 420


def list_card(page: Page, section: SecondOpinion, over: Scope) -> None:
    """Show the tickets whose verdicts differ; selecting one leads to its explanation."""
    if page.presents or not may_name_tickets(page) or not section.fields.differing:
        return
    chosen = one("class", _CLASSES, _ANY)
    difference = "" if chosen == _ANY else chosen
    rows = page.ask(differing_tickets, over, difference)
    named = dict(zip(section.classes["difference"], section.classes["tickets"], strict=True))
    total = int(named.get(difference, 0)) if difference else section.fields.differing
    title = counted(total, "ticket differs", "tickets differ")
    first = f"The last {LISTED} that ended. " if total > LISTED else ""
    with card("differing", title, f"{first}Select one to see what its clock did."):
        with st.container(horizontal=True, vertical_alignment="bottom", key="class_choice"):
            one_box("Class", "class", [_ANY, *named], _ANY, _class_words, width=240)
            if difference:
                st.caption(f"{difference[:1].upper()}{difference[1:]}: {meanings()[difference]}.")
        _table(rows)
        _offer(page, over, difference)


def _class_words(name: str) -> str:
    return "All classes" if name == _ANY else name[:1].upper() + name[1:]


def _table(rows: pd.DataFrame) -> None:
    keys = list(zip(rows["system"], rows["ticket_id"], strict=True))
    st.dataframe(
        _shown(rows),
        placeholder="–",
        hide_index=True,
        key="differing_list",
        on_select=lambda: _choose_ticket(keys),
        selection_mode="single-row",
        height=table_height(len(rows), _TALLEST),
        column_config={
            "Ticket": st.column_config.TextColumn(pinned=True),
            "Ended": st.column_config.DatetimeColumn(format="D MMM YY, HH:mm"),
            "Beyond the target": st.column_config.TextColumn(
                help="Elapsed service time less what is allowed; a minus: to spare"
            ),
            "Tool’s due time": st.column_config.TextColumn(
                width=150, help="Against the recomputed one"
            ),
            "The tool": st.column_config.TextColumn(
                width=240, help="What it does otherwise; ✓: its own due time comes out too"
            ),
        },
    )


def _shown(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows for the eye, times on the clock of their extract's zone."""
    parts = [
        local_frame(part, ("ended_at",), str(zone))
        for zone, part in rows.groupby("zone", sort=False)
    ]
    moved = pd.concat(parts).loc[rows.index] if parts else rows
    return pd.DataFrame(
        {
            "Ticket": moved["ticket_id"],
            "Class": [_class_words(name) for name in moved["difference"]],
            "Tool": [VERDICT_WORDS[bool(made)] for made in moved["tool_made"]],
            "Recomputed": [VERDICT_WORDS[bool(made)] for made in moved["made"]],
            "Beyond the target": [_signed(seconds) for seconds in moved["over_seconds"]],
            "Tool’s due time": [_later(seconds) for seconds in moved["due_later_seconds"]],
            "The tool": [
                f"{'✓ ' if proven else ''}{words}" if isinstance(words, str) else None
                for words, proven in zip(moved["words"], moved["is_proven"], strict=True)
            ],
            "Service": moved["service"],
            "Priority": moved["priority"],
            "Ended": moved["ended_at"],
            "Customer": moved["customer"],
            "Short description": moved["short_description"],
        }
    )


def _signed(seconds: Any) -> str | None:
    if pd.isna(seconds):
        return None
    return f"{'−' if seconds < 0 else ''}{duration(abs(int(seconds)))}"


def _later(seconds: Any) -> str | None:
    if pd.isna(seconds):
        return None
    if abs(seconds) <= 60:
        return "the same"
    return f"{duration(abs(int(seconds)))} {'later' if seconds > 0 else 'earlier'}"


def _choose_ticket(keys: list[tuple[str, str]]) -> None:
    chosen = st.session_state["differing_list"].selection.rows
    if chosen:
        system, ticket = keys[chosen[0]]
        named = {"system": system, "ticket": ticket, "view": EXPLANATION, "all_months": "yes"}
        go_to(TICKETS_PAGE, carried(tickets_query() | named))


def _offer(page: Page, over: Scope, difference: str) -> None:
    box = st.popover("Download", icon=":material/download:", on_change="rerun", key="pop_differing")
    if box.open:
        with box:
            warehouse = opened(page.folder, page.covered.generation)
            rows = differing_tickets(warehouse, over, difference, None)
            st.caption(counted(len(rows), "ticket"))
            lines = origin(
                page, ("What", "Tickets whose verdicts differ"), ("Class", difference or "all")
            )
            downloads(differing_rows(rows), lines, "second_opinion", "Second opinion")
