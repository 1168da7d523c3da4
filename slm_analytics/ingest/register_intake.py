"""What the screen and the command line do with the register: read a workbook, take it over."""

from __future__ import annotations

from pathlib import Path

from slm_analytics.domain.rules import Rules
from slm_analytics.errors import UsageError
from slm_analytics.ingest.child import run_job
from slm_analytics.ingest.intake import job_for
from slm_analytics.record.store import Record
from slm_analytics.register.in_force import rules_from
from slm_analytics.register.journal import changes_between, register_of
from slm_analytics.register.reading import ReadRegister, from_plain
from slm_analytics.register.rows import Register
from slm_analytics.settings import (
    MEBIBYTE,
    DataFolder,
    reader_memory_bytes,
    reader_seconds,
)
from slm_analytics.warehouse.generation import current_manifest

_CONTENT_BYTES = 30 * MEBIBYTE  # the most that a register workbook may unpack to


def register_version(folder: DataFolder) -> int:
    """Return the version of the register that the generation in force was built with."""
    manifest = current_manifest(folder)
    return manifest.register_version if manifest else 0


def register_in_force(folder: DataFolder) -> Register:
    """Return the register that the generation in force was built with."""
    return register_of(folder, register_version(folder))


def rules_in_force(folder: DataFolder) -> Rules:
    """Return the rules that the generation in force was built with."""
    return rules_from(register_in_force(folder))


def read_workbook(folder: DataFolder, path: Path, name: str) -> ReadRegister:
    """Read a register workbook; nothing is put in force.

    Raises:
        ExtractError: the file cannot be used.
    """
    seconds = reader_seconds(_CONTENT_BYTES)
    job = {
        "action": "read_register",
        "data": str(folder.root),
        "path": str(path.resolve()),
        "name": name,
        "memory_bytes": reader_memory_bytes(_CONTENT_BYTES),
        "seconds": seconds,
    }
    return from_plain(run_job(job, files=name, seconds=seconds))


def take_over(folder: DataFolder, register: Register, *, who: str, why: str) -> int | None:
    """Put a register in force; return the new generation, None where it is in force already.

    Raises:
        UsageError: nobody says who wants it.
    """
    if not who.strip():
        raise UsageError("Nobody says who changes the register.", remedy="Give a name.")
    folder.create()
    parent = register_version(folder)
    changes = changes_between(register_of(folder, parent), register)
    if not changes:
        return None
    why = why.strip() or f"register: {len(changes)} rows changed"
    version = Record(folder.record).change_register(parent, changes, who=who.strip(), why=why)
    job = job_for(folder, "use_register", version) | {"why": why}
    return int(run_job(job)["generation"])
