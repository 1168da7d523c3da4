"""Availability in a browser: from a day of the strip to its outage, and to the ledger."""

from __future__ import annotations

import pytest

from slm_analytics.domain.period import Month
from slm_analytics.ingest.loads_in_force import start_empty
from slm_analytics.review.availability_outages import ServiceOutage
from slm_analytics.review.availability_service import ServiceDetail, service_detail
from slm_analytics.settings import DataFolder
from slm_analytics.ui.availability_service_cards import outage_words
from tests.browser.conftest import Screen, Server, looking
from tests.pages.test_pages import warehouse_of

pytestmark = pytest.mark.browser
_POINTS = ".st-key-availability_strip .scatterlayer path.point"
# The middle of the last cell of a service that more downtime fell on than its target allows.
_MISSED = """service => {
    const plot = document.querySelector('.st-key-availability_strip .js-plotly-plot');
    const marks = [...plot.querySelectorAll('.scatterlayer path.point')];
    const found = plot.data[1].customdata
        .map((told, at) => [told[0], told[1], told[2], at])
        .filter(told => told[0] === service && / down\\b/.test(told[2]));
    const [, day, note, at] = found[found.length - 1];
    const box = marks[at].getBoundingClientRect();
    return [day, note, box.x + box.width / 2, box.y + box.height / 2];
}"""
_NAME = ("VPN access", "Nordlicht Versicherung AG")
_SERVICE = " · ".join(_NAME)


def test_day_leads_to_its_outage_and_the_outage_to_the_ledger(
    screen: Screen, sample_folder: DataFolder
) -> None:
    screen.open("/availability?month=2026-10&customer=Nordlicht+Versicherung+AG")
    screen.wait_for(_POINTS)
    day, note, across, down = screen.page.evaluate(_MISSED, _SERVICE)
    assert " min down" in note
    screen.page.mouse.click(across, down)
    screen.page.wait_for_url(f"**day={day}**")
    screen.settled()
    screen.says(f"{_SERVICE}; times of")
    ledger = screen.wait_for(".slm-account")
    number = int(day.rpartition("-")[2])
    assert f" {number} Oct" in ledger.inner_text()
    assert "Down · outage" in ledger.inner_text()
    first = ledger.inner_text()
    options = screen.page.locator(".st-key-card_outages").inner_text()
    assert "list of outages" in options
    # Another outage of the month has another ledger.
    detail = service_detail(warehouse_of(sample_folder), _NAME, Month(2026, 10))
    assert detail is not None
    other = next(each for each in detail.outages if f" {number} Oct" not in words_of(each, detail))
    screen.choose("outage", words_of(other, detail))
    screen.page.wait_for_function(
        "words => document.querySelector('.slm-account')?.innerText !== words", arg=first
    )
    screen.settled()
    assert "Down · outage" in screen.page.locator(".slm-account").inner_text()
    assert f"outage={other.reference}" in screen.path


def words_of(each: ServiceOutage, detail: ServiceDetail) -> str:
    return outage_words(each, detail.zone)


def test_another_service_is_chosen_and_stands_in_the_address(screen: Screen) -> None:
    screen.open("/availability?month=2026-10")
    screen.wait_for(_POINTS)
    screen.choose("of", "Order API · Halvorsen Retail Group")
    screen.page.wait_for_url("**of=Order**")
    screen.says("Order API · Halvorsen Retail Group: ")


def test_nothing_loaded_leads_to_the_data_page(
    profile: object, server: Server, store: DataFolder
) -> None:
    start_empty(store)
    with looking(profile, server.show(store)) as screen:
        screen.open("/availability")
        screen.says("No outage and no check is loaded yet")
        screen.page.get_by_role("link", name="Load outages or checks").click()
        screen.page.wait_for_url("**/data**")
