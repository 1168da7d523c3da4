"""Makes docs/pictures from the sample data, in a real browser (`make screenshots`)."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from scripts.serving import BROWSER_FLAGS, DRAWN, ROOT, browser_path, serving
from slm_analytics.sample import load_sample
from slm_analytics.settings import DataFolder

PICTURES = ROOT / "docs" / "pictures"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its file's name, the page's address and the theme."""

    name: str
    path: str
    theme: str = "light"


_SHOWN = (
    Picture("overview-light", "/"),
    Picture("overview-dark", "/", "dark"),
    Picture("tickets", "/tickets?month=2026-08&ticket=INC0019272&system=servicenow"),
    Picture("scorecard", "/scorecard?customer=Nordlicht+Versicherung+AG"),
    Picture("running", "/running?customer=Nordlicht+Versicherung+AG"),
    Picture("months", "/months"),
    Picture("availability", "/availability?customer=Halvorsen+Retail+Group&month=2026-09"),
    Picture("outages", "/outages", "dark"),
    Picture("components", "/components"),
    Picture("agreements", "/agreements?on=2026-11-22"),
    Picture("services", "/services?on=2026-11-22", "dark"),
    Picture("setup", "/setup?step=3"),
    Picture("compliance", "/compliance"),
    Picture("explanation", "/tickets?month=2026-05&ticket=INC0019272&system=servicenow"
                           "&view=explanation"),
    Picture("second-opinion", "/second_opinion", "dark"),
    Picture("register", "/register"),
    Picture("data", "/data"),
    Picture("definitions", "/definitions", "dark"),
)  # fmt: skip


def main(target: Path = PICTURES) -> None:
    """Make every picture."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  a development package

    browser = browser_path()
    if browser is None:
        sys.exit("No Chromium was found. Install it (Debian: apt install chromium).")
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work, sync_playwright() as playwright:
        folder = DataFolder(Path(work) / "data")
        load_sample(folder)
        chromium = playwright.chromium.launch(executable_path=browser, args=list(BROWSER_FLAGS))
        with serving(folder, Path(work) / "log") as address:
            for picture in _SHOWN:
                page = chromium.new_page(
                    viewport={"width": 1600, "height": 900}, color_scheme=picture.theme
                )
                page.goto(address + picture.path)
                page.wait_for_function(DRAWN, timeout=60_000)
                page.wait_for_timeout(2500)  # charts and tables are drawn after the run
                page.screenshot(path=str(target / f"{picture.name}.png"))
                page.close()
        chromium.close()


if __name__ == "__main__":
    main()
