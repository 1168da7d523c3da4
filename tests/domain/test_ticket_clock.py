"""Every policy of a clock on tickets worked by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from slm_analytics.domain.history import HistoryFlag
from slm_analytics.domain.service_calendar import ClosingRule
from slm_analytics.domain.target import (
    ChangeRule,
    ClockKind,
    PauseTime,
    Policy,
    ReopenRule,
    StartRule,
    Target,
    TieRule,
    VersionRule,
)
from slm_analytics.domain.ticket_clock import ClockAnswer, TicketClock
from tests.domain.stories import H, M, at, clock, clocks, rules

EIGHT = Target(target_id="P3", seconds=8 * H, calendar="office")
OPEN = "2026-06-01 08:00"
CUSTOMER = "on_hold/awaiting_customer"
SOLVED = ("2026-06-01 17:00", "resolved")


def figures(found: TicketClock) -> tuple[str, int, int]:
    assert found.measure is not None
    return found.answer.value, found.measure.elapsed, found.measure.paused


def due(found: TicketClock) -> int | None:
    assert found.measure is not None
    return found.measure.due_at


def test_nine_hours_of_eight_are_missed_and_equal_is_met() -> None:
    assert figures(clock(rules(EIGHT), (OPEN, "new"), SOLVED)) == ("missed", 9 * H, 0)
    nine = replace(EIGHT, seconds=9 * H)
    assert clock(rules(nine), (OPEN, "new"), SOLVED).answer is ClockAnswer.MET
    strict = replace(nine, policy=Policy(tie=TieRule.MISSED))
    assert clock(rules(strict), (OPEN, "new"), SOLVED).answer is ClockAnswer.MISSED


def test_pause_counts_inside_service_hours_only() -> None:
    lines = (
        (OPEN, "new"),
        ("2026-06-01 16:00", CUSTOMER),
        ("2026-06-02 09:00", "in_progress"),
        ("2026-06-02 10:00", "resolved"),
    )
    found = clock(rules(EIGHT), *lines)
    assert figures(found) == ("missed", 9 * H, 3 * H)
    assert due(found) == at("2026-06-01 16:00")
    wall = replace(EIGHT, policy=Policy(pause_time=PauseTime.WALL_CLOCK))
    assert figures(clock(rules(wall), *lines))[1] == 8 * H
    ten = replace(EIGHT, seconds=10 * H)
    assert due(clock(rules(ten), *lines)) == at("2026-06-02 11:00")


def test_wall_clock_pause_takes_its_whole_length_off() -> None:
    lines = (
        (OPEN, "new"),
        ("2026-06-01 10:00", CUSTOMER),
        ("2026-06-02 09:00", "in_progress"),
        ("2026-06-03 16:00", "resolved"),
    )
    inside = clock(rules(EIGHT), *lines)
    wall = replace(EIGHT, policy=Policy(pause_time=PauseTime.WALL_CLOCK))
    assert figures(inside) == ("missed", 19 * H, 9 * H)
    # 2 h, then 23 h paused of which 9 are service: 14 h come off the 17 h that follow
    assert figures(clock(rules(wall), *lines)) == ("met", 5 * H, 9 * H)
    assert due(clock(rules(wall), *lines)) == at("2026-06-04 09:00")


def test_pause_after_the_breach_does_not_move_the_due_time() -> None:
    lines = (
        (OPEN, "new"),
        ("2026-06-01 17:00", CUSTOMER),
        ("2026-06-02 12:00", "in_progress"),
        ("2026-06-02 13:00", "resolved"),
    )
    assert due(clock(rules(EIGHT), *lines)) == at("2026-06-01 16:00")


def test_only_the_agreed_pauses_stop_the_clock() -> None:
    lines = (
        (OPEN, "new"),
        ("2026-06-01 10:00", "on_hold/awaiting_vendor"),
        ("2026-06-01 15:00", "in_progress"),
        SOLVED,
    )
    assert figures(clock(rules(EIGHT), *lines)) == ("missed", 9 * H, 0)
    any_hold = replace(EIGHT, policy=Policy(pauses=frozenset({"on_hold"})))
    assert figures(clock(rules(any_hold), *lines)) == ("met", 4 * H, 5 * H)


P2 = Target(target_id="P2", seconds=4 * H, calendar="office", priority="P2")
RAISED = ((OPEN, "P3"), ("2026-06-01 14:00", "P2"), SOLVED)
LOWERED = ((OPEN, "P2"), ("2026-06-01 13:00", "P3"), ("2026-06-01 15:00", "resolved"))


@pytest.mark.parametrize(
    ("rule", "answer", "elapsed", "due_at"),
    [
        (ChangeRule.RAISED_FROM_CHANGE, "met", 3 * H, "2026-06-01 18:00"),
        (ChangeRule.FROM_CREATION, "missed", 9 * H, "2026-06-01 12:00"),
        (ChangeRule.FROM_CHANGE, "met", 3 * H, "2026-06-01 18:00"),
        (ChangeRule.EACH_STRETCH, "met", 3 * H, "2026-06-01 18:00"),
        (ChangeRule.AT_OPENING, "missed", 9 * H, "2026-06-01 16:00"),
    ],
)
def test_raised_priority(rule: ChangeRule, answer: str, elapsed: int, due_at: str) -> None:
    policy = Policy(change=rule)
    agreed = rules(replace(EIGHT, policy=policy), replace(P2, policy=policy))
    found = clock(agreed, *RAISED)
    assert figures(found) == (answer, elapsed, 0)
    assert due(found) == at(due_at)


@pytest.mark.parametrize(
    ("rule", "answer", "elapsed"),
    [
        (ChangeRule.RAISED_FROM_CHANGE, "missed", 5 * H),
        (ChangeRule.FROM_CREATION, "met", 7 * H),
        (ChangeRule.FROM_CHANGE, "met", 2 * H),
        (ChangeRule.EACH_STRETCH, "missed", 5 * H),
        (ChangeRule.AT_OPENING, "missed", 7 * H),
    ],
)
def test_lowered_priority_after_a_miss(rule: ChangeRule, answer: str, elapsed: int) -> None:
    policy = Policy(change=rule)
    agreed = rules(replace(EIGHT, policy=policy), replace(P2, policy=policy))
    assert figures(clock(agreed, *LOWERED, priority="P2")) == (answer, elapsed, 0)


def test_lowered_to_no_target_keeps_what_was_missed() -> None:
    late = (("2026-06-01 08:00", "P2"), ("2026-06-01 13:00", "P4"), SOLVED)
    early = (("2026-06-01 08:00", "P2"), ("2026-06-01 11:00", "P4"), SOLVED)
    assert clock(rules(P2), *late, priority="P2").answer is ClockAnswer.MISSED
    assert clock(rules(P2), *early, priority="P2").answer is ClockAnswer.NO_TARGET


REOPENED = (
    (OPEN, "new"),
    ("2026-06-01 14:00", "resolved"),
    ("2026-06-03 08:00", "in_progress"),
    ("2026-06-03 11:00", "resolved"),
)


@pytest.mark.parametrize(
    ("rule", "days", "expected"),
    [
        (ReopenRule.CONTINUE, 5, [(1, "missed", 9 * H)]),
        (ReopenRule.CONTINUE, 2, [(1, "missed", 9 * H)]),
        (ReopenRule.CONTINUE, 1, [(1, "met", 6 * H), (2, "met", 3 * H)]),
        (ReopenRule.RESTART, 5, [(2, "met", 3 * H)]),
        (ReopenRule.FIRST, 5, [(1, "met", 6 * H)]),
        (ReopenRule.WORST, 5, [(1, "met", 6 * H)]),
    ],
)
def test_reopened(rule: ReopenRule, days: int, expected: list[tuple[int, str, int]]) -> None:
    policy = Policy(reopen=rule, reopen_days=days)
    found = clocks(rules(replace(EIGHT, policy=policy)), *REOPENED)
    got = [(each.cycle, each.answer.value, figures(each)[1]) for each in found]
    assert got == expected


def test_start_when_first_assigned_or_a_state_is_entered() -> None:
    lines = ((OPEN, "new"), ("2026-06-01 10:00", "group:Network"), SOLVED)
    policy = Policy(start=StartRule.ASSIGNED, retroactive=False)
    assert figures(clock(rules(replace(EIGHT, policy=policy)), *lines))[1] == 7 * H
    retro = replace(policy, retroactive=True)
    assert figures(clock(rules(replace(EIGHT, policy=retro)), *lines))[1] == 9 * H
    entered = Policy(start=StartRule.ENTERED, start_state="in_progress", retroactive=False)
    agreed = rules(replace(EIGHT, policy=entered))
    assert clock(agreed, *lines).answer is ClockAnswer.NOT_STARTED
    started = (lines[0], ("2026-06-01 12:00", "in_progress"), SOLVED)
    assert figures(clock(agreed, *started))[1] == 5 * H


RESPONSE = Target(target_id="R", clock=ClockKind.RESPONSE, seconds=30 * M, calendar="office")


def test_response_stops_at_the_first_answer_and_never_pauses() -> None:
    lines = ((OPEN, "new"), ("2026-06-01 08:10", CUSTOMER), SOLVED)
    answered = clock(rules(RESPONSE), *lines, first_response_at=at("2026-06-01 08:40"))
    assert figures(answered) == ("missed", 40 * M, 0)
    never = clock(rules(RESPONSE), *lines)
    assert figures(never) == ("missed", 9 * H, 0)
    assert clock(rules(RESPONSE), *lines, response_known=False).answer is ClockAnswer.NO_DATA
    by_state = replace(RESPONSE, policy=Policy(response_states=frozenset({"in_progress"})))
    worked = (lines[0], ("2026-06-01 08:20", "in_progress"), SOLVED)
    assert figures(clock(rules(by_state), *worked, response_known=False))[1] == 20 * M


def test_holding_clock_runs_only_while_the_group_or_supplier_holds_it() -> None:
    lines = (
        ("2026-06-01 08:00", "group:Desk"),
        ("2026-06-01 09:00", "group:Network"),
        ("2026-06-01 11:00", "group:Desk"),
        ("2026-06-01 12:00", "vendor:Telvia"),
        SOLVED,
    )
    network = Target(
        target_id="O", clock=ClockKind.HOLDING, holder="Network", seconds=H, calendar="office"
    )
    telvia = replace(network, target_id="U", holder="Telvia", seconds=6 * H, calendar="always")
    found = clocks(rules(network, telvia), *lines)
    assert [(each.holder, *figures(each)) for each in found] == [
        ("Network", "missed", 2 * H, 0),
        ("Telvia", "met", 5 * H, 0),
    ]
    assert [due(each) for each in found] == [at("2026-06-01 10:00"), at("2026-06-01 18:00")]


def test_closure_runs_on_after_resolution() -> None:
    lines = ((OPEN, "new"), ("2026-06-01 10:00", "resolved"), ("2026-06-01 15:00", "closed"))
    target = replace(EIGHT, clock=ClockKind.CLOSURE)
    assert figures(clock(rules(target), *lines)) == ("met", 7 * H, 0)


@pytest.mark.parametrize(
    ("opened", "days", "by_time", "expected"),
    [
        ("2026-06-05 16:00", 1, None, "2026-06-08 16:00"),
        ("2026-06-06 11:00", 1, None, "2026-06-08 18:00"),
        ("2026-06-05 16:00", 1, 17 * H, "2026-06-08 17:00"),
        ("2026-06-05 20:00", 1, 17 * H, "2026-06-08 17:00"),
        ("2026-06-07 20:00", 2, 17 * H, "2026-06-09 17:00"),
    ],
)
def test_targets_in_working_days(
    opened: str, days: int, by_time: int | None, expected: str
) -> None:
    target = Target(target_id="D", days=days, by_time=by_time, calendar="office")
    found = clock(rules(target), (opened, "new"), opened=opened, as_of="2026-06-05 20:00")
    assert due(found) == at(expected)
    assert found.answer is ClockAnswer.OPEN


def test_due_on_closing_time_stays_or_moves() -> None:
    ten = replace(EIGHT, seconds=10 * H)
    assert due(clock(rules(ten), (OPEN, "new"), SOLVED)) == at("2026-06-01 18:00")
    moves = replace(ten, policy=Policy(closing=ClosingRule.MOVES))
    assert due(clock(rules(moves), (OPEN, "new"), SOLVED)) == at("2026-06-02 08:00")


def test_version_at_opening_or_of_the_time() -> None:
    day = date(2026, 6, 2)
    lines = ((OPEN, "new"), ("2026-06-02 11:00", "resolved"))
    for rule, answer in (
        (VersionRule.AT_OPENING, ("missed", 13 * H, 0)),
        (VersionRule.PER_STRETCH, ("met", 13 * H, 0)),
    ):
        old = replace(EIGHT, policy=Policy(version=rule), seconds=12 * H, valid_until=day)
        new = replace(old, seconds=20 * H, valid_from=day, valid_until=EIGHT.valid_until)
        assert figures(clock(rules(old, new), *lines)) == answer


def test_the_most_exact_target_wins_and_a_tie_gives_none() -> None:
    exact = replace(EIGHT, target_id="C", customer="Nord", seconds=20 * H)
    service = replace(EIGHT, target_id="S", service="Mail", priority="P3", seconds=H)
    assert figures(clock(rules(EIGHT, exact, service), (OPEN, "new"), SOLVED))[0] == "met"
    again = replace(exact, target_id="C2")
    tied = clock(rules(exact, again), (OPEN, "new"), SOLVED)
    assert tied.answer is ClockAnswer.NO_TARGET
    assert [target.target_id for target in tied.tied] == ["C", "C2"]


def test_hold_total_of_the_export_stands_in_for_a_missing_history() -> None:
    ended = {"ended_at": at("2026-06-01 17:00"), "is_ended": True, "state": "resolved"}
    found = clock(rules(EIGHT), paused_seconds=2 * H, **ended)
    assert figures(found) == ("met", 7 * H, 2 * H)
    assert due(found) == at("2026-06-01 18:00")
    assert HistoryFlag.MISSING in found.flags


def test_open_ticket_is_measured_now_and_has_no_due_time_while_paused() -> None:
    running = clock(rules(EIGHT), (OPEN, "new"), as_of="2026-06-01 12:00")
    assert figures(running) == ("open", 4 * H, 0)
    assert due(running) == at("2026-06-01 16:00")
    late = clock(rules(EIGHT), (OPEN, "new"), as_of="2026-06-02 12:00")
    assert (late.is_late, late.answer) == (True, ClockAnswer.OPEN)
    paused = clock(
        rules(EIGHT), (OPEN, "new"), ("2026-06-01 09:00", CUSTOMER), as_of="2026-06-01 12:00"
    )
    assert figures(paused) == ("open", H, 3 * H)
    assert due(paused) is None
