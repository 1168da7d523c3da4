"""The cards of the second opinion: four fields, classes, where and when, due times."""

from __future__ import annotations

import streamlit as st

from slm_analytics.charts import second_opinion as charts
from slm_analytics.domain.scope import NONE, Scope
from slm_analytics.domain.unit import share_text
from slm_analytics.review.opinion_rows import (
    cell_rows,
    class_rows,
    due_rows,
    field_rows,
    meanings,
)
from slm_analytics.review.opinion_words import Fields
from slm_analytics.review.second_opinion import (
    BANDS,
    SecondOpinion,
    agreement,
)
from slm_analytics.review.sentences import grouped
from slm_analytics.review.tickets import Verdict
from slm_analytics.review.tile import FEW
from slm_analytics.ui.address import carried, write
from slm_analytics.ui.cards import card, facts, show_chart, tools
from slm_analytics.ui.shell import REGISTER_PAGE, TICKETS_PAGE, Page, go_to

_SAME, _MOST_ROWS = 4, 9


def nothing_card(page: Page, section: SecondOpinion) -> None:
    """Show why there is nothing to compare, and the way to what lacks."""
    with card("no_opinion", "There is nothing to compare in these months"):
        if section.is_agreed:
            st.info("No export tells a verdict or due time of tickets that have a target here.",
                    icon=":material/info:")  # fmt: skip
            return
        st.info("No target of resolution is agreed, so nothing can be recomputed.",
                icon=":material/contract:")  # fmt: skip
        if not page.presents:
            st.page_link(REGISTER_PAGE, label="Say what is agreed", icon=":material/edit:",
                         query_params=carried())  # fmt: skip


def fields_card(page: Page, section: SecondOpinion, over: Scope) -> None:
    """Show the four-field table: the tool's verdict against ours."""
    with card("fields", section.fields_title, "Tickets by both verdicts, and their share of all"):
        rows = field_rows(section.fields)
        tools(page, "fields", rows, (agreement(),), over, "Verdict of the tool and recomputed")
        st.html(_four_fields(section.fields))
        out = sum(section.left_out.values())
        if out and not page.presents:
            with st.popover(f"{grouped(out)} not compared", type="tertiary", key="not_compared"):
                facts([(reason[:1].upper() + reason[1:], grouped(count))
                       for reason, count in section.left_out.items()])  # fmt: skip


def _four_fields(fields: Fields) -> str:
    def cell(count: int, *, differs: bool) -> str:
        share = share_text(count / max(fields.total, 1))
        sign, kind = ("▼ differ", "differs") if differs else ("● agree", "agrees")
        return f'<td class="{kind}"><b>{grouped(count)}</b><span>{share} {sign}</span></td>'

    return (
        '<table class="slm-four"><thead><tr><th></th><th>Recomputed: met</th>'
        "<th>Recomputed: missed</th></tr></thead><tbody><tr><th>Tool: met</th>"
        f"{cell(fields.both_met, differs=False)}{cell(fields.only_tool_met, differs=True)}</tr>"
        f"<tr><th>Tool: missed</th>{cell(fields.only_we_met, differs=True)}"
        f"{cell(fields.both_missed, differs=False)}</tr></tbody></table>"
    )


def classes_card(page: Page, section: SecondOpinion, over: Scope) -> None:
    """Show what lies behind differing verdicts; a click on a bar limits the list to it."""
    subtitle = (
        "Each such ticket counted again under other rules: which one gives the tool’s verdict"
    )
    with card("classes", section.classes_title, subtitle):
        if section.classes.empty:
            return
        rows = class_rows(section.classes)
        tools(page, "classes", rows, (agreement(),), over, "Differences by class")
        names = list(section.classes["difference"])
        chart = charts.classes(section.classes, dict(meanings()))
        show_chart(page, chart, "classes", on_choose=lambda: _choose_class(names))


def _choose_class(names: list[str]) -> None:
    points = st.session_state["classes"].selection.points
    if points:
        write({"class": names[int(points[0]["customdata"][0])]})


def grid_card(page: Page, section: SecondOpinion, over: Scope) -> None:
    """Show differing verdicts by service and month; a click on a cell goes to its tickets."""
    subtitle = "Verdicts that differ; orange where fewer than 95\u00a0% agree."
    if not page.presents:
        subtitle += " Click a cell for its tickets."
    with card("opinion_grid", section.grid_title, subtitle):
        if section.cells.empty:
            return
        rows = cell_rows(section.cells)
        tools(page, "opinion_grid", rows, (agreement(),), over, "Verdicts by service and month")
        months = [month.first for month in section.span]
        grid = charts.difference_grid(section.cells, months, FEW, _MOST_ROWS)
        show_chart(page, grid, "opinion_cells", on_choose=_choose_cell)


def _choose_cell() -> None:
    points = st.session_state["opinion_cells"].selection.points
    if points:
        service, month = points[0]["customdata"][:2]
        go_to(TICKETS_PAGE, carried(tickets_query() | {"service": service or NONE, "month": month}))


def tickets_query() -> dict[str, str]:
    """Return the query of the tickets whose verdicts differ."""
    return {"figure": agreement().name, "verdict": Verdict.MISS.value}


def dues_card(page: Page, section: SecondOpinion, over: Scope) -> None:
    """Show by how much the tool's due times differ from ours, and why."""
    why = ", ".join(
        f"{row['difference']} {grouped(row['tickets'])}"
        for row in section.due_classes.head(4).to_dict("records")
    )
    subtitle = f"Behind those that differ: {why}" if why else "Tool’s due times against ours"
    with card("due_times", section.dues_title, subtitle):
        if not section.dues["tickets"].sum():
            return
        rows = due_rows(section.dues, section.due_classes, BANDS)
        tools(page, "due_times", rows, (agreement(),), over, "Due times of the tool and recomputed")
        show_chart(page, charts.due_times(section.dues, BANDS, _SAME), "due_bands")
