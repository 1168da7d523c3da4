"""`ticket`: all that is known of one, down to the row it came from."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from slm_analytics.settings import DataFolder
from tests.cli.conftest import DESK, Imported, Slm
from tests.pages.stores import write_csv


def test_ticket_when_it_is_known(desk_folder: DataFolder, slm: Slm) -> None:
    told = slm("--data", desk_folder.root, "ticket", "T00001", "--json").values
    assert told["ticket_id"] == "T00001"
    assert (told["opened_at"], told["opened_on"]) == ("2026-01-31T22:30:00Z", "2026-01-31")
    assert (told["resolved_at"], told["resolved_on"]) == ("2026-02-01T00:30:00Z", "2026-02-01")
    assert (told["priority"], told["state"], told["made_sla"]) == ("P1", "resolved", True)
    assert (told["closed_at"], told["parent_id"]) == (None, None)
    assert (told["file"], told["line"]) == ("desk.csv", 2)
    exported = {each["heading"]: each["text"] for each in told["exported"]}
    assert exported == DESK[0]


def test_ticket_when_it_is_told_to_people(desk_folder: DataFolder, slm: Slm) -> None:
    lines = slm("--data", desk_folder.root, "ticket", "T00003").out.splitlines()
    pairs = dict(line.split(maxsplit=1) for line in lines)
    assert (pairs["opened_at"], pairs["resolved_at"]) == ("2026-02-11T07:00:00Z", "–")


@pytest.mark.usefixtures("in_process")
def test_ticket_when_two_tools_have_its_number(desk: DataFolder, tmp_path: Path, slm: Slm) -> None:
    rows = [{"number": "T00001", "opened_at": "2026-01-02 10:00:00", "priority": "2 - High",
             "state": "New", "assignment_group": "Desk"}]  # fmt: skip
    path = write_csv(tmp_path / "incident.csv", rows)
    assert slm("--data", desk.root, "import", path, "--timezone", "UTC", "--accept").code == 0
    said = slm("--data", desk.root, "ticket", "T00001", "--json")
    assert said.code == 2
    assert "servicenow, tickets" in said.values["error"]
    given = ("ticket", "T00001", "--system", "servicenow", "--json")
    assert slm("--data", desk.root, *given).values["priority"] == "P2"


def test_ticket_when_its_history_is_known(real_log: Path, real: Imported, slm: Slm) -> None:
    with real_log.open(newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["number"] == "INC0000045"]
    told = slm("--data", real.store.root, "ticket", "INC0000045", "--json").values
    assert len(told["history"]) == len(rows)
    assert [each["state_word"] for each in told["history"]] == [
        row["incident_state"] for row in rows
    ]
    assert told["opened_at"] == "2016-02-29T04:16:00Z"  # 01:16 in São Paulo, three hours behind
    assert told["stretches"][0]["start"] == "2016-02-29T04:16:00Z"
