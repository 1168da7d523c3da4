"""A real server and a real browser for the journeys that nothing else can prove."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from scripts.serving import BROWSER_FLAGS, DRAWN, browser_path, serving
from slm_analytics.settings import DataFolder

REQUIRE = "SLM_REQUIRE_BROWSER"


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A headless Chromium; without one the tests are skipped, loudly, or fail when required."""
    path = browser_path()
    if path is None:
        words = "NO BROWSER TEST RAN: no Chromium was found. Install it (Debian: chromium)."
        if os.environ.get(REQUIRE) == "1":
            pytest.fail(words)
        pytest.skip(words)
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(BROWSER_FLAGS))
        yield chromium
        chromium.close()


AREAS = {
    "Review": ("Overview", "Scorecard", "Running month", "Months"),
    "Explore": ("Compliance", "Breaches", "Pauses", "Second opinion", "Tickets"),
    "Contract": ("Agreements", "Services", "Register", "Replay", "Set-up"),
    "Data": ("Data", "Definitions"),
}


# The address changes at once, the title only with the run of the page.
_ARRIVED = r"""([url, page]) => location.href === url
    && document.title.toLowerCase().replace(/\W/g, '').startsWith(page.replace(/\W/g, ''))"""
_SELECTED = """([grid, column]) => [...document.querySelectorAll(`${grid} [aria-selected=true]`)]
    .some(cell => cell.getAttribute('aria-colindex') === column)"""
_HOLDS = """([grid, column, text]) => [...document.querySelectorAll(`${grid} [role=gridcell]`)]
    .some(cell => cell.getAttribute('aria-colindex') === column && cell.innerText === text)"""


@dataclass
class Screen:
    """One page of one reader, and all that went over its wire."""

    page: Any
    address: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str = "/") -> Screen:
        """Go to a path and wait until it is drawn."""
        self.page.goto(self.address + path)
        return self.settled()

    def settled(self) -> Screen:
        """Wait until the run has finished and nothing is left to draw.

        A click starts a run a moment later, so the state must hold for a while.
        """
        calm = 0
        while calm < 3:
            self.page.wait_for_function(DRAWN, timeout=60_000)
            self.page.wait_for_timeout(120)
            calm = calm + 1 if self.page.evaluate(DRAWN) else 0
        return self

    @property
    def headline(self) -> str:
        """The headline of the page."""
        text: str = self.page.locator(".slm-headline").first.inner_text()
        return text.replace("\u00a0", " ")

    @property
    def path(self) -> str:
        """The address without the host."""
        text: str = self.page.url
        return text.removeprefix(self.address)

    def at(self, path: str) -> Screen:
        """Wait until the address is `path` and its page is drawn."""
        wanted = [self.address + path, path.partition("?")[0].strip("/") or "overview"]
        self.page.wait_for_function(_ARRIVED, arg=wanted, timeout=60_000)
        return self.settled()

    @property
    def text(self) -> str:
        """All text on the page."""
        text: str = self.page.locator('[data-testid="stMain"]').inner_text()
        return text

    def follow(self, name: str) -> Screen:
        """Follow a link of the navigation; a page of another area is two links away."""
        links = self.page.locator(".st-key-navigation")
        if not links.get_by_role("link", name=name, exact=True).count():
            area = next(area for area, pages in AREAS.items() if name in pages)
            links.get_by_role("link", name=f"{area} …").click()
            self.settled()
        if links.get_by_role("link", name=name, exact=True).count():
            links.get_by_role("link", name=name, exact=True).click()
        return self.settled()

    def press(self, key: str) -> Screen:
        """Press the button of a key."""
        self.page.locator(f".st-key-{key} button").first.click()
        return self.settled()

    def choose(self, key: str, option: str) -> Screen:
        """Choose an option in the list box of a key."""
        self.page.locator(f".st-key-{key} input").click()
        self.page.get_by_role("option", name=option, exact=True).click()
        return self.settled()

    def type_into(self, grid: str, column: int, text: str) -> Screen:
        """Type a text into a cell of the first row of the grid in the element of a key."""
        box = self.wait_for(f'.st-key-{grid} [data-testid="stDataFrame"]')
        box.scroll_into_view_if_needed()
        place = box.bounding_box()
        self.page.mouse.click(place["x"] + 90, place["y"] + 35 + 17)
        for at in range(1, column + 1):
            self.page.wait_for_function(_SELECTED, arg=[f".st-key-{grid}", str(at)])
            if at < column:
                self.page.keyboard.press("ArrowRight")
        self.page.keyboard.press("Enter")
        cell = self.wait_for("#portal textarea, #portal input, .gdg-growing-entry textarea")
        cell.fill(text)
        cell.press("Enter")
        self.page.wait_for_function(_HOLDS, arg=[f".st-key-{grid}", str(column), text])
        self.page.wait_for_timeout(1500)  # the table hands over what was typed a moment later
        return self.settled()

    def upload(self, *files: Path) -> Screen:
        """Hand files to the uploader."""
        box = self.page.locator('[data-testid="stFileUploader"] input[type="file"]')
        box.set_input_files([str(file) for file in files])
        self.page.wait_for_selector(".st-key-accept_bar", timeout=60_000)
        return self.settled()

    def wait_for(self, selector: str) -> Any:
        """Wait for an element and return it."""
        found = self.page.locator(selector).first
        found.wait_for(timeout=30_000)
        return found

    def saved(self, press: Any, target: Path) -> Path:
        """Press something that saves a file; return the file."""
        with self.page.expect_download(timeout=30_000) as waiting:
            press.click()
        waiting.value.save_as(target)
        return target


@contextmanager
def reading(browser: Any, address: str, **look: Any) -> Iterator[Screen]:
    """Open a fresh browser profile at an address, and record what goes over its wire."""
    context = browser.new_context(
        viewport={"width": 1920, "height": 1080}, accept_downloads=True, **look
    )
    screen = Screen(context.new_page(), address)
    screen.page.on("request", lambda request: screen.requests.append(request.url))
    screen.page.on("console", lambda message: _note(screen, message))
    screen.page.on("pageerror", lambda error: screen.complaints.append(str(error)))
    yield screen
    context.close()
    _hold_clean(screen)


def _note(screen: Screen, message: Any) -> None:
    probe = "_stcore/" in message.location.get("url", "") and "404" in message.text
    if message.type == "error" and not probe:
        screen.complaints.append(message.text)


def _hold_clean(screen: Screen) -> None:
    """Hold that nothing was asked of another host, and that the console stayed quiet."""
    own = (screen.address, screen.address.replace("http", "ws", 1), "data:", "blob:")
    assert [url for url in screen.requests if not url.startswith(own)] == []
    assert screen.complaints == []


@pytest.fixture(scope="module")
def sample_server(
    sample_folder: DataFolder, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A server on the sample data; nothing may be changed there."""
    with serving(sample_folder, tmp_path_factory.mktemp("server") / "log") as address:
        yield address


@pytest.fixture
def screen(browser: Any, sample_server: str) -> Iterator[Screen]:
    """A reader of the sample data."""
    with reading(browser, sample_server) as opened:
        yield opened


@pytest.fixture
def own(browser: Any, store: DataFolder, tmp_path: Path) -> Iterator[Screen]:
    """A reader with a data folder of their own, never used before."""
    store.root.mkdir(parents=True)
    with serving(store, tmp_path / "log") as address, reading(browser, address) as opened:
        yield opened
