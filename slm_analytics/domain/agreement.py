"""Agreements: who agreed what with whom, how far each has come, and what is due of it when.

Every question is asked of a civil date that is said (`on`), so that an answer
can be had again a year later.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

SOON = (30, 60, 90)  # days that people plan by


class AgreementKind(StrEnum):
    """Between whom it is agreed."""

    SLR = "SLR"  # what a customer asks for
    SLA = "SLA"  # with a customer
    OLA = "OLA"  # with a group of one's own
    UC = "UC"  # with a supplier
    MSA = "MSA"  # the frame that others stand in


class LifeCycle(StrEnum):
    """How far an agreement has come, in order."""

    REQUESTED = "requested"
    ASSESSED = "assessed"
    DRAFTED = "drafted"
    NEGOTIATED = "negotiated"
    AGREED = "agreed"
    IN_FORCE = "in force"
    UNDER_REVIEW = "under review"
    PROLONGED = "prolonged"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"


LIVE = frozenset({LifeCycle.IN_FORCE, LifeCycle.UNDER_REVIEW, LifeCycle.PROLONGED})
OVER = frozenset({LifeCycle.WITHDRAWN, LifeCycle.ENDED})


class Standing(StrEnum):
    """How an agreement stands on a date; the gravest first."""

    EXPIRED = "expired but live"
    UNSIGNED = "unsigned"
    REVIEW_OVERDUE = "review overdue"
    UNDER_REVIEW = "under review"
    NOT_BEGUN = "not begun"
    IN_WORK = "in preparation"
    UP_TO_DATE = "up to date"
    OVER = "over"


class Happening(StrEnum):
    """What is due of an agreement."""

    END = "end"
    NOTICE = "notice"
    REVIEW = "review"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """One version of an agreement; a date that is not said is None.

    Attributes:
        agreement_id, version: which; the versions of one agreement share the id.
        customer, provider: between whom; an SLA without a customer is with any.
        services: what it is about; empty: every service of the customer.
        parent: the agreement in whose frame it stands.
        status: how far it has come.
        ends_on: the last day it holds; None: until further notice.
        notice_on: the last day on which notice can be given.
        review_months: how often it is to be reviewed.
        next_review_on: when a review is set for.
        document: where its text lies.
        line: its row in the register.
    """

    agreement_id: str
    kind: AgreementKind = AgreementKind.SLA
    title: str = ""
    customer: str = ""
    provider: str = ""
    services: tuple[str, ...] = ()
    parent: str = ""
    version: str = ""
    status: LifeCycle = LifeCycle.DRAFTED
    signed_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    notice_on: date | None = None
    last_review_on: date | None = None
    review_months: int = 12
    next_review_on: date | None = None
    owner: str = ""
    document: str = ""
    line: int = 0

    @property
    def is_live(self) -> bool:
        """Whether people work by it: in force, under review or prolonged.

        What a customer asks for (SLR) is never signed into force: agreed is as far as it comes.
        """
        is_request = self.kind is AgreementKind.SLR and self.status is LifeCycle.AGREED
        return self.status in LIVE or is_request

    @property
    def needs_signature(self) -> bool:
        """Whether it has to be signed; what a customer asks for has not."""
        return self.kind is not AgreementKind.SLR

    @property
    def review_due_on(self) -> date | None:
        """The last day for the next review; None where there is no date to count from.

        Counted from the last review, else from the start, else from the
        signature. A review that is set for an earlier day is due on that day;
        one that was set for a day before the last review has been held.
        """
        base = self.last_review_on or self.starts_on or self.signed_on
        counted = None if base is None else months_later(base, self.review_months)
        said = self.next_review_on
        if said is not None and self.last_review_on is not None and said <= self.last_review_on:
            said = None
        return min((day for day in (counted, said) if day is not None), default=None)

    def is_signed(self, on: date) -> bool:
        """Return whether it is signed by a day."""
        return self.signed_on is not None and self.signed_on <= on

    def covers(self, service: str, customer: str = "") -> bool:
        """Return whether it is about a service, and about a customer where one is said."""
        about = not self.services or service in self.services
        return about and (not customer or not self.customer or customer == self.customer)

    def standings(self, on: date) -> tuple[Standing, ...]:
        """Return how it stands on a day, the gravest first.

        Up to date: in force or prolonged, signed, begun, not ended, and
        reviewed within its interval, all of them; else everything that lacks.
        """
        if self.status in OVER:
            return (Standing.OVER,)
        if not self.is_live:
            return (Standing.IN_WORK,)
        review = self.review_due_on
        lacking = {
            Standing.EXPIRED: self.ends_on is not None and self.ends_on < on,
            Standing.UNSIGNED: self.needs_signature and not self.is_signed(on),
            Standing.REVIEW_OVERDUE: review is not None and review < on,
            Standing.UNDER_REVIEW: self.status is LifeCycle.UNDER_REVIEW,
            Standing.NOT_BEGUN: self.starts_on is not None and self.starts_on > on,
        }
        return tuple(each for each, lacks in lacking.items() if lacks) or (Standing.UP_TO_DATE,)

    def standing(self, on: date) -> Standing:
        """Return the gravest of its standings on a day."""
        return self.standings(on)[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A date of an agreement that comes or has gone by; `days`: days left, below 0: days past."""

    agreement: Agreement
    what: Happening
    due_on: date
    days: int


def months_later(day: date, months: int) -> date:
    """Return the same day so many months later; the last of a month that has not got it."""
    years, month = divmod(day.month - 1 + months, 12)
    last = monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))


def due_dates(agreements: Iterable[Agreement], on: date, within: int) -> list[Due]:
    """Return the dates of live agreements that come within so many days, the nearest first.

    Ends and reviews that have gone by are among them until somebody acts; a day
    for notice that has gone by is no more to be acted on.
    """
    found = []
    for each in agreements:
        if not each.is_live:
            continue
        days = {
            Happening.END: each.ends_on,
            Happening.NOTICE: each.notice_on,
            Happening.REVIEW: each.review_due_on,
        }
        for what, day in days.items():
            if day is None or day > on + timedelta(days=within):
                continue
            if day >= on or what is not Happening.NOTICE:
                found.append(Due(agreement=each, what=what, due_on=day, days=(day - on).days))
    return sorted(found, key=lambda due: (due.due_on, due.agreement.agreement_id, due.what))


_BEST = (
    Standing.UP_TO_DATE,
    Standing.UNDER_REVIEW,
    Standing.REVIEW_OVERDUE,
    Standing.UNSIGNED,
    Standing.EXPIRED,
    Standing.NOT_BEGUN,
    Standing.IN_WORK,
    Standing.OVER,
)


def standing_of(agreements: Sequence[Agreement], on: date) -> Standing | None:
    """Return the best standing among agreements; what is lived by before what is to come."""
    found = {each.standing(on) for each in agreements}
    return next((each for each in _BEST if each in found), None)
