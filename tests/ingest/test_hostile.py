"""Files built to harm, of every kind, through the real import: refused in words, or read exactly.

One reading process reads all of them: none may end it, make it large, or lead it out of the
data folder.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.archive import read_raw
from tests.conftest import ROOT
from tests.ingest.hostile import LOADS, ROWS, Hostile, written

_TRACER = shutil.which("strace")
_OPENED = re.compile(r'open(?:at)?\((?:AT_FDCWD, )?"([^"]+)", ([A-Z_|]+)[^=]*\) = [0-9]')
_CHANGED = re.compile(
    r'(?:mkdir|rename|unlink|link|symlink|rmdir)(?:at2?|)\((?:AT_FDCWD, )?"([^"]+)".* = 0'
)
_OF_THE_SYSTEM = ("/usr/", "/lib", "/proc/", "/sys/", "/dev/", "/etc/")
_ASKED_FOR = re.compile(r"passwd|evil")  # what the files name


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile")


@pytest.fixture(scope="module")
def files(folder: Path) -> list[Hostile]:
    (folder / "uploads").mkdir()
    return written(folder / "uploads")


@pytest.fixture(scope="module")
def told(folder: Path, files: list[Hostile]) -> dict[str, Any]:
    """What was said of the files, read in one process that a program of its own started."""
    tracer = [str(_TRACER), "-f", "--seccomp-bpf", "-qq", "-s", "4096", "-e", "trace=%file", "-o"]
    before = [*tracer, str(folder / "trace")] if _TRACER else []
    done = subprocess.run(
        [*before, sys.executable, "-m", "tests.ingest.hostile", str(folder / "data")],
        input=json.dumps([asdict(each) for each in files]),
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_files_when_they_are_hostile(told: dict[str, Any], files: list[Hostile]) -> None:
    wrong = []
    for report, file in zip(told["reports"], files, strict=True):
        said = [each["message"] for each in report["findings"] if each["severity"] == "refused"]
        if file.words == LOADS:
            right = not said and report["rows"]
        else:
            right = len(said) == 1 and file.words in said[0] and report["file"] in said[0]
            right = right and all(each["remedy"] for each in report["findings"])
            right = right and report["findings"][0]["code"] == "UnreadableFile"
        wrong += [] if right else [(file.name, file.words, said)]
    assert not wrong


def test_cells_when_a_harmless_file_is_among_them(
    told: dict[str, Any], files: list[Hostile], folder: Path
) -> None:
    store = DataFolder(folder / "data")
    loaded = [
        report
        for report, file in zip(told["reports"], files, strict=True)
        if file.words == LOADS and file.name != "renamed.csv"  # a workbook of one ticket
    ]
    assert len(loaded) == 18
    for report in loaded:
        raw = read_raw(store.incoming / report["intake"] / "raw.parquet")
        cells = [list(each.values())[1:] for each in raw.rows.to_pylist()]
        assert [list(raw.headings), *cells] == ROWS, report["file"]


def test_names_when_they_hold_paths_or_controls(told: dict[str, Any]) -> None:
    names = {report["file"] for report in told["reports"]}
    evil = {name for name in names if "evil" in name}
    assert evil == {
        "evil.csv",
        "evil\ufffd[2J\ufffd.csv",
        "slip.zip: evil.csv",
        "root.zip: etc/evil.csv",
        "drive.zip: evil/evil.csv",
    }


def test_memory_when_all_were_read(told: dict[str, Any]) -> None:
    assert told["parent_mb"] < 20
    assert told["child_mb"] < 500


def test_folders_when_all_were_read(told: dict[str, Any], folder: Path) -> None:
    del told
    assert {path.name for path in folder.iterdir()} - {"trace"} == {"uploads", "data"}
    assert not list(folder.rglob("*evil*"))
    assert not list((folder / "data").rglob("*.unpacked"))


@pytest.mark.skipif(_TRACER is None, reason="strace, which tells the files opened, is not there")
def test_nothing_outside_when_all_were_read(told: dict[str, Any], folder: Path) -> None:
    del told
    trace = (folder / "trace").read_text("utf-8", errors="replace")
    ours, own = str(folder / "data"), [sys.prefix, sys.base_prefix, ROOT, folder / "uploads"]
    places = tuple({str(Path(each).resolve()) for each in own} | {str(each) for each in own})
    opened = [(path, flags) for path, flags in _OPENED.findall(trace) if path.startswith("/")]
    assert len(opened) > 500
    changed = [path for path, flags in opened if "O_WRONLY" in flags or "O_RDWR" in flags]
    changed = [path for path in (*changed, *_CHANGED.findall(trace)) if path != "/dev/null"]
    assert changed
    assert [path for path in changed if not path.startswith(ours)] == []
    read = [path for path, _ in opened if not path.startswith((ours, *places, *_OF_THE_SYSTEM))]
    assert read == []
    assert [path for path, _ in opened if _ASKED_FOR.search(path)] == []
