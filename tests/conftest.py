"""What tests share: stores, the sample data, real data where it is present."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

from slm_analytics.sample import load_sample
from slm_analytics.settings import DATA_VARIABLE, DataFolder
from tests.ingest.stores import work_here

# A busy machine is no fault of an example.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
REAL_LOG = SHARED / "data" / "tickets" / "servicenow_incident_log.csv"
COMPILED = ROOT / "build" / "compiled"


def pytest_configure() -> None:
    """Keep compiled modules, for the workers and for every process that a test starts.

    A server, a command and a reader would each compile all libraries again where
    installing them did not and the machine forbids it by PYTHONDONTWRITEBYTECODE.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ.setdefault("PYTHONPYCACHEPREFIX", str(COMPILED))
    sys.dont_write_bytecode, sys.pycache_prefix = False, os.environ["PYTHONPYCACHEPREFIX"]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give one worker all that waits for a browser, first, and the others file by file.

    A browser waits more than it works, so there is one worker more than processors. The
    tests of a file share what it makes once.
    """
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)
    for item in items:
        waits = item.get_closest_marker("browser") is not None
        group = "browser" if waits else str(item.path.relative_to(ROOT))
        item.add_marker(pytest.mark.xdist_group(group))


@pytest.fixture
def store(tmp_path: Path) -> DataFolder:
    """A data folder that was never used."""
    return DataFolder(tmp_path / "data")


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """The sample data, loaded once for all tests and workers; not to be changed."""
    workers = os.environ.get("PYTEST_XDIST_WORKER")
    base = tmp_path_factory.getbasetemp()
    base = base.parent if workers else base
    folder = DataFolder(base / "sample-store")
    with FileLock(str(base / "sample-store.lock")):
        if not folder.current.exists():
            load_sample(folder)
    return folder


@pytest.fixture
def sample_store(sample_folder: DataFolder, tmp_path: Path) -> DataFolder:
    """A copy of the sample store, to be changed."""
    copy = tmp_path / "sample"
    shutil.copytree(sample_folder.root, copy)
    return DataFolder(copy)


@pytest.fixture(scope="session")
def real_log() -> Path:
    """A real ServiceNow audit log made by others."""
    if not REAL_LOG.is_file():
        pytest.skip("the shared real data is not present beside the project")
    return REAL_LOG


@pytest.fixture
def in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read and write in the test's process: the journeys do it as the product does."""
    work_here(monkeypatch)


@pytest.fixture(autouse=True)
def _own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep every test away from the data folder of the person who runs it."""
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "unset"))
