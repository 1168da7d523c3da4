"""Weekly hours read from due times: a due time never falls in closed time.

The histogram of due times over weekday and time of day shows when service
opens and closes; it gives hours to start from, and steps to better them by.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from slm_analytics.domain.service_calendar import DAY, Hours
from slm_analytics.statistics.open_seconds import Flags, Seconds, weekday_of

Weekly = tuple[Hours, Hours, Hours, Hours, Hours, Hours, Hours]
ALL_DAY: Hours = ((0, DAY),)
CLOSED: Hours = ()
_BIN = 900
_BINS = DAY // _BIN
# Less than this is noise: of what a quarter of an hour usually holds, of what the fullest day does.
_NOISE = ((0.1, 0.05), (0.35, 0.2))
_EXPECTED = 6.0  # due times a gap would hold by chance e**-6 of the time at most
_STEPS = (300, 900, 1800, 3600)


def hours_of(due_faces: Seconds) -> tuple[Weekly, ...]:
    """Return weekly hours that due times (local clock faces) may come from, plainest first."""
    if len(due_faces) == 0:
        return ()
    ends = due_faces - 1  # a due time ends an open second: one at closing belongs to the hours
    found = [weekly for level in _NOISE for weekly in _hours_above(ends, *level)]
    return tuple(dict.fromkeys(found))


def _hours_above(ends: Seconds, few: float, rare: float) -> Iterator[Weekly]:
    counts = np.bincount((ends % DAY) // _BIN, minlength=_BINS)
    used = _used(counts, few)
    opens, closes = _hull(used)
    days = _days(weekday_of(ends - opens), rare)
    yield _same(days, _span(opens, closes))
    yield _same(days, _span(_down(opens, 1800), -_down(-closes, 1800)))
    yield _same(days, _parts(used, opens, closes, counts))
    yield _each(days, ends, opens, closes)


def better_hours(weekly: Weekly) -> Iterator[Weekly]:
    """Yield weekly hours one step away: an edge moved, a gap filled, an interval or a day less."""
    kinds = Counter(hours for hours in weekly if hours)
    for hours, _ in kinds.most_common():
        for moved in _moved(hours):
            yield _replaced(weekly, hours, moved)
        if len(hours) > 1:
            yield _replaced(weekly, hours, ((hours[0][0], hours[-1][1]),))
            for place in range(len(hours)):
                yield _replaced(weekly, hours, (*hours[:place], *hours[place + 1 :]))
    usual = kinds.most_common(1)[0][0] if kinds else ALL_DAY
    for day, hours in enumerate(weekly):
        yield _with_day(weekly, day, CLOSED if hours else usual)
        if hours and len(kinds) <= 3:
            for moved in _moved(hours):
                yield _with_day(weekly, day, moved)


def _used(counts: npt.NDArray[np.int64], few: float) -> Flags:
    """Return which bins hold more than noise."""
    usual = float(np.median(np.sort(counts[counts > 0])[-_BINS // 3 :]))
    used: Flags = counts > usual * few
    for start, length in _runs(used):
        places = np.arange(start, start + length) % _BINS
        if counts[places].sum() < counts.sum() * few / 10:
            used[places] = False
    return used


def _hull(used: Flags) -> tuple[int, int]:
    """Return where the longest closed run of the day ends and begins again."""
    runs = _runs(~used)
    if not runs:
        return 0, DAY
    start, length = max(runs, key=lambda run: run[1])
    if length < 2:
        return 0, DAY
    opens = (start + length) % _BINS
    return opens * _BIN, (opens + _BINS - length) * _BIN


def _runs(flags: Flags) -> list[tuple[int, int]]:
    """Return the runs of true bins around the clock as (first bin, length)."""
    starts = [at for at in range(_BINS) if flags[at] and not flags[at - 1]]
    return [
        (at, next(step for step in range(1, _BINS) if not flags[(at + step) % _BINS]))
        for at in starts
    ]


def _days(days: npt.NDArray[np.int64], rare: float) -> tuple[bool, ...]:
    counts = np.bincount(days, minlength=7)
    return tuple(bool(count > counts.max() * rare) for count in counts)


def _span(opens: int, closes: int) -> Hours:
    """Return one interval as the calendar writes it: past midnight it closes before it opens."""
    if closes - opens >= DAY:
        return ALL_DAY
    opens, closes = opens % DAY, closes - opens // DAY * DAY
    return ((opens, closes if closes <= DAY else closes - DAY),)


def _parts(used: Flags, opens: int, closes: int, counts: npt.NDArray[np.int64]) -> Hours:
    """Return the hull without the gaps that chance does not make: breaks."""
    mean = counts.sum() / max(int(used.sum()), 1)
    parts, start = [], opens
    for at, length in sorted(_runs(~used), key=lambda run: (run[0] * _BIN - opens) % DAY):
        begins = opens + (at * _BIN - opens) % DAY
        if begins + length * _BIN < closes and length >= 2 and length * mean >= _EXPECTED:
            parts.append((start, begins))
            start = begins + length * _BIN
    parts.append((start, closes))
    return tuple(_span(*part)[0] for part in parts)


def _each(days: tuple[bool, ...], ends: Seconds, opens: int, closes: int) -> Weekly:
    """Return hours with an opening and a closing of each weekday's own."""
    found: list[Hours] = []
    own_days, inside = weekday_of(ends - opens), (ends - opens) % DAY + opens
    for day in range(7):
        mine = inside[own_days == day]
        mine = mine[mine < closes]
        if not days[day] or len(mine) == 0:
            found.append(CLOSED)
            continue
        first, last = int(np.quantile(mine, 0.01)), int(np.quantile(mine, 0.99))
        density = len(mine) / max(last - first, 1)
        start = _down(first, 1800) if (first - opens) * density > _EXPECTED else opens
        until = -_down(-last, 1800) if (closes - last) * density > _EXPECTED else closes
        found.append(_span(start, until))
    return _week(found)


def _moved(hours: Hours) -> Iterator[Hours]:
    """Yield hours with one edge moved by one of the steps."""
    for place, (opens, closes) in enumerate(hours):
        for step in (sign * size for size in _STEPS for sign in (1, -1)):
            for edges in ((opens + step, closes), (opens, closes + step)):
                if 0 <= edges[0] < DAY and 0 < edges[1] <= DAY and edges[0] != edges[1]:
                    moved = (*hours[:place], edges, *hours[place + 1 :])
                    if _in_order(moved):
                        yield moved


def _in_order(hours: Hours) -> bool:
    return all(before[1] < after[0] and before[0] < before[1] for before, after in pairwise(hours))


def _same(days: tuple[bool, ...], hours: Hours) -> Weekly:
    return _week([hours if day else CLOSED for day in days])


def _replaced(weekly: Weekly, old: Hours, new: Hours) -> Weekly:
    return _week([new if hours == old else hours for hours in weekly])


def _with_day(weekly: Weekly, day: int, hours: Hours) -> Weekly:
    return _week([*weekly[:day], hours, *weekly[day + 1 :]])


def _week(hours: list[Hours]) -> Weekly:
    monday, tuesday, wednesday, thursday, friday, saturday, sunday = hours
    return monday, tuesday, wednesday, thursday, friday, saturday, sunday


def _down(seconds: int, step: int) -> int:
    return seconds // step * step
