"""Statements about the tickets of several lines at once."""

from __future__ import annotations

from collections.abc import Sequence

from slm_analytics.domain.service_level import CLOCKED, Measure, ServiceLevel
from slm_analytics.review.queries import statement
from slm_analytics.warehouse.service_levels.population import LISTS, counted, population


def of_lines(name: str, ticket: str) -> str:
    """Return a statement with the lines asked and their tickets filled in.

    Args:
        name: the statement; it takes `line_parameters`.
        ticket: the name that its tickets have where the population is asked.
    """
    return statement(
        name,
        line=statement("line").rstrip(),
        counted=counted("t"),
        population=population(ticket, "l.{name}"),
    )


def line_parameters(levels: Sequence[ServiceLevel]) -> dict[str, object]:
    """Return lines as the lists that statements unnest, by their place among them."""
    populations = [each.population for each in levels]
    return {
        "numbers": list(range(len(levels))),
        "clocks": [each.clock.value if each.measure in CLOCKED else "" for each in levels],
        "holders": [each.holder for each in levels],
        "seconds": [times_of(each)[0] for each in levels],
        "customers": [each.customer for each in populations],
        **{name: [sorted(getattr(each, name)) for each in populations] for name in LISTS},
    }


def times_of(level: ServiceLevel) -> tuple[int | None, ...]:
    """Return the times that open tickets of a line are held against; None: each one's target."""
    if level.measure is Measure.PERCENTILE:
        return (int(level.expected),)
    return tuple(each.seconds for each in level.conditions) or (None,)
