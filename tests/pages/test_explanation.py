"""The explanation on screen: beside the story, on one slide, and only where something is agreed."""

from __future__ import annotations

from html import escape

import pytest

from slm_analytics.review.explanation import explanation
from tests.pages.conftest import Open, Stores, calm, query_of, texts
from tests.pages.test_pages import warehouse_of

LATE, CUSTOMER = "INC0012167", "Nordlicht Versicherung AG"
ASKED = {"ticket": LATE, "system": "servicenow", "view": "explanation"}


def test_explanation_shows_verdict_ledger_target_and_claim(stores: Stores, open_app: Open) -> None:
    told = explanation(warehouse_of(stores("sample")), LATE)
    clock = next(each for each in told.clocks if each.lines)
    app = open_app(stores("sample"), "tickets", **ASKED)
    calm(app)
    shown = texts(app)
    assert clock.verdict in shown
    for words in (
        clock.target,
        clock.target_why,
        clock.calendar,
        *(told.tool.words if told.tool else ()),
    ):
        assert escape(words) in shown
    assert shown.count("<tr>") == len(clock.lines) + 2
    for rule in clock.policies:
        assert escape(rule.words) in shown


def test_card_turns_between_story_and_explanation(stores: Stores, open_app: Open) -> None:
    app = open_app(stores("sample"), "tickets", ticket=LATE, system="servicenow")
    assert "Resolution: Missed by" in texts(app)
    assert "slm-ledger" not in texts(app)
    app.button(key="flip_card").click().run()
    assert query_of(app)["view"] == ["explanation"]
    assert query_of(app)["ticket"] == [LATE]
    assert "slm-ledger" in texts(app)
    app.button(key="flip_card").click().run()
    assert "view" not in query_of(app)


def test_explanation_is_one_slide_without_boxes(stores: Stores, open_app: Open) -> None:
    app = open_app(stores("sample"), "tickets", present="1", customer=CUSTOMER, **ASKED)
    calm(app)
    assert "slm-ledger" in texts(app)
    assert not app.selectbox
    assert not app.expander
    assert not app.get("download_button")
    rows = texts(app).count("<tr>")
    assert rows <= 11


def test_explanation_of_another_customer_is_not_presented(stores: Stores, open_app: Open) -> None:
    app = open_app(
        stores("sample"), "tickets", present="1", customer="Halvorsen Retail Group", **ASKED
    )
    assert [each.value for each in app.info] == ["This ticket is not part of the presentation."]
    assert "slm-ledger" not in texts(app)


def test_several_clocks_have_a_tab_each(stores: Stores, open_app: Open) -> None:
    warehouse = warehouse_of(stores("sample"))
    found = warehouse.query(
        "SELECT any_value(ticket_id) AS ticket_id, any_value(system) AS system FROM clock_fact"
        " WHERE elapsed_seconds IS NOT NULL GROUP BY ticket_no HAVING count(*) > 2 LIMIT 1"
    ).iloc[0]
    app = open_app(
        stores("sample"), "tickets",
        ticket=found["ticket_id"], system=found["system"], view="explanation",
    )  # fmt: skip
    calm(app)
    labels = [tab.label for tab in app.tabs]
    assert labels[0] == "Resolution"
    assert len(labels) >= 3


@pytest.mark.parametrize("name", ["one", "names", "bare", "never_resolved"])
def test_story_stands_alone_where_nothing_is_agreed(
    stores: Stores, open_app: Open, name: str
) -> None:
    row = warehouse_of(stores(name)).query("SELECT * FROM ticket_fact LIMIT 1").iloc[0]
    app = open_app(
        stores(name), "tickets", ticket=row["ticket_id"], system=row["system"], view="explanation"
    )
    calm(app)
    assert "slm-ledger" not in texts(app)
    assert "flip_card" not in [button.key for button in app.button]
