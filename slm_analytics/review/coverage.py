"""What is loaded: the months, names and times that a reader can choose from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pandas as pd

from slm_analytics.domain.period import Month
from slm_analytics.domain.scope import NONE, Dimension
from slm_analytics.domain.zone import local_seconds
from slm_analytics.metrics.statement import column_of
from slm_analytics.review.queries import statement
from slm_analytics.warehouse.connection import Warehouse

_NOON, _EVENING = time(12), time(18)
_FRIDAY = 4
_TELLING = 20  # openings in a usual month from which on a quiet week is told from a missing one


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What the store holds.

    Attributes:
        generation: its number.
        tickets, updates, loads, set_aside, unknown_words: counts.
        first_opened_at, last_opened_at: UTC.
        first, last: first and last month with an opening; None when empty.
        as_of: latest instant in the loads, UTC; None when empty.
        as_of_local, zone: the same on the clock of the latest load's zone.
        is_sample: whether sample data is loaded.
        begins: first month that is there from its first days, `ends`: last one that is there
            to its last (`whole_months`); None when there is none.
    """

    generation: int
    tickets: int
    updates: int
    loads: int
    set_aside: int
    unknown_words: int
    first: Month | None
    last: Month | None
    first_opened_at: datetime | None
    last_opened_at: datetime | None
    as_of: datetime | None
    as_of_local: datetime | None
    zone: str
    is_sample: bool
    begins: Month | None = None
    ends: Month | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is loaded."""
        return self.first is None

    @property
    def months(self) -> tuple[Month, ...]:
        """Every month from the first opening to the as-of time."""
        if self.first is None or self.last is None or self.as_of_local is None:
            return ()
        end = max(self.last, Month.of(self.as_of_local.date()))
        count = (end.year - self.first.year) * 12 + end.number - self.first.number + 1
        return tuple(self.first.plus(step) for step in range(count))

    @property
    def review_month(self) -> Month | None:
        """The month a review is about: the last closed one with openings.

        The month after it where the data is not yet closed and the one before only partly there.
        """
        if self.first is None or self.last is None or self.as_of_local is None:
            return None
        before = self.last.plus(-1)
        known = before >= (self.begins or self.first)
        return before if known and not self.is_closed(self.last) else self.last

    def is_closed(self, month: Month) -> bool:
        """Return whether the data reaches noon of the last working day (Mon-Fri) of `month`."""
        if self.as_of_local is None:
            return False
        last = _last_day(month)
        working = last - timedelta(days=max(0, last.weekday() - _FRIDAY))
        return self.as_of_local >= datetime.combine(working, _NOON)

    def is_over(self, month: Month) -> bool:
        """Return whether the data reaches the evening of the last day of `month`."""
        if self.as_of_local is None:
            return False
        return self.as_of_local >= datetime.combine(_last_day(month), _EVENING)

    def is_whole(self, month: Month) -> bool:
        """Return whether the data holds all of `month`, so that it can be compared."""
        if self.begins is None or self.ends is None:
            return False
        return self.begins <= month <= self.ends


def whole_months(openings: pd.DataFrame, closed: Month | None) -> tuple[Month | None, Month | None]:
    """Return the first month held from its first days, and the last held to its last days.

    A list begins with older tickets that were still alive, and may end before
    its latest update. A usual month is as large as the one in which the median
    ticket was opened. The first whole month is the first whose first seven
    days have at least a twentieth of a usual month's openings (a fifth of a
    week's); the last whole month is the last up to `closed` that has an opening in its
    last seven days. Where a usual month has fewer than 20 openings a quiet
    week says nothing: every closed month is whole.

    Args:
        openings: columns of `queries/openings.sql`, in order.
        closed: the last month that the data closes; None when there is none.
    """
    if openings.empty:
        return None, None
    months = [Month.of(day) for day in openings["month"]]
    grown = openings["opened"].cumsum()
    usual = int(openings["opened"][grown * 2 >= grown.iloc[-1]].iloc[0])
    if usual < _TELLING:
        return months[0], closed
    begun = openings["first_week"] * _TELLING >= usual
    ended = openings["last_week"] > 0
    first = next((month for month, full in zip(months, begun, strict=True) if full), None)
    full = [month for month, full in zip(months, ended, strict=True) if full]
    return first, max((month for month in full if closed and month <= closed), default=None)


def coverage(warehouse: Warehouse) -> Coverage:
    """Read what is loaded."""
    facts = warehouse.query(statement("coverage")).iloc[0]
    zone = facts["zone"] if isinstance(facts["zone"], str) else "UTC"
    as_of = _moment(facts["as_of"])
    told = Coverage(
        generation=int(facts["number"]),
        tickets=int(facts["tickets"]),
        updates=int(facts["updates"]),
        loads=int(facts["loads"]),
        set_aside=int(facts["set_aside"]),
        unknown_words=int(facts["unknown_words"]),
        first=_month(facts["first_on"]),
        last=_month(facts["last_on"]),
        first_opened_at=_moment(facts["first_opened_at"]),
        last_opened_at=_moment(facts["last_opened_at"]),
        as_of=as_of,
        as_of_local=_local(as_of, zone),
        zone=zone,
        is_sample=bool(facts["is_sample"]),
    )
    closed = next((month for month in reversed(told.months) if told.is_closed(month)), None)
    begins, ends = whole_months(warehouse.query(statement("openings")), closed)
    return replace(told, begins=begins, ends=ends)


def names(warehouse: Warehouse, dimension: Dimension) -> tuple[str, ...]:
    """Return the values of a dimension that occur, in order; `NONE` where some have none."""
    query = "clock_names" if dimension in (Dimension.HOLDER, Dimension.TARGET) else "names"
    found = warehouse.query(statement(query, column=column_of(dimension)))["name"]
    return tuple(NONE if pd.isna(name) else str(name) for name in found)


def _last_day(month: Month) -> date:
    return month.plus(1).first - timedelta(days=1)


def _moment(value: Any) -> datetime | None:
    return None if pd.isna(value) else value.to_pydatetime()


def _month(value: Any) -> Month | None:
    return None if pd.isna(value) else Month.of(value.date())


def _local(moment: datetime | None, zone: str) -> datetime | None:
    if moment is None:
        return None
    epoch = datetime(1970, 1, 1)  # noqa: DTZ001  a local clock face has no zone
    seconds = local_seconds(int((moment - epoch).total_seconds()), zone)
    return epoch + pd.Timedelta(seconds=seconds).to_pytimedelta()
