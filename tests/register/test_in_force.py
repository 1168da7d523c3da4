"""From rows to rules: calendars with their holidays, targets with their policies."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slm_analytics.domain.service_calendar import DAY, ClosingRule
from slm_analytics.domain.target import (
    ChangeRule,
    ClockKind,
    PauseTime,
    Policy,
    ReopenRule,
    StartRule,
    TieRule,
    VersionRule,
)
from slm_analytics.register import tables
from slm_analytics.register.in_force import digest, rules_from
from slm_analytics.register.length import Length, length_of, seconds_text
from slm_analytics.register.public_holidays import public_holidays
from slm_analytics.register.tables import POLICY_COLUMNS, TARGETS
from tests.register.registers import OFFICE, OFFICE_HOURS, P2, office


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def test_easter_monday_is_closed_when_the_country_is_named() -> None:
    (version,) = rules_from(office()).calendars
    open_time = version.calendar.open_time(date(2026, 4, 1), date(2026, 4, 8))
    # Maundy Thursday 17:00 in Berlin plus 4 h: Tuesday after Easter 11:00
    assert open_time.due(at("2026-04-02T15:00"), 4 * 3600) == at("2026-04-07T09:00")


def test_a_public_holiday_is_a_working_day_when_it_is_taken_out() -> None:
    rows = [
        {"calendar_id": "office", "date": "2026-04-06", "closed": "no"},
        {"calendar_id": "office", "date": "2026-04-07", "name": "Works outing"},
    ]
    (version,) = rules_from(office(holidays=rows)).calendars
    assert date(2026, 4, 6) not in version.calendar.holidays
    assert version.calendar.holidays[date(2026, 4, 7)] == "Works outing"
    assert version.calendar.holidays[date(2026, 4, 3)] == "Good Friday"


def test_holidays_of_a_state_are_added_when_it_is_named() -> None:
    assert date(2026, 1, 6) not in (public_holidays("DE") or {})
    assert date(2026, 1, 6) in (public_holidays("DE", "BY") or {})
    assert public_holidays("ZZ") is None
    assert public_holidays("DE", "ZZ") is None


def test_a_site_has_its_own_hours_and_days_when_it_has_rows() -> None:
    register = office(
        calendars=[OFFICE, OFFICE | {"site": "Köln"}, OFFICE | {"site": "Bonn"}],
        hours=[OFFICE_HOURS, OFFICE_HOURS | {"site": "Köln", "opens": "09:00"}],
        holidays=[{"calendar_id": "office", "site": "Köln", "date": "2026-02-16"}],
        special_days=[
            {"calendar_id": "office", "date": "2026-12-30", "opens": "10:00", "closes": "12:00"},
            {"calendar_id": "office", "date": "2026-12-30", "opens": "13:00", "closes": "14:00"},
            {"calendar_id": "office", "site": "Köln", "date": "2026-12-30"}
            | {"opens": "11:00", "closes": "12:00"},
        ],
    )
    by_site = {version.site: version.calendar for version in rules_from(register).calendars}
    assert by_site[""].weekly[0] == by_site["Bonn"].weekly[0] == ((8 * 3600, 18 * 3600),)
    assert by_site["Köln"].weekly[0] == ((9 * 3600, 18 * 3600),)
    closed = [site for site, each in by_site.items() if date(2026, 2, 16) in each.holidays]
    assert closed == ["Köln"]
    special = {site: each.special[date(2026, 12, 30)] for site, each in by_site.items()}
    assert special[""] == special["Bonn"] == ((36000, 43200), (46800, 50400))
    assert special["Köln"] == ((39600, 43200),)


def test_a_version_has_its_own_hours_when_they_name_its_first_day() -> None:
    register = office(
        calendars=[OFFICE, OFFICE | {"valid_from": "2026-07-01"}],
        hours=[OFFICE_HOURS, OFFICE_HOURS | {"valid_from": "2026-07-01", "closes": "20:00"}],
    )
    rules = rules_from(register)
    closes = [version.calendar.weekly[4][0][1] // 3600 for version in rules.calendars]
    assert closes == [18, 20]
    assert rules.version_at("office", "", at("2026-06-30T21:59:59")) == rules.calendars[0]
    assert rules.version_at("office", "", at("2026-06-30T22:00")) == rules.calendars[1]


def test_a_target_has_every_default_when_its_cells_are_blank() -> None:
    (target,) = rules_from(office()).targets
    assert target.policy == Policy()
    assert target.share is None
    assert (target.seconds, target.line) == (8 * 3600, 2)


def test_the_defaults_that_are_told_are_those_that_hold() -> None:
    blanks = {column.name: column.default for column in TARGETS.columns}
    said = P2 | {name: blanks[name] for name in POLICY_COLUMNS if blanks[name]}
    assert rules_from(office(targets=[said])).targets[0].policy == Policy()


def test_every_rule_reaches_the_policy_when_it_is_written() -> None:
    said = {
        "start": "state entered",
        "start_state": "in_progress",
        "retroactive": "no",
        "pauses": "on_hold/awaiting_vendor, on_hold/other",
        "pause_time": "wall clock",
        "change": "each stretch",
        "version": "per stretch",
        "reopen": "worst",
        "reopen_days": "0",
        "closing": "moves",
        "tie": "missed",
        "response_states": "in_progress, resolved",
    }
    assert set(said) == set(POLICY_COLUMNS)
    (target,) = rules_from(office(targets=[P2 | said])).targets
    assert target.policy == Policy(
        start=StartRule.ENTERED,
        start_state="in_progress",
        retroactive=False,
        pauses=frozenset({"on_hold/awaiting_vendor", "on_hold/other"}),
        pause_time=PauseTime.WALL_CLOCK,
        change=ChangeRule.EACH_STRETCH,
        version=VersionRule.PER_STRETCH,
        reopen=ReopenRule.WORST,
        reopen_days=0,
        closing=ClosingRule.MOVES,
        tie=TieRule.MISSED,
        response_states=frozenset({"in_progress", "resolved"}),
    )


def test_every_rule_of_the_clock_has_its_word() -> None:
    for words, kind in (
        (tables.CLOCKS, ClockKind),
        (tables.STARTS, StartRule),
        (tables.PAUSE_TIMES, PauseTime),
        (tables.CHANGES, ChangeRule),
        (tables.VERSIONS, VersionRule),
        (tables.REOPENS, ReopenRule),
        (tables.CLOSINGS, ClosingRule),
        (tables.TIES, TieRule),
    ):
        assert set(words.values()) == set(kind)
    assert set(POLICY_COLUMNS) == set(Policy.__dataclass_fields__)


def test_no_state_pauses_when_none_is_written_and_never_a_response() -> None:
    rows = [
        P2 | {"pauses": "none"},
        P2 | {"target_id": "R", "clock": "response", "pauses": "on_hold"},
    ]
    assert [each.policy.pauses for each in rules_from(office(targets=rows)).targets] == [
        frozenset(),
        frozenset(),
    ]


def test_the_last_day_of_a_target_is_a_day_it_holds() -> None:
    rules = rules_from(office(targets=[P2 | {"valid_to": "2026-06-30", "share": "95 %"}]))
    (target,) = rules.targets
    assert target.valid_until == date(2026, 7, 1)
    assert target.share == 0.95
    assert rules.valid(target)[1] == at("2026-06-30T22:00")


def test_the_digest_differs_only_when_the_rules_do() -> None:
    assert digest(rules_from(office())) == digest(rules_from(office()))
    for other in (
        office(targets=[P2 | {"target": "480 min 1 s"}]),
        office(targets=[P2 | {"pauses": "none"}]),
        office(hours=[OFFICE_HOURS | {"closes": "18:01"}]),
        office(calendars=[OFFICE | {"subdivision": "BY"}]),
    ):
        assert digest(rules_from(other)) != digest(rules_from(office()))


LENGTHS = {
    "8 h": Length(seconds=28800),
    "8h": Length(seconds=28800),
    "4 h 30 min": Length(seconds=16200),
    "1.5 hours": Length(seconds=5400),
    "1,5 h": Length(seconds=5400),
    "90 minutes": Length(seconds=5400),
    "28800 s": Length(seconds=28800),
    "2 d": Length(days=2),
    "1 d by 17:00": Length(days=1, by_time=61200),
    "3 working days": Length(days=3),
    "1 d by 24:00": Length(days=1, by_time=DAY),
}


@pytest.mark.parametrize("text", LENGTHS)
def test_a_length_is_read_as_people_write_it(text: str) -> None:
    assert length_of(text) == LENGTHS[text]


@pytest.mark.parametrize(
    "text", ["", "8", "h", "8 x", "0 h", "0 d", "1 h 0.5 s", "8 h by 17:00", "1 d by 24:01"]
)
def test_a_length_is_none_when_it_is_not_clear(text: str) -> None:
    assert length_of(text) is None


@given(st.integers(1, 10 * 365 * DAY))
def test_seconds_come_back_when_their_text_is_read(seconds: int) -> None:
    assert length_of(seconds_text(seconds)) == Length(seconds=seconds)
    assert str(Length(seconds=seconds)) == seconds_text(seconds)
