"""Choices live in the address: they change the figures, hold across pages, and do no harm."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from slm_analytics.domain.period import Month, Period
from slm_analytics.domain.scope import NONE, Dimension, Scope
from slm_analytics.metrics.catalogue import metric
from slm_analytics.metrics.compute import compute
from slm_analytics.review.overview import overview
from slm_analytics.review.tickets import PAGE_ROWS
from slm_analytics.settings import DataFolder
from tests.pages.conftest import Open, Stores, calm, headline, query_of, texts
from tests.pages.stores import store_of, ticket
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
def test_ways_of_showing_that_do_not_exist_do_no_harm(
    stores: Stores, open_app: Open, page: str
) -> None:
    plain = texts(open_app(stores("sample"), page))
    wrong = {
        "months": "7", "mark": "x", "figure": "none", "verdict": "x", "order": "x", "service": "",
        "group_by": "x", "page": "-3", "all_months": "maybe", "foo": "bar", "present": "0",
    }  # fmt: skip
    app = open_app(stores("sample"), page, **wrong)
    calm(app)
    assert texts(app) == plain


@pytest.mark.parametrize("page", ["overview", "tickets"])
@pytest.mark.parametrize("present", ["0", "1"])
@pytest.mark.parametrize(
    ("key", "value"),
    [("customer", "Nobody"), ("service", "<b>x"), ("priority", "P9"), ("month", "1999-01")],
)
def test_name_that_is_not_in_the_data_shows_no_figure(
    stores: Stores, open_app: Open, page: str, present: str, key: str, value: str
) -> None:
    app = open_app(stores("sample"), page, present=present, **{key: value})
    calm(app)
    assert headline(app) == escape(f"There is no {key} '{value}' in the data")
    assert "slm-tile" not in texts(app)
    assert not app.dataframe
    assert not app.get("plotly_chart")


def test_one_lost_name_among_others_hides_the_figures_too(stores: Stores, open_app: Open) -> None:
    app = open_app(stores("sample"), customer=[NORDLICHT, "Nobody"])
    assert headline(app).startswith("There is no customer")


def test_everybody_is_one_click_away_but_not_on_a_shared_screen(
    stores: Stores, open_app: Open
) -> None:
    app = open_app(stores("sample"), customer="Nobody", month="2026-08")
    button = app.button(key="all_customer")
    assert button.label == "Show all customers"
    button.click().run()
    assert query_of(app) == {"month": ["2026-08"]}
    assert "August 2026:" in texts(app)
    shared = open_app(stores("sample"), customer="Nobody", month="2026-08", present="1")
    assert "Show all customers" not in [each.label for each in shared.button]


def test_state_that_no_ticket_has_lists_no_tickets(stores: Stores, open_app: Open) -> None:
    app = open_app(stores("sample"), "tickets", state="x")
    assert headline(app) == escape("There is no state 'x' in the data")
    assert not app.dataframe


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


@pytest.mark.parametrize(
    ("made", "words", "told"),
    [("true", "○ not late yet", "Still open; not late yet"),
     ("false", "▼ late already", "Still open; late already")],
)  # fmt: skip
def test_open_ticket_is_never_shown_as_met(
    tmp_path: Path, open_app: Open, made: str, words: str, told: str
) -> None:
    rows = [ticket(1, "2026-03-03T10:00", made_sla=made), ticket(2, "2026-03-01T10:00", 49.5)]
    folder = store_of(DataFolder(tmp_path / "data"), rows)
    app = open_app(folder, "tickets", ticket="T00001", order="newest first")
    shown = app.dataframe[0].value.set_index("ticket_id")
    assert shown.loc["T00001", "made_sla"] == words
    assert shown.loc["T00002", "hours"] == "2 d 1 h"  # as the tiles say it
    assert told in texts(app)


def test_zone_is_shown_when_times_are_of_several(stores: Stores, open_app: Open) -> None:
    app = open_app(stores("sample"), "tickets")
    assert set(app.dataframe[0].value["zone"]) == {"Europe/Berlin", "Asia/Tokyo"}
    one = open_app(stores("sample"), "tickets", customer=NORDLICHT)
    assert "zone" not in one.dataframe[0].value
