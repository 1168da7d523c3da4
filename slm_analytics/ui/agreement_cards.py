"""The cards of the page Agreements: figures, what is due, the services behind, the life cycle."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from slm_analytics.domain.agreement import OVER, SOON, Due
from slm_analytics.domain.service_catalogue import CatalogueService, Cell
from slm_analytics.export.calendar_file import CalendarDay, ics_bytes
from slm_analytics.review.agreement_words import (
    SIGNS,
    cell_words,
    day_words,
    days_words,
    due_words,
    life_words,
    parties,
    short_day,
)
from slm_analytics.review.agreements import Agreements, due_rows
from slm_analytics.review.sentences import counted, grouped, listed
from slm_analytics.ui.address import carried
from slm_analytics.ui.boxes import row_box
from slm_analytics.ui.cards import card, downloads, origin
from slm_analytics.ui.contract_table import alert_style, show_table
from slm_analytics.ui.shell import REGISTER_PAGE, Page

_MOST_SHOWN = 60
_WHAT = {"end": "Ends", "notice": "Last day for notice", "review": "Review"}


def nothing_registered(words: str, sheet: str) -> None:
    """Say that there is nothing to show, and lead to where it is written down."""
    st.info(words, icon=":material/contract:")
    st.page_link(
        REGISTER_PAGE, label=f"Fill in the sheet {sheet} on the page Register",
        icon=":material/edit:", query_params=carried(),
    )  # fmt: skip


def figures_row(told: Agreements) -> None:
    """Show what a service manager looks at first, side by side."""
    later = " · ".join(f"{grouped(told.due_in(days))} in {days} days" for days in SOON[1:])
    share = f"{grouped(told.covered)}<small> of {grouped(len(told.by_service))}</small>"
    tiles = [
        ("services", "SLA up to date", share, "live services of the catalogue"),
        ("due", f"Due in {SOON[0]} days", grouped(told.due_in(SOON[0])), later),
        *(
            (each.name.lower(), each.value.capitalize(), grouped(len(found)), _names(found))
            for each, found in told.lacking
        ),
    ]
    with st.container(horizontal=True, key="agreement_figures"):
        for name, label, figure, line in tiles:
            with st.container(border=True, height="stretch", key=f"tile_{name}"):
                st.html(
                    f'<div class="slm-tile"><div class="slm-tile-label">{escape(label)}</div>'
                    f'<div class="slm-tile-figure">{figure}</div>'
                    f'<div class="slm-tile-line">{escape(line) or "&nbsp;"}</div></div>'
                )


def _names(found: Sequence[object]) -> str:
    titles = [str(getattr(each, "title", "")) for each in found]
    return listed(titles, 2)


def due_card(page: Page, told: Agreements) -> None:
    """Show what is due, the nearest first, with files for a calendar and a worksheet."""
    past = sum(each.days < 0 for each in told.due)
    title = f"{counted(len(told.due) - past, 'date')} due within {told.within} days"
    if past:
        title += f", {grouped(past)} overdue"
    with card("due", title, "Ends, last days for notice and reviews of agreements that are live."):
        if not told.due:
            st.caption("Nothing is due.")
            return
        show_table(
            ("", "On", "", "What", "Agreement", "Kind", "With", "Owner"),
            [_due_row(each) for each in told.due[:_MOST_SHOWN]],
            alert_style(),
        )
        if len(told.due) > _MOST_SHOWN:
            st.caption(f"{_MOST_SHOWN} of {len(told.due)} shown; the files hold all of them.")
        lines = origin(page, ("Due", f"within {told.within} days of {day_words(told.on)}"))
        with st.container(horizontal=True, key="due_files"):
            downloads(due_rows(told.due), lines, "due", "What is due")
            st.download_button(
                "Calendar", lambda: ics_bytes([_day(each) for each in told.due], told.on),
                file_name="due.ics", mime="text/calendar", icon=":material/event:", key="ics_due",
                on_click="ignore", help="A file that calendar programs take in",
            )  # fmt: skip


def within_box() -> int:
    """Show how far to look ahead, and return the days."""
    days = [str(each) for each in SOON]
    return int(row_box("Due within", "due", days, days[-1], lambda each: f"{each} days"))


def _due_row(due: Due) -> tuple[str, Sequence[str]]:
    each = due.agreement
    cells = (
        "▼" if due.days < 0 else "○",
        short_day(due.due_on),
        days_words(due.days).replace(" ", "\u00a0"),
        _WHAT[due.what.value],
        each.title,
        each.kind.value,
        parties(each),
        each.owner,
    )
    return ("missed" if due.days < 0 else "open"), cells


def _day(due: Due) -> CalendarDay:
    each = due.agreement
    return CalendarDay(
        uid=f"{each.agreement_id}/{each.version}/{due.what.value}/{due.due_on.isoformat()}",
        day=due.due_on,
        title=due_words(due),
        text=f"{each.kind.value} with {parties(each)}. {each.document}".strip(),
    )


def uncovered_card(told: Agreements) -> None:
    """Show the live services without an up-to-date SLA, and what stands in the way."""
    lacking = [pair for pair in told.by_service if not pair[1].is_covered]
    if not told.by_service:
        title = "No live service is in the catalogue"
    elif lacking:
        title = f"{counted(len(lacking), 'live service')} without an up-to-date SLA"
    else:
        title = "Every live service has an up-to-date SLA"
    with card("uncovered", title, "With each customer who uses it, as the catalogue says."):
        if not told.by_service:
            nothing_registered("The sheet services says which services are live.", "services")
            return
        show_table(
            ("", "Service", "SLA", "Customers without"),
            [_uncovered_row(service, cell) for service, cell in lacking[:_MOST_SHOWN]],
            alert_style(),
        )


def _uncovered_row(service: CatalogueService, cell: Cell) -> tuple[str, Sequence[str]]:
    sign = "▼" if cell.standing is None else SIGNS[cell.standing]
    return "missed", (sign, service.name, cell_words(cell), listed(list(cell.lacking)))


def life_card(told: Agreements) -> None:
    """Show how many agreements are at each step of their life."""
    steps = "".join(
        f'<li class="{"some" if number else "none"}{" over" if status in OVER else ""}">'
        f"<b>{grouped(number)}</b><span>{escape(life_words(status))}</span></li>"
        for status, number in told.life
    )
    with card("life", "Where agreements are in their life", "Every version counts once."):
        st.html(f'<ol class="slm-life">{steps}</ol>')
