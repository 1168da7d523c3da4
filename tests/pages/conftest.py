"""What the tests of the pages share: stores of every shape, and the app on one of them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from filelock import FileLock
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from slm_analytics.ingest.intake import Upload, import_now
from slm_analytics.ingest.loads_in_force import start_empty
from slm_analytics.ingest.options import Options
from slm_analytics.settings import DATA_VARIABLE, DataFolder
from tests.conftest import ROOT
from tests.pages.stores import SHAPES, store_of

Stores = Callable[[str], DataFolder]
Open = Callable[..., AppTest]
Copy = Callable[[str], DataFolder]


# Each run of an AppTest is a start of Streamlit, which reads what every installed package says of
# itself, in search of components; that takes as long as a page. Here it is read once.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


@pytest.fixture(scope="session")
def stores(
    tmp_path_factory: pytest.TempPathFactory,
    sample_folder: DataFolder,
    request: pytest.FixtureRequest,
) -> Stores:
    """Return the store of a name, made once for all tests and workers; not to be changed."""
    base = tmp_path_factory.getbasetemp()
    base = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base

    def store(name: str) -> DataFolder:
        if name == "sample":
            return sample_folder
        folder = DataFolder(base / f"store-{name}")
        with FileLock(str(base / f"store-{name}.lock")):
            if not folder.current.exists():
                _fill(name, folder, request)
        return folder

    return store


def _fill(name: str, folder: DataFolder, request: pytest.FixtureRequest) -> None:
    if name == "empty":
        start_empty(folder)
    elif name == "real":
        path: Path = request.getfixturevalue("real_log")
        import_now(folder, [Upload(path, path.name)], Options(zone="America/Sao_Paulo"))
    else:
        store_of(folder, list(SHAPES[name]()))


@pytest.fixture
def copy_of(stores: Stores, tmp_path: Path) -> Copy:
    """Return a copy of a store, to be changed."""

    def copied(name: str) -> DataFolder:
        shutil.copytree(stores(name).root, tmp_path / name)
        return DataFolder(tmp_path / name)

    return copied


@pytest.fixture
def open_app(monkeypatch: pytest.MonkeyPatch) -> Open:
    """Return the app on a store, at a page, with a query."""

    def opened(folder: DataFolder, page: str = "overview", /, **query: str | list[str]) -> AppTest:
        monkeypatch.setenv(DATA_VARIABLE, str(folder.root))
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=240)
        app.switch_page(f"pages/{page}.py")
        for key, value in query.items():
            app.query_params[key] = value
        return app.run()

    return opened


def texts(app: AppTest) -> str:
    """Return all that is written as HTML on a page."""
    bodies = [element.proto.body for element in app.get("html")]
    return "\n".join(body for body in bodies if not body.startswith("<style"))


def query_of(app: AppTest) -> dict[str, list[str]]:
    """Return the query of the address, as the app has left it."""
    said = {key: app.query_params[key] for key in app.query_params}
    return {key: [value] if isinstance(value, str) else list(value) for key, value in said.items()}


def headline(app: AppTest) -> str:
    """Return the headline as it stands in the page's HTML."""
    found = [text for text in texts(app).splitlines() if 'class="slm-headline">' in text]
    return found[0].split('class="slm-headline">')[1].split("</")[0]


def calm(app: AppTest) -> None:
    """Hold that a page shows neither an exception nor an error."""
    assert [element.message for element in app.exception] == []
    assert [element.value for element in app.error] == []
