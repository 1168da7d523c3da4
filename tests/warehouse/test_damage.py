"""A file of the store that is lost or changed: refused by name, and made whole again."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from slm_analytics.errors import DamagedStore, SlmError, StoreError
from slm_analytics.ingest import loads_in_force, writing
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.connection import DuckDbWarehouse
from slm_analytics.warehouse.durable import write_durably
from slm_analytics.warehouse.generation import (
    current_manifest,
    current_number,
    files_of,
    point_to,
    pointer_text,
)
from slm_analytics.warehouse.manifest import read_manifest
from slm_analytics.warehouse.verify import verify
from tests.warehouse.conftest import FIRST, SECOND, THIRD
from tests.warehouse.stores import (
    NO_REGISTER,
    contents,
    flip_bit,
    in_force,
    load,
    table,
    tree,
)


def codes(folder: DataFolder) -> list[str]:
    return [finding.code for finding in verify(folder)]


def archives(folder: DataFolder) -> dict[str, Path]:
    return {each.file_name: folder.archive / each.archive for each in in_force(folder).loads}


def damage_manifest(folder: DataFolder) -> None:
    path = files_of(folder, 2).manifest
    path.write_text(path.read_text("utf-8").replace("Asia/Tokyo", "Asia/Kyoto"), "utf-8")


def damage_database(folder: DataFolder) -> None:
    path = files_of(folder, 2).database
    flip_bit(path, path.stat().st_size // 2)


def spoil(kind: str, text: str | None) -> Callable[[DataFolder], object]:
    """Return what replaces a file of generation 2 by `text`, or takes it away."""

    def strike(folder: DataFolder) -> None:
        path = getattr(files_of(folder, 2), kind)
        path.unlink()
        if text is not None:
            path.write_text(text, encoding="utf-8")

    return strike


DAMAGE: dict[str, tuple[Callable[[DataFolder], object], str]] = {
    "pointer gone": (lambda folder: folder.current.unlink(), "pointer"),
    "pointer empty": (lambda folder: folder.current.write_text(""), "pointer"),
    "pointer no number": (lambda folder: folder.current.write_bytes(b"\xff\xfe00"), "pointer"),
    "pointer changed": (lambda folder: folder.current.write_text("000001 0011aabb\n"), "pointer"),
    "manifest gone": (spoil("manifest", None), "manifest"),
    "manifest cut": (spoil("manifest", '{"num'), "manifest"),
    "manifest no manifest": (spoil("manifest", "[]"), "manifest"),
    "manifest changed": (damage_manifest, "manifest"),
    "database gone": (spoil("database", None), "database"),
    "database changed": (damage_database, "database"),
}  # fmt: skip


def test_all_is_well_when_nothing_was_touched(two: DataFolder, store: DataFolder) -> None:
    assert verify(two) == []
    assert verify(store) == []  # never used


@pytest.mark.parametrize("kind", list(DAMAGE))
def test_damage_is_named_and_nothing_is_written_when_a_file_is_lost_or_changed(
    two: DataFolder, kind: str
) -> None:
    strike, code = DAMAGE[kind]
    strike(two)
    assert code in codes(two)
    assert all(finding.message and finding.remedy for finding in verify(two))
    if code != "database":
        with pytest.raises(DamagedStore):
            current_manifest(two)
    untouched = tree(two.generations)
    with pytest.raises(StoreError):
        load(two, THIRD)
    assert tree(two.generations) == untouched


@pytest.mark.parametrize(
    "kinds",
    [
        ["pointer gone"],
        ["manifest changed"],
        ["database changed"],
        ["pointer changed", "manifest gone"],
        ["pointer empty", "database gone"],
    ],
)
def test_the_figures_are_the_same_when_a_damaged_store_is_built_again(
    two: DataFolder, kinds: list[str]
) -> None:
    before = contents(two)
    for kind in kinds:
        DAMAGE[kind][0](two)
    assert loads_in_force.rebuild(two) == 3
    assert contents(two) == before
    assert codes(two) == []
    assert load(two, THIRD).number == 4
    loads_in_force.undo(two)
    assert contents(two) == before


def test_a_wrong_bit_in_the_pointer_never_leads_elsewhere(two: DataFolder) -> None:
    for place in range(two.current.stat().st_size):
        for bit in range(8):
            flip_bit(two.current, place, bit)
            try:
                assert current_number(two) == 2, (place, bit)
            except DamagedStore:
                assert codes(two) == ["pointer"]
            flip_bit(two.current, place, bit)
    assert current_number(two) == 2


@pytest.mark.parametrize("text", ["000002", "000002\n", "000002\r\n", pointer_text(2)])
def test_a_pointer_is_read_when_it_holds_a_number(two: DataFolder, text: str) -> None:
    two.current.write_bytes(text.encode())
    assert current_number(two) == 2


@pytest.mark.parametrize(
    "text", ["2", "0000002", "-00002", "+00002", "00002 ", "２", "000002 000002"]
)
def test_a_pointer_is_refused_when_it_holds_anything_else(two: DataFolder, text: str) -> None:
    two.current.write_text(text, encoding="utf-8")
    with pytest.raises(DamagedStore, match="CURRENT"):
        current_number(two)


def test_a_wrong_bit_in_a_manifest_never_changes_what_it_says(two: DataFolder) -> None:
    path = files_of(two, 2).manifest
    said = read_manifest(path)
    chance = random.Random(2)
    for _ in range(400):
        place, bit = chance.randrange(path.stat().st_size), chance.randrange(8)
        flip_bit(path, place, bit)
        try:
            assert read_manifest(path) == said, (place, bit)
        except DamagedStore as error:
            assert path.name in str(error)  # noqa: PT017  either is right, nothing else is
        flip_bit(path, place, bit)


def test_a_wrong_bit_in_a_store_file_is_found_and_never_changes_a_row(two: DataFolder) -> None:
    path = files_of(two, 2).database
    names = ("ticket_fact", "ticket_version", "load", "value_map", "set_aside_row", "known_name")
    told = {name: table(two, name).to_csv() for name in names}
    chance = random.Random(1)
    for _ in range(40):
        place, bit = chance.randrange(path.stat().st_size), chance.randrange(8)
        flip_bit(path, place, bit)
        assert codes(two) == ["database"]
        try:
            warehouse = DuckDbWarehouse(path)
            for name in names:
                found = warehouse.query(f"SELECT * FROM {name}").to_csv()
                assert found == told[name], (place, bit, name)
            warehouse.close()
        except DamagedStore as error:
            assert path.name in str(error)  # noqa: PT017
        flip_bit(path, place, bit)
    assert codes(two) == []


@pytest.mark.parametrize("strike", [lambda path: flip_bit(path, 500), lambda path: path.unlink()])
def test_a_damaged_archive_is_named_and_put_right_when_its_file_comes_again(
    two: DataFolder, strike: Callable[[Path], None]
) -> None:
    before = contents(two)
    path = archives(two)["februar.csv"]
    strike(path)
    found = verify(two)
    assert [finding.code for finding in found] == ["archive"]
    assert "februar.csv" in found[0].message
    untouched = tree(two.generations)
    with pytest.raises(SlmError, match=r"februar\.csv"):
        loads_in_force.rebuild(two)
    assert tree(two.generations) == untouched
    assert contents(two) == before  # the figures are there all the same
    writing.withdraw(two, in_force(two).loads[1].load_id, NO_REGISTER)
    load(two, SECOND)
    assert contents(two) == before
    assert codes(two) == []
    assert loads_in_force.rebuild(two) == 5
    assert contents(two) == before


def test_an_earlier_store_file_is_checked_when_it_is_kept(two: DataFolder) -> None:
    flip_bit(files_of(two, 1).database, 5000)
    assert codes(two) == ["database"]
    assert "generation 1" in verify(two)[0].message
    assert len(table(two, "ticket_fact")) == 39  # what is in force is not concerned
    loads_in_force.rebuild(two)
    assert codes(two) == []
    assert loads_in_force.undo(two) == 4
    assert len(table(two, "ticket_fact")) == 28


def test_an_earlier_manifest_is_written_again_when_the_store_is_built_again(
    two: DataFolder,
) -> None:
    files_of(two, 1).manifest.write_text("{}", encoding="utf-8")
    assert codes(two) == ["manifest"]
    loads_in_force.rebuild(two)
    assert codes(two) == []
    assert [each.file_name for each in read_manifest(files_of(two, 1).manifest).loads] == [
        "januar.csv"
    ]
    loads_in_force.undo(two)
    assert len(table(two, "ticket_fact")) == 28


def test_an_earlier_manifest_is_put_aside_when_nothing_can_make_it_again(two: DataFolder) -> None:
    files_of(two, 1).manifest.write_text("{}", encoding="utf-8")
    files_of(two, 1).database.unlink()
    loads_in_force.rebuild(two)
    assert codes(two) == []
    assert (two.generations / "000001.json.damaged").exists()
    with pytest.raises(DamagedStore, match="generation 1"):
        loads_in_force.undo(two)


def test_nothing_is_rebuilt_when_neither_manifest_nor_store_file_is_left(two: DataFolder) -> None:
    files_of(two, 2).manifest.unlink()
    files_of(two, 2).database.unlink()
    with pytest.raises(DamagedStore, match="generation 2"):
        loads_in_force.rebuild(two)
    with pytest.raises(DamagedStore):
        load(two, THIRD)
    assert current_number(two) == 2


def test_the_store_is_refused_when_its_pointer_leads_to_nothing(two: DataFolder) -> None:
    point_to(two, 7)
    assert codes(two) == ["manifest"]
    with pytest.raises(DamagedStore, match=r"000007\.json"):
        current_manifest(two)


def test_an_archive_is_kept_as_it_is_when_the_same_text_comes_again(two: DataFolder) -> None:
    path = archives(two)["januar.csv"]
    before = path.stat().st_mtime_ns
    load(two, FIRST.__class__(**{**FIRST.__dict__, "zone": "Europe/Berlin"}))
    assert path.stat().st_mtime_ns == before
    assert codes(two) == []


def test_a_file_is_old_or_new_when_writing_it_fails(tmp_path: Path) -> None:
    path = tmp_path / "CURRENT"
    write_durably(path, b"old")
    write_durably(path, b"new")
    assert path.read_bytes() == b"new"
    path.unlink()
    path.mkdir()  # a name that cannot be given to a file
    (path / "in it").touch()
    with pytest.raises(OSError, match="CURRENT"):
        write_durably(path, b"newer")
    assert [each.name for each in tmp_path.iterdir()] == ["CURRENT"]
