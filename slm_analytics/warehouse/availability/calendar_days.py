"""Service calendars as local days: when each begins and ends, and its open and closed pieces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from slm_analytics.domain.service_calendar import DAY
from slm_analytics.domain.service_time import CalendarPart
from slm_analytics.domain.zone import local_seconds
from slm_analytics.warehouse.clock.calendar_grid import Seconds, open_arrays, to_utc


@dataclass(frozen=True, slots=True)
class CalendarDays:
    """Calendars over a span of time, numbered from 0.

    Attributes:
        days: one row per calendar and local day: `calendar_no`, `day_no` (days since 1970),
            `begin_s`, `end_s` (its midnights, seconds UTC), `open_s` (open seconds in it).
        pieces: one row per piece of a day that is open or closed throughout: `calendar_no`,
            `day_no`, `piece_no`, `begin_s`, `end_s`, `is_open`. The pieces of a day cover it.
    """

    days: pa.Table
    pieces: pa.Table


def calendar_days(
    calendars: Sequence[Sequence[CalendarPart]], span: tuple[int, int]
) -> CalendarDays:
    """Return the local days of calendars that touch a span of instants."""
    made = [_days_of(number, parts, span) for number, parts in enumerate(calendars)]
    return CalendarDays(
        pa.concat_tables([_no_days(), *(days for days, _ in made)]),
        pa.concat_tables([_no_pieces(), *(pieces for _, pieces in made)]),
    )


def _days_of(
    number: int, parts: Sequence[CalendarPart], span: tuple[int, int]
) -> tuple[pa.Table, pa.Table]:
    zone = parts[-1].calendar.zone
    first, last = (local_seconds(at, zone) // DAY for at in span)
    days = np.arange(first, last + 2, dtype=np.int64)
    midnights = to_utc(days * DAY, zone)
    opened = open_arrays(parts)
    inside = (opened.untils > midnights[0]) & (opened.starts < midnights[-1])
    starts = np.maximum(opened.starts[inside], midnights[0])
    untils = np.minimum(opened.untils[inside], midnights[-1])
    cuts = np.unique(np.concatenate([midnights, starts, untils]))
    begins, ends = cuts[:-1], cuts[1:]
    is_open = np.zeros(len(begins), bool)
    place = np.searchsorted(starts, begins, side="right") - 1
    if len(starts):
        is_open = (place >= 0) & (begins < untils[np.maximum(place, 0)])
    day = np.searchsorted(midnights, begins, side="right") - 1
    open_s = np.bincount(day, weights=(ends - begins) * is_open, minlength=len(days) - 1)
    return (
        _table(
            number, day_no=days[:-1], begin_s=midnights[:-1], end_s=midnights[1:],
            open_s=open_s.astype(np.int64),
        ),
        _table(number, day_no=days[day], piece_no=_rank(day), begin_s=begins, end_s=ends,
               is_open=is_open),
    )  # fmt: skip


def _rank(groups: Seconds) -> Seconds:
    first = np.searchsorted(groups, groups)
    return np.arange(len(groups)) - first


def _table(number: int, **columns: Seconds) -> pa.Table:
    length = len(next(iter(columns.values())))
    return pa.table(
        {"calendar_no": pa.array(np.full(length, number, np.int32))}
        | {name: _narrow(name, values) for name, values in columns.items()}
    )


def _narrow(name: str, values: Seconds) -> pa.Array:
    return pa.array(values.astype(np.int32) if name in ("day_no", "piece_no") else values)


def _no_days() -> pa.Table:
    none = np.zeros(0, np.int64)
    return _table(0, day_no=none, begin_s=none, end_s=none, open_s=none)


def _no_pieces() -> pa.Table:
    none = np.zeros(0, np.int64)
    return _table(
        0, day_no=none, piece_no=none, begin_s=none, end_s=none, is_open=none.astype(bool)
    )
