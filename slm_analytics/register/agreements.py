"""From the rows of the register to agreements, services, contacts, and what supports a line."""

from __future__ import annotations

from datetime import date

from slm_analytics.domain.agreement import Agreement, AgreementKind, LifeCycle
from slm_analytics.domain.service_catalogue import (
    CatalogueService,
    Contact,
    Criticality,
    OfferingPart,
    ServiceStatus,
)
from slm_analytics.domain.support_chain import Support
from slm_analytics.register.rows import Row

_REVIEW_MONTHS = 12


def agreement_of(row: Row) -> Agreement:
    """Return the agreement that a row tells; rows must have passed the checks."""
    return Agreement(
        agreement_id=row["agreement_id"],
        kind=AgreementKind(row["kind"]),
        title=row["title"] or row["agreement_id"],
        customer=row["customer"],
        provider=row["provider"],
        services=names_of(row["services"]),
        parent=row["parent"],
        version=row["version"],
        status=LifeCycle(row["status"]),
        signed_on=day_of(row["signed_on"]),
        starts_on=day_of(row["starts_on"]),
        ends_on=day_of(row["ends_on"]),
        notice_on=day_of(row["notice_on"]),
        last_review_on=day_of(row["last_review_on"]),
        review_months=int(row["review_months"] or _REVIEW_MONTHS),
        next_review_on=day_of(row["next_review_on"]),
        owner=row["owner"],
        document=row["document"],
        line=row.line,
    )


def service_of(row: Row) -> CatalogueService:
    """Return the service of the catalogue that a row tells."""
    return CatalogueService(
        name=row["service"],
        owner=row["owner"],
        customers=names_of(row["customers"]),
        criticality=Criticality(row["criticality"]) if row["criticality"] else None,
        support_hours=row["support_hours"],
        status=ServiceStatus(row["status"] or ServiceStatus.LIVE),
        parts=tuple(OfferingPart(word) for word in row["parts"].split(", ") if word in _PARTS),
        description=row["description"],
        line=row.line,
    )


def contact_of(row: Row) -> Contact:
    """Return the contact that a row tells."""
    return Contact(
        person=row["person"],
        organisation=row["organisation"],
        role=row["role"] or "Contact",
        customer=row["customer"],
        service=row["service"],
        email=row["email"],
        since=day_of(row["since"]),
        until=day_of(row["until"]),
    )


def support_of(row: Row) -> Support:
    """Return what a row of the sheet supports tells."""
    return Support(
        level_id=row["level_id"], supported_by=row["supported_by"], step=int(row["step"] or 1)
    )


def names_of(text: str) -> tuple[str, ...]:
    """Return the names of a cell that holds several."""
    return tuple(filter(None, text.split("; ")))


def day_of(text: str) -> date | None:
    """Return the day of a cell; None where it is blank."""
    return date.fromisoformat(text) if text else None


_PARTS = frozenset(OfferingPart)
