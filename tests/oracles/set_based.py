"""Cases asked of the set-based form: each is a ticket or two with a target of its own.

All cases of a file are answered by one run of the statements; the answers are
kept by case and convention.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from slm_analytics.domain.rules import CalendarVersion, Rules
from slm_analytics.domain.service_calendar import DAY, ClosingRule, ServiceCalendar
from slm_analytics.domain.target import ChangeRule, Policy, Target
from slm_analytics.warehouse.clock.answers import ticket_clocks
from tests.oracles.cases import Case, instant
from tests.warehouse.clock_cases import Row, Store

Answer = dict[str, Any]
_PAUSED, _STILL, _RUNS, _ENDED = ("awaiting_customer", "other", "in_progress", "resolved")
_PAUSES = frozenset({f"on_hold/{_PAUSED}", f"on_hold/{_STILL}"})
_CHANGES = {"from_creation": ChangeRule.FROM_CREATION, "from_change": ChangeRule.FROM_CHANGE}
_EVER = 1_000_000
_OPERATIONS = ("elapsed", "due", "sla_clock", "target_change")


@dataclass(slots=True, kw_only=True)
class _Question:
    """A ticket with its own service, for which a target of each priority named holds."""

    calendar: ServiceCalendar
    opened_at: int
    targets: dict[str, int]
    ended_at: int | None = None
    updates: list[Row] = field(default_factory=list)
    policy: Policy = field(default_factory=Policy)


_answers: dict[tuple[int, str], tuple[Case, Answer]] = {}


def answered(case: Case, convention: str) -> Answer:
    """Return the answer of the set-based form."""
    if (id(case), convention) not in _answers:
        ask_at_once([case])
    return _answers[id(case), convention][1]


def ask_at_once(cases: Iterable[Case]) -> None:
    """Answer cases with one run of the statements."""
    asked = [
        (case, expected.convention)
        for case in cases
        if case.operation in _OPERATIONS
        for expected in case.expectations
    ]
    questions = [_questions(case, convention) for case, convention in asked]
    rows = iter(_rows([each for several in questions for each in several]))
    for (case, convention), several in zip(asked, questions, strict=True):
        answer = _answer(case, convention, [next(rows) for _ in several])
        _answers[id(case), convention] = (case, answer)


def _questions(case: Case, convention: str) -> list[_Question]:
    said, calendar = case.said, case.calendar
    assert calendar is not None
    if convention == "overnight_holiday":
        calendar = replace(calendar, holiday_ends_shift=False)
    moves = convention == "due_on_closing_time"
    policy = Policy(
        pauses=_PAUSES,
        reopen_days=_EVER,
        closing=ClosingRule.MOVES if moves else ClosingRule.STAYS,
        change=_CHANGES.get(said.get("mode", ""), ChangeRule.AT_OPENING),
    )
    if case.operation == "elapsed":
        start, end = sorted((instant(said["start"]), instant(said["end"])))
        return [_Question(calendar=calendar, opened_at=start, ended_at=end, targets={"": 1})]
    if case.operation == "due":
        return [
            _Question(
                calendar=calendar,
                opened_at=instant(said["start"]),
                targets={"": said["add_seconds"]},
                policy=policy,
            )
        ]
    return _clock_questions(case, calendar, policy)


def _clock_questions(case: Case, calendar: ServiceCalendar, policy: Policy) -> list[_Question]:
    said = case.said
    changes = [(instant(event["at"]), event["state"]) for event in said["events"]]
    changes.sort(key=lambda change: change[0])
    begun = changes[0][0]
    opened = max(instant(said["clock_start"]), begun) if "clock_start" in said else begun
    if case.operation == "target_change":
        agreed = {f"P{place}": each for place, each in enumerate(said["targets"], 1)}
        targets = {name: each["target_seconds"] for name, each in agreed.items()}
        told = [
            _update(begun, -1, priority="P5"),  # nothing is agreed yet
            *_updates(said, changes, still=True),
            *(
                _update(instant(each["at"]), len(changes), priority=name)
                for name, each in agreed.items()
            ),
        ]
        return [
            _Question(
                calendar=calendar, opened_at=opened, targets=targets, updates=told, policy=policy
            )
        ]
    measured = instant(said["measure_at"]) if "measure_at" in said else changes[-1][0]
    targets = {"": said.get("target_seconds") or 0}
    until = [change for change in changes if change[0] < measured]
    ended = [*_updates(said, until, still=False), _update(measured, len(changes), state=_ENDED)]
    question = _Question(
        calendar=calendar, opened_at=opened, targets=targets, updates=ended, policy=policy
    )
    going_on = replace(question, updates=_updates(said, changes, still=True))
    return [replace(question, ended_at=max(measured, opened)), going_on]


def _updates(said: dict[str, Any], changes: list[tuple[int, str]], *, still: bool) -> list[Row]:
    """Return changes of state as a history; a stop is an end, or standing still for ever."""
    found = []
    for place, (at, word) in enumerate(changes):
        if word in said.get("stop_states", ()):
            hold = _STILL if still else None
            state = "on_hold" if still else _ENDED
        else:
            hold = _PAUSED if word in said["pause_states"] else None
            state = "on_hold" if hold else _RUNS
        found.append(_update(at, place, state=state, hold_reason=hold))
    return found


def _update(at: int, sequence: int, **told: str | None) -> Row:
    return {"updated_at": at, "sequence": sequence, **told}


def _rows(questions: list[_Question]) -> list[Row]:
    """Return the row of `ticket_clock` of each question."""
    if not questions:
        return []
    tickets, updates, targets, calendars = [], [], [], []
    for number, each in enumerate(questions):
        name = f"Q{number}"
        tickets.append(
            {
                "ticket_id": name,
                "service": name,
                "opened_at": each.opened_at,
                "resolved_at": each.ended_at,
                "state": _RUNS if each.ended_at is None else _ENDED,
                "first_response_at": None,
            }
        )
        updates += [{"ticket_id": name, **update} for update in each.updates]
        calendars.append(CalendarVersion(calendar_id=name, calendar=each.calendar))
        targets += [
            Target(
                target_id=name, service=name, priority=priority, seconds=seconds,
                calendar=name, policy=each.policy,
            )
            for priority, seconds in each.targets.items()
        ]  # fmt: skip
    rules = Rules(calendars=tuple(calendars), targets=tuple(targets))
    last = max([row["opened_at"] for row in tickets] + [row["updated_at"] for row in updates])
    with closing(Store(tickets, updates)) as store:
        statement = (
            "SELECT f.service, c.* FROM ("
            f"{ticket_clocks(store.connection, rules, as_of=last + DAY)}"
            ") AS c JOIN ticket_fact AS f ON f.rowid = c.ticket_no"
        )
        found = store.connection.sql(statement).to_arrow_table().to_pylist()
    by_name = {row["service"]: row for row in found}
    return [by_name[f"Q{number}"] for number in range(len(questions))]


def _answer(case: Case, convention: str, rows: list[Row]) -> Answer:
    said = case.said
    if case.operation == "elapsed":
        seconds = rows[0]["elapsed_seconds"]
        if instant(said["end"]) < instant(said["start"]):
            reverse = convention == "end_before_start"
            seconds *= (-1 if "negative" in said["why"] else 1) if reverse else 0
        return {"expected_seconds": seconds, "expected_minutes": seconds // 60}
    if case.operation == "due":
        return {"expected": _second(rows[0]["due_at"])}
    if case.operation == "target_change":
        return {"expected_due": _second(rows[0]["due_at"])}
    ended, going_on = rows
    answer: Answer = {"expected_elapsed_seconds": ended["elapsed_seconds"]}
    if (target := said.get("target_seconds")) is not None:
        answer["expected_remaining_seconds"] = target - ended["elapsed_seconds"]
        answer["expected_breached"] = ended["answer"] == "missed"
        answer["expected_due"] = _second(going_on["due_at"])
    return answer


def _second(moment: datetime | None) -> int | None:
    return None if moment is None else int(moment.replace(tzinfo=UTC).timestamp())
