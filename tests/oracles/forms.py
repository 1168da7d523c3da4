"""The forms of the clock that answer cases; what a form lacks is unsupported."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

from slm_analytics.domain.availability import figure
from slm_analytics.domain.availability import ledger as availability_ledger
from slm_analytics.domain.availability_policy import (
    Claim,
    Maintenance,
    Span,
)
from slm_analytics.domain.clock import due, elapsed, ledger, pieces_of
from slm_analytics.domain.error_budget import slo, slo_of
from slm_analytics.domain.intervals import merged
from slm_analytics.domain.service_calendar import (
    ClosingRule,
    EndBeforeStart,
    OpenTime,
)
from tests.oracles.availability import availability_answer, availability_policy, pairs_of
from tests.oracles.availability_set_based import availability_answered
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


def _availability(case: Case, convention: str) -> Answer:
    assert case.calendar is not None
    start, until = pairs_of(case, "window")[0]
    service = case.calendar.open_time(_day(start) - _BEFORE, _day(until) + _BEFORE)
    policy = availability_policy(convention)
    pieces = availability_ledger(
        service,
        (start, until),
        policy,
        [Claim(*pair) for pair in pairs_of(case, "outages")],
        [Maintenance(*pair) for pair in pairs_of(case, "maintenance")],
        [Span(*pair) for pair in pairs_of(case, "unknown")],
    )
    found = figure(pieces, policy)
    return availability_answer(found.base_seconds, found.down_ppm_seconds)


def _merge_intervals(case: Case, convention: str) -> Answer:
    found = merged(pairs_of(case, "intervals"), case.said.get("join_gap_seconds", 0))
    return {"expected": [list(pair) for pair in found]}


def _slo(case: Case, convention: str) -> Answer:
    said = case.said
    goal, window = Fraction(str(said["goal"])), said["window_seconds"]
    if "sli" in said:
        found = slo_of(Fraction(str(said["sli"])), goal, window)
    else:
        known = slo(said["good"], said["bad"], goal, window)
        assert known is not None
        found = known
    return {
        "expected_sli": float(found.sli),
        "expected_gap": float(found.gap),
        "expected_error_budget_target": float(found.budget),
        "expected_error_budget_measurement": float(found.errors),
        "expected_burn_rate": None if found.burn_rate is None else float(found.burn_rate),
        "expected_error_budget_minutes": float(found.budget_seconds / 60),
        "expected_error_minutes": float(found.error_seconds / 60),
        "expected_error_budget_remaining_minutes": float(found.left_seconds / 60),
    }


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
    "availability": _availability,
    "merge_intervals": _merge_intervals,
    "slo": _slo,
}


def _availability_at_once(case: Case, convention: str) -> Answer:
    return availability_answer(*availability_answered(case, convention))


SET_BASED: Form = {
    **dict.fromkeys(("elapsed", "due", "sla_clock", "target_change"), answered),
    "availability": _availability_at_once,
}

FORMS: dict[str, Form] = {"explaining": EXPLAINING, "set-based": SET_BASED}
