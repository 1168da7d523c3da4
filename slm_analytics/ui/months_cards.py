"""The cards of the months: the grid of customers, and the next step of each."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from slm_analytics.domain.period import Month
from slm_analytics.domain.scope import Dimension
from slm_analytics.review.month_words import Next
from slm_analytics.review.months import CustomerMonth, Months, Stage
from slm_analytics.review.sentences import counted, grouped, month_name, short_month
from slm_analytics.ui.address import carried
from slm_analytics.ui.cards import card, palette
from slm_analytics.ui.shell import (
    DATA_PAGE,
    REGISTER_PAGE,
    RUNNING_PAGE,
    SCORECARD_PAGE,
)
from slm_analytics.ui.text import md

_SIGNS = {
    Stage.NOT_YET: "",
    Stage.MISSING: "○",
    Stage.PARTLY: "◐",
    Stage.RUNNING: "◔",
    Stage.COMPLETE: "●",
}
_MOST_STEPS = 20
_LINKS = {
    Next.LOAD: (DATA_PAGE, "Load", ":material/upload_file:"),
    Next.SCORECARD: (SCORECARD_PAGE, "Scorecard", ":material/scoreboard:"),
    Next.RUNNING: (RUNNING_PAGE, "Running month", ":material/pending_actions:"),
    Next.REGISTER: (REGISTER_PAGE, "Register", ":material/edit:"),
}


def grid_card(told: Months) -> None:
    """Show the months of all customers, one row each."""
    subtitle = (
        "● complete · ◐ partly there · ◔ still runs · ○ not there · ▼ lines missed · ◆ at risk"
    )
    with card("months", f"{counted(len(told.rows), 'customer')}, month by month", subtitle):
        titles = "".join(
            f'<th class="{_chosen(month, told)}">{short_month(month)}</th>' for month in told.months
        )
        rows = "".join(_row(name, cells, told) for name, cells in told.rows.items())
        st.html(
            f'<div class="slm-score slm-months" style="--alert:{palette().alert}"><table><thead>'
            f"<tr><th>Customer</th>{titles}</tr></thead><tbody>{rows}</tbody></table></div>"
        )


def _row(name: str | None, cells: Sequence[CustomerMonth], told: Months) -> str:
    found = "".join(_cell(each, told) for each in cells)
    return f"<tr><td><b>{escape(_named(name))}</b></td>{found}</tr>"


def _named(name: str | None) -> str:
    return "(no customer)" if name is None else name


def _chosen(month: Month, told: Months) -> str:
    return "chosen" if month == told.month else ""


def _cell(each: CustomerMonth, told: Months) -> str:
    if each.stage is Stage.NOT_YET:
        return f'<td class="{_chosen(each.month, told)}"></td>'
    words = [str(each.stage)]
    lines = each.lines
    if lines.missed:
        words = [f'<span class="alert">▼ {grouped(lines.missed)} missed</span>']
    elif lines.known and each.stage is Stage.COMPLETE:
        words = [f"{grouped(lines.kept)} kept"]
    if lines.at_risk:
        words.append(f"◆ {grouped(lines.at_risk)} at risk")
    hint = escape(f"{_named(each.customer)}, {each.step}")
    return (
        f'<td class="{_chosen(each.month, told)}" title="{hint}">'
        f'<span class="sign">{_SIGNS[each.stage]}</span><small>{"<br>".join(words)}</small></td>'
    )


def steps_card(told: Months) -> None:
    """Show the next step of each customer for the chosen month, with the way there."""
    steps = told.steps
    title = f"What comes next for {month_name(told.month)}"
    with card("steps", title, "What is missing first, then lines that were missed."):
        if not steps:
            st.html('<p class="slm-card-sub">No customer had a ticket by then.</p>')
        for place, each in enumerate(steps[:_MOST_STEPS]):
            _step(each, place)
        if len(steps) > _MOST_STEPS:
            more = counted(len(steps) - _MOST_STEPS, "customer")
            st.html(f'<p class="slm-card-sub">{more} more: choose a customer to see its step.</p>')


def _step(each: CustomerMonth, place: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"step_of_{place}"):
        st.html(
            f'<span class="slm-step"><span>{_SIGNS[each.stage]}</span>'
            f"<b>{escape(_named(each.customer))}</b> {escape(each.step)}</span>",
            width="stretch",
        )
        for following in _ways(each):
            page, label, icon = _LINKS[following]
            query: dict[str, str | Sequence[str]] = {"month": str(each.month)}
            if each.customer:
                query[Dimension.CUSTOMER.value] = each.customer
            st.page_link(page, label=label, icon=icon, query_params=carried(query),
                         help=md(f"{_named(each.customer)}: {label}"))  # fmt: skip


def _ways(each: CustomerMonth) -> list[Next]:
    ways: list[Next] = [] if each.next is Next.NOTHING else [each.next]
    if each.stage is Stage.RUNNING and each.lines.known:
        ways.append(Next.RUNNING)
    elif each.lines.known and each.stage is Stage.COMPLETE and Next.SCORECARD not in ways:
        ways.append(Next.SCORECARD)
    return ways
