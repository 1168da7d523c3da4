"""What is loaded: the months, names and times that a reader can choose from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd

from slm_analytics.domain.period import Month
from slm_analytics.domain.scope import NONE, Dimension
from slm_analytics.domain.zone import local_seconds
from slm_analytics.metrics.statement import column_of
from slm_analytics.review.queries import statement
from slm_analytics.warehouse.connection import Warehouse


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
        """The month a review is about: the last with openings whose last day is in the data."""
        if self.first is None or self.last is None or self.as_of_local is None:
            return None
        closed = self.is_closed(self.last) or self.last == self.first
        return self.last if closed else self.last.plus(-1)

    def is_closed(self, month: Month) -> bool:
        """Return whether the data reaches the last day of `month`."""
        if self.as_of_local is None:
            return False
        last_day = date.fromordinal(month.plus(1).first.toordinal() - 1)
        return self.as_of_local.date() >= last_day


def coverage(warehouse: Warehouse) -> Coverage:
    """Read what is loaded."""
    facts = warehouse.query(statement("coverage")).iloc[0]
    zone = facts["zone"] if isinstance(facts["zone"], str) else "UTC"
    as_of = _moment(facts["as_of"])
    return Coverage(
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


def names(warehouse: Warehouse, dimension: Dimension) -> tuple[str, ...]:
    """Return the values of a dimension that occur, in order; `NONE` where some have none."""
    found = warehouse.query(statement("names", column=column_of(dimension)))["name"]
    return tuple(NONE if pd.isna(name) else str(name) for name in found)


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
