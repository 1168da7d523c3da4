"""The catalogue of services: what is offered to whom, how complete that is said, and who is asked.

A catalogue is held against two other things: the agreements, and the services
that tickets carry.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from slm_analytics.domain.agreement import Agreement, AgreementKind, Standing, standing_of


class Criticality(StrEnum):
    """How much harm it does when a service is not there."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class ServiceStatus(StrEnum):
    """Where a service is in its life."""

    PIPELINE = "pipeline"
    LIVE = "live"
    RETIRED = "retired"


class OfferingPart(StrEnum):
    """What an offering is made of."""

    GOODS = "goods"  # handed over to the customer
    ACCESS = "access"  # to resources of the provider
    ACTIONS = "actions"  # that the provider takes


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueService:
    """A service of the catalogue; what is not said is empty.

    Attributes:
        name: as tickets carry it.
        customers: who uses it.
        support_hours: the name of a calendar, or words.
        line: its row in the register.
    """

    name: str
    owner: str = ""
    customers: tuple[str, ...] = ()
    criticality: Criticality | None = None
    support_hours: str = ""
    status: ServiceStatus = ServiceStatus.LIVE
    parts: tuple[OfferingPart, ...] = ()
    description: str = ""
    line: int = 0

    @property
    def is_live(self) -> bool:
        """Whether customers use it."""
        return self.status is ServiceStatus.LIVE

    @property
    def lacking(self) -> tuple[str, ...]:
        """What a complete entry would say besides, in words."""
        said = {
            "owner": self.owner,
            "customers": self.customers,
            "criticality": self.criticality,
            "support hours": self.support_hours,
            "offering parts": self.parts,
            "description": self.description,
        }
        return tuple(name for name, value in said.items() if not value)


REQUIRED = len(CatalogueService(name="").lacking)  # what a complete entry says besides its name


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A person to talk to, of a customer, of a service, or of both; stakeholders too."""

    person: str
    organisation: str = ""
    role: str = ""
    customer: str = ""
    service: str = ""
    email: str = ""
    since: date | None = None
    until: date | None = None

    def is_there(self, on: date) -> bool:
        """Return whether this is the person to talk to on a day."""
        begun = self.since is None or self.since <= on
        return begun and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """How one service stands with one kind of agreement.

    Attributes:
        standing: the best there is; where it differs by customer, the gravest of these.
        covered, of: customers with one that is up to date, of how many the service has.
        lacking: the others.
        agreements: what there is, of any standing.
    """

    standing: Standing | None
    covered: int
    of: int
    lacking: tuple[str, ...]
    agreements: tuple[Agreement, ...]

    @property
    def is_covered(self) -> bool:
        """Whether every customer of the service has one that is up to date."""
        return self.standing is Standing.UP_TO_DATE and self.covered == self.of


MATRIX_KINDS = (AgreementKind.SLR, AgreementKind.SLA, AgreementKind.OLA, AgreementKind.UC)
_WITH_CUSTOMERS = frozenset({AgreementKind.SLR, AgreementKind.SLA, AgreementKind.MSA})
_ORDER = (None, *(each for each in Standing if each is not Standing.UP_TO_DATE))


def coverage_of(
    service: CatalogueService, kind: AgreementKind, agreements: Iterable[Agreement], on: date
) -> Cell:
    """Return how a service stands with agreements of one kind on a day.

    Agreements with customers are asked of each customer of the service; OLAs and
    UCs are behind the service, whoever uses it. One that is over counts as none.
    """
    found = tuple(
        each
        for each in agreements
        if each.kind is kind
        and each.covers(service.name)
        and each.standing(on) is not Standing.OVER
    )
    if kind not in _WITH_CUSTOMERS or not service.customers:
        best = standing_of(found, on)
        return Cell(
            standing=best,
            covered=int(best is Standing.UP_TO_DATE),
            of=1,
            lacking=(),
            agreements=found,
        )
    by = {
        name: standing_of([each for each in found if each.covers(service.name, name)], on)
        for name in service.customers
    }
    return Cell(
        standing=_gravest(tuple(by.values())),
        covered=sum(each is Standing.UP_TO_DATE for each in by.values()),
        of=len(by),
        lacking=tuple(name for name, each in by.items() if each is not Standing.UP_TO_DATE),
        agreements=tuple(
            each for each in found if not each.customer or each.customer in service.customers
        ),
    )


def _gravest(standings: Sequence[Standing | None]) -> Standing | None:
    lacking = [each for each in standings if each is not Standing.UP_TO_DATE]
    return min(lacking, key=_ORDER.index) if lacking else Standing.UP_TO_DATE


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundName:
    """A service as tickets carry it, and how many do."""

    name: str
    tickets: int
    customers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """The catalogue held against the services that tickets carry.

    Attributes:
        known: services of tickets that stand in the catalogue.
        strange: those that do not, the most tickets first.
        unseen: live services that no ticket carries.
        tickets, known_tickets: tickets with a service, and those whose service is known.
    """

    known: tuple[FoundName, ...]
    strange: tuple[FoundName, ...]
    unseen: tuple[CatalogueService, ...]

    @property
    def tickets(self) -> int:
        """How many tickets carry a service."""
        return self.known_tickets + sum(each.tickets for each in self.strange)

    @property
    def known_tickets(self) -> int:
        """How many tickets carry a service of the catalogue."""
        return sum(each.tickets for each in self.known)


def mapped(catalogue: Iterable[CatalogueService], found: Iterable[FoundName]) -> Mapped:
    """Hold the catalogue against the services that tickets carry; names are equal or not."""
    services: Mapping[str, CatalogueService] = {each.name: each for each in catalogue}
    seen = sorted(found, key=lambda each: (-each.tickets, each.name))
    names = {each.name for each in seen}
    return Mapped(
        known=tuple(each for each in seen if each.name in services),
        strange=tuple(each for each in seen if each.name not in services),
        unseen=tuple(each for each in services.values() if each.is_live and each.name not in names),
    )
