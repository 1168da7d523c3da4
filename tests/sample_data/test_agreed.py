"""The register of the sample: read without a finding, and the same hours as its makers' own."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from sample_data.business_time import after_business_seconds
from sample_data.portfolio import CUSTOMERS, Customer
from slm_analytics.domain.finding import Severity
from slm_analytics.domain.rules import Rules
from slm_analytics.domain.service_time import ServiceTime
from slm_analytics.domain.target import ClockKind, Keys
from slm_analytics.ingest.register_cells import register_cells
from slm_analytics.ingest.register_intake import register_in_force
from slm_analytics.register.check import check
from slm_analytics.register.in_force import rules_from
from slm_analytics.register.reading import read_register
from slm_analytics.register.rows import Register
from slm_analytics.review.register import known_names
from slm_analytics.settings import SAMPLE_FOLDER, DataFolder
from tests.warehouse.stores import table, warehouse_of

HOUR = 3600
FIRST, LAST = date(2024, 11, 1), date(2026, 10, 31)


@pytest.fixture(scope="module")
def register() -> Register:
    path: Path = SAMPLE_FOLDER / "register.xlsx"
    read = read_register(register_cells(path, path.name))
    assert read.findings == ()
    return read.register


@pytest.fixture(scope="module")
def rules(register: Register) -> Rules:
    return rules_from(register)


def test_nothing_is_to_be_said_of_it_but_what_its_stories_plant(
    register: Register, sample_folder: DataFolder
) -> None:
    (finding,) = check(register, known_names(warehouse_of(sample_folder)))
    (printing,) = (row for row in register["agreements"] if row["agreement_id"] == "A-SLA-PRINT")
    assert (finding.code, finding.line) == ("not_signed", printing.line)


def test_it_is_in_force_when_the_sample_is_loaded(
    register: Register, sample_folder: DataFolder
) -> None:
    loaded = register_in_force(sample_folder)
    for sheet, rows in register.sheets.items():
        assert [row.cells for row in loaded[sheet]] == [row.cells for row in rows]
    assert len(table(sample_folder, "register_target")) == len(register["targets"])


@pytest.mark.parametrize("customer", CUSTOMERS, ids=lambda customer: customer.name)
@pytest.mark.parametrize("priority", [1, 2, 3, 4])
def test_due_times_are_those_of_the_customers_office_on_every_day(
    rules: Rules, customer: Customer, priority: int
) -> None:
    office, number = customer.office(priority), 0
    opened = datetime(FIRST.year, FIRST.month, FIRST.day, 9, 30, tzinfo=UTC)
    hours = {1: 4, 2: 8, 3: 24, 4: 40}[priority]
    span = (int(opened.timestamp()), int(datetime(2027, 2, 1, tzinfo=UTC).timestamp()))
    service = None
    while opened.date() <= date(2026, 10, 1):
        at = int(opened.timestamp())
        keys = Keys(customer=customer.name, priority=f"P{priority}", service="any")
        target = rules.match(ClockKind.RESOLUTION, keys, at).target
        assert target is not None
        assert target.seconds == hours * HOUR
        if service is None:
            service = ServiceTime(rules.parts(target.calendar, "", at, target.policy.version, span))
        mine = service.open.due(at, target.seconds)
        theirs = after_business_seconds(office, opened, hours * HOUR)
        assert mine == int(theirs.timestamp()), opened
        opened += timedelta(hours=31, minutes=7)
        number += 1
    assert number > 500


def test_a_version_follows_another_where_something_was_agreed_anew(rules: Rules) -> None:
    keys = Keys(customer="Aoyama Seimitsu", priority="P2")
    before, after = (
        rules.match(ClockKind.RESPONSE, keys, int(datetime(year, 6, 1, tzinfo=UTC).timestamp()))
        for year in (2025, 2026)
    )
    assert before.target is not None
    assert after.target is not None
    assert (before.target.seconds, after.target.seconds) == (HOUR, HOUR // 2)


def test_no_row_is_refused_or_tied(register: Register) -> None:
    gravest = {Severity.REFUSED, Severity.SET_ASIDE}
    assert not [each for each in check(register) if each.severity in gravest]
