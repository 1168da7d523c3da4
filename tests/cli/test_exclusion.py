"""`slm exclusion`: from a proposal to what both sides accepted, and back."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from slm_analytics.cli import _parser
from slm_analytics.settings import DataFolder
from tests.cli.conftest import Said, Slm
from tests.conftest import ROOT
from tests.exclusions import agreed_store, minutes

PERIOD = ("--from", "2026-03-03T10:15Z", "--until", "2026-03-03 12:00", "--timezone",
          "Europe/Berlin")  # fmt: skip
PROPOSED = ("propose", "--service", "Email", "--customer", "A", "--ground", "force majeure",
            "--reason", "typhoon", "--evidence", "report 17", "--who", "Ines")  # fmt: skip
pytestmark = pytest.mark.usefixtures("in_process")


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return agreed_store(DataFolder(tmp_path / "data"))


def test_exclusion_is_entered_accepted_and_withdrawn(folder: DataFolder, slm: Slm) -> None:
    def done(*given: str) -> Any:
        said = slm("--data", folder.root, "--json", "exclusion", *given)
        assert said.code == 0, said.err
        return said.values

    told = done(*PROPOSED, *PERIOD)
    assert (told["exclusion"], told["state"], told["signed_off"]) == ("EX-1", "proposed", [])
    assert told["until"] == "2026-03-03T11:00:00Z"
    assert told["downtime_seconds"] == {"A": 2700.0}
    assert done("submit", "EX-1", "--who", "Ines")["generation"] == told["generation"] + 1
    done("accept", "EX-1", "--who", "Weber", "--side", "customer", "--other-side", "Ines",
         "--on", "2026-04-02")  # fmt: skip
    assert minutes(folder) == (135, 90, 90)
    (listed,) = done("list", "--customer", "A", "--service", "Email")
    accepted = listed["steps"][-1]
    assert accepted["approved_by_provider"] == "Ines"
    assert accepted["approved_by_customer"] == "Weber"
    assert accepted["agreed_on"] == "2026-04-02"
    assert done("list", "--customer", "B") == []
    done("withdraw", "EX-1", "--who", "Ines", "--reason", "entered in error")
    assert minutes(folder) == (135, 135, 135)


def test_list_is_a_table_for_people(folder: DataFolder, slm: Slm) -> None:
    assert "No exclusions." in _list(folder, slm).out
    slm("--data", folder.root, "exclusion", *PROPOSED, *PERIOD)
    told = _list(folder, slm).out.replace("\u00a0", " ")
    assert "Tue 3 Mar 2026, 10:15 to 11:00 (UTC)  45 min" in told


def _list(folder: DataFolder, slm: Slm) -> Said:
    return slm("--data", folder.root, "exclusion", "list")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ((*PROPOSED, "--from", "soon", "--until", "later"), "'soon' is no time"),
        (("submit", "EX-7", "--who", "Ines"), "EX-7"),
        ((*PROPOSED, "--service", "Fax", *PERIOD), "'Fax'"),
    ],
)
def test_what_cannot_be_done_is_told(
    folder: DataFolder, slm: Slm, given: tuple[str, ...], message: str
) -> None:
    told = slm("--data", folder.root, "exclusion", *given)
    assert (told.code, message in told.err) == (2, True)


def test_acceptance_of_one_side_alone_is_refused(folder: DataFolder, slm: Slm) -> None:
    slm("--data", folder.root, "exclusion", *PROPOSED, *PERIOD)
    slm("--data", folder.root, "exclusion", "submit", "EX-1", "--who", "Ines")
    told = slm("--data", folder.root, "exclusion", "accept", "EX-1", "--who", "Ines")
    assert told.code == 2
    assert "nobody is named who accepts it for the customer" in told.err
    assert minutes(folder) == (135, 135, 90)


def test_every_step_and_option_stands_in_the_readme() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    commands = next(each for each in _parser()._actions if each.dest == "command").choices or {}
    kinds = next(each for each in commands["exclusion"]._actions if each.dest == "what").choices
    said = "\n".join(re.findall(r"slm exclusion [^\n]*", text))
    for name, kind in kinds.items():
        assert f"slm exclusion {name}" in said
        options = {each for action in kind._actions for each in action.option_strings}
        options -= {"-h", "--help", "--data", "--json"}
        assert {each for each in options if each not in said} == set()
