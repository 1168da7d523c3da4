"""The cards of the overview: how much of the grid is shown, and the receipts of what is drawn."""

from __future__ import annotations

from tests.pages.conftest import Open, Stores, calm, texts


def test_grid_that_shows_not_all_services_says_how_many(stores: Stores, open_app: Open) -> None:
    words = "13 of 200 services shown, lowest first."
    for query in ({}, {"present": "1"}):
        assert words in texts(open_app(stores("many"), **query))
    assert "services shown" not in texts(open_app(stores("many"), all_services="yes"))
    assert "services shown" not in texts(open_app(stores("sample")))


def test_volumes_have_a_receipt_for_each_column(stores: Stores, open_app: Open) -> None:
    app = open_app(stores("sample"))
    app.session_state["pop_volumes"] = True
    app.run()
    calm(app)
    shown = texts(app)
    assert "Tickets opened: 9" in shown
    assert "Tickets resolved: 9" in shown
