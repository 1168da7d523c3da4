"""Every page on every shape of data: it opens, and says what the review says."""

from __future__ import annotations

from html import escape

import pytest

from slm_analytics.domain.scope import Dimension, Scope
from slm_analytics.domain.unit import Unit, figure_text
from slm_analytics.review.coverage import coverage, names
from slm_analytics.review.overview import overview
from slm_analytics.review.sentences import counted
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.connection import DuckDbWarehouse
from slm_analytics.warehouse.generation import current_number, files_of
from tests.pages.conftest import Open, Stores, calm, headline, texts
from tests.pages.stores import SHAPES

PAGES = (
    "overview", "scorecard", "running", "months", "compliance", "breaches", "pauses",
    "availability", "outages", "components", "second_opinion", "tickets", "agreements", "services",
    "exclusions", "register", "replay", "setup", "data", "definitions",
)  # fmt: skip
STORES = ("sample", "empty", "real", *SHAPES)
# Where nothing is agreed these say so, whatever the tickets are; `names` and `bare` stand for all.
OF_THE_AGREED = {
    "scorecard", "running", "availability", "compliance", "breaches", "pauses", "outages",
    "components", "second_opinion", "agreements", "services", "exclusions", "register", "replay",
    "definitions",
}  # fmt: skip
OPENED = [
    (name, page)
    for name in STORES
    for page in PAGES
    if page not in OF_THE_AGREED or name in ("sample", "empty", "real", "names", "bare")
]


def warehouse_of(folder: DataFolder) -> DuckDbWarehouse:
    number = current_number(folder)
    assert number is not None
    return DuckDbWarehouse(files_of(folder, number).database)


@pytest.mark.parametrize(("name", "page"), OPENED)
def test_page_opens_on_every_store(stores: Stores, open_app: Open, page: str, name: str) -> None:
    app = open_app(stores(name), page)
    calm(app)
    assert headline(app)


@pytest.mark.parametrize("name", [name for name in STORES if name != "empty"])
def test_overview_shows_the_figures_of_the_review(
    stores: Stores, open_app: Open, name: str
) -> None:
    warehouse = warehouse_of(stores(name))
    month = coverage(warehouse).review_month
    assert month is not None
    section = overview(warehouse, Scope(), month, 12, 0.95)
    app = open_app(stores(name))
    assert headline(app) == escape(section.headline)
    shown = texts(app)
    assert escape(section.subline) in shown
    for tile in section.tiles:
        assert escape(tile.metric.title) in shown
        assert escape(tile.context) in shown
    assert figure_text(section.tiles[0].value, Unit.COUNT) in shown


@pytest.mark.parametrize("name", [name for name in STORES if name != "empty"])
def test_tickets_counts_what_the_overview_counts(stores: Stores, open_app: Open, name: str) -> None:
    warehouse = warehouse_of(stores(name))
    month = coverage(warehouse).review_month
    assert month is not None
    section = overview(warehouse, Scope(), month, 12, 0.95)
    for tile in section.tiles:
        app = open_app(stores(name), "tickets", month=str(month), figure=tile.metric.name)
        calm(app)
        assert headline(app).endswith(f": {counted(int(tile.n), 'ticket')}"), tile.metric.name


@pytest.mark.parametrize("page", ["overview", "tickets"])
def test_page_on_an_empty_store_says_so_and_leads_to_loading(
    stores: Stores, open_app: Open, page: str
) -> None:
    app = open_app(stores("empty"), page)
    assert headline(app) == "Nothing is loaded yet"
    assert [button.label for button in app.button if "sample" in button.label]
    assert "Present" not in [button.label for button in app.button]  # nothing to present


def test_sample_data_is_named_on_every_page(stores: Stores, open_app: Open) -> None:
    for page in PAGES:
        badges = [element.value for element in open_app(stores("sample"), page).markdown]
        assert any("Sample data: a fictional provider" in text for text in badges), page
        badges = [element.value for element in open_app(stores("one"), page).markdown]
        assert not any("Sample data" in text for text in badges), page


@pytest.mark.parametrize("page", ["overview", "tickets"])
def test_text_of_tickets_never_becomes_markup(stores: Stores, open_app: Open, page: str) -> None:
    shown = texts(open_app(stores("names"), page))
    for tag in ("<b>", "<script", "<img src=x"):
        assert tag not in shown


@pytest.mark.parametrize("page", ["overview", "tickets"])
def test_shared_screen_has_no_boxes_and_keeps_the_badge(
    stores: Stores, open_app: Open, page: str
) -> None:
    one = "Nordlicht Versicherung AG"
    app = open_app(stores("sample"), page, present="1", ticket="INC0019272", customer=one)
    calm(app)
    assert not app.selectbox
    assert not app.multiselect
    assert not app.get("page_link")
    assert "Sample data" in " ".join(element.value for element in app.markdown)
    assert open_app(stores("sample"), page).selectbox


@pytest.mark.parametrize(
    "page",
    [
        "months",
        "components",
        "agreements",
        "services",
        "replay",
        "register",
        "data",
        "definitions",
    ],
)
def test_page_that_names_others_is_never_presented(
    stores: Stores, open_app: Open, page: str
) -> None:
    app = open_app(stores("sample"), page, present="1")
    calm(app)
    assert headline(app) == "This page is not part of the presentation"
    assert [link.proto.label for link in app.get("page_link")] == ["Back to the presentation"]
    assert not app.get("file_uploader")
    assert not app.dataframe


def test_tickets_are_presented_for_a_chosen_customer_alone(stores: Stores, open_app: Open) -> None:
    app = open_app(stores("sample"), "tickets", present="1")
    assert headline(app) == "Tickets are presented for a chosen customer"
    assert not app.dataframe
    assert open_app(stores("one"), "tickets", present="1").dataframe  # there is only one


def test_ticket_of_another_customer_is_not_presented(stores: Stores, open_app: Open) -> None:
    asked = {"present": "1", "ticket": "INC0019272", "system": "servicenow"}
    other = next(
        name
        for name in names(warehouse_of(stores("sample")), Dimension.CUSTOMER)
        if name != "Nordlicht Versicherung AG"
    )
    app = open_app(stores("sample"), "tickets", customer=other, **asked)
    assert [each.value for each in app.info] == ["This ticket is not part of the presentation."]
    assert "Nordlicht" not in texts(app)


def test_shared_screen_steps_from_month_to_month(stores: Stores, open_app: Open) -> None:
    app = open_app(stores("sample"), present="1", month="2026-08")
    before, after = app.button(key="step_Left"), app.button(key="step_Right")
    assert (before.proto.shortcut, after.proto.shortcut) == ("left", "right")
    before.click().run()
    assert app.query_params["month"] in ("2026-07", ["2026-07"])
    assert "July 2026:" in texts(app)
    last = open_app(stores("sample"), present="1", month="2026-10")
    assert last.button(key="step_Right").disabled
