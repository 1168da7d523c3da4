"""What was agreed about counting availability, and what sources say of a service.

Weights are whole millionths: of outages that overlap the heaviest weight counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from slm_analytics.domain.unit import service_text

FULL = 1_000_000  # the weight of a service that is down altogether


class MaintenanceRule(StrEnum):
    """What planned maintenance does to a figure."""

    OUT = "out of agreed time"
    CANCELS = "cancels the outage"
    COUNTS = "counts"


class UnknownRule(StrEnum):
    """What time does of which nobody knows whether the service was up."""

    LEAVES = "leaves the base"
    UP = "counts as up"
    DOWN = "counts as down"


@dataclass(frozen=True, slots=True, kw_only=True)
class AvailabilityPolicy:
    """How the availability of a service is counted.

    Attributes:
        maintenance, unknown: what such time does.
        degraded_weight: millionths of a second that a degraded second counts.
        least_seconds: an outage shorter than this does not count at all.
        join_gap_seconds: claims so near to each other are one outage. Time in
            between that nobody claims does not count as down.
        uses_impact: whether an outage counts by the share of users concerned.
        notice_seconds: how long before it begins maintenance has to be announced.
        needs_approval: whether it has to be approved to count as maintenance.
        retries: failed checks in a row that are tried again before a service counts as down.
    """

    maintenance: MaintenanceRule = MaintenanceRule.OUT
    unknown: UnknownRule = UnknownRule.LEAVES
    degraded_weight: int = 0
    least_seconds: int = 0
    join_gap_seconds: int = 0
    uses_impact: bool = False
    notice_seconds: int = 0
    needs_approval: bool = False
    retries: int = 0

    def weight(self, *, is_degraded: bool = False, impact: int = FULL) -> int:
        """Return the weight of an outage, in millionths, cut.

        Args:
            is_degraded: whether the service still worked, badly.
            impact: the share of users concerned, in millionths.
        """
        weight = self.degraded_weight if is_degraded else FULL
        return weight * impact // FULL if self.uses_impact else weight


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time, seconds UTC from `start` up to `until`, and what it is in words."""

    start: int
    until: int
    what: str = ""


@dataclass(frozen=True, slots=True)
class Claim(Span):
    """What a source says: down, or degraded, with what weight (millionths)."""

    weight: int = FULL
    is_degraded: bool = False


@dataclass(frozen=True, slots=True)
class Maintenance(Span):
    """A maintenance window: how long before it was announced (None: nobody says), approved or not.

    A planned outage is given twice: as a claim, and as a window without notice
    and approval. It counts as downtime where that is not enough.
    """

    notice_seconds: int | None = None
    is_approved: bool = False

    def shortfall(self, policy: AvailabilityPolicy) -> str:
        """Return in words why the window does not count as maintenance; empty: it does."""
        if policy.maintenance is MaintenanceRule.COUNTS:
            return "maintenance counts as agreed time"
        agreed = service_text(policy.notice_seconds / 3600)
        if policy.notice_seconds and self.notice_seconds is None:
            return f"nobody says when it was announced, {agreed} before is agreed"
        if policy.notice_seconds and (self.notice_seconds or 0) < policy.notice_seconds:
            told = service_text(max(self.notice_seconds or 0, 0) / 3600)
            return f"announced {told} before, {agreed} is agreed"
        return "not approved" if policy.needs_approval and not self.is_approved else ""
