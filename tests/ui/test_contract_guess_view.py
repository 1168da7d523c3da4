"""The card that guesses the contract: what it proposes, and what accepting does."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from slm_analytics.ingest.register_intake import register_version, rules_in_force
from slm_analytics.settings import DATA_VARIABLE, DataFolder
from tests.pages.conftest import calm, texts
from tests.pages.stores import store_of, ticket


def card() -> None:
    """Draw the card as a page does."""
    import streamlit as st  # noqa: PLC0415  the app runs this text by itself

    from slm_analytics.ui.contract_guess_view import show_contract_guess  # noqa: PLC0415
    from slm_analytics.ui.filters import filter_bar  # noqa: PLC0415
    from slm_analytics.ui.shell import open_page  # noqa: PLC0415

    st.session_state["shell.framed"] = True
    page = open_page("pages/overview.py")
    show_contract_guess(page, filter_bar(page, trend=False))


@pytest.fixture
def folder(store: DataFolder, monkeypatch: pytest.MonkeyPatch) -> DataFolder:
    """A store of tickets due four hours after they were opened, of a customer with a loud name."""
    rows = [
        ticket(number, f"2026-0{1 + number % 6}-{1 + number % 27:02d}T{number % 24:02d}:17", 3)
        for number in range(120)
    ]
    rows = [
        row
        | {
            "customer": "*Loud* <b>",
            "due_at": f"{row['opened_at'][:11]}{int(row['opened_at'][11:13]) + 4:02d}:17:00",
        }
        for row in rows
        if int(row["opened_at"][11:13]) < 20
    ]
    monkeypatch.setenv(DATA_VARIABLE, str(store.root))
    return store_of(store, rows)


def shown(folder: DataFolder) -> AppTest:
    app = AppTest.from_function(card, default_timeout=240).run()
    calm(app)
    return app


def test_card_names_the_line_and_its_evidence(folder: DataFolder) -> None:
    app = shown(folder)
    assert "1 line of a contract explain" in texts(app)
    assert [box.label for box in app.checkbox] == ["P3"]
    assert app.text_input[0].value == "4 h"
    assert app.selectbox(key="guess_0_P3_calendar").value == "around the clock"
    assert any("Explains 100" in caption.value for caption in app.caption)


def test_accepted_line_is_in_the_register_as_it_was_changed(folder: DataFolder) -> None:
    app = shown(folder)
    app.checkbox[0].check()
    app.text_input[0].input("5 h")
    app.text_input[1].input("Ada")
    app.button[-1].click().run()
    calm(app)
    (target,) = rules_in_force(folder).targets
    assert (target.priority, target.seconds) == ("P3", 5 * 3600)


def test_nobody_accepting_is_said_and_nothing_changes(folder: DataFolder) -> None:
    app = shown(folder)
    app.checkbox[0].check()
    app.button[-1].click().run()
    assert "Nobody says who" in app.error[0].value
    assert register_version(folder) == 0


@pytest.mark.parametrize("length", [None, "soon"])
def test_nothing_ticked_or_no_length_is_said_and_nothing_changes(
    folder: DataFolder, length: str | None
) -> None:
    app = shown(folder)
    if length:
        app.checkbox[0].check()
        app.text_input[0].input(length)
    app.button[-1].click().run()
    assert [element.message for element in app.exception] == []
    assert len(app.error) == 1
    assert register_version(folder) == 0
