"""Other hours tried on screen, kept as a proposal, opened, deleted, and made the rule."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from slm_analytics.ingest.register_intake import rules_in_force
from slm_analytics.record.store import Record
from slm_analytics.register.other_time import AROUND_THE_CLOCK
from slm_analytics.register.proposals import proposals_of
from slm_analytics.settings import DataFolder
from tests.pages.conftest import Open, calm, texts
from tests.pages.stores import ticket
from tests.review.test_replay_time import AGREED
from tests.warehouse.stores import File, load_under

NASTY = "<img src=x onerror=alert(1)> *b* :red[x]"


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    """Five tickets of two hours in office hours, and five that wait a night."""
    rows = [ticket(at, f"2026-02-{at + 2:02d}T09:00", 2.0) for at in range(5)]
    rows += [ticket(9 + at, f"2026-03-{at + 2:02d}T15:00", 19.0) for at in range(4)]
    found = DataFolder(tmp_path / "data")
    load_under(found, AGREED, File(name="t.csv", rows=rows))
    return found


def around_the_clock(app: AppTest) -> None:
    app.selectbox(key="try_hours_L").set_value(AROUND_THE_CLOCK).run()
    calm(app)


def keep(app: AppTest, name: str, who: str = "Mia") -> None:
    box = next(each for each in app.text_input if each.label == "Name")
    box.input(name)
    [each for each in app.text_input if each.label == "Who"][-1].input(who)
    next(each for each in app.button if each.label == "Keep the proposal").click().run()


def test_other_hours_change_months(folder: DataFolder, open_app: Open) -> None:
    app = open_app(folder, "replay", month="2026-03")
    calm(app)
    assert "kept in 2 of 2 months, as worded now in 2 of 2" in texts(app)
    assert not [each for each in app.button if each.label == "Keep the proposal"]
    around_the_clock(app)
    told = texts(app)
    assert "kept in 1 of 2 months, as worded now in 2 of 2" in told
    assert "around the clock" in told
    assert "4 tickets would be missed" in told


def test_proposal_is_kept_opened_and_deleted(folder: DataFolder, open_app: Open) -> None:
    app = open_app(folder, "replay", month="2026-03")
    around_the_clock(app)
    app.text_input(key="try_conditions_L").input("90 % in 6 h").run()
    keep(app, NASTY)
    calm(app)
    again = open_app(folder, "replay", month="2026-03")  # another reader
    told = texts(again)
    assert "<img" not in told
    assert "&lt;img" in told
    assert again.selectbox(key="try_hours_L").value == ""
    again.button(key="open_proposal_0").click().run()
    calm(again)
    assert again.selectbox(key="try_hours_L").value == AROUND_THE_CLOCK
    assert again.text_input(key="try_conditions_L").value == "90 % in 6 h"
    assert "kept in 1 of 2 months" in texts(again)
    again.button(key="delete_proposal_0").click().run()
    calm(again)
    assert proposals_of(folder, "L") == ()


def test_second_of_the_same_name_is_refused(folder: DataFolder, open_app: Open) -> None:
    app = open_app(folder, "replay", month="2026-03")
    around_the_clock(app)
    keep(app, "Offer")
    calm(app)
    keep(app, "offer", "Ben")
    assert "already" in app.error[0].value
    assert len(proposals_of(folder, "L")) == 1
    keep(app, "", "Ben")
    assert "needs a name" in app.error[0].value


def test_what_cannot_be_read_is_said(folder: DataFolder, open_app: Open) -> None:
    Record(folder.record).keep("proposal", '["L", "x"]', "{")
    app = open_app(folder, "replay", month="2026-03")
    calm(app)
    assert "A proposal cannot be shown: it is damaged" in texts(app)
    app.button(key="delete_proposal_0").click().run()
    calm(app)
    assert "cannot be shown" not in texts(app)


def test_chosen_states_stop_the_clock(folder: DataFolder, open_app: Open) -> None:
    app = open_app(folder, "replay", month="2026-03")
    app.selectbox(key="try_stops_L").set_value("chosen").run()
    app.multiselect(key="try_states_L").set_value(["on_hold/awaiting_vendor", "in_progress"]).run()
    calm(app)
    assert "the clock stops while “in progress” and “on hold, awaiting vendor”" in texts(app)
    keep(app, "Vendor")
    app = open_app(folder, "replay", month="2026-03")
    app.button(key="open_proposal_0").click().run()
    assert app.multiselect(key="try_states_L").value == ["in_progress", "on_hold/awaiting_vendor"]


def test_other_hours_become_the_next_version_of_the_target(
    folder: DataFolder, open_app: Open
) -> None:
    app = open_app(folder, "replay", month="2026-03")
    around_the_clock(app)
    assert "Changed with it: all" in texts(app)
    app.date_input[0].set_value(date(2026, 3, 1))
    next(each for each in app.text_input if each.label == "Who").input("Mia")
    next(each for each in app.button if each.label == "Put into the register").click().run()
    calm(app)
    rules = rules_in_force(folder)
    mine = [each for each in rules.targets if each.target_id == "all"]
    assert (mine[0].calendar, mine[0].valid_until) == ("office", date(2026, 3, 1))
    assert (mine[1].calendar, mine[1].valid_from) == (AROUND_THE_CLOCK, date(2026, 3, 1))
    assert len(rules.levels) == 1
    again = open_app(folder, "replay", month="2026-03")
    assert "as worded now in 1 of 2" in texts(again)
