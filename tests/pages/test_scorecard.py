"""The scorecard on screen: its lines, the tickets of one, and what is said where nothing is."""

from __future__ import annotations

import pytest

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
