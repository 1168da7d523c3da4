"""Service calendars as lists: open time by UTC day, its inverse, working days and local days.

A statement looks up a place in a list by one whole number and needs no time
zone: a day's place tells the open seconds before it and the open pieces within
it, a chunk's where a given number of open seconds is reached.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
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
LENGTH_BITS, ADDED_BITS = 17, 40


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
    """Calendars as lists, and the numbers that places in them are made with.

    By calendar number x `day_count` + UTC day - `first_day`: `open_before`, the
    open seconds before the day; `open_piece_1` to the number of `pieces`, its
    open pieces, each start x 2^17 + length; `opens_later`, the next opening
    after it.

    By `chunk_begin` of the calendar + (seconds - 1) // `chunk`: `chunk_1` to
    the number of `chunk_pieces`, each up to which of the chunk's seconds it
    reaches x 2^40 + what makes an instant of open seconds.
    """

    lists: dict[str, pa.Array]
    first_day: int
    day_count: int
    pieces: int
    chunk: int
    chunk_pieces: int


def cut_off(
    calendars: Sequence[OpenArrays], span: tuple[int, int], after: int, seconds: int
) -> tuple[list[OpenArrays], tuple[int, int]]:
    """Return calendars and span up to where each has so many open seconds after an instant.

    Lists that end sooner are looked up faster. Where a calendar has not that
    many, all stays as it is.
    """
    end = after
    for each in calendars:
        starts = np.maximum(each.starts, after)
        passed = np.cumsum(np.maximum(each.untils - starts, 0))
        place = int(np.searchsorted(passed, seconds))
        if place == len(passed):
            return list(calendars), span
        end = max(end, int(each.untils[place] - passed[place] + seconds))
    return [_until(each, end) for each in calendars], (span[0], min(span[1], end))


def _until(calendar: OpenArrays, end: int) -> OpenArrays:
    inside, within = calendar.starts < end, calendar.day_openings < end
    return replace(
        calendar,
        starts=calendar.starts[inside],
        untils=np.minimum(calendar.untils[inside], end),
        day_numbers=calendar.day_numbers[within],
        day_openings=calendar.day_openings[within],
    )


def grid_of(calendars: Sequence[OpenArrays], span: tuple[int, int]) -> Grid:
    """Return the lists of calendars, numbered from 0, over a span of instants."""
    first_day, last_day = span[0] // DAY - 1, span[1] // DAY + 1
    count = last_day - first_day + 1
    cut = [_day_pieces(each) for each in calendars]
    pieces = max((int(rank.max(initial=0)) + 1 for *_, rank in cut), default=1)
    days = np.concatenate([_day_rows(each, first_day, count, pieces) for each in cut])
    chunk, chunked = _chunked(calendars)
    chunk_pieces = max((int(rank.max(initial=0)) + 1 for *_, rank in chunked), default=1)
    chunks = [_chunk_rows(each, chunk, chunk_pieces) for each in chunked]
    return Grid(
        lists={
            "open_before": _narrowed(days[:, 0]),
            **_numbered("open_piece", days[:, 1:-1]),
            "opens_later": pa.array(days[:, -1], mask=days[:, -1] < 0),
            **_numbered("chunk", np.concatenate(chunks)),
            "chunk_begin": pa.array(np.cumsum([0, *(len(each) for each in chunks)])),
        },
        first_day=first_day,
        day_count=count,
        pieces=pieces,
        chunk=chunk,
        chunk_pieces=chunk_pieces,
    )


def _narrowed(column: Seconds) -> pa.Array:
    """Return numbers in half the room where they fit."""
    return pa.array(column.astype(np.int32) if column.max(initial=0) < 1 << 31 else column)


def _numbered(name: str, columns: Seconds) -> dict[str, pa.Array]:
    return {f"{name}_{place + 1}": pa.array(column) for place, column in enumerate(columns.T)}


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
    cut: tuple[Seconds, Seconds, Seconds, Seconds], first_day: int, count: int, pieces: int
) -> Seconds:
    """Return the rows of a calendar: seconds before, pieces, next opening (-1: none)."""
    days, begins, ends, rank = cut
    rows = np.zeros((count, 2 + pieces), np.int64)
    per_day = np.bincount(days - first_day, weights=ends - begins, minlength=count)
    rows[1:, 0] = np.cumsum(per_day.astype(np.int64))[:-1]
    rows[days - first_day, 1 + rank] = (begins - days * DAY << LENGTH_BITS) + ends - begins
    place = np.searchsorted(begins, (np.arange(count) + first_day + 1) * DAY)
    rows[:, -1] = np.append(begins, -1)[place]
    return rows


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


def _chunk_rows(cut: _Chunked, chunk: int, pieces: int) -> Seconds:
    """Return the rows of a calendar: per piece its end within the chunk, and what to add."""
    keys, ends, instants, rank = cut
    rows = np.zeros((int(keys.max(initial=-1)) + 1, pieces), np.int64)
    begins = np.concatenate([np.zeros(1, np.int64), ends[:-1]])[: len(ends)]
    rows[keys, rank] = (ends - keys * chunk << ADDED_BITS) + instants - begins
    return rows
