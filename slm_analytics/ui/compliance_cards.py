"""The cards of compliance: the grid, what is open and late, and what is not counted."""

from __future__ import annotations

from html import escape

import streamlit as st

from slm_analytics.charts.compliance import ROOMY, compliance_grid, grid_width
from slm_analytics.domain.scope import NONE
from slm_analytics.metrics.catalogue import metric
from slm_analytics.review.compliance import Compliance, Measured, metric_of, rows_by
from slm_analytics.review.histories import rule_of
from slm_analytics.review.rows import compliance_rows
from slm_analytics.review.sentences import counted, grouped, month_name, spoken
from slm_analytics.review.tickets import Order
from slm_analytics.ui.address import carried, one
from slm_analytics.ui.boxes import row_box, switch_box
from slm_analytics.ui.cards import card, facts, show_chart, tools
from slm_analytics.ui.filters import Filters, shown
from slm_analytics.ui.nothing_agreed import no_verdict
from slm_analytics.ui.shell import TICKETS_PAGE, Page, go_to

_CLOCKS = [each.value for each in Measured]
_WORDS = {
    Measured.RESOLUTION: "Resolution",
    Measured.RESPONSE: "Response",
    Measured.HOLDING: "Time held (OLA, UC)",
}
_WHAT = {
    Measured.RESOLUTION: "Resolved in time, by service and the month resolved",
    Measured.RESPONSE: "Answered in time, by service and the month opened",
    Measured.HOLDING: "Handed on in time, by group or supplier and the month it was done with it",
}
_MOST_ROWS = 13


def chosen_clock() -> Measured:
    """Return which clock the address names, else resolution."""
    return Measured(one("clock", _CLOCKS, Measured.RESOLUTION.value))


def clock_box(page: Page) -> None:
    """Show the choice of a clock."""
    if not page.presents:
        usual = Measured.RESOLUTION.value
        row_box("Clock", "clock", _CLOCKS, usual, lambda name: _WORDS[Measured(name)])


def grid_card(page: Page, section: Compliance, filters: Filters) -> None:
    """Show the grid; a click on a cell goes to its tickets."""
    with card("compliance", section.grid_title, _subtitle(page, section)):
        if section.cells.empty:
            no_verdict(page, section.clock)
            return
        names = [shown(rows_by(section.clock), NONE if each is None else each)
                 for each in section.names]  # fmt: skip
        over = filters.scope_over(section.span)
        rows = compliance_rows(section.cells, names, rows_by(section.clock))
        tools(page, "compliance", rows, (metric_of(section.clock),), over, section.grid_title)
        most = _most(page, len(names))
        months = [month.first for month in section.span]
        months = months[-ROOMY:] if page.presents else months
        grid = compliance_grid(section.cells, names, months, most, _WHAT[section.clock])
        wide = len(months) > ROOMY
        if page.presents:
            show_chart(page, grid, "compliance", on_choose=lambda: _choose(section))
            return
        if wide:  # Streamlit keeps a chart within its card; this one is to scroll
            st.html(
                f"<style>.st-key-wide_grid {{ width: {grid_width(grid)}px !important; }}</style>"
            )
        with st.container(key="scroll_grid" if wide else "grid"), st.container(key="wide_grid"):
            show_chart(page, grid, "compliance", on_choose=lambda: _choose(section))


def _subtitle(page: Page, section: Compliance) -> str:
    words = f"{_WHAT[section.clock]}, in per cent. ▼ marks less than the share agreed."
    if not page.presents:
        return f"{words} Grey: none agreed, or fewer than five. Click a cell for its tickets."
    out = sum(section.left_out.values())
    return f"{words} {counted(out, 'ticket')} of {month_name(section.month)} not counted."


def _most(page: Page, count: int) -> int:
    """Return how many rows are drawn below the first; the rest stand together in one."""
    if count <= _MOST_ROWS or page.presents:
        return _MOST_ROWS - 1
    everything = switch_box(f"All {count} rows", "all_services")
    return count if everything else _MOST_ROWS - 1


def _choose(section: Compliance) -> None:
    """Go to the tickets behind the chosen cell."""
    points = st.session_state["compliance"].selection.points
    if not points:
        return
    place, month = int(points[0]["customdata"][0]), points[0]["customdata"][1]
    if not month or place > len(section.names):
        return
    query = {"month": month, "figure": metric_of(section.clock).name}
    if place:
        name = section.names[place - 1]
        query[rows_by(section.clock).value] = NONE if name is None else name
    go_to(TICKETS_PAGE, carried(query))


def late_card(page: Page, section: Compliance) -> None:
    """Show how many tickets are open and past their target, with the way to them."""
    if section.open_late is None:
        return
    many = section.open_late
    title = f"{counted(many, 'open ticket')} past {'its' if many == 1 else 'their'} target now"
    subtitle = "At the as-of time of the data. Not in the shares above until resolved."
    with card("late", title if many else "No open ticket is past its target now", subtitle):
        if many and not page.presents:
            more = {
                "figure": metric("open_past_target").name,
                "all_months": "yes",
                "order": Order.LATEST.value,
            }
            st.page_link(TICKETS_PAGE, label="Show these tickets", icon=":material/list:",
                         query_params=carried(more))  # fmt: skip


def left_out_card(section: Compliance) -> None:
    """Show what is not counted in the month, by reason."""
    out = section.left_out
    month = month_name(section.month)
    title = f"{counted(sum(out.values()), 'ticket')} of {month} not counted"
    with card("left_out", title if out else f"Every ticket of {month} is counted", "By reason"):
        facts([(reason[:1].upper() + reason[1:], f"{count:,}") for reason, count in out.items()])


def histories_card(page: Page, section: Compliance) -> None:
    """Show how many histories were irregular, by kind, each with its rule and its tickets."""
    found = section.histories
    if not found.counted:
        return
    month = month_name(section.month)
    verb = "is" if found.total == 1 else "are"
    many = counted(found.total, "history", "histories")
    title = f"{many} of {month} {verb} missing or irregular"
    subtitle = "Counted by the rule named. A ticket may stand in several lines."
    if not found.total:
        title = f"Every history of {month} is whole and regular"
        subtitle = "No rule for irregular histories was needed."
    with card("histories", title, subtitle):
        for flag, count in found.by_kind.items():
            query = {"figure": metric_of(section.clock).name, "history": flag.name.lower()}
            st.page_link(TICKETS_PAGE, label=f"{grouped(count)} · {spoken(flag.value)}",
                         icon=":material/list:", query_params=carried(query))  # fmt: skip
            st.html(f'<p class="slm-card-sub slm-under-link">{escape(rule_of(flag))}</p>')
