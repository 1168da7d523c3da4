"""The cards of the page Services: the catalogue with its coverage, its gaps, and whom to ask."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from slm_analytics.domain.agreement import AgreementKind, Standing
from slm_analytics.domain.service_catalogue import REQUIRED, Cell, Contact
from slm_analytics.review.agreement_words import SIGNS, cell_words, standing_words
from slm_analytics.review.sentences import counted, grouped, listed
from slm_analytics.review.services import (
    ServiceLine,
    Services,
    contacts_of,
    service_rows,
    stranger_rows,
)
from slm_analytics.ui.boxes import one_box
from slm_analytics.ui.cards import card, downloads, facts, origin
from slm_analytics.ui.contract_table import alert_style, show_table
from slm_analytics.ui.shell import Page

_MOST_SHOWN = 150
_MOST_STRANGE = 40


def catalogue_card(page: Page, told: Services) -> None:
    """Show the services with what stands behind each, and how complete its entry is."""
    live = sum(line.service.is_live for line in told.lines)
    subtitle = (
        "● up to date, ▼ lacks something, ◐ under review, ○ in preparation, – none. An agreement"
        " with customers is asked of each customer of the service."
    )
    title = f"{counted(live, 'live service')}, and which agreements stand behind them"
    with card("catalogue", title, subtitle):
        titles = ("", "Service", "Customers", "SLR", "SLA", "OLA", "UC", "Entry", "Tickets")
        show_table(titles, [_line(line) for line in told.lines[:_MOST_SHOWN]], alert_style())
        if len(told.lines) > _MOST_SHOWN:
            st.caption(f"{_MOST_SHOWN} of {len(told.lines)} shown; the files hold all of them.")
        lines = origin(page, ("On", told.on.isoformat()))
        downloads(service_rows(told.lines), lines, "services", "Services")


def _line(line: ServiceLine) -> tuple[str, Sequence[str]]:
    service = line.service
    cells = dict(line.cells)
    sla = cells[AgreementKind.SLA]
    lacks = service.is_live and not sla.is_covered
    small = [service.status.value if not service.is_live else ""]
    small += [service.criticality.value if service.criticality else ""]
    about = " · ".join(filter(None, [*small, service.owner]))
    entry = f"{line.filled} of {REQUIRED}"
    if service.lacking and service.is_live:
        entry += f"\nno {listed(list(service.lacking), 6)}"
    return "missed" if lacks else "kept", (
        _sign(sla) if service.is_live else "",
        f"{service.name}\n{about}",
        _customers(service.customers),
        *(_cell(cell) for _, cell in line.cells),
        entry,
        grouped(line.tickets),
    )


def _customers(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names) or "–"
    return f"{counted(len(names), 'customer')}\n{listed(list(names), 4)}"


def _sign(cell: Cell) -> str:
    return "–" if cell.standing is None else SIGNS[cell.standing]


def _cell(cell: Cell) -> str:
    if cell.standing is Standing.UP_TO_DATE and cell.is_covered:
        return "●\u00a0up\u00a0to\u00a0date"
    first, _, more = cell_words(cell).partition("; ")
    return "\n".join(filter(None, (f"{_sign(cell)} {first}".replace("– none", "–"), more)))


def mapping_card(page: Page, told: Services) -> None:
    """Show the services of tickets that the catalogue has not got, and those without a ticket."""
    strange = told.mapping.strange
    tickets = sum(each.tickets for each in strange)
    title = "Every service of tickets is in the catalogue"
    if strange:
        title = (
            f"{counted(len(strange), 'service')} of tickets not in the catalogue:"
            f" {counted(tickets, 'ticket')}"
        )
    with card("mapping", title, "By equal names. Add them on the sheet services."):
        if strange:
            rows = [
                ("missed", ("▼", each.name, grouped(each.tickets), listed(list(each.customers))))
                for each in strange[:_MOST_STRANGE]
            ]
            show_table(("", "Service", "Tickets", "Customers"), rows, alert_style())
            lines = origin(page, ("Compared", "services of tickets with the sheet services"))
            downloads(stranger_rows(strange), lines, "not_in_catalogue", "Not in the catalogue")
        unseen = [each.name for each in told.mapping.unseen]
        if unseen:
            facts([("Live, without a ticket", listed(unseen, 12))])


def service_card(page: Page, told: Services) -> None:
    """Show one service: its entry, its agreements, and whom to ask."""
    lines = {line.service.name: line for line in told.lines}
    usual = next(iter(lines))
    with card("service", "One service, its agreements and whom to ask"):
        chosen = one_box("Service", "about", list(lines), usual, width=320)
        line = lines[chosen]
        service = line.service
        facts(
            [
                ("What it is", service.description or "not said"),
                ("Owner", service.owner or "not said"),
                ("Customers", ", ".join(service.customers) or "not said"),
                ("Support hours", service.support_hours or "not said"),
                ("Offering", ", ".join(service.parts) or "not said"),
            ]
        )
        _agreements(told, line)
        _contacts(page.ask(contacts_of, service, told.on))


def _agreements(told: Services, line: ServiceLine) -> None:
    rows = [
        (
            "kept" if each.standing(told.on) is Standing.UP_TO_DATE else "open",
            (
                SIGNS[each.standing(told.on)],
                f"{each.title}\n{each.kind.value}",
                each.customer or each.provider or "any customer",
                standing_words(each.standings(told.on)),
            ),
        )
        for _, cell in line.cells
        for each in cell.agreements
    ]
    if rows:
        show_table(("", "Agreement", "With", "Standing"), rows, alert_style())
    else:
        st.caption("No agreement names this service.")


def _contacts(found: Sequence[Contact]) -> None:
    if not found:
        st.caption("Nobody is named on the sheet contacts.")
        return
    rows = [
        ("open", ("", f"{each.person}\n{each.organisation}", each.role, each.email or "–"))
        for each in found
    ]
    show_table(("", "Whom to ask", "As", "Reached at"), rows, alert_style())
