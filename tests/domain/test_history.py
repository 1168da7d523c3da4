"""Irregular histories: each has a rule and a flag."""

from __future__ import annotations

from slm_analytics.domain.history import History, HistoryFlag, TicketTimes, Told, regular
from slm_analytics.domain.target import Keys

OPENED = 1_000_000


def ticket(**more: object) -> TicketTimes:
    return TicketTimes(opened_at=OPENED, keys=Keys(priority="P3"), **more)  # type: ignore[arg-type]


def words(history: History) -> list[tuple[int, str]]:
    return [(stretch.start - OPENED, stretch.word) for stretch in history.stretches]


def test_updates_are_ordered_by_time_then_number() -> None:
    told = [
        Told(at=OPENED + 9, sequence=2, state="resolved"),
        Told(at=OPENED, sequence=1, state="new"),
        Told(at=OPENED + 9, sequence=1, state="in_progress"),
    ]
    history = regular(ticket(), told)
    assert words(history) == [(0, "new"), (9, "resolved")]
    assert history.stretches[0].until == OPENED + 9


def test_falling_numbers_are_flagged() -> None:
    told = [
        Told(at=OPENED, sequence=5, state="new"),
        Told(at=OPENED + 9, sequence=2, state="in_progress"),
    ]
    assert regular(ticket(), told).flags == {HistoryFlag.UNORDERED}


def test_repeated_updates_change_nothing_and_are_flagged() -> None:
    once = [Told(at=OPENED, state="new"), Told(at=OPENED + 9, sequence=1, state="in_progress")]
    twice = [*once, Told(at=OPENED + 9, sequence=2, state="in_progress")]
    assert words(regular(ticket(), once)) == words(regular(ticket(), twice))
    assert regular(ticket(), twice).flags == {HistoryFlag.REPEATED}


def test_updates_before_the_opening_are_moved_to_it() -> None:
    told = [Told(at=OPENED - 9, state="in_progress"), Told(at=OPENED + 9, state="on_hold")]
    history = regular(ticket(), told)
    assert words(history) == [(0, "in_progress"), (9, "on_hold")]
    assert history.flags == {HistoryFlag.EARLY}


def test_late_history_holds_from_the_opening_but_its_pause_does_not() -> None:
    told = [Told(at=OPENED + 9, state="on_hold", hold_reason="awaiting_customer", priority="P2")]
    history = regular(ticket(), told)
    assert words(history) == [(0, "new"), (9, "on_hold/awaiting_customer")]
    assert {stretch.keys.priority for stretch in history.stretches} == {"P2"}
    assert history.flags == {HistoryFlag.LATE}
    runs = regular(ticket(), [Told(at=OPENED + 9, state="in_progress")])
    assert words(runs) == [(0, "in_progress"), (9, "in_progress")]


def test_what_is_not_said_stays_as_before() -> None:
    told = [
        Told(at=OPENED, state="new", group="Desk"),
        Told(at=OPENED + 5, priority="P1"),
        Told(at=OPENED + 9, state="in_progress"),
    ]
    last = regular(ticket(), told).stretches[-1]
    assert (last.word, last.keys.priority, last.group) == ("in_progress", "P1", "Desk")
    assert regular(ticket(), told).stretches[0].keys.priority == "P1"


def test_history_that_ends_before_the_ticket_ends_with_it() -> None:
    told = [Told(at=OPENED, state="new"), Told(at=OPENED + 50, state="in_progress")]
    ended = ticket(is_ended=True, state="closed", resolved_at=OPENED + 40, closed_at=OPENED + 90)
    history = regular(ended, told)
    assert words(history)[-1] == (90, "closed")
    assert history.flags == {HistoryFlag.UNFINISHED}


def test_history_rules_where_the_resolved_time_differs_and_the_ticket_is_flagged() -> None:
    told = [Told(at=OPENED, state="new"), Told(at=OPENED + 500, state="resolved")]
    near = ticket(is_ended=True, state="resolved", resolved_at=OPENED + 441)
    far = ticket(is_ended=True, state="resolved", resolved_at=OPENED + 440)
    assert regular(near, told).flags == set()
    assert regular(far, told).flags == {HistoryFlag.DISAGREES}
    assert words(regular(far, told))[-1] == (500, "resolved")


def test_ticket_open_again_without_an_update_that_says_so() -> None:
    told = [Told(at=OPENED, state="new"), Told(at=OPENED + 50, state="resolved")]
    again = ticket(state="in_progress", updated_at=OPENED + 70)
    assert words(regular(again, told))[-1] == (70, "in_progress")
    assert regular(again, told).flags == {HistoryFlag.UNFINISHED}


def test_without_a_history_the_ticket_runs_from_opening_to_end() -> None:
    ended = ticket(
        is_ended=True,
        state="closed",
        resolved_at=OPENED + 40,
        closed_at=OPENED + 90,
        ended_at=OPENED + 40,
    )
    history = regular(ended, [])
    assert words(history) == [(0, "in_progress"), (40, "resolved"), (90, "closed")]
    assert history.flags == {HistoryFlag.MISSING}
    endless = regular(ticket(is_ended=True, state="closed"), [])
    assert endless.flags == {HistoryFlag.MISSING, HistoryFlag.ENDLESS}
