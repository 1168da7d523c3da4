"""The running month on screen: its lines, open tickets of one, and what is said of nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from slm_analytics.register.rows import register_from
from slm_analytics.settings import DataFolder
from tests.pages.conftest import Open, Stores, calm, headline, texts
from tests.pages.stores import NAUGHTY, ticket
from tests.warehouse.stores import File, load_under

NORDLICHT = "Nordlicht Versicherung AG"


def test_lines_and_open_tickets_of_the_sample(stores: Stores, open_app: Open) -> None:
    app = open_app(stores("sample"), "running", customer=NORDLICHT)
    calm(app)
    assert headline(app).startswith("October so far: ")
    told = texts(app)
    assert "As of Sat 31 Oct 2026, 23:00 (Europe/Berlin)" in told
    assert "those on hold have no due time" in told
    assert "Aoyama" not in told
    assert app.selectbox(key="line").value == "Nordlicht VPN access"
    assert len(app.dataframe[0].value) == 3
    another = open_app(stores("sample"), "running", customer=NORDLICHT, line="Nordlicht P3")
    assert len(another.dataframe[0].value) == 7


@pytest.mark.parametrize("store", ["one", "names", "all_open", "bare"])
def test_nothing_agreed_leads_to_the_register(stores: Stores, open_app: Open, store: str) -> None:
    app = open_app(stores(store), "running")
    calm(app)
    assert "No service level is agreed yet" in app.info[0].value


def test_empty_store_says_so(stores: Stores, open_app: Open) -> None:
    app = open_app(stores("empty"), "running")
    calm(app)
    assert headline(app) == "Nothing is loaded yet"


def test_presentation_names_one_customer_alone(stores: Stores, open_app: Open) -> None:
    app = open_app(stores("sample"), "running", present="1")
    calm(app)
    assert headline(app) == "A running month is presented for a chosen customer"
    app = open_app(stores("sample"), "running", present="1", customer=NORDLICHT)
    calm(app)
    assert "VPN access in time" in texts(app)
    assert "Halvorsen" not in texts(app)
    assert not app.dataframe


def test_names_are_never_markup(tmp_path: Path, open_app: Open) -> None:
    nasty = '<img src=x onerror="alert(1)"> *b* ' + "long " * 60
    levels = [
        {"level_id": f"L{place}", "name": f"{nasty}{place}", "services": name, "conditions": "90 %"}
        for place, name in enumerate(NAUGHTY)
        if ";" not in name
    ]
    agreed = register_from(
        {
            "calendars": [{"calendar_id": "always", "timezone": "UTC", "always_open": "yes"}],
            "targets": [{"target_id": "all", "target": "4 h", "calendar_id": "always"}],
            "service_levels": levels,
        }
    )
    rows = [
        ticket(at, "2026-03-03T10:00", service=name, customer=nasty, short_description=nasty)
        for at, name in enumerate(NAUGHTY)
    ]
    folder = DataFolder(tmp_path / "data")
    load_under(folder, agreed, File(name="t.csv", rows=rows))
    app = open_app(folder, "running")
    calm(app)
    assert "<img" not in texts(app)
    assert "&lt;img" in texts(app)
