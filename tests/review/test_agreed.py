"""What is agreed for a ticket, why, and when it would be due."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from slm_analytics.domain.service_calendar import ClosingRule
from slm_analytics.domain.target import ClockKind, Keys
from slm_analytics.register.in_force import rules_from
from slm_analytics.register.length import length_of
from slm_analytics.review.agreed import agreed, instant_on, moment_text, preview
from slm_analytics.review.calendar_year import (
    DayKind,
    days_listed,
    week_lines,
    year_line,
    year_of,
)
from tests.register.registers import OFFICE, OFFICE_HOURS, P2, office

BERLIN = "Europe/Berlin"
FRIDAY = datetime(2026, 4, 2, 16, 0)  # noqa: DTZ001  Thursday before Good Friday, 16:00 local


def at(local: datetime = FRIDAY) -> int:
    return instant_on(local, BERLIN)


@pytest.mark.parametrize(
    ("length", "due"),
    [
        ("2 h", "Thu 2 Apr 2026 18:00"),
        ("4 h", "Tue 7 Apr 2026 10:00"),
        ("2 d", "Wed 8 Apr 2026 16:00"),
        ("1 d by 17:00", "Tue 7 Apr 2026 17:00"),
    ],
)
def test_a_preview_says_when_it_ends_and_every_stretch_up_to_there(length: str, due: str) -> None:
    told = length_of(length)
    assert told is not None
    seen = preview(rules_from(office()), "office", "", at(), told, ClosingRule.STAYS)
    assert seen.due_text == due
    assert seen.lines["From"].iloc[0] == "Thu 2 Apr 2026 16:00"
    assert seen.lines["Until"].iloc[-1] == due
    assert list(seen.lines["From"].iloc[1:]) == list(seen.lines["Until"].iloc[:-1])


def test_a_preview_names_holidays_apart_from_closed_hours() -> None:
    told = length_of("4 h")
    assert told is not None
    lines = preview(rules_from(office()), "office", "", at(), told, ClosingRule.STAYS).lines
    assert lines["What"].iloc[0] == "open"
    assert {"holiday", "closed"} <= set(lines["What"])
    assert [text for text in lines["Counted"] if text != "–"] == ["2 h", "2 h"]


def test_a_due_time_at_closing_moves_when_that_is_agreed() -> None:
    told = length_of("2 h")
    assert told is not None
    seen = preview(rules_from(office()), "office", "", at(), told, ClosingRule.MOVES)
    assert seen.due_text == "Tue 7 Apr 2026 08:00"


def test_a_preview_says_never_when_the_calendar_does_not_open() -> None:
    told = length_of("2 h")
    assert told is not None
    for name in ("office", "nowhere"):
        seen = preview(rules_from(office(hours=[])), name, "", at(), told, ClosingRule.STAYS)
        assert seen.due_text == "never within three years"


def test_the_most_exact_target_wins_and_says_over_which() -> None:
    rows = [
        P2,
        P2 | {"target_id": "Contoso", "customer": "Contoso", "priority": "", "target": "6 h"},
        P2 | {"target_id": "Fabrikam", "customer": "Fabrikam"},
    ]
    rules = rules_from(office(targets=rows))
    (found,) = agreed(rules, Keys(customer="Contoso", priority="P2"), at())
    assert found.target is not None
    assert found.target.target_id == "Contoso"
    assert found.why == "It names customer, and so goes before P2 (priority)."
    assert found.due is not None
    assert moment_text(found.due, found.zone) == "Tue 7 Apr 2026 12:00"


def test_a_tie_is_said_and_has_no_due_time() -> None:
    rules = rules_from(office(targets=[P2, P2 | {"target_id": "Z"}]))
    (found,) = agreed(rules, Keys(priority="P2"), at())
    assert (found.target, found.due) == (None, None)
    assert "equally exact" in found.why


def test_each_clock_and_holder_is_told_once_and_only_for_tickets_it_names() -> None:
    rows = [
        P2,
        P2 | {"target_id": "R", "clock": "response", "target": "15 min"},
        P2 | {"target_id": "O", "clock": "holding", "holder": "Network"},
        P2 | {"target_id": "U", "clock": "holding", "holder": "Telvia"},
        P2 | {"target_id": "P1", "priority": "P1"},
    ]
    found = agreed(rules_from(office(targets=rows)), Keys(priority="P2"), at())
    assert [(each.clock, each.holder) for each in found] == [
        (ClockKind.RESPONSE, ""),
        (ClockKind.RESOLUTION, ""),
        (ClockKind.HOLDING, "Network"),
        (ClockKind.HOLDING, "Telvia"),
    ]
    assert agreed(rules_from(office()), Keys(priority="P3"), at()) == []


def test_a_target_that_is_over_is_told_as_not_in_force() -> None:
    rules = rules_from(office(targets=[P2 | {"valid_to": "2026-01-31"}]))
    (found,) = agreed(rules, Keys(priority="P2"), at())
    assert (found.target, found.why) == (None, "Nothing is in force on that day.")


def test_a_year_has_every_day_once_with_what_it_is() -> None:
    special = {"calendar_id": "office", "date": "2026-12-24", "opens": "08:00", "closes": "12:00"}
    rules = rules_from(office(special_days=[special]))
    days = year_of(rules, "office", "", 2026)
    assert [each.day.toordinal() for each in days] == list(
        range(date(2026, 1, 1).toordinal(), date(2027, 1, 1).toordinal())
    )
    kinds = {each.day: each.kind for each in days}
    assert kinds[date(2026, 4, 3)] is DayKind.HOLIDAY
    assert kinds[date(2026, 12, 24)] is DayKind.SPECIAL
    assert kinds[date(2026, 4, 4)] is DayKind.CLOSED
    assert kinds[date(2026, 4, 7)] is DayKind.OPEN
    assert "Fri 3 Apr 2026: Good Friday, closed" in days_listed(days)
    assert year_line(days) == (
        "253 days open, 9 holidays, 1 day with special hours, 102 days closed"
    )


def test_a_year_follows_the_versions_of_its_calendar() -> None:
    register = office(
        calendars=[OFFICE, OFFICE | {"valid_from": "2026-07-01"}],
        hours=[OFFICE_HOURS, OFFICE_HOURS | {"valid_from": "2026-07-01", "weekday": "mon-sat"}],
    )
    days = year_of(rules_from(register), "office", "", 2026)
    saturdays = [each.kind for each in days if each.day.weekday() == 5 and each.kind != "holiday"]
    assert saturdays.index(DayKind.OPEN) == 26


def test_a_week_is_told_in_few_lines() -> None:
    night = OFFICE_HOURS | {"weekday": "fri", "opens": "22:00", "closes": "06:00"}
    (version,) = rules_from(office(hours=[OFFICE_HOURS, night])).calendars
    assert week_lines(version.calendar) == [
        ("Mon–Thu", "08:00–18:00"),
        ("Fri", "08:00–18:00, 22:00–06:00 the next day"),
        ("Sat–Sun", "closed"),
    ]


def test_a_moment_is_told_to_the_second_when_it_has_one() -> None:
    instant = int(datetime(2026, 1, 1, 9, 0, 5, tzinfo=UTC).timestamp())
    assert moment_text(instant, "UTC") == "Thu 1 Jan 2026 09:00:05"
