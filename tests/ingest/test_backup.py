"""Backup and restore: the same figures in another folder, or a refusal that leaves nothing."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path

import pytest

from slm_analytics.errors import DamagedStore, StoreError, UsageError
from slm_analytics.ingest import loads_in_force
from slm_analytics.ingest.backup import backup, restore
from slm_analytics.record.store import Record
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.verify import verify
from tests.warehouse.conftest import FIRST, SECOND, THIRD
from tests.warehouse.stores import contents, flip_bit, load, tree


@pytest.fixture
def filled(store: DataFolder) -> DataFolder:
    """Two loads, and something that a person typed."""
    load(store, FIRST)
    load(store, SECOND)
    Record(store.record).keep("note", "a", "typed")
    return store


def test_figures_and_what_was_typed_are_there_when_a_backup_is_restored(
    filled: DataFolder, tmp_path: Path
) -> None:
    done = backup(filled, tmp_path / "b.zip")
    assert done.generation == 2
    other = DataFolder(tmp_path / "other")
    assert restore(other, done.path).parts == done.parts
    assert contents(other) == contents(filled)
    assert Record(other.record).kept("note") == {"a": "typed"}
    assert verify(other) == []
    assert not list(other.root.glob(".*ing-*"))
    assert load(other, THIRD).number == 3
    loads_in_force.undo(other)
    loads_in_force.undo(other)  # generation 1 has no store file there: it is made again
    loads_in_force.undo(filled)
    assert contents(other) == contents(filled)


def test_nothing_is_written_over_when_something_is_there(
    filled: DataFolder, tmp_path: Path
) -> None:
    path = backup(filled, tmp_path / "b.zip").path
    before = tree(filled.root)
    with pytest.raises(UsageError, match="holds data already"):
        restore(filled, path)
    with pytest.raises(UsageError, match="exists"):
        backup(filled, path)
    with pytest.raises(UsageError, match="does not exist"):
        restore(DataFolder(tmp_path / "new"), tmp_path / "none.zip")
    with pytest.raises(UsageError, match="holds nothing"):
        backup(DataFolder(tmp_path / "new"), tmp_path / "c.zip")
    assert tree(filled.root) == before


def test_a_wrong_bit_is_refused_or_of_no_effect_when_a_backup_is_restored(
    filled: DataFolder, tmp_path: Path
) -> None:
    path = backup(filled, tmp_path / "b.zip").path
    whole, told = path.read_bytes(), contents(filled)
    chance = random.Random(7)
    refused = 0
    for number in range(40):
        path.write_bytes(whole)
        flip_bit(path, chance.randrange(len(whole)), chance.randrange(8))
        other = DataFolder(tmp_path / f"other{number}")
        try:
            restore(other, path)
        except DamagedStore:
            refused += 1
            assert not other.current.exists()
            assert not list(other.archive.iterdir())
            continue
        assert contents(other) == told
    assert refused > 30
    for size in (0, 1, 100, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:size])
        with pytest.raises(DamagedStore, match="nothing was restored"):
            restore(DataFolder(tmp_path / f"cut{size}"), path)


def test_a_damaged_store_is_not_backed_up(filled: DataFolder, tmp_path: Path) -> None:
    for path in filled.archive.glob("*.parquet"):
        flip_bit(path, path.stat().st_size // 2)
    with pytest.raises(DamagedStore, match="not backed up"):
        backup(filled, tmp_path / "b.zip")
    assert not list(tmp_path.glob("*.zip")) + list(tmp_path.glob(".*.new"))


@pytest.mark.parametrize("name", ["../out.txt", "/out.txt", "archive/../../out.txt", "x/y/z"])
def test_a_path_that_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "evil.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr(name, "x")
        packed.writestr(
            "contents.json", f'{{"form": 1, "generation": 1, "sha256": {{"{name}": ""}}}}'
        )
    with pytest.raises(StoreError):
        restore(DataFolder(tmp_path / "in" / "data"), path)
    assert not list(tmp_path.rglob("out.txt"))
