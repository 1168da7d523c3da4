"""The cards of pauses: compliance with and without them, shares of time, when they began."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from slm_analytics.charts import pauses as charts
from slm_analytics.domain.scope import NONE, Dimension, Scope
from slm_analytics.metrics.catalogue import metric
from slm_analytics.review.pause_words import begun_title, kept_title, shares_title
from slm_analytics.review.pauses import GROUPINGS, Pauses
from slm_analytics.review.rows import begun_rows, kept_rows, pause_rows
from slm_analytics.ui.address import one
from slm_analytics.ui.boxes import one_box
from slm_analytics.ui.cards import card, show_chart, tools
from slm_analytics.ui.filters import Filters, shown
from slm_analytics.ui.shell import Page

_BY = [each.value for each in GROUPINGS]
_MOST = 10  # bars


def chosen_grouping() -> Dimension:
    """Return by what shares of time are told: what the address names, else the group."""
    return Dimension(one("paused_by", _BY, Dimension.GROUP.value))


def kept_card(page: Page, section: Pauses, over: Scope) -> None:
    """Show the share resolved in time, pauses taken off or not."""
    subtitle = (
        "Share resolved in time per month: as agreed, and had the clock run through every pause"
    )
    with card("kept", kept_title(section.kept, section.month), subtitle):
        rows = kept_rows(section.kept)
        tools(page, "kept", rows, (metric("resolution_compliance"),), over, "With and without")
        show_chart(page, charts.with_and_without(section.kept, list(section.kept["month"])), "kept")


def shares_card(page: Page, section: Pauses, filters: Filters) -> None:
    """Show the share of service time paused."""
    if section.shares.empty:
        return
    by = section.by.value
    names = [_shown(section.by, name) for name in section.shares["name"]]
    with card(
        "shares",
        shares_title(section.shares),
        "Paused share of the service time, by month resolved",
    ):
        tools(page, "shares", pause_rows(section.shares, names, section.by),
              (metric("pause_share"),), filters.month_scope, f"Time paused by {by}")  # fmt: skip
        if not page.presents:
            one_box("By", "paused_by", _BY, Dimension.GROUP.value, shown_by, width=180)
        show_chart(page, charts.paused_shares(section.shares, names, _MOST), "shares")


def shown_by(name: str) -> str:
    """Return a grouping as it is shown."""
    return name.replace("_", " ").capitalize()


def begun_card(page: Page, section: Pauses, filters: Filters) -> None:
    """Show how many tickets were paused shortly before their time was used up, by group."""
    subtitle = (
        "Pauses begun within the last tenth of the time allowed, or its last half hour, by the"
        " group that held the ticket. Often that is when the customer is asked; it is no fault."
    )
    with card("begun", begun_title(section.begun), subtitle):
        if section.begun.empty or not section.begun["late"].sum():
            return
        names = [_shown(Dimension.GROUP, name) for name in section.begun["name"]]
        tools(page, "begun", begun_rows(section.begun, names),
              (metric("resolution_compliance"),), filters.month_scope,
              "Paused shortly before the time was used up")  # fmt: skip
        show_chart(page, charts.begun_late(section.begun, names, _MOST), "begun")


def nothing_paused() -> None:
    """Say that there is nothing to show."""
    st.info("No resolution clock was decided in these months.", icon=":material/info:")


def _shown(by: Dimension, name: str | None) -> str:
    return shown(by, NONE if name is None or pd.isna(name) else name)
