"""The set-up: each step, what it saves, and what happens to bad input and to two people at once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from slm_analytics.ingest.register_intake import register_in_force, rules_in_force, take_over
from slm_analytics.register.rows import Register
from slm_analytics.settings import DataFolder
from tests.pages.conftest import Open, Stores, calm, query_of, texts
from tests.pages.stores import Row, store_of, ticket
from tests.register.registers import P2, office

PASTED = "Priority\tResponse\tResolution\tShare\nP1\t15 min\t4 h\t95 %\nP2\t\t8 h\t90 %\n"
ALWAYS = "P1\t15 min\t4 h\t95 %\tAround the clock\nP2\t\t8 h\t90 %\tAround the clock\n"


pytestmark = pytest.mark.usefixtures("in_process")


def rows() -> list[Row]:
    """Return forty tickets of three spellings of Contoso, and eight of Fabrikam."""
    found = []
    for at in range(48):
        name = (
            "Fabrikam" if at >= 40 else ("Contoso Ltd", "Contoso Ltd", "CONTOSO", "contoso")[at % 4]
        )
        opened = f"2026-{3 + at % 2:02d}-{2 + at % 20:02d}T09:00"
        found.append(ticket(at, opened, 3 + at % 5, customer=name, priority=f"P{1 + at % 2}"))
    return found


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """The forty-eight tickets, loaded; not to be changed."""
    return store_of(DataFolder(tmp_path_factory.mktemp("setup") / "desk"), rows())


@pytest.fixture
def desk(made: DataFolder, tmp_path: Path) -> DataFolder:
    """A copy of that store, to be changed."""
    shutil.copytree(made.root, tmp_path / "desk")
    return DataFolder(tmp_path / "desk")


def press(app: AppTest, key: str) -> None:
    app.button(key=key).click().run()
    assert not app.exception, [each.message for each in app.exception]


def key_of(app: AppTest, part: str, kind: str = "text_area") -> str:
    (found,) = (each.key for each in getattr(app, kind) if part in str(each.key))
    return str(found)


def paste(app: AppTest, text: str) -> None:
    app.text_area(key=key_of(app, "setup_paste")).set_value(text)
    press(app, "setup_paste")


def at_step(
    open_app: Open, folder: DataFolder, step: int, customer: str = "Contoso Ltd"
) -> AppTest:
    asked = {"customer": customer} if step > 1 else {}
    app = open_app(folder, "setup", step=str(step), **asked)
    app.text_input(key="setup_who").set_value("Kim").run()
    return app


def whole(open_app: Open, folder: DataFolder) -> AppTest:
    """Go through the first four steps."""
    app = at_step(open_app, folder, 1)
    for box in app.checkbox:
        box.check()
    press(app, "setup_save")
    press(app, "setup_save")
    paste(app, PASTED)
    press(app, "setup_save")
    press(app, "setup_save")
    return app


def test_spellings_are_proposed_and_merged_only_when_ticked(
    desk: DataFolder, open_app: Open
) -> None:
    app = at_step(open_app, desk, 1)
    calm(app)
    assert "1 service, 2 priorities and 4 companies were found." in texts(app)
    (box,) = app.checkbox
    assert box.label == "CONTOSO (10), contoso (10) and **Contoso Ltd** (20) are one customer"
    press(app, "setup_save")
    assert len(register_in_force(desk)["names"]) == 0
    app = at_step(open_app, desk, 1)
    app.checkbox[0].check()
    press(app, "setup_save")
    assert query_of(app)["step"] == ["2"]
    names = [(row["written"], row["name"]) for row in register_in_force(desk)["names"]]
    assert names == [("CONTOSO", "Contoso Ltd"), ("contoso", "Contoso Ltd")]
    assert app.selectbox(key="customer").options == ["Contoso Ltd", "Fabrikam"]


def test_somebody_has_to_say_who_saves(desk: DataFolder, open_app: Open) -> None:
    app = open_app(desk, "setup", step="2", customer="Fabrikam")
    press(app, "setup_save")
    assert "Nobody says who changes the register" in app.error[0].value
    assert register_in_force(desk).is_empty


def test_the_way_leads_from_names_to_a_scorecard(desk: DataFolder, open_app: Open) -> None:
    app = whole(open_app, desk)
    calm(app)
    assert query_of(app)["step"] == ["5"]
    said = " ".join(each.value for each in app.markdown)
    assert "A P2 opened on Friday 16:00 is due on Monday 14:00\\. Right?" in said.replace(
        "\\:", ":"
    )
    press(app, "setup_save")
    assert query_of(app)["step"] == ["6"]
    assert "0 of 1 service level kept in March 2026; missed: P1 resolved in time" in texts(app)
    register = register_in_force(desk)
    assert [row["level_id"] for row in register["service_levels"]] == [
        "Contoso Ltd P1 resolution", "Contoso Ltd P1 response", "Contoso Ltd P2 resolution",
    ]  # fmt: skip
    assert {row["customer"] for row in register["targets"]} == {"Contoso Ltd"}
    assert "Nothing is agreed with Fabrikam" in " ".join(each.value for each in app.markdown)


def test_hours_are_kept_as_they_are_said(desk: DataFolder, open_app: Open) -> None:
    app = at_step(open_app, desk, 2, "Fabrikam")
    assert "slm-week" in texts(app)
    app.get("button_group")[0].set_value("Own hours").run()
    week = app.text_input(key=key_of(app, "setup_week", "text_input"))
    week.set_value("mon-fri eight to five").run()
    assert "Write" in app.error[0].value
    press(app, "setup_save")
    assert register_in_force(desk).is_empty
    app.text_input(key=key_of(app, "setup_week", "text_input")).set_value("sat 09:00-13:00").run()
    calm(app)
    press(app, "setup_save")
    (hours,) = register_in_force(desk)["hours"]
    assert dict(hours.cells) == {
        "calendar_id": "Fabrikam hours", "weekday": "sat", "opens": "09:00", "closes": "13:00",
    }  # fmt: skip


BAD = "P1\t15 min\tfour hours\t95 prozent\tAround the clock\nP2\t\t8\t90 %\tnights\n"


def test_a_grid_with_texts_in_numbers_is_told_by_row_and_column_and_stays(
    desk: DataFolder, open_app: Open
) -> None:
    app = at_step(open_app, desk, 3)
    paste(app, BAD)
    press(app, "setup_save")
    told = next(each.value for each in app.dataframe if "Where" in each.value)
    assert list(told["Where"]) == [
        "Row P1, column Resolution", "Row P1, column Share", "Row P2, column Resolution",
        "Row P2, column Hours",
    ]  # fmt: skip
    assert all(told["What to do"])
    assert register_in_force(desk).is_empty
    grid = next(each.value for each in app.dataframe if "Resolution" in each.value)
    assert list(grid["Resolution"]) == ["four hours", "8"]
    assert list(grid["Share"]) == ["95 prozent", "90 %"]


def test_a_pasted_line_without_a_priority_is_told(desk: DataFolder, open_app: Open) -> None:
    app = at_step(open_app, desk, 3)
    paste(app, "P1\t1 h\nUrgent\t2 h\n")
    told = next(each.value for each in app.dataframe if "Where" in each.value)
    assert list(told["What"]) == ["'Urgent' is no priority."]
    assert app.text_area[0].value == "P1\t1 h\nUrgent\t2 h\n"


def test_another_customer_gets_the_same_rules_by_copying(desk: DataFolder, open_app: Open) -> None:
    whole(open_app, desk)
    app = at_step(open_app, desk, 3, "Fabrikam")
    press(app, "setup_copy")
    rules = rules_in_force(desk)
    told: dict[str, list[tuple[object, ...]]] = {}
    for each in rules.targets:
        cells = (each.clock, each.priority, each.seconds, each.share, each.policy)
        told.setdefault(each.customer, []).append(cells)
    assert told["Fabrikam"] == told["Contoso Ltd"]
    assert len(rules.levels) == 6
    assert query_of(app)["step"] == ["4"]


def test_a_changed_grid_begins_with_the_month_after_the_data(
    desk: DataFolder, open_app: Open
) -> None:
    whole(open_app, desk)
    app = at_step(open_app, desk, 3)
    paste(app, "P2\t\t6 h\t90 %\tContoso Ltd hours\n")
    press(app, "setup_save")
    rows = [row for row in register_in_force(desk)["targets"] if row["priority"] == "P2"]
    told = [(row["target"], row["valid_from"], row["valid_to"]) for row in rows]
    assert told == [("8 h", "", "2026-04-30"), ("6 h", "2026-05-01", "")]


def test_states_that_stop_the_clock_are_kept(desk: DataFolder, open_app: Open) -> None:
    whole(open_app, desk)
    app = at_step(open_app, desk, 4)
    calm(app)
    boxes = {box.label: box for box in app.checkbox}
    assert boxes["**On hold\\: awaiting customer**"].value
    boxes["**On hold\\: awaiting vendor**"].check()
    app.get("button_group")[0].set_value("From the beginning").run()
    press(app, "setup_save")
    pauses = {
        row["pauses"] for row in register_in_force(desk)["targets"] if row["clock"] == "resolution"
    }
    assert pauses == {"on_hold/awaiting_customer, on_hold/awaiting_vendor"}


def test_the_sample_tells_how_much_each_state_holds(stores: Stores, open_app: Open) -> None:
    app = open_app(stores("sample"), "setup", step="4", customer="Halvorsen Retail Group")
    calm(app)
    labels = [box.label for box in app.checkbox]
    (told,) = (each for each in labels if "awaiting vendor" in each)
    assert "115 tickets" in told
    assert "h of service time at stake (10" in told
    (running,) = (each for each in labels if "In progress" in each)
    assert running.endswith(" h on the wall clock")


def test_no_leads_back_to_hours_or_times(desk: DataFolder, open_app: Open) -> None:
    app = whole(open_app, desk)
    app.get("button_group")[0].set_value("No").run()
    assert app.button(key="setup_save").disabled
    press(app, "setup_to_times")
    assert query_of(app)["step"] == ["3"]


def test_nothing_typed_is_lost_when_somebody_else_saves(desk: DataFolder, open_app: Open) -> None:
    app = at_step(open_app, desk, 3)
    paste(app, ALWAYS)
    other = office(targets=[P2 | {"customer": "Fabrikam"}])
    assert take_over(desk, other, who="Mia", why="meanwhile")
    press(app, "setup_save")
    assert "Mia changed the register" in app.error[0].value
    app.run()
    assert "Mia changed the register" in app.warning[0].value
    grid = next(each.value for each in app.dataframe if "Resolution" in each.value)
    assert list(grid["Resolution"]) == ["4 h", "8 h"]
    press(app, "setup_merge")
    customers = {row["customer"] for row in register_in_force(desk)["targets"]}
    assert customers == {"Contoso Ltd", "Fabrikam"}


def test_the_new_state_is_shown_when_it_is_asked_for(desk: DataFolder, open_app: Open) -> None:
    app = at_step(open_app, desk, 3)
    assert take_over(desk, office(targets=[P2 | {"customer": "Contoso Ltd"}]), who="Mia", why="x")
    app.run()
    press(app, "setup_new_state")
    assert not app.warning
    grid = next(each.value for each in app.dataframe if "Resolution" in each.value)
    assert list(grid["Resolution"]) == ["", "8 h"]


@pytest.mark.parametrize("step", range(1, 7))
def test_a_step_is_calm_before_anything_is_agreed(
    desk: DataFolder, open_app: Open, step: int
) -> None:
    app = open_app(desk, "setup", step=str(step))
    calm(app)
    assert register_in_force(desk) == Register()


@pytest.mark.parametrize("shape", ["names", "bare", "all_open"])
@pytest.mark.parametrize("step", range(1, 7))
def test_a_step_is_calm_whatever_the_extract_holds(
    stores: Stores, open_app: Open, step: int, shape: str
) -> None:
    calm(open_app(stores(shape), "setup", step=str(step)))


def test_what_is_not_agreed_leads_to_the_set_up(desk: DataFolder, open_app: Open) -> None:
    for page in ("scorecard", "data", "register"):  # each has a link of its own
        app = open_app(desk, page)
        links = [each.proto.page for each in app.get("page_link")]
        in_navigation = 1 if page == "register" else 0  # the pages of its area
        assert links.count("setup") >= 1 + in_navigation, page


def test_a_ticket_still_says_how_the_extract_writes_its_customer(
    desk: DataFolder, open_app: Open
) -> None:
    app = at_step(open_app, desk, 1)
    app.checkbox[0].check()
    press(app, "setup_save")
    app = open_app(desk, "tickets", ticket="T00002")
    calm(app)
    assert "Contoso Ltd (in the extract: CONTOSO)" in texts(app)


def test_the_grid_is_filled_from_what_the_tool_says(
    sample_store: DataFolder, open_app: Open
) -> None:
    assert take_over(sample_store, Register(), who="Kim", why="nothing is agreed")
    app = at_step(open_app, sample_store, 3, "Nordlicht Versicherung AG")
    press(app, "setup_guess")
    calm(app)
    grid = next(each.value for each in app.dataframe if "Resolution" in each.value)
    assert list(grid["Resolution"]) == ["4 h", "8 h", "24 h", "40 h"]
    press(app, "setup_save")
    targets = {row["priority"]: row for row in register_in_force(sample_store)["targets"]}
    assert targets["P2"]["target"] == "8 h"
    (hours,) = (
        row
        for row in register_in_force(sample_store)["hours"]
        if row["calendar_id"] == targets["P2"]["calendar_id"]
    )
    assert (hours["weekday"], hours["opens"], hours["closes"]) == ("mon-fri", "08:00", "18:00")
