"""`backup` and `restore`: the whole data folder as one file."""

from __future__ import annotations

from pathlib import Path

from slm_analytics.commands.answer import Answer, Arguments
from slm_analytics.ingest import backup as backups
from slm_analytics.settings import MEBIBYTE, DataFolder


def back_up(folder: DataFolder, given: Arguments) -> Answer:
    """Write the data folder to one file."""
    return _told(backups.backup(folder, Path(given.file)), "Backed up")


def restore(folder: DataFolder, given: Arguments) -> Answer:
    """Put a backup into a data folder that holds nothing."""
    return _told(backups.restore(folder, Path(given.file)), "Restored and checked")


def _told(done: backups.Backup, what: str) -> Answer:
    values = {"file": str(done.path), "parts": done.parts, "bytes": done.size,
              "generation": done.generation}  # fmt: skip
    size = f"{done.size / MEBIBYTE:,.1f} MB"
    number = "" if done.generation is None else f", generation {done.generation} in force"
    return Answer(values, [f"{what}: {done.path} ({done.parts} parts, {size}{number})."])
