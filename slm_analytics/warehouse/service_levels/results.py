"""What the lines of contracts came to: the table `service_level_result`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import duckdb
import pyarrow as pa

from slm_analytics.domain.level_results import LevelResult, MonthCount, results_of
from slm_analytics.domain.period import Month, Period
from slm_analytics.domain.service_level import Measure, ServiceLevel
from slm_analytics.warehouse.service_levels.verdicts import text_of

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
        ("within", pa.int32()),
        ("counted", pa.int32()),
        ("allowed_misses", pa.int32()),
        ("unanswered", pa.int32()),
        ("actual", pa.float64()),
        ("months_lacking", pa.int32()),
    ]
)
Counts = dict[str, dict[tuple[Month, int], MonthCount]]


def level_results(connection: duckdb.DuckDBPyConnection, levels: Sequence[ServiceLevel]) -> str:
    """Make the temporary table of results from `ticket_verdict`, and return its SELECT."""
    rows = [row for result in _results(connection, levels) for row in _rows(result)]
    connection.register("incoming_rows", pa.Table.from_pylist(rows, schema=_SCHEMA))
    connection.execute("CREATE OR REPLACE TEMP TABLE level_result AS FROM incoming_rows")
    connection.unregister("incoming_rows")
    return "FROM level_result ORDER BY level_id, month, condition_no"


def _results(
    connection: duckdb.DuckDBPyConnection, levels: Sequence[ServiceLevel]
) -> Iterator[LevelResult]:
    ((opened_on, latest_on),) = connection.execute(
        "SELECT min(opened_on), (SELECT max(latest_at)::DATE FROM load) FROM ticket_fact"
    ).fetchall()
    if not levels or opened_on is None:
        return
    first, last = Month.of(opened_on), Month.of(max(opened_on, latest_on))
    months = Period.of_months(first, last).months
    counts = _counts(connection, levels)
    versions: dict[str, list[ServiceLevel]] = defaultdict(list)
    for level in levels:
        versions[level.level_id].append(level)
    for level_id in sorted(versions):
        yield from results_of(versions[level_id], counts[level_id], months)


def _counts(connection: duckdb.DuckDBPyConnection, levels: Sequence[ServiceLevel]) -> Counts:
    timed = pa.table({"level_id": sorted({e.level_id for e in levels if e.measure in _TIMED})})
    connection.register("incoming_rows", timed.cast(pa.schema([("level_id", pa.string())])))
    connection.execute("CREATE OR REPLACE TEMP TABLE level_timed AS FROM incoming_rows")
    connection.unregister("incoming_rows")
    counts: Counts = defaultdict(dict)
    for row in connection.execute(text_of("tallies")).fetchall():
        level_id, number, month, within, of, unanswered, seconds = row
        counts[level_id][Month.of(month), number] = MonthCount(
            within=within, of=of, unanswered=unanswered, seconds=tuple(seconds or ())
        )
    return counts


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
            "within": counted.within,
            "counted": counted.of,
            "allowed_misses": part.allowed if part else None,
            "unanswered": counted.unanswered,
            "actual": None if outcome.actual is None else float(outcome.actual),
            "months_lacking": result.lacks,
        }
