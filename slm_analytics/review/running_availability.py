"""Lines on availability while their window runs: the downtime that is still allowed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from slm_analytics.domain.period import Month
from slm_analytics.domain.running import AT_RISK, Standing
from slm_analytics.domain.service_level import Measure, ServiceLevel
from slm_analytics.domain.unit import downtime_text
from slm_analytics.review.queries import statement
from slm_analytics.warehouse.connection import Warehouse


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """The downtime that a window allows, if no more time leaves the agreed time: in seconds.

    Attributes:
        allowed: of the whole window, its time to come included.
        used: so far.
    """

    allowed: Fraction
    used: int

    @property
    def left(self) -> int:
        """What is left, cut to the second; below 0: so much too much."""
        return floor(self.allowed - self.used)

    @property
    def standing(self) -> Standing:
        """How a line with it stands."""
        if self.used > self.allowed:
            return Standing.MISSED
        return Standing.AT_RISK if self.used >= AT_RISK * self.allowed else Standing.ON_TRACK

    @property
    def words(self) -> str:
        """What is left: `31 min left of 43 min`; or what is too much."""
        if self.used > self.allowed:
            return f"{downtime_text(ceil(self.used - self.allowed))} too much"
        left, allowed = (downtime_text(each, up=False) for each in (self.left, floor(self.allowed)))
        return f"{left} left of {allowed}"


def seconds_ahead(
    warehouse: Warehouse, levels: Sequence[ServiceLevel], month: Month
) -> dict[str, int]:
    """Return the agreed seconds still to come in the windows of lines on availability."""
    asked = [each for each in levels if each.measure is Measure.AVAILABILITY]
    if not asked:
        return {}
    spans = [each.span(month) for each in asked]
    parameters = {
        "level_ids": [each.level_id for each in asked],
        "customers": [each.population.customer for each in asked],
        "services": [sorted(each.population.services) for each in asked],
        "begins": [max(first.first, level.valid_from) for (first, _), level in
                   zip(spans, asked, strict=True)],
        "ends": [min(last.plus(1).first, level.valid_until) for (_, last), level in
                 zip(spans, asked, strict=True)],
    }  # fmt: skip
    rows = warehouse.query(statement("availability_ahead"), parameters)
    return dict(zip(rows["level_id"], rows["seconds"].astype(int), strict=True))


def allowance(level: ServiceLevel, up: int, agreed: int, ahead: int) -> Allowance | None:
    """Return what is allowed and used of a window.

    Args:
        level: the version that will judge.
        up, agreed: available seconds of agreed ones so far.
        ahead: agreed seconds still to come.
    """
    if not agreed and not ahead:
        return None
    return Allowance(allowed=(agreed + ahead) * (1 - level.expected), used=agreed - up)
