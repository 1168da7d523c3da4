"""The second opinion on screen: figures of the review, ways to the tickets, and empty stores."""

from __future__ import annotations

from html import escape

import pytest

from slm_analytics.domain.scope import Scope
from slm_analytics.review.coverage import coverage
from slm_analytics.review.second_opinion import second_opinion
from slm_analytics.review.sentences import grouped
from tests.pages.conftest import Open, Stores, calm, headline, texts
from tests.pages.stores import SHAPES
from tests.pages.test_pages import warehouse_of


def test_page_shows_the_figures_of_the_review(stores: Stores, open_app: Open) -> None:
    warehouse = warehouse_of(stores("sample"))
    month = coverage(warehouse).review_month
    assert month is not None
    section = second_opinion(warehouse, Scope(), month, 12)
    app = open_app(stores("sample"), "second_opinion")
    calm(app)
    assert headline(app) == escape(section.headline)
    shown = texts(app)
    for words in (section.subline, section.fields_title, section.classes_title,
                  section.grid_title, section.dues_title):  # fmt: skip
        assert escape(words) in shown
    for count in (section.fields.both_met, section.fields.only_tool_met):
        assert f"<b>{grouped(count)}</b>" in shown
    assert len(app.dataframe[0].value) == section.fields.differing


def test_list_is_limited_to_a_class(stores: Stores, open_app: Open) -> None:
    app = open_app(stores("sample"), "second_opinion", months="36", **{"class": "calendar"})
    calm(app)
    assert set(app.dataframe[0].value["Class"]) == {"Calendar"}
    assert "knows no holidays" in str(app.dataframe[0].value["The tool"].iloc[0])


def test_tickets_behind_the_differences_can_be_listed(stores: Stores, open_app: Open) -> None:
    app = open_app(
        stores("sample"), "tickets", figure="tool_agreement", verdict="not met", month="2026-04"
    )
    calm(app)
    assert headline(app).startswith("Tool and recomputed verdict agree, not met · April 2026: ")


def test_shared_screen_names_no_ticket(stores: Stores, open_app: Open) -> None:
    app = open_app(stores("sample"), "second_opinion", present="1")
    calm(app)
    assert not app.dataframe
    assert not app.selectbox
    assert "slm-four" in texts(app)


@pytest.mark.parametrize("name", ["real", *SHAPES])
def test_page_without_anything_to_compare_says_so(
    stores: Stores, open_app: Open, name: str
) -> None:
    app = open_app(stores(name), "second_opinion")
    calm(app)
    assert headline(app) == "No verdict of a tool can be compared"
    assert [each.value for each in app.info] == [
        "No target of resolution is agreed, so nothing can be recomputed."
    ]
