"""Which loads are in force: a load is withdrawn, a step undone, a generation made again."""

from __future__ import annotations

from slm_analytics.errors import NothingToUndo, StoreError
from slm_analytics.ingest.child import run_job
from slm_analytics.ingest.jobs import job_for
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.generation import (
    current_manifest,
    current_number,
    newest_number,
    point_to,
    usable,
    writing,
)
from slm_analytics.warehouse.manifest import SCHEMA_VERSION
from slm_analytics.warehouse.recovery import inputs_of


def withdraw(folder: DataFolder, load_id: str) -> int:
    """Take a load out; return the new generation."""
    return int(run_job(job_for(folder, "withdraw") | {"load_id": load_id})["generation"])


def start_empty(folder: DataFolder) -> int:
    """Put a generation without loads in force; return its number."""
    return int(run_job(job_for(folder, "start_empty"))["generation"])


def undo(folder: DataFolder) -> int:
    """Go back to the generation before the one in force; return its number.

    Raises:
        NothingToUndo: there is none.
    """
    with writing(folder):
        manifest = current_manifest(folder)
        if manifest is None or manifest.parent is None:
            raise NothingToUndo(
                "There is nothing to undo.", remedy="`slm loads` lists what is loaded."
            )
        if usable(folder, manifest.parent):
            point_to(folder, manifest.parent)
            return manifest.parent
    return _rebuild(folder, manifest.parent)


def rebuild(folder: DataFolder) -> int:
    """Make the generation in force again from the archive; return the new number.

    With a damaged pointer the newest generation is made again.
    """
    try:
        number = current_number(folder)
    except StoreError:
        number = newest_number(folder)
    return _rebuild(folder, number)


def bring_up_to_date(folder: DataFolder) -> None:
    """Make the generation in force again when another version of the program made its tables.

    To be called before a store is read for the first time.
    """
    manifest = current_manifest(folder)
    if manifest is not None and manifest.schema_version != SCHEMA_VERSION:
        run_job(job_for(folder, "bring_up_to_date"))


def _rebuild(folder: DataFolder, number: int | None) -> int:
    version = 0
    if number is not None:
        version = inputs_of(folder, number).register_version
    job = job_for(folder, "rebuild", version) | {"manifest": number}
    return int(run_job(job)["generation"])
