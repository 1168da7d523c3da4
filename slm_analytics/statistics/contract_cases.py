"""Tickets as arrays of seconds, ready to be held against calendars."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from slm_analytics.domain.service_calendar import DAY
from slm_analytics.statistics.open_seconds import Flags, OpenSeconds, Seconds, WeeklySeconds

_LONGEST = 3 * 366 * DAY  # a ticket whose end lies farther off says nothing of a contract


class Basis(StrEnum):
    """What a guess is made from."""

    DUE_TIMES = "due times"
    VERDICTS = "verdicts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cases:
    """Tickets that end in a due time or in a verdict, one place each.

    Attributes:
        opened, until: the opening, and the due time or the stop (seconds UTC).
        met: the tool's verdict; None where due times speak.
        pause_case: the place of the ticket of each pause.
        pause_start, pause_until: the pauses that count: those a due time
            includes, or those before the stop.
    """

    opened: Seconds
    until: Seconds
    met: Flags | None
    pause_case: Seconds
    pause_start: Seconds
    pause_until: Seconds

    @property
    def count(self) -> int:
        """How many tickets."""
        return len(self.opened)

    @property
    def step(self) -> int:
        """The seconds that due times are exact to: 60 where all are whole minutes."""
        whole = self.met is None and self.count and not (self.until % 60).any()
        return 60 if whole else 1

    def take(self, places: Seconds) -> Cases:
        """Return some of the tickets."""
        position = np.full(self.count, -1, dtype=np.int64)
        position[places] = np.arange(len(places))
        kept = position[self.pause_case] >= 0
        return Cases(
            opened=self.opened[places],
            until=self.until[places],
            met=None if self.met is None else self.met[places],
            pause_case=position[self.pause_case[kept]],
            pause_start=self.pause_start[kept],
            pause_until=self.pause_until[kept],
        )

    def sampled(self, most: int) -> Cases:
        """Return at most so many tickets, drawn the same way every time."""
        if self.count <= most:
            return self
        drawn = np.random.default_rng(0).choice(self.count, most, replace=False)
        return self.take(np.sort(drawn))

    def elapsed(self, service: OpenSeconds | WeeklySeconds, to: Cases | None = None) -> Seconds:
        """Return the service seconds of each ticket less its pauses.

        `to` holds the same tickets on the clock face that `service` counts on.
        """
        on = to or self
        seconds = service.before(on.until) - service.before(on.opened)
        if len(on.pause_case) == 0:
            return seconds
        paused = service.before(on.pause_until) - service.before(on.pause_start)
        sums = np.bincount(on.pause_case, weights=paused, minlength=self.count)
        return seconds - sums.astype(np.int64)


def due_cases(tickets: pd.DataFrame, pauses: pd.DataFrame | None) -> tuple[Cases, Seconds]:
    """Return the tickets with a due time, and their rows in `tickets`.

    Args:
        tickets: columns `opened_at`, `due_at` (seconds UTC, missing: none).
        pauses: columns `ticket` (row of `tickets`), `start`, `until` (seconds UTC).
            A due time includes the pauses that ended before it.
    """
    cases, rows = _cases(tickets, tickets["due_at"], None)
    return _with_pauses(cases, rows, len(tickets), pauses, cut=False), rows


def verdict_cases(tickets: pd.DataFrame, pauses: pd.DataFrame | None) -> tuple[Cases, Seconds]:
    """Return the tickets with a stop (`resolved_at`) and a verdict (`made_sla`), and their rows."""
    stops = tickets["resolved_at"].where(tickets["made_sla"].notna())
    cases, rows = _cases(tickets, stops, tickets["made_sla"])
    return _with_pauses(cases, rows, len(tickets), pauses, cut=True), rows


def _cases(
    tickets: pd.DataFrame, until: pd.Series, verdicts: pd.Series | None
) -> tuple[Cases, Seconds]:
    opened = _seconds(tickets["opened_at"])
    ends = _seconds(until)
    known = (opened >= 0) & (ends >= opened) & (ends - opened < _LONGEST)
    rows = np.flatnonzero(known).astype(np.int64)
    met = None
    if verdicts is not None:
        met = verdicts.iloc[rows].astype(bool).to_numpy()
    none = np.zeros(0, dtype=np.int64)
    cases = Cases(
        opened=opened[rows], until=ends[rows], met=met,
        pause_case=none, pause_start=none, pause_until=none,
    )  # fmt: skip
    return cases, rows


def _with_pauses(
    cases: Cases, rows: Seconds, total: int, pauses: pd.DataFrame | None, *, cut: bool
) -> Cases:
    if pauses is None or pauses.empty:
        return cases
    position = np.full(total, -1, dtype=np.int64)
    position[rows] = np.arange(len(rows))
    case = position[_seconds(pauses["ticket"])]
    start, until = _seconds(pauses["start"]), _seconds(pauses["until"])
    limit = cases.until[np.maximum(case, 0)] if cases.count else np.zeros_like(start)
    if cut:
        until = np.where(until < 0, limit, np.minimum(until, limit))
    kept = (case >= 0) & (start < until) & (until <= limit)
    return Cases(
        opened=cases.opened, until=cases.until, met=cases.met,
        pause_case=case[kept], pause_start=start[kept], pause_until=until[kept],
    )  # fmt: skip


def _seconds(values: pd.Series) -> Seconds:
    """Return seconds, -1 where there are none."""
    return pd.to_numeric(values).fillna(-1).to_numpy(dtype=np.int64)
