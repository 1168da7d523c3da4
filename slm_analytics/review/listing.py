"""What a list of tickets shows of a mart: tickets as they are, or their clocks."""

from __future__ import annotations

from dataclasses import dataclass

from slm_analytics.metrics.catalogue import metric as metric_named
from slm_analytics.metrics.metric import Metric

_CLOCK_COLUMNS = """,
    p.holder,
    p.cycle,
    p.answer,
    p.is_late,
    p.target_id,
    p.due_at,
    p.elapsed_seconds / 3600.0 AS service_hours,
    p.paused_seconds / 3600.0 AS paused_hours,
    p.allowed_seconds / 3600.0 AS allowed_hours,
    p.overrun_seconds / 3600.0 AS overrun_hours"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The expressions in which marts differ.

    Attributes:
        elapsed, stopped: columns of the ticket's own elapsed seconds and end.
        overrun: seconds beyond the target; negative while there is time left.
        clock: further columns of the list; `apart` those that tell rows of one ticket apart.
        met, judged: conditions of tickets that kept their target, and of all with a verdict.
        counted: condition of those whose time the median counts.
    """

    elapsed: str
    stopped: str
    overrun: str
    clock: str
    apart: str
    met: str
    judged: str
    counted: str


def counts_clocks(metric: Metric) -> bool:
    """Return whether a figure counts clocks, whose rows then say what became of the target."""
    return metric.mart == "clock_fact"


def listing_of(metric: Metric) -> Listing:
    """Return what lists of the tickets behind a figure show."""
    if counts_clocks(metric):
        return Listing(
            elapsed="ticket_elapsed_seconds",
            stopped="ticket_stopped_at",
            overrun="elapsed_seconds - allowed_seconds",
            clock=_CLOCK_COLUMNS,
            apart=", holder, cycle",
            met="answer = 'met'",
            judged="answer IN ('met', 'missed')",
            counted="answer IN ('met', 'missed')",
        )
    return Listing(
        elapsed="elapsed_seconds",
        stopped="stopped_at",
        overrun="NULL::BIGINT",
        clock="",
        apart="",
        met="made_sla",
        judged="made_sla IS NOT NULL",
        counted=_not_left_out(metric_named("time_to_resolve_median")),
    )


def _not_left_out(metric: Metric) -> str:
    """Return the condition of the rows that a metric does not exclude."""
    return " AND ".join(f"({each}) IS NOT TRUE" for each in metric.excluded.values())
