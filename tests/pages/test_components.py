"""The page of components: map, chances, tests and plan; a circle said aloud; nothing loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from slm_analytics.settings import DataFolder
from tests.pages.conftest import Open, Stores, calm, headline, texts
from tests.pages.stores import NAUGHTY, ticket
from tests.warehouse.stores import File, load


def test_sample_tells_what_services_stand_on(stores: Stores, open_app: Open) -> None:
    app = open_app(stores("sample"), "components", stands="Web shop")
    calm(app)
    assert headline(app).startswith("Web shop: ")
    told = texts(app)
    for words in ("shop-web-3", "2 of 3 are needed", "weakest link", "Availability Plan: ",
                  "renew automatically"):  # fmt: skip
        assert words in told


def test_plan_is_of_the_chosen_customer(stores: Stores, open_app: Open) -> None:
    app = open_app(stores("sample"), "components", customer="Aoyama Seimitsu", stands="Printing")
    calm(app)
    assert "Web shop" not in texts(app).split("Availability Plan: ")[1].split("</table>")[0]


@pytest.mark.parametrize("store", ["one", "names"])
def test_nothing_watched_is_said(stores: Stores, open_app: Open, store: str) -> None:
    app = open_app(stores(store), "components")
    calm(app)
    assert headline(app) == "No outage and no check is loaded yet"


def own_store(folder: DataFolder, name: str, *links: dict[str, str]) -> DataFolder:
    outage = {"outage_id": "O-1", "service": name, "started_at": "2026-03-03 10:00",
              "ended_at": "2026-03-03 11:00"}  # fmt: skip
    tests = {"test_id": "F-1", "service": name, "component": "a", "planned_on": "2026-03-01",
             "done_on": "2025-03-01", "result": "passed", "interval_months": "6"}  # fmt: skip
    load(
        folder,
        File(name="tickets.csv", rows=[ticket(1, "2026-03-03T10:00", 5, service=name)]),
        File(name="outages.csv", rows=[outage], source="outages"),
        File(name="links.csv", rows=links, source="dependencies"),
        File(name="tests.csv", rows=[tests], source="failover_tests"),
    )
    return folder


def test_circle_is_said_aloud_with_its_path(tmp_path: Path, open_app: Open) -> None:
    one, other = {"service": "A", "component": "B"}, {"service": "B", "component": "A"}
    app = open_app(own_store(DataFolder(tmp_path / "ring"), "A", one, other), "components")
    assert [each.message for each in app.exception] == []
    assert "The dependencies run in a circle: A → B → A" in app.error[0].value.replace("\\", "")


@pytest.mark.parametrize("name", NAUGHTY[:4])
def test_long_and_odd_names_are_shown_as_they_are(
    tmp_path: Path, open_app: Open, name: str
) -> None:
    links = ({"service": name, "component": f"c {NAUGHTY[1]}", "logic": "parallel"},
             {"service": name, "component": f"c {NAUGHTY[2]}", "logic": "parallel"})  # fmt: skip
    app = open_app(own_store(DataFolder(tmp_path / "odd"), name, *links), "components")
    calm(app)
    assert "<script>" not in texts(app)
    assert "1 failover test overdue" in texts(app)
