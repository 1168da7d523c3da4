"""The month at a glance: headline, tiles with their trend, volumes, and the tool's own verdicts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from slm_analytics.domain.period import Month, Period
from slm_analytics.domain.scope import Dimension, Scope
from slm_analytics.domain.unit import Better, Unit, figure_text, share_text
from slm_analytics.metrics.catalogue import metric
from slm_analytics.metrics.compute import compute
from slm_analytics.metrics.metric import Metric
from slm_analytics.review.coverage import Coverage, coverage
from slm_analytics.review.sentences import (
    counted,
    grouped,
    listed,
    month_name,
    number_word,
    run_length,
)
from slm_analytics.warehouse.connection import Warehouse

TILES = (
    "tickets_opened",
    "tickets_resolved",
    "backlog",
    "source_flag_compliance",
    "time_to_resolve_median",
    "reopen_rate",
)
FEW = 5  # with fewer tickets a cell shows counts, not a percentage
_SHORTEST = 3  # months that a trend has at least
_LONG_RUN = 3  # months in a row worth a headline


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One figure of the month, the month before, and its trend.

    `trend` has one value per month of the span, NaN where there is no figure.
    """

    metric: Metric
    month: Month
    value: float
    n: float
    numerator: float
    before: float
    trend: tuple[float, ...]

    @property
    def text(self) -> str:
        """The figure in its unit."""
        return figure_text(self.value, self.metric.unit)

    @property
    def counts(self) -> str:
        """What the figure counts, in words."""
        if np.isnan(self.value):
            return "nothing to count"
        match self.metric.unit:
            case Unit.SHARE:
                return f"{grouped(self.numerator)} of {grouped(self.n)}"
            case Unit.COUNT:
                return ""
            case _:
                return counted(int(self.n), "ticket")

    @property
    def context(self) -> str:
        """What stands below the figure: its counts, or for a count the range of its trend."""
        if np.isnan(self.value) or self.metric.unit is not Unit.COUNT:
            return f"{self.counts} · few tickets" if self.unsteady and self.n else self.counts
        known = [value for value in self.trend if not np.isnan(value)]
        if len(known) < 2:
            return ""
        low, high = (figure_text(value, Unit.COUNT) for value in (min(known), max(known)))
        months = f"{number_word(len(known))} months"
        return f"{low} in each of {months}" if low == high else f"{low} to {high} in {months}"

    @property
    def unsteady(self) -> bool:
        """Whether too few tickets are counted for the figure to be steady."""
        return bool(self.n < self.metric.warn_below)

    @property
    def change(self) -> float:
        """The change from the month before, in the metric's unit; NaN when unknown."""
        return self.value - self.before

    @property
    def better(self) -> bool | None:
        """Whether the change is for the better; None when there is none or no direction."""
        if np.isnan(self.change) or self.change == 0 or self.metric.better is Better.NEITHER:
            return None
        return (self.change > 0) == (self.metric.better is Better.HIGHER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The section.

    Attributes:
        month: the month it is about; `span` the months of the trends, no more than three of
            them from before the data begins.
        headline, subline: sentences made from the figures.
        tiles: in the order of `TILES`.
        flow: one row per month: `month` (date), `opened`, `resolved`, `backlog`.
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
    by_month = {name: compute(warehouse, metric(name), over, [Dimension.MONTH]) for name in TILES}
    verdicts = compute(
        warehouse,
        metric("source_flag_compliance"),
        over,
        [Dimension.SERVICE, Dimension.MONTH],
    )
    tiles = tuple(_tile(metric(name), by_month[name], span, covered) for name in TILES)
    flow = _flow(by_month, span, covered)
    return Overview(
        month=month,
        span=span,
        headline=_headline(_verdict_runs(verdicts, span, mark), tiles, mark),
        subline=_subline(month, tiles, covered),
        tiles=tiles,
        flow=flow,
        verdicts=verdicts,
        verdict_total=by_month["source_flag_compliance"],
        verdict_title=_verdict_title(verdicts, month, mark),
        flow_title=_flow_title(flow),
        backlog_title=_backlog_title(flow),
        mark=mark,
    )


def _span(month: Month, months: int, first: Month | None) -> tuple[Month, ...]:
    """Return the months up to `month`; those before the data begins only fill up to three."""
    start = month.plus(1 - months)
    if first is not None:
        start = max(start, min(first, month.plus(1 - _SHORTEST)))
    count = (month.year - start.year) * 12 + month.number - start.number + 1
    return tuple(start.plus(step) for step in range(count))


def _flow_title(flow: pd.DataFrame) -> str:
    """Return how the month's volume stands among the months of the span."""
    opened = flow["opened"].dropna()
    if opened.empty:
        return "No volumes are known"
    now, month = int(opened.iloc[-1]), month_name(flow["month"].iloc[-1])
    if len(opened) > _LONG_RUN and opened.iloc[-1] == opened.max():
        return (
            f"{month} was the busiest of {number_word(len(opened))} months: {grouped(now)} opened"
        )
    if len(opened) > _LONG_RUN and opened.iloc[-1] == opened.min():
        return (
            f"{month} was the quietest of {number_word(len(opened))} months: {grouped(now)} opened"
        )
    usual = int(opened.iloc[:-1].mean()) if len(opened) > 1 else now
    way = "more" if now > usual else "fewer"
    if now == usual or len(opened) == 1:
        return f"{counted(now, 'ticket')} opened in {month}"
    verb = "was" if abs(now - usual) == 1 else "were"
    return f"{counted(abs(now - usual), 'ticket')} {way} than usual {verb} opened in {month}"


def _backlog_title(flow: pd.DataFrame) -> str:
    known = flow.dropna(subset=["backlog"])
    if known.empty:
        return "No open tickets are known"
    first, last = int(known["backlog"].iloc[0]), int(known["backlog"].iloc[-1])
    now = f"{counted(last, 'ticket')} open" if last else "No ticket open"
    if last == first:
        return now
    way = "more" if last > first else "fewer"
    since = month_name(known["month"].iloc[0])
    return f"{now}, {grouped(abs(last - first))} {way} than at the end of {since}"


def _tile(declared: Metric, frame: pd.DataFrame, span: tuple[Month, ...], data: Coverage) -> Tile:
    values = _by_month(frame, "value", span, declared, data)
    now = frame[frame["month"] == span[-1].first]
    return Tile(
        metric=declared,
        month=span[-1],
        value=values[-1],
        n=float(now["n"].iloc[0]) if len(now) else 0.0,
        numerator=float(now["numerator"].iloc[0]) if len(now) else 0.0,
        before=values[-2] if len(values) > 1 else float("nan"),
        trend=tuple(values),
    )


def _by_month(
    frame: pd.DataFrame, column: str, span: tuple[Month, ...], declared: Metric, data: Coverage
) -> list[float]:
    """Return one value per month. A count of a month that the data covers is 0, not unknown."""
    found: dict[date, float] = dict(zip(frame["month"], frame[column], strict=True))
    covered = set(data.months)
    nothing = 0.0 if declared.unit is Unit.COUNT else float("nan")
    return [
        float(found.get(month.first, nothing if month in covered else float("nan")))
        for month in span
    ]


def _flow(
    by_month: dict[str, pd.DataFrame], span: tuple[Month, ...], data: Coverage
) -> pd.DataFrame:
    columns = {"opened": "tickets_opened", "resolved": "tickets_resolved", "backlog": "backlog"}
    values = {
        column: _by_month(by_month[name], "value", span, metric(name), data)
        for column, name in columns.items()
    }
    return pd.DataFrame({"month": [month.first for month in span], **values})


def _verdict_runs(verdicts: pd.DataFrame, span: tuple[Month, ...], mark: float) -> dict[str, int]:
    """Return for how many months in a row, up to the last, each service has been below the mark."""
    runs: dict[str, int] = {}
    for service, rows in verdicts.dropna(subset=["service"]).groupby("service"):
        found = {
            row["month"]: bool(row["value"] < mark) if row["denominator"] >= FEW else None
            for row in rows.to_dict("records")
        }
        runs[str(service)] = run_length([found.get(month.first) for month in span])
    return runs


def _headline(runs: dict[str, int], tiles: tuple[Tile, ...], mark: float) -> str:
    """Return the finding of the month: who has been below the mark for long, else who is now."""
    longest = max(runs.values(), default=0)
    if longest >= _LONG_RUN:
        names = sorted(name for name, run in runs.items() if run == longest)
        verb = "has" if len(names) == 1 else "have"
        words = f"{verb} been below {_mark_text(mark)} for {number_word(longest)} months"
        return f"{listed(names)} {words}"
    below = sorted(name for name, run in runs.items() if run > 0)
    if below:
        verb = "is" if len(below) == 1 else "are"
        return f"{listed(below)} {verb} below {_mark_text(mark)} this month"
    flag = tiles[TILES.index("source_flag_compliance")]
    if flag.n >= FEW and flag.value < mark:
        missed = counted(int(flag.n - flag.numerator), "ticket")
        return f"{flag.text} met: {missed} missed by the tool's own verdict"
    return _plain_headline(tiles)


def _verdict_title(verdicts: pd.DataFrame, month: Month, mark: float) -> str:
    """Return how many services are at the mark this month, and which is lowest."""
    rows = verdicts[(verdicts["month"] == month.first) & verdicts["service"].notna()]
    rows = rows[rows["denominator"] >= FEW]
    if rows.empty:
        return "The tool's own verdict, by service and month"
    good = int((rows["value"] >= mark).sum())
    total = f"{good} of {counted(len(rows), 'service')}"
    verb = "is" if good == 1 else "are"
    lowest = rows.sort_values("value").iloc[0]
    tail = f"; {lowest['service']} is lowest with {share_text(lowest['value'])}"
    text = f"{total} {verb} at {_mark_text(mark)} or above in {month_name(month)}"
    return text + (tail if good < len(rows) else "")


def _mark_text(mark: float) -> str:
    return share_text(mark, 0 if float(mark * 100).is_integer() else 1)


def _plain_headline(tiles: tuple[Tile, ...]) -> str:
    opened, _, backlog = tiles[:3]
    if np.isnan(opened.value):
        return "No tickets are known of this month"
    change = backlog.change
    if np.isnan(change) or change == 0:
        end = f"{backlog.text} open at the end" if backlog.value else "none open at the end"
        return f"{counted(int(opened.value), 'ticket')} opened, {end}"
    more = "more ticket" if change > 0 else "fewer ticket"
    return f"{counted(int(abs(change)), more)} open than a month before"


def _subline(month: Month, tiles: tuple[Tile, ...], data: Coverage) -> str:
    opened, resolved, backlog, flag = tiles[:4]
    parts = [
        f"{opened.text} opened, {resolved.text} resolved",
        f"{backlog.text} open at {'month end' if data.is_closed(month) else 'the as-of time'}",
    ]
    if not np.isnan(flag.value):
        parts.append(f"{flag.counts} met by the tool's own verdict")
    return f"{month_name(month)}: {'; '.join(parts)}."
