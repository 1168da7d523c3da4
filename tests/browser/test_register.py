"""The register edited in a browser: what is typed into a cell is what the clocks run by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from slm_analytics.ingest.register_intake import register_version, take_over
from slm_analytics.register.journal import register_of
from slm_analytics.register.rows import register_from
from slm_analytics.settings import DataFolder
from tests.browser.conftest import Screen, Server, looking
from tests.pages.stores import ticket
from tests.warehouse.stores import File, load_under

pytestmark = pytest.mark.browser
_AGREED = register_from(
    {
        "calendars": [{"calendar_id": "always", "timezone": "UTC", "always_open": "yes"}],
        "targets": [{"target_id": "All", "target": "4 h", "calendar_id": "always",
                     "share": "80 %"}],
    }
)  # fmt: skip
_TARGET = 8  # its column, from one


@pytest.fixture
def desk(profile: Any, server: Server, store: DataFolder) -> Iterator[Screen]:
    """A reader of a store of ten tickets, resolved after five hours where four are agreed."""
    rows = [ticket(at, f"2026-01-{at + 1:02d}T09:00", 5) for at in range(10)]
    load_under(store, _AGREED, File(name="january.csv", rows=rows))
    with looking(profile, server.show(store)) as screen:
        yield screen


def test_target_typed_into_its_cell_decides_from_then_on(desk: Screen, store: DataFolder) -> None:
    desk.open("/compliance").says("0 of 10 resolved in time")
    desk.follow("Register")
    desk.type_into("card_sheets", _TARGET, "6 h")
    desk.page.get_by_label("Who").last.fill("Mia")
    desk.page.get_by_label("Why").last.fill("Review of May")
    desk.page.get_by_role("button", name="Check and save").click()
    desk.says("The register is in force")
    (target,) = register_of(store, register_version(store))["targets"]
    assert target["target"] == "6 h"
    desk.follow("Compliance").says("10 of 10 resolved in time")


def test_what_was_typed_stays_when_somebody_else_saved_meanwhile(
    desk: Screen, store: DataFolder
) -> None:
    desk.open("/register")
    desk.type_into("card_sheets", _TARGET, "6 h")
    mia = register_of(store, register_version(store))
    always = {"calendar_id": "mia", "timezone": "UTC", "always_open": "yes"}
    sheets = {name: [row.cells for row in rows] for name, rows in mia.sheets.items()}
    sheets["calendars"].append(always)
    assert take_over(store, register_from(sheets), who="Mia", why="meanwhile")
    desk.page.get_by_label("Who").last.fill("Kim")
    desk.page.get_by_role("button", name="Check and save").click()
    desk.says("Nothing was saved: Mia changed the register")
    desk.page.get_by_role("button", name="Save my rows that nobody else changed").click()
    desk.says("The register is in force")
    after = register_of(store, register_version(store))
    assert [row["target"] for row in after["targets"]] == ["6 h"]
    assert [row["calendar_id"] for row in after["calendars"]] == ["always", "mia"]
