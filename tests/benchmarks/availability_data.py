"""Synthetic availability: services, what is claimed of them, maintenance, calendars.

Three years with the DST changes of four zones. A third of the services is
agreed around the clock, the others in office hours with holidays. One outage
in ten is told by a second source as well, with other edges.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa

from slm_analytics.domain.availability_policy import FULL, AvailabilityPolicy
from slm_analytics.domain.availability_terms import AvailabilityTerms
from slm_analytics.domain.service_calendar import DAY, Hours, ServiceCalendar
from slm_analytics.domain.service_time import CalendarPart
from slm_analytics.warehouse.availability.calendar_days import CalendarDays, calendar_days
from slm_analytics.warehouse.availability.figures import UNIT_SCHEMA, unit_row
from slm_analytics.warehouse.availability.units import Unit

H = 3600
START = 1_672_531_200  # 2023-01-01
UNTIL = START + 1096 * DAY
_MAINTENANCE = 4 * H
_TWICE = 10  # of so many outages one is told by a second source
_ZONES: tuple[tuple[str, Hours], ...] = (
    ("UTC", ()),
    ("Europe/Berlin", ()),
    ("Europe/Berlin", ((8 * H, 12 * H), (13 * H, 17 * H))),
    ("America/New_York", ((9 * H, 17 * H + 1800),)),
    ("Asia/Kolkata", ((9 * H + 1800, 18 * H + 1800),)),
    ("Australia/Sydney", ((8 * H + 1800, 17 * H),)),
)


@dataclass(frozen=True, slots=True)
class Services:
    """What all engines read.

    Attributes:
        units: services with calendar and life.
        claims: outages, some of which overlap.
        masks: maintenance.
        days: the calendars' local days and pieces.
    """

    units: pa.Table
    claims: pa.Table
    masks: pa.Table
    days: CalendarDays


def services(count: int, outages: int, windows: int) -> Services:
    """Return so many services with so many outages and maintenance windows."""
    random = np.random.default_rng(6)
    margin = 3 * DAY
    parts = [[CalendarPart(each, START - margin, UNTIL + margin)] for each in _calendars()]
    return Services(
        pa.Table.from_pylist([_unit(number) for number in range(count)], schema=UNIT_SCHEMA),
        _claims(random, count, outages),
        _masks(random, count, windows),
        calendar_days(parts, (START, UNTIL)),
    )


def _calendars() -> list[ServiceCalendar]:
    holidays = {
        date(year, month, day): ""
        for year in range(2022, 2028)
        for month, day in ((1, 1), (5, 1), (12, 25), (12, 26))
    }
    return [
        ServiceCalendar(
            zone=zone,
            weekly=(hours,) * 5 + ((), ()),
            holidays=holidays if hours else {},
            always_open=not hours,
        )
        for zone, hours in _ZONES
    ]


def _unit(number: int) -> dict[str, object]:
    calendar = number % len(_ZONES)
    terms = AvailabilityTerms(policy=AvailabilityPolicy())
    return unit_row(
        number,
        Unit(
            customer="",
            service=f"Service {number}",
            terms=terms,
            is_agreed=True,
            calendar_no=calendar,
            zone=_ZONES[calendar][0],
            start=START,
            until=UNTIL,
        ),
    )


def _claims(random: np.random.Generator, count: int, outages: int) -> pa.Table:
    """Return outages of two minutes to some hours, in no order."""
    unit = random.integers(0, count, outages)
    start = random.integers(START - H, UNTIL, outages)
    until = start + 120 + random.exponential(2400, outages).astype(np.int64)
    again = np.arange(0, outages // _TWICE)
    unit[again] = unit[-1 - again]
    start[again] = start[-1 - again] + random.integers(-90, 90, len(again))
    until[again] = until[-1 - again] + random.integers(-20, 300, len(again))
    return pa.table(
        {
            "unit_no": unit.astype(np.int32),
            "claim_no": np.arange(outages, dtype=np.int32),
            "start_s": start,
            "until_s": np.maximum(until, start + 1),
            "weight_ppm": np.full(outages, FULL, np.int64),
            "users": pa.nulls(outages, pa.int64()),
        }
    )


def _masks(random: np.random.Generator, count: int, windows: int) -> pa.Table:
    start = random.integers(START // H, UNTIL // H, windows) * H
    return pa.table(
        {
            "unit_no": random.integers(0, count, windows).astype(np.int32),
            "start_s": start,
            "until_s": start + _MAINTENANCE,
            "mask": np.ones(windows, np.int32),
        }
    )
