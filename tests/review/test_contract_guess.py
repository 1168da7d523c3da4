"""Contracts that were planted are found again; where the evidence is thin, it is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from slm_analytics.domain.service_calendar import ClosingRule, ServiceCalendar
from slm_analytics.register.public_holidays import public_holidays
from slm_analytics.review.contract_guess import Guess, guess_contract
from slm_analytics.review.contract_holidays import RegisterHolidays
from slm_analytics.review.contract_proposal import Proposal
from slm_analytics.statistics.contract_cases import Basis
from slm_analytics.statistics.contract_fit import Candidate
from slm_analytics.statistics.contract_search import Known
from tests.statistics.planted_contracts import HOUR, Planted, office, planted, weekly

BERLIN, NEW_YORK, TOKYO = "Europe/Berlin", "America/New_York", "Asia/Tokyo"
ALWAYS = ServiceCalendar(always_open=True)


def guessed(*plans: Planted, zones: tuple[str, ...] = (BERLIN, "UTC")) -> Guess:
    tickets, pauses = planted(*plans)
    return guess_contract(tickets, pauses, Known(zones=zones, public=RegisterHolidays()))


def only(guess: Guess) -> Proposal:
    assert guess.silent == ()
    (proposal,) = guess.proposals
    return proposal


def open_alike(found: ServiceCalendar, meant: ServiceCalendar) -> bool:
    span = (date(2025, 1, 1), date(2026, 12, 31))
    return found.open_time(*span).intervals == meant.open_time(*span).intervals


LUNCH = ServiceCalendar(zone=BERLIN, weekly=weekly(((8 * HOUR, 12 * HOUR), (13 * HOUR, 17 * HOUR))))  # type: ignore[arg-type]
EARLY_FRIDAY = ServiceCalendar(
    zone=BERLIN,
    weekly=weekly(((7 * HOUR, 17 * HOUR),), friday=((7 * HOUR, 14 * HOUR),)),  # type: ignore[arg-type]
)
SATURDAYS = ServiceCalendar(zone=BERLIN, weekly=weekly(((6 * HOUR, 22 * HOUR),), "mon-sat"))  # type: ignore[arg-type]
NIGHTS = ServiceCalendar(zone=BERLIN, weekly=weekly(((22 * HOUR, 6 * HOUR),)))  # type: ignore[arg-type]
SAXONY = office(BERLIN, holidays=dict(public_holidays("DE", "SN") or {}))


@pytest.mark.parametrize(
    ("calendar", "hours"),
    [
        pytest.param(ALWAYS, 4, id="around the clock"),
        pytest.param(office(BERLIN), 8, id="office, Berlin"),
        pytest.param(office(BERLIN, 9, 17), 8, id="a whole day's hours"),
        pytest.param(office(BERLIN, 7.75, 16.25), 6, id="odd hours"),
        pytest.param(office(NEW_YORK), 24, id="a zone nobody named"),
        pytest.param(office(TOKYO, 9, 18), 40, id="a zone without summer time"),
        pytest.param(LUNCH, 6, id="lunch break"),
        pytest.param(EARLY_FRIDAY, 12, id="early Friday"),
        pytest.param(SATURDAYS, 20, id="Saturdays too"),
        pytest.param(NIGHTS, 5, id="night shift"),
        pytest.param(SAXONY, 16, id="holidays of Saxony"),
    ],
)
def test_contract_is_found_from_due_times(calendar: ServiceCalendar, hours: int) -> None:
    found = only(guessed(Planted(calendar=calendar, seconds=hours * HOUR, count=1500)))
    assert found.target_seconds == hours * HOUR, found.sentence()
    assert open_alike(found.calendar, calendar), found.sentence()
    assert (found.explained, found.of) == (1500, 1500)
    assert found.basis is Basis.DUE_TIMES
    assert found.doubts == () or calendar.holidays  # two tickets may tell one country from another


def test_holidays_are_named_by_country_and_part() -> None:
    found = only(guessed(Planted(calendar=SAXONY, seconds=16 * HOUR, count=1500)))
    assert (found.country, found.part) == ("DE", "SN")
    assert found.sentence() == (
        "16 h, Mon-Fri 08:00-18:00 Europe/Berlin with holidays of DE-SN"
        " explains 100\u00a0% of 1\u202f500 P2 tickets"
    )


def test_days_of_its_own_are_found_when_nothing_is_ever_due_on_them() -> None:
    days = {date(2025, 3, day): "move" for day in (10, 11, 12)}
    calendar = office(BERLIN, holidays=days)
    found = only(guessed(Planted(calendar=calendar, seconds=6 * HOUR, count=8000)))
    assert set(days) <= set(found.calendar.holidays), found.sentence()
    assert found.share > 0.99


def test_contract_is_found_when_a_tenth_of_due_times_is_wrong() -> None:
    plan = Planted(calendar=office(BERLIN), seconds=8 * HOUR, wrong=0.1, count=1500)
    found = only(guessed(plan))
    assert found.target_seconds == 8 * HOUR
    assert open_alike(found.calendar, office(BERLIN)), found.sentence()
    assert 0.88 < found.share < 0.93


def test_pauses_are_part_of_a_due_time() -> None:
    plan = Planted(calendar=office(BERLIN), seconds=24 * HOUR, paused=0.4)
    tickets, pauses = planted(plan)
    known = Known(zones=(BERLIN,))
    found = only(guess_contract(tickets, pauses, known))
    assert found.target_seconds == 24 * HOUR
    assert found.share > 0.97
    without = only(guess_contract(tickets, None, known))
    assert without.target_seconds == 24 * HOUR
    assert without.share < 0.75


def test_contract_is_found_when_the_export_has_minutes_only() -> None:
    plan = Planted(calendar=office(BERLIN, 8.5, 17), seconds=10 * HOUR, minutes=True)
    found = only(guessed(plan))
    assert (found.target_seconds, found.explained) == (10 * HOUR, 800)
    assert open_alike(found.calendar, plan.calendar)


def test_due_times_at_closing_that_move_are_told() -> None:
    plan = Planted(calendar=office(BERLIN), seconds=10 * HOUR, closing=ClosingRule.MOVES)
    found = only(guessed(plan))
    assert found.closing is ClosingRule.MOVES
    assert (found.target_seconds, found.explained) == (10 * HOUR, 800)


def test_contract_is_found_from_verdicts_alone() -> None:
    plans = [
        Planted(calendar=office(BERLIN), seconds=hours * HOUR, priority=priority,
                verdicts=True, count=4000, seed=hours)
        for priority, hours in (("P2", 8), ("P3", 24))
    ]  # fmt: skip
    guess = guessed(*plans)
    assert guess.silent == ()
    for found, hours in zip(guess.proposals, (8, 24), strict=True):
        assert found.basis is Basis.VERDICTS
        assert found.target_seconds == hours * HOUR, found.sentence()
        assert open_alike(found.calendar, office(BERLIN)), found.sentence()
        assert found.explained == 4000


def test_wrong_verdicts_do_not_move_the_target() -> None:
    plan = Planted(calendar=office(BERLIN), seconds=8 * HOUR, verdicts=True, count=4000, wrong=0.03)
    found = only(guessed(plan))
    assert found.target_seconds == 8 * HOUR, found.sentence()
    assert 0.95 < found.share < 0.98


def test_customers_with_contracts_of_their_own_are_parted_and_the_rest_is_not() -> None:
    plans = [
        Planted(calendar=office(BERLIN), seconds=8 * HOUR, customer="A", seed=1),
        Planted(calendar=office(BERLIN), seconds=8 * HOUR, customer="B", seed=2),
        Planted(calendar=office(NEW_YORK, 7, 19), seconds=6 * HOUR, customer="C", seed=3),
    ]
    guess = guessed(*plans)
    told = {each.customer: (each.target_seconds // HOUR, each.of) for each in guess.proposals}
    assert told == {None: (8, 1600), "C": (6, 800)}


def test_record_types_are_parted_where_they_differ() -> None:
    plans = [
        Planted(calendar=office(BERLIN), seconds=8 * HOUR, seed=1),
        Planted(calendar=office(BERLIN), seconds=40 * HOUR, record_type="request", seed=2),
    ]
    guess = guessed(*plans)
    told = {(each.record_type, each.target_seconds // HOUR, each.of) for each in guess.proposals}
    assert told == {("incident", 8, 800), ("request", 40, 800)}


def test_tickets_whose_priority_changed_are_left_out_and_counted() -> None:
    tickets, pauses = planted(Planted(calendar=office(BERLIN), seconds=8 * HOUR))
    tickets.loc[:99, "changed"] = True
    tickets.loc[:99, "due_at"] = tickets["opened_at"] + 99
    found = only(guess_contract(tickets, pauses, Known(zones=(BERLIN,))))
    assert (found.explained, found.of, found.left_out) == (700, 700, 100)


def test_calendar_of_the_register_is_proposed_by_its_name() -> None:
    tickets, pauses = planted(Planted(calendar=office(BERLIN), seconds=8 * HOUR))
    named = Candidate(calendar=office(BERLIN), calendar_id="office")
    found = only(guess_contract(tickets, pauses, Known(calendars=(named,))))
    assert found.calendar_id == "office"
    assert found.sentence().startswith("8 h, office (register) explains 100\u00a0% of 800 P2")


@pytest.mark.parametrize(("count", "guesses"), [(5, False), (20, True)])
def test_few_tickets_are_said(count: int, *, guesses: bool) -> None:
    guess = guessed(Planted(calendar=ALWAYS, seconds=4 * HOUR, count=count))
    if guesses:
        assert "only 20 tickets" in only(guess).second()
    else:
        assert guess.proposals == ()
        assert guess.silent[0].sentence() == "P2: no guess, only 5 tickets carry a due time"


def test_nothing_is_guessed_when_no_verdict_is_missed() -> None:
    plan = Planted(calendar=ALWAYS, seconds=4 * HOUR, verdicts=True, ends=0.01)
    guess = guessed(plan)
    assert guess.proposals == ()
    assert "0 of 800 tickets missed" in guess.silent[0].why


def test_nothing_is_guessed_when_due_times_are_made_up() -> None:
    guess = guessed(Planted(calendar=ALWAYS, seconds=4 * HOUR, wrong=1.0))
    assert guess.proposals == ()
    assert guess.silent[0].why == "no calendar explains a third of them"


def test_nothing_is_guessed_when_nothing_is_told() -> None:
    tickets, _ = planted(Planted(calendar=ALWAYS, seconds=4 * HOUR))
    blank = tickets.assign(due_at=None, made_sla=None)
    guess = guess_contract(blank)
    assert guess.proposals == ()
    assert [each.of for each in guess.silent] == [0]
    assert guess_contract(blank.iloc[:0]) == Guess()


def test_equal_candidates_are_said_and_the_simpler_one_is_taken() -> None:
    tickets, _ = planted(Planted(calendar=office(BERLIN), seconds=8 * HOUR, count=400))
    nine = tickets["opened_at"] // 86_400 * 86_400 + 9 * HOUR
    calm = tickets.assign(opened_at=nine, due_at=nine + 4 * HOUR)
    found = only(guess_contract(calm, None, Known(zones=("UTC",))))
    assert found.calendar.always_open
    assert found.target_seconds == 4 * HOUR


def test_same_question_has_the_same_answer() -> None:
    plan = Planted(calendar=office(BERLIN), seconds=8 * HOUR, wrong=0.05)
    first, second = guessed(plan), guessed(replace(plan))
    assert first == second
