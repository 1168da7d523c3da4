"""One ticket explained: sentences, figures, the ledger, and what stands behind them."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slm_analytics.domain.clock import LineKind
from slm_analytics.domain.history import TicketTimes, Told, regular
from slm_analytics.domain.rules import Rules
from slm_analytics.domain.service_calendar import ServiceCalendar
from slm_analytics.domain.target import ClockKind, Keys, PauseTime, Policy, Target, TieRule
from slm_analytics.domain.ticket_clock import Agreed, ticket_clocks
from slm_analytics.review.explanation import Explanation, explained
from slm_analytics.review.ledger_words import short
from slm_analytics.review.rule_words import duration
from slm_analytics.review.ticket_times import ClockedTicket
from slm_analytics.review.tool_claim import tool_claim
from tests.domain.stories import H, M, at, rules, told
from tests.domain.test_ledger import agreements, updates
from tests.domain.test_service_calendar import instants

OFFICE = ServiceCalendar(
    zone="Europe/Berlin",
    weekly=(((8 * H, 18 * H),),) * 5 + ((), ()),
    holidays={date(2026, 6, 4): "Corpus Christi"},
)
EIGHT = Target(target_id="P3", seconds=8 * H, calendar="office", priority="P3", line=4)
OPEN = "2026-06-01 06:00"  # eight in Berlin
Diary = tuple[tuple[str, str], ...]


def clocked(agreed_on: Rules, updates_told: list[Told], now: int, **more: object) -> ClockedTicket:
    opened = more.pop("opened_at", at(OPEN))
    keys = Keys(customer="Nord", service="Mail", record_type="incident", priority="P3")
    times = TicketTimes(opened_at=opened, keys=keys, **more)  # type: ignore[arg-type]
    history = regular(times, updates_told)
    agreed = Agreed(agreed_on, times.opened_at, now)
    return ClockedTicket(
        system="tool", ticket_id="T1", zone="Asia/Tokyo", times=times, told=tuple(updates_told),
        history=history, agreed=agreed, clocks=ticket_clocks(times, history, agreed),
        tool_due=None, tool_made=None, tool_tells_due=False, is_twice=False,
    )  # fmt: skip


def told_of(target: Target, *diary: tuple[str, str], **more: object) -> Explanation:
    """Explain the only clock of a ticket."""
    now = at(str(more.pop("as_of", "2026-07-01 00:00")))
    ticket = clocked(rules(target, office=OFFICE), told(*diary), now, **more)
    (clock,) = ticket.clocks
    return explained(ticket, clock)


@pytest.mark.parametrize(
    ("end", "target", "verdict"),
    [
        (("2026-06-01 15:12", "resolved"), EIGHT,
         "Missed by 1 h 12 min: 9 h 12 min of 8 h service time"),
        (("2026-06-01 13:59:59", "resolved"), EIGHT,
         "Met with 1 s to spare: 7 h 59 min 59 s of 8 h service time"),
        (("2026-06-01 14:00", "resolved"), EIGHT, "Met exactly: 8 h of 8 h service time"),
        (("2026-06-01 14:00", "resolved"), replace(EIGHT, policy=Policy(tie=TieRule.MISSED)),
         "Missed, for equal is late: 8 h of 8 h service time"),
    ],
)  # fmt: skip
def test_verdict_says_its_figures_exactly(
    end: tuple[str, str], target: Target, verdict: str
) -> None:
    found = told_of(target, (OPEN, "new"), end)
    assert found.verdict == verdict


def test_open_ticket_says_what_is_left_and_that_it_waits() -> None:
    lines = ((OPEN, "new"), ("2026-06-01 08:00", "on_hold/awaiting_customer"))
    found = told_of(EIGHT, *lines, as_of="2026-06-01 10:00")
    assert found.verdict == "Open, 6 h left, on hold now: 2 h of 8 h service time"
    assert (found.stops, found.due_at, found.paused_seconds) == ("not stopped", None, 2 * H)
    running = told_of(EIGHT, lines[0], as_of="2026-06-01 10:00")
    assert running.verdict == "Open, 4 h left: 4 h of 8 h service time"


def test_open_ticket_that_is_late_says_by_how_much() -> None:
    found = told_of(EIGHT, (OPEN, "new"), as_of="2026-06-01 15:00")
    assert found.verdict == "Open, and late by 1 h: 9 h of 8 h service time"


def test_both_elapsed_times_are_told_and_which_decides() -> None:
    found = told_of(EIGHT, (OPEN, "new"), ("2026-06-02 07:00", "resolved"))
    assert (found.elapsed_seconds, found.calendar_seconds) == (11 * H, 25 * H)
    assert found.decided_by == (
        "Service time decides: 11 h. By the wall clock it is 25 h, closed hours included."
    )
    short_one = told_of(EIGHT, (OPEN, "new"), ("2026-06-01 07:00", "resolved"))
    assert short_one.decided_by == "Service time decides: 1 h; by the wall clock it is as much."


def test_target_and_calendar_in_force_are_named_with_why() -> None:
    any_one = Target(target_id="ANY", seconds=H, calendar="office")
    begun = replace(EIGHT, customer="Nord", valid_from=date(2026, 1, 1))
    ticket = clocked(rules(any_one, begun, office=OFFICE), told((OPEN, "new")), at(OPEN) + H)
    found = explained(ticket, ticket.clocks[0])
    assert found.target == "8 h (target P3, line 4 of the register, from 1 Jan 2026)"
    assert found.target_why == (
        "It holds for customer Nord, P3 and is more exact than ANY (any ticket)."
    )
    assert found.calendar == "office: Mon-Fri 08:00-18:00, holidays closed, Europe/Berlin"
    assert found.zone == "Europe/Berlin"


def test_times_are_on_the_clock_of_the_export_when_the_calendar_is_always_open() -> None:
    found = told_of(replace(EIGHT, calendar="always"), (OPEN, "new"))
    assert (found.zone, found.calendar) == ("Asia/Tokyo", "always: around the clock, UTC")


def test_every_line_names_its_rule() -> None:
    found = told_of(
        EIGHT,
        (OPEN, "in_progress"),
        ("2026-06-03 14:00", "on_hold/awaiting_customer"),
        ("2026-06-03 16:30", "in_progress"),
        ("2026-06-05 07:00", "resolved"),
        ("2026-06-05 08:00", "in_progress"),
        ("2026-06-05 09:00", "resolved"),
    )
    rules_named = {line.kind: line.rule for line in found.lines}
    assert rules_named[LineKind.COUNTED] == "service hours of office"
    assert rules_named[LineKind.CLOSED] == "office"
    assert rules_named[LineKind.HOLIDAY] == "Corpus Christi"
    assert rules_named[LineKind.PAUSED] == (
        "Agreed pause, 2 h of it service time; the service time inside it does not count"
    )
    assert rules_named[LineKind.STOPPED].startswith("Resolved, later reopened: within 5 working")
    assert [change.words for change in found.changes] == ["Reopened"]
    assert found.stops == "resolved"


def test_change_of_priority_is_told_with_the_target_it_brings() -> None:
    two = Target(target_id="P2", seconds=4 * H, calendar="office", priority="P2")
    lines = told((OPEN, "P3"), ("2026-06-01 08:00", "P2"), ("2026-06-01 09:00", "resolved"))
    ticket = clocked(rules(EIGHT, two, office=OFFICE), lines, at("2026-07-01 00:00"))
    found = explained(ticket, ticket.clocks[0])
    assert [change.words for change in found.changes] == ["Priority P3 → P2", "Target P2: 4 h"]
    assert found.lines[0].kind is LineKind.BEFORE
    assert found.lines[0].rule == "P3 Mail until then; P2 counts from its change"
    assert (found.elapsed_seconds, found.target_id) == (H, "P2")


def test_rule_that_is_not_the_usual_one_is_marked() -> None:
    wall = replace(EIGHT, policy=Policy(pause_time=PauseTime.WALL_CLOCK, pauses=frozenset()))
    found = told_of(wall, (OPEN, "new"))
    other = {rule.about: rule.words for rule in found.policies if not rule.is_usual}
    assert other == {"Pauses": "none", "A pause takes off": "its whole length"}
    assert len(found.policies) == 9


@pytest.mark.parametrize(
    ("target", "more", "verdict"),
    [
        (replace(EIGHT, priority="P1"), {},
         "No target: none is agreed for customer Nord, service Mail, kind incident, P3"),
        (replace(EIGHT, clock=ClockKind.RESPONSE), {"response_known": False},
         "No data: its export tells no first responses"),
        (EIGHT, {"is_ended": True, "state": "closed"},
         "No data: it has ended, but its export does not tell when"),
    ],
)  # fmt: skip
def test_clock_without_figures_says_why(
    target: Target, more: dict[str, object], verdict: str
) -> None:
    found = told_of(target, **more)
    assert (found.verdict, found.lines, found.elapsed_seconds) == (verdict, (), None)


def test_several_targets_that_fit_equally_are_named() -> None:
    again = replace(EIGHT, target_id="P3-new")
    ticket = clocked(rules(EIGHT, again, office=OFFICE), told((OPEN, "new")), at(OPEN) + H)
    found = explained(ticket, ticket.clocks[0])
    assert found.verdict == "No target: P3 and P3-new fit equally well, so none of them holds"


def test_irregular_history_is_told() -> None:
    found = told_of(EIGHT, (OPEN, "new"), (OPEN, "new"), ("2026-06-01 07:00", "resolved"))
    assert found.irregularities == ("history ends before the ticket did", "updates told twice")


def test_long_ledger_is_made_short_and_keeps_its_sums_and_what_is_special() -> None:
    found = told_of(
        replace(EIGHT, seconds=500 * H),
        ("2026-03-02 07:00", "in_progress"),
        ("2026-05-04 07:00", "on_hold/awaiting_customer"),
        ("2026-05-05 07:00", "in_progress"),
        ("2026-06-12 07:00", "resolved"),
        opened_at=at("2026-03-02 07:00"),
    )
    lines = short(found.lines)
    assert len(found.lines) > 100
    assert len(lines) == 5
    assert [line.kind for line in lines] == [
        LineKind.COUNTED, LineKind.PAUSED, LineKind.COUNTED, LineKind.HOLIDAY, LineKind.COUNTED,
    ]  # fmt: skip
    assert sum(line.counted_seconds for line in lines) == found.elapsed_seconds
    assert sum(line.stands_for for line in lines) == len(found.lines)
    assert lines[0].until_at == lines[1].start_at
    assert short(found.lines[:5]) == found.lines[:5]


def test_tool_that_claims_nothing_has_no_claim() -> None:
    ticket = clocked(rules(EIGHT, office=OFFICE), told((OPEN, "new")), at(OPEN) + H)
    assert tool_claim(ticket) is None


def test_claim_of_an_open_ticket_is_not_compared() -> None:
    ticket = clocked(rules(EIGHT, office=OFFICE), told((OPEN, "new")), at(OPEN) + H)
    claim = tool_claim(replace(ticket, tool_made=True))
    assert claim is not None
    assert claim.difference is None
    assert "not final" in claim.words[0]


@settings(max_examples=30, deadline=None)
@given(agreements(), instants, instants, st.lists(updates, max_size=6), st.integers(0, 90 * H))
def test_lines_add_up_and_nothing_fails_for_any_ticket(
    agreed_on: Rules, opened: int, now: int, updates_told: list[Told], held: int
) -> None:
    as_of = max([now, opened, *(update.at for update in updates_told)])
    ticket = clocked(agreed_on, updates_told, as_of, opened_at=opened, paused_seconds=held)
    for clock in ticket.clocks:
        found = explained(ticket, clock)
        lines = short(found.lines, most=3)
        assert sum(line.counted_seconds for line in found.lines) == (found.elapsed_seconds or 0)
        assert sum(line.counted_seconds for line in lines) == (found.elapsed_seconds or 0)
        assert sum(line.seconds for line in lines) == sum(line.seconds for line in found.lines)
        assert all(line.rule for line in found.lines)
        assert found.verdict
        assert asdict(found)["cycle"] == clock.cycle


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 s"), (59, "59 s"), (60, "1 min"), (9 * H + 12 * M, "9 h 12 min"),
     (100 * H + 1, "100 h 1 s")],
)  # fmt: skip
def test_duration_is_never_rounded(seconds: int, words: str) -> None:
    assert duration(seconds) == words
