"""The scorecard: what the lines of a customer's contract came to in a month."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import pandas as pd

from slm_analytics.domain.level_results import version_in
from slm_analytics.domain.period import Month
from slm_analytics.domain.service_level import (
    LevelClass,
    Measure,
    Part,
    ServiceLevel,
    State,
)
from slm_analytics.errors import UsageError
from slm_analytics.register.levels import level_of
from slm_analytics.register.rows import Row
from slm_analytics.review.beside import NOTHING_BESIDE, Beside, beside
from slm_analytics.review.coverage import Coverage, coverage
from slm_analytics.review.levels import levels_in_force, promises_in_force
from slm_analytics.review.queries import statement
from slm_analytics.review.scorecard_words import (
    actual_words,
    headline,
    held_words,
    misses_words,
    small_words,
    subline,
    target_words,
)
from slm_analytics.warehouse.connection import Warehouse

STRIP = 12  # months
_CLASSES = list(LevelClass)
_STATES = (State.MISSED, State.KEPT, State.OPEN, State.NOT_MEASURED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreLine:
    """A line and what it came to.

    Attributes:
        level: the version that judged.
        state, why: with the reason where it was not measured.
        target, actual, misses: in words.
        margin: misses left; below 0: so many too many. None where misses are not counted.
        first, last: the months of its window.
        strip: its state in each of the last months, oldest first; None: no result.
        is_new: missed, and kept when it was decided the last time before.
        small: in words, what few tickets do to it; empty: nothing.
        unanswered: tickets of the line that have no answer.
        months_lacking: months of the window before line or data began.
        held: in words, that the line held on a part of its window only; empty: on all of it.
        is_below_minimum: worse than the minimum level.
        beside: tickets that stand beside the result and are not counted in it.
    """

    level: ServiceLevel
    state: State
    why: str
    target: str
    actual: str
    misses: str
    margin: int | None
    first: Month
    last: Month
    strip: tuple[State | None, ...]
    is_new: bool
    unanswered: int
    months_lacking: int
    held: str
    is_below_minimum: bool
    small: str
    beside: Beside = NOTHING_BESIDE

    @property
    def counts(self) -> bool:
        """Whether it is one of the lines that the headline counts."""
        decided = self.state in (State.KEPT, State.MISSED)
        return decided and self.level.level_class is not LevelClass.REPORT


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard:
    """The lines of a month, the gravest first; `is_agreed`: whether any line is in the register."""

    month: Month
    months: tuple[Month, ...]
    headline: str
    subline: str
    lines: tuple[ScoreLine, ...]
    is_agreed: bool


def scorecard(
    warehouse: Warehouse,
    customers: Collection[str],
    month: Month,
    covered: Coverage | None = None,
) -> Scorecard:
    """Return the scorecard of a month.

    Args:
        warehouse: the generation.
        customers: whose lines are shown, with those agreed for anybody; none: all lines.
        month: the month of the review.
        covered: what is loaded, where that is known already.
    """
    months = tuple(month.plus(place - STRIP + 1) for place in range(STRIP))
    shown = promises_in_force(warehouse, customers)
    results = _results(warehouse, months, shown)
    versions: dict[str, list[ServiceLevel]] = defaultdict(list)
    for each in shown:
        versions[each.level_id].append(each)
    told = (_line(each, results, months) for each in versions.values())
    lines = [line for line in told if line is not None]
    covered = covered or coverage(warehouse)
    lines = _with_beside(warehouse, lines, month, covered.as_of_local)
    lines.sort(key=_gravity)
    measured = [line for line in lines if line.counts]
    missed = [line.level for line in measured if line.state is State.MISSED]
    partly = "" if covered.is_whole(month) else "The month is only partly in the data. "
    return Scorecard(
        month=month,
        months=months,
        headline=headline(month, len(measured) - len(missed), missed, len(measured)),
        subline=partly
        + subline(
            [line.state for line in lines],
            [line.why for line in lines],
            [line.level.name for line in lines if line.is_new and line.counts],
        ),
        lines=tuple(lines),
        is_agreed=bool(shown) or bool(promises_in_force(warehouse)),
    )


def _with_beside(
    warehouse: Warehouse, lines: Sequence[ScoreLine], month: Month, as_of: datetime | None
) -> list[ScoreLine]:
    levels, firsts = [line.level for line in lines], [line.first for line in lines]
    found = beside(warehouse, levels, firsts, month, as_of)
    return [replace(line, beside=each) for line, each in zip(lines, found, strict=True)]


Results = dict[tuple[str, Month], list[dict[Hashable, Any]]]  # rows of conditions, in order


def _results(
    warehouse: Warehouse, months: Sequence[Month], levels: Sequence[ServiceLevel]
) -> Results:
    named = sorted({each.level_id for each in levels})
    parameters = {"start": months[0].first, "last": months[-1].first, "levels": named}
    rows = warehouse.query(statement("scorecard"), parameters)
    found: Results = defaultdict(list)  # plain rows: a frame for each line and month is slow
    for row in rows.to_dict("records"):
        found[str(row["level_id"]), Month.of(row["month"].date())].append(row)
    return dict(found)


def _line(
    versions: Sequence[ServiceLevel], results: Results, months: Sequence[Month]
) -> ScoreLine | None:
    found = results.get((versions[0].level_id, months[-1]))
    if found is None:
        return None
    level = _signed_wording(found[0]) or version_in(versions, months[-1])
    if level is None:
        return None
    strip = tuple(_state(results, level.level_id, month) for month in months)
    counts = [(int(row["within"]), int(row["counted"])) for row in found]
    parts = [
        Part(within=within, of=of, allowed=int(row["allowed_misses"]))
        for (within, of), row in zip(counts, found, strict=True)
        if not pd.isna(row["allowed_misses"])
    ]
    first = found[0]
    actual: float | None = None if pd.isna(first["actual"]) else float(first["actual"])
    state = State(first["state"])
    return ScoreLine(
        level=level,
        state=state,
        why=str(first["why"]),
        target=target_words(level),
        actual=actual_words(level, counts, actual),
        misses=misses_words(parts),
        margin=min((part.margin for part in parts), default=None),
        first=Month.of(first["first_month"].date()),
        last=Month.of(first["last_month"].date()),
        strip=strip,
        is_new=state is State.MISSED and _last_decided(strip[:-1]) is State.KEPT,
        small=small_words(level, parts),
        unanswered=max(int(row["unanswered"]) for row in found),
        months_lacking=int(first["months_lacking"]),
        held=held_words(level, int(first["held_days"]), int(first["window_days"])),
        is_below_minimum=bool(first["is_below_minimum"]),
    )


def _signed_wording(row: Mapping[Hashable, Any]) -> ServiceLevel | None:
    """Return the line as it was worded when its month was signed off; None: it was not."""
    told = row["wording"]
    return level_of(Row(int(row["line"]), json.loads(told))) if isinstance(told, str) else None


def _state(results: Results, level_id: str, month: Month) -> State | None:
    found = results.get((level_id, month))
    return None if found is None else State(found[0]["state"])


def _gravity(line: ScoreLine) -> tuple[int, int, int, str]:
    """Return what sorts lines: missed first, of these the critical ones, then by margin."""
    return (
        _STATES.index(line.state),
        _CLASSES.index(line.level.level_class),
        line.margin if line.margin is not None else 0,
        line.level.name,
    )


def _last_decided(strip: Sequence[State | None]) -> State | None:
    """Return what a line last came to; months without an answer, or that still run, say nothing."""
    return next((each for each in reversed(strip) if each in (State.KEPT, State.MISSED)), None)


def missed_tickets(warehouse: Warehouse, line: ScoreLine) -> pd.DataFrame:
    """Return the tickets that count against a line, the furthest beyond first.

    Returns:
        system, ticket_id, short_description, customer, service, priority,
        assignment_group, condition_no, service_hours, allowed_hours, answer,
        overrun_hours (beyond the first condition missed), and `decides`: one of the
        tickets that come next to being within, so many as had to be. Hours are
        absent where no clock is looked at.
    """
    rows = _against(warehouse, line)
    if rows["service_hours"].isna().all():
        return rows.assign(overrun_hours=float("nan"), decides=False)
    versions = _versions(warehouse, line)
    columns = (rows["line"], rows["condition_no"], rows["allowed_hours"])
    within = [
        allowed
        if (agreed := _seconds(versions.get(int(version), line.level), int(number))) is None
        else agreed / 3600
        for version, number, allowed in zip(*columns, strict=True)
    ]
    rows["overrun_hours"] = rows["service_hours"] - within
    rows = rows.sort_values("overrun_hours", ascending=False, kind="stable", ignore_index=True)
    short = max(-(line.margin or 0), 0) if len(line.level.conditions) == 1 else 0
    rows["decides"] = [place >= len(rows) - short for place in range(len(rows))]
    return rows


def _versions(warehouse: Warehouse, line: ScoreLine) -> dict[int, ServiceLevel]:
    """Return the versions of a line by their rows: each ticket is held against its own."""
    customer = line.level.population.customer
    found = levels_in_force(warehouse, (customer,) if customer else ())
    return {each.line: each for each in found if each.level_id == line.level.level_id}


def _against(warehouse: Warehouse, line: ScoreLine) -> pd.DataFrame:
    level = line.level
    asked = {"level_id": level.level_id, "start": line.first.first, "last": line.last.first}
    if level.measure in (Measure.RATIO, Measure.COUNT):
        return warehouse.query(statement("line_tickets"), asked)
    if level.measure in (Measure.AVERAGE, Measure.PERCENTILE):
        expected = int(level.expected)
        beyond = expected if level.measure is Measure.PERCENTILE else 0
        times = {**asked, "expected": expected, "beyond": beyond}
        return warehouse.query(statement("line_times"), times)
    return warehouse.query(
        statement("missed_tickets"), {**asked, "clock": level.clock.value, "holder": level.holder}
    )


def _seconds(level: ServiceLevel, number: int) -> int | None:
    return level.conditions[number - 1].seconds if number <= len(level.conditions) else None


def line_of(card: Scorecard, level_id: str) -> ScoreLine:
    """Return the line of an id.

    Raises:
        UsageError: the scorecard has none.
    """
    for line in card.lines:
        if line.level.level_id == level_id:
            return line
    raise UsageError(f"There is no line {level_id!r}.", remedy="Choose one of the scorecard.")
