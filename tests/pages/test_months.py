"""The months on screen: the grid, the next steps, and stores of every shape."""

from __future__ import annotations

import pytest

from tests.pages.conftest import Open, Stores, calm, headline, texts


def test_grid_and_steps_of_the_sample(stores: Stores, open_app: Open) -> None:
    app = open_app(stores("sample"), "months", month="2026-10")
    calm(app)
    assert headline(app) == "October 2026: complete for all 3 customers; 12 lines missed"
    told = texts(app)
    assert "October: complete; 6 lines missed: see the scorecard" in told
    assert told.count("slm-step") == 3
    labels = [link.proto.label for link in app.get("page_link")]
    assert labels.count("Scorecard") == 4  # one in the navigation
    links = [link.proto for link in app.get("page_link") if link.proto.label == "Scorecard"]
    assert "month=2026-10" in links[1].query_string
    assert "customer=" in links[1].query_string


def test_one_customer_alone(stores: Stores, open_app: Open) -> None:
    app = open_app(stores("sample"), "months", customer="Aoyama Seimitsu")
    calm(app)
    assert "Nordlicht" not in texts(app)


@pytest.mark.parametrize("store", ["one", "names", "many", "all_open", "bare", "old"])
def test_every_shape_of_data_has_its_months(stores: Stores, open_app: Open, store: str) -> None:
    app = open_app(stores(store), "months")
    calm(app)
    assert headline(app)
    told = texts(app)
    for tag in ("<b>Bold", "<script", "<img", "<GmbH>"):
        assert tag not in told
    assert "no service level was measured" in told or "load the" in told


def test_empty_store_says_so(stores: Stores, open_app: Open) -> None:
    app = open_app(stores("empty"), "months")
    calm(app)
    assert headline(app) == "Nothing is loaded yet"


def test_months_are_not_presented(stores: Stores, open_app: Open) -> None:
    app = open_app(stores("sample"), "months", present="1")
    assert headline(app) == "This page is not part of the presentation"
