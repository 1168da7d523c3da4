"""A real server and a real browser for the journeys that nothing else can prove."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from scripts.serving import BROWSER_FLAGS, browser_path, serving
from slm_analytics.settings import DataFolder
from tests.browser.scripts import (
    ARRIVED,
    CHOSEN,
    HANDED_OVER,
    HOLDS,
    SAYS,
    SELECTED,
    SETTLED,
    WATCHED,
)

REQUIRE = "SLM_REQUIRE_BROWSER"
PATIENCE = 240_000  # milliseconds: what comes about ends a wait, however slow the machine is
_OFTEN = 120  # milliseconds; a page in the background has no frames to ask at
_AGAIN = 15_000  # milliseconds after which a click that came to nothing is repeated
AREAS = {
    "Review": ("Overview", "Scorecard", "Running month", "Months", "Availability"),
    "Explore": ("Compliance", "Breaches", "Pauses", "Second opinion", "Tickets"),
    "Contract": ("Agreements", "Services", "Exclusions", "Register", "Replay", "Set-up"),
    "Data": ("Data", "Definitions"),
}


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
        chromium = playwright.chromium.launch(
            executable_path=path, args=list(BROWSER_FLAGS), timeout=PATIENCE
        )
        yield chromium
        chromium.close()


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
        """Wait until what was asked is answered, its run has finished and all is drawn.

        A click starts a run a moment later, so the state must hold for a while.
        """
        self.page.evaluate("window.slmCalm = 0")
        self.page.wait_for_function(SETTLED, polling=_OFTEN)
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
        page = path.partition("?")[0].strip("/") or "overview"
        self._comes_about(ARRIVED, [page, self.address + path])
        return self.settled()

    @property
    def text(self) -> str:
        """All text on the page."""
        text: str = self.page.locator('[data-testid="stMain"]').inner_text()
        return text

    def says(self, words: str) -> Screen:
        """Wait until the page says `words`."""
        assert self.comes(SAYS, words), f"{words!r} is not said, but:\n{self.text}"
        return self.settled()

    def follow(self, name: str) -> Screen:
        """Follow a link of the navigation; a page of another area is two links away."""
        area = next(area for area, pages in AREAS.items() if name in pages)
        first = AREAS[area][0]
        if not self._link(name).count():
            self._go(f"{area} …", first)
            if name == first:
                return self
        return self._go(name, name)

    def _link(self, name: str) -> Any:
        return self.page.locator(".st-key-navigation").get_by_role("link", name=name, exact=True)

    def _go(self, link: str, page: str) -> Screen:
        self._link(link).click()
        self._comes_about(ARRIVED, [page, ""])
        return self.settled()

    def press(self, key: str) -> Screen:
        """Press the button of a key."""
        self.page.locator(f".st-key-{key} button").first.click()
        return self.settled()

    def choose(self, key: str, option: str) -> Screen:
        """Choose an option in the list box of a key, until it is chosen.

        A page that is drawn anew meanwhile closes its list.
        """
        listed = self.page.get_by_role("option", name=option, exact=True)
        for _ in range(PATIENCE // _AGAIN):
            box = self.page.locator(f".st-key-{key} input")
            box.click()
            box.fill(option)  # a long list draws only what is in sight
            try:
                listed.click(timeout=_AGAIN)
            except _time_out():
                self.page.keyboard.press("Escape")
                continue
            self.settled()
            if self.comes(CHOSEN, [key, option], within=_AGAIN):
                return self
        raise AssertionError(f"{option!r} cannot be chosen in {key} of:\n{self.text}")

    def type_into(self, grid: str, column: int, text: str) -> Screen:
        """Type a text into a cell of the first row of the grid in the element of a key."""
        self._select_first(grid)
        for at in range(2, column + 1):
            self.page.keyboard.press("ArrowRight")
            self._comes_about(SELECTED, [f".st-key-{grid}", str(at)])
        self.page.keyboard.press("Enter")
        cell = self.wait_for("#portal textarea, #portal input, .gdg-growing-entry textarea")
        cell.fill(text)
        cell.press("Enter")
        self._comes_about(HOLDS, [f".st-key-{grid}", str(column), text])
        self.page.evaluate(HANDED_OVER)
        return self.settled()

    def _select_first(self, grid: str) -> None:
        box = self.wait_for(f'.st-key-{grid} [data-testid="stDataFrame"]')
        for _ in range(PATIENCE // _AGAIN):
            box.scroll_into_view_if_needed()
            place = box.bounding_box()
            self.page.mouse.click(place["x"] + 90, place["y"] + 35 + 17)
            if self.comes(SELECTED, [f".st-key-{grid}", "1"], within=_AGAIN):
                return
        raise AssertionError(f"no cell of {grid} can be selected")

    def comes(self, script: str, asked: object, within: int = PATIENCE) -> bool:
        """Wait until a script of the page returns true for what is asked; return whether it did."""
        try:
            self.page.wait_for_function(script, arg=asked, timeout=within, polling=_OFTEN)
        except _time_out():
            return False
        return True

    def _comes_about(self, script: str, asked: object) -> None:
        done = self.comes(script, asked)
        assert done, f"{asked!r} does not come about; at {self.page.url} stands:\n{self.text}"

    def upload(self, *files: Path) -> Screen:
        """Hand files to the uploader."""
        box = self.page.locator('[data-testid="stFileUploader"] input[type="file"]')
        box.set_input_files([str(file) for file in files])
        self.wait_for(".st-key-accept_bar")
        return self.settled()

    def wait_for(self, selector: str) -> Any:
        """Wait for an element and return it."""
        found = self.page.locator(selector).first
        found.wait_for()
        return found

    def saved(self, press: Any, target: Path) -> Path:
        """Press something that saves a file; return the file."""
        with self.page.expect_download() as waiting:
            press.click()
        waiting.value.save_as(target)
        return target


def _time_out() -> type[Exception]:
    from playwright.sync_api import TimeoutError  # noqa: A004, PLC0415

    return TimeoutError


def profile_of(browser: Any) -> Any:
    """Return a browser profile that was never used."""
    made = browser.new_context(viewport={"width": 1920, "height": 1080}, accept_downloads=True)
    made.set_default_timeout(PATIENCE)
    made.add_init_script(WATCHED)
    return made


@contextmanager
def looking(profile: Any, address: str, **media: Any) -> Iterator[Screen]:
    """Open a page of a profile at an address, and record what goes over its wire."""
    screen = Screen(profile.new_page(), address)
    screen.page.emulate_media(**media)
    screen.page.on("request", lambda request: screen.requests.append(request.url))
    screen.page.on("console", lambda message: _note(screen, message))
    screen.page.on("pageerror", lambda error: screen.complaints.append(str(error)))
    yield screen
    screen.page.close()
    _hold_clean(screen)


@contextmanager
def reading(browser: Any, address: str) -> Iterator[Screen]:
    """Open a page as somebody who has never been there."""
    profile = profile_of(browser)
    with looking(profile, address) as screen:
        yield screen
    profile.close()


def _note(screen: Screen, message: Any) -> None:
    probe = "_stcore/" in message.location.get("url", "") and "404" in message.text
    if message.type == "error" and not probe:
        screen.complaints.append(message.text)


def _hold_clean(screen: Screen) -> None:
    """Hold that nothing was asked of another host, and that the console stayed quiet."""
    own = (screen.address, screen.address.replace("http", "ws", 1), "data:", "blob:")
    assert [url for url in screen.requests if not url.startswith(own)] == []
    assert screen.complaints == []


@pytest.fixture(scope="session")
def profile(browser: Any) -> Iterator[Any]:
    """The profile of a reader who comes again: what was fetched once is kept."""
    made = profile_of(browser)
    yield made
    made.close()


@dataclass(frozen=True)
class Server:
    """One server for all tests of a worker: its data folder is a link to that of the test."""

    address: str
    link: Path

    def show(self, folder: DataFolder) -> str:
        """Serve a data folder from now on; return the address."""
        new = self.link.with_name("next")
        new.symlink_to(folder.root, target_is_directory=True)
        new.replace(self.link)
        return self.address


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server that all tests of a worker share."""
    base = tmp_path_factory.mktemp("server")
    with serving(DataFolder(base / "data"), base / "log") as address:
        yield Server(address, base / "data")


@pytest.fixture
def sample_server(server: Server, sample_folder: DataFolder) -> str:
    """The server on the sample data; nothing may be changed there."""
    return server.show(sample_folder)


@pytest.fixture
def screen(profile: Any, sample_server: str) -> Iterator[Screen]:
    """A reader of the sample data."""
    with looking(profile, sample_server) as opened:
        yield opened
