"""Which generation is in force: withdraw, undo, the same file again, another way, old tables."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from slm_analytics.errors import NothingToUndo, StoreError, UnknownLoad
from slm_analytics.ingest import loads_in_force, meanings, writing
from slm_analytics.ingest.writing import RegisterState
from slm_analytics.record.source_memory import MEANINGS, meaning_change
from slm_analytics.record.store import Record
from slm_analytics.settings import KEPT_GENERATIONS, DataFolder
from slm_analytics.warehouse import generation
from slm_analytics.warehouse import manifest as manifest_module
from slm_analytics.warehouse.generation import current_number, files_of, point_to
from slm_analytics.warehouse.manifest import Manifest, manifest_text, read_manifest
from slm_analytics.warehouse.verify import verify
from tests.warehouse.stores import (
    NO_REGISTER,
    RECEIVED_AT,
    File,
    contents,
    fact,
    in_force,
    load,
    read,
    table,
    tree,
)


def file(number: int, *, zone: str = "UTC", state: str = "New", service: str = "VPN") -> File:
    row = {
        "ticket_id": f"T{number}",
        "opened_at": f"2026-01-{number:02d} 23:30",
        "state": state,
        "service": service,
    }
    return File(name=f"{number}.csv", rows=[row], zone=zone)


def names(manifest: Manifest) -> list[str]:
    return [load.file_name for load in manifest.loads]


ROWS = [dict(file(number).rows[0]) for number in (1, 2)]


def mean(folder: DataFolder, word: str, meaning: str | None) -> int:
    """Say what a word means, in this process; `meanings.give_meanings` does it in another."""
    record, before = Record(folder.record), in_force(folder).register_version
    change = meaning_change("tickets", "state", word, meaning)
    version = record.change_register(before, [change], who="test", why="test")
    rows = record.register(version, MEANINGS).values()
    meanings = {(row["system"], row["field"], row["word"]): row["meaning"] for row in rows}
    register = RegisterState(version=version, meanings=meanings)
    return writing.use_register(folder, register, "test").number


def test_undo_goes_back_step_by_step_when_it_is_said_again(store: DataFolder) -> None:
    told = {}
    for number in (1, 2, 3):
        assert load(store, file(number)).number == number
        told[number] = contents(store)
    for parent in (2, 1):
        assert loads_in_force.undo(store) == parent == in_force(store).number
        assert contents(store) == told[parent]
    with pytest.raises(NothingToUndo):
        loads_in_force.undo(store)
    assert in_force(store).number == 1
    assert verify(store) == []


def test_undo_goes_back_step_by_step_when_the_old_files_were_pruned(store: DataFolder) -> None:
    told = []
    for number in (1, 2, 3):
        load(store, file(number))
        told.append(contents(store))
    for number in (1, 2):
        files_of(store, number).database.unlink()
    assert loads_in_force.undo(store) == 4  # made again, under a number of its own
    assert contents(store) == told[1]
    assert loads_in_force.undo(store) == 5
    assert contents(store) == told[0]
    with pytest.raises(NothingToUndo):
        loads_in_force.undo(store)
    assert verify(store) == []


def test_undo_makes_the_earlier_generation_again_when_its_file_is_damaged(
    store: DataFolder,
) -> None:
    load(store, file(1))
    before = contents(store)
    load(store, file(2))
    database = files_of(store, 1).database
    database.chmod(0o644)
    database.write_bytes(b"not a database" * 1000)
    assert loads_in_force.undo(store) == 3
    assert contents(store) == before


def test_a_number_is_never_given_twice_when_generations_were_undone(store: DataFolder) -> None:
    assert [load(store, file(number)).number for number in (1, 2)] == [1, 2]
    assert loads_in_force.undo(store) == 1
    third = load(store, file(3))
    assert (third.number, third.parent) == (3, 1)
    assert names(third) == ["1.csv", "3.csv"]
    loads_in_force.undo(store)
    files_of(store, 2).database.unlink()
    files_of(store, 2).manifest.unlink()
    assert load(store, file(4)).number == 4


def test_undo_brings_back_the_meanings_of_words_when_they_were_given_later(
    store: DataFolder,
) -> None:
    load(store, file(1, state="Wartend"))
    assert fact(store, "T1", "state", "is_open") == ("Wartend", True)
    mean(store, "Wartend", "closed")
    assert fact(store, "T1", "state", "is_open") == ("closed", False)
    loads_in_force.undo(store)
    assert fact(store, "T1", "state", "is_open") == ("Wartend", True)
    assert in_force(store).register_version == 0


def test_a_change_after_undo_starts_from_where_undo_led(store: DataFolder) -> None:
    load(store, file(1, state="Wartend"), file(2, state="Erledigt"))
    mean(store, "Wartend", "on_hold")
    mean(store, "Erledigt", "closed")
    loads_in_force.undo(store)
    mean(store, "Erledigt", "cancelled")
    assert fact(store, "T1", "state") == ("on_hold",)
    assert fact(store, "T2", "state") == ("cancelled",)
    assert in_force(store).register_version == 3
    assert loads_in_force.rebuild(store) == 5
    assert fact(store, "T2", "state") == ("cancelled",)
    assert loads_in_force.undo(store) == 2
    assert fact(store, "T2", "state") == ("Erledigt",)


def test_a_meaning_holds_for_later_loads_when_it_was_given_once(store: DataFolder) -> None:
    load(store, file(1, state="Wartend"))
    mean(store, "Wartend", "on_hold")
    load(store, file(2, state="WARTEND"))  # with a register read before the meaning was given
    assert fact(store, "T2", "state") == ("on_hold",)
    assert in_force(store).register_version == 1
    writing.withdraw(store, in_force(store).loads[0].load_id, NO_REGISTER)
    assert fact(store, "T2", "state") == ("on_hold",)
    assert table(store, "unknown_value").empty


def test_a_meaning_is_gone_when_it_is_taken_back(store: DataFolder) -> None:
    load(store, file(1, state="Wartend"))
    said = meanings.Meaning(system="tickets", field="state", word="Wartend", meaning="on_hold")
    meanings.give_meanings(store, [said], who="test")
    assert fact(store, "T1", "state") == ("on_hold",)
    meanings.give_meanings(store, [replace(said, meaning=None)], who="test")
    assert fact(store, "T1", "state") == ("Wartend",)
    assert Record(store.record).register(2, MEANINGS) == {}
    assert len(Record(store.record).register(1, MEANINGS)) == 1


def test_nothing_happens_when_the_same_file_comes_again(store: DataFolder) -> None:
    load(store, file(1))
    before = tree(store.root)
    assert load(store, file(1)).number == 1
    assert tree(store.root) == before
    assert names(load(store, file(1), file(2))) == ["1.csv", "2.csv"]
    assert names(load(store, file(3), file(3))) == ["1.csv", "2.csv", "3.csv"]


def test_a_file_takes_its_own_place_when_it_is_read_in_another_way(store: DataFolder) -> None:
    load(store, file(1), file(2))
    assert str(fact(store, "T1", "opened_on")[0])[:10] == "2026-01-01"
    after = load(store, file(1, zone="Asia/Tokyo"))
    assert names(after) == ["2.csv", "1.csv"]
    assert len({each.archive for each in after.loads}) == 2  # the same text, kept once
    assert fact(store, "T1", "opened_at") == ("2026-01-01 14:30:00",)
    assert len(table(store, "ticket_fact")) == 2
    loads_in_force.undo(store)
    assert fact(store, "T1", "opened_at") == ("2026-01-01 23:30:00",)


def test_everything_comes_back_when_an_empty_start_is_undone(store: DataFolder) -> None:
    load(store, file(1))
    before = contents(store)
    loads_in_force.start_empty(store)
    assert in_force(store).loads == ()
    assert table(store, "ticket_fact").empty
    assert in_force(store).as_of == ""
    assert loads_in_force.undo(store) == 1
    assert contents(store) == before


def test_own_data_takes_out_the_sample_when_it_is_loaded(store: DataFolder) -> None:
    accepted = [read(store, file(1))]
    writing.accept(store, accepted, NO_REGISTER, received_at=RECEIVED_AT, is_sample=True)
    assert in_force(store).is_sample
    assert names(load(store, file(2))) == ["2.csv"]
    assert not in_force(store).is_sample
    loads_in_force.undo(store)
    assert names(in_force(store)) == ["1.csv"]


def test_a_load_that_is_not_in_force_cannot_be_withdrawn(store: DataFolder) -> None:
    with pytest.raises(UnknownLoad):
        writing.withdraw(store, "0123456789ab", NO_REGISTER)
    load_id = load(store, file(1)).loads[0].load_id
    writing.withdraw(store, load_id, NO_REGISTER)
    with pytest.raises(UnknownLoad, match=load_id):
        writing.withdraw(store, load_id, NO_REGISTER)
    assert in_force(store).number == 2
    assert table(store, "ticket_fact").empty


def test_twelve_files_are_kept_and_the_one_in_force_among_them(store: DataFolder) -> None:
    for number in range(1, KEPT_GENERATIONS + 3):
        load(store, file(number))
    kept = sorted(int(path.stem) for path in store.generations.glob("*.duckdb"))
    assert kept == list(range(3, KEPT_GENERATIONS + 3))
    assert len(list(store.generations.glob("*.json"))) == KEPT_GENERATIONS + 2
    point_to(store, 3)  # as undoing far back does
    load(store, file(20))
    kept = sorted(int(path.stem) for path in store.generations.glob("*.duckdb"))
    assert len(kept) == KEPT_GENERATIONS
    assert in_force(store).number == max(kept)
    assert verify(store) == []


def test_the_file_in_force_is_kept_when_it_alone_is_larger_than_all_may_be(
    store: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(store, file(1))
    monkeypatch.setattr(generation, "KEPT_BYTES", 1)
    load(store, file(2))
    assert [path.name for path in store.generations.glob("*.duckdb")] == ["000002.duckdb"]
    assert len(table(store, "ticket_fact")) == 2


def test_the_tables_are_made_again_when_another_version_made_them(store: DataFolder) -> None:
    load(store, file(1, state="Wartend"), file(2))
    mean(store, "Wartend", "on_hold")
    before = contents(store)
    _make_old(store, 2)
    loads_in_force.bring_up_to_date(store)
    after = in_force(store)
    assert (after.number, after.schema_version) == (3, manifest_module.SCHEMA_VERSION)
    assert contents(store) == before
    loads_in_force.bring_up_to_date(store)
    assert in_force(store).number == 3
    assert loads_in_force.undo(store) == 1  # as before: the meaning is taken back
    assert fact(store, "T1", "state") == ("Wartend",)


def test_undo_makes_the_tables_again_when_another_version_made_them(store: DataFolder) -> None:
    load(store, file(1))
    before = contents(store)
    load(store, file(2))
    _make_old(store, 1)
    assert loads_in_force.undo(store) == 3
    assert in_force(store).schema_version == manifest_module.SCHEMA_VERSION
    assert contents(store) == before


def test_an_import_makes_the_tables_again_when_another_version_made_them(
    store: DataFolder,
) -> None:
    load(store, file(1))
    _make_old(store, 1)
    load(store, file(2))
    assert in_force(store).schema_version == manifest_module.SCHEMA_VERSION
    other = DataFolder(store.root / "other")
    load(other, file(1))
    load(other, file(2))
    assert contents(store) == contents(other)


def _make_old(folder: DataFolder, number: int) -> None:
    """Make a generation look as if the first version of the tables had made it."""
    path = files_of(folder, number).manifest
    old = json.loads(manifest_text(replace(read_manifest(path), schema_version=1)))
    del old["manifest_sha256"]
    path.write_text(json.dumps(old), encoding="utf-8")


def test_a_rebuild_gives_the_same_tables_when_nothing_is_wrong(store: DataFolder) -> None:
    load(store, file(1), file(2, zone="Asia/Tokyo"))
    load(store, file(3, service=""))
    before = contents(store)
    assert loads_in_force.rebuild(store) == 3
    assert contents(store) == before
    assert loads_in_force.undo(store) == 1  # a rebuild is no step of its own
    assert verify(store) == []


def test_a_rebuild_of_nothing_is_an_empty_store(store: DataFolder) -> None:
    assert loads_in_force.rebuild(store) == 1
    assert current_number(store) == 1
    assert table(store, "load").empty


def test_the_rows_of_a_load_must_add_up_when_it_is_written(store: DataFolder) -> None:
    accepted = read(store, file(1))
    wrong = replace(accepted, report=replace(accepted.report, loaded=5))
    load(store, file(2))
    before = tree(store.generations)
    with pytest.raises(StoreError, match="ledger"):
        writing.accept(store, [wrong], NO_REGISTER, received_at=RECEIVED_AT, is_sample=False)
    assert tree(store.generations) == before


def test_a_name_is_new_when_it_first_comes_after_the_first_load(store: DataFolder) -> None:
    """A name of the first load stays known although every ticket that carried it was updated."""
    first = [row | {"service": name} for name, row in zip(("VPN", "Mail"), ROWS, strict=True)]
    load(store, File(name="first.csv", rows=first))
    assert table(store, "unknown_value").empty
    load(store, File(name="again.csv", rows=[*first, {**file(3).rows[0], "service": "Print"}]))
    unknown = table(store, "unknown_value")
    assert [tuple(row) for row in unknown.to_numpy()] == [("tickets", "service", "Print", 1)]
    register = RegisterState(version=1, meanings={("tickets", "service", "print"): "Printing"})
    writing.use_register(store, register, "confirm")
    assert table(store, "unknown_value").empty
    assert fact(store, "T3", "service") == ("Printing",)
    writing.withdraw(store, in_force(store).loads[0].load_id, register)
    assert list(table(store, "known_name")["word"].sort_values()) == ["Mail", "Print", "VPN"]
