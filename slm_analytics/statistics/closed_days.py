"""Holidays that due times keep clear of: those of the countries of a zone, or days of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Protocol

import numpy as np

from slm_analytics.domain.service_calendar import DAY, Hours
from slm_analytics.statistics.open_seconds import Seconds

_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
_EXPECTED = 8.0  # due times a working day would have for its silence to be no chance
_MOST_PARTS = 4
QUIET = "nothing was due"


class PublicHolidays(Protocol):
    """Whoever knows the public holidays of countries (ISO 3166) and of their parts."""

    def days(self, country: str, part: str) -> Mapping[date, str]:
        """Return closed dates with their names; part "": the whole country's."""

    def parts(self, country: str) -> tuple[str, ...]:
        """Return the parts of a country that have holidays of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedDays:
    """Closed dates with their names, whose they are (`DE`, `DE-BY`), and what saying so costs."""

    whose: str
    days: Mapping[date, str]
    cost: int


def closed_days(
    due_faces: Seconds,
    weekly: tuple[Hours, ...],
    countries: tuple[str, ...],
    public: PublicHolidays | None,
) -> Iterator[ClosedDays]:
    """Yield the holidays that due times (local clock faces) may keep clear of.

    National ones of each country; those of its parts whose own days are the
    quietest; last the quiet days themselves.
    """
    if len(due_faces) == 0:
        return
    days, counts = np.unique((due_faces - 1) // DAY, return_counts=True)
    busy = dict(zip(days.tolist(), counts.tolist(), strict=True))
    for country in dict.fromkeys(countries) if public else ():
        yield from _of_country(country, busy, weekly, public)
    if quiet := quiet_days(busy, weekly):
        yield ClosedDays(whose=QUIET, days=quiet, cost=1 + len(quiet))


def quiet_days(busy: Mapping[int, int], weekly: tuple[Hours, ...]) -> dict[date, str]:
    """Return working days on which nothing was due though much was on others like them.

    `busy`: due times of a day, by its number since 1970.
    """
    usual = _usual(busy)
    return {
        _date(number): QUIET
        for number in range(min(busy), max(busy) + 1)
        if number not in busy and weekly[_weekday(number)] and usual[_weekday(number)] >= _EXPECTED
    }


def _usual(busy: Mapping[int, int]) -> list[float]:
    """Return how many due times a day of each weekday holds."""
    first, last = min(busy), max(busy)
    found = []
    for weekday in range(7):
        of_it = [number for number in range(first, last + 1) if _weekday(number) == weekday]
        found.append(sum(busy.get(number, 0) for number in of_it) / max(len(of_it), 1))
    return found


@cache
def countries_of(zone: str) -> tuple[str, ...]:
    """Return the countries (ISO 3166) whose zone it is, by the pinned zone database."""
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8")
    rows = [line.split("\t") for line in table.splitlines() if not line.startswith("#")]
    return tuple(row[0] for row in rows if row[2] == zone)


def _of_country(
    country: str,
    busy: Mapping[int, int],
    weekly: tuple[Hours, ...],
    public: PublicHolidays | None,
) -> Iterator[ClosedDays]:
    national = public.days(country, "") if public else {}
    if not public or not national:
        return
    yield ClosedDays(whose=country, days=national, cost=1)
    usual = _usual(busy)
    found = []
    for part in public.parts(country):
        days = public.days(country, part)
        own = [day.toordinal() - _EPOCH_ORDINAL for day in days.keys() - national.keys()]
        own = [day for day in own if min(busy) <= day <= max(busy) and weekly[_weekday(day)]]
        quiet = sum(usual[_weekday(day)] - 2 * busy.get(day, 0) for day in own)
        if quiet > 0:
            found.append((-quiet, f"{country}-{part}", days))
    found.sort(key=lambda each: each[:2])
    for _, whose, days in found[:_MOST_PARTS]:
        yield ClosedDays(whose=whose, days=days, cost=2)


def _weekday(number: int) -> int:
    return (number + 3) % 7


def _date(number: int) -> date:
    return date.fromordinal(number + _EPOCH_ORDINAL)
