"""The page of outages: the sample, one outage, long names, nothing to look at."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest

from slm_analytics.settings import DataFolder
from tests.pages.conftest import Open, Stores, calm, headline, texts
from tests.pages.stores import NAUGHTY, ticket
from tests.warehouse.stores import File, load

NORDLICHT = "Nordlicht Versicherung AG"


def test_sample_tells_its_outages(stores: Stores, open_app: Open) -> None:
    app = open_app(stores("sample"), "outages")
    calm(app)
    assert headline(app).startswith("November 2025 to October 2026: ")
    told = texts(app)
    assert "net-muc" in told
    assert "certificate expired" in told
    assert len(app.dataframe[0].value) > 50


def test_month_alone_can_be_shown(stores: Stores, open_app: Open) -> None:
    app = open_app(stores("sample"), "outages", outages_of="month", month="2026-05",
                   customer="Halvorsen Retail Group", service="Web shop")  # fmt: skip
    calm(app)
    assert headline(app).startswith("May 2026: ")
    assert set(app.dataframe[0].value["Service"]) == {"Web shop"}


def test_chosen_outage_shows_what_each_source_claims(stores: Stores, open_app: Open) -> None:
    app = open_app(stores("sample"), "outages", months="24")
    rows = app.dataframe[0].value
    several = rows[rows["Told by"].str.contains(",", regex=False)].iloc[0]
    zone = several["Clock"]
    start = several["Start"].tz_localize(zone).timestamp()
    key = f"{several['Service']}|{several['Customer']}|{int(start)}"
    app = open_app(stores("sample"), "outages", months="24", outage=key)
    calm(app)
    assert len(app.dataframe) == 2
    assert app.dataframe[1].value["Source"].nunique() > 1


def test_lists_of_gaps_can_be_chosen(stores: Stores, open_app: Open) -> None:
    app = open_app(stores("sample"), "outages", months="24", gap="major")
    calm(app)
    assert "INC0020306" in texts(app)
    assert "Told by" in texts(open_app(stores("sample"), "outages", gap="single"))


def test_presentation_shows_one_customer_without_controls(stores: Stores, open_app: Open) -> None:
    app = open_app(stores("sample"), "outages", present="1", customer=NORDLICHT)
    calm(app)
    assert "outages" in headline(app)
    assert "Hardware stands behind" in texts(app)
    for kind in ("selectbox", "multiselect", "arrow_data_frame", "popover"):
        assert not app.get(kind), kind
    assert not {name for name in ("Halvorsen", "Aoyama") if name in texts(app)}
    several = open_app(stores("sample"), "outages", present="1")
    assert "presented for a chosen customer" in texts(several)


@pytest.mark.parametrize("store", ["one", "names"])
def test_nothing_watched_is_said(stores: Stores, open_app: Open, store: str) -> None:
    app = open_app(stores(store), "outages")
    calm(app)
    assert headline(app) == "No outage and no check is loaded yet"


def test_one_outage_with_a_long_name_is_shown(tmp_path: Path, open_app: Open) -> None:
    folder = DataFolder(tmp_path / "one")
    name = NAUGHTY[0]
    outage = {"outage_id": "O-1", "service": name, "started_at": "2026-03-03 10:00",
              "ended_at": "2026-03-03 11:00", "cause_code": NAUGHTY[1]}  # fmt: skip
    load(
        folder,
        File(name="tickets.csv", rows=[ticket(1, "2026-03-03T10:00", 5, service=name)]),
        File(name="outages.csv", rows=[outage], source="outages"),
    )
    app = open_app(folder, "outages", outage=f"{name}||1772532000")
    calm(app)
    assert headline(app) == "April 2025 to March 2026: 1 outage, 60\u00a0min of downtime"
    assert escape(name) in texts(app)
    assert "<script>" not in texts(app)
