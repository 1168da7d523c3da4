"""The running month: what each line has so far, what is due, and how many misses are left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pandas as pd

from slm_analytics.domain.judging import WHOLE
from slm_analytics.domain.level_results import version_in
from slm_analytics.domain.period import Month
from slm_analytics.domain.running import Standing, judged_so_far, prospect, standing
from slm_analytics.domain.service_level import LevelClass, Measure, ServiceLevel, State
from slm_analytics.errors import UsageError
from slm_analytics.review.civil_time import on_clock
from slm_analytics.review.coverage import Coverage, coverage
from slm_analytics.review.levels import promises_in_force
from slm_analytics.review.queries import statement
from slm_analytics.review.running_availability import allowance, seconds_ahead
from slm_analytics.review.running_words import headline, subline
from slm_analytics.review.scorecard_words import actual_words, target_words
from slm_analytics.review.waiting import Waiting, awaited, waiting_tickets
from slm_analytics.warehouse.connection import Warehouse

_CLASSES, _STANDINGS = list(LevelClass), list(Standing)
_SUNDAY = 6
Named = tuple[str, str]  # system and number of a ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """The as-of time: the instant, and what the clock of the latest load's zone shows."""

    utc: datetime
    local: datetime
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningLine:
    """A line in the month that runs.

    Attributes:
        level: the version that will judge.
        standing: how it stands.
        target, done: what is agreed, and what was reached so far, in words.
        first, last: the months of its window.
        due_today, due_this_week: open tickets due by then, from now on.
        past: open tickets past at least one of its times.
        at_risk: those in time with three quarters of their time used up.
        on_hold: those whose clock stands still, so that no due time can be told.
        without_target: those that no clock runs for.
        left: misses left if all open tickets that will count are kept; below 0: too many.
            None where misses are not counted.
        tickets: the open ones, the most urgent first.
    """

    level: ServiceLevel
    standing: Standing
    target: str
    done: str
    first: Month
    last: Month
    due_today: int
    due_this_week: int
    past: int
    at_risk: int
    on_hold: int
    without_target: int
    left: int | None
    tickets: tuple[Waiting, ...]

    @property
    def counts(self) -> bool:
        """Whether it is one of the lines that the headline counts."""
        judged = self.standing is not Standing.NOT_COUNTED
        return judged and self.level.level_class is not LevelClass.REPORT


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """The lines of the running month, the gravest first.

    Attributes:
        month: the month of the as-of time; None when nothing is loaded.
        as_of, zone: the latest instant of the data on the clock of the latest load's zone.
        week_ends: the Sunday up to which "this week" goes.
        is_agreed: whether any line is in the register.
    """

    month: Month | None
    as_of: datetime | None
    zone: str
    week_ends: date | None
    headline: str
    subline: str
    lines: tuple[RunningLine, ...] = ()
    is_agreed: bool = False


def running(
    warehouse: Warehouse, customers: Collection[str], covered: Coverage | None = None
) -> Running:
    """Return how the lines of some customers stand now; none named: all lines.

    `covered` says what is loaded, where that is known already.
    """
    covered = covered or coverage(warehouse)
    shown = promises_in_force(warehouse, customers)
    is_agreed = bool(shown) or bool(promises_in_force(warehouse))
    if covered.as_of is None or covered.as_of_local is None:
        return Running(month=None, as_of=None, zone=covered.zone, week_ends=None,
                       headline="Nothing is loaded", subline="", is_agreed=is_agreed)  # fmt: skip
    month = Month.of(covered.as_of_local.date())
    now = Now(utc=covered.as_of.replace(tzinfo=UTC), local=covered.as_of_local, zone=covered.zone)
    lines = _lines(warehouse, shown, month, now)
    counting = [each for each in lines if each.counts]
    return Running(
        month=month,
        as_of=covered.as_of_local,
        zone=covered.zone,
        week_ends=_sunday(covered.as_of_local.date()),
        headline=headline(month, [each.standing for each in counting]),
        subline=subline(*_tickets(lines, now)),
        lines=lines,
        is_agreed=is_agreed,
    )


def line_of(told: Running, level_id: str) -> RunningLine:
    """Return the line of an id.

    Raises:
        UsageError: no line with it holds now.
    """
    for line in told.lines:
        if line.level.level_id == level_id:
            return line
    raise UsageError(f"There is no line {level_id!r}.", remedy="Choose one of the running month.")


def _lines(
    warehouse: Warehouse, shown: Sequence[ServiceLevel], month: Month, now: Now
) -> tuple[RunningLine, ...]:
    versions: dict[str, list[ServiceLevel]] = defaultdict(list)
    for each in shown:
        versions[each.level_id].append(each)
    holding = [version_in(each, month) for each in versions.values()]
    levels = [each for each in holding if each is not None]
    tickets = waiting_tickets(warehouse, levels, now.utc)
    results = _results(warehouse, month, levels)
    ahead = seconds_ahead(warehouse, levels, month)
    lines = [
        _uptime_line(each, results.get(each.level_id), ahead.get(each.level_id, 0), month)
        if each.measure is Measure.AVAILABILITY
        else _line(each, results.get(each.level_id), tickets.get(number, ()), month, now)
        for number, each in enumerate(levels)
    ]
    return tuple(sorted(lines, key=_gravity))


def _results(
    warehouse: Warehouse, month: Month, levels: Sequence[ServiceLevel]
) -> dict[str, pd.DataFrame]:
    """Return what lines came to so far; a zone ahead may show a month that no ticket is in yet."""
    named = sorted({each.level_id for each in levels})
    parameters = {"start": month.first, "last": month.first, "levels": named}
    rows = warehouse.query(statement("scorecard"), parameters)
    return {str(level_id): part for level_id, part in rows.groupby("level_id", sort=False)}


def _line(
    level: ServiceLevel,
    found: pd.DataFrame | None,
    tickets: tuple[Waiting, ...],
    month: Month,
    now: Now,
) -> RunningLine:
    first, last = level.span(month)
    conditions = max(len(level.conditions), 1)
    counts = [(0, 0)] * conditions
    actual = None
    if found is not None:
        counts = list(zip(found["within"].astype(int), found["counted"].astype(int), strict=True))
        actual = None if pd.isna(found["actual"].iloc[0]) else float(found["actual"].iloc[0])
    past = sum(each.is_late for each in tickets)
    at_risk = sum(each.is_at_risk for each in tickets)
    how, left = _stands(level, counts, actual, (tickets, at_risk), (first, last), _held(found))
    today, week = _due(tickets, now)
    return RunningLine(
        level=level,
        standing=how,
        target=target_words(level),
        done=actual_words(level, counts, actual),
        first=first,
        last=last,
        due_today=len(today),
        due_this_week=len(week),
        past=past,
        at_risk=at_risk,
        on_hold=sum(each.is_on_hold for each in tickets),
        without_target=sum(not each.has_target for each in tickets),
        left=left,
        tickets=tickets,
    )


def _uptime_line(
    level: ServiceLevel, found: pd.DataFrame | None, ahead: int, month: Month
) -> RunningLine:
    """Return a line on availability: what of its downtime is left decides how it stands."""
    first, last = level.span(month)
    up, agreed, actual = 0, 0, None
    if found is not None and not pd.isna(found["actual"].iloc[0]):
        up, agreed = int(found["within"].iloc[0]), int(found["counted"].iloc[0])
        actual = float(found["actual"].iloc[0])
    told = allowance(level, up, agreed, ahead)
    done = actual_words(level, [(up, agreed)], actual)
    return RunningLine(
        level=level,
        standing=Standing.NOT_COUNTED if told is None or actual is None else told.standing,
        target=target_words(level),
        done=done if told is None or actual is None else f"{done}; {told.words}",
        first=first,
        last=last,
        due_today=0,
        due_this_week=0,
        past=0,
        at_risk=0,
        on_hold=0,
        without_target=0,
        left=None,
        tickets=(),
    )


def _held(found: pd.DataFrame | None) -> Fraction:
    """Return the share of the window's days on which the line holds."""
    if found is None:
        return WHOLE
    return Fraction(int(found["held_days"].iloc[0]), int(found["window_days"].iloc[0]))


def _stands(
    level: ServiceLevel,
    counts: Sequence[tuple[int, int]],
    actual: float | None,
    open_now: tuple[tuple[Waiting, ...], int],
    window: tuple[Month, Month],
    held: Fraction,
) -> tuple[Standing, int | None]:
    """Return how a line stands, and how many misses are left."""
    tickets, at_risk = open_now
    if level.measure is Measure.SHARE:
        begins, until = window[0].first, window[1].plus(1).first
        waits = awaited(level, tickets, begins, until)
        outcome = prospect(level, counts, waits)
        left = min((part.margin for part in outcome.parts), default=None)
        if outcome.state is State.NOT_MEASURED:
            left = None
        return standing(outcome, waits, at_risk), left
    so_far = judged_so_far(level, counts, actual, held)
    if so_far is None:
        return Standing.NOT_COUNTED, None
    left = min((part.margin for part in so_far.parts), default=None)
    if so_far.state is State.MISSED:
        return Standing.MISSED, left
    return (Standing.AT_RISK if at_risk else Standing.ON_TRACK), left


def _due(tickets: Iterable[Waiting], now: Now) -> tuple[set[Named], set[Named]]:
    """Return the tickets due today, and up to Sunday; those past their time not."""
    today, week, on = set(), set(), now.local.date()
    for each in tickets:
        due = None if each.due is None else on_clock(each.due, now.zone)
        if due is None or due < now.local:
            continue
        named = (each.system, each.ticket_id)
        if due.date() == on:
            today.add(named)
        if due.date() <= _sunday(on):
            week.add(named)
    return today, week


def _sunday(day: date) -> date:
    return day + timedelta(days=_SUNDAY - day.weekday())


def _tickets(lines: Iterable[RunningLine], now: Now) -> tuple[int, int, int]:
    """Return how many tickets are past a time, due today and due this week; each once."""
    every = [each for line in lines for each in line.tickets]
    late = {(each.system, each.ticket_id) for each in every if each.is_late}
    today, week = _due(every, now)
    return len(late), len(today), len(week)


def _gravity(line: RunningLine) -> tuple[int, int, int, str]:
    """Return what sorts lines: missed first, of these the critical ones, then by misses left."""
    return (
        _STANDINGS.index(line.standing),
        _CLASSES.index(line.level.level_class),
        0 if line.left is None else line.left,
        line.level.name,
    )
