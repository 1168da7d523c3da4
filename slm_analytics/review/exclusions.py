"""Exclusions in a review: what each takes off, and a month measured, agreed, and if all counted."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from slm_analytics.domain.availability_policy import FULL
from slm_analytics.domain.correction import Correction
from slm_analytics.domain.period import Month
from slm_analytics.domain.rules import instant_of
from slm_analytics.review.queries import statement
from slm_analytics.warehouse.connection import Warehouse

_BILLION = 1_000_000_000
Names = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A period of a service, of which it is asked what downtime lies in it: seconds UTC."""

    service: str
    customer: str = ""
    start: int
    until: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """The downtime in a period, in millionths of seconds.

    Attributes:
        measured: as it was measured.
        taken_off: what of it accepted exclusions cover.
    """

    measured: int = 0
    taken_off: int = 0

    @property
    def seconds(self) -> Fraction:
        """What leaving the whole period out takes off, in seconds."""
        return Fraction(self.measured, FULL)


Effects = dict[str, Effect]  # customer -> what lies in the period for them


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine:
    """A month of a service with an exclusion; downtimes in millionths of seconds.

    Attributes:
        customer: "": any.
        measured: before exclusions.
        agreed: without what was accepted.
        accepted_all: without what was submitted, too.
    """

    service: str
    customer: str
    base_seconds: int
    measured: int
    agreed: int
    accepted_all: int
    target: Fraction | None

    def share(self, down: int) -> Fraction | None:
        """Return the availability with such downtime; None without agreed time."""
        base = self.base_seconds * FULL
        return Fraction(base - down, base) if base else None

    def is_met(self, down: int) -> bool | None:
        """Return whether the target is met with such downtime; None where there is none."""
        share = self.share(down)
        return None if share is None or self.target is None else share >= self.target


@dataclass(frozen=True, slots=True, kw_only=True)
class Downtime:
    """An outage that counts, for which an exclusion may be proposed; seconds UTC.

    Attributes:
        down: what counts of it, in millionths of seconds.
        words: what its source says of it.
        reason: why it should not count, as an outage list says; "": it does not.
    """

    service: str
    customer: str
    start: int
    until: int
    zone: str
    is_open: bool
    down: int
    words: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An exclusion that an outage list itself tells of; seconds UTC."""

    reference: str
    service: str
    customer: str
    start: int
    until: int
    is_accepted: bool
    reason: str


def month_statement(
    warehouse: Warehouse, month: Month, customers: Names, services: Names
) -> tuple[StatementLine, ...]:
    """Return the services of which something is excluded in a month, or submitted to be."""
    asked = _in_month(month, customers, services)
    rows = warehouse.query(statement("exclusion_statement"), asked).to_dict("records")
    return tuple(
        StatementLine(
            service=row["service"],
            customer=row["customer"],
            base_seconds=int(row["base_seconds"]),
            measured=int(row["measured"]),
            agreed=int(row["agreed"]),
            accepted_all=int(row["accepted_all"]),
            target=_target(row["missable_ppb"]),
        )
        for row in rows
    )


def effects(
    warehouse: Warehouse, periods: tuple[Asked, ...], customers: Names = ()
) -> tuple[Effects, ...]:
    """Return the downtime in periods; of one without a counted service there is none."""
    found: tuple[Effects, ...] = tuple({} for _ in periods)
    if not periods:
        return found
    asked = {
        "places": list(range(len(periods))),
        "of_services": [each.service for each in periods],
        "of_customers": [each.customer for each in periods],
        "starts": [each.start for each in periods],
        "untils": [each.until for each in periods],
        "customers": list(customers),
    }
    for row in warehouse.query(statement("exclusion_effect"), asked).to_dict("records"):
        effect = Effect(measured=int(row["measured"]), taken_off=int(row["taken_off"]))
        found[int(row["place"])][row["customer"]] = effect
    return found


def downtimes(
    warehouse: Warehouse, month: Month, customers: Names, services: Names
) -> tuple[Downtime, ...]:
    """Return the outages of a month that count; those a list would leave out come first."""
    asked = _in_month(month, customers, services)
    rows = warehouse.query(statement("exclusion_outages"), asked).to_dict("records")
    return tuple(
        Downtime(
            service=row["service"],
            customer=row["customer"],
            start=int(row["start_s"]),
            until=int(row["until_s"]),
            zone=row["zone"],
            is_open=bool(row["is_open"]),
            down=int(row["down_ppm_seconds"]),
            words=row["words"],
            reason=row["reason"],
        )
        for row in rows
    )


def listed_exclusions(
    warehouse: Warehouse, entered: Names, customers: Names, services: Names
) -> tuple[Listed, ...]:
    """Return the exclusions that outage lists tell of themselves, but those entered here."""
    asked = {"entered": list(entered), "customers": list(customers), "services": list(services)}
    rows = warehouse.query(statement("exclusion_listed"), asked).to_dict("records")
    return tuple(
        Listed(
            reference=row["reference"],
            service=row["service"],
            customer=row["customer"],
            start=int(row["start_s"]),
            until=int(row["until_s"]),
            is_accepted=bool(row["is_accepted"]),
            reason=row["reason"],
        )
        for row in rows
    )


def asked_of(correction: Correction) -> Asked:
    """Return the period of an exclusion."""
    subject = correction.subject
    return Asked(
        service=subject.reference,
        customer=subject.customer,
        start=subject.start or 0,
        until=subject.until or 0,
    )


def reaches(start: int, until: int, month: Month, zone: str) -> bool:
    """Return whether a period (seconds UTC) reaches into a month of a zone."""
    return instant_of(month.first, zone) < until and instant_of(month.plus(1).first, zone) > start


def concerns(correction: Correction, customers: Names, services: Names) -> bool:
    """Return whether an exclusion is about what is shown; one of any customer concerns each."""
    subject = correction.subject
    return (not customers or subject.customer in ("", *customers)) and (
        not services or subject.reference in services
    )


def _in_month(month: Month, customers: Names, services: Names) -> dict[str, object]:
    return {
        "first": month.first,
        "after": month.plus(1).first,
        "customers": list(customers),
        "services": list(services),
    }


def _target(missable: object) -> Fraction | None:
    if not isinstance(missable, int | float) or missable != missable:  # noqa: PLR0124  not NaN
        return None
    return 1 - Fraction(int(missable), _BILLION)
