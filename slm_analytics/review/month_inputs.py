"""Which exports are expected for a customer and a month, and whether they cover it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

import pandas as pd

from slm_analytics.domain.period import Month
from slm_analytics.review.civil_time import on_clock
from slm_analytics.review.coverage import Coverage
from slm_analytics.review.queries import statement
from slm_analytics.warehouse.connection import Warehouse

_BEFORE = 3  # months in which an export told of a customer, so that it is expected again
_TELLING = 20  # openings in a usual month from which on none in a week says something


class Cover(StrEnum):
    """How far an export covers a month."""

    WHOLE = "complete"
    PARTLY = "partly there"
    MISSING = "not there"


class Lack(StrEnum):
    """What a month that is not covered lacks."""

    NOTHING = ""
    NEWER = "newer rows"
    OLDER = "older rows"
    BETWEEN = "rows of that time"


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthInput:
    """An export that is expected for a month.

    Attributes:
        title: what it is called.
        cover, lack: how far it covers the month, and what it lacks.
        on: the day of its newest row; where older rows are lacking, that of its oldest.
    """

    title: str
    cover: Cover
    lack: Lack
    on: date | None


@dataclass(frozen=True, slots=True)
class Opened:
    """Tickets opened in a month: all, in its first and last seven days, and the newest day."""

    count: int = 0
    first_week: int = 0
    last_week: int = 0
    newest_on: date = date.min

    def __add__(self, other: Opened) -> Opened:
        return Opened(
            self.count + other.count,
            self.first_week + other.first_week,
            self.last_week + other.last_week,
            max(self.newest_on, other.newest_on),
        )


Openings = Mapping[Month, Opened]
Source = tuple[str, str]  # tool and format


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What exports told so far.

    Attributes:
        titles, latest: of each format of each tool its title, and up to when it tells.
        openings: by format and tool the tickets opened in each month.
        of_customer: the same for each customer (None: tickets without one).
    """

    covered: Coverage
    titles: Mapping[Source, str]
    latest: Mapping[Source, datetime]
    openings: Mapping[Source, Openings]
    of_customer: Mapping[str | None, Mapping[Source, Openings]]

    def of_month(self, customer: str | None, month: Month) -> tuple[MonthInput, ...]:
        """Return the exports expected for a customer and month; none before it had a ticket."""
        mine = self.of_customer.get(customer, {})
        return tuple(self._input(source, mine[source], month) for source in _expected(mine, month))

    def _input(self, source: Source, mine: Openings, month: Month) -> MonthInput:
        cover, lack, on = self._cover(source, mine, month)
        return MonthInput(title=self.titles[source], cover=cover, lack=lack, on=on)

    def _cover(
        self, source: Source, mine: Openings, month: Month
    ) -> tuple[Cover, Lack, date | None]:
        latest = self.latest[source]
        if latest.date() < month.first:
            return Cover.MISSING, Lack.NEWER, latest.date()
        if not replace(self.covered, as_of_local=latest).is_closed(month):
            return Cover.PARTLY, Lack.NEWER, latest.date()
        for opened in (self.openings[source], mine):
            found = _gap(opened, month)
            if found is not None:
                return found
        return Cover.WHOLE, Lack.NOTHING, None


def _gap(opened: Openings, month: Month) -> tuple[Cover, Lack, date | None] | None:
    """Return what a month lacks in a row of months that are usually well filled."""
    usual = _usual(opened)
    if usual < _TELLING:
        return None
    here = opened.get(month)
    before = [each.newest_on for at, each in opened.items() if at < month]
    if here is None:
        return Cover.MISSING, Lack.BETWEEN, max(before, default=None)
    if not here.last_week:
        return Cover.PARTLY, Lack.BETWEEN, here.newest_on
    if not before and here.first_week * _TELLING < usual:
        return Cover.PARTLY, Lack.OLDER, None
    return None


def _usual(opened: Openings) -> int:
    """Return the openings of the month in which the median ticket was opened."""
    total, grown = sum(each.count for each in opened.values()), 0
    for month in sorted(opened):
        grown += opened[month].count
        if grown * 2 >= total:
            return opened[month].count
    return 0


def _expected(mine: Mapping[Source, Openings], month: Month) -> Iterator[Source]:
    """Yield what told of a customer lately; else what did when it was last told of."""
    since = month.plus(-_BEFORE)
    last = {source: max((at for at in opened if at <= month), default=None)
            for source, opened in mine.items()}  # fmt: skip
    known = [at for at in last.values() if at is not None]
    if known:
        since = min(since, max(known))
    for source, at in last.items():
        if at is not None and at >= since:
            yield source


def inputs(warehouse: Warehouse, covered: Coverage) -> Inputs:
    """Read what exports told so far."""
    titles, latest = {}, {}
    for row in _rows(warehouse, "month_sources"):
        source = (str(row["system"]), str(row["source"]))
        titles[source] = str(row["title"])
        zone = row["zone"] if isinstance(row["zone"], str) else "UTC"
        moment = datetime(1970, 1, 1, tzinfo=UTC) if pd.isna(row["latest_at"]) else _utc(row)
        latest[source] = on_clock(moment, zone)
    openings: dict[Source, dict[Month, Opened]] = defaultdict(lambda: defaultdict(Opened))
    mine: dict[str | None, dict[Source, dict[Month, Opened]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    for row in _rows(warehouse, "month_inputs"):
        source = (str(row["system"]), str(row["source"]))
        month = Month.of(row["month"].date())
        opened = Opened(row["opened"], row["first_week"], row["last_week"], row["newest_on"].date())
        customer = row["customer"] if isinstance(row["customer"], str) else None
        openings[source][month] += opened
        mine[customer][source][month] = opened
    return Inputs(
        covered=covered,
        titles=titles,
        latest=latest,
        openings={source: dict(months) for source, months in openings.items()},
        of_customer={name: dict(found) for name, found in mine.items()},
    )


def _rows(warehouse: Warehouse, name: str) -> list[Any]:
    return list(warehouse.query(statement(name)).to_dict("records"))


def _utc(row: Any) -> datetime:
    moment: datetime = row["latest_at"].to_pydatetime().replace(tzinfo=UTC)
    return moment
