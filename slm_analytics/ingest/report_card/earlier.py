"""What the store holds of a source's earlier months, and what a file holds, in one form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.compute as pc

HOURS = 24


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
    counted = rows.select([at]).group_by(at).aggregate([([], "count_all")]).to_pylist()
    local = [(_moment(each[at], zone), each["count_all"]) for each in counted if each[at]]
    days: Counter[date] = Counter()
    for moment, number in local:
        days[moment.date()] += number
    services = _services(rows, at) if "service" in rows.column_names else {}
    states = _words(rows, "state") if "state" in rows.column_names else {}
    hours = hours_of((moment.hour, number) for moment, number in local if moment.time() != time())
    return Told(days=days, services=services, states=states, hours=hours)


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


def _moment(told: date, zone: str) -> datetime:
    """Return an instant in a zone; a day is its own midnight anywhere."""
    if isinstance(told, datetime):
        return _local(told, zone)
    return datetime(told.year, told.month, told.day, tzinfo=UTC)


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
