"""What a question is about: a period, and the tickets that are in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from slm_analytics.domain.period import Period

NONE = "—"  # stands for "no value" wherever values are chosen or shown


class Event(StrEnum):
    """The event whose civil date decides which month a ticket counts in."""

    OPENED = "opened"
    RESOLVED = "resolved"
    DUE = "due"
    HAPPENED = "happened"  # of downtime: on the day on which it was


class Dimension(StrEnum):
    """What a figure may be split by or limited to. A closed list: it is spliced into SQL."""

    MONTH = "month"
    CUSTOMER = "customer"
    SERVICE = "service"
    PRIORITY = "priority"
    CATEGORY = "category"
    GROUP = "group"
    CHANNEL = "channel"
    STATE = "state"
    SITE = "site"
    RECORD_TYPE = "record_type"
    HOLDER = "holder"  # of a clock: the group or supplier whose time it counts
    TARGET = "target"  # that decided a clock
    DAY = "day"  # of downtime
    QUARTER = "quarter"  # of the calendar year


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """A question's limits; an empty limit means any.

    `only` holds pairs of dimension and the values allowed, sorted, so that
    equal questions are equal keys. `NONE` among the values means "no value".
    """

    period: Period | None = None
    month_of: Event | None = None
    only: tuple[tuple[Dimension, tuple[str, ...]], ...] = ()
    as_of: datetime | None = None

    def limited(self, dimension: Dimension, values: tuple[str, ...]) -> Scope:
        """Return the scope with `dimension` limited to `values` (any, when empty)."""
        kept = {name: allowed for name, allowed in self.only if name != dimension}
        if values:
            kept[dimension] = tuple(sorted(set(values)))
        return replace(self, only=tuple(sorted(kept.items())))

    def over(self, period: Period | None) -> Scope:
        """Return the scope over another period."""
        return replace(self, period=period)
