"""From an empty store to a scorecard, and from a missed line to the explanation of a ticket."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from slm_analytics.ingest.loads_in_force import start_empty
from slm_analytics.ingest.register_intake import register_in_force
from slm_analytics.settings import SAMPLE_FOLDER, DataFolder
from tests.browser.conftest import Screen, Server, reading

pytestmark = pytest.mark.browser
_MOST_CLICKS = 40
_AT_STEP = "step => new URL(location).searchParams.get('step') === step"
_COUNT = """
document.addEventListener('click', event => {
    if (event.isTrusted) localStorage.setItem('clicks', 1 + Number(localStorage.clicks || 0));
}, true);
"""
_EXTRACTS = ("servicenow_incident_2026-09.csv", "servicenow_incident_2026-10.csv",
             "servicenow_incident_log_2026-10.csv")  # fmt: skip
_CONTRACT = (
    "Priority\tResponse\tResolution\tShare\n"
    "P1\t\t4 h\t95 %\nP2\t\t8 h\t95 %\nP3\t\t24 h\t90 %\nP4\t\t40 h\t90 %\n"
)


@pytest.fixture
def desk(browser: Any, server: Server, store: DataFolder) -> Iterator[Screen]:
    """A reader of a store that holds nothing; every click is counted."""
    start_empty(store)
    with reading(browser, server.show(store)) as screen:
        screen.page.add_init_script(_COUNT)
        yield screen


def clicks(screen: Screen) -> int:
    return int(screen.page.evaluate("Number(localStorage.clicks || 0)"))


def save(screen: Screen, step: str) -> None:
    """Press the button of a step, and wait for the next one."""
    screen.press("setup_save")
    assert screen.comes(_AT_STEP, step), f"step {step} was not reached:\n{screen.text}"
    screen.settled()


def test_an_empty_store_becomes_a_scorecard_in_few_clicks(desk: Screen, store: DataFolder) -> None:
    desk.open("/data").upload(*(SAMPLE_FOLDER / name for name in _EXTRACTS))
    desk.press("accept")
    desk.page.get_by_role("link", name="Set it up").click()
    desk.says("companies were found. Which belong to which customer?")
    desk.page.get_by_label("Your name, for the record").fill("Mia")
    save(desk, "2")
    desk.wait_for(".slm-week")
    save(desk, "3")
    desk.press("setup_pop")
    desk.page.get_by_label("Cells copied from a sheet").fill(_CONTRACT)
    desk.press("setup_paste")
    desk.page.keyboard.press("Escape")
    desk.type_into("card_setup_grid", 4, "96 %")
    save(desk, "4")
    desk.says("On hold: awaiting customer")
    save(desk, "5")
    desk.says("A P2 opened on Friday 16:00 is due on Monday 14:00. Right?")
    save(desk, "6")
    desk.page.get_by_role("link", name="Open the Scorecard").click()
    desk.wait_for(".st-key-card_scorecard .slm-score")
    desk.settled()
    assert re.search(r"service levels? (were )?kept in October 2026", desk.headline)
    assert len(re.findall(r"\d+ of \d+ = [\d.]+ %", desk.text.replace("\u00a0", " "))) >= 3
    shares = {row["priority"]: row["share"] for row in register_in_force(store)["targets"]}
    assert shares == {"P1": "96 %", "P2": "95 %", "P3": "90 %", "P4": "90 %"}
    assert 8 <= clicks(desk) <= _MOST_CLICKS


def test_a_missed_line_leads_to_the_explanation_of_its_ticket(screen: Screen) -> None:
    sample = screen
    sample.open("/scorecard?customer=Nordlicht+Versicherung+AG&month=2026-10")
    assert "4 missed" in sample.headline
    sample.choose("score_line", "Nordlicht Versicherung AG: P2 resolved within a day (missed)")
    grid = sample.wait_for('.st-key-card_missed [data-testid="stDataFrame"]')
    grid.scroll_into_view_if_needed()
    box = grid.bounding_box()
    link = sample.page.get_by_role("link", name="All about")
    beside = link.inner_text()
    sample.page.mouse.click(box["x"] + 18, box["y"] + 2 * 35 + 17)  # the second
    sample.page.wait_for_function("before => !document.body.innerText.includes(before)", arg=beside)
    sample.says("of service time decide")
    link.click()
    sample.page.wait_for_url(re.compile("/tickets.*view=explanation"))
    sample.says("missed").says("P2")
