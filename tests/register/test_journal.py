"""The register in the record and in the generations."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from slm_analytics.domain.correction import CorrectionState, Ground, Step, Subject, proposed
from slm_analytics.domain.target import ClockKind, Keys
from slm_analytics.ingest import loads_in_force, writing
from slm_analytics.ingest.register_intake import (
    register_in_force,
    register_version,
    rules_in_force,
    take_over,
)
from slm_analytics.ingest.writing import RegisterState
from slm_analytics.record.store import Record, RegisterChange
from slm_analytics.register.exclusions import corrections, write_correction
from slm_analytics.register.in_force import digest
from slm_analytics.register.journal import (
    agree_on_sample,
    changes_between,
    history_of,
    register_of,
    rules_of,
)
from slm_analytics.register.rows import Register
from slm_analytics.register.tables import SHEETS
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse import sql_files
from tests.register.registers import P2, office
from tests.warehouse.stores import RECEIVED_AT, File, load, read, table

ROWS = [{"ticket_id": "A", "opened_at": "2026-03-01 08:00"}]


@pytest.fixture
def store(tmp_path: Path, in_process: None) -> DataFolder:
    folder = DataFolder(tmp_path / "data")
    folder.create()
    return folder


def agree(store: DataFolder, register: Register) -> int | None:
    return take_over(store, register, who="Kim", why="agreed")


def test_rules_are_in_force_when_a_register_is_taken_over(store: DataFolder) -> None:
    agree(store, office())
    match = rules_in_force(store).match(ClockKind.RESOLUTION, Keys(priority="P2"), 0)
    assert match.target is not None
    assert match.target.seconds == 8 * 3600
    assert list(table(store, "register_target")["target"]) == ["8 h"]
    assert list(table(store, "register_hours")["weekday"]) == ["mon-fri"]


def test_every_sheet_has_its_table_when_the_store_is_made() -> None:
    for sheet in SHEETS.values():
        columns = sql_files.schema_columns(sheet.table)
        assert [column.name for column in columns] == ["line", *sheet.names]
        needed = [column.name for column in sheet.columns if column.required]
        assert [column.name for column in columns if column.required] == ["line", *needed]


def test_nothing_is_built_when_the_register_is_the_one_in_force(store: DataFolder) -> None:
    assert agree(store, office()) == 1
    assert agree(store, office()) is None
    assert register_version(store) == 1


def test_the_register_stays_when_files_are_loaded_withdrawn_and_the_store_is_rebuilt(
    store: DataFolder,
) -> None:
    agree(store, office())
    before = digest(rules_in_force(store))
    load(store, File(name="a.csv", rows=ROWS))
    assert len(table(store, "register_target")) == 1
    loads_in_force.rebuild(store)
    assert len(table(store, "register_target")) == 1
    (load_id,) = table(store, "load")["load_id"]
    loads_in_force.withdraw(store, load_id)
    assert len(table(store, "register_target")) == 1
    assert digest(rules_in_force(store)) == before


def test_the_register_goes_back_when_its_change_is_undone(store: DataFolder) -> None:
    load(store, File(name="a.csv", rows=ROWS))
    agree(store, office())
    agree(store, office(targets=[P2 | {"target": "4 h"}]))
    assert [row["target"] for row in register_in_force(store)["targets"]] == ["4 h"]
    loads_in_force.undo(store)
    assert [row["target"] for row in register_in_force(store)["targets"]] == ["8 h"]
    loads_in_force.undo(store)
    assert register_in_force(store).is_empty
    assert len(table(store, "register_target")) == 0


def test_each_version_can_be_told_again_when_later_ones_changed_it(store: DataFolder) -> None:
    agree(store, office())
    agree(store, office(targets=[]))
    assert [len(rules_of(store, version).targets) for version in (0, 1, 2)] == [0, 1, 0]


def test_only_what_differs_is_written_when_a_register_changes() -> None:
    changed = office(targets=[P2 | {"target": "4 h"}, P2 | {"target_id": "VIP", "customer": "V"}])
    changes = changes_between(office(), changed)
    assert [(each.sheet, each.key) for each in changes] == [
        ("targets", '["P2", ""]'),
        ("targets", '["VIP", ""]'),
    ]
    gone = changes_between(changed, office())
    assert [each.content and each.content["target"] for each in gone] == ["8 h", None]


def test_an_unknown_version_is_empty_when_nothing_was_written(store: DataFolder) -> None:
    assert register_of(store, 7).is_empty


def test_the_samples_register_leaves_with_the_sample_when_own_data_comes(store: DataFolder) -> None:
    version = agree_on_sample(store, 0, office())
    is_sample(store, version)
    assert len(table(store, "register_target")) == 1
    load(store, File(name="own.csv", rows=[ROWS[0] | {"ticket_id": "B"}]))
    assert register_in_force(store).is_empty
    assert len(table(store, "register_target")) == 0
    loads_in_force.undo(store)
    assert len(register_in_force(store)["targets"]) == 1


def test_rows_that_people_changed_stay_when_the_sample_leaves(store: DataFolder) -> None:
    is_sample(store, agree_on_sample(store, 0, office()))
    agree(store, office(targets=[P2 | {"target": "4 h"}]))
    load(store, File(name="own.csv", rows=[ROWS[0] | {"ticket_id": "B"}]))
    left = register_in_force(store)
    assert [row["target"] for row in left["targets"]] == ["4 h"]
    assert len(left["calendars"]) == 0


def test_exclusions_leave_with_the_sample(store: DataFolder) -> None:
    version = agree_on_sample(store, 0, office())
    step = Step(
        state=CorrectionState.PROPOSED, who="Kim", at="2026-03-02T08:00:00Z", reason="flood"
    )
    subject = Subject(reference="Email", start=0, until=60)
    found = proposed("EX-1", subject, Ground.FORCE_MAJEURE, step)
    version = write_correction(store, version, found)
    submitted = found.after(replace(step, state=CorrectionState.SUBMITTED))
    is_sample(store, write_correction(store, version, submitted))
    assert [each.is_accepted for each in rules_of(store, register_version(store)).exclusions] == [
        False
    ]
    load(store, File(name="own.csv", rows=[ROWS[0] | {"ticket_id": "B"}]))
    assert corrections(store, register_version(store)) == ()
    loads_in_force.undo(store)
    assert corrections(store, register_version(store)) == (submitted,)


def is_sample(store: DataFolder, version: int) -> None:
    """Load a file as the sample is loaded, with a version of the register."""
    accepted = read(store, File(name="sample.csv", rows=ROWS))
    register = RegisterState(version=version, meanings={})
    writing.accept(
        store,
        [accepted],
        register,
        received_at=RECEIVED_AT,
        is_sample=True,
        with_register=True,
    )


def test_history_tells_who_changed_what_when_and_why(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    folder.create()
    record = Record(folder.record)
    one = [RegisterChange(sheet="targets", key='["a"]', content={"target_id": "a"})]
    first = record.change_register(0, one, who="Anna", why="contract")
    second = record.change_register(first, [*one, *one][:1], who="Ben", why="meeting")
    record.change_register(first, one, who="Cara", why="a branch that is not in force")
    told = history_of(folder, second, latest=10)
    assert [(each.who, each.why, each.rows) for each in told] == [
        ("Ben", "meeting", 1), ("Anna", "contract", 1),
    ]  # fmt: skip
    assert [each.who for each in history_of(folder, second, latest=1)] == ["Ben"]
    assert history_of(DataFolder(tmp_path / "none"), 3, latest=5) == []
