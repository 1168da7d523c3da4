"""Uploading in a browser: reported, asked, accepted, figures changed, undone."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from slm_analytics.ingest.loads_in_force import start_empty
from slm_analytics.settings import DataFolder
from tests.browser.conftest import Screen, Server, looking, reading
from tests.pages.stores import ticket, write_csv

pytestmark = pytest.mark.browser
_TRACE = ("Traceback", 'File "', "Error:", "NoneType")


@pytest.fixture
def empty(store: DataFolder) -> DataFolder:
    start_empty(store)
    return store


@pytest.fixture
def desk(profile: Any, server: Server, empty: DataFolder) -> Any:
    """A reader at the Data page of a store that holds nothing."""
    with looking(profile, server.show(empty)) as screen:
        yield screen.open("/data")


def numbers(screen: Screen) -> list[int]:
    """Return rows in, loaded, set aside and duplicate, as the report shows them."""
    screen.wait_for(".slm-sum b")
    found = screen.page.locator(".slm-sum b").all_inner_texts()
    return [int(re.sub(r"\D", "", text)) for text in found]


def test_file_is_reported_loaded_counted_and_undone(desk: Screen, tmp_path: Path) -> None:
    rows = [ticket(at, f"2026-01-{at + 1:02d}T09:00", 5, made_sla="true") for at in range(20)]
    rows[3]["opened_at"] = "1900-01-01 00:00:00"
    rows[4]["resolved_at"] = "2020-01-01 00:00:00"
    desk.upload(write_csv(tmp_path / "january.csv", [*rows, dict(rows[0])]))
    total, loaded, aside, duplicate = numbers(desk)
    assert (total, loaded, aside, duplicate) == (21, 18, 2, 1)
    assert total == loaded + aside + duplicate
    button = desk.wait_for(".st-key-csv_set_aside_0 button")
    saved = desk.saved(button, tmp_path / "aside.csv").read_text("utf-8-sig").splitlines()
    assert saved[0] == "Line,Column,Value,Reason"
    assert saved[1].startswith("5,opened_at,1900-01-01 00:00:00,")
    desk.press("accept").says("1 file with 18 tickets loaded")
    desk.page.get_by_role("link", name="See the figures").click()
    desk.wait_for(".slm-tile")
    desk.says("18 opened")
    desk.follow("Data").press("undo").says("Undone")
    desk.follow("Overview").says("Nothing is loaded yet")


def test_ambiguous_dates_are_asked_and_the_answer_loads_them(desk: Screen, tmp_path: Path) -> None:
    lines = [f"T{at},{at % 12 + 1:02d}/0{at % 3 + 1}/2026 10:00" for at in range(24)]
    path = tmp_path / "dates.csv"
    path.write_text("\n".join(["ticket_id,opened_at", *lines]))
    desk.upload(path).says("Which is it?")
    assert desk.page.locator(".st-key-accept button").is_disabled()
    desk.page.get_by_text("Day first:").click()
    desk.wait_for(".slm-sum")
    desk.settled()
    assert numbers(desk)[:2] == [24, 24]
    desk.press("accept").says("24 tickets loaded")
    desk.follow("Tickets").open("/tickets?all_months=yes").says("24 tickets")
    assert "24 tickets" in desk.headline


def test_unknown_list_is_mapped_on_the_screen(desk: Screen, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "Ours;Created on;How bad\nC-1;2026-03-01 09:00;High\nC-2;2026-03-02 09:00;Low\n"
    )
    desk.upload(path)
    desk.page.get_by_label("Name of this list").fill("Acme desk")
    desk.choose("map_0_ticket_id", "Ours (C-1, C-2)")
    desk.choose("map_0_opened_at", "Created on (2026-03-01 09:00)")
    desk.page.get_by_role("button", name="Save and read").click()
    desk.wait_for(".slm-sum")
    desk.settled()
    assert numbers(desk) == [2, 2, 0, 0]
    desk.press("accept").says("2 tickets loaded")
    assert "Acme desk" in desk.text or desk.page.locator('[data-testid="stDataFrame"]').count()


def test_bad_files_are_refused_calmly_and_a_good_one_still_loads(
    desk: Screen, tmp_path: Path
) -> None:
    bad = {
        "empty.csv": b"",
        "width.csv": b"ticket_id,opened_at\nA,2026-01-01 10:00:00,more\n",
        "fake.xlsx": b"PK\x03\x04" + b"x" * 99,
        "noise.csv": bytes(range(256)) * 20,
    }
    paths = []
    for name, content in bad.items():
        (tmp_path / name).write_bytes(content)
        paths.append(tmp_path / name)
    good = write_csv(tmp_path / "good.csv", [ticket(1, "2026-01-02T09:00", 1)])
    desk.upload(*paths, good).says("Load 1 file: 1 ticket")
    assert not [word for word in _TRACE if word in desk.text]
    for name in bad:
        assert name in desk.text
    desk.press("accept").says("1 ticket loaded")


def test_page_left_open_shows_new_figures_after_an_import_elsewhere(
    browser: Any, desk: Screen, tmp_path: Path
) -> None:
    with reading(browser, desk.address) as other:
        other.open("/")
        assert other.headline == "Nothing is loaded yet"
        desk.upload(write_csv(tmp_path / "a.csv", [ticket(1, "2026-01-02T09:00", 1)]))
        desk.press("accept").says("1 ticket loaded")
        other.follow("Tickets").says("1 ticket")
        assert other.headline.endswith("1 ticket")
