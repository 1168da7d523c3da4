"""Compliance, Breaches and Pauses on screen: they say what the review says, and lead to tickets."""

from __future__ import annotations

from html import escape

import pytest

from slm_analytics.domain.period import Month, Period
from slm_analytics.domain.scope import Dimension, Scope
from slm_analytics.metrics.catalogue import metric
from slm_analytics.metrics.compute import compute
from slm_analytics.review.breaches import breaches
from slm_analytics.review.compliance import Measured, compliance
from slm_analytics.review.pauses import pauses
from slm_analytics.review.sentences import counted
from tests.pages.conftest import Open, Stores, calm, headline, texts
from tests.pages.test_pages import warehouse_of

MONTH = Month(2026, 10)
NORDLICHT = "Nordlicht Versicherung AG"


@pytest.mark.parametrize("clock", list(Measured))
def test_compliance_says_what_the_review_says(
    stores: Stores, open_app: Open, clock: Measured
) -> None:
    section = compliance(warehouse_of(stores("sample")), Scope(), MONTH, 12, clock)
    app = open_app(stores("sample"), "compliance", clock=clock.value)
    calm(app)
    assert headline(app) == escape(section.headline)
    shown = texts(app)
    assert escape(section.subline) in shown
    assert escape(section.grid_title) in shown
    for reason in section.left_out:
        assert escape(reason[1:]) in shown


def test_compliance_is_limited_as_the_address_says(stores: Stores, open_app: Open) -> None:
    scope = Scope().limited(Dimension.CUSTOMER, (NORDLICHT,)).limited(Dimension.PRIORITY, ("P2",))
    told = compliance(warehouse_of(stores("sample")), scope, MONTH, 24, Measured.RESOLUTION)
    asked = {"customer": NORDLICHT, "priority": "P2", "months": "24"}
    app = open_app(stores("sample"), "compliance", **asked)
    calm(app)
    assert escape(told.subline) in texts(app)


def test_page_without_targets_leads_to_the_register(stores: Stores, open_app: Open) -> None:
    app = open_app(stores("one"), "compliance")
    calm(app)
    assert "No target is agreed for the resolution clock" in app.info[0].value
    assert "Say what is agreed" in [link.proto.label for link in app.get("page_link")]
    shared = open_app(stores("one"), "compliance", present="1")
    assert not shared.get("page_link")


def test_breaches_say_what_the_review_says(stores: Stores, open_app: Open) -> None:
    scope = Scope(period=Period.of_months(MONTH, MONTH))
    by = Dimension.GROUP
    told = breaches(warehouse_of(stores("sample")), scope, MONTH, Measured.RESOLUTION, by)
    app = open_app(stores("sample"), "breaches", cause="group")
    calm(app)
    assert headline(app) == escape(told.headline)
    assert escape(told.subline) in texts(app)
    assert len(app.dataframe[0].value) == len(told.worst.rows)
    assert app.dataframe[0].value["overrun_hours"].notna().all()


def test_breaches_of_all_months_are_those_of_the_trend(stores: Stores, open_app: Open) -> None:
    scope = Scope(period=Period.of_months(Month(2026, 8), MONTH))
    late = compute(warehouse_of(stores("sample")), metric("breaches"), scope)["value"].item()
    app = open_app(stores("sample"), "breaches", over="span", months="3")
    calm(app)
    assert headline(app).startswith(f"{counted(int(late), 'ticket')} were resolved late in the")


def test_list_behind_the_breaches_has_as_many_tickets(stores: Stores, open_app: Open) -> None:
    scope = Scope(period=Period.of_months(MONTH, MONTH))
    late = compute(warehouse_of(stores("sample")), metric("breaches"), scope)["value"].item()
    app = open_app(
        stores("sample"), "tickets", figure="resolution_compliance", verdict="not met",
        order="furthest past the target",
    )  # fmt: skip
    calm(app)
    assert headline(app).endswith(f": {counted(int(late), 'ticket')}")
    rows = app.dataframe[0].value
    assert set(rows["answer"]) == {"▼ missed"}
    assert {"service_hours", "allowed_hours", "made_sla"} <= set(rows.columns)


def test_holders_limit_the_list_of_those_they_held(stores: Stores, open_app: Open) -> None:
    asked = {"figure": "holding_compliance", "all_months": "yes", "holder": "Telvia"}
    app = open_app(stores("sample"), "tickets", **asked)
    calm(app)
    assert set(app.dataframe[0].value["holder"]) == {"Telvia"}
    other = open_app(stores("sample"), "tickets", figure="tickets_opened", holder="Telvia")
    calm(other)  # who held a ticket is no limit of figures that do not tell it
    lost = open_app(stores("sample"), "tickets", **{**asked, "holder": "Nobody"})
    assert headline(lost) == escape("There is no holder 'Nobody' in the data")


def test_pauses_say_what_the_review_says(stores: Stores, open_app: Open) -> None:
    told = pauses(warehouse_of(stores("sample")), Scope(), MONTH, 12, Dimension.SERVICE)
    app = open_app(stores("sample"), "pauses", paused_by="service")
    calm(app)
    assert headline(app) == escape(told.headline)
    assert escape(told.subline) in texts(app)


@pytest.mark.parametrize("page", ["compliance", "breaches", "pauses"])
def test_shared_screen_names_no_ticket_of_several_customers(
    stores: Stores, open_app: Open, page: str
) -> None:
    app = open_app(stores("sample"), page, present="1")
    calm(app)
    assert not app.dataframe
    assert not app.selectbox
    assert not app.get("page_link")


def test_shared_screen_lists_breaches_of_a_chosen_customer(stores: Stores, open_app: Open) -> None:
    app = open_app(stores("sample"), "breaches", present="1", customer=NORDLICHT)
    calm(app)
    assert set(app.dataframe[0].value["customer"]) == {NORDLICHT}


@pytest.mark.parametrize(
    ("page", "box"),
    [("compliance", "compliance"), ("breaches", "causes"), ("breaches", "holders"),
     ("breaches", "severity"), ("pauses", "kept"), ("pauses", "shares")],
)  # fmt: skip
def test_each_card_has_its_rows_and_receipt(
    stores: Stores, open_app: Open, page: str, box: str
) -> None:
    app = open_app(stores("sample"), page)
    app.session_state[f"pop_{box}"] = True
    app.run()
    calm(app)
    shown = texts(app)
    assert "Source of the definition" in shown
    assert "Left out: cancelled" in shown
