"""One ticket on screen: what is known, its timeline, its history, and the row it came from."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from slm_analytics.charts.tickets import ticket_timeline
from slm_analytics.domain.unit import hours_text
from slm_analytics.ingest.fields import FIELDS
from slm_analytics.review.sentences import spoken
from slm_analytics.review.tickets import TicketStory
from slm_analytics.ui.cache import manifest_of
from slm_analytics.ui.cards import facts, show_chart
from slm_analytics.ui.shell import Page
from slm_analytics.ui.text import card_title
from slm_analytics.ui.zone_clock import local_frame, local_text, local_time
from slm_analytics.warehouse.archive import raw_row

_FACTS = (
    "customer", "service", "priority", "state", "hold_reason", "record_type", "category",
    "assignment_group", "channel", "site", "reopen_count", "reassignment_count", "parent_id",
    "duplicate_of", "flags",
)  # fmt: skip
_TIMES = ("opened_at", "first_response_at", "resolved_at", "closed_at", "due_at", "updated_at")


def show_ticket(page: Page, story: TicketStory) -> None:
    """Show all that is known of a ticket; times on the clock of the load's zone."""
    manifest = manifest_of(str(page.folder.root), page.covered.generation)
    load = manifest.load(story.load_id)
    zone = load.zone if load else "UTC"
    title = str(story.said.get("short_description") or "No short description")
    card_title(f"{story.facts['ticket_id']} · {title}", _verdict(story.facts))
    show_chart(_timeline(story, zone), f"timeline_{story.facts['ticket_id']}")
    left, right = st.columns(2, gap="medium")
    with left:
        facts([(_title(name), _words(story.facts[name])) for name in _FACTS if story.facts[name]])
    with right:
        times = [(FIELDS[name].title, local_text(story.facts[name], zone)) for name in _TIMES]
        facts([*((label, text) for label, text in times if text), ("Time zone", zone)])
    history, exported = st.tabs(["History", "As exported"])
    with history:
        _show_history(story, zone)
    with exported:
        rows = raw_row(page.folder.archive / load.archive, story.line) if load else []
        where = f"{load.file_name}, line {story.line}" if load else "not in the archive"
        st.caption(f"The newest row of this ticket as it stood in {where}.")
        st.dataframe(pd.DataFrame(rows, columns=["Heading", "Text"]), hide_index=True, height=280)


def _timeline(story: TicketStory, zone: str) -> Any:
    lanes = local_frame(story.lanes, ("start", "until"), zone)
    opened, due = story.facts["opened_at"], story.facts["due_at"]
    moments = [
        ("opened", local_time(opened, zone), False),
        ("due, says the tool", local_time(due, zone), True),
    ]
    return ticket_timeline(lanes, moments)


def _show_history(story: TicketStory, zone: str) -> None:
    if story.history.empty:
        st.caption("The extracts hold no history of this ticket, only its newest state.")
        return
    rows = local_frame(story.history, ("updated_at",), zone)
    shown = rows[["updated_at", "state_word", "hold_reason", "priority", "assignment_group"]]
    st.dataframe(
        shown,
        placeholder="–",
        hide_index=True,
        height=280,
        column_config={
            "updated_at": st.column_config.DatetimeColumn("Updated", format="D MMM YYYY, HH:mm:ss"),
            "state_word": "State",
            "hold_reason": "Hold reason",
            "priority": "Priority",
            "assignment_group": "Group",
        },
    )


def _verdict(known: dict[str, Any]) -> str:
    elapsed = known["elapsed_seconds"]
    words = (
        f"Resolved after {hours_text(elapsed / 3600)}, around the clock"
        if elapsed
        else "Not resolved"
    )
    said = {
        True: "the tool says met",
        False: "the tool says missed",
        None: "no verdict of the tool",
    }
    made = known["made_sla"]
    return f"{words}; {said[None if made is None else bool(made)]}."


def _title(name: str) -> str:
    return FIELDS[name].title if name in FIELDS else spoken(name)


def _words(value: Any) -> str:
    return spoken(value) if isinstance(value, str) else f"{value:,}"
