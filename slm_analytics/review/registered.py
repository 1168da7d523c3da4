"""Agreements, catalogue, contacts and supports as a generation was built with them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from slm_analytics.domain.agreement import Agreement
from slm_analytics.domain.service_catalogue import CatalogueService, Contact, FoundName
from slm_analytics.domain.support_chain import Support
from slm_analytics.register.agreements import agreement_of, contact_of, service_of, support_of
from slm_analytics.register.rows import Row
from slm_analytics.register.tables import SHEETS
from slm_analytics.review.queries import statement
from slm_analytics.warehouse.connection import Warehouse

T = TypeVar("T")


def agreements_in_force(warehouse: Warehouse) -> tuple[Agreement, ...]:
    """Return every agreement and version, in the order of the register."""
    return _read(warehouse, "agreements", agreement_of)


def catalogue_in_force(warehouse: Warehouse) -> tuple[CatalogueService, ...]:
    """Return the services of the catalogue."""
    return _read(warehouse, "services", service_of)


def contacts_in_force(warehouse: Warehouse) -> tuple[Contact, ...]:
    """Return the contacts and stakeholders."""
    return _read(warehouse, "contacts", contact_of)


def supports_in_force(warehouse: Warehouse) -> tuple[Support, ...]:
    """Return which lines of groups and suppliers back which lines with customers."""
    return _read(warehouse, "supports", support_of)


def found_services(warehouse: Warehouse) -> tuple[FoundName, ...]:
    """Return the services that tickets carry, with how many and whose."""
    rows = warehouse.query(statement("found_services"))
    return tuple(
        FoundName(name=str(name), tickets=int(tickets), customers=tuple(map(str, customers)))
        for name, tickets, customers in zip(
            rows["service"], rows["tickets"], rows["customers"], strict=True
        )
    )


def _read(warehouse: Warehouse, sheet: str, of: Callable[[Row], T]) -> tuple[T, ...]:
    frame = warehouse.query(statement("register_sheet", sheet=SHEETS[sheet].table))
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return tuple(
        of(Row(int(row["line"]), {str(name): str(cell) for name, cell in row.items() if cell}))
        for row in rows
    )
