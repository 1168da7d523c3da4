"""Replay: another wording of a line on history, month by month beside the one in force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
import pandas as pd

from slm_analytics.domain.level_results import LevelResult, results_of
from slm_analytics.domain.month_count import MonthCount
from slm_analytics.domain.period import Month, Period
from slm_analytics.domain.replay import strictest_seconds, strictest_share
from slm_analytics.domain.service_level import CLOCKED, Counting, Measure, ServiceLevel, State
from slm_analytics.domain.target import BEGINNING, FOREVER
from slm_analytics.errors import UsageError
from slm_analytics.register.other_time import AS_AGREED, OtherTime
from slm_analytics.review.concerned import clocks_of
from slm_analytics.review.levels import levels_in_force
from slm_analytics.review.queries import statement
from slm_analytics.review.replay_availability import uptime_results
from slm_analytics.warehouse.connection import Warehouse

MONTHS = 24
KEPT_IN = Fraction(95, 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayMonth:
    """One month under both wordings; None: no result."""

    month: Month
    before: State | None
    after: LevelResult | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """Tickets within by one wording and not by the other; and those that one alone counts."""

    now_missed: int
    now_met: int
    only_before: int
    only_after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """What another wording would have come to.

    Attributes:
        months: oldest first.
        kept_before, kept_after: in how many months the line was, or would have been, kept.
        measured_before, measured_after: of how many.
        sides: tickets that change sides.
        seconds: the shortest time that would have been kept in 95 % of the months, with
            the share of the first condition; None where it cannot be said.
        share: the greatest share that would have been, with its time.
    """

    months: tuple[ReplayMonth, ...]
    kept_before: int
    kept_after: int
    measured_before: int
    measured_after: int
    sides: Sides
    seconds: int | None
    share: Fraction | None


def replay(
    warehouse: Warehouse, wording: ServiceLevel, last: Month, time: OtherTime = AS_AGREED
) -> Replay:
    """Try a wording of a line on the months up to `last`; it is taken to have held always.

    Args:
        warehouse: the generation.
        wording: the line, worded otherwise.
        last: the last month.
        time: other hours and pauses of its targets, in all their versions.

    Raises:
        UsageError: it counts tickets that have no clock: there is no wording to try.
    """
    if wording.measure is Measure.AVAILABILITY:
        return _of_uptime(warehouse, wording, last)
    if wording.measure not in CLOCKED:
        raise UsageError(
            f"A {wording.measure.value} has no other wording to try.", remedy="Choose another line."
        )
    months = tuple(last.plus(place - MONTHS + 1) for place in range(MONTHS))
    first, _ = wording.span(months[0])
    period = Period.of_months(first, last)
    tickets = clocks_of(warehouse, wording, period, time)
    within = _within(wording, tickets)
    counts = _counts(wording, tickets, within)
    current = _current(warehouse, wording.level_id, months)
    begins = _begins(warehouse)
    spanned = [month for month in period.months if begins is not None and begins <= month]
    always = replace(wording, valid_from=BEGINNING, valid_until=FOREVER)
    found = {each.month: each for each in results_of([always], counts, spanned)} if spanned else {}
    rows = _rows(months, current, found)
    shown = Period.of_months(months[0], last)
    strictest = _strictest(
        wording, counts, [each for each in found.values() if each.month in months]
    )
    return _replay(rows, _sides(warehouse, wording.level_id, tickets, within, shown), strictest)


def _rows(
    months: Sequence[Month], current: Mapping[Month, State], found: Mapping[Month, LevelResult]
) -> tuple[ReplayMonth, ...]:
    return tuple(
        ReplayMonth(month=each, before=current.get(each), after=found.get(each)) for each in months
    )


def _replay(
    rows: tuple[ReplayMonth, ...], sides: Sides, strictest: tuple[int | None, Fraction | None]
) -> Replay:
    after = [row.after.outcome.state for row in rows if row.after is not None]
    return Replay(
        months=rows,
        kept_before=sum(row.before is State.KEPT for row in rows),
        kept_after=after.count(State.KEPT),
        measured_before=sum(row.before in (State.KEPT, State.MISSED) for row in rows),
        measured_after=after.count(State.KEPT) + after.count(State.MISSED),
        sides=sides,
        seconds=strictest[0],
        share=strictest[1],
    )


def _of_uptime(warehouse: Warehouse, wording: ServiceLevel, last: Month) -> Replay:
    """Try a wording of a line on availability: it is the share, or its services, that differ."""
    months = tuple(last.plus(place - MONTHS + 1) for place in range(MONTHS))
    found = uptime_results(warehouse, wording, last)
    rows = _rows(months, _current(warehouse, wording.level_id, months), found)
    reached = [
        (int(each.after.counts[0].total), int(each.after.counts[0].base))
        for each in rows
        if each.after is not None and each.after.outcome.state in (State.KEPT, State.MISSED)
    ]
    nobody = Sides(now_missed=0, now_met=0, only_before=0, only_after=0)
    return _replay(rows, nobody, (None, strictest_share(reached, KEPT_IN)))


def _begins(warehouse: Warehouse) -> Month | None:
    """Return the first month of the data, as the results that are stored have it."""
    day = warehouse.query(statement("first_opened"))["day"].iloc[0]
    return None if pd.isna(day) else Month.of(day.date())


def wording_in_force(warehouse: Warehouse, level_id: str) -> ServiceLevel | None:
    """Return the latest version of a line."""
    versions = [each for each in levels_in_force(warehouse) if each.level_id == level_id]
    return max(versions, key=lambda each: each.valid_from, default=None)


Truths = dict[int, "np.ndarray[tuple[int], np.dtype[np.object_]]"]


def _within(wording: ServiceLevel, tickets: pd.DataFrame) -> Truths:
    """Return by condition whether each clock was within; None where it gives no answer."""
    elapsed = tickets["elapsed_seconds"].to_numpy(dtype=float, na_value=np.nan)
    answered = tickets["answer"].isin(["met", "missed"]).to_numpy()
    late = (tickets["answer"] == "open").to_numpy() & (wording.counting is Counting.DECIDED)
    found: Truths = {}
    for number, each in enumerate([c.seconds for c in wording.conditions] or [None], start=1):
        is_met = (tickets["answer"] == "met").to_numpy() if each is None else elapsed <= each
        is_late = tickets["is_late"].to_numpy(dtype=bool) if each is None else elapsed > each
        truths = np.full(len(tickets), None, dtype=object)
        truths[answered] = is_met[answered]
        truths[late & is_late] = False
        found[number] = truths
    return found


def _counts(
    wording: ServiceLevel, tickets: pd.DataFrame, within: Truths
) -> dict[tuple[Month, int], MonthCount]:
    counts: dict[tuple[Month, int], MonthCount] = {}
    timed = wording.measure in (Measure.AVERAGE, Measure.PERCENTILE)
    for month, rows in tickets.groupby("month").indices.items():
        for number, truths in within.items():
            mine = truths[rows]
            known = mine[mine != None]  # noqa: E711  of an array of objects
            times = tickets["elapsed_seconds"].to_numpy()[rows] if timed or number == 1 else ()
            answered = tickets["answer"].to_numpy()[rows] if timed or number == 1 else ()
            counts[Month.of(pd.Timestamp(str(month)).date()), number] = MonthCount(
                within=int(known.sum()) if len(known) else 0,
                of=len(known),
                unanswered=len(mine) - len(known),
                seconds=tuple(
                    int(each) for each, answer in zip(times, answered, strict=True)
                    if answer in ("met", "missed")
                ),
            )  # fmt: skip
    return counts


def _current(warehouse: Warehouse, level_id: str, months: Sequence[Month]) -> dict[Month, State]:
    parameters = {"start": months[0].first, "last": months[-1].first, "levels": [level_id]}
    mine = warehouse.query(statement("scorecard"), parameters)
    return {
        Month.of(month.date()): State(state)
        for month, state in zip(mine["month"], mine["state"], strict=True)
    }


def _sides(
    warehouse: Warehouse, level_id: str, tickets: pd.DataFrame, within: Truths, period: Period
) -> Sides:
    parameters = {"level_id": level_id, "start": period.start, "until": period.until}
    before = warehouse.query(statement("replay_current"), parameters)
    every = np.stack([*within.values()])
    known = np.all(every != None, axis=0)  # noqa: E711  of an array of objects
    shown = known & (tickets["month"] >= pd.Timestamp(period.start)).to_numpy()
    after = tickets.loc[shown, ["ticket_no", "cycle"]].assign(
        then=np.all(every[:, shown] == True, axis=0)  # noqa: E712  of an array of objects
    )
    both = before.merge(after, on=["ticket_no", "cycle"], how="outer", indicator="where")
    side = both[both["where"] == "both"]
    was, then = side["is_within"].astype(bool), side["then"].astype(bool)
    return Sides(
        now_missed=int((was & ~then).sum()),
        now_met=int((~was & then).sum()),
        only_before=int((both["where"] == "left_only").sum()),
        only_after=int((both["where"] == "right_only").sum()),
    )


def _strictest(
    wording: ServiceLevel,
    counts: Mapping[tuple[Month, int], MonthCount],
    results: Sequence[LevelResult],
) -> tuple[int | None, Fraction | None]:
    """Return the shortest time and the greatest share kept in 95 % of the months."""
    done = [each for each in results if each.outcome.state in (State.KEPT, State.MISSED)]
    if wording.measure is not Measure.SHARE or len(wording.conditions) != 1 or not done:
        return None, None
    windows = [
        [
            seconds
            for month in Period.of_months(each.first, each.month).months
            for seconds in counts.get((month, 1), MonthCount()).seconds
        ]
        for each in done
    ]
    (condition,) = wording.conditions
    pooled = [(each.counts[0].within, each.counts[0].of) for each in done]
    seconds = None
    if condition.seconds is not None:
        seconds = strictest_seconds(windows, condition.share, wording.small_volume, KEPT_IN)
    return seconds, strictest_share(pooled, KEPT_IN)
