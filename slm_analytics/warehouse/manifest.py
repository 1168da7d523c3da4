"""What a generation was made from: enough to make it again, kept beside it as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from slm_analytics.errors import DamagedStore

SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadRecord:
    """One accepted upload.

    `archive` is the name of its raw text in the archive and `archive_sha256`
    that file's own digest; `rows` = `loaded` + `set_aside` + `duplicates`.
    Instants are UTC texts, empty where unknown. `fields` are the fields its
    format carries.
    """

    load_id: str
    number: int
    file_name: str
    sha256: str
    archive: str
    archive_sha256: str
    recipe: str
    source: str
    title: str
    system: str
    zone: str
    received_at: str
    rows: int
    loaded: int
    set_aside: int
    duplicates: int
    tickets: int
    updates: int
    first_opened_at: str
    last_opened_at: str
    latest_at: str
    fields: tuple[str, ...]
    is_sample: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """One generation: its inputs, and the digest of the file they gave."""

    number: int
    parent: int | None
    loads: tuple[LoadRecord, ...]
    register_version: int
    code_version: str
    schema_version: int
    tzdata_version: str
    as_of: str
    action: str
    created_at: str
    database_sha256: str
    tickets: int
    history_rows: int

    @property
    def is_sample(self) -> bool:
        """Whether sample data is in force."""
        return any(load.is_sample for load in self.loads)

    def load(self, load_id: str) -> LoadRecord | None:
        """Return the load of that name, if it is in force."""
        return next((load for load in self.loads if load.load_id == load_id), None)


def manifest_text(manifest: Manifest) -> str:
    """Return a manifest as JSON."""
    return json.dumps(asdict(manifest), ensure_ascii=False, indent=1)


def read_manifest(path: Path) -> Manifest:
    """Read a manifest.

    Raises:
        DamagedStore: the file is missing or not a manifest.
    """
    try:
        kept: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        kept["loads"] = tuple(
            LoadRecord(**{**load, "fields": tuple(load["fields"])}) for load in kept["loads"]
        )
        return Manifest(**kept)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DamagedStore(
            f"The manifest {path.name} is missing or damaged.",
            remedy="Restore it from a backup, or go back with `slm undo`.",
        ) from error
