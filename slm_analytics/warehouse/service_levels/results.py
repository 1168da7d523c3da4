"""What the lines of contracts came to: the table `service_level_result`."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

import duckdb
import pyarrow as pa

from slm_analytics.domain.level_results import LevelResult, results_of
from slm_analytics.domain.month_count import MonthCount
from slm_analytics.domain.period import Month, Period
from slm_analytics.domain.rules import Rules
from slm_analytics.domain.service_level import Measure, ServiceLevel
from slm_analytics.domain.typed import typed_counts, with_loaded
from slm_analytics.domain.zone import local_moment
from slm_analytics.warehouse.service_levels.availability import (
    availability_counts,
    availability_parameters,
)
from slm_analytics.warehouse.service_levels.population import text_of
from slm_analytics.warehouse.service_levels.signed import with_signed

_TIMED = (Measure.AVERAGE, Measure.PERCENTILE)
_SCHEMA = pa.schema(
    [
        ("level_id", pa.string()),
        ("line", pa.int32()),
        ("month", pa.date32()),
        ("first_month", pa.date32()),
        ("last_month", pa.date32()),
        ("state", pa.string()),
        ("why", pa.string()),
        ("condition_no", pa.int32()),
        ("within", pa.int64()),
        ("counted", pa.int64()),
        ("allowed_misses", pa.int64()),
        ("unanswered", pa.int64()),
        ("actual", pa.float64()),
        ("is_below_minimum", pa.bool_()),
        ("months_lacking", pa.int32()),
        ("held_days", pa.int32()),
        ("window_days", pa.int32()),
        ("wording", pa.string()),
    ]
)
Counts = dict[str, dict[tuple[Month, int], MonthCount]]


@contextmanager
def _no_garbage() -> Iterator[None]:
    """Keep the collector away: the rows all live to the end, and looking at them costs a third."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def level_results(connection: duckdb.DuckDBPyConnection, rules: Rules) -> str:
    """Make the temporary table of results from `ticket_verdict`, and return its SELECT."""
    with _no_garbage():
        fresh = [row for result in _results(connection, rules) for row in _rows(result)]
        rows = with_signed(fresh, rules) if rules.signed else fresh
        connection.register("incoming_rows", pa.Table.from_pylist(rows, schema=_SCHEMA))
    connection.execute("CREATE OR REPLACE TEMP TABLE level_result AS FROM incoming_rows")
    connection.unregister("incoming_rows")
    return "FROM level_result ORDER BY level_id, month, condition_no"


def _results(connection: duckdb.DuckDBPyConnection, rules: Rules) -> Iterator[LevelResult]:
    ((latest_at, zone, opened_on, _, counted),) = connection.execute(text_of("latest")).fetchall()
    if not rules.levels:
        return
    months: tuple[Month, ...] = ()
    latest_on = date.min
    if opened_on is not None:
        latest_on = local_moment(latest_at, zone or "UTC").date()
        first, last = Month.of(opened_on), Month.of(max(opened_on, latest_on, counted or opened_on))
        months = Period.of_months(first, last).months
    counts = _counts(connection, rules, latest_on)
    watched = _watched_months(connection)
    versions: dict[str, list[ServiceLevel]] = defaultdict(list)
    for level in rules.levels:
        versions[level.level_id].append(level)
    for level_id in sorted(versions):
        is_uptime = versions[level_id][0].measure is Measure.AVAILABILITY
        over = watched if is_uptime else months
        if over:
            yield from results_of(versions[level_id], counts[level_id], over)


def _watched_months(connection: duckdb.DuckDBPyConnection) -> tuple[Month, ...]:
    """Return the months of which something is known of uptime."""
    ((first, as_of, zone),) = connection.execute(text_of("watched_days")).fetchall()
    if first is None:
        return ()
    last = max(first, local_moment(as_of, zone).date())
    return Period.of_months(Month.of(first), Month.of(last)).months


def _counts(connection: duckdb.DuckDBPyConnection, rules: Rules, on: date) -> Counts:
    timed = pa.table({"level_id": sorted(_timed(rules.levels))})
    connection.register("incoming_rows", timed.cast(pa.schema([("level_id", pa.string())])))
    connection.execute("CREATE OR REPLACE TEMP TABLE level_timed AS FROM incoming_rows")
    connection.unregister("incoming_rows")
    counts: Counts = defaultdict(dict)
    for row in connection.execute(text_of("tallies")).fetchall():
        level_id, number, month, within, of, unanswered, seconds = row
        counts[level_id][Month.of(month), number] = MonthCount(
            within=within, of=of, unanswered=unanswered, seconds=tuple(seconds or ())
        )
    deliveries, values = with_loaded(
        rules.levels,
        (rules.deliveries, rules.values),
        connection.execute(text_of("loaded_deliverables")).fetchall(),
        connection.execute(text_of("loaded_values")).fetchall(),
    )
    typed = typed_counts(rules.levels, deliveries, values, on)
    counts.update({level_id: dict(months) for level_id, months in typed.items()})
    if asked := availability_parameters(rules.levels):
        found = connection.execute(text_of("availability"), asked).fetchall()
        counts.update({name: dict(each) for name, each in availability_counts(found).items()})
    for signed in rules.signed:
        for typed_in in signed.typed:
            counts[typed_in.level_id][signed.month, 1] = typed_in.count
    return counts


def _timed(levels: Sequence[ServiceLevel]) -> set[str]:
    """Return the lines whose service times are needed one by one."""
    return {each.level_id for each in levels if each.measure in _TIMED}


def _rows(result: LevelResult) -> Iterator[dict[str, object]]:
    outcome = result.outcome
    for number, counted in enumerate(result.counts, start=1):
        part = outcome.parts[number - 1] if outcome.parts else None
        yield {
            "level_id": result.level.level_id,
            "line": result.level.line,
            "month": result.month.first,
            "first_month": result.first.first,
            "last_month": result.last.first,
            "state": outcome.state.value,
            "why": outcome.why,
            "condition_no": number,
            "within": counted.within + int(counted.total if counted.bases else 0),
            "counted": counted.of + int(counted.base if counted.bases else counted.values),
            "allowed_misses": part.allowed if part else None,
            "unanswered": counted.unanswered,
            "actual": None if outcome.actual is None else float(outcome.actual),
            "is_below_minimum": outcome.is_below_minimum,
            "months_lacking": result.lacks,
            "held_days": result.held_days,
            "window_days": result.days,
        }
