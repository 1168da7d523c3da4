"""Outages held against their sources and against tickets: what one tells and the other does not."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from slm_analytics.domain.scope import Scope
from slm_analytics.review.outage_figures import MILLION, limits, plain_rows
from slm_analytics.review.outage_list import MOST
from slm_analytics.review.queries import statement
from slm_analytics.warehouse.connection import Warehouse


@dataclass(frozen=True, slots=True, kw_only=True)
class GapLine:
    """An outage, or a ticket, that something is missing of.

    Attributes:
        customer, service, zone: whose, of what, by which clock it is told.
        start, until: seconds UTC; `until` None: the ticket is still open.
        down: the downtime that counts, in seconds; None of a ticket.
        told_by, silent: sources that tell of it, and that could and do not.
        ticket: the number of a ticket.
    """

    customer: str
    service: str
    zone: str
    start: int
    until: int | None
    down: Fraction | None = None
    told_by: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    ticket: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """What does not fit together.

    Attributes:
        single: outages that only one of several sources tells.
        ticketless: failures without a ticket, or with one that is not in the data.
        major: major tickets of a service without an outage within their time.
        of_all: name of a list -> how many there are; the lists may hold the first of them only.
    """

    single: tuple[GapLine, ...]
    ticketless: tuple[GapLine, ...]
    major: tuple[GapLine, ...]
    of_all: dict[str, int]


def gaps(warehouse: Warehouse, scope: Scope) -> Gaps:
    """Return what outages, their sources and tickets do not tell of each other."""
    bound, scoped = {**limits(scope), "most": MOST}, statement("outage_scope")
    found = {
        name: plain_rows(warehouse.query(f"{scoped}\n{statement(f'outage_{name}')}", bound))
        for name in ("single", "ticketless")
    }
    found["major"] = plain_rows(warehouse.query(statement("outage_major"), bound))
    return Gaps(
        single=tuple(_line(row) for row in found["single"]),
        ticketless=tuple(_line(row) for row in found["ticketless"]),
        major=tuple(_line(row) for row in found["major"]),
        of_all={name: int(rows[0]["of_all"]) if rows else 0 for name, rows in found.items()},
    )


def ticketless_services(warehouse: Warehouse, scope: Scope) -> dict[tuple[str, str], int]:
    """Return how many failures of each service and customer have no ticket in the data."""
    query = f"{statement('outage_scope')}\n{statement('outage_ticketless_services')}"
    rows = plain_rows(warehouse.query(query, limits(scope)))
    return {(row["service"], row["customer"] or ""): int(row["failures"]) for row in rows}


def _line(row: dict[str, Any]) -> GapLine:
    down = row.get("down_ppm_seconds")
    return GapLine(
        customer=row["customer"] or "",
        service=row["service"],
        zone=row["zone"],
        start=int(row["start_s"]),
        until=None if row["until_s"] is None else int(row["until_s"]),
        down=None if down is None else Fraction(int(down), MILLION),
        told_by=tuple(row.get("sources", ())),
        silent=tuple(row.get("silent", ())),
        ticket=row.get("ticket_id") or "",
    )
