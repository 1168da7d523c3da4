"""What the tests of the command line share: commands run in process, and a store of four tickets.

The four tickets of `desk`, on the clock of Berlin:

    T1  Email P1  Contoso   opened 31 January 23:30, resolved  1 February 01:30, met
    T2  Email P2  Contoso   opened 10 February 10:00, resolved 10 February 14:00, not met
    T3  VPN   P3  Fabrikam  opened 11 February 08:00, still open on 5 March 12:00, no verdict
    T4  no service          opened  1 March 00:15, resolved  1 March 10:15, met
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from slm_analytics.cli import main
from slm_analytics.settings import DataFolder
from tests.pages.stores import Row, ticket, write_csv

DESK: list[Row] = [
    ticket(1, "2026-01-31 23:30", 2, priority="P1", made_sla="true", due_at="2026-02-02 12:00:00"),
    ticket(2, "2026-02-10 10:00", 4, priority="P2", made_sla="false", due_at=""),
    ticket(3, "2026-02-11 08:00", customer="Fabrikam", service="VPN", due_at="")
    | {"updated_at": "2026-03-05 12:00:00"},
    ticket(4, "2026-03-01 00:15", 10, service="", made_sla="true", due_at=""),
]


@dataclass(frozen=True)
class Said:
    """How a command ended, and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def values(self) -> Any:
        """What stands on standard output as JSON; anything else there is an error."""
        return json.loads(self.out)


Slm = Callable[..., Said]


@dataclass(frozen=True)
class Imported:
    """A store, and what was said when its file was loaded."""

    store: DataFolder
    values: Any


@pytest.fixture
def slm(capsys: pytest.CaptureFixture[str]) -> Slm:
    """Run a command in this process; wrong usage that argparse finds ends as exit code too."""

    def run(*arguments: object) -> Said:
        capsys.readouterr()
        try:
            code = main([str(each) for each in arguments])
        except SystemExit as end:
            code = int(end.code or 0)
        written = capsys.readouterr()
        return Said(code, written.out, written.err)

    return run


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base


@pytest.fixture(scope="session")
def desk_folder(shared: Path) -> DataFolder:
    """The store of four tickets, made once by the command line; not to be changed."""
    path = shared / "desk.csv"
    with FileLock(str(shared / "desk.lock")):
        if not path.exists():
            write_csv(path, DESK)
            imported(shared / "desk-store", path, "Europe/Berlin")
    return DataFolder(shared / "desk-store")


@pytest.fixture
def desk(desk_folder: DataFolder, tmp_path: Path) -> DataFolder:
    """A copy of that store, to be changed."""
    copy = tmp_path / "desk"
    shutil.copytree(desk_folder.root, copy)
    return DataFolder(copy)


@pytest.fixture(scope="session")
def real(real_log: Path, shared: Path) -> Imported:
    """The real log, loaded once by the command line; not to be changed."""
    told = shared / "real.json"
    with FileLock(str(shared / "real.lock")):
        if not told.exists():
            told.write_text(imported(shared / "real-store", real_log, "America/Sao_Paulo"), "utf-8")
    return Imported(DataFolder(shared / "real-store"), json.loads(told.read_text("utf-8")))


def imported(folder: Path, path: Path, zone: str) -> str:
    """Load a file; return what the command wrote."""
    given = ["--data", str(folder), "--json", "import", str(path), "--timezone", zone, "--accept"]
    with contextlib.redirect_stdout(io.StringIO()) as out:
        assert main(given) == 0, out.getvalue()
    return out.getvalue()
