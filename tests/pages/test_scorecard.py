"""The scorecard on screen: its lines, the tickets of one, and what is said where nothing is."""

from __future__ import annotations

import pytest

from slm_analytics.ingest import sign_off
from slm_analytics.settings import DataFolder
from tests.pages.conftest import Open, Stores, calm, texts

NORDLICHT = "Nordlicht Versicherung AG"


def test_lines_and_the_tickets_of_the_first_missed_one(stores: Stores, open_app: Open) -> None:
    app = open_app(stores("sample"), "scorecard", month="2026-10", customer=NORDLICHT)
    calm(app)
    told = texts(app)
    assert "service levels kept in October 2026" in told
    assert told.index("VPN access in time") < told.index("P1 resolved in time")
    assert app.selectbox(key="line").value == "Nordlicht VPN access"
    assert len(app.dataframe[0].value) == 13


def test_another_line_can_be_chosen(stores: Stores, open_app: Open) -> None:
    app = open_app(
        stores("sample"), "scorecard", month="2026-10", customer=NORDLICHT, line="Nordlicht P3"
    )
    calm(app)
    assert "P3 resolved in time: 11 tickets late" in texts(app)


@pytest.mark.parametrize("store", ["one", "names"])
def test_nothing_agreed_leads_to_the_register(stores: Stores, open_app: Open, store: str) -> None:
    app = open_app(stores(store), "scorecard")
    calm(app)
    assert "No service level is agreed yet" in app.info[0].value


def test_presentation_needs_a_customer(stores: Stores, open_app: Open) -> None:
    app = open_app(stores("sample"), "scorecard", present="1")
    calm(app)
    assert "presented for a chosen customer" in texts(app) + "".join(e.value for e in app.info)


def test_typed_rows_stand_with_their_evidence(stores: Stores, open_app: Open) -> None:
    asked = {"month": "2026-10", "customer": "Halvorsen Retail Group", "line": "Halvorsen backups"}
    app = open_app(stores("sample"), "scorecard", **asked)
    calm(app)
    assert app.dataframe[0].value["Evidence"].tolist() == ["Backup report 2026-10"]
    assert app.dataframe[0].value["Value"].tolist() == ["589"]


@pytest.mark.usefixtures("in_process")
def test_month_is_signed_off_on_the_page(sample_store: DataFolder, open_app: Open) -> None:
    own = sample_store
    app = open_app(own, "scorecard", month="2026-09", customer=NORDLICHT)
    calm(app)
    press = next(each for each in app.button if each.label == "Sign off")
    press.click().run()
    assert "Nobody says who" in app.error[0].value
    next(each for each in app.text_input if each.label == "Who").set_value("Ines")
    next(each for each in app.button if each.label == "Sign off").click()
    app.run()
    calm(app)
    assert "is signed off" in app.success[0].value
    (signed,) = sign_off.signed_in_force(own)
    assert (signed.customer, str(signed.month), signed.who) == (NORDLICHT, "2026-09", "Ines")
    assert {"Nordlicht VPN access", "Nordlicht reports"} <= signed.levels
    assert any(each.label == "Take the sign-off back" for each in app.button)
