"""The cards of breaches: severity, lateness, causes, holders, and the tickets themselves."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from slm_analytics.charts import breaches as charts
from slm_analytics.domain.scope import NONE, Dimension, Scope
from slm_analytics.review.breach_words import (
    causes_title,
    holders_title,
    lateness_title,
    severity_title,
)
from slm_analytics.review.breaches import CAUSES, LATENESS, SEVERITIES, Breaches
from slm_analytics.review.compliance import metric_of
from slm_analytics.review.rows import band_rows, cause_rows, holder_rows
from slm_analytics.review.sentences import counted, spoken
from slm_analytics.review.tickets import Order, Verdict
from slm_analytics.ui.address import carried, one
from slm_analytics.ui.boxes import one_box, row_box
from slm_analytics.ui.cards import card, show_chart, tools
from slm_analytics.ui.filters import shown
from slm_analytics.ui.shell import TICKETS_PAGE, Page, go_to
from slm_analytics.ui.ticket_choice import may_name_tickets
from slm_analytics.ui.ticket_table import choose_breach, show_breaches

_BY = [each.value for each in CAUSES]
_MONTH, _SPAN = "month", "span"
_MOST = 8  # bars
_LISTED = ("service", "priority", "assignment_group")


def chosen_cause() -> Dimension:
    """Return by what breaches are told: what the address names, else the service."""
    return Dimension(one("cause", _BY, Dimension.SERVICE.value))


def over_span() -> bool:
    """Return whether breaches of all months of the trend are shown, not of the month alone."""
    return one("over", (_MONTH, _SPAN), _MONTH) == _SPAN


def breach_boxes(page: Page, months: int) -> None:
    """Show the choices of the page: the months counted, and by what breaches are told."""
    if page.presents:
        return
    words = {_MONTH: "The month", _SPAN: f"All {months} months"}
    row_box("Breaches of", "over", (_MONTH, _SPAN), _MONTH, words.__getitem__)
    one_box("Causes by", "cause", _BY, Dimension.SERVICE.value, spoken, width=180)


def severity_card(page: Page, section: Breaches, over: Scope) -> None:
    """Show how far breaches went beyond the time allowed, as its multiple."""
    subtitle = "Service time of late tickets as a multiple of the time allowed"
    with card("severity", severity_title(section.severity), subtitle):
        rows = band_rows(section.severity, SEVERITIES)
        tools(page, "severity", rows, (metric_of(section.clock),), over, "Breaches by severity")
        show_chart(page, charts.bands(section.severity, SEVERITIES, subtitle), "severity")


def lateness_card(page: Page, section: Breaches, over: Scope) -> None:
    """Show how many service hours breaches went beyond the time allowed."""
    subtitle = "Late tickets by service hours beyond the time allowed"
    with card("lateness", lateness_title(section.lateness), subtitle):
        rows = band_rows(section.lateness, LATENESS)
        tools(page, "lateness", rows, (metric_of(section.clock),), over, "Breaches by lateness")
        show_chart(page, charts.bands(section.lateness, LATENESS, subtitle), "lateness")


def causes_card(page: Page, section: Breaches, over: Scope, *, by_month: bool) -> None:
    """Show where breaches come from; a click on a bar goes to its tickets."""
    by = section.by.value.replace("_", " ")
    names = [_shown(section.by, name) for name in section.causes["name"]]
    subtitle = f"Late tickets by {by}, and the share of all of them up to each"
    with card("causes", causes_title(section.causes, by), subtitle):
        rows = cause_rows(section.causes, names, section.by)
        tools(page, "causes", rows, (metric_of(section.clock),), over, f"Breaches by {by}")
        leads = by_month and section.by is not Dimension.TARGET
        show_chart(page, charts.causes(section.causes, names, _MOST), "causes",
                   on_choose=(lambda: _choose(section)) if leads else None)  # fmt: skip


def holders_card(page: Page, section: Breaches, over: Scope) -> None:
    """Show who held the late tickets, and for how much service time."""
    names = [_shown(Dimension.GROUP, name) for name in section.holders["name"]]
    subtitle = "Service hours of late tickets by the group that held them, pauses among them"
    with card("holders", holders_title(section.holders), subtitle):
        rows = holder_rows(section.holders, names)
        tools(page, "holders", rows, (metric_of(section.clock),), over, "Late tickets by holder")
        show_chart(page, charts.holders(section.holders, names, _MOST), "holders")


def worst_card(page: Page, section: Breaches, *, by_month: bool) -> None:
    """Show the tickets furthest past their target; selecting one leads to its explanation."""
    if not may_name_tickets(page):
        return
    first = len(section.worst.rows)
    title = "The tickets furthest past their target"
    rest = (
        f"{first} of {counted(section.missed, 'late ticket')}. " if first < section.missed else ""
    )
    with card("worst", title, f"{rest}Select one to see what its clock did."):
        if by_month and not page.presents:
            with st.container(key="tools_worst"):
                st.page_link(
                    TICKETS_PAGE, label="All of them", icon=":material/list:",
                    query_params=carried(_query(section)),
                )  # fmt: skip
        rows, query = section.worst.rows, _query(section)
        show_breaches(rows, on_choose=lambda: choose_breach(rows, query))


def _query(section: Breaches) -> dict[str, str]:
    return {
        "figure": metric_of(section.clock).name,
        "verdict": Verdict.MISS.value,
        "order": Order.LATEST.value,
    }


def _choose(section: Breaches) -> None:
    points = st.session_state["causes"].selection.points
    if not points:
        return
    place = int(points[0]["customdata"][0])
    if place >= min(len(section.causes), _MOST):
        return
    name = section.causes["name"].iloc[place]
    go_to(
        TICKETS_PAGE, carried(_query(section) | {section.by.value: NONE if name is None else name})
    )


def _shown(by: Dimension, name: str | None) -> str:
    return shown(by, NONE if name is None or pd.isna(name) else name)
