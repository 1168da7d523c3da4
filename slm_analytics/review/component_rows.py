"""Components as rows that people read."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from slm_analytics.domain.unit import floor_to
from slm_analytics.review.component_forecast import Forecast, Redundant
from slm_analytics.review.component_map import Matrix, ServiceMap
from slm_analytics.review.component_words import basis_words, chance_text
from slm_analytics.review.failover_schedule import Scheduled
from slm_analytics.review.outage_rows import minutes
from slm_analytics.review.rows import Rows


def component_rows(told: ServiceMap) -> Rows:
    """Return the components of a service."""
    rows = [
        {
            "Component": line.name,
            "Availability": None if line.uptime is None or line.uptime.share is None
            else float(line.uptime.share),
            "Outages": line.uptime.outages if line.uptime else None,
            "Downtime (min)": minutes(line.uptime.down) if line.uptime else None,
            "Out with the service (min)": minutes(line.shared_seconds),
            "Single point of failure": "yes" if line.is_single else "no",
            "Weakest link": "yes" if line.is_weakest else "no",
            "Redundancy": line.redundancy or None,
        }
        for line in told.lines
    ]  # fmt: skip
    return Rows(pd.DataFrame(rows), shares=("Availability",) if rows else ())


def matrix_rows(matrix: Matrix) -> Rows:
    """Return what the failure of each component does to each service."""
    rows = [
        {"Component": name, **{service: impact.value for service, impact in row.items()}}
        for name, row in matrix.items()
    ]
    return Rows(pd.DataFrame(rows))


def forecast_rows(forecasts: Sequence[Forecast]) -> Rows:
    """Return how likely targets are met."""
    rows = [
        {
            "Service": each.service,
            "Customer": each.customer or None,
            "Target": None if each.target is None else float(each.target),
            "Next month": chance_text(each.month),
            "Next quarter": chance_text(each.quarter),
            "It rests on": basis_words(each.month, each.failures),
        }
        for each in forecasts
    ]
    return Rows(pd.DataFrame(rows), shares=("Target",) if rows else ())


def redundant_rows(found: Sequence[Redundant]) -> Rows:
    """Return what doubling components would have saved."""
    rows = [
        {
            "Component": each.component,
            "Outages": each.failures,
            "Downtime saved (min)": minutes(each.bought.saved_seconds),
            "95 % low (min)": minutes(each.bought.saved_low),
            "95 % high (min)": minutes(each.bought.saved_high),
            "Outages avoided": floor_to(each.bought.avoided, 1),
            "Service as it was": None if each.before is None else float(each.before),
            "Service with two": each.after,
        }
        for each in found
    ]
    return Rows(
        pd.DataFrame(rows), shares=("Service as it was", "Service with two") if rows else ()
    )


def failover_rows(tests: Sequence[Scheduled]) -> Rows:
    """Return the schedule of failover tests."""
    rows = [
        {
            "Service": each.service,
            "Component": each.component or "(the whole service)",
            "State": each.state.value,
            "Due": each.due_on,
            "Last done": each.last.done_on if each.last else None,
            "Result": each.last.result or None if each.last else None,
            "Every (months)": each.last.interval_months if each.last else None,
            "Evidence": each.last.evidence or None if each.last else None,
        }
        for each in tests
    ]
    return Rows(pd.DataFrame(rows))
