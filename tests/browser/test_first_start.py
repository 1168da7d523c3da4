"""First start, and deep links on a server that has served nothing yet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scripts.serving import serving
from slm_analytics.settings import DataFolder
from tests.browser.conftest import Screen, reading

pytestmark = pytest.mark.browser


@pytest.fixture
def own(browser: Any, store: DataFolder, tmp_path: Path) -> Iterator[Screen]:
    """A reader with a server and a data folder of their own, never used before."""
    store.root.mkdir(parents=True)
    with serving(store, tmp_path / "log") as address, reading(browser, address) as opened:
        yield opened


def test_first_start_opens_on_the_sample_data_and_one_click_empties_it(own: Screen) -> None:
    own.open("/")
    own.wait_for(".slm-tile")
    own.says("Sample data: a fictional provider")
    assert "VPN access" in own.headline
    own.press("start_empty").says("Nothing is loaded yet")
    assert "Sample data" not in own.text
    own.page.get_by_role("link", name="Load tickets").click()
    own.at("/data").press("undo").says("Undone")
    own.follow("Overview").says("VPN access")
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
