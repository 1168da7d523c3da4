"""Rules as tables: targets, when each holds, and the calendars of each by site and time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from slm_analytics.domain.rules import Rules, instant_of
from slm_analytics.domain.service_calendar import DAY, ClosingRule, ServiceCalendar
from slm_analytics.domain.service_time import CalendarPart
from slm_analytics.domain.target import (
    ChangeRule,
    ClockKind,
    PauseTime,
    Policy,
    ReopenRule,
    StartRule,
    Target,
    TieRule,
    VersionRule,
)
from slm_analytics.warehouse.clock.calendar_grid import (
    Grid,
    OpenArrays,
    cut_off,
    grid_of,
    open_arrays,
)
from slm_analytics.warehouse.clock.working_days import (
    local_table,
    working_day_table,
    working_table,
    zone_list,
)

_BEFORE, _AFTER = 31 * DAY, 5 * 366 * DAY  # as in domain.ticket_clock
_NO_CALENDAR = -1
_BEGINNING = -(1 << 60)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleTables:
    """Rules over a span of time.

    Targets, kinds of clock, calendars and sites are told by number. Time is
    divided into epochs at the `boundaries`: within one the same targets and
    the same versions of calendars hold.

    Attributes:
        lists: name -> what is looked up by place: calendars, and targets by number.
        tables: name -> rows.
        clocks: (kind, holder) of each clock that has targets.
        words: for each distinct set of states that a policy names, the set.
        sites: the sites that have calendars of their own, from number 1 on.
    """

    lists: Mapping[str, pa.Array]
    tables: Mapping[str, pa.Table]
    targets: tuple[Target, ...]
    clocks: tuple[tuple[ClockKind, str], ...]
    words: tuple[frozenset[str], ...]
    boundaries: tuple[int, ...]
    sites: tuple[str, ...]
    grid: Grid
    openings: int
    places: int
    zone_days: tuple[int, int]
    as_of: int

    def all_simple(self, clock_no: int) -> bool:
        """Return whether all targets of a clock can be counted without a history."""
        kind, holder = self.clocks[clock_no]
        named = (each for each in self.targets if (each.clock, each.holder) == (kind, holder))
        return all(_is_simple(each) for each in named)


def span_of(first: int, as_of: int) -> tuple[int, int]:
    """Return the span of time over which calendars are compiled."""
    return first - _BEFORE, as_of + _AFTER


def compile_rules(
    rules: Rules, first: int, last: int, as_of: int, zones: Sequence[str], longest_pause: int = 0
) -> RuleTables:
    """Return the tables of rules for tickets of a span of time.

    Args:
        first: the earliest opening (second UTC).
        last: the latest instant in any history.
        as_of: the instant that stands for now.
        zones: in which civil dates are told.
        longest_pause: the greatest hold total (seconds) that an export tells.
    """
    span = span_of(first, as_of)
    named = {target.calendar for target in rules.targets}
    sites = sorted({each.site for each in rules.calendars if each.calendar_id in named} - {""})
    within = (span[0], max(last, as_of) + 1)
    boundaries = _boundaries(rules, *within)
    calendars, lookup = _calendars(rules, sites, boundaries, span)
    offsets, zone_days = zone_list(zones, (span[0], max(span[1], last)))
    needed = _seconds_needed(rules.targets)
    if needed is not None:
        calendars, span = cut_off(calendars, span, max(last, as_of), needed + longest_pause)
    grid = grid_of(calendars, span)
    working, openings = working_table(calendars, grid)
    days, places = working_day_table(calendars)
    words = _words(rules.targets)
    target_rows = _target_table(rules, boundaries, within, words)
    return RuleTables(
        lists={
            **grid.lists,
            "zone_day": offsets,
            "calendar_list": lookup,
            **_clock_lists(rules.targets),
            **_target_lists(target_rows),
        },
        tables={
            "clock_working": working,
            "clock_working_day": days,
            "clock_local": local_table(calendars, grid),
            "clock_target": target_rows,
            "clock_site": pa.table(
                {
                    "site": pa.array(sites, pa.string()),
                    "site_no": pa.array(range(1, len(sites) + 1), pa.int32()),
                }
            ),
        },
        targets=rules.targets,
        clocks=_clocks(rules.targets),
        words=words,
        boundaries=boundaries,
        sites=tuple(sites),
        grid=grid,
        openings=openings,
        places=places,
        zone_days=zone_days,
        as_of=as_of,
    )


def _seconds_needed(targets: Sequence[Target]) -> int | None:
    """Return how many open seconds after the last instant can matter; None: no telling.

    Nothing is due later than all that is allowed after now. Working days, pauses
    by the wall clock and a due time moved to the next opening may look further.
    """
    for target in targets:
        policy = target.policy
        by_wall = policy.pause_time is PauseTime.WALL_CLOCK
        if target.days or by_wall or policy.closing is ClosingRule.MOVES:
            return None
    return max((target.seconds for target in targets), default=0)


def _clocks(targets: Sequence[Target]) -> tuple[tuple[ClockKind, str], ...]:
    kinds = list(ClockKind)
    found = {(target.clock, target.holder) for target in targets}
    return tuple(sorted(found, key=lambda clock: (kinds.index(clock[0]), clock[1])))


def _boundaries(rules: Rules, after: int, before: int) -> tuple[int, ...]:
    """Return the instants at which a target or a version of a calendar begins or ends to hold."""
    named = {target.calendar for target in rules.targets}
    found = {end for target in rules.targets for end in rules.valid(target)}
    found |= {
        instant_of(each.valid_from, each.calendar.zone)
        for each in rules.calendars
        if each.calendar_id in named
    }
    return tuple(sorted(end for end in found if after < end < before))


def _calendars(
    rules: Rules, sites: Sequence[str], boundaries: Sequence[int], span: tuple[int, int]
) -> tuple[list[OpenArrays], pa.Array]:
    """Return the calendars that targets run by, and which is whose: by target, site and epoch."""
    compiled: dict[tuple[object, ...], int] = {}
    arrays: list[OpenArrays] = []
    by_rule: dict[tuple[str, VersionRule], list[int]] = {}

    def number_of(parts: Sequence[CalendarPart]) -> int:
        """Return the number of a row of calendars; the same calendars are compiled once."""
        key = tuple((id(part.calendar), part.start, part.until) for part in parts)
        if key not in compiled:
            compiled[key] = len(arrays)
            arrays.append(open_arrays(parts))
        return compiled[key]

    numbers: list[int] = []
    for target in rules.targets:
        rule = (target.calendar, target.policy.version)
        if rule not in by_rule:
            by_rule[rule] = [
                number_of(parts) if parts else _NO_CALENDAR
                for site in ("", *sites)
                for at in (span[0], *boundaries)
                for parts in (rules.parts(target.calendar, site, at, rule[1], span),)
            ]
        numbers += by_rule[rule]
    never_open = open_arrays((CalendarPart(ServiceCalendar(), *span),))
    return arrays or [never_open], pa.array(numbers, pa.int32())


def _words(targets: Sequence[Target]) -> tuple[frozenset[str], ...]:
    """Return the distinct sets of states that policies name."""
    found: dict[frozenset[str], None] = {}
    for target in targets:
        for states in _states(target.policy):
            found.setdefault(states)
    return tuple(found)


def _states(policy: Policy) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    return policy.pauses, policy.response_states, frozenset({policy.start_state})


def _target_table(
    rules: Rules,
    boundaries: Sequence[int],
    within: tuple[int, int],
    words: Sequence[frozenset[str]],
) -> pa.Table:
    """Return one row per target, its rules as numbers of their places in the enumerations."""
    clocks = {clock: number for number, clock in enumerate(_clocks(rules.targets))}
    kinds = list(ClockKind)
    rows = []
    for number, target in enumerate(rules.targets):
        policy = target.policy
        begin, end = rules.valid(target)
        holds = begin < within[1] and end > within[0]
        pauses, responses, starts = (words.index(states) for states in _states(policy))
        rows.append(
            {
                "target_no": number,
                "clock_no": clocks[target.clock, target.holder],
                "kind": kinds.index(target.clock),
                "target_id": target.target_id,
                "line": target.line,
                "calendar": target.calendar,
                "exactness": target.exactness,
                "customer": target.customer,
                "service": target.service,
                "record_type": target.record_type,
                "priority": target.priority,
                "first_epoch": sum(begin >= each for each in boundaries),
                "until_epoch": sum(end > each for each in boundaries) + 1 if holds else 0,
                "seconds": target.seconds,
                "days": target.days,
                "by_time": target.by_time,
                "nominal": target.nominal_seconds,
                "start_rule": list(StartRule).index(policy.start),
                "start_set": starts,
                "is_retroactive": policy.retroactive,
                "pause_set": pauses,
                "has_pauses": bool(policy.pauses),
                "is_wall_clock": policy.pause_time is PauseTime.WALL_CLOCK,
                "change_rule": list(ChangeRule).index(policy.change),
                "is_per_stretch": policy.version is VersionRule.PER_STRETCH,
                "reopen_rule": list(ReopenRule).index(policy.reopen),
                "reopen_days": policy.reopen_days,
                "moves": policy.closing is ClosingRule.MOVES,
                "tie_misses": policy.tie is TieRule.MISSED,
                "response_set": responses,
                "has_response_states": bool(policy.response_states),
                "is_simple": _is_simple(target),
            }
        )
    return pa.Table.from_pylist(rows, schema=_SCHEMA)


_LISTED = (
    "target_id", "line", "calendar", "seconds", "days", "by_time", "pause_set", "has_pauses",
    "moves", "tie_misses", "has_response_states", "is_simple",
)  # fmt: skip


def _clock_lists(targets: Sequence[Target]) -> dict[str, pa.Array]:
    clocks = _clocks(targets)
    return {
        "clock_names": pa.array([kind.value for kind, _ in clocks], pa.string()),
        "clock_holders": pa.array([holder for _, holder in clocks], pa.string()),
    }


def _target_lists(rows: pa.Table) -> dict[str, pa.Array]:
    """Return what the simple clocks ask of targets, by their numbers."""
    return {f"target_{name}": rows[name].combine_chunks() for name in _LISTED}


def _is_simple(target: Target) -> bool:
    """Return whether tickets that nothing special befell can be counted without their history."""
    policy = target.policy
    allows_something = target.seconds > 0 or (target.days > 0 and target.by_time is None)
    plain = policy.start is StartRule.OPENED and policy.version is VersionRule.AT_OPENING
    if target.clock is ClockKind.RESPONSE:
        return plain and not policy.response_states
    if target.clock is ClockKind.HOLDING:
        return False
    held = all(word.partition("/")[0] == "on_hold" for word in policy.pauses)
    return plain and allows_something and held and policy.pause_time is PauseTime.SERVICE_HOURS


_TEXTS = ("target_id", "calendar", "customer", "service", "record_type", "priority")
_FLAGS = (
    "is_retroactive", "has_pauses", "is_wall_clock", "is_per_stretch", "moves", "tie_misses",
    "has_response_states", "is_simple",
)  # fmt: skip
_LONG = ("seconds", "nominal", "by_time")
_NUMBERS = (
    "target_no", "clock_no", "kind", "line", "exactness", "first_epoch", "until_epoch", "days",
    "start_rule", "start_set", "pause_set", "change_rule", "reopen_rule", "reopen_days",
    "response_set",
)  # fmt: skip
_SCHEMA = pa.schema(
    [(name, pa.string()) for name in _TEXTS]
    + [(name, pa.bool_()) for name in _FLAGS]
    + [(name, pa.int64()) for name in _LONG]
    + [(name, pa.int32()) for name in _NUMBERS]
)
