"""The list of tickets on screen: one page of rows, one of which can be chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import blake2b
from typing import Any

import pandas as pd
import streamlit as st

from slm_analytics.domain.unit import Unit, figure_text, hours_text, service_text
from slm_analytics.metrics.receipt import receipt
from slm_analytics.review.listing import counts_clocks
from slm_analytics.review.rows import ticket_rows
from slm_analytics.review.sentences import counted, spoken
from slm_analytics.review.tickets import PAGE_ROWS, TicketList, Verdict, Which, ticket_list
from slm_analytics.ui.address import carried, here, said, write
from slm_analytics.ui.cache import opened
from slm_analytics.ui.cards import downloads, table_height
from slm_analytics.ui.shell import TICKETS_PAGE, Page, go_to
from slm_analytics.ui.ticket_choice import Choice
from slm_analytics.ui.zone_clock import local_frame
from slm_analytics.warehouse.connection import Warehouse

_MOST_DOWNLOADED = 200_000
_FEW_ROWS, _ROW = 10, 34
_TURNS = "list.turns"  # counts the times a choice was let go: a new table has none
_BESIDE_A_STORY = (
    "ticket_id", "short_description", "priority", "answer", "overrun_hours", "hours", "made_sla",
)  # fmt: skip
_CLOCK_HOURS = ("service_hours", "allowed_hours", "overrun_hours")
_OF_BREACHES = (
    "ticket_id", "short_description", "customer", "service", "priority", "assignment_group",
    "holder", "overrun_hours", "service_hours", "allowed_hours",
)  # fmt: skip
_BREACHES, _SHORT_TABLE = "breaches", 330
_IN_ORDER = (
    "ticket_id", "short_description", "priority", "state", "holder", "answer", "overrun_hours",
    "service_hours", "allowed_hours", "made_sla", "hours", "zone",
    "opened_at", "customer", "service", "assignment_group", "stopped_at", "reopen_count",
    "reassignment_count", "flags",
)  # fmt: skip


def chosen_ticket() -> tuple[str, str] | None:
    """Return tool and number of the ticket that the address names."""
    return (said("system"), said("ticket")) if said("ticket") else None


def let_go() -> None:
    """Close the story of the chosen ticket. For callbacks."""
    st.session_state[_TURNS] = st.session_state.get(_TURNS, 0) + 1
    write({"ticket": None, "system": None})


def found_tickets(page: Page, choice: Choice) -> tuple[TicketList, int]:
    """Return one page of the list, and its place: the one the address names, if there is one."""
    asked = said("page")
    place = max(int(asked) - 1, 0) if asked.isdecimal() and len(asked) < 6 else 0
    found = _page_of(page, choice, place)
    if place * PAGE_ROWS < found.total or place == 0:
        return found, place
    return _page_of(page, choice, 0), 0


def show_list(page: Page, choice: Choice, found: TicketList, place: int) -> None:
    """Show one page of the list; a row that is chosen is written into the address."""
    _heading(page, choice, found, place)
    if found.rows.empty:
        st.info("No ticket fits these filters.", icon=":material/search_off:")
        return
    keys = list(zip(found.rows["system"], found.rows["ticket_id"], strict=True))
    named = chosen_ticket()
    row = next((at for at, key in enumerate(keys) if _is(key, named)), None)
    rows = [] if row is None else [row]
    if _rows_chosen(_table_key(page)) not in (None, rows):  # the address has moved on without it
        st.session_state[_TURNS] = st.session_state.get(_TURNS, 0) + 1
    key = _table_key(page)
    few = len(found.rows) <= _FEW_ROWS
    with st.container(key="list_short" if few else "list_tall"):
        st.dataframe(
            _shown_rows(found.rows),
            placeholder="–",
            hide_index=True,
            key=key,
            on_select=lambda: _choose(key, keys),
            selection_mode="single-row",
            selection_default={"selection": {"rows": rows}},
            height="content" if few else "stretch",
            row_height=_ROW,
            column_config=COLUMNS | (CLOCK_COLUMNS if counts_clocks(choice.figure) else {}),
            column_order=_BESIDE_A_STORY if named else _IN_ORDER,
        )


def _is(key: tuple[str, str], named: tuple[str, str] | None) -> bool:
    return named is not None and key[1] == named[1] and named[0] in ("", key[0])


def _table_key(page: Page) -> str:
    """Return a name that is new with every other choice: rows are chosen by their place."""
    shown = {name: values for name, values in here().items() if name not in ("ticket", "system")}
    turns = st.session_state.get(_TURNS, 0)
    words = f"{sorted(shown.items())} {page.covered.generation} {turns}"
    return f"tickets_{blake2b(words.encode(), digest_size=6).hexdigest()}"


def _rows_chosen(key: str) -> list[int] | None:
    """Return which rows a table shows as chosen; None while it has not been drawn."""
    state = st.session_state.get(key)
    return None if state is None else list(state.selection.rows)


def _choose(key: str, keys: list[tuple[str, str]]) -> None:
    chosen = st.session_state[key].selection.rows
    if not chosen:
        let_go()
        return
    system, ticket = keys[chosen[0]]
    write({"system": system, "ticket": ticket})


def _shown_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows for the eye: words as spoken, times on the clock of their extract's zone."""
    parts = [
        local_frame(part, ("opened_at", "stopped_at"), str(zone))
        for zone, part in rows.groupby("zone", sort=False)
    ]
    moved = pd.concat(parts).loc[rows.index]
    moved["state"] = [spoken(word) if isinstance(word, str) else None for word in moved["state"]]
    moved["made_sla"] = verdict_words(moved)
    moved["hours"] = elapsed_words(moved["hours"])
    if "answer" in moved:
        moved = _clock_words(moved)
    several = moved["zone"].nunique() > 1
    zone = moved.pop("zone")
    if several:  # beside the times it explains
        moved.insert(list(moved.columns).index("opened_at"), "zone", zone)
    return moved.drop(columns=["system", "is_open"])


def _clock_words(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of clocks with their answers and hours in words.

    There is no time past a target that is not used up.
    """
    rows["answer"] = answer_words(rows)
    for name in _CLOCK_HOURS:
        rows[name] = [None if pd.isna(each) or each < 0 else service_text(each)
                      for each in rows[name]]  # fmt: skip
    if not (rows["holder"] != "").any():
        rows = rows.drop(columns="holder")
    return rows.drop(columns=["due_at", "paused_hours", "is_late", "cycle", "target_id"])


def answer_words(rows: pd.DataFrame) -> list[str]:
    """Return what became of each clock, with its sign; nothing open is met."""
    verdicts = {"met": VERDICT_WORDS[True], "missed": VERDICT_WORDS[False]}
    return [
        OPEN_WORDS[not late] if answer == "open" else verdicts.get(answer, answer)
        for answer, late in zip(rows["answer"], rows["is_late"], strict=True)
    ]


VERDICT_WORDS = {True: "● met", False: "▼ missed"}
OPEN_WORDS = {True: "○ not late yet", False: "▼ late already"}  # nothing open is met


def verdict_word(made: bool, *, still_open: bool) -> str:
    """Return one verdict in words, with its sign."""
    return (OPEN_WORDS if still_open else VERDICT_WORDS)[made]


def verdict_words(rows: pd.DataFrame) -> list[str | None]:
    """Return what the tool says of each ticket: of an open one, only how it stands so far."""
    return [
        None if pd.isna(made) else verdict_word(bool(made), still_open=bool(still))
        for made, still in zip(rows["made_sla"], rows["is_open"], strict=True)
    ]


def elapsed_words(hours: pd.Series[Any]) -> list[str | None]:
    """Return hours as tiles say them."""
    return [None if pd.isna(each) else hours_text(each) for each in hours]


def _page_of(page: Page, choice: Choice, place: int) -> TicketList:
    return page.ask(one_page, choice.figure, choice.scope, choice.which, choice.order, place)


def one_page(
    warehouse: Warehouse, figure: Any, scope: Any, which: Which, order: Any, place: int
) -> TicketList:
    """Return page `place` of a list, for the cache."""
    offset = place * PAGE_ROWS
    return ticket_list(warehouse, figure, scope, which=which, order=order, offset=offset)


def _heading(page: Page, choice: Choice, found: TicketList, place: int) -> None:
    last = max((found.total - 1) // PAGE_ROWS, 0)
    first, until = place * PAGE_ROWS + 1, min((place + 1) * PAGE_ROWS, found.total)
    shown = f"{first} to {until} of {figure_text(found.total, Unit.COUNT)}. " if last else ""
    with st.container(horizontal=True, vertical_alignment="center", key="list_head"):
        st.html(f'<div class="slm-label">{shown}Select a ticket to see its story.</div>')
        if last:
            _turn_button("Page back", ":material/chevron_left:", place - 1, last)
            _turn_button("Next page", ":material/chevron_right:", place + 1, last)
        if page.presents:
            return
        box = st.popover("Download", icon=":material/download:", on_change="rerun", key="pop_list")
        if box.open:
            with box:
                _offer(page, choice)


def show_breaches(rows: pd.DataFrame, on_choose: Callable[[], None]) -> None:
    """Show late tickets, the latest first, in a short table."""
    st.dataframe(
        _shown_rows(rows),
        placeholder="–",
        hide_index=True,
        key=_BREACHES,
        on_select=on_choose,
        selection_mode="single-row",
        height=table_height(len(rows), _SHORT_TABLE),
        row_height=_ROW,
        column_config=COLUMNS | CLOCK_COLUMNS,
        column_order=_OF_BREACHES,
    )


def choose_breach(rows: pd.DataFrame, query: Mapping[str, str]) -> None:
    """Go to the explanation of the chosen late ticket. For callbacks."""
    chosen = st.session_state[_BREACHES].selection.rows
    if chosen:
        row = rows.iloc[chosen[0]]
        named = {"system": str(row["system"]), "ticket": str(row["ticket_id"])}
        go_to(TICKETS_PAGE, carried({**query, **named}))


def _turn_button(label: str, icon: str, place: int, last: int) -> None:
    st.button(
        label, icon=icon, disabled=not 0 <= place <= last, key=f"turn_{label}",
        on_click=_turn, args=(place,),
    )  # fmt: skip


def _turn(place: int) -> None:
    write({"page": str(place + 1) if place else None, "ticket": None, "system": None})


def _offer(page: Page, choice: Choice) -> None:
    told = page.ask(receipt, choice.figure, choice.scope)
    rows = ticket_list(
        opened(page.folder, page.covered.generation),
        choice.figure,
        choice.scope,
        which=choice.which,
        order=choice.order,
        limit=_MOST_DOWNLOADED,
    ).rows
    lines = told.lines()
    if choice.which.search:
        lines.insert(1, ("Rows", f"only those whose number contains {choice.which.search!r}"))
    if choice.which.verdict is not Verdict.ALL:
        lines.insert(1, ("Rows", f"only those {choice.which.verdict.value}"))
    if choice.which.history:
        lines.insert(1, ("Rows", f"only those with: {choice.which.history.value}"))
    st.caption(f"{counted(len(rows), 'ticket')}, with the receipt.")
    downloads(ticket_rows(rows), lines, "tickets", "Tickets")


_CLOCK = "On the clock of its extract's time zone"
COLUMNS: dict[str, Any] = {
    "ticket_id": st.column_config.TextColumn("Ticket", pinned=True),
    "short_description": st.column_config.TextColumn("Short description", width=200),
    "customer": st.column_config.TextColumn("Customer", width=150),
    "service": st.column_config.TextColumn("Service", width=130),
    "priority": st.column_config.TextColumn("Priority", width=80),
    "state": "State",
    "assignment_group": "Group",
    "opened_at": st.column_config.DatetimeColumn(
        "Opened", format="D MMM YY, HH:mm", help=_CLOCK, width=135
    ),
    "stopped_at": st.column_config.DatetimeColumn(
        "Resolved", format="D MMM YY, HH:mm", help=_CLOCK, width=135
    ),
    "zone": st.column_config.TextColumn("Zone", width=105, help="The clock of its times"),
    "hours": st.column_config.TextColumn(
        "Elapsed", help="Around the clock; to the as-of time while open", width=100
    ),
    "made_sla": st.column_config.TextColumn(
        "Verdict", width=120, help="What the tool itself says of its service level"
    ),
    "reopen_count": st.column_config.NumberColumn("Reopened", width=100),
    "reassignment_count": st.column_config.NumberColumn("Reassigned", width=110),
    "flags": st.column_config.TextColumn("Marks", width="medium", help="What is odd about its row"),
}
CLOCK_COLUMNS: dict[str, Any] = {
    "answer": st.column_config.TextColumn(
        "Verdict", width=120, help="Recomputed from its history against what is agreed"
    ),
    "overrun_hours": st.column_config.TextColumn(
        "Past target", width=105, help="Service time beyond what the target allows"
    ),
    "service_hours": st.column_config.TextColumn(
        "Service time", width=110, help="Counted by the clock: open hours, pauses taken off"
    ),
    "allowed_hours": st.column_config.TextColumn("Allowed", width=100, help="By the target"),
    "holder": st.column_config.TextColumn("Held by", width=130),
    "made_sla": st.column_config.TextColumn(
        "Tool's verdict", width=120, help="What the tool itself says of its service level"
    ),
}
