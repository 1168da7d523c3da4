"""The service level: one line of a contract, and what a result of it is.

Between the clock's verdict on a ticket and the figure on a scorecard stands a
line such as "90 % of P2 in 8 h and 100 % in 24 h, rolling quarter, critical".
A contract result is a count, not a sample: it has no confidence interval, and
unlike lines are never averaged into one percentage.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from slm_analytics.domain.period import Month
from slm_analytics.domain.target import BEGINNING, FOREVER, ClockKind


class Measure(StrEnum):
    """What of the tickets of a line is measured."""

    SHARE = "share"  # of tickets within their time; several conditions may be set
    AVERAGE = "average"  # service time
    PERCENTILE = "percentile"  # service time that so many tickets stay within
    COUNT = "count"  # tickets
    RATIO = "ratio"  # tickets of a trait per tickets resolved
    DELIVERED = "delivered on time"  # deliverables
    VALUE = "monthly value"  # typed, with its evidence
    AVAILABILITY = "availability"  # of services, in their agreed service time


CLOCKED = (Measure.SHARE, Measure.AVERAGE, Measure.PERCENTILE)  # what goes by a clock


class Direction(StrEnum):
    """On which side of what is expected a figure is kept."""

    AT_MOST = "at most"
    AT_LEAST = "at least"


class Trait(StrEnum):
    """What of a resolved ticket a ratio counts."""

    REOPENED = "reopened"
    REASSIGNED = "reassigned"  # handed from group to group
    FIRST_GROUP = "resolved by the first group"


class Window(StrEnum):
    """Over which months a result is counted; counts are pooled, never averaged."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "contract year"
    ROLLING = "rolling"


class LevelClass(StrEnum):
    """How much a line weighs in a review."""

    CRITICAL = "critical"
    KEY = "key"
    REPORT = "report only"


class LevelKind(StrEnum):
    """Between whom a line is agreed."""

    SLA = "SLA"  # with a customer
    OLA = "OLA"  # of a group of one's own
    UC = "UC"  # of a supplier


class SmallVolume(StrEnum):
    """What few tickets do to a share."""

    STRICT = "strict"  # the share decides, however few they are
    ONE_MISS = "one miss"  # at least one miss is allowed
    NOT_BELOW = "not below"  # fewer than so many are not measured


class Counting(StrEnum):
    """Which month a ticket counts in."""

    USUAL = "usual"  # response: opened; resolution: resolved
    DECIDED = "decided"  # the earlier of resolved and due: it never moves


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """Whose tickets a line is about; empty means any, tickets without that value included."""

    customer: str = ""
    services: frozenset[str] = frozenset()
    record_types: frozenset[str] = frozenset()
    priorities: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    sites: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    vips: frozenset[str] = frozenset()  # "yes", "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One condition of a share: so many tickets within so long.

    Attributes:
        share: the share that has to be within, 0 to 1.
        seconds: of service time; None: within the target that is agreed for the ticket.
    """

    share: Fraction
    seconds: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLevel:
    """A line of a contract, in one of its versions.

    Attributes:
        level_id, name: what it is called; its versions share the id.
        measure, clock: what is measured, by which clock.
        conditions: of a share, all of which are needed.
        expected: of an average or a percentile the seconds, of a count the tickets, of a ratio
            a share, of a monthly value the value; of a percentage a share, 0 to 1.
        direction: on which side of `expected` it is kept.
        minimum: the level below which it is worse than missed, in the unit of `expected`; of a
            share, and of deliverables, the share of the first condition.
        is_percentage: of a monthly value, whether it is one.
        trait: of a ratio, what is counted.
        percentile: of a percentile, 0 to 1.
        window, months: over which months; `months` of a rolling window.
        year_begins: the first month of the contract year, 1 to 12.
        small_volume, least: the rule for few tickets, and its number of tickets.
        level_class, weight: how much it weighs.
        kind, provider: between whom; the group or supplier of an OLA or UC.
        valid_from, valid_until: first day it holds, and the day it no longer does.
        line: its row in the register.
    """

    level_id: str
    name: str = ""
    population: Population = Population()
    measure: Measure = Measure.SHARE
    clock: ClockKind = ClockKind.RESOLUTION
    conditions: tuple[Condition, ...] = ()
    expected: Fraction = Fraction(0)
    direction: Direction = Direction.AT_MOST
    minimum: Fraction | None = None
    is_percentage: bool = False
    trait: Trait = Trait.REOPENED
    percentile: Fraction = Fraction(9, 10)
    window: Window = Window.MONTH
    months: int = 1
    year_begins: int = 1
    counting: Counting = Counting.USUAL
    small_volume: SmallVolume = SmallVolume.STRICT
    least: int = 0
    level_class: LevelClass = LevelClass.KEY
    weight: Fraction = Fraction(1)
    kind: LevelKind = LevelKind.SLA
    provider: str = ""
    valid_from: date = BEGINNING
    valid_until: date = FOREVER
    line: int = 0

    @property
    def holder(self) -> str:
        """Whose time a clock of this line counts: that of the provider who holds a ticket."""
        return self.provider if self.clock is ClockKind.HOLDING else ""

    def span(self, month: Month) -> tuple[Month, Month]:
        """Return the first and the last month of the window that `month` lies in.

        A rolling window ends with `month`; a quarter or a contract year is
        told in full, also while it runs.
        """
        match self.window:
            case Window.MONTH:
                return month, month
            case Window.ROLLING:
                return month.plus(1 - self.months), month
            case Window.QUARTER:
                length, begins = 3, self.year_begins
            case Window.YEAR:
                length, begins = 12, self.year_begins
        first = month.plus(-((month.number - begins) % length))
        return first, first.plus(length - 1)


class State(StrEnum):
    """What a line came to. `OPEN` stands for a window that still runs."""

    KEPT = "kept"
    MISSED = "missed"
    NOT_MEASURED = "not measured"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one condition came to.

    Attributes:
        within, of: tickets within the time, of how many.
        allowed: how many misses were allowed.
    """

    within: int
    of: int
    allowed: int

    @property
    def misses(self) -> int:
        """How many were not within the time."""
        return self.of - self.within

    @property
    def kept(self) -> bool:
        """Whether no more misses were had than allowed."""
        return self.misses <= self.allowed

    @property
    def margin(self) -> int:
        """How many more misses would have been allowed; below 0: so many too many."""
        return self.allowed - self.misses


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a line came to in a window.

    Attributes:
        state, why: with the reason where it was not measured.
        of: how many tickets were counted.
        parts: of what is told in hits and misses, one per condition.
        actual: of an average or percentile the seconds, of a count the tickets, of a ratio or
            a percentage a share, of another monthly value the value.
        is_below_minimum: worse than the minimum level.
    """

    state: State
    of: int
    why: str = ""
    parts: tuple[Part, ...] = ()
    actual: Fraction | None = None
    is_below_minimum: bool = False
