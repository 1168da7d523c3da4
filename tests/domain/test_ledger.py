"""The ledger of a ticket's clock: every second has its line, those that count make the figure."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slm_analytics.domain.clock import LineKind
from slm_analytics.domain.history import HistoryFlag, TicketTimes, Told, regular
from slm_analytics.domain.ledger import Entry, entries_of
from slm_analytics.domain.rules import CalendarVersion, Rules
from slm_analytics.domain.service_calendar import ServiceCalendar
from slm_analytics.domain.target import (
    ChangeRule,
    ClockKind,
    Keys,
    PauseTime,
    Policy,
    ReopenRule,
    StartRule,
    Target,
    VersionRule,
)
from slm_analytics.domain.ticket_clock import Agreed, ticket_clocks
from tests.domain.stories import H, M, at, rules, told
from tests.domain.test_service_calendar import calendars, instants

RUNS = (LineKind.COUNTED, LineKind.CLOSED, LineKind.HOLIDAY, LineKind.SET_OFF)
policies = st.builds(
    Policy,
    start=st.sampled_from(StartRule),
    start_state=st.just("in_progress"),
    retroactive=st.booleans(),
    pauses=st.sampled_from([frozenset(), frozenset({"on_hold"}), Policy().pauses]),
    pause_time=st.sampled_from(PauseTime),
    change=st.sampled_from(ChangeRule),
    version=st.sampled_from(VersionRule),
    reopen=st.sampled_from(ReopenRule),
    reopen_days=st.integers(0, 3),
)
updates = st.builds(
    Told,
    at=instants,
    sequence=st.integers(0, 9),
    state=st.sampled_from([None, "new", "in_progress", "on_hold", "resolved", "closed"]),
    hold_reason=st.sampled_from([None, "awaiting_customer", "awaiting_vendor"]),
    priority=st.sampled_from([None, "P1", "P2", "P3"]),
    group=st.sampled_from([None, "Desk", "Network"]),
    vendor=st.sampled_from([None, "Telvia"]),
)


@st.composite
def agreements(draw: st.DrawFn) -> Rules:
    """Return targets for P1 and any priority on two clocks and a group, in two calendars."""
    days = {"A": draw(calendars), "B": draw(calendars)}
    versions = [CalendarVersion(calendar_id=name, calendar=each) for name, each in days.items()]
    later = CalendarVersion(calendar_id="A", valid_from=date(2025, 4, 2), calendar=draw(calendars))
    policy = draw(policies)
    hours = st.integers(0, 30 * H)
    targets = [
        Target(target_id="1", seconds=draw(hours), calendar="A", policy=policy, priority="P1"),
        Target(target_id="2", seconds=draw(hours), calendar="B", policy=policy, priority="P2"),
        Target(target_id="any", days=draw(st.integers(1, 3)), calendar="A", policy=policy),
        Target(target_id="r", clock=ClockKind.RESPONSE, seconds=draw(hours), calendar="A"),
        Target(target_id="c", clock=ClockKind.CLOSURE, seconds=draw(hours), calendar="B"),
        Target(
            target_id="g", clock=ClockKind.HOLDING, holder="Network", seconds=1, calendar="B",
            policy=policy,
        ),
    ]  # fmt: skip
    return Rules(calendars=(*versions, later), targets=tuple(targets))


@settings(max_examples=80, deadline=None)
@given(agreements(), instants, instants, st.lists(updates, max_size=7), st.integers(0, 50 * H))
def test_counted_lines_add_up_to_the_elapsed_time(
    agreed_on: Rules, opened: int, now: int, history_told: list[Told], held: int
) -> None:
    ended = opened + held if held % 2 else None
    ticket = TicketTimes(
        opened_at=opened, keys=Keys(priority="P2"), ended_at=ended, is_ended=ended is not None,
        state="resolved" if ended else "new", paused_seconds=held // 3,
    )  # fmt: skip
    history = regular(ticket, history_told)
    as_of = max([now, opened, *(update.at for update in history_told), ended or 0])
    agreed = Agreed(agreed_on, opened, as_of)
    for clock in ticket_clocks(ticket, history, agreed):
        lines = entries_of(clock, history, agreed)
        if clock.measure is None:
            assert lines == ()
            continue
        assert sum(line.counted for line in lines) == clock.measure.elapsed
        assert_whole(
            lines, clock.started_at, as_of if clock.stopped_at is None else clock.stopped_at
        )
        told_total = sum(line.seconds for line in lines if line.is_told_total)
        if HistoryFlag.MISSING in clock.flags and told_total < held // 3:
            continue  # the hold total is longer than the time that was counted
        running = sum(line.seconds for line in lines if line.kind in RUNS)
        assert running == clock.measure.calendar_seconds
        paused = sum(line.open_seconds for line in lines if line.kind is LineKind.PAUSED)
        assert paused == clock.measure.paused


def assert_whole(lines: tuple[Entry, ...], start: int | None, end: int) -> None:
    assert sum(line.seconds for line in lines) == end - (start or 0)
    assert all(line.seconds > 0 for line in lines)
    assert all(before.until == after.start for before, after in pairwise(lines))
    for line in lines:
        assert 0 <= line.open_seconds <= line.seconds
        if line.kind in (LineKind.COUNTED, LineKind.SET_OFF):
            assert line.open_seconds == line.seconds
        if line.kind in (LineKind.CLOSED, LineKind.HOLIDAY):
            assert line.open_seconds == 0


OFFICE = ServiceCalendar(
    weekly=(((8 * H, 18 * H),),) * 5 + ((), ()),
    holidays={date(2026, 6, 4): "Corpus Christi", date(2026, 6, 5): "Bridge day"},
)
OPEN = "2026-06-01 08:00"


def lines_of(target: Target, *diary: tuple[str, str], **more: object) -> list[tuple[str, str, int]]:
    ticket = TicketTimes(opened_at=at(OPEN), keys=Keys(priority="P3"), **more)  # type: ignore[arg-type]
    history = regular(ticket, told(*diary))
    agreed = Agreed(rules(target, P2, office=OFFICE), at(OPEN), at("2026-07-01 00:00"))
    clock = next(each for each in ticket_clocks(ticket, history, agreed) if each.count)
    return [
        (line.kind.value, line.holiday or line.stretch.word, line.seconds // M)
        for line in entries_of(clock, history, agreed)
    ]


P2 = Target(target_id="P2", seconds=4 * H, calendar="office", priority="P2")
EIGHT = Target(target_id="P3", seconds=8 * H, calendar="office", priority="P3")


def test_ledger_names_holidays_pauses_and_closed_hours() -> None:
    lines = lines_of(
        EIGHT,
        (OPEN, "in_progress"),
        ("2026-06-03 16:00", "on_hold/awaiting_customer"),
        ("2026-06-03 17:00", "in_progress"),
        ("2026-06-08 09:00", "resolved"),
    )
    assert lines == [
        ("counted", "in_progress", 600),
        ("outside service hours", "in_progress", 14 * 60),
        ("counted", "in_progress", 600),
        ("outside service hours", "in_progress", 14 * 60),
        ("counted", "in_progress", 480),
        ("paused", "on_hold/awaiting_customer", 60),
        ("counted", "in_progress", 60),
        ("outside service hours", "in_progress", 14 * 60),
        ("holiday", "Corpus Christi", 600),
        ("outside service hours", "in_progress", 14 * 60),
        ("holiday", "Bridge day", 600),
        ("outside service hours", "in_progress", 62 * 60),
        ("counted", "in_progress", 60),
    ]


def test_time_before_a_raise_and_while_resolved_is_told() -> None:
    lines = lines_of(
        EIGHT,
        (OPEN, "P3"),
        ("2026-06-01 10:00", "P2"),
        ("2026-06-01 11:00", "resolved"),
        ("2026-06-01 13:00", "in_progress"),
        ("2026-06-01 14:00", "resolved"),
    )
    assert lines == [
        ("before the count", "new", 120),
        ("counted", "new", 60),
        ("after stop", "resolved", 120),
        ("counted", "in_progress", 60),
    ]


def test_whole_length_of_a_pause_is_set_off_against_what_follows() -> None:
    wall = Target(
        target_id="P3", seconds=8 * H, calendar="office",
        policy=Policy(pause_time=PauseTime.WALL_CLOCK),
    )  # fmt: skip
    lines = lines_of(
        wall,
        (OPEN, "in_progress"),
        ("2026-06-01 10:00", "on_hold/awaiting_customer"),
        ("2026-06-02 09:00", "in_progress"),
        ("2026-06-03 16:00", "resolved"),
    )
    assert lines == [  # 23 h paused, 9 of them service: 14 h come off
        ("counted", "in_progress", 120),
        ("paused", "on_hold/awaiting_customer", 23 * 60),
        ("set off against a pause", "in_progress", 9 * 60),
        ("outside service hours", "in_progress", 14 * 60),
        ("set off against a pause", "in_progress", 5 * 60),
        ("counted", "in_progress", 3 * 60),
    ]


def test_hold_total_of_the_export_is_the_last_line_that_would_count() -> None:
    ended = {"ended_at": at("2026-06-01 17:00"), "is_ended": True, "state": "resolved"}
    assert lines_of(EIGHT, paused_seconds=2 * H, **ended) == [
        ("counted", "in_progress", 7 * 60),
        ("paused", "in_progress", 2 * 60),
    ]


@pytest.mark.parametrize("holder", ["Network", "Desk"])
def test_time_of_others_is_told_on_a_holding_clock(holder: str) -> None:
    target = Target(
        target_id="O", clock=ClockKind.HOLDING, holder=holder, seconds=H, calendar="office"
    )
    lines = lines_of(
        target,
        (OPEN, "group:Network"),
        ("2026-06-01 09:00", "group:Desk"),
        ("2026-06-01 10:00", "group:Network"),
        ("2026-06-01 11:00", "group:Desk"),
        ("2026-06-01 12:00", "resolved"),
    )
    assert [kind for kind, _, _ in lines] == ["counted", "held by others", "counted"]
