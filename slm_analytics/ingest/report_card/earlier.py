"""What the store holds of a source's earlier months, and what a file holds, in one form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from slm_analytics.domain.service_calendar import DAY
from slm_analytics.domain.zone import stretches

HOURS = 24
_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
Seconds = np.ndarray[tuple[int], np.dtype[np.int64]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a file, or the store, tells of a source.

    Attributes:
        days: day -> records that began on it.
        services: month (its first day) -> service -> records.
        states: state as written, lower case -> records.
        hours: hour of the day, in the zone of each load -> records.
        history: whether a history of the tool's tickets is loaded.
        gone: numbers of tickets counted before and not in the file; the first of them.
    """

    days: Mapping[date, int] = field(default_factory=dict)
    services: Mapping[date, Mapping[str, int]] = field(default_factory=dict)
    states: Mapping[str, int] = field(default_factory=dict)
    hours: tuple[int, ...] = (0,) * HOURS
    history: bool = False
    gone: tuple[str, ...] = ()


def told_by(rows: pa.Table, at: str, zone: str) -> Told:
    """Return what the rows of a file tell; days and hours are those of `zone`."""
    if rows.num_rows == 0 or at not in rows.column_names:
        return Told()
    local = _local_seconds(rows.column(at).drop_null(), zone)
    numbers, counts = np.unique(local // DAY, return_counts=True)
    days = {
        date.fromordinal(_EPOCH_ORDINAL + int(number)): int(count)
        for number, count in zip(numbers, counts, strict=True)
    }
    timed = local[local % DAY != 0]  # midnight stands for a day without a time
    services = _services(rows, at) if "service" in rows.column_names else {}
    states = _words(rows, "state") if "state" in rows.column_names else {}
    hours = np.bincount(timed % DAY // (DAY // HOURS), minlength=HOURS)
    return Told(
        days=days, services=services, states=states, hours=tuple(int(each) for each in hours)
    )


def hours_of(counted: Iterable[tuple[int, int]]) -> tuple[int, ...]:
    """Return how many records each hour of the day has."""
    hours = [0] * HOURS
    for hour, number in counted:
        hours[hour] += number
    return tuple(hours)


def local_hour(month: date, hour: int, zone: str) -> int:
    """Return the hour in `zone` of an hour in UTC, in the middle of a month."""
    return _local(datetime(month.year, month.month, 15, hour, tzinfo=UTC), zone).hour


def month_of(day: date) -> date:
    """Return the first day of a day's month."""
    return day.replace(day=1)


def _local_seconds(told: pa.ChunkedArray, zone: str) -> Seconds:
    """Return what the clock of a zone shows at instants; a day is its own midnight anywhere."""
    if not pa.types.is_timestamp(told.type):
        return np.asarray(told.cast(pa.date32()).cast(pa.int32())).astype(np.int64) * DAY
    seconds = np.asarray(told.cast(pa.timestamp("s"), safe=False).cast(pa.int64()))
    parts = stretches(zone)
    place = np.searchsorted([part.start for part in parts], seconds, side="right") - 1
    offsets = np.array([part.offset for part in parts], np.int64)
    local: Seconds = seconds + offsets[np.maximum(place, 0)]
    return local


def _local(moment: datetime, zone: str) -> datetime:
    return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone))


def _services(rows: pa.Table, at: str) -> dict[date, dict[str, int]]:
    months = pc.floor_temporal(rows.column(at), unit="month").cast(pa.date32())
    named = pa.table({"month": months, "service": rows.column("service").cast(pa.string())})
    counted = named.group_by(["month", "service"]).aggregate([([], "count_all")]).to_pylist()
    found: dict[date, dict[str, int]] = {}
    for each in counted:
        if each["service"] and each["month"]:
            found.setdefault(each["month"], {})[each["service"]] = each["count_all"]
    return found


def _words(rows: pa.Table, name: str) -> dict[str, int]:
    counted = pc.value_counts(rows.column(name)).to_pylist()
    return {str(each["values"]).lower(): each["counts"] for each in counted if each["values"]}
