"""A store of two generations that the tests of this folder copy and damage."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from slm_analytics.settings import DataFolder
from tests.warehouse.stores import File, load

FIRST = File(
    name="januar.csv",
    rows=[
        {"ticket_id": f"T{place}", "opened_at": f"2026-01-{place:02d} 08:00", "service": "Büro"}
        for place in range(1, 29)
    ],
)
SECOND = File(
    name="februar.csv",
    rows=[
        {
            "ticket_id": f"T{place}",
            "opened_at": "2026-02-01 08:00",
            "updated_at": "2026-02-02 08:00",
        }
        for place in range(20, 40)
    ],
    zone="Asia/Tokyo",
)
THIRD = File(name="märz.csv", rows=[{"ticket_id": "T99", "opened_at": "2026-03-01 08:00"}])


@pytest.fixture(scope="session")
def _two_generations(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = DataFolder(tmp_path_factory.mktemp("two") / "data")
    load(folder, FIRST)
    load(folder, SECOND)
    return folder.root


@pytest.fixture
def two(_two_generations: Path, tmp_path: Path) -> DataFolder:
    """January in generation 1, January and February in generation 2."""
    shutil.copytree(_two_generations, tmp_path / "data")
    return DataFolder(tmp_path / "data")
