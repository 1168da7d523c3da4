"""Availability on screen: days, months, one service with its outages and ledger, the statement."""

from __future__ import annotations

from pathlib import Path

import pytest

from slm_analytics.ingest import intake, register_intake
from slm_analytics.settings import DataFolder
from tests.ingest.stores import run_here
from tests.pages.conftest import Open, Stores, calm, headline, query_of, texts
from tests.pages.stores import NAUGHTY
from tests.review.uptime import outage, uptime_store


@pytest.fixture(scope="module")
def uptime(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """The small store of outages whose figures are worked by hand; not to be changed."""
    return _made(Path(tmp_path_factory.mktemp("uptime")), None)


@pytest.fixture(scope="module")
def naughty(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """Outages of services with names that are long, foreign, or look like markup."""
    rows = [
        outage(number, name, f"2026-03-{number + 1:02d} 10:00", f"2026-03-{number + 1:02d} 11:00",
               customer=f"<b>Customer</b> {number % 2}", description=name, cause_code=name)
        for number, name in enumerate(NAUGHTY)
    ]  # fmt: skip
    return _made(Path(tmp_path_factory.mktemp("naughty")), rows)


def _made(path: Path, rows: list[dict[str, str]] | None) -> DataFolder:
    with pytest.MonkeyPatch.context() as patch:
        for module in (intake, register_intake):
            patch.setattr(module, "run_job", run_here)
        return uptime_store(DataFolder(path / "data"), rows)


def test_month_of_every_service_with_its_verdict(uptime: DataFolder, open_app: Open) -> None:
    app = open_app(uptime, "availability", month="2026-03")
    calm(app)
    assert headline(app) == "0 of 2 services kept their targets in March 2026"
    told = texts(app)
    assert "99.89997\u00a0%" in told  # against 99.9 %: never shown as kept
    assert told.count('class="missed"') >= 2
    assert "Statement of March 2026" in told
    assert "3 services: nothing is excluded or proposed" in told


def test_last_closed_month_and_worst_service_come_first(uptime: DataFolder, open_app: Open) -> None:
    app = open_app(uptime, "availability")
    calm(app)
    assert "March 2026" in headline(app)
    assert app.selectbox(key="of").value == "Desk · Contoso"
    assert "Desk · Contoso: 54 min more than allowed in March 2026" in texts(app)
    assert "How it is counted" in {each.label for each in app.expander}


def test_outage_and_its_ledger(uptime: DataFolder, open_app: Open) -> None:
    asked = {"month": "2026-04", "of": "Shop · Contoso", "outage": "O-9"}
    app = open_app(uptime, "availability", **asked)
    calm(app)
    told = texts(app)
    assert "2 outages in April 2026" in told
    assert "maintenance MW-1 (new release)" in told
    assert "outage O-9 (list of outages)" in told
    assert app.dataframe[0].value["Counted"].tolist() == ["10 min", "10 min"]
    app.selectbox(key="outage").select("O-10").run()
    calm(app)
    assert query_of(app)["outage"] == ["O-10"]
    assert "outage O-10 (list of outages)" in texts(app)
    assert "outage O-9 (list of outages)" not in texts(app)


def test_day_that_was_clicked_chooses_its_outage(uptime: DataFolder, open_app: Open) -> None:
    asked = {"month": "2026-04", "of": "Shop · Contoso", "day": "2026-04-19"}
    app = open_app(uptime, "availability", **asked)
    calm(app)
    assert app.selectbox(key="outage").value == "O-10"
    odd = open_app(uptime, "availability", month="2026-04", of="Shop · Contoso", day="yesterday")
    calm(odd)


def test_statement_shows_measured_agreed_and_if_all_accepted(
    uptime: DataFolder, open_app: Open
) -> None:
    app = open_app(uptime, "availability", month="2026-04")
    calm(app)
    told = texts(app).split("Statement of April 2026")[1]
    assert "<b>Desk</b>" in told
    assert "180 min" in told
    assert "60 min · +" in told
    assert "0 min · +" in told
    assert "2 other services: nothing is excluded or proposed" in told


def test_open_outage_and_partial_month_are_marked(uptime: DataFolder, open_app: Open) -> None:
    app = open_app(uptime, "availability", month="2026-04", of="Mail · Contoso")
    calm(app)
    told = texts(app)
    assert "no target · ▼ still down · up to 19 Apr" in told
    assert "Mail · Contoso: no target agreed" in told
    assert app.dataframe[0].value["To"].tolist() == ["still open"]


def test_service_without_outages_shows_the_ledger_of_the_month(
    uptime: DataFolder, open_app: Open
) -> None:
    app = open_app(uptime, "availability", month="2026-02", of="Desk · Contoso")
    calm(app)
    assert "No outage in February 2026" in texts(app)
    assert "nobody says it was down" in texts(app)


def test_names_are_shown_as_they_are(naughty: DataFolder, open_app: Open) -> None:
    app = open_app(naughty, "availability", month="2026-03", all_strips="yes")
    calm(app)
    assert "<script>" not in texts(app)
    assert "&lt;script&gt;" in texts(app)
    for key in app.selectbox(key="of").options[:5]:
        calm(open_app(naughty, "availability", month="2026-03", of=key))


def test_nothing_of_uptime_loaded_says_what_to_load(stores: Stores, open_app: Open) -> None:
    for name in ("empty", "one"):
        app = open_app(stores(name), "availability")
        calm(app)
        assert "No outage and no check is loaded yet" in texts(app)
        assert [each.proto.label for each in app.get("page_link")][-1] == "Load outages or checks"


def test_names_that_are_not_there_are_said(uptime: DataFolder, open_app: Open) -> None:
    app = open_app(uptime, "availability", customer="Nobody")
    calm(app)
    assert "There is no customer &#x27;Nobody&#x27; in the data" in texts(app)
    early = open_app(uptime, "availability", month="2020-01")
    calm(early)
    assert "no month" in texts(early)


def test_presentation_shows_one_customer_without_controls(
    uptime: DataFolder, naughty: DataFolder, open_app: Open
) -> None:
    app = open_app(uptime, "availability", month="2026-03", present="1")
    calm(app)
    assert "90 days up to 31 Mar 2026" in texts(app)
    assert "Services in March 2026" in texts(app)
    assert not app.selectbox
    assert "Statement" not in texts(app)
    several = open_app(naughty, "availability", month="2026-03", present="1")
    calm(several)
    assert "presented for a chosen customer" in texts(several)


def test_sample_data_fills_the_page(stores: Stores, open_app: Open) -> None:
    app = open_app(stores("sample"), "availability", month="2026-10")
    calm(app)
    assert " services kept their targets in October 2026" in headline(app)
    assert "90 days up to 31 Oct 2026" in texts(app)
