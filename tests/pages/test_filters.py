"""Choices live in the address: they change the figures, hold across pages, and do no harm."""

from __future__ import annotations

from html import escape

import pytest
from streamlit.testing.v1 import AppTest

from slm_analytics.domain.period import Month, Period
from slm_analytics.domain.scope import NONE, Dimension, Scope
from slm_analytics.metrics.catalogue import metric
from slm_analytics.metrics.compute import compute
from slm_analytics.review.overview import overview
from slm_analytics.review.tickets import PAGE_ROWS
from tests.pages.conftest import Open, Stores, calm, headline, query_of, texts
from tests.pages.test_pages import warehouse_of

AUGUST = Month(2026, 8)
NORDLICHT = "Nordlicht Versicherung AG"


def links(app: AppTest) -> set[str]:
    """Return the queries that the links of the navigation carry."""
    return {link.proto.query_string for link in app.get("page_link")}


def test_figures_follow_month_customer_service_and_priority(stores: Stores, open_app: Open) -> None:
    folder = stores("sample")
    chosen = {"customer": NORDLICHT, "service": "VPN access", "priority": "P3"}
    scope = Scope()
    for name, value in chosen.items():
        scope = scope.limited(Dimension(name), (value,))
    section = overview(warehouse_of(folder), scope, AUGUST, 6, 0.9)
    app = open_app(folder, month="2026-08", months="6", mark="90", **chosen)
    calm(app)
    assert escape(section.subline) in texts(app)
    assert f"{NORDLICHT} · VPN access · P3 · " in texts(app)
    assert headline(app) == escape(section.headline)


def test_choice_in_a_box_changes_address_figures_and_links(stores: Stores, open_app: Open) -> None:
    app = open_app(stores("sample"))
    before = texts(app)
    app.multiselect(key="customer").select(NORDLICHT).run()
    app.selectbox(key="month").select("2026-08").run()
    calm(app)
    assert query_of(app) == {"customer": [NORDLICHT], "month": ["2026-08"]}
    assert "August 2026: 232 opened" not in before
    scope = Scope().limited(Dimension.CUSTOMER, (NORDLICHT,))
    section = overview(warehouse_of(stores("sample")), scope, AUGUST, 12, 0.95)
    assert escape(section.subline) in texts(app)
    app.multiselect(key="customer").set_value([]).run()
    app.selectbox(key="month").select("2026-10").run()  # the usual one leaves no trace
    assert query_of(app) == {}


def test_links_to_other_pages_carry_the_choices_that_hold_everywhere(
    stores: Stores, open_app: Open
) -> None:
    query = {"customer": NORDLICHT, "month": "2026-08", "mark": "90"}
    page_only = {"figure": "backlog", "ticket": "INC0019272", "number": "7", "state": "new"}
    app = open_app(stores("sample"), "tickets", **query, **page_only)
    assert links(app) == {"customer=Nordlicht+Versicherung+AG&month=2026-08&mark=90"}


def test_two_choices_before_the_page_answers_are_both_kept(stores: Stores, open_app: Open) -> None:
    app = open_app(stores("sample"))
    app.multiselect(key="customer").select(NORDLICHT).run()
    app.query_params.clear()  # what a browser sends that has not heard of the first choice
    app.multiselect(key="service").select("VPN access").run()
    assert query_of(app) == {"customer": [NORDLICHT], "service": ["VPN access"]}


def test_address_wins_over_what_the_boxes_held(stores: Stores, open_app: Open) -> None:
    """So the back button and a pasted link show what they say."""
    app = open_app(stores("sample"), month="2026-08")
    app.query_params["month"] = "2026-07"
    app.run()
    assert app.selectbox(key="month").value == "2026-07"
    assert "July 2026:" in texts(app)
    app.query_params.clear()
    app.run()
    assert "October 2026:" in texts(app)


@pytest.mark.parametrize("page", ["overview", "tickets"])
@pytest.mark.parametrize("present", ["0", "1"])
def test_values_that_do_not_exist_do_no_harm(
    stores: Stores, open_app: Open, page: str, present: str
) -> None:
    plain = texts(open_app(stores("sample"), page, present=present))
    wrong = {
        "month": "1999-01", "months": "7", "customer": "Nobody", "service": ["<b>", ""],
        "priority": "P9", "mark": "x", "figure": "none", "verdict": "x", "order": "x",
        "group_by": "x", "page": "-3", "state": "x", "all_months": "maybe", "foo": "bar",
    }  # fmt: skip
    app = open_app(stores("sample"), page, present=present, **wrong)
    calm(app)
    assert texts(app) == plain


def test_no_value_is_a_choice_of_its_own(stores: Stores, open_app: Open) -> None:
    scope = Scope(period=Period.of_months(AUGUST, AUGUST)).limited(Dimension.SERVICE, (NONE,))
    found = compute(warehouse_of(stores("sample")), metric("tickets_opened"), scope)
    app = open_app(stores("sample"), "tickets", month="2026-08", service=NONE)
    assert headline(app).endswith(f": {int(found['value'].iloc[0])} tickets")
    assert "(no service)" in texts(app)


def test_list_begins_again_when_a_choice_changes(stores: Stores, open_app: Open) -> None:
    app = open_app(stores("sample"), "tickets")
    app.button(key="turn_Next page").click().run()
    assert query_of(app)["page"] == ["2"]
    assert f"{PAGE_ROWS + 1} to {2 * PAGE_ROWS} of" in texts(app)
    app.multiselect(key="priority").select("P3").run()
    assert "page" not in app.query_params
    assert f"1 to {PAGE_ROWS} of" in texts(app)


def test_list_shows_its_first_page_when_the_address_goes_too_far(
    stores: Stores, open_app: Open
) -> None:
    for page in ("99", "0", "-1", "x", "9" * 30, "²"):
        app = open_app(stores("sample"), "tickets", page=page)
        calm(app)
        assert f"1 to {PAGE_ROWS} of" in texts(app)


def test_ticket_of_the_address_is_told_beside_its_list(stores: Stores, open_app: Open) -> None:
    app = open_app(stores("sample"), "tickets", ticket="INC0019272", system="servicenow")
    calm(app)
    assert "INC0019272 · Gutachten lässt sich nicht öffnen" in texts(app)
    app.button(key="close").click().run()
    assert "INC0019272" not in texts(app)
    assert query_of(app) == {}


def test_ticket_that_does_not_exist_is_said_calmly(stores: Stores, open_app: Open) -> None:
    app = open_app(stores("sample"), "tickets", ticket="<b>NOPE</b>")
    assert not app.exception
    assert "There is no ticket" in app.error[0].value
    assert "<b>" not in app.error[0].value.replace("\\<b\\>", "")
    assert "919 tickets" in headline(app)


def test_choice_of_another_figure_lets_the_ticket_go(stores: Stores, open_app: Open) -> None:
    app = open_app(stores("sample"), "tickets", ticket="INC0019272")
    app.selectbox(key="figure").select("reopen_rate").run()
    assert query_of(app) == {"figure": ["reopen_rate"]}


def test_verdict_and_number_limit_the_list(stores: Stores, open_app: Open) -> None:
    asked = {"figure": "source_flag_compliance", "month": "2026-10", "service": "VPN access"}
    counts = {}
    for verdict in ("all counted", "met", "not met"):
        app = open_app(stores("sample"), "tickets", verdict=verdict, **asked)
        counts[verdict] = int(headline(app).split(": ")[1].split()[0])
    assert counts["all counted"] == counts["met"] + counts["not met"]
    assert counts["not met"] > 0
    app = open_app(stores("sample"), "tickets", all_months="yes", number="inc0019272")
    assert headline(app).endswith("all months: 1 ticket")


@pytest.mark.parametrize("by", ["service", "customer", "group", "state", "record_type", "site"])
def test_groups_add_up_to_the_list(stores: Stores, open_app: Open, by: str) -> None:
    app = open_app(stores("sample"), "tickets", group_by=by)
    calm(app)
    groups = app.dataframe[0].value
    assert groups["tickets"].sum() == 919
