"""The forms of the clock that answer cases; what a form lacks is unsupported."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from slm_analytics.domain.service_calendar import (
    ClosingRule,
    EndBeforeStart,
    OpenTime,
)
from tests.oracles.cases import Case, instant

Answer = dict[str, Any]
Form = dict[str, Callable[[Case, str], Answer]]
_BEFORE, _AFTER = timedelta(days=10), timedelta(days=800)


def _open_time(case: Case, convention: str) -> OpenTime:
    assert case.calendar is not None
    calendar = case.calendar
    if convention == "overnight_holiday":
        calendar = replace(calendar, holiday_ends_shift=False)
    instants = [instant(case.said[name]) for name in ("start", "end", "at") if name in case.said]
    return calendar.open_time(_day(min(instants)) - _BEFORE, _day(max(instants)) + _AFTER)


def _day(at: int) -> date:
    return datetime.fromtimestamp(at, UTC).date()


def _elapsed(case: Case, convention: str) -> Answer:
    reverse = EndBeforeStart.ZERO
    if convention == "end_before_start":
        negative = "negative" in case.said["why"]
        reverse = EndBeforeStart.NEGATIVE if negative else EndBeforeStart.ABSOLUTE
    start, end = instant(case.said["start"]), instant(case.said["end"])
    seconds = _open_time(case, convention).elapsed(start, end, reverse)
    return {"expected_seconds": seconds, "expected_minutes": seconds // 60}


def _due(case: Case, convention: str) -> Answer:
    moves = convention == "due_on_closing_time"
    closing = ClosingRule.MOVES if moves else ClosingRule.STAYS
    start, seconds = instant(case.said["start"]), case.said["add_seconds"]
    return {"expected": _open_time(case, convention).due(start, seconds, closing)}


def _at(ask: Callable[[OpenTime, int], Any]) -> Callable[[Case, str], Answer]:
    def answer(case: Case, convention: str) -> Answer:
        return {"expected": ask(_open_time(case, convention), instant(case.said["at"]))}

    return answer


def _open_intervals(case: Case, convention: str) -> Answer:
    found = _open_time(case, convention).within(
        instant(case.said["start"]), instant(case.said["end"])
    )
    return {"expected": [list(pair) for pair in found]}


EXPLAINING: Form = {
    "elapsed": _elapsed,
    "due": _due,
    "is_open": _at(OpenTime.is_open),
    "next_open": _at(OpenTime.next_open),
    "next_close": _at(OpenTime.next_close),
    "open_intervals": _open_intervals,
}

FORMS: dict[str, Form] = {"explaining": EXPLAINING}
