"""The outages of services one by one, and what each source claims of one."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from slm_analytics.domain.scope import Scope
from slm_analytics.review.outage_figures import MILLION, limits, plain_rows
from slm_analytics.review.outage_words import marks
from slm_analytics.review.queries import statement
from slm_analytics.warehouse.connection import Warehouse

MOST = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class OutageLine:
    """An outage of a service of a customer.

    Attributes:
        number: its place in the generation.
        customer, service, zone: whose, of what, and by which clock it is told.
        start, until: seconds UTC; one that goes on reaches to the as-of time.
        counted: the downtime that counts, in seconds.
        sources, claims: who tells of it, and how often.
        change: the change that it began with; empty: none.
        users, user_seconds, cost: who was concerned, for how long, and what it cost, where told.
        marks: what is to be known of it besides.
    """

    number: int
    customer: str
    service: str
    zone: str
    start: int
    until: int
    counted: Fraction
    is_failure: bool
    sources: tuple[str, ...]
    claims: int
    cause: str
    ticket: str
    reference: str
    description: str
    component: str
    users: int | None
    user_seconds: int
    cost: float | None
    marks: tuple[str, ...]
    change: str = ""

    @property
    def key(self) -> str:
        """What names it whatever else is loaded: service, customer and start."""
        return f"{self.service}|{self.customer}|{self.start}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLine:
    """What one source claims: a state from an instant to another (seconds UTC)."""

    source: tuple[str, str]
    state: str
    start: int
    until: int
    is_open: bool
    place: str
    cause: str
    ticket: str
    reference: str
    description: str


def outage_lines(
    warehouse: Warehouse, scope: Scope, changes: dict[int, str], most: int = MOST
) -> tuple[tuple[OutageLine, ...], int]:
    """Return the latest outages of a scope, and how many there are.

    Args:
        warehouse: the generation.
        scope: period, customers and services.
        changes: number of an outage -> the change that it began with.
        most: lines at most.
    """
    query = f"{statement('outage_scope')}\n{statement('outage_list')}"
    rows = plain_rows(warehouse.query(query, {**limits(scope), "most": most}))
    lines = tuple(_line(row, changes) for row in rows)
    return lines, int(rows[0]["of_all"]) if rows else 0


def _line(row: dict[str, Any], changes: dict[int, str]) -> OutageLine:
    number = int(row["service_outage_no"])
    users = row["users"]
    return OutageLine(
        number=number,
        customer=row["customer"] or "",
        service=row["service"],
        zone=row["zone"],
        start=int(row["start_s"]),
        until=int(row["until_s"]),
        counted=Fraction(int(row["down_ppm_seconds"]), MILLION),
        is_failure=bool(row["is_failure"]),
        sources=tuple(row["sources"]),
        claims=int(row["claims"]),
        cause=row["cause"] or "",
        ticket=row["ticket_id"] or "",
        reference=row["reference"] or "",
        description=row["description"] or "",
        component=row["at_component"] or "",
        users=None if users is None else int(users),
        user_seconds=int(row["user_seconds"]),
        cost=None if row["cost"] is None else float(row["cost"]),
        marks=marks(row),
        change=changes.get(number, ""),
    )


def claims_of(warehouse: Warehouse, number: int) -> tuple[ClaimLine, ...]:
    """Return what sources claim of an outage."""
    rows = plain_rows(warehouse.query(statement("outage_claims"), {"outage": number}))
    return tuple(
        ClaimLine(
            source=(row["told_by"], row["system"]),
            state=row["state"],
            start=int(row["from_s"]),
            until=int(row["until_s"]),
            is_open=bool(row["is_open"]),
            place=" · ".join(each for each in (row["component"], row["site"]) if each),
            cause=row["cause"] or "",
            ticket=row["ticket_id"] or "",
            reference=row["reference"] or "",
            description=row["description"] or "",
        )
        for row in rows
    )
