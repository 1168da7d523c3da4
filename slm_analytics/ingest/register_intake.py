"""What the screen and the command line do with the register: read a workbook, take it over."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from slm_analytics.domain.rules import Rules
from slm_analytics.errors import RegisterChanged, UsageError
from slm_analytics.ingest.child import run_job
from slm_analytics.ingest.jobs import job_for
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

_UNDONE = ("", "")
_SHOWN = 5  # rows that a sentence names
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


def take_over(
    folder: DataFolder, register: Register, *, who: str, why: str, base: int | None = None
) -> int | None:
    """Put a register in force; return the new generation, None where it is in force already.

    Args:
        folder: the data folder.
        register: what is agreed from now on.
        who, why: for the journal.
        base: the version that `register` was made from; None: the one in force.

    Raises:
        UsageError: nobody says who wants it.
        RegisterChanged: somebody else changed rows since `base`.
    """
    if not who.strip():
        raise UsageError("Nobody says who changes the register.", remedy="Give a name.")
    folder.create()
    parent = register_version(folder)
    if base is not None and (told := changed_since(folder, base)):
        raise RegisterChanged(
            f"Nothing was saved: {told}", remedy="Look at it, then save what is yours."
        )
    changes = changes_between(register_of(folder, parent), register)
    if not changes:
        return None
    why = why.strip() or f"register: {len(changes)} rows changed"
    version = Record(folder.record).change_register(parent, changes, who=who.strip(), why=why)
    job = job_for(folder, "use_register", version) | {"why": why, "parent": parent}
    return int(run_job(job)["generation"])


def changed_since(folder: DataFolder, base: int) -> str:
    """Return who changed which rows of the register since a version; empty where nobody did."""
    version = register_version(folder)
    if version == base:
        return ""
    changes = changes_between(register_of(folder, base), register_of(folder, version))
    if not changes:
        return ""
    authors = Record(folder.record).changed_by(version, base)
    told: dict[tuple[str, str], list[str]] = {}
    for each in changes:
        said = authors.get((each.sheet, each.key), _UNDONE)
        name = ", ".join(part for part in json.loads(each.key) if part)
        told.setdefault(said, []).append(f"{name} ({each.sheet})")
    return " ".join(_told(who, at, rows) for (who, at), rows in told.items())


def _told(who: str, at: str, rows: Sequence[str]) -> str:
    more = f" and {len(rows) - _SHOWN} more" if len(rows) > _SHOWN else ""
    what = "; ".join(rows[:_SHOWN]) + more
    if (who, at) == _UNDONE:
        return f"An earlier state was put back meanwhile: {what}."
    moment = datetime.strptime(at, "%Y-%m-%dT%H:%M:%S%z")
    return f"{who} changed the register on {moment:%-d %b %Y at %H:%M} UTC: {what}."
