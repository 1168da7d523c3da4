"""The catalogue of services: how complete it is, what stands behind each, and what it lacks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from slm_analytics.domain.agreement import Agreement, AgreementKind
from slm_analytics.domain.service_catalogue import (
    MATRIX_KINDS,
    REQUIRED,
    CatalogueService,
    Cell,
    Contact,
    FoundName,
    Mapped,
    mapped,
)
from slm_analytics.review.agreement_words import cell_words
from slm_analytics.review.agreements import covered_by
from slm_analytics.review.registered import (
    agreements_in_force,
    catalogue_in_force,
    contacts_in_force,
    found_services,
)
from slm_analytics.review.rows import Rows
from slm_analytics.review.sentences import counted, grouped, listed
from slm_analytics.warehouse.connection import Warehouse


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLine:
    """A service of the catalogue: how it stands with each kind of agreement, and its tickets."""

    service: CatalogueService
    cells: tuple[tuple[AgreementKind, Cell], ...]
    tickets: int

    @property
    def filled(self) -> int:
        """How much of a complete entry is said."""
        return REQUIRED - len(self.service.lacking)


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The catalogue on a day; `mapping` holds it against the services that tickets carry."""

    on: date
    lines: tuple[ServiceLine, ...]
    mapping: Mapped

    @property
    def complete(self) -> int:
        """How many entries say everything."""
        return sum(not line.service.lacking for line in self.lines)

    @property
    def headline(self) -> str:
        """How complete the catalogue is, in a line."""
        if not self.lines:
            return "No service is in the catalogue yet"
        if self.complete == len(self.lines):
            return f"{counted(len(self.lines), 'service')} in the catalogue, all complete"
        of = counted(len(self.lines), "service")
        verb = "is" if self.complete == 1 else "are"
        return f"{grouped(self.complete)} of {of} in the catalogue {verb} complete"

    @property
    def subline(self) -> str:
        """What tickets say of the catalogue."""
        told = self.mapping
        if not told.tickets:
            return "No ticket carries a service." if self.lines else ""
        names = [each.name for each in told.strange]
        words = (
            f"{grouped(told.known_tickets)} of {counted(told.tickets, 'ticket')} with a service"
            " carry one of the catalogue"
        )
        return f"{words}; not in it: {listed(names)}." if names else f"{words}."


def services(warehouse: Warehouse, on: date) -> Services:
    """Return the catalogue as it stands on a day."""
    return services_of(
        catalogue_in_force(warehouse),
        agreements_in_force(warehouse),
        found_services(warehouse),
        on,
    )


def services_of(
    catalogue: Sequence[CatalogueService],
    agreements: Sequence[Agreement],
    found: Sequence[FoundName],
    on: date,
) -> Services:
    """Return how a catalogue stands with agreements and with the services of tickets."""
    columns = [covered_by(catalogue, kind, agreements, on) for kind in MATRIX_KINDS]
    counts = {each.name: each.tickets for each in found}
    lines = tuple(
        ServiceLine(
            service=service,
            cells=tuple(
                (kind, column[at]) for kind, column in zip(MATRIX_KINDS, columns, strict=True)
            ),
            tickets=counts.get(service.name, 0),
        )
        for at, service in enumerate(catalogue)
    )
    return Services(
        on=on, lines=tuple(sorted(lines, key=_gravity)), mapping=mapped(catalogue, found)
    )


def _gravity(line: ServiceLine) -> tuple[bool, bool, str]:
    """Return what sorts services: live ones first, of these the ones without an SLA."""
    is_covered = dict(line.cells)[AgreementKind.SLA].is_covered
    return not line.service.is_live, is_covered, line.service.name


def contacts_of(warehouse: Warehouse, service: CatalogueService, on: date) -> tuple[Contact, ...]:
    """Return whom to ask about a service on a day: its own contacts, then its customers'."""
    there = [each for each in contacts_in_force(warehouse) if each.is_there(on)]
    own = [each for each in there if each.service == service.name]
    of_customers = [
        each for each in there if not each.service and each.customer in ("", *service.customers)
    ]
    return (*own, *of_customers)


def service_rows(lines: Sequence[ServiceLine]) -> Rows:
    """Return the catalogue as rows, with how each service stands with each kind of agreement."""
    return Rows(
        pd.DataFrame(
            [
                {
                    "Service": line.service.name,
                    "Status": line.service.status.value,
                    "Owner": line.service.owner or None,
                    "Customers": "; ".join(line.service.customers) or None,
                    "Criticality": line.service.criticality and line.service.criticality.value,
                    "Support hours": line.service.support_hours or None,
                    "Offering": ", ".join(line.service.parts) or None,
                    "Filled in": line.filled,
                    "Of": REQUIRED,
                    "Lacks": ", ".join(line.service.lacking) or None,
                    **{kind.value: cell_words(cell) for kind, cell in line.cells},
                    "Tickets": line.tickets,
                    "Description": line.service.description or None,
                }
                for line in lines
            ]
        )
    )


def stranger_rows(found: Sequence[FoundName]) -> Rows:
    """Return services of tickets that the catalogue has not got, as rows."""
    rows = [(each.name, each.tickets, "; ".join(each.customers) or None) for each in found]
    return Rows(pd.DataFrame(rows, columns=["Service of tickets", "Tickets", "Customers"]))
