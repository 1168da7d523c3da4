"""Reading the figures in a browser: from the overview to a ticket, and back."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl import load_workbook

from slm_analytics.domain.period import Month
from slm_analytics.domain.scope import Dimension, Scope
from slm_analytics.review.overview import overview
from slm_analytics.review.rows import verdict_rows
from slm_analytics.settings import DataFolder
from tests.browser.conftest import Screen, looking, reading
from tests.export.reading import table_of_csv
from tests.pages.test_pages import warehouse_of

pytestmark = pytest.mark.browser
_POINTS = ".st-key-verdicts .scatterlayer path.point"
_FITS = """() => {
    const main = document.querySelector('[data-testid="stMain"]');
    return [main.scrollHeight <= main.clientHeight, main.scrollWidth <= main.clientWidth];
}"""


def cell(screen: Screen, words: str) -> dict[str, float]:
    """Return the middle of the cell of the grid whose note begins with `words`."""
    screen.wait_for(_POINTS)
    places = screen.page.evaluate(
        """() => {
            const plot = document.querySelector('.st-key-verdicts .js-plotly-plot');
            const marks = [...plot.querySelectorAll('.scatterlayer path.point')];
            return plot.data[1].customdata.map((note, at) => {
                const box = marks[at].getBoundingClientRect();
                return [note[2], box.x + box.width / 2, box.y + box.height / 2];
            });
        }"""
    )
    note, across, down = next(place for place in places if place[0].startswith(words))
    return {"x": across, "y": down, "count": int(re.search(r"of (\d+)", note)[1])}  # type: ignore[index]


def grid_row(screen: Screen, row: int) -> None:
    """Choose a row of the list of tickets."""
    table = screen.wait_for('[class*="st-key-list_"] [data-testid="stDataFrame"]').bounding_box()
    screen.page.mouse.click(table["x"] + 18, table["y"] + 34 * (row + 1) + 17)
    screen.page.wait_for_url("**ticket=**")
    screen.settled()


def test_overview_fits_the_screen_of_a_meeting_room(screen: Screen) -> None:
    screen.open("/")
    screen.wait_for(_POINTS)
    assert screen.page.evaluate(_FITS) == [True, True]
    assert "Sample data: a fictional provider" in screen.text


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_shared_screen_is_large_whole_and_without_controls(
    profile: Any, sample_server: str, theme: str
) -> None:
    with looking(profile, sample_server, color_scheme=theme) as screen:
        screen.open("/?present=1")
        screen.wait_for(_POINTS)
        assert screen.page.evaluate(_FITS) == [True, True]
        assert (
            screen.page.locator('[data-testid="stPageLink"], [data-testid="stSelectbox"]').count()
            == 0
        )
        assert "Sample data: a fictional provider" in screen.text
        sizes = screen.page.evaluate(
            """() => {
                const size = what => [...document.querySelectorAll(what)].map(
                    each => parseFloat(getComputedStyle(each).fontSize));
                return {
                    figures: size('.slm-tile-figure'),
                    body: size('.slm-subline, .slm-provenance, .slm-card-sub, .slm-tile-line,'
                        + ' .slm-tile-label, .js-plotly-plot text'),
                };
            }"""
        )
        assert min(sizes["figures"]) >= 48
        assert min(sizes["body"]) >= 18


_NORDLICHT = "customer=Nordlicht+Versicherung+AG"
_CUT = """() => {
    const cards = [...document.querySelectorAll('[class*="st-key-card_"]')];
    const low = cards.filter(each => each.getBoundingClientRect().bottom > innerHeight);
    const outside = [...document.querySelectorAll('.js-plotly-plot')].filter(each =>
        each.getBoundingClientRect().bottom
            > each.closest('[class*="st-key-card_"]').getBoundingClientRect().bottom);
    const wide = [...document.querySelectorAll('.slm-headline, .slm-tile-figure, .slm-tile-label')]
        .filter(each => each.scrollWidth > each.clientWidth + 1);
    return [low, outside, wide].map(each => each.length);
}"""


@pytest.mark.parametrize(
    "path", ["/?present=1", f"/?present=1&{_NORDLICHT}",
             f"/tickets?present=1&ticket=INC0019272&{_NORDLICHT}",
             f"/tickets?present=1&ticket=INC0019272&{_NORDLICHT}&view=explanation",
             "/tickets?present=1&ticket=AS-106522&customer=Aoyama+Seimitsu&view=explanation",
             f"/scorecard?present=1&{_NORDLICHT}", "/scorecard?present=1&customer=Aoyama+Seimitsu",
             "/running?present=1&customer=Aoyama+Seimitsu",
             f"/compliance?present=1&{_NORDLICHT}", f"/breaches?present=1&{_NORDLICHT}",
             f"/availability?present=1&{_NORDLICHT}",
             "/availability?present=1&customer=Halvorsen+Retail+Group",
             f"/outages?present=1&{_NORDLICHT}",
             f"/second_opinion?present=1&{_NORDLICHT}", f"/pauses?present=1&{_NORDLICHT}"],
)  # fmt: skip
def test_shared_screen_shows_everything_at_once(screen: Screen, path: str) -> None:
    screen.page.set_viewport_size({"width": 1366, "height": 768})
    screen.open(path)
    for width, height in ((1366, 768), (1920, 1080)):
        screen.page.set_viewport_size({"width": width, "height": height})
        screen.wait_for(".js-plotly-plot .main-svg, .slm-score")
        screen.settled()
        assert screen.page.evaluate(_FITS) == [True, True], width
        assert screen.page.evaluate(_CUT) == [0, 0, 0], width


def test_arrow_keys_step_through_the_months_of_a_presentation(screen: Screen) -> None:
    screen.open("/?present=1&month=2026-08")
    screen.page.keyboard.press("ArrowLeft")
    screen.at("/?present=1&month=2026-07")
    screen.page.keyboard.press("ArrowRight")
    screen.at("/?present=1&month=2026-08")


def test_presentation_begins_and_ends_where_the_reader_was(screen: Screen) -> None:
    screen.open("/?month=2026-08")
    screen.press("present")
    screen.at("/?month=2026-08&present=1")
    assert screen.page.locator(".st-key-filters").count() == 0
    screen.press("end_presentation")
    screen.at("/?month=2026-08")
    assert "August 2026" in screen.text


def test_cell_leads_to_its_tickets_and_a_ticket_to_its_story(screen: Screen) -> None:
    screen.open("/?customer=Nordlicht+Versicherung+AG")
    assert screen.headline == "VPN access has been below 95 % for five months"
    place = cell(screen, "VPN access, Oct ’26")
    screen.page.mouse.click(place["x"], place["y"])
    screen.page.wait_for_url("**/tickets?**")
    screen.settled()
    assert screen.headline.endswith(f"October 2026: {place['count']} tickets")
    grid_row(screen, 2)
    shown = screen.wait_for(".st-key-card_ticket .slm-card-title").inner_text()
    number = re.search(r"ticket=(\w+)", screen.path)
    assert number is not None
    assert shown.startswith(number[1])
    screen.page.go_back()
    screen.page.locator(".st-key-card_ticket").wait_for(state="detached")
    screen.page.go_back()
    screen.at("/?customer=Nordlicht+Versicherung+AG")
    screen.says("VPN access has been below 95 % for five months")


def test_choices_hold_over_links_and_the_back_button(screen: Screen) -> None:
    screen.open("/")
    screen.choose("customer", "Nordlicht Versicherung AG")
    screen.page.keyboard.press("Escape")
    screen.choose("month", "August 2026")
    held = "customer=Nordlicht+Versicherung+AG&month=2026-08"
    screen.at(f"/?{held}")
    there = screen.headline
    for name in ("Scorecard", "Months", "Data"):  # the last by the link of its area
        screen.follow(name)
        screen.at(f"/{name.lower()}?{held}")
    screen.follow("Overview").says(there)
    assert screen.headline == there
    for path in ("data", "months", "scorecard", ""):
        screen.page.go_back()
        screen.at(f"/{path}?{held}")
    screen.page.go_back()
    screen.at("/?customer=Nordlicht+Versicherung+AG").says("October 2026")


def test_story_changes_with_the_chosen_row_and_closes(screen: Screen) -> None:
    screen.open("/tickets?month=2026-08&ticket=INC0019272&system=servicenow")
    story = ".st-key-card_ticket .slm-card-title"
    assert screen.wait_for(story).inner_text().startswith("INC0019272")
    grid_row(screen, 0)
    assert not screen.wait_for(story).inner_text().startswith("INC0019272")
    screen.press("close").at("/tickets?month=2026-08")
    screen.page.locator(story).wait_for(state="detached")


def test_two_readers_do_not_disturb_each_other(
    browser: Any, screen: Screen, sample_server: str
) -> None:
    one = screen
    with reading(browser, sample_server) as two:
        one.open("/?month=2026-08")
        two.open("/?month=2026-07")
        one.choose("service", "VPN access")
        assert "July 2026" in two.open(two.path).text
        one.at("/?month=2026-08&service=VPN+access")
        two.at("/?month=2026-07")


def test_rows_are_saved_as_shown_with_their_receipt(
    screen: Screen, sample_folder: DataFolder, tmp_path: Path
) -> None:
    screen.open("/?customer=Nordlicht+Versicherung+AG")
    screen.press("tools_verdicts")
    csv_button = screen.wait_for(".st-key-csv_verdicts button")
    table = table_of_csv(screen.saved(csv_button, tmp_path / "rows.csv").read_bytes())
    excel = screen.saved(screen.wait_for(".st-key-xlsx_verdicts button"), tmp_path / "rows.xlsx")
    scope = Scope().limited(Dimension.CUSTOMER, ("Nordlicht Versicherung AG",))
    told = overview(warehouse_of(sample_folder), scope, Month(2026, 10), 12, 0.95)
    expected = verdict_rows(told.verdicts).frame
    rows = [row for row in table if not row[0].startswith("# ")]
    assert rows[0] == list(expected.columns)
    assert [row[:4] for row in rows[1:]] == expected.iloc[:, :4].astype(str).to_numpy().tolist()
    receipt = {row[0]: row[1] for row in table if row[0].startswith("# ")}
    assert receipt["# Only customer"] == "Nordlicht Versicherung AG"
    assert receipt["# Figure"].startswith("Met (tool's verdict): ")
    book = load_workbook(excel)
    sheet = book.worksheets[0]
    assert pd.Series([cell.value for cell in sheet["C"]][1:]).tolist() == expected["Met"].tolist()
    assert book["Receipt"]["A1"].value == "Figure"


def test_list_of_tickets_is_saved_whole(screen: Screen, tmp_path: Path) -> None:
    screen.open("/tickets?month=2026-10&figure=source_flag_compliance&verdict=not+met")
    count = int(screen.headline.split(": ")[-1].split()[0])
    screen.press("pop_list")
    button = screen.wait_for(".st-key-csv_tickets button")
    table = table_of_csv(screen.saved(button, tmp_path / "tickets.csv").read_bytes())
    rows = [row for row in table[1:] if not row[0].startswith("# ")]
    assert len(rows) == count
    assert {row[10] for row in rows} == {"no"}
    assert ["# Rows", "only those not met"] in [row[:2] for row in table]


def test_chart_is_saved_as_a_picture(screen: Screen, tmp_path: Path) -> None:
    screen.open("/")
    screen.wait_for(_POINTS)
    for name in ("verdicts", "volumes", "backlog_by_month"):
        camera = screen.wait_for(f".st-key-{name} .modebar-btn")
        picture = screen.saved(camera, tmp_path / f"{name}.png").read_bytes()
        assert picture.startswith(b"\x89PNG\r\n\x1a\n")
        assert int.from_bytes(picture[16:20], "big") > 1200  # sharp enough for a slide


def test_camera_is_reached_by_keyboard(screen: Screen) -> None:
    screen.open("/")
    camera = screen.wait_for(".st-key-volumes .modebar-btn")
    camera.focus()
    assert camera.evaluate("each => each === document.activeElement")
    assert camera.get_attribute("aria-label")


def test_page_begins_with_navigation_then_filters_then_figures(screen: Screen) -> None:
    """The order in which the keyboard reaches things is the order in which they are read."""
    screen.open("/")
    order: list[str] = []
    for _ in range(26):
        screen.page.keyboard.press("Tab")
        order.append(
            screen.page.evaluate(
                """() => {
                    const keyed = document.activeElement.closest('[class*="st-key-"]');
                    return keyed ? keyed.className.match(/st-key-([\\w]+)/)[1] : '';
                }"""
            )
        )
    met = [key for key in order if key]
    assert met[0] == "navigation"
    assert met.index("month") < met.index("months") < met.index("customer") < met.index("priority")


def test_every_control_has_a_name(screen: Screen) -> None:
    for path in ("/", "/scorecard", "/running", "/months", "/availability", "/replay",
                 "/compliance", "/breaches", "/pauses", "/second_opinion", "/tickets",
                 "/agreements", "/services", "/register", "/setup", "/data",
                 "/definitions"):  # fmt: skip
        screen.open(path)
        nameless = screen.page.evaluate(
            """() => [...document.querySelectorAll('button, a[href], input, select, textarea')]
                .filter(each => each.offsetParent && !each.closest('[aria-hidden="true"]'))
                .filter(each => !(each.innerText || '').trim() && !each.getAttribute('aria-label')
                    && !each.getAttribute('aria-labelledby') && !each.title
                    && !(each.labels && each.labels.length) && each.type !== 'file')
                .map(each => each.outerHTML.slice(0, 160))"""
        )
        assert nameless == [], path


def test_console_says_nothing_about_the_theme(screen: Screen) -> None:
    warnings: list[str] = []
    screen.page.on("console", lambda message: warnings.append(message.text))
    screen.open("/")
    assert [text for text in warnings if "theme" in text.lower()] == []


def test_state_of_the_page_is_json_free_of_names(screen: Screen) -> None:
    """The address holds what was chosen and no more."""
    screen.open("/tickets")
    grid_row(screen, 0)
    query = screen.page.evaluate("() => JSON.stringify([...new URL(location).searchParams.keys()])")
    assert json.loads(query) == ["system", "ticket"]
