"""Kill -9 at random moments, and a full disk: the old store or the new one, never a mixture."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from slm_analytics.errors import StoreError
from slm_analytics.ingest import intake
from slm_analytics.ingest.options import Options
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.generation import current_number
from slm_analytics.warehouse.manifest import read_manifest
from slm_analytics.warehouse.verify import verify
from tests.conftest import ROOT
from tests.warehouse.conftest import FIRST, THIRD
from tests.warehouse.stores import (
    File,
    Row,
    contents,
    csv_file,
    in_force,
    load,
    tree,
    warehouse_of,
)

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kill -9 is of POSIX systems")
ROWS = 400


def start_import(folder: DataFolder, path: Path) -> subprocess.Popen[bytes]:
    """Start an import as a person does, in a process group of its own."""
    command = [sys.executable, "-m", "slm_analytics", "--data", str(folder.root), "--json"]
    command += ["import", str(path), "--source", "tickets", "--timezone", "UTC", "--accept"]
    return subprocess.Popen(
        command, cwd=ROOT, start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def kill_all(process: subprocess.Popen[bytes]) -> None:
    """Kill the process and the one it started; return when both are gone."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    for _ in range(6000):
        try:
            os.killpg(process.pid, 0)
        except (ProcessLookupError, PermissionError):
            return
        time.sleep(0.01)
    raise AssertionError("a killed process is still there")


def extract(place: int) -> File:
    """A file whose tickets are partly its own and partly those of the file before."""
    rows: list[Row] = [
        {
            "ticket_id": f"T{ticket}",
            "opened_at": "2026-01-05 08:00",
            "updated_at": f"2026-02-01 {8 + place // 60:02d}:{place % 60:02d}",
            "service": f"service {place}",
        }
        for ticket in range(place * ROWS // 2, place * ROWS // 2 + ROWS)
    ]
    return File(name=f"extract {place}.csv", rows=rows)


def wait_for_writing(folder: DataFolder, process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None:
        if any(path.name.startswith(".building-") for path in folder.generations.iterdir()):
            return
        time.sleep(0.004)


def check_whole(folder: DataFolder, before: int) -> None:
    """The store is the old generation or the new one, entirely."""
    assert verify(folder) == []
    manifest = in_force(folder)
    assert manifest.number in (before, before + 1)
    reader = warehouse_of(folder)
    rows = reader.query("SELECT load_id, tickets, number FROM load ORDER BY number")
    facts = reader.query("SELECT load_id, count(*) AS n FROM ticket_fact GROUP BY load_id")
    reader.close()
    assert list(zip(rows["load_id"], rows["tickets"], strict=True)) == [
        (each.load_id, each.tickets) for each in manifest.loads
    ]
    counts = dict(zip(facts["load_id"], facts["n"], strict=True))
    assert counts[manifest.loads[-1].load_id] == ROWS
    assert sum(counts.values()) == manifest.tickets == (len(manifest.loads) + 1) * ROWS // 2


def check_no_leftovers(folder: DataFolder) -> None:
    names = {path.name for path in folder.generations.iterdir()}
    numbers = {name.split(".")[0] for name in names}
    assert names <= {f"{number}.{kind}" for number in numbers for kind in ("json", "duckdb")}
    archived = {
        each.archive
        for path in folder.generations.glob("*.json")
        for each in read_manifest(path).loads
    }
    assert {path.name for path in folder.archive.iterdir()} == archived
    assert list(folder.incoming.iterdir()) == []
    assert {path.name for path in folder.root.iterdir()} <= {
        "archive", "generations", "incoming", "logs", "CURRENT", ".writer.lock",
        "record.sqlite", "record.sqlite-wal", "record.sqlite-shm",
    }  # fmt: skip


def kill_imports(folder: DataFolder, work: Path, times: int, seed: int) -> int:
    """Kill as many imports, each at a random moment; return how many had come into force."""
    chance = random.Random(seed)
    began = time.monotonic()
    with start_import(folder, csv_file(work, "first.csv", extract(0).rows)) as first:
        first.communicate()
    assert first.returncode == 0
    whole = time.monotonic() - began
    came = 0
    for place in range(1, times + 1):
        before = in_force(folder).number
        file = extract(place)
        with start_import(folder, csv_file(work, file.name, file.rows)) as process:
            if place % 2:
                time.sleep(chance.uniform(0.3, 1.1) * whole)
            else:
                wait_for_writing(folder, process)
                time.sleep(chance.uniform(0, 0.3) * chance.random())
            kill_all(process)
        check_whole(folder, before)
        came += in_force(folder).number > before
        load(folder, file)  # the same file again, as a person would
        assert in_force(folder).parent == before  # a number may be left out
        check_no_leftovers(folder)
    check_whole(folder, in_force(folder).number)
    return came


@pytest.mark.parametrize(("times", "seed"), [(13, 20260401), (12, 20260402)])
def test_the_store_is_old_or_new_when_imports_are_killed(
    store: DataFolder, tmp_path: Path, times: int, seed: int
) -> None:
    """Twenty-five in all, in two stores that two workers can take."""
    kill_imports(store, tmp_path, times, seed)


@pytest.mark.soak
def test_the_store_is_old_or_new_when_two_hundred_imports_are_killed(
    store: DataFolder, tmp_path: Path
) -> None:
    came = kill_imports(store, tmp_path, 200, seed=time.time_ns())
    assert 0 < came < 200


def children(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(word) for word in text.split()]


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="needs /proc to find the worker")
@pytest.mark.parametrize("writing", [False, True])
def test_the_command_says_what_happened_when_only_its_worker_is_killed(
    two: DataFolder, tmp_path: Path, writing: bool
) -> None:
    before, file = in_force(two).number, extract(100)
    path = csv_file(tmp_path, file.name, file.rows)
    with start_import(two, path) as process:
        while not (started := children(process.pid)):
            assert process.poll() is None
            time.sleep(0.002)
        if writing:
            wait_for_writing(two, process)
        os.kill(started[0], signal.SIGKILL)
        told, errors = process.communicate()
    assert process.returncode == 1
    assert b"Traceback" not in errors
    finding = json.loads(told)["reports"][0]["findings"][0]
    assert finding["severity"] == "refused"
    assert path.name in finding["message"]
    assert in_force(two).number == before
    assert verify(two) == []
    assert load(two, THIRD).number == before + 1
    assert not list(two.generations.glob(".*"))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 12 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    command = [mount or "mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(place)]
    if mount is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("a disk of its own cannot be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def leave_free(disk: Path, free: int) -> Path:
    """Fill the disk until only `free` bytes are left."""
    filler = disk / "filler"
    stat = os.statvfs(disk)
    filler.write_bytes(b"\0" * max(stat.f_bavail * stat.f_frsize - free, 0))
    return filler


def test_readers_go_on_and_nothing_is_left_when_the_disk_is_full(
    small_disk: Path, tmp_path: Path
) -> None:
    folder = DataFolder(small_disk / "data")
    load(folder, FIRST)
    before, told = tree(folder.generations), contents(folder)
    reader = warehouse_of(folder)
    path = csv_file(tmp_path, "more.csv", extract(1).rows)
    source = Options(source="tickets", zone="UTC")
    for free in (0, 16_384, 1_000_000, 1_900_000, 2_600_000):
        filler = leave_free(small_disk, free)
        with pytest.raises(StoreError, match=r"disk .* is full"):
            intake.import_now(folder, [intake.Upload(path, path.name)], source)
        assert len(reader.query("SELECT * FROM ticket_fact")) == 28
        assert tree(folder.generations) == before
        assert not list(folder.archive.glob(".*"))
        filler.unlink()
        assert verify(folder) == []
    reader.close()
    assert contents(folder) == told
    reports, number = intake.import_now(folder, [intake.Upload(path, path.name)], source)
    assert number == 2, reports
    assert current_number(folder) == 2
    assert verify(folder) == []


def test_a_report_is_refused_with_the_reason_when_the_disk_is_full(
    small_disk: Path, tmp_path: Path
) -> None:
    folder = DataFolder(small_disk / "data")
    load(folder, File(name="x.csv", rows=[{"ticket_id": "A", "opened_at": "2026-01-01 08:00"}]))
    leave_free(small_disk, 8192)
    path = csv_file(tmp_path, "more.csv", extract(1).rows)
    with pytest.raises(StoreError, match=r"disk .* is full"):
        intake.read(folder, [intake.Upload(path, path.name)], Options(source="tickets", zone="UTC"))
