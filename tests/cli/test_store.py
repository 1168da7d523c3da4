"""`init`, `status`, `loads`, `verify`: what the store is said to hold is what it holds."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from slm_analytics import sample
from slm_analytics.ingest.options import Options
from slm_analytics.settings import SAMPLE_FOLDER, DataFolder
from slm_analytics.warehouse.generation import files_of
from tests.cli.conftest import Slm
from tests.ingest.stores import content, upload

STATUS = {
    "generation", "loads", "tickets", "history_rows", "first_opened_at", "last_opened_at", "as_of",
    "set_aside", "unknown_words", "sample",
}  # fmt: skip


def test_status_when_the_folder_was_never_used(store: DataFolder, slm: Slm) -> None:
    said = slm("--data", store.root, "status", "--json")
    nothing = dict.fromkeys(("generation", "first_opened_at", "last_opened_at", "as_of"))
    counts = dict.fromkeys(("loads", "tickets", "history_rows", "set_aside", "unknown_words"), 0)
    assert said.code == 0
    assert said.values == nothing | counts | {"sample": False}


@pytest.mark.usefixtures("in_process")
def test_status_when_the_store_is_empty(store: DataFolder, slm: Slm) -> None:
    made = slm("--data", store.root, "init", "--json")
    assert made.code == 0
    assert made.values == slm("--data", store.root, "status", "--json").values
    assert set(made.values) == STATUS
    assert (made.values["generation"], made.values["loads"], made.values["as_of"]) == (1, 0, None)


def test_init_when_a_store_is_there(desk: DataFolder, slm: Slm) -> None:
    before = content(desk)
    assert slm("--data", desk.root, "init", "--json").values["tickets"] == 4
    assert content(desk) == before


def test_status_when_tickets_are_loaded(desk_folder: DataFolder, slm: Slm) -> None:
    assert slm("--data", desk_folder.root, "status", "--json").values == {
        "generation": 1,
        "loads": 1,
        "tickets": 4,
        "history_rows": 0,
        "first_opened_at": "2026-01-31T22:30:00Z",
        "last_opened_at": "2026-02-28T23:15:00Z",
        "as_of": "2026-03-05T11:00:00Z",
        "set_aside": 0,
        "unknown_words": 0,
        "sample": False,
    }


def test_status_when_the_sample_is_loaded(sample_folder: DataFolder, slm: Slm) -> None:
    said = slm("--data", sample_folder.root, "status", "--json").values
    files = [*SAMPLE_FOLDER.glob("*.csv"), *SAMPLE_FOLDER.glob("*_tickets_*.xlsx")]
    assert set(said) == STATUS
    assert (said["sample"], said["loads"]) == (True, len(files))
    assert said["history_rows"] > said["tickets"] > 10_000


@pytest.mark.usefixtures("in_process")
def test_init_when_the_sample_is_asked_once_more(
    store: DataFolder, slm: Slm, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_month = (("servicenow_incident_2024-11.csv", Options(zone="Europe/Berlin")),)
    monkeypatch.setattr(sample, "_GROUPS", one_month)
    made = slm("--data", store.root, "init", "--sample", "--json")
    assert (made.code, made.values["sample"], made.values["loads"]) == (0, True, 1)
    before = content(store)
    again = slm("--data", store.root, "init", "--sample", "--json")
    assert (again.code, again.values) == (0, made.values)
    assert content(store) == before


@pytest.mark.usefixtures("in_process")
def test_loads_when_there_are_two(desk: DataFolder, tmp_path: Path, slm: Slm) -> None:
    file = upload(tmp_path, "april.csv", "T9,2026-04-01 08:00,2026-04-02 08:00,New,Mail")
    given = ("import", file.path, "--timezone", "UTC", "--accept")
    assert slm("--data", desk.root, *given).code == 0
    newest, oldest = slm("--data", desk.root, "loads", "--json").values
    assert (newest["file_name"], oldest["file_name"]) == ("april.csv", "desk.csv")
    assert newest["sha256"] == hashlib.sha256(file.path.read_bytes()).hexdigest()
    assert (newest["rows"], newest["loaded"], newest["set_aside"], newest["duplicates"]) == (
        1, 1, 0, 0
    )  # fmt: skip
    assert (newest["zone"], oldest["zone"]) == ("UTC", "Europe/Berlin")
    assert newest["first_opened_at"] == "2026-04-01T08:00:00Z"
    lines = slm("--data", desk.root, "loads").out.splitlines()
    assert [newest["load_id"], oldest["load_id"]] == [line.split()[0] for line in lines[1:]]


def test_loads_when_nothing_is_loaded(store: DataFolder, slm: Slm) -> None:
    said = slm("--data", store.root, "loads", "--json")
    assert (said.code, said.values) == (0, [])


def test_verify_when_a_file_is_damaged_and_rebuild_mends_it(desk: DataFolder, slm: Slm) -> None:
    assert slm("--data", desk.root, "verify", "--json").values == {"well": True, "findings": []}
    figure = ("metric", "source_flag_compliance", "--by", "month", "--json")
    before = slm("--data", desk.root, *figure).values
    database = files_of(desk, 1).database
    database.chmod(0o644)
    database.write_bytes(database.read_bytes()[:-5000])
    hurt = slm("--data", desk.root, "verify", "--json")
    assert (hurt.code, hurt.values["well"]) == (1, False)
    assert "generation 1 is missing or damaged" in hurt.values["findings"][0]["message"]
    assert slm("--data", desk.root, "verify").code == 1

    made = slm("--data", desk.root, "rebuild", "--json")
    assert (made.code, made.values) == (0, {"generation": 2})
    assert slm("--data", desk.root, *figure).values == before


def test_verify_when_the_record_is_damaged(desk: DataFolder, slm: Slm) -> None:
    desk.record.write_bytes(b"not a database at all" * 50)
    said = slm("--data", desk.root, "verify", "--json")
    assert said.code == 1
    assert [each["code"] for each in said.values["findings"]] == ["record"]


@pytest.mark.usefixtures("in_process")
def test_answer_when_the_pointer_is_damaged(desk: DataFolder, slm: Slm) -> None:
    desk.current.write_text("soon\n")
    said = slm("--data", desk.root, "status", "--json")
    assert said.code == 1
    assert "slm rebuild" in said.values["remedy"]
    assert slm("--data", desk.root, "rebuild").code == 0
    assert slm("--data", desk.root, "status", "--json").values["tickets"] == 4
