"""Outages as rows that people read, on screen and in files."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pandas as pd

from slm_analytics.domain.reliability import STAGES
from slm_analytics.domain.unit import floor_to
from slm_analytics.review.outage_gaps import GapLine
from slm_analytics.review.outage_list import ClaimLine, OutageLine
from slm_analytics.review.outage_patterns import Cause, Repeat, Week
from slm_analytics.review.outage_stages import Stages
from slm_analytics.review.outage_words import clock_text, local, source_name, sources_words
from slm_analytics.review.outages import ServiceUptime
from slm_analytics.review.outages_together import Pair
from slm_analytics.review.rows import Rows

NO_CAUSE = "(no cause written down)"
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def minutes(seconds: Fraction | float | None) -> float | None:
    """Return seconds as minutes, cut to hundredths."""
    return None if seconds is None else floor_to(float(seconds) / 60, 2)


def line_rows(lines: Sequence[OutageLine]) -> Rows:
    """Return outages; starts and ends by the clock of the service."""
    columns = (
        "Start", "Service", "Customer", "Length (min)", "Counted (min)", "Told by", "Cause",
        "Ticket", "Users", "Marks", "Began with change", "Cost", "End", "User minutes", "Component",
        "Reference", "Description", "Clock",
    )  # fmt: skip
    rows = [
        (
            local(each.start, each.zone), each.service, each.customer or None,
            minutes(each.until - each.start), minutes(each.counted),
            sources_words(each.sources), each.cause or None, each.ticket or None, each.users,
            ", ".join(each.marks) or None, each.change or None, each.cost,
            clock_text(each.until, each.zone), minutes(each.user_seconds),
            each.component or None, each.reference or None, each.description or None, each.zone,
        )
        for each in lines
    ]  # fmt: skip
    return Rows(pd.DataFrame(rows, columns=list(columns)).astype({"Users": "Int64"}))


def claim_rows(claims: Sequence[ClaimLine], zone: str) -> Rows:
    """Return what sources claim, one row per claim."""
    rows = [
        {
            "Source": source_name(*each.source),
            "State": each.state,
            "From": clock_seconds(each.start, zone),
            "Until": "goes on" if each.is_open else clock_seconds(each.until, zone),
            "Minutes": minutes(each.until - each.start),
            "At": each.place or None,
            "Cause": each.cause or None,
            "Ticket": each.ticket or None,
            "Reference": each.reference or None,
            "Description": each.description or None,
        }
        for each in claims
    ]
    return Rows(pd.DataFrame(rows))


def clock_seconds(second: int, zone: str) -> str:
    """Return an instant by the clock of a zone, to the second."""
    return f"{local(second, zone):%Y-%m-%d %H:%M:%S}"


def cause_rows(causes: Sequence[Cause]) -> Rows:
    """Return causes, the most downtime first."""
    rows = [
        {
            "Cause": each.name or NO_CAUSE,
            "Outages": each.outages,
            "Downtime (min)": minutes(each.down),
            "Share up to here": float(each.so_far),
        }
        for each in causes
    ]
    return Rows(pd.DataFrame(rows), shares=("Share up to here",))


def repeat_rows(repeats: Sequence[Repeat]) -> Rows:
    """Return pairs of failures with the same cause."""
    rows = [
        {
            "Service": each.service,
            "Customer": each.customer or None,
            "Cause": each.cause,
            "Time": each.number,
            "Before": clock_text(each.before, each.zone),
            "Again": clock_text(each.start, each.zone),
            "Days between": floor_to(float(each.days), 1),
            "Downtime (min)": minutes(each.down),
        }
        for each in repeats
    ]
    return Rows(pd.DataFrame(rows))


def week_rows(week: Week) -> Rows:
    """Return outages by the hour of the week in which they began."""
    rows = [
        {"Day": day, "Hour": f"{hour:02d}:00", "Outages": count}
        for day, counts in zip(DAYS, week, strict=True)
        for hour, count in enumerate(counts)
    ]
    return Rows(pd.DataFrame(rows))


def stage_rows(stages: Stages) -> Rows:
    """Return the mean length of stages."""
    rows = [
        {
            "Stage": stage,
            "Mean (min)": minutes(stages.means[stage].mean),
            "Known of": stages.means[stage].count,
            "Outages": stages.failures,
        }
        for stage in STAGES
    ]
    return Rows(pd.DataFrame(rows))


def service_rows(services: Sequence[ServiceUptime]) -> Rows:
    """Return services with their figures, the most downtime first."""
    rows = [
        {
            "Service": each.service,
            "Customer": each.customer or None,
            "Outages": each.uptime.outages,
            "Downtime (min)": minutes(each.uptime.down),
            "Service time (h)": floor_to(each.uptime.base_seconds / 3600, 2),
            "MTRS (min)": minutes(each.uptime.mtrs),
            "MTBF (h)": _hours(each.uptime.mtbf),
            "MTBSI (h)": _hours(each.uptime.mtbsi),
            "User minutes": minutes(each.uptime.user_seconds),
        }
        for each in services
    ]
    return Rows(pd.DataFrame(rows))


def pair_rows(pairs: Sequence[Pair]) -> Rows:
    """Return the latest times that services failed together."""
    rows = [
        {
            "Service": pair.services[0],
            "And": pair.services[1],
            "When": clock_text(each.start, each.zone),
            "Began apart (min)": minutes(each.apart),
            "Out together (min)": minutes(each.together),
            "Both stand on": ", ".join(pair.shared) or None,
            "Told at": each.at or None,
            "Same cause": each.cause or None,
        }
        for pair in pairs
        for each in pair.meetings
    ]
    return Rows(pd.DataFrame(rows))


def gap_rows(lines: Sequence[GapLine]) -> Rows:
    """Return what does not fit together."""
    rows = [
        {
            "Service": each.service,
            "Customer": each.customer or None,
            "Start": clock_text(each.start, each.zone),
            "End": clock_text(each.until, each.zone),
            "Downtime (min)": minutes(each.down),
            "Ticket": each.ticket or None,
            "Told by": sources_words(each.told_by) or None,
            "Not told by": sources_words(each.silent) or None,
        }
        for each in lines
    ]
    return Rows(pd.DataFrame(rows))


def _hours(seconds: Fraction | None) -> float | None:
    return None if seconds is None else floor_to(float(seconds) / 3600, 2)
