"""Holidays that due times keep clear of: those of the countries of a zone, or days of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

import holidays
import numpy as np

from slm_analytics.domain.service_calendar import DAY, Hours
from slm_analytics.statistics.open_seconds import Seconds

_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
_EXPECTED = 8.0  # due times a working day would have for its silence to be no chance
_MOST_PARTS = 4
_QUIET_NAME = "nothing was due"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedDays:
    """Closed dates with their names, whose they are, and what saying so costs."""

    words: str
    days: Mapping[date, str]
    cost: int


def closed_days(
    zone: str, due_faces: Seconds, weekly: tuple[Hours, ...], countries: tuple[str, ...] = ()
) -> Iterator[ClosedDays]:
    """Yield the holidays that due times (local clock faces) may keep clear of.

    National ones of the zone's countries and of those given; those of the
    regions whose own days are the quietest; last the quiet days themselves.
    """
    if len(due_faces) == 0:
        return
    numbers = (due_faces - 1) // DAY
    years = (_date(int(numbers.min())).year, _date(int(numbers.max())).year)
    busy = dict(
        zip(*(each.tolist() for each in np.unique(numbers, return_counts=True)), strict=True)
    )
    for country in dict.fromkeys((*countries, *countries_of(zone))):
        national = public_holidays(country, "", *years)
        if not national:
            continue
        yield ClosedDays(words=country, days=national, cost=1)
        regions = [
            ClosedDays(
                words=f"{country}-{part}", days=public_holidays(country, part, *years), cost=2
            )
            for part in _parts(country)
        ]
        regions = [each for each in regions if dict(each.days) != dict(national)]
        regions.sort(key=lambda each: _disturbed(each.days, national, busy, weekly))
        yield from regions[:_MOST_PARTS]
    if quiet := quiet_days(busy, weekly):
        yield ClosedDays(words="its own", days=quiet, cost=1 + len(quiet))


@cache
def public_holidays(country: str, part: str, first: int, last: int) -> Mapping[date, str]:
    """Return the public holidays of a country, or of a part of it; nothing where none are known."""
    try:
        found = holidays.country_holidays(
            country, subdiv=part or None, years=range(first, last + 1)
        )
    except NotImplementedError:
        return {}
    return dict(sorted(found.items()))


@cache
def countries_of(zone: str) -> tuple[str, ...]:
    """Return the countries (ISO 3166) whose zone it is, by the pinned zone database."""
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8")
    rows = [line.split("\t") for line in table.splitlines() if not line.startswith("#")]
    return tuple(row[0] for row in rows if row[2] == zone)


def quiet_days(busy: Mapping[int, int], weekly: tuple[Hours, ...]) -> dict[date, str]:
    """Return working days on which nothing was due though much was on others like them."""
    first, last = min(busy), max(busy)
    usual = [0.0] * 7
    for weekday in range(7):
        of_it = [number for number in range(first, last + 1) if _weekday(number) == weekday]
        usual[weekday] = sum(busy.get(number, 0) for number in of_it) / max(len(of_it), 1)
    return {
        _date(number): _QUIET_NAME
        for number in range(first, last + 1)
        if weekly[_weekday(number)] and number not in busy and usual[_weekday(number)] >= _EXPECTED
    }


@cache
def _parts(country: str) -> tuple[str, ...]:
    return tuple(holidays.list_supported_countries().get(country, ()))


def _disturbed(
    days: Mapping[date, str],
    national: Mapping[date, str],
    busy: Mapping[int, int],
    weekly: tuple[Hours, ...],
) -> float:
    """Return how many due times lie on working days that only a part keeps, per such day."""
    own = [day.toordinal() - _EPOCH_ORDINAL for day in days.keys() - national.keys()]
    own = [number for number in own if weekly[_weekday(number)]]
    return sum(busy.get(number, 0) for number in own) / len(own) if own else float("inf")


def _weekday(number: int) -> int:
    return (number + 3) % 7


def _date(number: int) -> date:
    return date.fromordinal(number + _EPOCH_ORDINAL)
