"""The receipt of a figure: what it counts, of how many, what was left out and why, from what."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from slm_analytics import __version__
from slm_analytics.domain.period import OPEN_END, OPEN_START, Period
from slm_analytics.domain.scope import Dimension, Scope
from slm_analytics.domain.unit import Unit, figure_text, floor_to, service_text
from slm_analytics.domain.zone import TZDATA_VERSION, instant_text
from slm_analytics.metrics.compute import Reach, compute, instants_of, reach
from slm_analytics.metrics.metric import Metric
from slm_analytics.metrics.statement import check_request, date_of, event_of, rows_statement
from slm_analytics.warehouse.connection import Warehouse

_EACH = "one for each row"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Everything needed to reproduce and to dispute one figure.

    `numerator`, `denominator`, `n` and `value` are None where the figure has
    none. `counted_by` is the event whose date decides, empty for figures at an
    instant. `left_out` counts rows within the limits that do not count, by
    reason; `undated` counts tickets that fall into no period because the
    event never happened or was not recorded. `by` says by what the rows it
    goes with are split; a standing figure by month has no figure over all.
    """

    metric: str
    title: str
    definition: str
    source: str
    unit: str
    value: float | None
    text: str
    numerator: float | None
    denominator: float | None
    n: int | None
    low: float | None
    high: float | None
    answer: str
    period: str
    counted_by: str
    by: tuple[str, ...] = ()
    limits: dict[str, list[str]] = field(default_factory=dict)
    left_out: dict[str, int] = field(default_factory=dict)
    undated: int = 0
    set_aside: int = 0
    as_of: str = ""
    generation: int = 0
    register_version: int = 0
    counts: str = "ticket"
    code_version: str = __version__
    tzdata_version: str = TZDATA_VERSION

    def lines(self) -> list[tuple[str, str]]:
        """Return the receipt as label and text, for tables and files."""
        rows = [
            ("All rows together" if self.by else "Figure", f"{self.title}: {self.text}"),
            *([("Rows", f"by {', '.join(map(_words, self.by))}")] if self.by else []),
            ("Definition", self.definition),
            ("Counted", self.counted()),
            ("Period", f"{self.period}, by {self.counted_by}" if self.counted_by else self.period),
            *((_label(name), ", ".join(values)) for name, values in self.limits.items()),
            *((f"Left out: {reason}", f"{count:,}") for reason, count in self.left_out.items()),
        ]
        if self.undated:
            rows.append((f"In no period: {self.counted_by} not recorded", f"{self.undated:,}"))
        if self.set_aside:
            rows.append(("Rows set aside at import", f"{self.set_aside:,}"))
        return [
            *rows,
            ("As of", self.as_of or "nothing is loaded"),
            ("Source of the definition", self.source),
            (
                "Made from",
                f"generation {self.generation}, register {self.register_version},"
                f" slm_analytics {self.code_version}, time zones {self.tzdata_version}",
            ),
        ]

    def counted(self) -> str:
        """Return numerator and denominator in words."""
        if self.text == _EACH:
            return _EACH
        if not self.n and self.value is None:
            return "nothing to count"
        if self.numerator is None or self.denominator is None:
            return self._of(self.n or 0)
        part, whole = _counted(self.numerator), _counted(self.denominator)
        if self.unit == Unit.SHARE:
            return f"{part} of {whole}"
        if self.unit in (Unit.SHARE_OF_TIME, Unit.SHARE_OF_AGREED):
            return f"{part} of {whole} hours in {self._of(self.n or 0)}"
        unit = f" {self.unit}" if self.unit in (Unit.HOURS, Unit.MINUTES) else ""
        if self.counts != "ticket":
            return f"{part}{unit} by {whole} outages"
        return f"{part}{unit} in {self._of(int(self.denominator))}"

    def _of(self, number: int) -> str:
        return f"{number:,} {self.counts}{'' if number == 1 else 's'}"


def receipt(
    warehouse: Warehouse, metric: Metric, scope: Scope, by: Sequence[Dimension] = ()
) -> Receipt:
    """Return the receipt of `metric` within `scope`; with `by`, of its rows."""
    check_request(metric, scope, by)
    row = compute(warehouse, metric, scope).iloc[0]
    each = metric.at_instant and Dimension.MONTH in by
    if each:  # what stands open at two instants cannot be added
        row = row.where(row.index == "answer", math.nan)
    reached = reach(warehouse, scope, of_tickets=metric.of_tickets)
    stamp = warehouse.query("SELECT number, as_of, register_version FROM generation").iloc[0]
    return Receipt(
        metric=metric.name,
        title=metric.title,
        definition=metric.definition,
        source=metric.source,
        unit=metric.unit.value,
        value=_number(row["value"]),
        text=_EACH if each else _text(row, metric),
        numerator=_number(row["numerator"]),
        denominator=_number(row["denominator"]),
        n=None if math.isnan(row["n"]) else int(row["n"]),
        low=_number(row["low"]),
        high=_number(row["high"]),
        answer=str(row["answer"]),
        period=_period(metric, scope, reached, each=each),
        by=tuple(dimension.value for dimension in by),
        counted_by="" if metric.at_instant else event_of(metric, scope).value,
        limits={dimension.value: list(values) for dimension, values in scope.only},
        left_out=_left_out(warehouse, metric, scope, by),
        undated=_undated(warehouse, metric, scope),
        set_aside=int(warehouse.query("SELECT count(*) AS n FROM set_aside_row")["n"].iloc[0]),
        as_of=instant_text(reached.as_of) if not pd.isna(stamp["as_of"]) else "",
        generation=int(stamp["number"]),
        register_version=int(stamp["register_version"]),
        counts=metric.counts,
    )


def _text(row: pd.Series[Any], metric: Metric) -> str:
    """Return the figure in words; of means of nothing, over how much time nothing was."""
    if not metric.nothing or row["answer"] != metric.nothing:
        return figure_text(row["value"], metric.unit)
    over = f" in {service_text(row['numerator'])}" if metric.unit is Unit.HOURS else ""
    return f"{metric.nothing}{over}"


def _left_out(
    warehouse: Warehouse, metric: Metric, scope: Scope, by: Sequence[Dimension]
) -> dict[str, int]:
    """Return how many tickets do not count, by reason; one that stands at several ends, once."""
    if not metric.excluded:
        return {}
    instants = instants_of(warehouse, scope, by) if metric.at_instant else None
    common, parameters = rows_statement(metric, scope, instants)
    several = metric.at_instant and Dimension.MONTH in by
    count = "count(DISTINCT (system, ticket_id))" if several else "count(*)"
    frame = warehouse.query(
        f"{common} SELECT excluded_because AS reason, {count} AS n FROM limited"  # noqa: S608
        " WHERE excluded_because IS NOT NULL GROUP BY excluded_because ORDER BY n DESC, reason",
        parameters,
    )
    return dict(zip(frame["reason"], frame["n"].astype(int), strict=True))


def _undated(warehouse: Warehouse, metric: Metric, scope: Scope) -> int:
    """Return how many tickets no period can hold, since the event has no date."""
    if scope.period is None or metric.at_instant:
        return 0
    common, parameters = rows_statement(metric, scope.over(None))
    frame = warehouse.query(
        f"{common} SELECT count(*) AS n FROM scoped"  # noqa: S608
        f" WHERE {date_of(metric, scope)} IS NULL",
        parameters,
    )
    return int(frame["n"].iloc[0])


def _period(metric: Metric, scope: Scope, reached: Reach, *, each: bool) -> str:
    if not metric.at_instant:
        return _period_text(scope.period)
    instant = _instant_text(scope.period, reached)
    return f"each row at its month's end; the last {instant}" if each else instant


def _period_text(period: Period | None) -> str:
    """Return the days of a period; an end beyond all data is left open."""
    if period is None:
        return "all time"
    last = date.fromordinal(period.until.toordinal() - 1)
    start = "the beginning" if period.start.year <= OPEN_START else str(period.start)
    return f"from {start} on" if last.year >= OPEN_END else f"{start} to {last}"


def _instant_text(period: Period | None, reached: Reach) -> str:
    """Return the instant a standing figure is counted at."""
    if period is None or period.until > reached.as_of_on:
        return "at the as-of time"
    return f"at the end of {date.fromordinal(period.until.toordinal() - 1)}"


def _counted(number: float) -> str:
    return f"{int(number):,}" if number.is_integer() else f"{floor_to(number, 2):,.2f}"


def _label(name: str) -> str:
    return f"Only {_words(name)}"


def _words(name: str) -> str:
    return Dimension(name).value.replace("_", " ")


def _number(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)
