"""What backs each promise: lines of groups and suppliers, compared in the promise's calendar."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import product

from slm_analytics.domain.rules import Rules, instant_of
from slm_analytics.domain.service_calendar import OpenTime
from slm_analytics.domain.service_level import CLOCKED, LevelKind, Measure, ServiceLevel
from slm_analytics.domain.service_time import ServiceTime
from slm_analytics.domain.support_chain import Run, Support, added, longest_run, steps_of
from slm_analytics.domain.target import ClockKind, Keys, Target, VersionRule
from slm_analytics.domain.ticket import Priority

_YEAR, _BEYOND = timedelta(days=366), timedelta(days=366)


class Backing(StrEnum):
    """How far a promise is backed; the gravest first."""

    TOO_LONG = "too long"
    NOBODY = "nobody"
    NOT_COMPARED = "not compared"
    FITS = "fits"


@dataclass(frozen=True, slots=True)
class Length:
    """So many seconds of service time in a calendar."""

    seconds: int
    calendar: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """A line of a group or supplier on the way, and its time; None: none that can be compared."""

    level: ServiceLevel
    step: int
    length: Length | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A promise for some tickets, held against what backs it.

    Attributes:
        services, priorities: which tickets; empty: all that the line is about.
        agreed: the time of the promise; None where it has none.
        legs: what backs it, step by step.
        run: what the steps take of the promise's calendar.
        is_converted: whether some step runs in another calendar: then `run` is the longest
            of those begun within a year, and says when it begins.
    """

    services: tuple[str, ...]
    priorities: tuple[str, ...]
    agreed: Length | None
    legs: tuple[Leg, ...]
    run: Run | None
    is_converted: bool

    @property
    def backing(self) -> Backing:
        """Whether what backs it takes no longer than was promised."""
        if not self.legs:
            return Backing.NOBODY
        if self.agreed is None or self.run is None:
            return Backing.NOT_COMPARED
        return Backing.FITS if self.run.seconds <= self.agreed.seconds else Backing.TOO_LONG


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """A promise to a customer with its cases, by how they are backed."""

    level: ServiceLevel
    cases: tuple[Case, ...]

    @property
    def is_backed(self) -> bool:
        """Whether some line of a group or supplier backs it at all."""
        return any(case.legs for case in self.cases)

    @property
    def backing(self) -> Backing:
        """How its worst case is backed."""
        return min((case.backing for case in self.cases), key=list(Backing).index)


def chains(
    rules: Rules, levels: Sequence[ServiceLevel], supports: Sequence[Support], on: date
) -> tuple[Chain, ...]:
    """Return the promises in force on a day, the least backed first.

    Promises are lines with customers that agree a time: shares, averages and
    percentiles. Of several conditions of a line the shortest time counts.
    """
    in_force = {each.level_id: each for each in levels if each.valid_from <= on < each.valid_until}
    by_line: dict[str, list[Support]] = defaultdict(list)
    for each in supports:
        if each.supported_by in in_force:
            by_line[each.level_id].append(each)
    book = _Book(rules, on)
    found = [
        _chain(book, level, by_line[level.level_id], in_force)
        for level in in_force.values()
        if level.kind is LevelKind.SLA and level.measure in CLOCKED
    ]
    order = list(Backing)
    return tuple(sorted(found, key=lambda each: (order.index(each.backing), each.level.name)))


class _Book:
    """The rules on a day, with times of lines and calendars looked up once."""

    def __init__(self, rules: Rules, on: date) -> None:
        self._rules, self.on = rules, on
        self.first = instant_of(on, "UTC")
        self.until = instant_of(on + _YEAR, "UTC")
        self.open = lru_cache(maxsize=None)(self._open)
        self.run = lru_cache(maxsize=None)(self._run)
        self._match = lru_cache(maxsize=None)(self._target)
        self._near = lru_cache(maxsize=None)(self._of_customer)

    def length(self, level: ServiceLevel, keys: Keys) -> Length | None:
        """Return the shortest time that a line agrees for a ticket, in the target's calendar.

        None: no target is agreed for it, or one in days, or the line is about an average,
        which says nothing of the time of one ticket.
        """
        target = self._match(level.clock, level.holder, keys)
        if target is None or target.days or level.measure is Measure.AVERAGE:
            return None
        seconds = [each.seconds or target.seconds for each in level.conditions]
        if level.measure is Measure.PERCENTILE:
            seconds = [int(level.expected)]
        return Length(min(seconds, default=target.seconds), target.calendar)

    def _target(self, clock: ClockKind, holder: str, keys: Keys) -> Target | None:
        near = self._near(clock, holder, keys.customer)
        return near.match(clock, keys, self.first, holder).target

    def _of_customer(self, clock: ClockKind, holder: str, customer: str) -> Rules:
        """Return the rules with the targets alone that may hold for a customer."""
        targets = (
            each for each in self._rules.targets if (each.clock, each.holder) == (clock, holder)
        )
        mine = tuple(each for each in targets if each.customer in ("", customer))
        return replace(self._rules, targets=mine)

    def priorities(self, level: ServiceLevel) -> Sequence[str]:
        """Return the priorities a line is about, in order."""
        named = level.population.priorities
        return [each.value for each in Priority if not named or each.value in named]

    def _open(self, calendar: str) -> OpenTime | None:
        span = (self.first, instant_of(self.on + _YEAR + _BEYOND, "UTC"))
        parts = self._rules.parts(calendar, "", self.first, VersionRule.PER_STRETCH, span)
        return ServiceTime(parts).open if parts else None

    def _run(self, calendar: str, steps: tuple[tuple[Length, ...], ...]) -> Run | None:
        if all(each.calendar == calendar for step in steps for each in step):
            return Run(added([each.seconds for each in step] for step in steps), self.first)
        own = self.open(calendar)
        opened = [[(each.seconds, self.open(each.calendar)) for each in step] for step in steps]
        known = [[(s, o) for s, o in step if o is not None] for step in opened]
        if own is None or known != opened:
            return None
        return longest_run(own, known, self.first, self.until)


def _chain(
    book: _Book,
    level: ServiceLevel,
    supports: Sequence[Support],
    in_force: Mapping[str, ServiceLevel],
) -> Chain:
    steps = [
        (number, in_force[each.supported_by])
        for number, step in enumerate(steps_of(supports), start=1)
        for each in step
    ]
    cases = tuple(_merged(_cases(book, level, steps))) if steps else ()
    return Chain(level=level, cases=cases or (_untimed(steps),))


def _untimed(steps: Sequence[tuple[int, ServiceLevel]]) -> Case:
    """Return the one case of a line for whose tickets no time is agreed."""
    return Case(
        services=(),
        priorities=(),
        agreed=None,
        legs=tuple(Leg(level=each, step=number, length=None) for number, each in steps),
        run=None,
        is_converted=False,
    )


def _cases(
    book: _Book, level: ServiceLevel, steps: Sequence[tuple[int, ServiceLevel]]
) -> Iterator[Case]:
    """Yield a promise service by service and priority by priority."""
    services = sorted(level.population.services) or [""]
    types = sorted(level.population.record_types) or [""]
    for service, priority in product(services, book.priorities(level)):
        keys = Keys(
            customer=level.population.customer,
            service=service,
            record_type=types[0],
            priority=priority,
        )
        agreed = book.length(level, keys)
        if agreed is None and not level.population.priorities:
            continue  # nothing is agreed for tickets of this priority
        legs = tuple(
            Leg(level=each, step=number, length=book.length(each, _asked(each, keys)))
            for number, each in steps
            if _is_about(each, keys)
        )
        yield _case(book, keys, agreed, legs)


def _is_about(level: ServiceLevel, keys: Keys) -> bool:
    """Return whether a line of a group or supplier is about a ticket."""
    about = level.population
    return (
        about.customer in ("", keys.customer)
        and (not keys.service or not about.services or keys.service in about.services)
        and (not about.priorities or keys.priority in about.priorities)
    )


def _asked(level: ServiceLevel, keys: Keys) -> Keys:
    """Return what its target is looked up by: a line about one service has that service's."""
    services = level.population.services
    service = keys.service or (next(iter(services)) if len(services) == 1 else "")
    return Keys(
        customer=keys.customer or level.population.customer,
        service=service,
        record_type=keys.record_type,
        priority=keys.priority,
    )


def _case(book: _Book, keys: Keys, agreed: Length | None, legs: tuple[Leg, ...]) -> Case:
    by_step: dict[int, list[Length]] = defaultdict(list)
    known = True
    for leg in legs:
        if leg.length is None:
            known = False
        else:
            by_step[leg.step].append(leg.length)
    run = None
    if agreed is not None and legs and known:
        run = book.run(agreed.calendar, tuple(tuple(by_step[each]) for each in sorted(by_step)))
    return Case(
        services=(keys.service,) if keys.service else (),
        priorities=(keys.priority,),
        agreed=agreed,
        legs=legs,
        run=run,
        is_converted=agreed is not None
        and any(leg.length and leg.length.calendar != agreed.calendar for leg in legs),
    )


def _merged(cases: Iterator[Case]) -> Iterator[Case]:
    """Yield cases, those of the same times as one."""
    same: dict[tuple[object, ...], list[Case]] = defaultdict(list)
    for case in cases:
        same[case.agreed, case.legs, case.run].append(case)
    for group in same.values():
        first = group[0]
        yield Case(
            services=tuple(dict.fromkeys(name for case in group for name in case.services)),
            priorities=tuple(dict.fromkeys(name for case in group for name in case.priorities)),
            agreed=first.agreed,
            legs=first.legs,
            run=first.run,
            is_converted=first.is_converted,
        )
