"""The states that tickets were in, and the hours at stake if these stopped the clock."""

from __future__ import annotations

import numpy as np
import pandas as pd

from slm_analytics.domain.rules import Rules
from slm_analytics.domain.target import ClockKind, Keys
from slm_analytics.review.queries import statement
from slm_analytics.review.service_hours import ServiceHours
from slm_analytics.review.ticket_times import rules_in_force
from slm_analytics.warehouse.connection import Warehouse


def states(warehouse: Warehouse, customer: str) -> pd.DataFrame:
    """Return the states before the end of a customer's tickets.

    Returns:
        word (`state` or `on_hold/reason`), tickets, hours (on the wall clock), the
        longest first; service_hours: of those on hold, in the hours of their
        resolution target today, missing where there is none. Only tickets
        with a history are counted.
    """
    found = warehouse.query(statement("setup_states"), {"customer": customer})
    held = warehouse.query(statement("setup_held"), {"customer": customer})
    found["service_hours"] = found["word"].map(
        _service_hours(rules_in_force(warehouse), customer, held)
    )
    return found


def _service_hours(rules: Rules, customer: str, held: pd.DataFrame) -> dict[str, float]:
    """Return word -> hours, of stretches whose priority has a calendar."""
    if held.empty:
        return {}
    starts, untils = (held[name].to_numpy(np.int64) for name in ("start_s", "until_s"))
    last = int(untils.max())
    calendars = {
        priority: _calendar(rules, customer, str(priority), last)
        for priority in held["priority"].unique()
    }
    held = held.assign(calendar=held["priority"].map(calendars))
    told = held["calendar"].to_numpy() != ""
    if not told.any():
        return {}
    hours = ServiceHours(rules, int(starts.min()), last)
    places = held.loc[told, ["calendar", "site"]].reset_index(drop=True)
    seconds = hours.seconds(places, starts[told], untils[told])
    sums = pd.Series(seconds / 3600).groupby(held.loc[told, "word"].to_numpy()).sum()
    return {str(word): float(total) for word, total in sums.items()}


def _calendar(rules: Rules, customer: str, priority: str, at: int) -> str:
    target = rules.match(
        ClockKind.RESOLUTION, Keys(customer=customer, priority=priority), at
    ).target
    return target.calendar if target else ""
