"""Results of 200 customers with 50 lines each, over a million tickets and 36 months."""

from __future__ import annotations

import time
from fractions import Fraction
from pathlib import Path

import duckdb

from slm_analytics.domain.rules import Rules
from slm_analytics.domain.service_level import (
    Condition,
    Measure,
    Population,
    ServiceLevel,
    Window,
)
from slm_analytics.warehouse.clock.answers import ticket_clocks
from slm_analytics.warehouse.service_levels.results import level_results
from slm_analytics.warehouse.service_levels.verdicts import ticket_verdicts
from tests.benchmarks.clock_data import rules, store
from tests.benchmarks.screens import measure_screens

_CUSTOMERS, _LINES, _H = 200, 50, 3600
_TWO = (
    Condition(share=Fraction(9, 10), seconds=8 * _H),
    Condition(share=Fraction(1), seconds=24 * _H),
)


def lines() -> list[ServiceLevel]:
    """Return the lines of all customers: by priority, by service, and of all tickets."""
    return [
        ServiceLevel(
            level_id=f"{customer}-{place}",
            population=_population(customer, place),
            conditions=(Condition(share=Fraction(9, 10)),) if place % 3 else _TWO,
            measure=Measure.PERCENTILE if place == _LINES - 1 else Measure.SHARE,
            expected=Fraction(8 * _H),
            window=Window.MONTH if place % 5 else Window.ROLLING,
            months=3,
        )
        for customer in range(_CUSTOMERS)
        for place in range(_LINES)
    ]


def _population(customer: int, place: int) -> Population:
    named: dict[str, frozenset[str]] = {}
    if place < 4:
        named = {"priorities": frozenset({f"P{place + 1}"})}
    elif place < 44:
        named = {"services": frozenset({f"Service {place - 4}"})}
    return Population(customer=f"Customer {customer}", **named)


def measure_levels(folder: Path, tickets: int) -> list[str]:
    """Measure the verdicts of all tickets, the results of all lines, and their screens.

    Nothing of it is kept.
    """
    connection, told = store(folder / f"clock_{tickets}_mixed.duckdb", tickets, mixed=True)
    spread = f"UPDATE ticket_fact SET customer = 'Customer ' || (hash(ticket_id) % {_CUSTOMERS})"
    connection.execute(
        f"CREATE OR REPLACE TABLE ticket_clock AS {ticket_clocks(connection, rules())}"
    )
    connection.execute("BEGIN")
    connection.execute(spread)
    agreed = lines()
    verdicts = _timed(
        connection,
        f"CREATE OR REPLACE TABLE ticket_verdict AS {ticket_verdicts(connection, agreed)}",
    )
    begun = time.perf_counter()
    level_results(connection, Rules(levels=tuple(agreed)))
    results = time.perf_counter() - begun
    (count,) = connection.execute("SELECT count(*) FROM level_result").fetchall()[0]
    screens = measure_screens(connection, agreed, rules())
    connection.execute("ROLLBACK")
    connection.close()
    return [
        *([told] if told else []),
        f"{len(agreed):,} lines of {_CUSTOMERS} customers over {tickets:,} tickets:"
        f" verdicts {verdicts:.1f} s, {count:,} results {results:.1f} s",
        *screens,
    ]


def _timed(connection: duckdb.DuckDBPyConnection, statement: str) -> float:
    begun = time.perf_counter()
    connection.execute(statement)
    return time.perf_counter() - begun
