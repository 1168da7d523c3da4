"""Another wording tried on screen, and put into the register."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from slm_analytics.ingest.register_intake import rules_in_force
from slm_analytics.settings import DataFolder
from tests.pages.conftest import Open, Stores, calm, texts
from tests.pages.stores import ticket
from tests.review.test_replay import AGREED
from tests.warehouse.stores import File, load_under


def test_wording_in_force_is_shown_beside_itself(stores: Stores, open_app: Open) -> None:
    app = open_app(stores("sample"), "replay", line="Nordlicht P3")
    calm(app)
    assert "kept in 23 of 24 months, as worded now in 23 of 24" in texts(app)
    assert len(app.dataframe[0].value) == 24


def test_other_wording_moves_months(stores: Stores, open_app: Open) -> None:
    app = open_app(stores("sample"), "replay", line="Nordlicht P3")
    app.text_input(key="try_conditions_Nordlicht P3").input("90 % in 16 h").run()
    calm(app)
    assert "kept in 13 of 24 months" in texts(app)
    app.text_input(key="try_conditions_Nordlicht P3").input("soon").run()
    assert "is no condition" in app.error[0].value


def test_nothing_agreed_leads_to_the_register(stores: Stores, open_app: Open) -> None:
    app = open_app(stores("one"), "replay")
    calm(app)
    assert "No service level is agreed yet" in app.info[0].value


def test_tried_wording_is_put_into_the_register(tmp_path: Path, open_app: Open) -> None:
    folder = DataFolder(tmp_path / "data")
    rows = [ticket(at, f"2026-01-{at + 1:02d}T09:00", 5, priority="P3") for at in range(10)]
    load_under(folder, AGREED, File(name="t.csv", rows=rows))
    app = open_app(folder, "replay")
    app.text_input(key="try_conditions_L").input("90 % in 6 h").run()
    app.date_input[0].set_value(date(2026, 2, 1))
    who = next(each for each in app.text_input if each.label == "Who")
    who.input("Mia")
    next(each for each in app.button if each.label == "Put into the register").click().run()
    calm(app)
    old, new = rules_in_force(folder).levels
    assert (old.valid_until, new.valid_from) == (date(2026, 2, 1), date(2026, 2, 1))
