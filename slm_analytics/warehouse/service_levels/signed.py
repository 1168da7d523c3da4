"""Months that were signed off: verdicts and results that stay, and what has changed since.

Lines that are in the register no more have no results, signed off or not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple
from datetime import date

import duckdb
import pyarrow as pa

from slm_analytics.domain.level_results import version_in
from slm_analytics.domain.rules import Rules
from slm_analytics.domain.sign_off import SignedMonth
from slm_analytics.warehouse.service_levels.population import text_of
from slm_analytics.warehouse.service_levels.verdicts import ticket_verdicts

_DATES = ("month", "first_month", "last_month")
_VERDICT = pa.schema(
    [
        ("level_id", pa.string()),
        ("line", pa.int32()),
        ("condition_no", pa.int32()),
        ("system", pa.string()),
        ("ticket_id", pa.string()),
        ("cycle", pa.int32()),
        ("is_within", pa.bool_()),
        ("elapsed_seconds", pa.int64()),
        ("month", pa.date32()),
    ]
)
_LEVEL = pa.schema([("level_id", pa.string()), ("month", pa.date32())])


def settled_verdicts(connection: duckdb.DuckDBPyConnection, rules: Rules) -> str:
    """Return the SELECT of `ticket_verdict`: what was signed off stays as it was counted."""
    fresh = ticket_verdicts(connection, rules.levels)
    if not rules.signed:
        return fresh
    connection.execute(f"CREATE OR REPLACE TEMP TABLE fresh_verdict AS {fresh}")
    _keep(connection, "signed_verdict", _VERDICT, list(_verdicts(rules)))
    _keep(connection, "signed_level", _LEVEL, list(_levels(rules)))
    return text_of("settled")


def verdict_adjustments(connection: duckdb.DuckDBPyConnection, rules: Rules) -> str:
    """Return the SELECT of `verdict_adjustment`, after that of `ticket_verdict` was asked for."""
    del connection
    return text_of("adjustments" if rules.signed else "no_adjustment")


def with_signed(rows: Sequence[Mapping[str, object]], rules: Rules) -> list[dict[str, object]]:
    """Return rows of results, those of months that were signed off as they were then.

    A line that was agreed after the sign-off has no result in that month.
    """
    customers = {each.level_id: each.population.customer for each in rules.levels}
    signed = {(each.customer, each.month.first) for each in rules.signed}
    fresh = [
        dict(row) for row in rows if (customers[str(row["level_id"])], row["month"]) not in signed
    ]
    return [*fresh, *(row for month in rules.signed for row in _results(month, rules))]


def _keep(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    schema: pa.Schema,
    rows: Sequence[tuple[object, ...]],
) -> None:
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    arrays = [pa.array(cells, field.type) for cells, field in zip(columns, schema, strict=True)]
    connection.register("incoming_rows", pa.Table.from_arrays(arrays, schema=schema))
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS FROM incoming_rows")
    connection.unregister("incoming_rows")


def _verdicts(rules: Rules) -> Iterator[tuple[object, ...]]:
    known = {each.level_id for each in rules.levels}
    for month in rules.signed:
        for verdict in month.verdicts:
            if verdict.level_id in known:
                yield (*astuple(verdict), month.month.first)


def _levels(rules: Rules) -> Iterator[tuple[object, ...]]:
    known = {each.level_id for each in rules.levels}
    for month in rules.signed:
        for level in sorted(month.levels & known):
            yield level, month.month.first


def _results(signed: SignedMonth, rules: Rules) -> Iterator[dict[str, object]]:
    """Yield the rows of a month; the row of the register is where the version stands today."""
    for row in signed.results:
        told: dict[str, object] = dict(row)
        told |= {name: date.fromisoformat(str(row[name])) for name in _DATES}
        versions = [each for each in rules.levels if each.level_id == row["level_id"]]
        version = version_in(versions, signed.month)
        if versions:
            yield told | {"line": (version or versions[0]).line}
