"""What the process that reads and writes is told to do."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from slm_analytics.record.source_memory import MEANINGS
from slm_analytics.record.store import Record
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.generation import current_manifest


def job_for(folder: DataFolder, action: str, version: int | None = None) -> dict[str, Any]:
    """Return a job of the worker, with the register in force or another version of it."""
    if version is None:
        manifest = None if action == "rebuild" else current_manifest(folder)
        version = manifest.register_version if manifest else 0
    meanings = Record(folder.record).register(version, MEANINGS)
    rows = [[row["system"], row["field"], row["word"], row["meaning"]] for row in meanings.values()]
    return {
        "action": action,
        "data": str(folder.root),
        "register": {"version": version, "meanings": rows},
        "received_at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S+0000"),
    }
