"""Stores that the tests of metrics share; none is changed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.connection import DuckDbWarehouse
from tests.metrics.hand_worked import AGREED, FILES
from tests.warehouse.stores import load_under, warehouse_of


@pytest.fixture(scope="session")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DuckDbWarehouse]:
    """The tickets of `hand_worked`, and what is agreed of them."""
    folder = DataFolder(tmp_path_factory.mktemp("worked"))
    load_under(folder, AGREED, *FILES)
    warehouse = warehouse_of(folder)
    yield warehouse
    warehouse.close()


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DuckDbWarehouse]:
    """A store in which nothing was ever loaded."""
    from slm_analytics.ingest.loads_in_force import start_empty  # noqa: PLC0415  slow to import

    folder = DataFolder(tmp_path_factory.mktemp("empty"))
    start_empty(folder)
    warehouse = warehouse_of(folder)
    yield warehouse
    warehouse.close()


@pytest.fixture(scope="session")
def sample(sample_folder: DataFolder) -> Iterator[DuckDbWarehouse]:
    """The sample data."""
    warehouse = warehouse_of(sample_folder)
    yield warehouse
    warehouse.close()
