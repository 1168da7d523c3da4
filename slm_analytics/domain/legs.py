"""Which target a ticket is counted against from when to when, where it changed on the way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from slm_analytics.domain.cycles import Cycle
from slm_analytics.domain.history import Stretch
from slm_analytics.domain.rules import Match, Rules
from slm_analytics.domain.target import ChangeRule, ClockKind, Policy, Target, VersionRule, raised


@dataclass(frozen=True, slots=True)
class Leg:
    """A part of a cycle in which one target held: up to `until`, None for the rest of it.

    `is_raised` says whether the change that began it asked for more haste.
    """

    start: int
    until: int | None
    match: Match
    is_raised: bool


@dataclass(frozen=True, slots=True)
class Count:
    """A count against a target: from `start` up to `until`, None for the rest of the cycle."""

    start: int
    until: int | None
    target: Target


def legs_of(
    stretches: Sequence[Stretch],
    cycle: Cycle,
    rules: Rules,
    clock: ClockKind,
    version: VersionRule,
    now: int,
    holder: str = "",
) -> tuple[Leg, ...]:
    """Return the legs of a cycle up to its stop, or up to `now`, in order and without gaps."""
    legs: list[Leg] = []
    before = None
    end = max(now, cycle.start) if cycle.stop is None else cycle.stop
    for part in _parts(stretches, cycle, rules, clock, version, end):
        at = part.start if version is VersionRule.PER_STRETCH else cycle.start
        match = rules.match(clock, part.keys, at, holder)
        if not legs or match.target != legs[-1].match.target:
            if legs:
                legs[-1] = replace(legs[-1], until=part.start)
            is_raised = before is not None and raised(before, (part.keys.priority, match.target))
            legs.append(Leg(part.start, None, match, is_raised))
        before = (part.keys.priority, match.target)
    return tuple(legs)


def counts_of(legs: Sequence[Leg], policy: Policy, start: int) -> tuple[Count, ...]:
    """Return what is counted against which target, in order, by the rule for changes.

    Empty: no target holds.
    """
    chosen: list[tuple[int, int | None, Leg]]
    if policy.change is ChangeRule.AT_OPENING:
        chosen = [(start, None, legs[0])]
    elif policy.change is ChangeRule.FROM_CREATION:
        chosen = [(start, None, legs[-1])]
    elif policy.change is ChangeRule.FROM_CHANGE:
        chosen = [(legs[-1].start, None, legs[-1])]
    elif policy.change is ChangeRule.EACH_STRETCH:
        chosen = [(leg.start, leg.until, leg) for leg in legs]
    else:
        chosen = [(leg.start if leg.is_raised else start, leg.until, leg) for leg in legs]
    return tuple(
        Count(begun, until, leg.match.target)
        for begun, until, leg in chosen
        if leg.match.target is not None
    )


def _parts(
    stretches: Sequence[Stretch],
    cycle: Cycle,
    rules: Rules,
    clock: ClockKind,
    version: VersionRule,
    end: int,
) -> Iterator[Stretch]:
    """Yield the stretches within a cycle, cut where targets begin or end if that matters."""
    for stretch in stretches:
        start = max(stretch.start, cycle.start)
        over = cycle.stop is not None and start >= cycle.stop and start > cycle.start
        if over or (stretch.until is not None and stretch.until <= start):
            continue
        cuts: tuple[int, ...] = ()
        if version is VersionRule.PER_STRETCH:
            until = end if stretch.until is None else min(stretch.until, end)
            cuts = rules.boundaries(clock, start, until)
        for at in (start, *cuts):
            yield replace(stretch, start=at)
