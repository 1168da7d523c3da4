"""The stories planted in the outages of the sample, found by the sections of outages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from slm_analytics.domain.period import Month, Period
from slm_analytics.domain.redundancy import Impact
from slm_analytics.domain.scope import Dimension, Scope
from slm_analytics.domain.zone import local_seconds
from slm_analytics.review.availability_plan import availability_plan
from slm_analytics.review.components import components
from slm_analytics.review.failover_schedule import FailoverState
from slm_analytics.review.outage_list import claims_of
from slm_analytics.review.outages import Outages, outages
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.connection import DuckDbWarehouse
from tests.sample_data.availability_files import stories
from tests.warehouse.stores import warehouse_of

LAST = Month(2026, 10)
ALL = Scope(period=Period.of_months(Month(2024, 11), LAST))
TODAY = LAST.plus(1).first


@pytest.fixture(scope="module")
def sample(sample_folder: DataFolder) -> Iterator[DuckDbWarehouse]:
    warehouse = warehouse_of(sample_folder)
    yield warehouse
    warehouse.close()


@pytest.fixture(scope="module")
def section(sample: DuckDbWarehouse) -> Outages:
    return outages(sample, ALL, 4)


def test_sources_of_one_outage_are_told_with_their_edges(
    section: Outages, sample: DuckDbWarehouse
) -> None:
    story = stories()["overlapping_sources"]
    (told,) = (each for each in section.lines if each.reference == story["outages"][0])
    assert set(told.sources) >= {"outages of outages", "checks of upptime"}
    claims = claims_of(sample, told.number)
    assert len({(each.start, each.until) for each in claims}) == len(claims) > 1
    assert max(each.until - each.start for each in claims) < told.until - told.start


def test_outage_that_goes_on_is_marked(section: Outages) -> None:
    (told,) = (each for each in section.lines if "goes on" in each.marks)
    assert told.reference == stories()["open_outage"]["outages"][0]


def test_services_that_failed_together_share_the_switch(section: Outages) -> None:
    story = stories()["failing_together"]
    (pair,) = (
        each for each in section.together.pairs if set(each.services) == set(story["services"])
    )
    assert pair.shared == (story["component"],)
    assert pair.at_once >= 1


def test_outage_of_several_customers_meets_another_once(section: Outages) -> None:
    (pair,) = (
        e for e in section.together.pairs if e.services == ("Email and calendar", "VPN access")
    )
    assert len({each.start for each in pair.meetings}) == len(pair.meetings) == pair.count


def test_certificate_comes_back_each_quarter(section: Outages) -> None:
    story = stories()["repeated_cause"]
    numbers = {
        customer: max(
            each.number
            for each in section.repeats.chains
            if (each.service, each.customer, each.cause)
            == (story["service"], customer, story["cause"])
        )
        for customer in {
            each.customer for each in section.repeats.chains if each.service == story["service"]
        }
    }
    assert max(numbers.values()) == 9


def test_outages_after_a_change_name_it(section: Outages) -> None:
    story = stories()["after_a_change"]
    named = {each.reference: each.change for each in section.lines}
    for outage, change in zip(story["outages"], story["changes"], strict=True):
        if outage in named:
            assert named[outage] == change, outage
    assert set(story["outages"]) <= named.keys()
    assert section.changed.failures.total() < len(section.changed.changes)  # some were at night


def test_outage_without_a_ticket_and_ticket_without_an_outage(section: Outages) -> None:
    service = stories()["outage_without_ticket"]["service"]
    assert any(
        each.service == service and each.down == 3 * 3600 + 900 for each in section.gaps.ticketless
    )
    (ticket,) = stories()["major_ticket_without_outage"]["tickets"]
    assert ticket in {each.ticket for each in section.gaps.major}
    (told,) = stories()["outage_of_major_incident"]["tickets"]
    assert told not in {each.ticket for each in section.gaps.major}


def test_flapping_is_nine_failures_in_an_hour_of_the_week(section: Outages) -> None:
    story = stories()["flapping"]
    mine = [each for each in section.lines if each.reference in story["outages"]]
    assert (len(mine), sum(each.counted for each in mine)) == (9, story["seconds"])
    shown = local_seconds(mine[-1].start, mine[-1].zone)
    day, hour = (shown // 86_400 + 3) % 7, shown % 86_400 // 3600
    assert section.week[day][hour] + section.week[day][hour + 1] >= 9


def test_switch_takes_two_services_down(sample: DuckDbWarehouse) -> None:
    told = components(sample, ALL, "Claims portal", 10, TODAY)
    row = told.matrix["net-muc"]
    failing = {name for name, impact in row.items() if impact is Impact.FAILS}
    assert failing == {"Claims portal", "Prämienrechnung"}
    assert "net-muc" in told.told.singles


def test_failover_tests_that_are_late_or_failed(sample: DuckDbWarehouse) -> None:
    told = components(sample, ALL, "Printing", 10, TODAY)
    states = {each.component: each.state for each in told.tests}
    assert states["bill-app-2"] is FailoverState.OVERDUE
    assert states["print-01"] is FailoverState.FAILED
    assert states["bi-01"] is FailoverState.NEVER


def test_plan_tells_the_target_that_was_missed_in_a_month(sample: DuckDbWarehouse) -> None:
    story = stories()["target_missed_by_seconds"]
    scope = Scope().limited(Dimension.CUSTOMER, (story["customer"],))
    plan = availability_plan(sample, scope, LAST, TODAY)
    (line,) = (each for each in plan.lines if each.service == story["service"])
    assert line.months_missed >= 1
    vpn = next(each for each in plan.lines if each.service == "VPN access")
    assert any("renew automatically" in each for each in vpn.actions)
