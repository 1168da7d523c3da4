"""Stores for tests of the intake: files written in a line, and what a store holds of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from slm_analytics.ingest import (
    exclusions,
    intake,
    loads_in_force,
    meanings,
    register_intake,
    sign_off,
    worker,
)
from slm_analytics.ingest.intake import Upload
from slm_analytics.ingest.options import Options
from slm_analytics.ingest.report import LoadReport
from slm_analytics.settings import DataFolder, data_folder
from slm_analytics.warehouse.connection import DuckDbWarehouse
from slm_analytics.warehouse.generation import current_manifest, files_of

HEADS = "ticket_id,opened_at,updated_at,state,service"


def work_here(patch: pytest.MonkeyPatch) -> None:
    """Have the jobs of the worker done in the test's own process."""
    for module in (exclusions, intake, loads_in_force, meanings, register_intake, sign_off):
        patch.setattr(module, "run_job", run_here)


def run_here(job: dict[str, Any], *, files: str = "", seconds: int = 0) -> dict[str, Any]:
    """Do a job of the worker in the test's own process: as `child.run_job`, in a tenth of the time.

    The limits are lifted: they would hold for all tests that follow.
    """
    told = json.loads(json.dumps(job | {"memory_bytes": 1 << 45, "seconds": 100_000}))
    answer = worker._ACTIONS[told["action"]](data_folder(told["data"]), told)
    done: dict[str, Any] = json.loads(json.dumps(answer))
    return done


def upload(folder: Path, name: str, *rows: str, heads: str = HEADS) -> Upload:
    """Write a CSV file of headings and rows."""
    path = folder / name
    path.write_text("\n".join((heads, *rows)) + "\n", encoding="utf-8")
    return Upload(path, name)


def read_one(store: DataFolder, file: Upload, options: Options | None = None) -> LoadReport:
    """Read one file in the reading process."""
    (report,) = intake.read(store, [file], options or Options(zone="UTC"))
    return report


def load(
    store: DataFolder, *files: Upload, options: Options | None = None, is_sample: bool = False
) -> list[LoadReport]:
    """Read files and load them; return the reports."""
    reports, number = intake.import_now(
        store, files, options or Options(zone="UTC"), is_sample=is_sample
    )
    assert number is not None, [(each.findings, each.questions) for each in reports]
    return reports


def tickets(store: DataFolder, *columns: str) -> list[tuple[object, ...]]:
    """Return columns of the tickets in force, as texts, in the order of their ids."""
    manifest = current_manifest(store)
    if manifest is None:
        return []
    named = ", ".join(f"CAST({column} AS VARCHAR) AS {column}" for column in columns)
    warehouse = DuckDbWarehouse(files_of(store, manifest.number).database)
    try:
        frame = warehouse.query(f"SELECT {named} FROM ticket ORDER BY ticket_id")
    finally:
        warehouse.close()
    return [tuple(row) for row in frame.itertuples(index=False)]


def load_ids(store: DataFolder) -> list[str]:
    """Return the loads in force."""
    manifest = current_manifest(store)
    return [load.load_id for load in manifest.loads] if manifest else []


def content(store: DataFolder) -> dict[str, str]:
    """Return the digest of every file that is kept for good."""
    kept: Sequence[Path] = [store.current, *store.archive.iterdir(), *store.generations.iterdir()]
    return {
        str(path.relative_to(store.root)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in kept
        if path.is_file()
    }
