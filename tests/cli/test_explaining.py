"""`explain ticket`: the ledger for people and as JSON, with the same numbers."""

from __future__ import annotations

import pytest

from slm_analytics.ingest.register_intake import take_over
from slm_analytics.register.rows import register_from
from slm_analytics.settings import DataFolder
from tests.cli.conftest import Slm

AGREED = {
    "calendars": [{"calendar_id": "office", "timezone": "Europe/Berlin", "country": "DE"}],
    "hours": [{"calendar_id": "office", "weekday": "mon-fri", "opens": "08:00", "closes": "18:00"}],
    "targets": [
        {"target_id": "P2", "priority": "P2", "target": "3 h", "calendar_id": "office"},
        {"target_id": "P3", "priority": "P3", "target": "8 h", "calendar_id": "office"},
    ],
}


@pytest.fixture
def agreed(desk: DataFolder, in_process: None) -> DataFolder:
    """The store of four tickets with a register."""
    take_over(desk, register_from(AGREED), who="Kim", why="agreed")
    return desk


def test_missed_ticket_when_it_is_explained(agreed: DataFolder, slm: Slm) -> None:
    told = slm("--data", agreed.root, "explain", "ticket", "T00002", "--json").values
    (clock,) = told["clocks"]
    assert clock["verdict"] == "Missed by 1 h: 4 h of 3 h service time"
    assert (clock["elapsed_seconds"], clock["allowed_seconds"]) == (4 * 3600, 3 * 3600)
    assert clock["due_at"] == "2026-02-10T12:00:00Z"
    assert (clock["target_id"], clock["answer"], clock["zone"]) == ("P2", "missed", "Europe/Berlin")
    assert sum(line["counted_seconds"] for line in clock["lines"]) == clock["elapsed_seconds"]
    assert told["tool"]["made_sla"] is False


def test_same_numbers_when_they_are_told_to_people(agreed: DataFolder, slm: Slm) -> None:
    told = slm("--data", agreed.root, "explain", "ticket", "T00003", "--json").values["clocks"][0]
    lines = slm("--data", agreed.root, "explain", "ticket", "T00003").out.splitlines()
    assert f"{told['title']}: {told['verdict']}" in lines
    assert told["verdict"].startswith("Open, and late by ")
    assert any(line.startswith("  Counted in all: ") for line in lines)
    ledger = [line for line in lines if "outside service hours" in line]
    assert len(ledger) == sum(line["kind"] == "outside service hours" for line in told["lines"])


def test_ticket_without_a_target_when_it_is_explained(agreed: DataFolder, slm: Slm) -> None:
    told = slm("--data", agreed.root, "explain", "ticket", "T00001", "--json").values
    (clock,) = told["clocks"]
    assert (clock["answer"], clock["lines"], clock["elapsed_seconds"]) == ("no target", [], None)
    assert clock["verdict"].startswith("No target: none is agreed for customer Contoso")


def test_nothing_is_explained_when_the_number_is_not_known(agreed: DataFolder, slm: Slm) -> None:
    said = slm("--data", agreed.root, "explain", "ticket", "T9")
    assert said.code == 2
    assert "There is no ticket 'T9'." in said.err


def test_nothing_is_explained_when_nothing_is_agreed(desk_folder: DataFolder, slm: Slm) -> None:
    said = slm("--data", desk_folder.root, "explain", "ticket", "T00002")
    assert (said.code, said.out) == (2, "")
    assert "No target is agreed" in said.err
    assert "register" in said.err


def test_usage_is_told_when_something_else_is_to_be_explained(slm: Slm) -> None:
    assert slm("explain", "month", "x").code == 2
