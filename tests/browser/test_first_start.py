"""First start, and deep links on a server that has served nothing yet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from scripts.serving import serving
from slm_analytics.settings import DataFolder
from tests.browser.conftest import Screen, reading

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-own")]


def test_first_start_opens_on_the_sample_data_and_one_click_empties_it(own: Screen) -> None:
    own.open("/")
    own.page.wait_for_selector(".slm-tile", timeout=90_000)
    own.settled()
    assert "Sample data: a fictional provider" in own.text
    assert "VPN access" in own.headline
    own.press("start_empty")
    assert own.headline == "Nothing is loaded yet"
    assert "Sample data" not in own.text
    own.page.get_by_role("link", name="Load tickets").click()
    own.page.wait_for_url("**/data**")
    own.settled()
    own.press("undo")
    assert "Undone" in own.text
    own.follow("Overview")
    assert "VPN access" in own.headline


@pytest.mark.parametrize(
    ("path", "headline"),
    [
        ("/?month=2026-08&customer=Nordlicht+Versicherung+AG&months=6",
         "VPN access has been below 95 % for three months"),
        ("/tickets?month=2026-08&service=VPN+access&figure=reopen_rate&ticket=INC0019272",
         "Reopened · August 2026: 123 tickets"),
        ("/definitions", "Definitions"),
    ],
)  # fmt: skip
def test_deep_link_on_a_fresh_server_opens_exactly_that(
    browser: Any, sample_folder: DataFolder, tmp_path: Path, path: str, headline: str
) -> None:
    log = tmp_path / "log"
    with serving(sample_folder, log) as address, reading(browser, address) as screen:
        screen.open(path)
        assert screen.headline == headline
        assert screen.path == path
        assert screen.page.locator(".st-key-navigation").count() == 1
        if "ticket=" in path:
            title = screen.wait_for(".st-key-card_ticket .slm-card-title")
            assert title.inner_text().startswith("INC0019272")
    assert "Traceback" not in log.read_text("utf-8", "replace")
    assert "External" not in log.read_text("utf-8", "replace")  # it asks nobody who it is
