"""What a generation was made from: enough to make it again, kept beside it as JSON."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from slm_analytics.errors import DamagedStore

SCHEMA_VERSION = 7
_DIGEST = "manifest_sha256"
_FIRST_WITH_DIGEST = 2  # manifests of schema version 1 carry no digest of their own


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadRecord:
    """One accepted upload.

    `archive` is the name of its raw text in the archive and `archive_sha256`
    that file's own digest; `rows` = `loaded` + `set_aside` + `duplicates`.
    Instants are UTC texts, empty where unknown. `fields` are the fields its
    format carries. `contract` is the kind of its records; of kinds other than tickets
    `records` are told.
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
    contract: str = "tickets"
    records: int = 0


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
    """Return a manifest as JSON, with a digest of itself: a changed letter does not go unseen."""
    content = asdict(manifest)
    return json.dumps(content | {_DIGEST: _digest(content)}, ensure_ascii=False, indent=1)


def _digest(content: dict[str, Any]) -> str:
    plain = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()


def manifest_from_text(text: str) -> Manifest:
    """Read what `manifest_text` wrote.

    Raises:
        ValueError, KeyError, TypeError: it is not that.
    """
    kept: dict[str, Any] = json.loads(text)
    digest = kept.pop(_DIGEST, None)
    if digest != _digest(kept) and not (digest is None and _has_no_digest(kept)):
        raise ValueError("the digest differs")
    kept["loads"] = tuple(
        LoadRecord(**{**load, "fields": tuple(load["fields"])}) for load in kept["loads"]
    )
    return Manifest(**kept)


def _has_no_digest(kept: dict[str, Any]) -> bool:
    return int(kept["schema_version"]) < _FIRST_WITH_DIGEST


def read_manifest(path: Path) -> Manifest:
    """Read a manifest.

    Raises:
        DamagedStore: the file is missing or not a manifest.
    """
    try:
        return manifest_from_text(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedStore(
            f"The manifest {path.name} is missing or damaged.",
            remedy="Run `slm rebuild`: it is made again from the store file and the archive.",
        ) from error
