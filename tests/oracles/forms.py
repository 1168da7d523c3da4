"""The forms of the clock that answer cases; what a form lacks is unsupported."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from slm_analytics.domain.clock import due, elapsed, ledger, pieces_of
from slm_analytics.domain.service_calendar import (
    ClosingRule,
    EndBeforeStart,
    OpenTime,
)
from tests.oracles.cases import Case, instant
from tests.oracles.set_based import answered

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
    start, seconds = instant(case.said["start"]), case.said["add_seconds"]
    return {"expected": _open_time(case, convention).due(start, seconds, _closing(convention))}


def _at(ask: Callable[[OpenTime, int], Any]) -> Callable[[Case, str], Answer]:
    def answer(case: Case, convention: str) -> Answer:
        return {"expected": ask(_open_time(case, convention), instant(case.said["at"]))}

    return answer


def _open_intervals(case: Case, convention: str) -> Answer:
    found = _open_time(case, convention).within(
        instant(case.said["start"]), instant(case.said["end"])
    )
    return {"expected": [list(pair) for pair in found]}


def _clock(case: Case, convention: str) -> Answer:
    said = case.said
    changes = [(instant(event["at"]), event["state"]) for event in said["events"]]
    pauses, stops = (frozenset(said.get(f"{name}_states", ())) for name in ("pause", "stop"))
    pieces = pieces_of(changes, pauses, stops)
    since = instant(said["clock_start"]) if "clock_start" in said else pieces[0].start
    at = instant(said["measure_at"]) if "measure_at" in said else pieces[-1].start
    assert case.calendar is not None
    first, last = _day(min(since, pieces[0].start)), _day(max(at, pieces[-1].start))
    service = case.calendar.open_time(first - _BEFORE, last + _AFTER)
    usual = replace(case.calendar, holidays={}).open_time(first - _BEFORE, last + _AFTER)
    passed = elapsed(pieces, service, since, at)
    lines = ledger(pieces, service, usual, since, at)
    assert sum(line.counted for line in lines) == passed
    answer: Answer = {"expected_elapsed_seconds": passed}
    if (target := said.get("target_seconds")) is not None:
        answer["expected_remaining_seconds"] = target - passed
        answer["expected_breached"] = passed > target
        answer["expected_due"] = due(pieces, service, target, since, _closing(convention))
    return answer


def _target_change(case: Case, convention: str) -> Answer:
    said = case.said
    changes = [(instant(event["at"]), event["state"]) for event in said["events"]]
    pieces = pieces_of(changes, frozenset(said["pause_states"]), frozenset())
    newest = said["targets"][-1]
    since = pieces[0].start if said["mode"] == "from_creation" else instant(newest["at"])
    assert case.calendar is not None
    service = case.calendar.open_time(_day(pieces[0].start) - _BEFORE, _day(since) + _AFTER)
    found = due(pieces, service, newest["target_seconds"], since, _closing(convention))
    return {"expected_due": found}


def _closing(convention: str) -> ClosingRule:
    return ClosingRule.MOVES if convention == "due_on_closing_time" else ClosingRule.STAYS


EXPLAINING: Form = {
    "elapsed": _elapsed,
    "due": _due,
    "is_open": _at(OpenTime.is_open),
    "next_open": _at(OpenTime.next_open),
    "next_close": _at(OpenTime.next_close),
    "open_intervals": _open_intervals,
    "sla_clock": _clock,
    "target_change": _target_change,
}

SET_BASED: Form = dict.fromkeys(("elapsed", "due", "sla_clock", "target_change"), answered)

FORMS: dict[str, Form] = {"explaining": EXPLAINING, "set-based": SET_BASED}
