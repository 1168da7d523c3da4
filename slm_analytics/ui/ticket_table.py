"""The list of tickets on screen: choices in the URL, one page of rows, one row chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from slm_analytics.domain.scope import NONE, Dimension, Scope
from slm_analytics.metrics.catalogue import catalogue, metric
from slm_analytics.metrics.metric import Metric
from slm_analytics.metrics.receipt import receipt
from slm_analytics.review.sentences import spoken
from slm_analytics.review.tickets import (
    PAGE_ROWS,
    Order,
    TicketList,
    Verdict,
    ticket_groups,
    ticket_list,
)
from slm_analytics.ui.cache import opened
from slm_analytics.ui.cards import downloads
from slm_analytics.ui.filters import Filters, shown, values_box
from slm_analytics.ui.shell import Page
from slm_analytics.ui.zone_clock import local_frame

DEFAULT_FIGURE = "tickets_opened"
_MORE = (
    Dimension.RECORD_TYPE,
    Dimension.STATE,
    Dimension.GROUP,
    Dimension.CATEGORY,
    Dimension.CHANNEL,
    Dimension.SITE,
)
_GROUPED = (*_MORE, Dimension.CUSTOMER, Dimension.SERVICE, Dimension.PRIORITY)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which tickets are shown: those behind a figure, within a scope, in an order."""

    figure: Metric
    scope: Scope
    verdict: Verdict
    search: str
    order: Order


def choose(page: Page, filters: Filters) -> Choice:
    """Show the choices of the list below the filters, and return them."""
    titles = {each.title: each.name for each in catalogue().values()}
    with st.container(horizontal=True, vertical_alignment="bottom", key="choices"):
        name = st.selectbox(
            "Tickets counted in",
            list(titles),
            index=list(titles.values()).index(DEFAULT_FIGURE),
            key="figure",
            bind="query-params",
            width=260,
        )
        figure = metric(titles.get(name or "", DEFAULT_FIGURE))
        verdict = Verdict.ALL
        if figure.hit:
            verdict = _verdict_box()
        everything = st.toggle("All months", key="all_months", bind="query-params")
        order = st.selectbox(
            "Sorted", [each.value for each in Order], key="order", bind="query-params", width=170
        )
        search = st.text_input(
            "Ticket number", key="number", bind="query-params", placeholder="contains …", width=170
        )
        with st.popover("More filters", icon=":material/filter_list:", key="more_filters"):
            scope = filters.scope if everything else filters.month_scope
            for dimension in _MORE:
                scope = scope.limited(dimension, values_box(page, dimension, width=320))
    return Choice(figure, scope, verdict, search or "", Order(order or Order.NEWEST.value))


def _verdict_box() -> Verdict:
    chosen = st.segmented_control(
        "Of these",
        [each.value for each in Verdict],
        default=Verdict.ALL.value,
        required=True,
        key="verdict",
        bind="query-params",
    )
    return Verdict(chosen or Verdict.ALL.value)


def show_groups(page: Page, choice: Choice) -> None:
    """Show the tickets grouped; choosing a group limits the list to it."""
    options = ["none", *(dimension.value for dimension in _GROUPED)]
    by = st.segmented_control(
        "Group by", options, default="none", required=True, key="group_by", bind="query-params",
        format_func=spoken,
    )  # fmt: skip
    if by is None or by == "none":
        return
    dimension = Dimension(by)
    rows = page.ask(ticket_groups, choice.figure, choice.scope, dimension, choice.verdict)
    rows = rows.copy()
    names = [NONE if name is None else name for name in rows[by]]
    rows[by] = [shown(dimension, name) for name in names]
    rows["met_share"] = rows["met"] / rows["judged"].where(rows["judged"] > 0) * 100
    st.dataframe(
        rows.drop(columns=["met"]),
        hide_index=True,
        key=f"groups_{by}",
        on_select=lambda: _limit_to(dimension, names),
        selection_mode="single-row",
        height=min(38 + 35 * len(rows), 290),
        placeholder="–",
        column_config=_group_columns(by, int(rows["tickets"].max())),
    )


def _group_columns(by: str, most: int) -> dict[str, Any]:
    return {
        by: st.column_config.TextColumn(spoken(by), width="medium"),
        "tickets": st.column_config.ProgressColumn(
            "Tickets", format="%d", min_value=0, max_value=max(most, 1)
        ),
        "open": st.column_config.NumberColumn("Open"),
        "judged": st.column_config.NumberColumn("With verdict"),
        "met_share": st.column_config.NumberColumn("Met (tool's verdict)", format="%.1f %%"),
        "median_hours": st.column_config.NumberColumn("Median hours", format="%.1f"),
    }


def _limit_to(dimension: Dimension, names: list[str]) -> None:
    chosen = st.session_state[f"groups_{dimension.value}"].selection.rows
    if chosen:
        st.session_state[dimension.value] = [names[chosen[0]]]
        st.session_state["group_by"] = "none"


def show_list(page: Page, choice: Choice) -> tuple[str, str] | None:
    """Show one page of the list; return tool and number of the ticket chosen in it."""
    place = int(st.session_state.get("list_page", 0))
    found = _page_of(page, choice, place)
    last = max((found.total - 1) // PAGE_ROWS, 0)
    if place > last:
        place, found = 0, _page_of(page, choice, 0)
        st.session_state["list_page"] = 0
    _heading(page, choice, found, place, last)
    if found.rows.empty:
        st.info("No ticket fits these filters.", icon=":material/search_off:")
        return None
    event = st.dataframe(
        _shown_rows(found.rows),
        placeholder="–",
        hide_index=True,
        key="tickets",
        on_select="rerun",
        selection_mode="single-row",
        height=440,
        row_height=34,
        column_config=_COLUMNS,
    )
    chosen = event.selection.rows
    if not chosen or chosen[0] >= len(found.rows):
        return None
    row = found.rows.iloc[chosen[0]]
    return str(row["system"]), str(row["ticket_id"])


def _shown_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows for the eye: words as spoken, times on the clock of their extract's zone."""
    parts = [
        local_frame(part, ("opened_at", "stopped_at"), str(zone))
        for zone, part in rows.groupby("zone", sort=False)
    ]
    moved = pd.concat(parts).loc[rows.index]
    moved["state"] = [spoken(word) if isinstance(word, str) else None for word in moved["state"]]
    return moved.drop(columns=["system", "zone"])


def _page_of(page: Page, choice: Choice, place: int) -> TicketList:
    return page.ask(
        one_page, choice.figure, choice.scope, choice.verdict, choice.search, choice.order, place
    )


def one_page(
    warehouse: object,
    figure: Metric,
    scope: Scope,
    verdict: Verdict,
    search: str,
    order: Order,
    place: int,
) -> TicketList:
    """Return page `place` of a list, for the cache."""
    return ticket_list(
        warehouse,  # type: ignore[arg-type]
        figure,
        scope,
        verdict=verdict,
        search=search,
        order=order,
        offset=place * PAGE_ROWS,
    )


def _heading(page: Page, choice: Choice, found: TicketList, place: int, last: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="list_head"):
        first = place * PAGE_ROWS + 1 if found.total else 0
        until = min((place + 1) * PAGE_ROWS, found.total)
        st.html(
            f'<div class="slm-card-title">{found.total:,} tickets</div>'
            f'<div class="slm-card-sub">{first:,} to {until:,} shown;'
            " select one to see its story</div>"
        )
        st.button("", icon=":material/chevron_left:", disabled=place == 0, key="page_back",
                  on_click=_turn, args=(place - 1,), help="Page back")  # fmt: skip
        st.button("", icon=":material/chevron_right:", disabled=place >= last, key="page_on",
                  on_click=_turn, args=(place + 1,), help="Next page")  # fmt: skip
        box = st.popover("Download", icon=":material/download:", on_change="rerun", key="pop_list")
        if box.open:
            with box:
                _offer(page, choice)


def _offer(page: Page, choice: Choice) -> None:
    told = page.ask(receipt, choice.figure, choice.scope)
    st.caption("All tickets of the list, with the receipt.")
    rows = ticket_list(
        opened(page.folder, page.covered.generation),
        choice.figure,
        choice.scope,
        verdict=choice.verdict,
        search=choice.search,
        order=choice.order,
        limit=_MOST_DOWNLOADED,
    ).rows
    lines = told.lines()
    if choice.verdict is not Verdict.ALL:
        lines.insert(1, ("Rows", f"only those {choice.verdict.value}"))
    downloads(rows, lines, "tickets", "Tickets")


_MOST_DOWNLOADED = 200_000


def _turn(place: int) -> None:
    st.session_state["list_page"] = place


_CLOCK = "On the clock of its extract's time zone"
_COLUMNS: dict[str, Any] = {
    "ticket_id": st.column_config.TextColumn("Ticket", pinned=True),
    "short_description": st.column_config.TextColumn("Short description", width="medium"),
    "customer": "Customer",
    "service": "Service",
    "priority": st.column_config.TextColumn("Priority", width="small"),
    "state": "State",
    "assignment_group": "Group",
    "opened_at": st.column_config.DatetimeColumn("Opened", format="D MMM YY, HH:mm", help=_CLOCK),
    "stopped_at": st.column_config.DatetimeColumn("Resolved", format="D MMM YY, HH:mm"),
    "hours": st.column_config.NumberColumn(
        "Elapsed", format="%.1f h", help="Around the clock; to the as-of time while open"
    ),
    "made_sla": st.column_config.CheckboxColumn("Met (tool)", width="small"),
    "reopen_count": st.column_config.NumberColumn("Reopened", width="small"),
    "reassignment_count": st.column_config.NumberColumn("Reassigned", width="small"),
    "flags": "Marks",
}
