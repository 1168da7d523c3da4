"""The page of the register: empty, with one target, with names that look like markup."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from slm_analytics.ingest.register_intake import register_in_force, take_over
from slm_analytics.register.rows import Register
from slm_analytics.register.workbook import workbook
from slm_analytics.settings import DataFolder
from tests.pages.conftest import Copy, Open, Stores, calm, headline, texts
from tests.register.registers import OFFICE, P2, office

LONG = "Nordwestdeutsche Rückversicherungs- und Vermögensverwaltungsgesellschaft " * 3


pytestmark = pytest.mark.usefixtures("in_process")


@pytest.fixture
def desk(copy_of: Copy) -> DataFolder:
    return copy_of("one")


def agree(folder: DataFolder, register: Register) -> None:
    assert take_over(folder, register, who="Kim", why="test")


def test_a_register_without_rows_says_so_and_offers_the_template(
    desk: DataFolder, open_app: Open
) -> None:
    app = open_app(desk, "register")
    calm(app)
    assert headline(app) == "Nothing is agreed yet"
    assert [each.proto.label for each in app.get("download_button")] == ["Template"]
    assert app.get("file_uploader")


def test_the_sample_shows_what_is_agreed_and_when_it_is_due(stores: Stores, open_app: Open) -> None:
    asked = {"for_customer": "Nordlicht Versicherung AG", "for_priority": "P2"}
    app = open_app(stores("sample"), "register", **asked, for_service="VPN access")
    calm(app)
    assert headline(app) == "20 targets agreed, in 7 calendars"
    rows = app.dataframe[0].value
    assert list(rows["Clock"]) == ["Resolution", "Holding by Network", "Holding by Telvia"]
    assert rows["Agreed"].iloc[0] == "8 h, 95 % of tickets"
    assert rows["Target"].iloc[0] == "Nordlicht P2 resolution (row 16)"
    assert all(text != "–" for text in rows["Due"])


def test_the_year_of_a_calendar_shows_its_holidays(stores: Stores, open_app: Open) -> None:
    app = open_app(stores("sample"), "register", calendar="nordlicht-office", year="2026")
    shown = texts(app)
    assert shown.count('<i class="') >= 365
    assert "Fri 3 Apr 2026: Good Friday, closed" in shown
    assert "08:00–18:00" in shown


def test_the_preview_says_when_a_length_ends(stores: Stores, open_app: Open) -> None:
    app = open_app(stores("sample"), "register", calendar="nordlicht-office")
    app.text_input(key="preview_length").set_value("soon").run()
    calm(app)
    assert any("Write 90 min" in each.value for each in app.info)
    app.text_input(key="preview_length").set_value("2 d").run()
    calm(app)
    assert any(each.value.startswith("2 d end **") for each in app.markdown)


@pytest.mark.parametrize("name", [LONG, "<b>x</b> *_`[a](http://x)` $1$", "=1+1", "大阪 🙂"])
def test_names_stay_texts_when_they_are_long_or_look_like_markup(
    desk: DataFolder, open_app: Open, name: str
) -> None:
    name = name[:400].strip()
    calendar = OFFICE | {"calendar_id": name, "name": name}
    register = office(
        calendars=[calendar],
        hours=[{"calendar_id": name, "weekday": "mon", "opens": "22:00", "closes": "06:00"}],
        holidays=[{"calendar_id": name, "date": "2026-06-01", "name": name}],
        targets=[P2 | {"target_id": name, "customer": name, "calendar_id": name}],
    )
    agree(desk, register)
    app = open_app(desk, "register", for_customer=name, year="2026")
    calm(app)
    assert headline(app) == "1 target agreed, in 1 calendar"
    assert "<b>x</b>" not in texts(app)


def test_ties_and_targets_without_a_calendar_of_the_site_do_not_stop_the_page(
    desk: DataFolder, open_app: Open
) -> None:
    rows = [P2, P2 | {"target_id": "Z"}, P2 | {"target_id": "S", "clock": "response"}]
    agree(desk, office(calendars=[OFFICE | {"site": "Köln"}], targets=rows))
    app = open_app(desk, "register", for_customer="–")
    calm(app)
    assert set(app.dataframe[0].value["Due"]) == {"–"}


def test_a_workbook_is_taken_over_once_somebody_says_who_wants_it(
    desk: DataFolder, open_app: Open
) -> None:
    app = open_app(desk, "register")
    upload(app, workbook(office()))
    calm(app)
    assert any("Nothing to say" in each.value for each in app.success)
    press(app, "Take over")
    assert any("Nobody says who" in each.value for each in app.error)
    app.text_input[0].set_value("Kim")
    press(app, "Take over")
    calm(app)
    assert [row["target_id"] for row in register_in_force(desk)["targets"]] == ["P2"]
    assert headline(app) == "1 target agreed, in 1 calendar"


def test_what_a_workbook_would_change_is_shown_before_it_is_taken_over(
    desk: DataFolder, open_app: Open
) -> None:
    app = open_app(desk, "register")
    upload(app, workbook(office()))
    app.text_input[0].set_value("Kim")
    press(app, "Take over")
    book = load_workbook(io.BytesIO(workbook(office())))
    book["targets"]["H2"] = "7 h"
    stream = io.BytesIO()
    book.save(stream)
    upload(app, stream.getvalue())
    calm(app)
    (told,) = (each.value for each in app.dataframe if "Cells" in each.value)
    assert told["Cells"].tolist() == ["target 8 h → 7 h"]


def test_a_workbook_with_slips_is_told_by_cell_and_not_taken_over(
    desk: DataFolder, open_app: Open
) -> None:
    book = load_workbook(io.BytesIO(workbook(office())))
    book["targets"]["H2"] = "soon"
    stream = io.BytesIO()
    book.save(stream)
    app = open_app(desk, "register")
    upload(app, stream.getvalue())
    assert [each.value for each in app.error] == ["Something has to be mended first."]
    (told,) = (each.value for each in app.dataframe if "Where" in each.value)
    assert "targets!H2" in list(told["Where"])
    (button,) = (each for each in app.button if each.label == "Take over")
    assert button.disabled


def test_a_file_that_is_no_workbook_is_told_calmly(desk: DataFolder, open_app: Open) -> None:
    app = open_app(desk, "register")
    upload(app, b"not a workbook")
    assert app.error
    assert not app.exception


def test_nothing_is_saved_when_nothing_was_edited(desk: DataFolder, open_app: Open) -> None:
    agree(desk, office())
    app = open_app(desk, "register")
    app.text_input[1].set_value("Kim")
    press(app, "Check and save")
    calm(app)
    assert any("in force already" in each.value for each in app.success)


def test_nothing_is_overwritten_when_somebody_else_saved_meanwhile(
    desk: DataFolder, open_app: Open
) -> None:
    agree(desk, office())
    app = open_app(desk, "register")
    other = P2 | {"target_id": "P3", "priority": "P3"}
    assert take_over(desk, office(targets=[P2, other]), who="Mia <b>", why="meanwhile")
    app.text_input[1].set_value("Kim")
    press(app, "Check and save")
    assert "Mia \\<b\\> changed the register" in app.error[0].value
    assert "P3 \\(targets\\)" in app.warning[0].value
    assert len(register_in_force(desk)["targets"]) == 2
    press(app, "Save my rows that nobody else changed")
    assert app.success, [each.value for each in app.error]
    assert len(register_in_force(desk)["targets"]) == 2


def test_the_new_state_is_shown_when_it_is_asked_for(desk: DataFolder, open_app: Open) -> None:
    agree(desk, office())
    app = open_app(desk, "register")
    assert take_over(desk, office(targets=[P2 | {"target": "6 h"}]), who="Mia", why="meanwhile")
    app.run()
    assert app.warning
    press(app, "Show the new state, without what I typed")
    calm(app)
    assert not app.warning


def test_a_workbook_is_not_taken_over_when_somebody_else_saved_since_it_was_shown(
    desk: DataFolder, open_app: Open
) -> None:
    agree(desk, office())
    app = open_app(desk, "register")
    upload(app, workbook(office(targets=[P2 | {"target": "6 h"}])))
    assert take_over(desk, office(targets=[P2 | {"target": "7 h"}]), who="Mia", why="meanwhile")
    fill(app, "Kim")
    press(app, "Take over")
    assert "Mia changed the register" in app.error[0].value
    assert register_in_force(desk)["targets"].rows[0]["target"] == "7 h"
    press(app, "Take over")
    assert register_in_force(desk)["targets"].rows[0]["target"] == "6 h"


def fill(app: object, who: str) -> None:
    for each in app.text_input:  # type: ignore[attr-defined]
        if each.label == "Who":
            each.set_value(who)


def upload(app: object, content: bytes) -> None:
    app.get("file_uploader")[-1].upload("register.xlsx", content).run()  # type: ignore[attr-defined]


def press(app: object, label: str) -> None:
    (button,) = (each for each in app.button if each.label == label)  # type: ignore[attr-defined]
    button.click().run()
