"""The service level: one line of a contract, and what a result of it is.

Between the clock's verdict on a ticket and the figure on a scorecard stands a
line such as "90 % of P2 in 8 h and 100 % in 24 h, rolling quarter, critical".
A contract result is a count, not a sample: it has no confidence interval, and
unlike lines are never averaged into one percentage.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from math import ceil

from slm_analytics.domain.period import Month
from slm_analytics.domain.target import BEGINNING, FOREVER, ClockKind


class Measure(StrEnum):
    """What of the tickets of a line is measured."""

    SHARE = "share"  # of tickets within their time; several conditions may be set
    AVERAGE = "average"  # service time
    PERCENTILE = "percentile"  # service time that so many tickets stay within
    COUNT = "count"  # tickets


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
        expected: of an average or a percentile the seconds, of a count the tickets allowed.
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
    expected: int = 0
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


def allowed_misses(share: Fraction, of: int, rule: SmallVolume) -> int:
    """Return how many of `of` tickets may miss where `share` has to be within.

    The largest number of misses with (of - misses) / of >= share, exactly: 95 %
    of 103 tickets allow 5 (98 of 103 are 95.1 %; 97 are 94.2 %).
    """
    allowed = int(of * (1 - share))
    return max(1, allowed) if rule is SmallVolume.ONE_MISS and of else allowed


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a line came to in a window.

    Attributes:
        state, why: with the reason where it was not measured.
        of: how many tickets were counted.
        parts: of a share, one per condition.
        actual: of an average or percentile the seconds, of a count the tickets.
    """

    state: State
    of: int
    why: str = ""
    parts: tuple[Part, ...] = ()
    actual: Fraction | None = None


def judge_share(level: ServiceLevel, counts: Sequence[tuple[int, int]]) -> Outcome:
    """Return what a share came to.

    Args:
        level: the version in force at the end of the window.
        counts: tickets within the time and of how many, by condition; pooled over the window.
    """
    parts = tuple(
        Part(within=within, of=of, allowed=allowed_misses(each.share, of, level.small_volume))
        for each, (within, of) in zip(level.conditions, counts, strict=True)
    )
    of = max((part.of for part in parts), default=0)
    why = _not_measured(level, of)
    if why:
        return Outcome(state=State.NOT_MEASURED, why=why, of=of, parts=parts)
    kept = all(part.kept for part in parts)
    return Outcome(state=State.KEPT if kept else State.MISSED, of=of, parts=parts)


def judge_length(level: ServiceLevel, seconds: Sequence[int]) -> Outcome:
    """Return what an average or a percentile of service times came to.

    A percentile is a time that a ticket really took: the smallest that so many
    tickets stay within (nearest rank), so that the line can be counted after.
    """
    of = len(seconds)
    why = _not_measured(level, of)
    if why:
        return Outcome(state=State.NOT_MEASURED, why=why, of=of)
    if level.measure is Measure.AVERAGE:
        actual = Fraction(sum(seconds), of)
    else:
        rank = max(1, ceil(level.percentile * of))
        actual = Fraction(sorted(seconds)[rank - 1])
    kept = actual <= level.expected
    return Outcome(state=State.KEPT if kept else State.MISSED, of=of, actual=actual)


def judge_count(level: ServiceLevel, of: int) -> Outcome:
    """Return what a count of tickets came to: at most so many are allowed; none is kept."""
    kept = of <= level.expected
    return Outcome(state=State.KEPT if kept else State.MISSED, of=of, actual=Fraction(of))


def _not_measured(level: ServiceLevel, of: int) -> str:
    if not of:
        return "no ticket"
    if level.small_volume is SmallVolume.NOT_BELOW and of < level.least:
        return f"fewer than {level.least} tickets"
    return ""
