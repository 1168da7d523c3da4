"""Running a declared metric over a scope, by any dimensions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pandas as pd

from slm_analytics.domain.period import Month, Period
from slm_analytics.domain.scope import NONE, Dimension, Scope
from slm_analytics.domain.unit import Answer, Unit
from slm_analytics.domain.zone import local_seconds
from slm_analytics.metrics.metric import Metric
from slm_analytics.metrics.statement import Instants, column_of, occurrence, render
from slm_analytics.statistics.wilson import wilson
from slm_analytics.warehouse.connection import Warehouse

_SECONDS_PER_HOUR = 3600
_TIMED = (Unit.SHARE_OF_TIME, Unit.SHARE_OF_AGREED)
EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001  UTC; a stand-in when nothing is loaded
_REACH = """
SELECT
    as_of,
    (SELECT arg_max(zone, (latest_at, number)) FROM load WHERE latest_at IS NOT NULL) AS zone,
    (SELECT min(opened_on) FROM ticket_fact) AS first_on
FROM generation"""
_UPTIME_REACH = """
SELECT
    (SELECT as_of FROM uptime_reach) AS as_of,
    (SELECT zone FROM uptime_reach) AS zone,
    (SELECT (DATE '1970-01-01' + min(first_day_no))::TIMESTAMP FROM availability_unit
    WHERE kind = 'service') AS first_on"""


def compute(
    warehouse: Warehouse, metric: Metric, scope: Scope, by: Sequence[Dimension] = ()
) -> pd.DataFrame:
    """Compute `metric` within `scope`, one row per group, ordered by `by`.

    Returns:
        The dimensions in `by` (months as first days, None where a ticket has
        no value), then:

        * `numerator`, `denominator`: what was summed; the denominator is NaN
          for counts, both are NaN for metrics that do not add up;
        * `n`: tickets counted;
        * `value`: in the metric's unit, durations in hours; NaN where there
          is nothing to count;
        * `low`, `high`: the 95 % Wilson interval, for shares;
        * `answer`: `figure` or `no data`.

        A group without tickets is absent, not zero. Without `by` there is
        always one row; a count is then 0 where the data reaches into the
        period and some ticket carries each name it is limited to, and not
        known elsewhere.
    """
    reached = reach(warehouse, scope, of_tickets=metric.of_tickets)
    instants = _instants(reached, scope, by) if metric.at_instant else None
    statement, parameters = render(metric, scope, by, instants)
    frame = warehouse.query(statement, parameters)
    frame = frame.rename(columns={column_of(dimension): dimension.value for dimension in by})
    frame = frame.drop(columns="everything", errors="ignore")
    known = reached.covers(scope.period)
    if not by and frame.empty:
        frame = pd.DataFrame({name: [0.0] for name in frame.columns if name != "value"})
        known = known and _names_occur(warehouse, metric, scope)
    frame = _nothing_as_none(frame, by)
    return _finished(frame, metric, known=known)


@dataclass(frozen=True, slots=True)
class Reach:
    """How far the data reaches: what happened before or after is not known.

    Attributes:
        as_of: the instant that stands for now, UTC: the scope's, at most the data's own.
        as_of_on: its date on the clock of the latest load's zone.
        first_on: the first day with an opening, or of uptime; None when nothing is loaded.
    """

    as_of: datetime
    as_of_on: date
    first_on: date | None

    def covers(self, period: Period | None) -> bool:
        """Return whether the data reaches into `period`, so that a count of 0 is a figure."""
        if self.first_on is None or self.as_of_on < self.first_on:
            return False
        return period is None or (period.start <= self.as_of_on and self.first_on < period.until)


def reach(warehouse: Warehouse, scope: Scope, *, of_tickets: bool = True) -> Reach:
    """Return how far the data of tickets, or of uptime, reaches from the scope's as-of time."""
    facts = warehouse.query(_REACH if of_tickets else _UPTIME_REACH).iloc[0]
    as_of = EPOCH if pd.isna(facts["as_of"]) else facts["as_of"].to_pydatetime()
    if scope.as_of is not None:  # nothing is known of what came after the data
        as_of = min(as_of, scope.as_of.astimezone(UTC).replace(tzinfo=None))
    zone = facts["zone"] if isinstance(facts["zone"], str) else "UTC"
    local = local_seconds(int((as_of - EPOCH).total_seconds()), zone)
    first = facts["first_on"]
    return Reach(
        as_of=as_of,
        as_of_on=(EPOCH + timedelta(seconds=local)).date(),
        first_on=None if pd.isna(first) else first.date(),
    )


def _names_occur(warehouse: Warehouse, metric: Metric, scope: Scope) -> bool:
    """Return whether some ticket meets each limit: 0 of a name that nobody has is no figure."""
    named = [pair for pair in scope.only if NONE not in pair[1]]
    if not named:
        return True
    statement, parameters = occurrence(metric, Scope(only=tuple(named)))
    return bool((warehouse.query(statement, parameters).iloc[0] > 0).all())


def absent_names(warehouse: Warehouse, metric: Metric, scope: Scope) -> list[tuple[Dimension, str]]:
    """Return the names among the limits that no ticket at all carries."""
    return [
        (dimension, name)
        for dimension, names in scope.only
        for name in names
        if name != NONE and not _names_occur(warehouse, metric, Scope().limited(dimension, (name,)))
    ]


def instants_of(warehouse: Warehouse, scope: Scope, by: Sequence[Dimension]) -> Instants:
    """Return the instants at which a standing figure is counted."""
    return _instants(reach(warehouse, scope), scope, by)


def _instants(reached: Reach, scope: Scope, by: Sequence[Dimension]) -> Instants:
    period = scope.period
    if reached.first_on is None or not reached.covers(period):
        return Instants(reached.as_of, ())
    if Dimension.MONTH not in by:
        return Instants(reached.as_of, ((None, period.until if period else None),))
    first, last = Month.of(reached.first_on), Month.of(reached.as_of_on)
    whole = Period.of_months(first, last)
    start = max(whole.start, period.start) if period else whole.start
    until = min(whole.until, period.until) if period else whole.until
    months = Period(start, until).months
    return Instants(
        reached.as_of, tuple((month, min(month.plus(1).first, until)) for month in months)
    )


def _nothing_as_none(frame: pd.DataFrame, by: Sequence[Dimension]) -> pd.DataFrame:
    for dimension in by:
        column = frame[dimension.value]
        if dimension in (Dimension.MONTH, Dimension.DAY, Dimension.QUARTER):
            column = column.dt.date
        frame[dimension.value] = column.astype(object).where(column.notna(), None)
    return frame


def _finished(frame: pd.DataFrame, metric: Metric, *, known: bool) -> pd.DataFrame:
    """Add value, interval and answer; without `known` a count of nothing is no figure."""
    for name in ("numerator", "denominator", "value", "n"):
        if name not in frame:
            frame[name] = np.nan
        frame[name] = frame[name].astype(float)
    scale = _SECONDS_PER_HOUR if metric.unit in (Unit.HOURS, *_TIMED) else 1
    if metric.is_sum:
        frame["numerator"] = frame["numerator"].where(frame["numerator"].gt(0) | known)
        frame["value"] = frame["numerator"]
        frame["n"] = frame["n"] if metric.counts_rows else frame["numerator"]
    elif metric.additive:
        timed = metric.unit in _TIMED
        frame["numerator"] = frame["numerator"] / scale
        frame["n"] = frame["n" if metric.counts_rows else "denominator"]
        frame["denominator"] = frame["denominator"] / (scale if timed else 1)
        frame["value"] = frame["numerator"] / frame["denominator"].where(frame["denominator"] > 0)
    else:
        frame["value"] = frame["value"] / scale
    bounds = [
        wilson(hits, count) if metric.unit is Unit.SHARE else None
        for hits, count in zip(frame["numerator"], frame["n"], strict=True)
    ]
    frame["low"] = [bound[0] if bound else np.nan for bound in bounds]
    frame["high"] = [bound[1] if bound else np.nan for bound in bounds]
    frame["answer"] = [
        _answer(metric, value, n) for value, n in zip(frame["value"], frame["n"], strict=True)
    ]
    dimensions = [name for name in frame.columns if name in set(Dimension)]
    rest = ["numerator", "denominator", "n", "value", "low", "high", "answer"]
    return frame[[*dimensions, *rest]]


def _answer(metric: Metric, value: float, n: float) -> str:
    if not np.isnan(value):
        return Answer.FIGURE.value
    return metric.nothing if metric.nothing and n > 0 else Answer.NO_DATA.value
