"""Compliance: how many tickets kept their targets, by service and month, against what is agreed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pandas as pd

from slm_analytics.domain.period import Month, Period
from slm_analytics.domain.scope import Dimension, Scope
from slm_analytics.metrics.catalogue import metric
from slm_analytics.metrics.compute import compute
from slm_analytics.metrics.metric import Metric
from slm_analytics.metrics.statement import column_of, rows_statement
from slm_analytics.review.compliance_words import grid_title, headline, subline
from slm_analytics.review.coverage import coverage
from slm_analytics.review.histories import Histories, histories
from slm_analytics.review.queries import statement
from slm_analytics.review.tally import Tally, agreed_shares
from slm_analytics.warehouse.connection import Warehouse

Name = str | None
Tallies = dict[tuple[Name, date], Tally]


class Measured(StrEnum):
    """Which clocks are counted."""

    RESOLUTION = "resolution"
    RESPONSE = "response"
    HOLDING = "holding"


_METRICS = {
    Measured.RESOLUTION: "resolution_compliance",
    Measured.RESPONSE: "response_compliance",
    Measured.HOLDING: "holding_compliance",
}


def metric_of(clock: Measured) -> Metric:
    """Return the metric that counts a clock."""
    return metric(_METRICS[clock])


def rows_by(clock: Measured) -> Dimension:
    """Return what a clock is told by: service, or who held the ticket."""
    return Dimension.HOLDER if clock is Measured.HOLDING else Dimension.SERVICE


@dataclass(frozen=True, slots=True, kw_only=True)
class Compliance:
    """The section.

    Attributes:
        clock, month, span: what it is about; `span` the months up to `month`.
        headline, subline, grid_title: sentences made from the figures.
        names: the rows, the most urgent first; None: tickets without a service.
        cells: one row per name (the first is all of them together) and month,
            and one for the whole span (month None): `place` (0: all, else that
            of `names` from 1), `month`, `met`, `decided`; `agreed_met`, `agreed`
            (of tickets whose target has an agreed share), `mark` (the share of
            them that had to be met; NaN: none), `low`, `high` (of the shares
            agreed), `kept` (None: not agreed, or too few). A pair without a
            ticket is absent.
        left_out: tickets of the month that are not counted, by reason.
        histories: those of the month that are counted and have an irregular history.
        open_late: tickets open now and past their target; None where another clock is shown.
    """

    clock: Measured
    month: Month
    span: tuple[Month, ...]
    headline: str
    subline: str
    grid_title: str
    names: tuple[Name, ...]
    cells: pd.DataFrame
    left_out: dict[str, int]
    histories: Histories
    open_late: int | None


def compliance(
    warehouse: Warehouse, scope: Scope, month: Month, months: int, clock: Measured
) -> Compliance:
    """Read the section for `month`, over `months` up to it; the period of `scope` is not used."""
    covered = coverage(warehouse)
    start = max(month.plus(1 - months), min(covered.first or month, month))
    span = Period.of_months(start, month).months
    tallies = _tallies(warehouse, scope.over(Period.of_months(start, month)), clock)
    names = _by_urgency(tallies, span)
    late = _open_late(warehouse, scope) if clock is Measured.RESOLUTION else None
    of_month = scope.over(Period.of_months(month, month))
    totals = {each: _sum(tallies, month=each) for each in span}
    return Compliance(
        clock=clock,
        month=month,
        span=span,
        headline=headline(clock.value, tallies, totals, span, covered),
        subline=subline(clock.value, totals[month], late, month, covered),
        grid_title=grid_title(clock.value, tallies, month),
        names=names,
        cells=_cells(tallies, names, span),
        left_out=_left_out(warehouse, of_month, clock),
        histories=histories(warehouse, metric_of(clock), of_month),
        open_late=late,
    )


def _tallies(warehouse: Warehouse, scope: Scope, clock: Measured) -> Tallies:
    common, parameters = rows_statement(metric_of(clock), scope)
    counting = statement("compliance_cells", column=column_of(rows_by(clock)))
    rows = warehouse.query(f"{common}\n{counting}", parameters)
    shares = agreed_shares(warehouse)
    tallies: Tallies = defaultdict(Tally)
    for row in rows.to_dict("records"):
        name = None if pd.isna(row["name"]) else str(row["name"])
        share = None if pd.isna(row["target_line"]) else shares.get(int(row["target_line"]))
        counted = Tally.of(int(row["met"]), int(row["decided"]), share)
        tallies[name, row["month"].date()] += counted
    return dict(tallies)


def _sum(tallies: Tallies, *, name: Name = "", month: Month | None = None) -> Tally:
    """Return all tallies of a month, of a name, or of both; '' and None mean any."""
    found = (
        tally
        for (each, day), tally in tallies.items()
        if name in ("", each) and (month is None or day == month.first)
    )
    return sum(found, Tally())


def _by_urgency(tallies: Tallies, span: tuple[Month, ...]) -> tuple[Name, ...]:
    """Return the names: those that missed in the last month first, the furthest below first."""
    last = span[-1].first

    def key(name: Name) -> tuple[bool, bool, float, int, str]:
        tally = tallies.get((name, last), Tally())
        margin = 0.0 if tally.kept is None else tally.agreed_met / tally.agreed - tally.mark
        return (name is None, tally.kept is None, margin, -tally.decided, name or "")

    return tuple(sorted({name for name, _ in tallies}, key=key))


def _cells(tallies: Tallies, names: tuple[Name, ...], span: tuple[Month, ...]) -> pd.DataFrame:
    """Return the cells of the grid; totals are added up, never averaged."""
    rows = []
    for place, name in enumerate(("", *names)):
        mine = {day: tally for (each, day), tally in tallies.items() if place == 0 or each == name}
        if place == 0:
            mine = {month.first: _sum(tallies, month=month) for month in span}
        rows += [_cell(place, day, mine.get(day)) for day in (each.first for each in span)]
        rows.append(_cell(place, None, sum(mine.values(), Tally())))
    frame = pd.DataFrame([row for row in rows if row["decided"]], columns=list(rows[0]))
    return frame.astype({"month": object, "kept": object})


def _cell(place: int, month: date | None, tally: Tally | None) -> dict[str, object]:
    counted = tally or Tally()
    shares = sorted(float(share) for share in counted.shares)
    return {
        "place": place,
        "month": month,
        "met": counted.met,
        "decided": counted.decided,
        "agreed_met": counted.agreed_met,
        "agreed": counted.agreed,
        "mark": counted.mark,
        "low": shares[0] if shares else float("nan"),
        "high": shares[-1] if shares else float("nan"),
        "kept": counted.kept,
    }


def _left_out(warehouse: Warehouse, scope: Scope, clock: Measured) -> dict[str, int]:
    common, parameters = rows_statement(metric_of(clock), scope)
    rows = warehouse.query(f"{common}\n{statement('left_out')}", parameters)
    counts: Mapping[str, int] = dict(zip(rows["reason"], rows["clocks"], strict=True))
    return {str(reason): int(count) for reason, count in counts.items()}


def _open_late(warehouse: Warehouse, scope: Scope) -> int:
    value = compute(warehouse, metric("open_past_target"), scope.over(None))["value"].iloc[0]
    return 0 if pd.isna(value) else int(value)


def is_measured(warehouse: Warehouse, clock: Measured) -> bool:
    """Return whether some ticket has a target for a clock."""
    found = warehouse.query(statement("clocks_there"))
    return bool(found.loc[found["clock"] == clock.value, "has_target"].any())
