"""Which line each ticket counts in, and whether it was within: the table `ticket_verdict`."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import pyarrow as pa

from slm_analytics.domain.service_level import Counting, Direction, Measure, ServiceLevel
from slm_analytics.domain.typed import TYPED
from slm_analytics.warehouse.service_levels.population import (
    LISTS,
    counted,
    day,
    population,
    text_of,
)

_WITHOUT_TICKETS = (*TYPED, Measure.AVAILABILITY)


def ticket_verdicts(connection: duckdb.DuckDBPyConnection, levels: Sequence[ServiceLevel]) -> str:
    """Make the temporary tables of the lines, and return the SELECT of `ticket_verdict`."""
    of_tickets = [each for each in levels if each.measure not in _WITHOUT_TICKETS]
    for name, rows in (
        ("level_line", _lines(of_tickets)),
        ("level_condition", _conditions(of_tickets)),
    ):
        connection.register("incoming_rows", rows)
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS FROM incoming_rows")
        connection.unregister("incoming_rows")
    slots = {
        "{population}": population("n", "l.{name}"),
        "{counted}": counted("t"),
        "{day}": day("v", "l.is_decided"),
    }
    text = text_of("verdicts")
    for slot, words in slots.items():
        text = text.replace(slot, words)
    return text


def _lines(levels: Sequence[ServiceLevel]) -> pa.Table:
    populations = [each.population for each in levels]
    return pa.table(
        {
            "level_no": pa.array(range(len(levels)), pa.int32()),
            "level_id": pa.array([each.level_id for each in levels], pa.string()),
            "line": pa.array([each.line for each in levels], pa.int32()),
            "clock": pa.array([each.clock.value for each in levels], pa.string()),
            "holder": pa.array([each.holder for each in levels], pa.string()),
            "is_count": pa.array([each.measure is Measure.COUNT for each in levels], pa.bool_()),
            "trait": pa.array([_trait(each) for each in levels], pa.string()),
            "is_at_most": pa.array(
                [each.direction is Direction.AT_MOST for each in levels], pa.bool_()
            ),
            "is_decided": pa.array(
                [each.counting is Counting.DECIDED for each in levels], pa.bool_()
            ),
            "valid_from": pa.array([each.valid_from for each in levels], pa.date32()),
            "valid_until": pa.array([each.valid_until for each in levels], pa.date32()),
            "customer": pa.array([each.customer or None for each in populations], pa.string()),
            **{
                name: pa.array(
                    [sorted(getattr(each, name)) for each in populations], pa.list_(pa.string())
                )
                for name in LISTS
            },
        }
    )


def _trait(level: ServiceLevel) -> str | None:
    return level.trait.value if level.measure is Measure.RATIO else None


def _conditions(levels: Sequence[ServiceLevel]) -> pa.Table:
    """Return the conditions; a line without any has one, within the target of each ticket."""
    rows = [
        (number, place, seconds)
        for number, level in enumerate(levels)
        for place, seconds in enumerate([each.seconds for each in level.conditions] or [None], 1)
    ]
    return pa.table(
        {
            "level_no": pa.array([row[0] for row in rows], pa.int32()),
            "condition_no": pa.array([row[1] for row in rows], pa.int32()),
            "seconds": pa.array([row[2] for row in rows], pa.int64()),
        }
    )
