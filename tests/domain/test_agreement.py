"""Agreements: the cases of agreements.toml, and laws that hold for any."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slm_analytics.domain.agreement import (
    Agreement,
    AgreementKind,
    Happening,
    LifeCycle,
    Standing,
    due_dates,
    months_later,
    standing_of,
)
from slm_analytics.domain.service_catalogue import (
    REQUIRED,
    CatalogueService,
    Criticality,
    FoundName,
    OfferingPart,
    ServiceStatus,
    coverage_of,
    mapped,
)

WORKED = tomllib.loads(Path(__file__).with_name("agreements.toml").read_text("utf-8"))
ON: date = WORKED["on"]
DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))
AGREEMENTS = st.builds(
    Agreement,
    agreement_id=st.sampled_from(["A", "B", "C"]),
    kind=st.sampled_from(AgreementKind),
    status=st.sampled_from(LifeCycle),
    signed_on=st.none() | DAYS,
    starts_on=st.none() | DAYS,
    ends_on=st.none() | DAYS,
    notice_on=st.none() | DAYS,
    last_review_on=st.none() | DAYS,
    next_review_on=st.none() | DAYS,
    review_months=st.integers(1, 36),
)


def agreement(**said: Any) -> Agreement:
    kinds = {"kind": AgreementKind, "status": LifeCycle}
    words = {name: kinds[name](value) if name in kinds else value for name, value in said.items()}
    return Agreement(**{"agreement_id": "A"} | words)


@pytest.mark.parametrize("case", WORKED["case"], ids=lambda case: case["name"])
def test_standing_and_what_is_due_are_as_worked_out_by_hand(case: dict[str, Any]) -> None:
    one = agreement(**case["agreement"])
    assert [each.value for each in one.standings(ON)] == case["standing"]
    told = [f"{each.what} {each.due_on} {each.days}" for each in due_dates([one], ON, 90)]
    assert told == case["due"]


@given(AGREEMENTS, DAYS)
def test_up_to_date_is_all_of_it_at_once(one: Agreement, on: date) -> None:
    in_force = one.status in (LifeCycle.IN_FORCE, LifeCycle.PROLONGED)
    is_request = one.kind is AgreementKind.SLR
    wanted = (
        (in_force or (is_request and one.status is LifeCycle.AGREED))
        and (is_request or (one.signed_on is not None and one.signed_on <= on))
        and (one.starts_on or on) <= on <= (one.ends_on or on)
        and (one.review_due_on or on) >= on
    )
    assert (one.standing(on) is Standing.UP_TO_DATE) == wanted


@given(st.lists(AGREEMENTS, max_size=6), DAYS, st.integers(0, 60), st.integers(0, 60))
def test_a_wider_look_ahead_loses_nothing(
    several: list[Agreement], on: date, near: int, more: int
) -> None:
    close, wide = due_dates(several, on, near), due_dates(several, on, near + more)
    assert [each for each in wide if each.days <= near] == close
    assert all(each.due_on == on + timedelta(days=each.days) for each in wide)
    assert all(each.days >= 0 for each in wide if each.what is Happening.NOTICE)


@given(DAYS, st.integers(1, 60))
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(
    day: date, months: int
) -> None:
    later = months_later(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1 < later.day < day.day


def test_the_best_of_several_is_what_is_lived_by_first() -> None:
    expired = agreement(status="in force", signed_on=ON, ends_on=ON - timedelta(days=1))
    drafted = agreement(status="drafted")
    good = agreement(status="in force", signed_on=ON, starts_on=ON)
    assert standing_of([expired, drafted, good], ON) is Standing.UP_TO_DATE
    assert standing_of([drafted, expired], ON) is Standing.EXPIRED
    assert standing_of([drafted], ON) is Standing.IN_WORK
    assert standing_of([], ON) is None


MAIL = CatalogueService(name="Mail", customers=("A", "B"))
GOOD: dict[str, Any] = {"status": "in force", "signed_on": ON, "starts_on": ON}


def test_a_service_is_covered_when_each_of_its_customers_has_one() -> None:
    of_a = agreement(**GOOD, customer="A", services=("Mail",))
    cell = coverage_of(MAIL, AgreementKind.SLA, [of_a], ON)
    assert (cell.standing, cell.covered, cell.of, cell.lacking) == (None, 1, 2, ("B",))
    any_service = agreement(**GOOD, customer="B")
    cell = coverage_of(MAIL, AgreementKind.SLA, [of_a, any_service], ON)
    assert (cell.is_covered, cell.covered, cell.lacking) == (True, 2, ())
    other = agreement(**GOOD, customer="B", services=("Fax",))
    assert not coverage_of(MAIL, AgreementKind.SLA, [of_a, other], ON).is_covered


def test_the_gravest_of_the_customers_is_told() -> None:
    of_a = agreement(**GOOD, customer="A")
    of_b = agreement(status="in force", starts_on=ON, customer="B")
    cell = coverage_of(MAIL, AgreementKind.SLA, [of_a, of_b], ON)
    assert (cell.standing, cell.covered, cell.lacking) == (Standing.UNSIGNED, 1, ("B",))


def test_an_agreement_with_a_group_is_behind_the_service_whoever_uses_it() -> None:
    ola = agreement(**GOOD, kind="OLA", provider="Desk", services=("Mail",))
    assert coverage_of(MAIL, AgreementKind.OLA, [ola], ON).is_covered
    assert not coverage_of(MAIL, AgreementKind.UC, [ola], ON).is_covered


def test_what_is_over_covers_nothing() -> None:
    over = agreement(status="ended", signed_on=ON, ends_on=ON)
    cell = coverage_of(MAIL, AgreementKind.SLA, [over], ON)
    assert (cell.standing, cell.agreements) == (None, ())


def test_completeness_names_what_lacks() -> None:
    assert REQUIRED == 6
    assert MAIL.lacking == (
        "owner", "criticality", "support hours", "offering parts", "description",
    )  # fmt: skip
    full = CatalogueService(
        name="Mail", owner="O", customers=("A",), criticality=Criticality.LOW,
        support_hours="office", parts=(OfferingPart.ACCESS,), description="Mail",
    )  # fmt: skip
    assert full.lacking == ()


def test_names_of_tickets_are_held_against_the_catalogue() -> None:
    retired = CatalogueService(name="Telex", status=ServiceStatus.RETIRED)
    found = [FoundName(name="mail", tickets=3), FoundName(name="Mail", tickets=7),
             FoundName(name="Fax", tickets=3)]  # fmt: skip
    told = mapped([MAIL, CatalogueService(name="Chat"), retired], found)
    assert [each.name for each in told.known] == ["Mail"]
    assert [each.name for each in told.strange] == ["Fax", "mail"]
    assert [each.name for each in told.unseen] == ["Chat"]
    assert (told.tickets, told.known_tickets) == (13, 7)
