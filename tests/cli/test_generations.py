"""`withdraw`, `undo`, `map`, `rebuild`: another generation, and the figures that follow."""

from __future__ import annotations

from pathlib import Path

import pytest

from slm_analytics.settings import DataFolder
from tests.cli.conftest import DESK, Slm
from tests.ingest.stores import content
from tests.pages.stores import ticket, write_csv

pytestmark = pytest.mark.usefixtures("in_process")


@pytest.fixture
def two_loads(desk: DataFolder, tmp_path: Path, slm: Slm) -> DataFolder:
    """The four tickets, and a second load with a fifth."""
    path = write_csv(tmp_path / "second.csv", [ticket(5, "2026-04-01 08:00", 1)])
    assert slm("--data", desk.root, "import", path, "--timezone", "UTC", "--accept").code == 0
    return desk


def tickets(slm: Slm, folder: DataFolder) -> int:
    count: int = slm("--data", folder.root, "status", "--json").values["tickets"]
    return count


def test_withdrawal_when_undone(two_loads: DataFolder, slm: Slm) -> None:
    newest, _ = slm("--data", two_loads.root, "loads", "--json").values
    assert tickets(slm, two_loads) == 5
    said = slm("--data", two_loads.root, "withdraw", newest["load_id"], "--json")
    assert (said.code, said.values) == (0, {"generation": 3})
    assert tickets(slm, two_loads) == 4
    assert len(slm("--data", two_loads.root, "loads", "--json").values) == 1
    assert slm("--data", two_loads.root, "undo", "--json").values == {"generation": 2}
    assert tickets(slm, two_loads) == 5


def test_withdrawal_when_no_load_has_that_name(two_loads: DataFolder, slm: Slm) -> None:
    before = content(two_loads)
    assert slm("--data", two_loads.root, "withdraw", "000000000000").code == 2
    assert content(two_loads) == before


def test_undo_when_there_is_nothing_left(desk: DataFolder, store: DataFolder, slm: Slm) -> None:
    for folder in (desk, store):
        said = slm("--data", folder.root, "undo", "--json")
        assert said.code == 1
        assert said.values["error"] == "There is nothing to undo."
    assert tickets(slm, desk) == 4


def test_rebuild_when_all_is_well(two_loads: DataFolder, slm: Slm) -> None:
    figure = ("metric", "source_flag_compliance", "--by", "month,customer", "--json")
    before = slm("--data", two_loads.root, *figure).values
    assert slm("--data", two_loads.root, "rebuild", "--json").values == {"generation": 3}
    assert slm("--data", two_loads.root, *figure).values == before
    assert slm("--data", two_loads.root, "verify").out == "All is well.\n"


def test_word_when_its_meaning_is_given(store: DataFolder, tmp_path: Path, slm: Slm) -> None:
    rows = [row | {"priority": "Sev 1"} if row is DESK[2] else row for row in DESK]
    path = write_csv(tmp_path / "words.csv", rows)
    read = slm("--data", store.root, "import", path, "--timezone", "UTC", "--accept", "--json")
    (word,) = read.values["reports"][0]["unknown_words"]
    assert (read.code, word["word"], word["tickets"]) == (0, "Sev 1", 1)
    split = ("metric", "tickets_opened", "--by", "priority", "--json")
    counted = {row["priority"]: row["value"] for row in slm("--data", store.root, *split).values}
    assert "P4" not in counted

    given = ("map", "tickets", "priority", "sev 1", "P4")
    assert slm("--data", store.root, *given, "--json").values == {"generation": 2}
    counted = {row["priority"]: row["value"] for row in slm("--data", store.root, *split).values}
    assert counted == {"P1": 1, "P2": 1, "P3": 1, "P4": 1}
    assert slm("--data", store.root, "status", "--json").values["unknown_words"] == 0

    assert slm("--data", store.root, *given[:-1], "").code == 0
    assert slm("--data", store.root, "status", "--json").values["unknown_words"] == 1


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (("tickets", "priority", "sev 1", "P9"), "There is no priority 'P9'."),
        (("tickets", "state", "limbo", "on_hold/forever"), "no state 'on_hold/forever'"),
        (("tickets", "opened_at", "soon", "now"), "'opened_at'"),
        (("nowhere", "priority", "sev 1", "P1"), "There is no tool 'nowhere'."),
    ],
)
def test_word_when_what_is_said_of_it_does_not_exist(
    given: tuple[str, ...], words: str, desk: DataFolder, slm: Slm
) -> None:
    before = content(desk)
    said = slm("--data", desk.root, "map", *given, "--json")
    assert said.code == 2
    assert words in said.values["error"]
    assert said.values["remedy"].startswith("Known: ")
    assert content(desk) == before
