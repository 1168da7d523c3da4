"""The frame of every page: whatever happens below it, one calm message and no stack trace."""

from __future__ import annotations

import logging
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from slm_analytics.errors import UsageError
from slm_analytics.settings import DataFolder
from tests.conftest import ROOT
from tests.pages.conftest import Open, Stores, query_of
from tests.pages.test_pages import PAGES

Damage = Callable[[DataFolder], None]

_SECRET = "Jürgen Müller, INC0018405"
_TRACE = ("Traceback", 'File "', "Error(", ".py", "NoneType", "duckdb.")


def fail_in(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def broken(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("slm_analytics.ui.status.status_line", broken)


def messages(app: AppTest) -> str:
    return " ".join(element.value for element in app.error)


@pytest.mark.parametrize("page", PAGES)
def test_bug_shows_a_reference_that_the_log_holds(
    stores: Stores,
    open_app: Open,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    page: str,
) -> None:
    fail_in(monkeypatch, KeyError(_SECRET))
    with caplog.at_level(logging.ERROR, "slm_analytics"):
        app = open_app(stores("sample"), page)
    assert not app.exception
    assert "Your data is safe" in messages(app)
    reference = re.search(r"\*\*([0-9a-f]{8})\*\*", messages(app))
    assert reference is not None
    assert reference[1] in caplog.text
    assert _SECRET not in caplog.text  # the log holds no text of tickets
    assert app.get("page_link")  # the way to the other pages stays


def test_problem_the_reader_can_solve_is_said_with_its_remedy(
    stores: Stores, open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_in(monkeypatch, UsageError("There is no *such* <b>thing</b>.", remedy="Choose another."))
    app = open_app(stores("sample"))
    assert not app.exception
    assert "Choose another" in messages(app)
    assert "<b>" not in messages(app).replace("\\<b\\>", "")
    assert "\\*such\\*" in messages(app)


def flip_the_middle(folder: DataFolder) -> None:
    for database in folder.generations.glob("*.duckdb"):
        content = bytearray(database.read_bytes())
        for place in range(len(content) // 8, len(content), len(content) // 8):
            content[place] ^= 0xFF
        database.write_bytes(content)


def cut_the_file(folder: DataFolder) -> None:
    for database in folder.generations.glob("*.duckdb"):
        database.write_bytes(database.read_bytes()[:1000])


def take_the_pointer(folder: DataFolder) -> None:
    folder.current.unlink()


def spoil_the_pointer(folder: DataFolder) -> None:
    folder.current.write_text("99999999 no such thing")


def take_the_database(folder: DataFolder) -> None:
    for database in folder.generations.glob("*.duckdb"):
        database.unlink()


@pytest.mark.parametrize(
    "damage",
    [flip_the_middle, cut_the_file, take_the_pointer, spoil_the_pointer, take_the_database],
)
def test_damaged_store_shows_one_calm_message_on_every_page(
    stores: Stores, tmp_path: Path, open_app: Open, damage: Damage
) -> None:
    folder = DataFolder(tmp_path / "damaged")
    shutil.copytree(stores("one").root, folder.root)
    damage(folder)
    for page in PAGES:
        app = open_app(folder, page)
        assert not app.exception, page
        if page == "definitions" and not app.error:
            continue  # it needs next to nothing of the store
        assert len(app.error) == 1, page
        assert not [word for word in _TRACE if word in messages(app)], page
        assert app.get("page_link"), page


def test_page_file_that_is_run_alone_is_sent_through_the_app(
    stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A deep link on a fresh server runs the page file alone."""
    monkeypatch.setenv("SLM_DATA", str(stores("old").root))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=240).run()
    del app.session_state["shell.framed"]
    app.switch_page("pages/tickets.py")  # after a first run the harness runs the file alone
    app.query_params["month"] = "2026-04"
    app.run()
    assert not app.exception
    assert app.get("page_link")
    assert query_of(app) == {"month": ["2026-04"]}
