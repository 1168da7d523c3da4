"""What a set-up tells: names found, weeks as strips, due times in a sentence, what is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd

from slm_analytics.domain.period import Month
from slm_analytics.register.agreement_grid import ALWAYS, GridRow, with_grid
from slm_analytics.register.in_force import rules_from
from slm_analytics.register.name_sheet import NameKind
from slm_analytics.register.rows import Register
from slm_analytics.register.week import OFFICE, Hours
from slm_analytics.review.setup_check import questions
from slm_analytics.review.setup_found import Found
from slm_analytics.review.setup_missing import missing
from slm_analytics.review.setup_states import states
from slm_analytics.review.week_strip import calendar_of, next_holidays, week_strip
from slm_analytics.settings import DataFolder
from tests.register.registers import office
from tests.warehouse.stores import File, load_under, warehouse_of

MARCH = Month(2026, 3)
FOUND = Found(
    pairs=pd.DataFrame(
        [("Contoso", "Email", 30), ("CONTOSO", "Email", 2), ("Fabrikam", "VPN", 9),
         (None, None, 1)],
        columns=["customer", "service", "tickets"],
    ),
    tickets=pd.DataFrame(
        [("Contoso", "P2", "Asia/Tokyo", 20), ("Contoso", "P7", "UTC", 12),
         ("Fabrikam", "P1", "UTC", 40), (None, "P1", "UTC", 1)],
        columns=["customer", "priority", "zone", "tickets"],
    ),
)  # fmt: skip


def test_what_was_found_is_said_in_one_sentence() -> None:
    assert FOUND.sentence() == "2 services, 3 priorities and 3 companies were found"
    assert FOUND.counts(NameKind.CUSTOMER) == {"Contoso": 30, "CONTOSO": 2, "Fabrikam": 9}
    assert FOUND.nameless == 1
    assert FOUND.customers == ("Fabrikam", "Contoso")
    assert FOUND.partners(NameKind.SERVICE) == {"Email": "Contoso and CONTOSO", "VPN": "Fabrikam"}


def test_zone_and_priorities_are_those_of_most_tickets_that_can_have_a_target() -> None:
    assert FOUND.zone("Contoso") == "Asia/Tokyo"
    assert FOUND.priorities("Contoso") == ("P2",)
    assert FOUND.zone("nobody") == "UTC"


def test_spellings_are_no_longer_proposed_once_they_are_merged() -> None:
    (proposed,) = FOUND.alike(NameKind.CUSTOMER, {})
    assert (proposed.name, proposed.written) == ("Contoso", ("CONTOSO",))
    assert FOUND.alike(NameKind.CUSTOMER, {"CONTOSO": "Contoso"}) == ()


def test_everybody_stands_for_tickets_without_a_customer() -> None:
    bare = replace(FOUND, tickets=FOUND.tickets.assign(customer=None))
    assert bare.customers == ("",)
    assert bare.priorities("") == ("P1", "P2")


HOURS = Hours(calendar_id="office", zone="Europe/Berlin", country="DE")


def test_a_week_is_a_strip_of_open_hours() -> None:
    strip = week_strip(calendar_of(Register(), HOURS))
    assert strip[0] == ("Mon", [(8 / 24, 18 / 24)], "08:00–18:00")
    assert strip[6] == ("Sun", [], "closed")


def test_a_night_shift_goes_on_the_next_morning() -> None:
    strip = week_strip(calendar_of(Register(), replace(HOURS, week="sun 22:00-06:00")))
    assert strip[6][1] == [(22 / 24, 1.0)]
    assert strip[0][1] == [(0.0, 6 / 24)]


def test_holidays_to_come_are_those_of_country_and_calendar() -> None:
    register = office(holidays=[{"calendar_id": "office", "date": "2026-12-24", "name": "Eve"}])
    told = next_holidays(calendar_of(register, HOURS), date(2026, 12, 1), 2)
    assert told == ["Thu 24 Dec 2026: Eve", "Fri 25 Dec 2026: Christmas Day"]
    always = calendar_of(Register(), replace(HOURS, week=""))
    assert next_holidays(always, date(2026, 12, 1)) == []
    assert week_strip(always)[3] == ("Thu", [(0.0, 1.0)], "around the clock")


GRID = [
    GridRow(priority="P1", response="15 min", resolution="4 h", share="95 %", hours=ALWAYS),
    GridRow(priority="P2", resolution="8 h", share="90 %", hours="office"),
    GridRow(priority="P3", resolution="2 d", hours="office"),
]
AGREED = with_grid(office(targets=[]), "Contoso", GRID, None)


def test_due_times_are_told_as_a_sentence() -> None:
    asked = questions(rules_from(AGREED), "Contoso", ("P1", "P2", "P3", "P4"), date(2026, 6, 8))
    assert [each.words for each in asked] == [
        "A P1 opened on Friday 16:00 has to be answered by Friday 16:15 and is due on Friday"
        " 20:00. Right?",
        "A P2 opened on Friday 16:00 is due on Monday 14:00. Right?",
        "A P3 opened on Friday 16:00 is due on Tuesday 16:00. Right?",
    ]
    assert [each.zone for each in asked] == ["UTC", "Europe/Berlin", "Europe/Berlin"]


def test_a_friday_beside_a_holiday_is_not_asked_about() -> None:
    (asked,) = questions(rules_from(AGREED), "Contoso", ("P2",), date(2026, 4, 1))
    assert asked.words == "A P2 opened on Friday 16:00 is due on Monday 14:00. Right?"
    assert questions(rules_from(AGREED), "Fabrikam", ("P2",), date(2026, 4, 1)) == []


def services(*rows: tuple[str | None, int, int, int]) -> pd.DataFrame:
    return pd.DataFrame(
        list(rows), columns=["service", "tickets", "without_target", "without_line"]
    )


def test_what_is_missing_is_told_with_the_step_that_mends_it() -> None:
    month = services(("Email", 10, 0, 1), ("VPN", 4, 3, 4))
    told = missing(AGREED, ("Contoso", "Fabrikam"), month, MARCH, 2)
    assert [(each.words, each.step) for each in told] == [
        ("Nothing is agreed with Fabrikam.", 2),
        ("3 tickets of March 2026 have no target.", 3),
        ("No line of the contract speaks of VPN.", 3),
        ("No share is agreed for Contoso P3: no line is judged there.", 3),
        ("2 words of the extracts are not known: say on the Data page what they mean.", 0),
    ]


def test_nothing_is_missing_when_all_is_agreed() -> None:
    register = with_grid(office(targets=[]), "Contoso", GRID[:2], None)
    assert missing(register, ("Contoso",), services(("Email", 10, 0, 0)), MARCH, 0) == []


def test_usual_hours_are_those_of_an_office() -> None:
    assert HOURS.week == OFFICE


def test_hours_at_stake_are_service_hours_of_the_time_on_hold(store: DataFolder) -> None:
    """On hold from Friday 17:00 to Monday 11:00 in Berlin: 66 hours, 4 of them service hours."""
    moves = [
        ("2026-03-06 15:00:00", "New", ""),
        ("2026-03-06 16:00:00", "On Hold", "Awaiting Caller"),
        ("2026-03-09 10:00:00", "In Progress", ""),
        ("2026-03-09 11:00:00", "Resolved", ""),
    ]
    rows = [
        {"number": "A", "opened_at": moves[0][0], "state": state, "hold_reason": reason,
         "priority": "2 - High", "sys_updated_on": at, "sys_mod_count": str(place)}
        for place, (at, state, reason) in enumerate(moves)
    ]  # fmt: skip
    log = File(name="log.csv", source="servicenow_incident_log", customer="Contoso", rows=rows)
    load_under(store, AGREED, log)
    told = states(warehouse_of(store), "Contoso").set_index("word")
    held = told.loc["on_hold/awaiting_customer"]
    assert (held["tickets"], held["hours"], held["service_hours"]) == (1, 66, 4)
    assert pd.isna(told.loc["new", "service_hours"])
    assert states(warehouse_of(store), "Fabrikam").empty
