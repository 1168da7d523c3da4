"""The month at a glance: headline, tiles with their trend, volumes, and the tool's own verdicts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from slm_analytics.domain.period import Month, Period
from slm_analytics.domain.scope import Dimension, Scope
from slm_analytics.domain.unit import Unit
from slm_analytics.metrics.catalogue import metric
from slm_analytics.metrics.compute import compute
from slm_analytics.metrics.metric import Metric
from slm_analytics.review.compliance import Measured, is_measured
from slm_analytics.review.coverage import Coverage, coverage
from slm_analytics.review.findings import (
    backlog_title,
    flow_title,
    headline,
    subline,
    verdict_runs,
    verdict_title,
)
from slm_analytics.review.tile import FEW, Tile
from slm_analytics.warehouse.connection import Warehouse

TILES = (
    "tickets_opened",
    "tickets_resolved",
    "backlog",
    "source_flag_compliance",
    "time_to_resolve_median",
    "reopen_rate",
)
_AGREED = "resolution_compliance"  # takes the last place once a target is agreed
_NAN = float("nan")
_SHORTEST = 3  # months that a trend has at least


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The section.

    Attributes:
        month: the month it is about; `span` the months of the trends, no more than three of
            them from before the data begins.
        headline, subline: sentences made from the figures.
        tiles: in the order of `TILES`; where targets are agreed, what kept them beside the
            tool's own verdict.
        flow: one row per month: `month` (date), `opened`, `resolved`, `backlog`, `whole`
            (whether all of the month is in the data: others are not compared).
        verdicts: one row per service and month with a verdict: `service`
            (None: no service), `month`, `numerator`, `denominator`, `value`.
        verdict_total: the same over all services, one row per month.
        mark: share below which a cell is marked; the reader's choice, no target.
    """

    month: Month
    span: tuple[Month, ...]
    headline: str
    subline: str
    tiles: tuple[Tile, ...]
    flow: pd.DataFrame
    verdicts: pd.DataFrame
    verdict_total: pd.DataFrame
    verdict_title: str
    flow_title: str
    backlog_title: str
    mark: float


def overview(
    warehouse: Warehouse, scope: Scope, month: Month, months: int, mark: float
) -> Overview:
    """Read the section for `month`, with a trend over `months` up to it.

    `scope` limits customers, services and so on; its period is not used.
    """
    covered = coverage(warehouse)
    span = _span(month, months, covered.first)
    over = scope.over(Period.of_months(span[0], span[-1]))
    shown = _tiles(warehouse)
    by_month = {name: compute(warehouse, metric(name), over, [Dimension.MONTH]) for name in shown}
    verdicts = compute(
        warehouse,
        metric("source_flag_compliance"),
        over,
        [Dimension.SERVICE, Dimension.MONTH],
    )
    tiles = tuple(_tile(metric(name), by_month[name], span, covered) for name in shown)
    flow = _flow(by_month, span, covered)
    return Overview(
        month=month,
        span=span,
        headline=headline(
            tiles[:4], verdict_runs(verdicts, span, mark, covered), month, mark, covered
        ),
        subline=subline(month, tiles, covered),
        tiles=tiles,
        flow=flow,
        verdicts=verdicts,
        verdict_total=by_month["source_flag_compliance"],
        verdict_title=verdict_title(verdicts, month, mark),
        flow_title=flow_title(flow),
        backlog_title=backlog_title(flow),
        mark=mark,
    )


def _tiles(warehouse: Warehouse) -> tuple[str, ...]:
    """Return the metrics of the tiles."""
    if not is_measured(warehouse, Measured.RESOLUTION):
        return TILES
    place = TILES.index("source_flag_compliance") + 1
    return (*TILES[:place], _AGREED, *TILES[place:-1])


def _span(month: Month, months: int, first: Month | None) -> tuple[Month, ...]:
    """Return the months up to `month`; those before the data begins only fill up to three."""
    start = month.plus(1 - months)
    if first is not None:
        start = max(start, min(first, month.plus(1 - _SHORTEST)))
    count = (month.year - start.year) * 12 + month.number - start.number + 1
    return tuple(start.plus(step) for step in range(count))


def _tile(declared: Metric, frame: pd.DataFrame, span: tuple[Month, ...], data: Coverage) -> Tile:
    values = _by_month(frame, "value", span, declared, data)
    rows = zip(frame["month"], frame["numerator"], frame["n"], strict=True)
    found = {month: (float(hits), float(n)) for month, hits, n in rows}
    counts_of = tuple(found.get(month.first, (0.0, 0.0)) for month in span)
    whole = tuple(data.is_whole(month) for month in span)
    return Tile(
        metric=declared,
        month=span[-1],
        value=values[-1],
        n=counts_of[-1][1],
        numerator=counts_of[-1][0],
        before=values[-2] if len(values) > 1 and _alike(declared, counts_of, whole) else _NAN,
        trend=tuple(values),
        counts_of=counts_of,
        whole=whole,
    )


def _alike(
    declared: Metric, counts_of: tuple[tuple[float, float], ...], whole: tuple[bool, ...]
) -> bool:
    """Return whether the last two months can be compared: whole, and no share of few tickets."""
    few = declared.unit is Unit.SHARE and any(n < FEW for _, n in counts_of[-2:])
    return all(whole[-2:]) and not few


def _by_month(
    frame: pd.DataFrame, column: str, span: tuple[Month, ...], declared: Metric, data: Coverage
) -> list[float]:
    """Return one value per month. A count of a month that the data covers is 0, not unknown."""
    found: dict[date, float] = dict(zip(frame["month"], frame[column], strict=True))
    covered = set(data.months)
    nothing = 0.0 if declared.is_sum else _NAN
    return [float(found.get(month.first, nothing if month in covered else _NAN)) for month in span]


def _flow(
    by_month: dict[str, pd.DataFrame], span: tuple[Month, ...], data: Coverage
) -> pd.DataFrame:
    columns = {"opened": "tickets_opened", "resolved": "tickets_resolved", "backlog": "backlog"}
    values = {
        column: _by_month(by_month[name], "value", span, metric(name), data)
        for column, name in columns.items()
    }
    whole = [data.is_whole(month) for month in span]
    return pd.DataFrame({"month": [month.first for month in span], **values, "whole": whole})
