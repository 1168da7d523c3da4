"""`agreements` and `services`: what is signed and due, and what the catalogue has."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from slm_analytics import console
from slm_analytics.commands.answer import Answer, Arguments
from slm_analytics.commands.question import warehouse_in_force
from slm_analytics.domain.agreement import Agreement, Due
from slm_analytics.errors import UsageError
from slm_analytics.review.agreement_words import (
    cell_words,
    days_words,
    due_words,
    parties,
    standing_words,
)
from slm_analytics.review.agreements import Agreements
from slm_analytics.review.agreements import agreements as agreements_on
from slm_analytics.review.services import ServiceLine
from slm_analytics.review.services import services as services_on
from slm_analytics.settings import DataFolder

_MOST_DAYS = 3660  # ten years


def agreements(folder: DataFolder, given: Arguments) -> Answer:
    """List agreements as they stand on a day, and what is due.

    Raises:
        UsageError: the day is none, or the days are fewer than none.
    """
    if not 0 <= given.due <= _MOST_DAYS:
        raise UsageError(
            f"{given.due} days are no days to look ahead.", remedy=f"Use 0 to {_MOST_DAYS}."
        )
    told = agreements_on(warehouse_in_force(folder), _day(given.on), given.due)
    return Answer(_values(told), _lines(told))


def _values(told: Agreements) -> dict[str, Any]:
    return {
        "on": told.on.isoformat(),
        "headline": told.headline,
        "up_to_date_services": told.covered,
        "live_services": len(told.by_service),
        "services_without_sla": [service.name for service, _ in told.without],
        "agreements": [_plain(each, told.on) for each in told.shown],
        "due": [_plain_due(each) for each in told.due],
    }


def _plain(each: Agreement, on: date) -> dict[str, Any]:
    return {
        "agreement_id": each.agreement_id,
        "version": each.version,
        "title": each.title,
        "kind": each.kind.value,
        "customer": each.customer,
        "provider": each.provider,
        "services": list(each.services),
        "status": each.status.value,
        "standing": [standing.value for standing in each.standings(on)],
        "signed_on": _said(each.signed_on),
        "starts_on": _said(each.starts_on),
        "ends_on": _said(each.ends_on),
        "review_due_on": _said(each.review_due_on),
    }


def _plain_due(due: Due) -> dict[str, Any]:
    return {
        "agreement_id": due.agreement.agreement_id,
        "version": due.agreement.version,
        "what": due.what.value,
        "on": due.due_on.isoformat(),
        "days_left": due.days,
    }


def _lines(told: Agreements) -> list[str]:
    rows = [
        {
            "Standing": standing_words(each.standings(told.on)),
            "Kind": each.kind.value,
            "Agreement": each.title,
            "With": parties(each),
            "Life cycle": each.status.value,
            "Ends": _said(each.ends_on),
            "Review due": _said(each.review_due_on),
        }
        for each in told.shown
    ]
    due = [f"{due_words(each)} ({days_words(each.days)})" for each in told.due]
    heading = f"Due within {console.counted(told.within, 'day')}:" if due else "Nothing is due."
    table = console.table(rows) if rows else []
    return [told.headline, told.subline, "", *table, "", heading, *(f"  {each}" for each in due)]


def services(folder: DataFolder, given: Arguments) -> Answer:
    """List the services of the catalogue, and those of tickets that it has not got.

    Raises:
        UsageError: the day is none.
    """
    told = services_on(warehouse_in_force(folder), _day(given.on))
    values = {
        "on": told.on.isoformat(),
        "headline": told.headline,
        "services": [_plain_service(line) for line in told.lines],
        "not_in_catalogue": [
            {"service": each.name, "tickets": each.tickets, "customers": list(each.customers)}
            for each in told.mapping.strange
        ],
        "never_seen": [each.name for each in told.mapping.unseen],
    }
    rows = [
        {
            "Service": line.service.name,
            "Status": line.service.status.value,
            "Filled in": f"{line.filled} of {line.filled + len(line.service.lacking)}",
            **{kind.value: cell_words(cell) for kind, cell in line.cells},
            "Tickets": f"{line.tickets:,}",
        }
        for line in told.lines
    ]
    lines = [told.headline, told.subline, *(["", *console.table(rows)] if rows else [])]
    lines += [
        f"Not in the catalogue: {each.name} ({console.counted(each.tickets, 'ticket')})"
        for each in told.mapping.strange
    ]
    lines += [f"No ticket carries: {each.name}" for each in told.mapping.unseen]
    return Answer(values, lines)


def _plain_service(line: ServiceLine) -> dict[str, Any]:
    service = line.service
    return {
        "service": service.name,
        "status": service.status.value,
        "owner": service.owner,
        "customers": list(service.customers),
        "criticality": service.criticality and service.criticality.value,
        "support_hours": service.support_hours,
        "parts": [part.value for part in service.parts],
        "lacking": list(service.lacking),
        "coverage": {
            kind.value: {
                "standing": cell.standing and cell.standing.value,
                "covered": cell.covered,
                "of": cell.of,
                "lacking": list(cell.lacking),
            }
            for kind, cell in line.cells
        },
        "tickets": line.tickets,
    }


def _day(text: str | None) -> date:
    """Return the day that was said, else today."""
    if not text:
        return datetime.now(UTC).date()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"{text!r} is no day.", remedy="Write it as 2026-11-30.") from error


def _said(day: date | None) -> str | None:
    return day.isoformat() if day else None
