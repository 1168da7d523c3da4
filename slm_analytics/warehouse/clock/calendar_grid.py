"""Service calendars as tables: open time by UTC day, its inverse, working days and local days.

A statement looks up a row by one whole number and needs no time zone: a grid
row tells the open seconds before its day and the open pieces within it, a
chunk row where a given number of open seconds is reached.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
import pyarrow as pa

from slm_analytics.domain.service_calendar import DAY, Hours, ServiceCalendar
from slm_analytics.domain.service_time import CalendarPart
from slm_analytics.domain.zone import stretches

Seconds = np.ndarray  # int64
_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
_CHUNKS = (14_400, 7_200, 3_600, 1_800, 900, 300, 60)
_MOST_PIECES = 4


@dataclass(frozen=True, slots=True)
class OpenArrays:
    """Open intervals in UTC, and the working days: their numbers since 1970 and openings."""

    starts: Seconds
    untils: Seconds
    day_numbers: Seconds
    day_openings: Seconds
    zone: str


def open_arrays(parts: Sequence[CalendarPart]) -> OpenArrays:
    """Compile parts that follow one another, as `ServiceTime` does."""
    compiled = [_arrays_of(_content(part.calendar), part.start, part.until) for part in parts]
    numbers = np.concatenate([each.day_numbers for each in compiled])
    openings = np.concatenate([each.day_openings for each in compiled])
    highest = np.maximum.accumulate(np.concatenate([[-(1 << 60)], numbers]))[:-1]
    rising = numbers > highest  # a day that a part before had already counts once
    return OpenArrays(
        np.concatenate([each.starts for each in compiled]),
        np.concatenate([each.untils for each in compiled]),
        numbers[rising],
        openings[rising],
        parts[-1].calendar.zone,
    )


@dataclass(frozen=True, slots=True)
class _Content:
    """A calendar by what it says, so that an equal one is not compiled again."""

    zone: str
    weekly: tuple[Hours, ...]
    holidays: tuple[date, ...]
    holiday_ends_shift: bool
    special: tuple[tuple[date, Hours], ...]
    always_open: bool


def _content(calendar: ServiceCalendar) -> _Content:
    return _Content(
        calendar.zone,
        calendar.weekly,
        tuple(sorted(calendar.holidays)),
        calendar.holiday_ends_shift,
        tuple(sorted(calendar.special.items())),
        calendar.always_open,
    )


@lru_cache(maxsize=256)
def _arrays_of(content: _Content, start: int, until: int) -> OpenArrays:
    calendar = ServiceCalendar(
        zone=content.zone,
        weekly=content.weekly,
        holidays=dict.fromkeys(content.holidays, ""),
        holiday_ends_shift=content.holiday_ends_shift,
        special=dict(content.special),
        always_open=content.always_open,
    )
    first = date.fromordinal(start // DAY + _EPOCH_ORDINAL - 1)
    last = date.fromordinal(until // DAY + _EPOCH_ORDINAL + 1)
    intervals = np.array(calendar.open_time(first, last).intervals, np.int64).reshape(-1, 2)
    starts, untils = np.maximum(intervals[:, 0], start), np.minimum(intervals[:, 1], until)
    inside = starts < untils
    numbers, openings = _working_days(calendar, first, last)
    within = (openings >= start) & (openings < until)
    return OpenArrays(
        starts[inside], untils[inside], numbers[within], openings[within], content.zone
    )


def _working_days(calendar: ServiceCalendar, first: date, last: date) -> tuple[Seconds, Seconds]:
    """Return the civil days on which service opens, and the instants of their openings."""
    days = np.arange(first.toordinal(), last.toordinal() + 1, dtype=np.int64) - _EPOCH_ORDINAL
    never = -1
    usual = [min((opens for opens, _ in hours), default=never) for hours in calendar.weekly]
    opens = np.array(usual, np.int64)[(days + 3) % 7]  # 1970-01-01 was a Thursday
    if calendar.always_open:
        opens = np.zeros(len(days), np.int64)
    else:
        for day, hours in calendar.special.items():
            if first <= day <= last:
                place = day.toordinal() - first.toordinal()
                opens[place] = min((begin for begin, _ in hours), default=never)
        for day in calendar.holidays:
            if first <= day <= last:
                opens[day.toordinal() - first.toordinal()] = never
    is_working = opens != never
    faces = days[is_working] * DAY + opens[is_working]
    return days[is_working], to_utc(faces, calendar.zone)


def to_utc(faces: Seconds, zone: str) -> Seconds:
    """Return the instants of local times, as `domain.zone.to_utc` reads folds and gaps."""
    begins, offsets = local_parts(zone)
    place = np.maximum(np.searchsorted(begins, faces, side="right") - 1, 0)
    instants: Seconds = faces - offsets[place]
    return instants


def local_parts(zone: str) -> tuple[Seconds, Seconds]:
    """Return the local times from which each offset is the one that reads a local time.

    In a fold the earlier instant is meant, in a gap the offset before it reads
    on: either way the new offset begins at the later of the two local times.
    """
    parts = stretches(zone)
    offsets = np.array([part.offset for part in parts], np.int64)
    begins = np.array([part.start for part in parts], np.int64)
    before = np.concatenate([offsets[:1], offsets[:-1]])
    return begins + np.maximum(before, offsets), offsets


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Calendars as tables, and the numbers that their keys are made with.

    Attributes:
        days: a row for calendar number x `day_count` + UTC day - `first_day`.
        pieces: how many open pieces a row of `days` has.
        chunks: a row for calendar number x `chunk_count` + (seconds - 1) // `chunk`.
        chunk_pieces: how many open pieces a row of `chunks` has.
    """

    days: pa.Table
    first_day: int
    day_count: int
    pieces: int
    chunks: pa.Table
    chunk: int
    chunk_count: int
    chunk_pieces: int


def grid_of(calendars: Sequence[OpenArrays], span: tuple[int, int]) -> Grid:
    """Return the tables of calendars, numbered from 0, over a span of instants."""
    first_day, last_day = span[0] // DAY - 1, span[1] // DAY + 1
    cut = [_day_pieces(each) for each in calendars]
    pieces = max((int(rank.max(initial=0)) + 1 for *_, rank in cut), default=1)
    rows = [_day_rows(each, first_day, last_day, pieces) for each in cut]
    chunk, chunked = _chunked(calendars)
    chunk_pieces = max((int(rank.max(initial=0)) + 1 for *_, rank in chunked), default=1)
    chunk_count = max((int(keys.max(initial=0)) + 1 for keys, *_ in chunked), default=1)
    return Grid(
        days=_stacked(rows, ["before_s", *_names("start", "length", pieces), "later_s"]),
        first_day=first_day,
        day_count=last_day - first_day + 1,
        pieces=pieces,
        chunks=_chunk_table(chunked, chunk_count, chunk_pieces),
        chunk=chunk,
        chunk_count=chunk_count,
        chunk_pieces=chunk_pieces,
    )


def _names(first: str, second: str, count: int) -> list[str]:
    return [
        name for place in range(1, count + 1) for name in (f"{first}_{place}", f"{second}_{place}")
    ]


def _rank(groups: Seconds) -> Seconds:
    """Return the place of each element among the equal ones before it; `groups` is sorted."""
    if not len(groups):
        return groups
    begins = np.flatnonzero(np.concatenate([[True], groups[1:] != groups[:-1]]))
    return np.arange(len(groups)) - np.repeat(begins, np.diff(np.append(begins, len(groups))))


def _split(starts: Seconds, untils: Seconds, size: int) -> tuple[Seconds, Seconds, Seconds]:
    """Cut spans at multiples of a size: the multiple each piece lies in, its start and end."""
    first, last = starts // size, (untils - 1) // size
    counts = last - first + 1
    owner = np.repeat(np.arange(len(starts)), counts)
    ends = np.cumsum(counts)
    multiple = first[owner] + np.arange(len(owner)) - np.repeat(ends - counts, counts)
    begins = np.maximum(starts[owner], multiple * size)
    return multiple, begins, np.minimum(untils[owner], (multiple + 1) * size)


def _day_pieces(calendar: OpenArrays) -> tuple[Seconds, Seconds, Seconds, Seconds]:
    days, begins, ends = _split(calendar.starts, calendar.untils, DAY)
    return days, begins, ends, _rank(days)


def _day_rows(
    cut: tuple[Seconds, Seconds, Seconds, Seconds], first_day: int, last_day: int, pieces: int
) -> Seconds:
    """Return the rows of a calendar: seconds before, start and length of pieces, next opening."""
    days, begins, ends, rank = cut
    count = last_day - first_day + 1
    rows = np.zeros((count, 2 + 2 * pieces), np.int64)
    per_day = np.bincount(days - first_day, weights=ends - begins, minlength=count)
    rows[1:, 0] = np.cumsum(per_day.astype(np.int64))[:-1]
    rows[days - first_day, 1 + 2 * rank] = begins - days * DAY
    rows[days - first_day, 2 + 2 * rank] = ends - begins
    place = np.searchsorted(begins, (np.arange(first_day, last_day + 1) + 1) * DAY)
    rows[:, -1] = np.append(begins, -1)[place]
    return rows


def _stacked(rows: Sequence[Seconds], names: Sequence[str]) -> pa.Table:
    values = np.concatenate(rows) if rows else np.zeros((0, len(names)), np.int64)
    columns = {"grid_no": pa.array(np.arange(len(values), dtype=np.int32))}
    for place, name in enumerate(names):
        small = name.startswith(("start_", "length_"))
        columns[name] = pa.array(values[:, place].astype(np.int32 if small else np.int64))
    later = values[:, -1]
    columns["later_s"] = pa.array(later, mask=later < 0)
    return pa.table(columns)


_Chunked = tuple[Seconds, Seconds, Seconds, Seconds]


def _chunked(calendars: Sequence[OpenArrays]) -> tuple[int, list[_Chunked]]:
    """Cut the open time of calendars into chunks, small enough to have few pieces each."""
    cut: list[_Chunked] = []
    chunk = _CHUNKS[-1]
    for chunk in _CHUNKS:
        cut = [_chunks_of(each, chunk) for each in calendars]
        if all(rank.max(initial=0) < _MOST_PIECES for *_, rank in cut):
            break
    return chunk, cut


def _chunks_of(calendar: OpenArrays, chunk: int) -> _Chunked:
    """Return the chunk of each piece, the open seconds at its start, its instant, its rank."""
    lengths = calendar.untils - calendar.starts
    before = np.cumsum(lengths) - lengths
    keys, begins, ends = _split(before, before + lengths, chunk)
    owner = np.searchsorted(before, begins, side="right") - 1
    return keys, ends, calendar.starts[owner] + begins - before[owner], _rank(keys)


def _chunk_table(chunked: Sequence[_Chunked], count: int, pieces: int) -> pa.Table:
    """Return rows of pieces: up to how many open seconds it reaches, and what to add to them."""
    tables = []
    for number, (keys, ends, instants, rank) in enumerate(chunked):
        used = int(keys.max(initial=-1)) + 1
        rows = np.zeros((used, 2 * pieces), np.int64)
        begins = np.concatenate([[0], ends[:-1]]) if len(ends) else ends
        rows[keys, 2 * rank] = ends
        rows[keys, 2 * rank + 1] = instants - begins
        tables.append((np.arange(used, dtype=np.int32) + number * count, rows))
    keys = np.concatenate([each for each, _ in tables]) if tables else np.zeros(0, np.int32)
    values = (
        np.concatenate([each for _, each in tables])
        if tables
        else np.zeros((0, 2 * pieces), np.int64)
    )
    columns = {"chunk_no": pa.array(keys)}
    for place, name in enumerate(_names("up_to", "add", pieces)):
        columns[name] = pa.array(values[:, place])
    return pa.table(columns)
