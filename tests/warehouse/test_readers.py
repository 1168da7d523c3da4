"""Readers and writers at the same time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

from slm_analytics.domain.scope import Dimension, Scope
from slm_analytics.errors import DamagedStore, StoreBusy
from slm_analytics.ingest import intake, loads_in_force
from slm_analytics.ingest.options import Options
from slm_analytics.metrics.catalogue import metric
from slm_analytics.metrics.compute import compute
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse import generation
from slm_analytics.warehouse.connection import DuckDbWarehouse
from slm_analytics.warehouse.generation import files_of, writing
from slm_analytics.warehouse.verify import verify
from tests.warehouse.conftest import THIRD
from tests.warehouse.stores import csv_file, in_force, load, warehouse_of


def test_a_reader_keeps_what_it_sees_when_a_new_generation_comes_into_force(
    two: DataFolder,
) -> None:
    reader = warehouse_of(two)
    load(two, THIRD)
    files_of(two, 2).database.unlink()  # as pruning does
    assert reader.query("SELECT count(*) AS n FROM ticket_fact")["n"].item() == 39
    assert compute(reader, metric("tickets_opened"), Scope())["value"].item() == 39
    later = warehouse_of(two)
    assert compute(later, metric("tickets_opened"), Scope())["value"].item() == 40
    assert compute(reader, metric("tickets_opened"), Scope())["value"].item() == 39
    reader.close()
    later.close()


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO known_name VALUES ('a', 'b', 'c', 1)",
        "UPDATE ticket_fact SET made_sla = true",
        "DELETE FROM ticket_fact",
        "DROP TABLE ticket_fact",
        "CREATE TABLE mine (a INTEGER)",
        "ALTER TABLE ticket_fact ADD COLUMN mine INTEGER",
        "SELECT * FROM read_csv('{file}')",
        "SELECT * FROM read_text('{file}')",
        "SELECT * FROM read_blob('{file}')",
        "SELECT * FROM read_parquet('{file}')",
        "SELECT * FROM glob('{folder}/*')",
        "SELECT * FROM '{file}'",
        "COPY (SELECT 1) TO '{folder}/out.csv'",
        "COPY ticket_fact TO '{folder}/out.parquet'",
        "EXPORT DATABASE '{folder}/out'",
        "ATTACH '{folder}/other.duckdb' AS other",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET threads = 8",
        "SET memory_limit = '20GB'",
        "RESET lock_configuration",
        "PRAGMA enable_profiling",
    ],
)
def test_a_reader_cannot_write_or_reach_files_when_it_is_told_to(
    two: DataFolder, tmp_path: Path, statement: str
) -> None:
    secret = csv_file(tmp_path, "secret.csv", [{"a": "1"}])
    reader = warehouse_of(two)
    before = sorted(path.name for path in tmp_path.iterdir())
    with pytest.raises(duckdb.Error):
        reader.query(statement.format(file=secret, folder=tmp_path))
    reader.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert verify(two) == []


def test_a_variable_of_the_program_is_no_table_when_it_holds_rows(two: DataFolder) -> None:
    reader = warehouse_of(two)
    frame = reader.query("SELECT 1 AS a")
    assert len(frame) == 1
    with pytest.raises(duckdb.CatalogException):
        reader.query("SELECT * FROM frame")
    reader.close()


def test_a_value_is_never_read_as_sql_when_it_looks_like_it(two: DataFolder) -> None:
    reader = warehouse_of(two)
    hostile = "x' OR '1'='1"
    found = reader.query("SELECT $name AS name, count(*) AS n FROM ticket_fact"
                         " WHERE service = $name", {"name": hostile})  # fmt: skip
    assert (found["name"].item(), found["n"].item()) == (hostile, 0)
    reader.close()


def test_a_missing_file_is_a_damaged_store_when_it_is_opened(tmp_path: Path) -> None:
    with pytest.raises(DamagedStore, match=r"000009\.duckdb"):
        DuckDbWarehouse(tmp_path / "000009.duckdb")
    junk = tmp_path / "000001.duckdb"
    junk.write_bytes(b"junk" * 5000)
    with pytest.raises(DamagedStore, match=r"000001\.duckdb"):
        DuckDbWarehouse(junk)


def test_every_thread_gets_its_own_answer_when_many_share_a_reader(two: DataFolder) -> None:
    reader = warehouse_of(two)

    def ask(place: int) -> tuple[int, int]:
        value = reader.query("SELECT $place::INTEGER AS n", {"place": place})["n"].item()
        frame = compute(reader, metric("tickets_opened"), Scope(), [Dimension.MONTH])
        return int(value), int(frame["value"].sum())

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(ask, range(80))) == [(place, 39) for place in range(80)]
    reader.close()


def test_both_are_loaded_when_two_imports_run_at_once(store: DataFolder, tmp_path: Path) -> None:
    loads_in_force.start_empty(store)
    names = ("a.csv", "b.csv")
    for name in names:
        csv_file(tmp_path, name, [{"ticket_id": name, "opened_at": "2026-01-05 08:00"}])
    start = threading.Barrier(2)

    def run(name: str) -> int | None:
        start.wait()
        upload = intake.Upload(tmp_path / name, name)
        return intake.import_now(store, [upload], Options(source="tickets", zone="UTC"))[1]

    with ThreadPoolExecutor(2) as threads:
        assert sorted(number or 0 for number in threads.map(run, names)) == [2, 3]
    after = in_force(store)
    assert (after.number, after.parent) == (3, 2)
    assert {each.file_name for each in after.loads} == set(names)
    assert verify(store) == []


_HOLD = """
import sys, time
from pathlib import Path
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.generation import writing
with writing(DataFolder(Path(sys.argv[1]))):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_writer_waits_for_the_living_and_not_for_the_dead(
    two: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generation, "_LOCK_SECONDS", 0.2)
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(two.root)], stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(StoreBusy, match="Another import"):
            load(two, THIRD)
        assert in_force(two).number == 2
        assert len(warehouse_of(two).query("SELECT * FROM load")) == 2  # readers go on
        os.kill(holder.pid, signal.SIGKILL)
        holder.wait()
    assert load(two, THIRD).number == 3


def test_a_lock_file_left_behind_does_not_block_when_nobody_holds_it(two: DataFolder) -> None:
    two.lock.write_text("left by a crash", encoding="utf-8")
    with writing(two):
        pass
    assert load(two, THIRD).number == 3


def test_what_a_stopped_writer_left_is_gone_when_the_next_begins(two: DataFolder) -> None:
    left = [
        two.generations / ".building-000003.duckdb",
        two.generations / ".building-000003.duckdb.wal",
        two.generations / ".building-000003.duckdb.tmp" / "duckdb_temp_storage-0.tmp",
        two.generations / ".000003.json.new",
        two.generations / "000003.duckdb",  # complete, but its manifest was never written
        two.archive / ".abc.parquet.new",
        two.root / ".CURRENT.new",
    ]
    for path in left:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"left")
    assert load(two, THIRD).number == 3
    assert not [path for path in left if path.name != "000003.duckdb" and path.exists()]
    assert verify(two) == []
