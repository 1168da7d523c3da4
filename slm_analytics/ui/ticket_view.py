"""One ticket on screen: what is known, its timeline, its history, and the row it came from."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from slm_analytics.charts.spec import Chart
from slm_analytics.charts.tickets import ticket_timeline
from slm_analytics.domain.scope import NONE
from slm_analytics.domain.unit import hours_text
from slm_analytics.errors import UsageError
from slm_analytics.ingest.fields import FIELDS
from slm_analytics.review.explanation import TicketExplanation
from slm_analytics.review.rows import child_rows, history_rows
from slm_analytics.review.sentences import grouped, spoken
from slm_analytics.review.tickets import TicketStory, ticket_story
from slm_analytics.ui.address import said, write
from slm_analytics.ui.cache import manifest_of
from slm_analytics.ui.cards import downloads, facts, origin, show_chart, table_height
from slm_analytics.ui.explanation_view import explanation_of, first_of, show_explanation
from slm_analytics.ui.shell import Page, show_error
from slm_analytics.ui.text import card_title
from slm_analytics.ui.ticket_choice import presented_customers
from slm_analytics.ui.ticket_table import COLUMNS, OPEN_WORDS, let_go, verdict_words
from slm_analytics.ui.zone_clock import local_frame, local_text, local_time
from slm_analytics.warehouse.archive import raw_row
from slm_analytics.warehouse.manifest import LoadRecord

_FACTS = (
    "customer", "service", "priority", "state", "hold_reason", "record_type", "category",
    "assignment_group", "channel", "site", "reopen_count", "reassignment_count", "parent_id",
    "duplicate_of", "flags",
)  # fmt: skip
_CALLED = ("customer", "service")
_OUR_WORDS = ("state", "hold_reason", "record_type")
_TIMES = ("opened_at", "first_response_at", "resolved_at", "closed_at", "due_at", "updated_at")
_TALLEST = 280
_NEAR = pd.Timedelta(minutes=1)  # two due times closer than this are one
EXPLANATION = "explanation"  # as the address says it: view=explanation


def show_ticket(page: Page, chosen: tuple[str, str]) -> None:
    """Show all that is known of a ticket; times on the clock of the load's zone."""
    tools = st.container(key="tools_story", horizontal=True)
    tools.button("Close", icon=":material/close:", type="tertiary", key="close", on_click=let_go)
    system, ticket_id = chosen
    try:
        story = page.ask(ticket_story, ticket_id, system)
    except UsageError as error:
        card_title("Not found")  # beside it stands the button that closes the card
        show_error(error)
        return
    if _hidden(page, story.facts["customer"]):
        card_title("Not shown")
        st.info("This ticket is not part of the presentation.", icon=":material/slideshow:")
        return
    manifest = manifest_of(str(page.folder.root), page.covered.generation)
    load = manifest.load(story.load_id)
    zone = load.zone if load else "UTC"
    title = str(story.said.get("short_description") or "No short description")
    told = explanation_of(page, ticket_id, str(story.facts["system"]))
    if told is not None and _turns_to_explanation(tools):
        show_explanation(page, told, title)
        return
    card_title(f"{story.facts['ticket_id']} · {title}", _verdict(story.facts, told))
    show_chart(page, _timeline(story, zone, told), "timeline")
    if not page.presents:
        left, right = st.columns(2, gap="medium")
        _show_facts(story, zone, left, right)
        _show_tabs(page, story, load, zone)
        return
    left, right, more = st.columns([4, 4, 7], gap="medium")  # all on one screen
    _show_facts(story, zone, left, right)
    with more:
        _show_tabs(page, story, load, zone)


def _turns_to_explanation(tools: DeltaGenerator) -> bool:
    """Show the button that turns the card, and return whether the explanation is asked for."""
    explains = said("view") == EXPLANATION
    label, icon = ("Story", "timeline") if explains else ("Why met or missed", "rule")
    tools.button(
        label, icon=f":material/{icon}:", type="tertiary", key="flip_card",
        on_click=write, args=({"view": None if explains else EXPLANATION},),
    )  # fmt: skip
    return explains


def _hidden(page: Page, customer: str | None) -> bool:
    """Return whether a presentation must not name this customer."""
    shown = presented_customers(page)
    return bool(shown) and (NONE if customer is None else customer) not in shown


def _show_tabs(page: Page, story: TicketStory, load: LoadRecord | None, zone: str) -> None:
    seen = [not _hidden(page, each) for each in _nothing(story.children["customer"])]
    rows_seen = story.children[seen]
    children = len(rows_seen)
    tabs = ["History", *([f"Children ({children})"] if children else []), "As exported"]
    history, *more, exported = st.tabs(tabs)
    with history:
        _show_history(page, story, zone)
    for tab in more:
        with tab:
            _show_children(page, story, rows_seen, zone)
    with exported:
        rows = raw_row(page.folder.archive / load.archive, story.line) if load else []
        where = f"{load.file_name}, line {story.line}" if load else "not in the archive"
        st.caption(f"The newest row of this ticket as it stood in {where}.")
        shown = pd.DataFrame(rows, columns=["Heading", "Text"])
        st.dataframe(shown, hide_index=True, height=_TALLEST)


def _show_facts(story: TicketStory, zone: str, left: DeltaGenerator, right: DeltaGenerator) -> None:
    with left:
        known = [(name, story.facts[name]) for name in _FACTS if story.facts[name] is not None]
        facts(
            [(_title(name), _words(name, value) + _written(story, name)) for name, value in known]
        )
    with right:
        times = [(FIELDS[name].title, local_text(story.facts[name], zone)) for name in _TIMES]
        facts([*((label, text) for label, text in times if text), ("Time zone", zone)])
        if story.facts["parent_id"]:
            st.button(
                f"Go to its parent {story.facts['parent_id']}", icon=":material/arrow_upward:",
                type="tertiary", key="to_parent", on_click=_go_to_ticket,
                args=(story.facts["system"], story.facts["parent_id"]),
            )  # fmt: skip


def _written(story: TicketStory, name: str) -> str:
    """Return how the extract writes a customer or service that is called otherwise here."""
    written = story.said.get(name)
    same = name not in _CALLED or pd.isna(written) or written == story.facts[name]
    return "" if same else f" (in the extract: {written})"


def _go_to_ticket(system: str, ticket_id: str) -> None:
    write({"system": system, "ticket": ticket_id})


def _timeline(story: TicketStory, zone: str, told: TicketExplanation | None) -> Chart:
    lanes = local_frame(story.lanes, ("start", "until"), zone)
    due = local_time(story.facts["due_at"], zone)
    ours = first_of(told) if told else None
    agreed = local_time(ours.due_at.replace(tzinfo=None), zone) if ours and ours.due_at else None
    moments = [("due, says the tool", due, True)]
    if agreed is None or due is None or abs(agreed - due) > _NEAR:
        moments.append(("due, as agreed", agreed, True))
    return ticket_timeline(lanes, moments)


def _show_history(page: Page, story: TicketStory, zone: str) -> None:
    if story.history.empty:
        st.caption("The extracts hold no history of this ticket, only its newest state.")
        return
    rows = local_frame(story.history, ("updated_at",), zone)
    rows["hold_reason"] = [spoken(word) if word else None for word in _nothing(rows["hold_reason"])]
    shown = rows[["updated_at", "state_word", "hold_reason", "priority", "assignment_group"]]
    st.dataframe(
        shown,
        placeholder="–",
        hide_index=True,
        height=table_height(len(shown), _TALLEST),
        column_config={
            "updated_at": st.column_config.DatetimeColumn("Updated", format="D MMM YYYY, HH:mm:ss"),
            "state_word": "State, in the tool's word",
            "hold_reason": "Hold reason",
            "priority": "Priority",
            "assignment_group": "Group",
        },
    )
    if page.presents:
        return
    lines = origin(page, ("Ticket", str(story.facts["ticket_id"])))
    downloads(history_rows(story.history), lines, "history", "History")


def _show_children(page: Page, story: TicketStory, seen: pd.DataFrame, zone: str) -> None:
    rows = local_frame(seen, ("opened_at",), zone)
    rows["state"] = [spoken(word) if word else None for word in _nothing(rows["state"])]
    rows["made_sla"] = verdict_words(rows)
    keys = list(rows["ticket_id"])
    st.dataframe(
        rows.drop(columns=["customer", "is_open"]),
        placeholder="–",
        hide_index=True,
        height=table_height(len(rows), _TALLEST),
        key="child_list",
        on_select=lambda: _choose_child(str(story.facts["system"]), keys),
        selection_mode="single-row",
        column_config=COLUMNS,
    )
    if page.presents:
        return
    lines = origin(page, ("Children of", str(story.facts["ticket_id"])))
    downloads(child_rows(seen), lines, "children", "Children")


def _choose_child(system: str, keys: list[str]) -> None:
    chosen = st.session_state["child_list"].selection.rows
    if chosen:
        _go_to_ticket(system, keys[chosen[0]])


def _nothing(column: pd.Series[Any]) -> list[Any]:
    return [None if pd.isna(value) else value for value in column]


def _verdict(known: dict[str, Any], told: TicketExplanation | None) -> str:
    elapsed = known["elapsed_seconds"]
    if elapsed is not None:
        words = f"Resolved after {hours_text(elapsed / 3600)}, around the clock"
    else:
        words = "Still open" if known["is_open"] else "Ended; when it was resolved is not known"
    made = known["made_sla"]
    verdicts = {True: "the tool says met", False: "the tool says missed"}
    if known["is_open"]:  # nothing open is met
        verdicts = {made: text[2:] + ", says the tool" for made, text in OPEN_WORDS.items()}
    verdict = "no verdict of the tool" if made is None else verdicts[bool(made)]
    ours = first_of(told) if told else None
    return f"{words}; {verdict}." + (f" {ours.title}: {ours.verdict}." if ours else "")


def _title(name: str) -> str:
    return FIELDS[name].title if name in FIELDS else "Marks"


def _words(name: str, value: Any) -> str:
    if isinstance(value, str):
        return spoken(value) if name in _OUR_WORDS else value
    return grouped(value)
