"""Findings over a whole register, each by the cell it points at."""

from __future__ import annotations

import pytest

from slm_analytics.domain.finding import Finding, Severity
from slm_analytics.domain.target import ClockKind, Keys
from slm_analytics.register.check import check, is_refused
from slm_analytics.register.check_strangers import KnownNames
from slm_analytics.register.in_force import rules_from
from slm_analytics.register.rows import Register, register_from
from tests.register.registers import OFFICE, OFFICE_HOURS, P2, office


def told(register: Register, known: KnownNames | None = None) -> list[tuple[str, str]]:
    """Return code and place of each finding."""
    findings = check(register, known or KnownNames())
    return [(each.code, each.message.partition(": ")[0]) for each in findings]


def only(register: Register) -> Finding:
    (finding,) = check(register)
    return finding


def test_nothing_is_said_when_a_register_is_as_it_should_be() -> None:
    assert check(office()) == []
    assert check(Register()) == []


def target(**cells: str) -> dict[str, str]:
    return P2 | cells


WRONG_TARGETS = {
    "unknown_calendar": (target(calendar_id="offices"), "targets!I2"),
    "ends_before_it_begins": (target(valid_from="2026-02-01", valid_to="2026-01-31"), "targets!K2"),
    "no_holder": (target(clock="holding"), "targets!G2"),
    "holder_without_clock": (target(holder="Network"), "targets!G2"),
    "no_start_state": (target(start="state entered"), "targets!N2"),
    "unused_start_state": (target(start_state="new"), "targets!N2"),
    "response_with_pauses": (target(clock="response", pauses="on_hold"), "targets!P2"),
    "missing_cell": (target(target=""), "targets!H2"),
}


@pytest.mark.parametrize("code", WRONG_TARGETS)
def test_a_target_is_told_by_its_cell_when_it_contradicts_itself(code: str) -> None:
    row, place = WRONG_TARGETS[code]
    assert told(office(targets=[row])) == [(code, place)]


WRONG_CALENDARS = {
    "never_open": {"hours": []},
    "unknown_country": {"calendars": [OFFICE | {"country": "XX"}]},
    "unknown_subdivision": {"calendars": [OFFICE | {"subdivision": "XX"}]},
    "no_country": {"calendars": [OFFICE | {"country": "", "subdivision": "BY"}]},
    "sites_only": {"calendars": [OFFICE | {"site": "Köln"}]},
    "unknown_calendar": {"holidays": [{"calendar_id": "shop", "date": "2026-01-02"}]},
    "special_on_holiday": {
        "special_days": [
            {"calendar_id": "office", "date": "2026-12-25", "opens": "08:00", "closes": "12:00"}
        ]
    },
    "overlapping_hours": {"hours": [OFFICE_HOURS, OFFICE_HOURS | {"opens": "17:00"}]},
    "named_twice": {
        "holidays": [
            {"calendar_id": "office", "date": "2026-01-02", "name": "Bridge"},
            {"calendar_id": "office", "date": "2026-01-02", "name": "Stocktaking"},
        ]
    },
}


@pytest.mark.parametrize("code", WRONG_CALENDARS)
def test_a_calendar_is_told_when_it_contradicts_itself(code: str) -> None:
    assert [each for each, _ in told(office(**WRONG_CALENDARS[code]))] == [code]


@pytest.mark.parametrize("cells", [{"site": "Köln"}, {"valid_from": "2026-01-01"}])
def test_hours_are_told_when_they_belong_to_no_version(cells: dict[str, str]) -> None:
    hours = [OFFICE_HOURS, OFFICE_HOURS | cells]
    assert ("unknown_calendar", "hours!") in [
        (code, place[:6]) for code, place in told(office(hours=hours))
    ]


@pytest.mark.parametrize(
    ("first", "second", "overlaps"),
    [
        (("mon", "08:00", "12:00"), ("mon", "12:00", "16:00"), False),
        (("mon", "08:00", "12:01"), ("mon", "12:00", "16:00"), True),
        (("mon", "22:00", "06:00"), ("tue", "05:00", "09:00"), True),
        (("mon", "22:00", "06:00"), ("tue", "06:00", "09:00"), False),
        (("sun", "22:00", "06:00"), ("mon", "05:00", "09:00"), True),
        (("mon-sun", "00:00", "24:00"), ("wed", "08:00", "09:00"), True),
    ],
)
def test_hours_overlap_only_when_a_second_is_in_both(
    first: tuple[str, str, str], second: tuple[str, str, str], overlaps: bool
) -> None:
    hours = [
        {"calendar_id": "office", "weekday": day, "opens": opens, "closes": closes}
        for day, opens, closes in (first, second)
    ]
    codes = [code for code, _ in told(office(hours=hours))]
    assert codes == (["overlapping_hours"] if overlaps else [])


VERSIONS = {
    "follow one another": (("", "2026-01-31"), ("2026-02-01", ""), None),
    "share a day": (("", "2026-02-01"), ("2026-02-01", ""), "tie"),
    "are open at both ends": (("", ""), ("2026-02-01", ""), "tie"),
    "leave a day out": (("", "2026-01-30"), ("2026-02-01", ""), "gap"),
}


@pytest.mark.parametrize("name", VERSIONS)
def test_versions_of_a_target_are_held_against_each_other(name: str) -> None:
    first, second, code = VERSIONS[name]
    rows = [
        P2 | {"target_id": letter, "valid_from": since, "valid_to": until}
        for letter, (since, until) in (("A", first), ("B", second))
    ]
    register = office(targets=rows)
    assert [each for each, _ in told(register)] == ([code] if code else [])
    day = 1_769_900_400  # noon of 31 January 2026 in Berlin, and so on from there
    matches = [
        rules_from(register).match(ClockKind.RESOLUTION, Keys(priority="P2"), day + step * 86_400)
        for step in (-1, 0, 1)
    ]
    tied = any(match.tied for match in matches)
    missing = any(match.target is None and not match.tied for match in matches)
    assert (tied, missing) == (code == "tie", code == "gap")


def test_a_tie_names_both_rows_and_does_not_keep_a_register_out() -> None:
    findings = check(office(targets=[P2, P2 | {"target_id": "Z"}]))
    assert findings[0].severity is Severity.SET_ASIDE
    assert "rows 2 (P2) and 3 (Z)" in findings[0].message
    assert not is_refused(findings)


def test_a_target_of_other_tickets_is_no_tie() -> None:
    others = [
        {"customer": "A"},
        {"service": "S"},
        {"record_type": "incident"},
        {"priority": "P3"},
        {"clock": "response"},
        {"clock": "holding", "holder": "Network"},
    ]
    rows = [P2, *(P2 | {"target_id": f"T{place}"} | each for place, each in enumerate(others))]
    assert check(office(targets=rows)) == []


def test_names_are_told_when_no_ticket_carries_them() -> None:
    register = office(targets=[P2 | {"customer": "Contosso", "service": "Email"}])
    known = KnownNames(customers=frozenset({"Contoso"}), services=frozenset({"Email"}))
    assert told(register, known) == [("unknown_name", "targets!C2")]
    assert told(register) == []


def test_a_missing_calendar_name_is_told_once() -> None:
    register = office(hours=[OFFICE_HOURS, OFFICE_HOURS | {"calendar_id": ""}])
    assert ("missing_cell", "hours!A2") in told(register)
    assert is_refused(check(register))


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"customer": "A", "services": "VPN"}, ["no_ticket_matches"]),
        ({"customer": "A", "services": "VPN; Mail"}, []),
        ({"customer": "B", "services": "VPN"}, []),
        ({"services": "VPN"}, []),
        ({"sites": "Mars"}, ["unknown_name"]),
        ({"groups": "Nobody; Desk"}, ["unknown_name"]),
        ({"categories": "Noise"}, []),  # tickets carry no categories at all: not known
    ],
)
def test_lines_that_no_ticket_can_match_are_told(row: dict[str, str], told: list[str]) -> None:
    known = KnownNames(
        customers=frozenset("AB"), services=frozenset({"Mail", "VPN"}), sites=frozenset({"Earth"}),
        groups=frozenset({"Desk"}), used=frozenset({("A", "Mail"), ("B", "VPN")}),
    )  # fmt: skip
    lines = {"service_levels": [{"level_id": "L", "conditions": "90 %", **row}]}
    assert [each.code for each in check(register_from(lines), known)] == told
