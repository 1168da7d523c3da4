"""What was agreed on the availability of a service: calendar, target, how it is counted."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from slm_analytics.domain.availability_policy import AvailabilityPolicy
from slm_analytics.domain.target import BEGINNING, FOREVER


@dataclass(frozen=True, slots=True, kw_only=True)
class AvailabilityTerms:
    """One version of what is agreed on the availability of a service for a customer.

    Attributes:
        customer, service: whose, and which; "": any.
        calendar: name of the calendar of agreed service time; "": around the clock.
        target: the share of agreed service time, 0 to 1; None: none is agreed.
        policy: how it is counted.
        users: how many use it, for minutes that users lost; None: not known.
        starts_on, ends_on: first and last day of the service itself; None: before and after
            all that is known.
        valid_from, valid_until: first day these terms hold, and the day they no longer do.
        line: the row in the register.
    """

    customer: str = ""
    service: str = ""
    calendar: str = ""
    target: Fraction | None = None
    policy: AvailabilityPolicy = field(default_factory=AvailabilityPolicy)
    users: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    valid_from: date = BEGINNING
    valid_until: date = FOREVER
    line: int = 0

    @property
    def exactness(self) -> int:
        """How exactly it names what it is for: a customer's service before a service of any."""
        return 2 * bool(self.service) + bool(self.customer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """Time that is agreed, or proposed, not to count as downtime of a service.

    Attributes:
        exclusion_id: names it.
        customer, service: whose, and which; "" as customer: all of them.
        start, until: seconds UTC.
        is_accepted: both sides agreed; else it is submitted and waits.
        reason: why, in words.
    """

    exclusion_id: str
    customer: str = ""
    service: str
    start: int
    until: int
    is_accepted: bool = False
    reason: str = ""
