"""Worked examples that others published, three of them with errors that we do not repeat."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from slm_analytics.domain.history import TicketTimes, Told, regular
from slm_analytics.domain.rules import CalendarVersion, Rules
from slm_analytics.domain.service_calendar import ServiceCalendar
from slm_analytics.domain.service_time import CalendarPart, ServiceTime
from slm_analytics.domain.target import Target
from slm_analytics.domain.ticket_clock import Agreed, TicketClock, ticket_clocks

H, M = 3600, 60


def at(text: str, zone: str = "UTC") -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp())


def hours(opens: int, closes: int, days: int = 5, **more: object) -> ServiceTime:
    open_day = ((opens * H, closes * H),)
    weekly = (open_day,) * days + ((),) * (7 - days)
    calendar = ServiceCalendar(weekly=weekly, **more)  # type: ignore[arg-type]
    return ServiceTime([CalendarPart(calendar, at("2014-01-01"), at("2022-01-01"))])


def test_b1_servicenow_business_and_actual_elapsed() -> None:
    start, now = at("2014-12-12T21:00"), at("2014-12-15T09:30")
    assert hours(8, 17).open.elapsed(start, now) == 90 * M
    assert now - start == 60 * H + 30 * M
    assert 90 * M / (8 * H) == 0.1875
    assert (now - start) / (8 * H) == 7.5625


def test_b2_servicenow_next_morning() -> None:
    start, now = at("2014-12-09T14:00"), at("2014-12-10T09:00")
    assert hours(9, 17).open.elapsed(start, now) == 3 * H
    assert now - start == 19 * H


@pytest.mark.parametrize(
    ("opens", "closes", "opened", "seconds", "expected"),
    [
        pytest.param(8, 18, "2019-03-05T16:00", 4 * H, "2019-03-06T10:00", id="B3 GLPI"),
        pytest.param(8, 18, "2019-03-08T17:00", 4 * H, "2019-03-11T11:00", id="B4 osTicket"),
        pytest.param(9, 17, "2019-03-08T16:00", 4 * H, "2019-03-11T12:00", id="B5 airclou"),
        pytest.param(8, 17, "2019-03-08T16:00", 4 * H, "2019-03-11T11:00", id="B6 not Tue 11:00"),
        pytest.param(10, 18, "2019-03-09T15:00", 24 * H, "2019-03-13T18:00", id="B9 24 h"),
        pytest.param(10, 18, "2019-03-09T15:00", 72 * H, "2019-03-21T18:00", id="B9 72 h"),
        pytest.param(10, 18, "2019-03-08T17:00", 30 * M, "2019-03-08T17:30", id="B10 30 min"),
        pytest.param(10, 18, "2019-03-08T17:00", 2 * H, "2019-03-11T11:00", id="B10 2 h"),
        pytest.param(10, 18, "2019-03-08T19:00", 1 * H, "2019-03-11T11:00", id="B11 1 h"),
        pytest.param(10, 18, "2019-03-08T19:00", 4 * H, "2019-03-11T14:00", id="B11 4 h"),
    ],
)
def test_due_times(opens: int, closes: int, opened: str, seconds: int, expected: str) -> None:
    assert hours(opens, closes).open.due(at(opened), seconds) == at(expected)


def test_b7_glpi_intervals() -> None:
    service = hours(8, 20).open
    assert service.elapsed(at("2019-01-01T07:00"), at("2019-01-01T09:00")) == H
    assert service.elapsed(at("2019-01-01"), at("2019-01-08")) == 60 * H
    assert service.elapsed(at("2019-01-08"), at("2019-01-01")) == 0


def test_b8_glpi_working_days() -> None:
    service = hours(8, 20)
    start = at("2018-11-19T10:00")
    assert service.days_later(start, 7) == at("2018-11-28T10:00")
    assert service.days_later(start, 7, by_time=20 * H) == at("2018-11-28T20:00")


def test_b12_frappe_two_holidays() -> None:
    closed = {date(2019, 3, 7): "Thursday", date(2019, 3, 8): "Friday"}
    service = hours(10, 18, holidays=closed).open
    assert service.due(at("2019-03-07T15:00"), 30 * M) == at("2019-03-11T10:30")
    assert service.due(at("2019-03-07T15:00"), 2 * H) == at("2019-03-11T12:00")


def story(
    calendar: ServiceCalendar, target: Target, told: list[Told], opened: int, as_of: int
) -> TicketClock:
    rules = Rules(
        calendars=(CalendarVersion(calendar_id=target.calendar, calendar=calendar),),
        targets=(target,),
    )
    ticket = TicketTimes(opened_at=opened)
    (only,) = ticket_clocks(ticket, regular(ticket, told), Agreed(rules, opened, as_of))
    return only


OFFICE = ServiceCalendar(weekly=(((10 * H, 18 * H),),) * 5 + ((), ()))
TWO_HOURS = Target(target_id="T", seconds=2 * H, calendar="office")


def test_b13_frappe_hold_counts_inside_the_calendar_only() -> None:
    opened, solved = at("2019-03-07T17:30"), at("2019-03-11T13:00")
    told = [
        Told(at=opened, state="in_progress"),
        Told(at=at("2019-03-07T17:50"), state="on_hold", hold_reason="awaiting_customer"),
        Told(at=at("2019-03-11T12:30"), state="in_progress"),
        Told(at=solved, state="resolved"),
    ]
    calendar = ServiceCalendar(weekly=OFFICE.weekly, holidays={date(2019, 3, 8): "Friday"})
    clock = story(calendar, TWO_HOURS, told, opened, solved)
    assert clock.measure is not None
    assert clock.measure.elapsed == 50 * M
    assert clock.measure.paused == 160 * M
    assert clock.measure.elapsed + clock.measure.paused == 210 * M


@pytest.mark.parametrize(
    ("hold", "expected"), [(3600, "2019-03-07T18:00"), (3601, "2019-03-08T10:00:01")]
)
def test_b14_frappe_due_after_a_hold_at_closing(hold: int, expected: str) -> None:
    opened = at("2019-03-07T15:00")
    told = [
        Told(at=opened, state="on_hold", hold_reason="awaiting_customer"),
        Told(at=opened + hold, state="in_progress"),
    ]
    clock = story(OFFICE, TWO_HOURS, told, opened, opened + hold)
    assert clock.measure is not None
    assert clock.measure.due_at == at(expected)


def test_b15_zammad_pending_does_not_count() -> None:
    opened = at("2019-03-07T12:00")
    told = [
        Told(at=opened, state="new"),
        Told(at=opened + 60 * M, state="in_progress"),
        Told(at=opened + 90 * M, state="on_hold", hold_reason="awaiting_customer"),
        Told(at=opened + 120 * M, state="closed"),
    ]
    always = ServiceCalendar(always_open=True)
    clock = story(always, TWO_HOURS, told, opened, opened + 200 * M)
    assert clock.measure is not None
    assert clock.measure.elapsed == 90 * M
    assert clock.stopped_at == opened + 120 * M


def test_b16_zendesk_two_schedules_exact_to_the_second() -> None:
    """The published log rounds 17:01:38 up and reads 1 min 25 s as 1.25 min."""
    opened, switched, solved = (
        at("2020-09-29T17:01:38"),
        at("2020-09-30T19:01:25"),
        at("2020-09-30T19:01:46"),
    )
    level1 = ServiceCalendar(weekly=(((12 * H, 2 * H),),) * 7)
    level2 = ServiceCalendar(weekly=(((15 * H, 30 * M),),) * 5 + ((), ()))
    first, last = date(2020, 9, 27), date(2020, 10, 2)
    before = level1.open_time(first, last).elapsed(opened, switched)
    after = level2.open_time(first, last).elapsed(switched, solved)
    assert (before, after) == (57_587, 21)
    assert round((before + after) / 60, 2) == 960.13
    whole = level2.open_time(first, last).elapsed(opened, solved)
    assert (whole, round(whole / 60, 2)) == (41_408, 690.13)


def test_b17_zammad_two_holidays() -> None:
    closed = {date(2016, 11, 11): "one", date(2016, 11, 13): "two"}
    service = hours(9, 21, days=7, holidays=closed).open
    assert service.due(at("2016-11-09T23:00"), 48 * H) == at("2016-11-15T21:00")
    without = hours(9, 21, days=7, holidays={date(2016, 11, 13): "two"}).open
    assert without.due(at("2016-11-09T23:00"), 48 * H) == at("2016-11-14T21:00")
