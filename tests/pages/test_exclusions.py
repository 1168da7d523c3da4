"""The page Exclusions: the statement of a month, the list, and every step by its button."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from slm_analytics.domain.correction import CorrectionState
from slm_analytics.domain.period import Month
from slm_analytics.ingest.exclusions import corrections_in_force, propose
from slm_analytics.ingest.sign_off import sign_off
from slm_analytics.settings import DataFolder
from tests.exclusions import (
    AGREED,
    INES,
    OUTAGES,
    TICKETS,
    agreed_store,
    brought_to,
    minutes,
    outage,
    proposal,
)
from tests.pages.conftest import Open, Stores, calm, headline, texts
from tests.pages.stores import NAUGHTY
from tests.warehouse.stores import File, load_under

TYPHOON = proposal("03-03 10:15", "03-03 11:00")
IN_MARCH = {"month": "2026-03"}
pytestmark = pytest.mark.usefixtures("in_process")


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return agreed_store(DataFolder(tmp_path / "data"))


def said(app: AppTest) -> str:
    return texts(app).replace("\u00a0", " ").replace("\u202f", " ")


def labelled(boxes: Any, label: str) -> Any:
    return next(each for each in boxes if each.label == label)


def press(app: AppTest, label: str) -> AppTest:
    labelled(app.button, label).click().run()
    return app


def fill(app: AppTest, label: str, text: str, *, last: bool = False) -> None:
    found = [each for each in app.text_input if each.label == label]
    found[-1 if last else 0].set_value(text)


def test_outage_is_proposed_submitted_accepted_and_withdrawn(
    folder: DataFolder, open_app: Open
) -> None:
    app = open_app(folder, "exclusions", **IN_MARCH)
    calm(app)
    assert headline(app) == "No downtime is excluded in March 2026"
    assert "No exclusions in March 2026" in said(app)
    fill(app, "Who", "Ines")
    fill(app, "Reason", "typhoon")
    press(app, "Propose")
    calm(app)
    assert "EX-1 is proposed" in app.success[0].value.replace("\\", "")
    assert "90 min" in said(app)
    assert minutes(folder) == (135, 135, 135)
    press(app, "Submit to the other side")
    calm(app)
    assert "90 min more submitted" in said(app)
    fill(app, "Accepted for the customer by", "Dr. Weber")
    press(app, "Accept for both sides")
    calm(app)
    told = said(app)
    assert headline(app).replace("\u00a0", " ") == "90 min of downtime excluded in March 2026"
    assert "▼ 99.697 %" in told
    assert "45 min down" in told
    assert "Ines (provider), Dr. Weber (customer)" in told
    assert minutes(folder) == (135, 45, 45)
    fill(app, "Reason", "entered in error")
    press(app, "Withdraw")
    calm(app)
    assert headline(app) == "No downtime is excluded in March 2026"
    assert minutes(folder) == (135, 135, 135)
    assert not any(each.label == "Withdraw" for each in app.button)


def test_rejected_by_the_customer_counts_as_downtime(folder: DataFolder, open_app: Open) -> None:
    brought_to(folder, CorrectionState.SUBMITTED, TYPHOON)
    app = open_app(folder, "exclusions", **IN_MARCH)
    fill(app, "Who", "Weber")
    labelled(app.selectbox, "For the").select_index(1)
    press(app, "Reject")
    assert "no reason is given" in app.error[0].value.replace("\\", "")
    fill(app, "Reason", "no typhoon")
    press(app, "Reject")
    calm(app)
    assert "EX-1 rejected" in said(app)
    step = corrections_in_force(folder)[0].steps[-1]
    assert (step.who, step.side.value, step.reason) == ("Weber", "customer", "no typhoon")


def test_acceptance_without_a_name_of_the_other_side_is_refused(
    folder: DataFolder, open_app: Open
) -> None:
    brought_to(folder, CorrectionState.SUBMITTED, TYPHOON)
    app = open_app(folder, "exclusions", **IN_MARCH)
    fill(app, "Who", "Ines")
    fill(app, "Accepted for the provider by", "Ines")
    press(app, "Accept for both sides")
    assert "for the customer" in app.error[0].value
    assert corrections_in_force(folder)[0].state is CorrectionState.SUBMITTED


def test_period_can_be_typed(folder: DataFolder, open_app: Open) -> None:
    app = open_app(folder, "exclusions", **IN_MARCH)
    labelled(app.selectbox, "Downtime").select_index(2).run()
    fill(app, "From", "2026-03-10 09:30")
    fill(app, "Until", "2026-03-10 09:40")
    labelled(app.selectbox, "Time zone").select("Europe/Berlin")
    fill(app, "Who", "Ines")
    fill(app, "Reason", "agreed")
    press(app, "Propose")
    calm(app)
    told = said(app)
    assert "Tue 10 Mar 2026, 08:30 to 08:40" in told
    assert "10 min" in told


def test_signed_month_is_said_to_stay(folder: DataFolder, open_app: Open) -> None:
    brought_to(folder, CorrectionState.ACCEPTED, TYPHOON)
    sign_off(folder, "A", Month(2026, 3), who="Ines")
    app = open_app(folder, "exclusions", **IN_MARCH)
    calm(app)
    assert any("March 2026 is signed off" in each.value for each in app.caption)


def test_exclusions_of_other_months_are_one_switch_away(folder: DataFolder, open_app: Open) -> None:
    propose(folder, TYPHOON, INES)
    app = open_app(folder, "exclusions", month="2026-04")
    assert "EX-1" not in said(app)
    labelled(app.toggle, "Exclusions of all months").set_value(True).run()
    assert "EX-1" in said(app)


def test_customer_sees_the_same_statement_without_buttons(
    folder: DataFolder, open_app: Open
) -> None:
    brought_to(folder, CorrectionState.ACCEPTED, TYPHOON)
    asked = {**IN_MARCH, "customer": "A", "present": "1"}
    app = open_app(folder, "exclusions", **asked)
    calm(app)
    assert "EX-1 accepted" in said(app)
    assert "45 min" in headline(app).replace("\u00a0", " ")
    assert not app.text_input
    assert {each.label for each in app.button} <= {"End", "Month before", "Next month"}
    other = open_app(folder, "exclusions", **{**asked, "customer": "B"})
    assert "EX-1" not in said(other)


def test_a_draft_is_not_shown_to_the_customer(folder: DataFolder, open_app: Open) -> None:
    brought_to(folder, CorrectionState.PROPOSED, TYPHOON)
    asked = {**IN_MARCH, "customer": "A"}
    assert "EX-1" in said(open_app(folder, "exclusions", **asked))
    assert "EX-1" not in said(open_app(folder, "exclusions", **asked, present="1"))


def test_presentation_needs_a_customer(stores: Stores, open_app: Open) -> None:
    app = open_app(stores("sample"), "exclusions", present="1")
    calm(app)
    assert "presented for a chosen customer" in said(app)


def test_sample_shows_what_its_outage_list_left_out_and_would_leave_out(
    stores: Stores, open_app: Open
) -> None:
    app = open_app(stores("sample"), "exclusions", month="2026-02")
    calm(app)
    assert "135 min of downtime excluded in February 2026" in said(app)
    assert "OUT-0281 accepted" in said(app)
    app = open_app(stores("sample"), "exclusions", month="2025-08")
    assert labelled(app.text_input, "Reason").value.startswith("Force majeure: typhoon")


def test_store_of_outages_alone_has_exclusions_too(tmp_path: Path, open_app: Open) -> None:
    folder = DataFolder(tmp_path / "outages")
    load_under(folder, AGREED, File(name="outages.csv", rows=OUTAGES, source="outages"))
    brought_to(folder, CorrectionState.ACCEPTED, TYPHOON)
    app = open_app(folder, "exclusions", **IN_MARCH)
    calm(app)
    assert "45 min of downtime excluded in March 2026" in said(app)


def test_names_are_shown_as_they_are_written(tmp_path: Path, open_app: Open) -> None:
    folder = DataFolder(tmp_path / "names")
    down = [
        outage(at, "03-03 10:00", "03-03 11:00", service=name, customer="", description=name)
        for at, name in enumerate(NAUGHTY)
    ]
    load_under(folder, AGREED, File(name="tickets.csv", rows=TICKETS),
               File(name="outages.csv", rows=down, source="outages"))  # fmt: skip
    name = NAUGHTY[1]
    asked = proposal("03-03 10:15", "03-03 11:00", service=name, customer="")
    brought_to(folder, CorrectionState.SUBMITTED, asked)
    app = open_app(folder, "exclusions", **IN_MARCH)
    calm(app)
    assert "&lt;b&gt;Bold&lt;/b&gt; &amp; &lt;script&gt;" in texts(app)
    assert "<script>" not in texts(app)
