"""Agreements of a provider on a day: which are up to date, what lacks, and what is due."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from slm_analytics.domain.agreement import (
    SOON,
    Agreement,
    AgreementKind,
    Due,
    Happening,
    LifeCycle,
    Standing,
    due_dates,
)
from slm_analytics.domain.service_catalogue import CatalogueService, Cell, coverage_of
from slm_analytics.review.agreement_words import (
    headline,
    life_words,
    parties,
    standing_words,
    subline,
)
from slm_analytics.review.registered import agreements_in_force, catalogue_in_force
from slm_analytics.review.rows import Rows
from slm_analytics.warehouse.connection import Warehouse

LACKING = (Standing.EXPIRED, Standing.UNSIGNED, Standing.REVIEW_OVERDUE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreements:
    """Agreements on a day.

    Attributes:
        on: the day.
        shown: every agreement and version, what needs a hand first.
        within, ahead: so many days are asked for; what comes in the longest time people plan by.
        by_service: the live services, each with how it stands with agreements with customers.
        lacking: agreements by what they lack: expired, unsigned, review overdue.
        life: how many agreements are at each step of their life.
    """

    on: date
    within: int
    ahead: tuple[Due, ...]
    shown: tuple[Agreement, ...]
    by_service: tuple[tuple[CatalogueService, Cell], ...]
    lacking: tuple[tuple[Standing, tuple[Agreement, ...]], ...]
    life: tuple[tuple[LifeCycle, int], ...]

    @property
    def covered(self) -> int:
        """How many live services have an up-to-date SLA with each of their customers."""
        return sum(cell.is_covered for _, cell in self.by_service)

    @property
    def without(self) -> tuple[tuple[CatalogueService, Cell], ...]:
        """The live services that some customer uses without any SLA that is lived by."""
        return tuple(pair for pair in self.by_service if pair[1].standing is None)

    @property
    def headline(self) -> str:
        """What matters most, in a line."""
        return headline(self.covered, len(self.by_service), len(self.shown))

    @property
    def subline(self) -> str:
        """What lacks, in a sentence."""
        if not self.shown:
            return ""
        counts = {each: len(found) for each, found in self.lacking}
        return subline(self.on, counts, [service.name for service, _ in self.without])

    def lacks(self, standing: Standing) -> tuple[Agreement, ...]:
        """Return the agreements that lack one thing."""
        return dict(self.lacking)[standing]

    @property
    def due(self) -> tuple[Due, ...]:
        """What comes within the days that are asked for, and what has gone by."""
        return tuple(each for each in self.ahead if each.days <= self.within)

    def due_in(self, days: int) -> int:
        """Return how many dates come within so many days, at most the longest planned by."""
        return sum(0 <= each.days <= days for each in self.ahead)


def agreements(warehouse: Warehouse, on: date, within: int = SOON[-1]) -> Agreements:
    """Return the agreements as they stand on a day, with what is due within so many days."""
    found = agreements_in_force(warehouse)
    live = tuple(each for each in catalogue_in_force(warehouse) if each.is_live)
    return agreements_of(found, live, on, within)


def agreements_of(
    found: Sequence[Agreement], live: Sequence[CatalogueService], on: date, within: int
) -> Agreements:
    """Return how agreements and live services stand on a day."""
    standings = {each.line: each.standings(on) for each in found}
    order = list(Standing)
    shown = sorted(
        found, key=lambda each: (order.index(standings[each.line][0]), each.customer, each.title)
    )
    cells = covered_by(live, AgreementKind.SLA, found, on)
    lacking = {
        lack: tuple(each for each in shown if lack in standings[each.line]) for lack in LACKING
    }
    life = Counter(each.status for each in found)
    return Agreements(
        on=on,
        within=within,
        shown=tuple(shown),
        ahead=tuple(due_dates(found, on, max(within, SOON[-1]))),
        by_service=tuple(zip(live, cells, strict=True)),
        lacking=tuple(lacking.items()),
        life=tuple((status, life[status]) for status in LifeCycle),
    )


def covered_by(
    services: Sequence[CatalogueService],
    kind: AgreementKind,
    found: Sequence[Agreement],
    on: date,
) -> list[Cell]:
    """Return how each service stands with agreements of one kind; each is asked its own only."""
    named: dict[str, list[Agreement]] = defaultdict(list)
    for each in found:
        if each.kind is kind:
            for name in each.services or ("",):
                named[name].append(each)
    return [
        coverage_of(service, kind, [*named[service.name], *named[""]], on) for service in services
    ]


def agreement_rows(shown: Sequence[Agreement], on: date) -> Rows:
    """Return agreements as rows, one per agreement and version."""
    titles = [
        "Agreement", "Title", "Kind", "Version", "Customer", "Provider", "Services", "Frame",
        "Life cycle", "Standing", "Signed", "Begins", "Ends", "Notice until", "Last review",
        "Review due", "Owner", "Document",
    ]  # fmt: skip
    rows = [
        (
            each.agreement_id, each.title, each.kind.value, each.version, each.customer,
            each.provider, "; ".join(each.services), each.parent, life_words(each.status),
            standing_words(each.standings(on)), each.signed_on, each.starts_on, each.ends_on,
            each.notice_on, each.last_review_on, each.review_due_on, each.owner, each.document,
        )
        for each in shown
    ]  # fmt: skip
    return Rows(pd.DataFrame([[cell or None for cell in row] for row in rows], columns=titles))


def due_rows(due: Sequence[Due]) -> Rows:
    """Return what is due as rows, the nearest first; days left below 0 are days past."""
    words = {
        Happening.END: "Ends",
        Happening.NOTICE: "Last day for notice",
        Happening.REVIEW: "Review",
    }
    rows = [
        (
            words[each.what], each.due_on, each.days, each.agreement.title,
            each.agreement.kind.value, parties(each.agreement), each.agreement.owner or None,
            each.agreement.agreement_id,
        )
        for each in due
    ]  # fmt: skip
    titles = ["What", "On", "Days left", "Title", "Kind", "With", "Owner", "Agreement"]
    return Rows(pd.DataFrame(rows, columns=titles))
