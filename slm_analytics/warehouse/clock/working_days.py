"""Working days and local times of calendars as tables: for reopenings and targets in days."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from slm_analytics.domain.service_calendar import DAY
from slm_analytics.domain.zone import stretches
from slm_analytics.warehouse.clock.calendar_grid import Grid, OpenArrays, Seconds, local_parts

_NEVER = DAY  # a second of the day that no day has


def working_table(calendars: Sequence[OpenArrays], grid: Grid) -> tuple[pa.Table, int]:
    """Return, by calendar and UTC day, how many working days opened before, and openings in it.

    Also how many columns of openings there are: seconds of the day.
    """
    most = 1
    for each in calendars:
        counts = np.bincount(each.day_openings // DAY - grid.first_day, minlength=1)
        most = max(most, int(counts.max(initial=0)))
    rows = []
    for each in calendars:
        openings = np.sort(each.day_openings)
        table = np.full((grid.day_count, 1 + most), _NEVER, np.int64)
        begins = (np.arange(grid.day_count) + grid.first_day) * DAY
        table[:, 0] = np.searchsorted(openings, begins, side="left")
        days = openings // DAY - grid.first_day
        place = np.arange(len(openings)) - table[days, 0]
        table[days, 1 + place] = openings % DAY
        rows.append(table)
    names = ["begun_before", *(f"opening_{place}" for place in range(1, most + 1))]
    return _table("grid_no", rows, names), most


def working_day_table(calendars: Sequence[OpenArrays]) -> tuple[pa.Table, int]:
    """Return the working days by calendar and place, and how many places a calendar has."""
    count = max((len(each.day_numbers) for each in calendars), default=0) + 1
    keys = [
        number * count + np.arange(len(each.day_numbers)) for number, each in enumerate(calendars)
    ]
    days = [each.day_numbers for each in calendars]
    return (
        pa.table(
            {
                "place_no": pa.array(np.concatenate([np.zeros(0, np.int64), *keys]), pa.int64()),
                "day_number": pa.array(np.concatenate([np.zeros(0, np.int64), *days]), pa.int64()),
            }
        ),
        count,
    )


def local_table(calendars: Sequence[OpenArrays], grid: Grid) -> pa.Table:
    """Return, by calendar and day: what to add to UTC, what to take off a local time.

    Each may change once in the day, at the second told. `days_begun` counts
    the working days up to and with the local day.
    """
    days = np.arange(grid.day_count) + grid.first_day
    rows = []
    for each in calendars:
        parts = stretches(each.zone)
        starts = np.array([part.start for part in parts], np.int64)
        offsets = np.array([part.offset for part in parts], np.int64)
        faces, _ = local_parts(each.zone)
        begun = np.searchsorted(each.day_numbers, days, side="right")
        columns = [*_turn(starts, offsets, days), *_turn(faces, offsets, days), begun]
        rows.append(np.stack(columns, axis=1))
    names = [
        "utc_offset", "utc_turn", "utc_offset_after",
        "face_offset", "face_turn", "face_offset_after", "days_begun",
    ]  # fmt: skip
    return _table("grid_no", rows, names)


def zone_list(zones: Sequence[str], span: tuple[int, int]) -> tuple[pa.Array, tuple[int, int]]:
    """Return the UTC offsets of zones by day, and the first day and how many there are.

    Each is the second of the day at which the offset changes x 2^40 + the
    offset before x 2^20 + the one after, both a day greater than they are.
    """
    first, count = span[0] // DAY, span[1] // DAY - span[0] // DAY + 1
    days = np.arange(first, first + count)
    packed = []
    for zone in zones:
        parts = stretches(zone)
        starts = np.array([part.start for part in parts], np.int64)
        offsets = np.array([part.offset for part in parts], np.int64)
        before, turn, after = _turn(starts, offsets, days)
        packed.append((turn << 40) + (before + DAY << 20) + after + DAY)
    return pa.array(np.concatenate(packed)), (first, count)


def _turn(begins: Seconds, offsets: Seconds, days: Seconds) -> tuple[Seconds, Seconds, Seconds]:
    """Return the offset at the start of each day, the second it changes at, and the one after."""
    first = np.maximum(np.searchsorted(begins, days * DAY, side="right") - 1, 0)
    last = np.maximum(np.searchsorted(begins, days * DAY + DAY - 1, side="right") - 1, 0)
    turn = np.where(last > first, begins[last] - days * DAY, _NEVER)
    return offsets[first], turn, offsets[last]


def _table(key: str, rows: Sequence[Seconds], names: Sequence[str]) -> pa.Table:
    values = np.concatenate(rows) if rows else np.zeros((0, len(names)), np.int64)
    columns = {key: pa.array(np.arange(len(values), dtype=np.int32))}
    for place, name in enumerate(names):
        columns[name] = pa.array(values[:, place])
    return pa.table(columns)
