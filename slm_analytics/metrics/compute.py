"""Running a declared metric over a scope, by any dimensions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import numpy as np
import pandas as pd

from slm_analytics.domain.period import Month, Period
from slm_analytics.domain.scope import Dimension, Scope
from slm_analytics.domain.unit import Answer, Unit
from slm_analytics.metrics.metric import Metric
from slm_analytics.metrics.statement import Instants, column_of, render
from slm_analytics.statistics.wilson import wilson
from slm_analytics.warehouse.connection import Warehouse

_SECONDS_PER_HOUR = 3600
EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001  a stand-in when nothing is loaded


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

        A group without tickets is absent, not zero.
    """
    instants = instants_of(warehouse, scope, by) if metric.at_instant else None
    statement, parameters = render(metric, scope, by, instants)
    frame = warehouse.query(statement, parameters)
    frame = frame.rename(columns={column_of(dimension): dimension.value for dimension in by})
    frame = frame.drop(columns="everything", errors="ignore")
    frame = _nothing_as_none(frame, by)
    return _finished(frame, metric, something=_something(warehouse))


def instants_of(warehouse: Warehouse, scope: Scope, by: Sequence[Dimension]) -> Instants:
    """Return the instants at which a standing figure is counted."""
    as_of = as_of_time(warehouse, scope)
    if Dimension.MONTH not in by:
        return Instants(as_of, period=scope.period)
    period = scope.period or _whole_period(warehouse, as_of)
    months = tuple(month for month in period.months if month.first <= as_of.date())
    return Instants(as_of, months=months or period.months[:1])


def as_of_time(warehouse: Warehouse, scope: Scope) -> datetime:
    """Return the instant "now" stands for: the scope's, else the latest in the loads."""
    if scope.as_of is not None:
        return scope.as_of.replace(tzinfo=None)
    found = warehouse.query("SELECT as_of FROM generation")["as_of"]
    if found.empty or pd.isna(found.iloc[0]):
        return EPOCH
    moment: datetime = found.iloc[0].to_pydatetime()
    return moment


def _whole_period(warehouse: Warehouse, as_of: datetime) -> Period:
    first = warehouse.query("SELECT min(opened_on) AS first FROM ticket_fact")["first"].iloc[0]
    start = Month.of(first.date() if not pd.isna(first) else as_of.date())
    return Period.of_months(start, max(start, Month.of(as_of.date())))


def _something(warehouse: Warehouse) -> bool:
    return bool(warehouse.query("SELECT count(*) AS n FROM load")["n"].iloc[0])


def _nothing_as_none(frame: pd.DataFrame, by: Sequence[Dimension]) -> pd.DataFrame:
    for dimension in by:
        column = frame[dimension.value]
        if dimension is Dimension.MONTH:
            column = column.dt.date
        frame[dimension.value] = column.astype(object).where(column.notna(), None)
    return frame


def _finished(frame: pd.DataFrame, metric: Metric, *, something: bool) -> pd.DataFrame:
    """Add value, interval and answer."""
    for name in ("numerator", "denominator", "value", "n"):
        if name not in frame:
            frame[name] = np.nan
        frame[name] = frame[name].astype(float)
    scale = _SECONDS_PER_HOUR if metric.unit is Unit.HOURS else 1
    if metric.unit is Unit.COUNT:
        frame["value"] = frame["numerator"] if something else np.nan
        frame["n"] = frame["numerator"]
    elif metric.additive:
        frame["numerator"] = frame["numerator"] / scale
        frame["n"] = frame["denominator"]
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
        Answer.NO_DATA.value if np.isnan(value) else Answer.FIGURE.value for value in frame["value"]
    ]
    dimensions = [name for name in frame.columns if name in set(Dimension)]
    rest = ["numerator", "denominator", "n", "value", "low", "high", "answer"]
    return frame[[*dimensions, *rest]]
