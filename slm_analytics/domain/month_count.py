"""What one condition of a line counted in one month."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthCount:
    """What one condition of a line counted in one month.

    Attributes:
        within, of: tickets within the time, of how many that have an answer; of a ratio, those
            on the wanted side; of deliverables, those on time.
        unanswered: tickets of the line whose clock gives none (no target, no data).
        seconds: of an average or percentile, the service times.
        values, total: typed values, and their sum.
        bases, base: of these, those counted of something, and its sum.
    """

    within: int = 0
    of: int = 0
    unanswered: int = 0
    seconds: tuple[int, ...] = ()
    values: int = 0
    total: Fraction | int = 0
    bases: int = 0
    base: Fraction | int = 0

    def __add__(self, other: MonthCount) -> MonthCount:
        return MonthCount(
            within=self.within + other.within,
            of=self.of + other.of,
            unanswered=self.unanswered + other.unanswered,
            seconds=self.seconds + other.seconds,
            values=self.values + other.values,
            total=self.total + other.total,
            bases=self.bases + other.bases,
            base=self.base + other.base,
        )
