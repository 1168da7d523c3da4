"""The pages Agreements and Services: the sample's stories, empty stores, and nasty names."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from slm_analytics.register.rows import Register, register_from
from slm_analytics.settings import DataFolder
from tests.pages.conftest import Open, Stores, calm, headline, texts
from tests.pages.stores import NAUGHTY, names, one
from tests.warehouse.stores import File, load_under

ON = "2026-11-22"
NORDLICHT = "Nordlicht Versicherung AG"
SLA = {"kind": "SLA", "status": "in force", "signed_on": "2026-01-01", "starts_on": "2026-01-01"}


def store(folder: Path, register: Register, *, many: bool) -> DataFolder:
    data = DataFolder(folder / "data")
    load_under(data, register, File(name="t.csv", rows=names()[:60] if many else one()))
    return data


@pytest.fixture(scope="module")
def nasty(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """Names of every kind in every cell that holds a name."""
    register = register_from(
        {
            "agreements": [
                {**SLA, "agreement_id": f"A{number} {name}", "title": name, "customer": name,
                 "provider": name, "services": name, "owner": name, "document": name,
                 "ends_on": "2026-12-01" if number % 2 else "2026-10-01"}
                for number, name in enumerate(NAUGHTY)
            ],
            "services": [
                {"service": name, "owner": name, "customers": name, "support_hours": name,
                 "description": name}
                for name in NAUGHTY
            ],
            "contacts": [
                {"person": name, "organisation": name, "role": name, "service": name,
                 "email": name}
                for name in NAUGHTY
            ],
            "service_levels": [
                {"level_id": f"L {name}", "name": name, "customer": name, "services": name,
                 "conditions": "95 % in 8 h"}
                for name in NAUGHTY
            ],
        }
    )  # fmt: skip
    return store(tmp_path_factory.mktemp("nasty"), register, many=True)


def test_agreements_of_the_sample_tell_their_stories(stores: Stores, open_app: Open) -> None:
    app = open_app(stores("sample"), "agreements", on=ON)
    calm(app)
    assert headline(app) == "8 of 12 live services have an up-to-date SLA"
    told = texts(app)
    assert "1 expired but live; 1 not signed; 1 with its review overdue" in told
    assert "3 dates due within 90 days, 2 overdue" in told
    assert "<b>17</b><span>In force</span>" in told
    listed = app.dataframe[0].value
    assert list(listed["Title"][:3]) == ["SLA web shop", "SLA printing", "SLA stores"]
    assert list(listed[""][:3]) == ["▼"] * 3


def test_the_stories_show_on_every_later_day(stores: Stores, open_app: Open) -> None:
    for on in ("2026-11-01", "2027-03-01", "2029-01-15"):
        app = open_app(stores("sample"), "agreements", on=on)
        calm(app)
        frame = app.dataframe[0].value
        standing = dict(zip(frame["Title"], frame["Standing"], strict=True))
        assert "expired but live" in standing["SLA web shop"]
        assert "unsigned" in standing["SLA printing"]
        assert "review overdue" in standing["SLA stores"]
        assert "HR system" in texts(app)


def test_the_register_can_be_narrowed(stores: Stores, open_app: Open) -> None:
    app = open_app(stores("sample"), "agreements", on=ON, customer=NORDLICHT, kind="SLA")
    assert list(app.dataframe[0].value["Version"]) == ["2", "1"]
    app = open_app(stores("sample"), "agreements", on=ON, words="telvia vpn")
    assert list(app.dataframe[0].value["Title"]) == ["Contract Telvia"]
    app = open_app(stores("sample"), "agreements", on=ON, standing="unsigned")
    assert list(app.dataframe[0].value["Title"]) == ["SLA printing"]


def test_the_look_ahead_narrows_the_list_and_not_the_figures(
    stores: Stores, open_app: Open
) -> None:
    app = open_app(stores("sample"), "agreements", on=ON, due="30")
    assert "1 date due within 30 days, 2 overdue" in texts(app)
    assert "2 in 60 days · 3 in 90 days" in texts(app)


def test_another_day_can_be_chosen_and_a_day_that_is_none_is_today(
    stores: Stores, open_app: Open
) -> None:
    app = open_app(stores("sample"), "agreements", on="2026-08-31")
    assert "On 31 August 2026" in texts(app)
    app.date_input(key="on").set_value("2026-09-01").run()
    assert "On 1 September 2026" in texts(app)
    assert app.query_params["on"] in ("2026-09-01", ["2026-09-01"])
    calm(open_app(stores("sample"), "agreements", on="someday"))


def test_services_of_the_sample(stores: Stores, open_app: Open) -> None:
    app = open_app(stores("sample"), "services", on=ON, month="2026-10")
    calm(app)
    told = texts(app)
    assert headline(app) == "10 of 14 services in the catalogue are complete"
    assert "12 live services, and which agreements stand behind them" in told
    assert "no owner, support hours, offering parts and description" in told
    assert "1 service of tickets not in the catalogue: 750 tickets" in told
    assert "Managed backup" in told
    assert "promises are backed in time; 1 by nobody" in told
    assert "Telvia 16 h, then Network 20 h" in told
    assert "lines of groups and suppliers missed in October 2026" in told


def test_a_service_shows_its_agreements_and_whom_to_ask(stores: Stores, open_app: Open) -> None:
    app = open_app(stores("sample"), "services", on=ON, about="VPN access")
    told = texts(app)
    assert "Paulo Teixeira" in told
    assert "Contract Telvia" in told
    assert "Alicia Romero" not in told  # she left on 30 September


def test_what_is_agreed_for_words_is_shown_together(stores: Stores, open_app: Open) -> None:
    app = open_app(stores("sample"), "services", on=ON, **{"for": "nordlicht p2"})
    calm(app)
    told = texts(app)
    assert "for “nordlicht p2”" in told
    assert "P2 resolved within a day" in told
    assert "Resolution in 8 h" in told
    app = open_app(stores("sample"), "services", on=ON, **{"for": "nothing like it"})
    assert "Nothing is agreed under these words" in app.caption[0].value


@pytest.mark.parametrize("page", ["agreements", "services"])
@pytest.mark.parametrize("name", ["empty", "one"])
def test_nothing_registered_leads_to_the_register(
    stores: Stores, open_app: Open, page: str, name: str
) -> None:
    app = open_app(stores(name), page)
    calm(app)
    assert "Write down" in app.info[0].value
    links = [link.proto.label for link in app.get("page_link")]
    assert f"Fill in the sheet {page} on the page Register" in links


def test_one_ticket_and_one_agreement(tmp_path: Path, open_app: Open) -> None:
    register = register_from(
        {
            "agreements": [{**SLA, "agreement_id": "S", "customer": "Contoso"}],
            "services": [{"service": "Email", "customers": "Contoso"}],
        }
    )
    data = store(tmp_path, register, many=False)
    app = open_app(data, "agreements", on="2026-06-01")
    calm(app)
    assert headline(app) == "The one live service has an up-to-date SLA"
    assert "Every live service has an up-to-date SLA" in texts(app)
    app = open_app(data, "services", on="2026-06-01")
    calm(app)
    assert "Every service of tickets is in the catalogue" in texts(app)


@pytest.mark.parametrize("query", [{}, {"for": "<b>bold"}, {"for": "markdown"}])
@pytest.mark.parametrize("page", ["agreements", "services"])
def test_names_never_become_markup(
    nasty: DataFolder, open_app: Open, page: str, query: dict[str, str]
) -> None:
    app: AppTest = open_app(nasty, page, on=ON, **query)
    calm(app)
    shown = texts(app)
    for tag in ("<b>Bold", "<script", "<img src=x", "<b>bold"):
        assert tag not in shown
    assert escape(NAUGHTY[1]) in shown
