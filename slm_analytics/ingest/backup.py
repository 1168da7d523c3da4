"""Backup and restore: the whole data folder as one file, each part told by its digest.

A backup is taken under the writer's lock, so no import is half in it, and is
read again before it is given its name. It is restored into a folder that
holds nothing, part by part against its digests, and checked before it is put
in place: a backup that cannot be restored whole leaves nothing behind.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from errno import ENOSPC
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from slm_analytics import __version__
from slm_analytics.errors import DamagedStore, StoreError, UsageError
from slm_analytics.record.store import Record
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.durable import sha256_of, sync, sync_folder
from slm_analytics.warehouse.generation import current_number, files_of, newest_number, writing
from slm_analytics.warehouse.verify import verify

_CONTENTS = "contents.json"
_RECORD = "record.sqlite"
_FORM = 1
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A backup that was written or restored: its file, parts, bytes and generation."""

    path: Path
    parts: int
    size: int
    generation: int | None


def backup(folder: DataFolder, target: Path) -> Backup:
    """Write the data folder to one file.

    The generation in force goes with its store file, those before it with what
    they were made from: `undo` makes them again from the archive.

    Raises:
        UsageError: the file exists, or there is nothing to back up.
        DamagedStore: the store is not well; a fault is not to be carried on.
        StoreError: the disk is full.
    """
    if target.exists():
        raise UsageError(f"{target} exists.", remedy="Name a file that does not exist yet.")
    if current_number(folder) is None and not folder.record.exists():
        raise UsageError(f"{folder.root} holds nothing.", remedy="Name a data folder with --data.")
    unfinished = target.with_name(f".{target.name}.new")
    try:
        with writing(folder), TemporaryDirectory(dir=folder.root) as place:
            _check_well(folder)
            number = current_number(folder)
            parts = _write(folder, unfinished, Path(place), number)
        _read_again(unfinished)
        sync(unfinished)
        unfinished.replace(target)
        sync_folder(target.absolute().parent)
    except OSError as error:
        raise _cannot_write(target, error) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return Backup(path=target, parts=parts, size=target.stat().st_size, generation=number)


def _check_well(folder: DataFolder) -> None:
    faults = verify(folder)
    if faults:
        raise DamagedStore(
            f"The store is not well, so it is not backed up: {faults[0].message}",
            remedy=faults[0].remedy,
        )
    Record(folder.record).check()


def _write(folder: DataFolder, target: Path, place: Path, number: int | None) -> int:
    contents: dict[str, str] = {}
    with zipfile.ZipFile(target, "x", zipfile.ZIP_STORED, allowZip64=True) as packed:
        for name, path in _parts(folder, place, number):
            contents[name] = sha256_of(path)
            packed.write(path, name)
        told = {
            "form": _FORM,
            "code_version": __version__,
            "written_at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "generation": number,
            "sha256": contents,
        }
        packed.writestr(_CONTENTS, json.dumps(told, indent=1))
    return len(contents)


def _parts(folder: DataFolder, place: Path, number: int | None) -> Iterator[tuple[str, Path]]:
    """Yield the name and the file of every part."""
    if folder.record.exists():
        Record(folder.record).copy_to(place / _RECORD)
        yield _RECORD, place / _RECORD
    if number is None:
        return
    yield folder.current.name, folder.current
    for path in sorted(folder.generations.glob("[0-9]*.json")):
        yield f"generations/{path.name}", path
    database = files_of(folder, number).database
    yield f"generations/{database.name}", database
    for path in sorted(folder.archive.glob("*.parquet")):
        yield f"archive/{path.name}", path


def _read_again(path: Path) -> None:
    with zipfile.ZipFile(path) as packed:
        for name, digest in _contents(packed, path)["sha256"].items():
            if _digest(packed, name) != digest:
                raise StoreError(
                    f"{path.name} could not be read back as it was written.",
                    remedy="Write the backup to another disk.",
                )


def restore(folder: DataFolder, source: Path) -> Backup:
    """Put a backup in place of a data folder that holds nothing.

    Raises:
        UsageError: the folder holds something, or the file does not exist.
        DamagedStore: the backup is damaged or none; nothing was put in place.
        StoreError: the disk is full.
    """
    if not source.is_file():
        raise UsageError(f"{source} does not exist.", remedy="Name the file of a backup.")
    if newest_number(folder) is not None or folder.current.exists() or folder.record.exists():
        raise UsageError(
            f"{folder.root} holds data already; a backup is not put over it.",
            remedy="Restore into a new folder: `slm --data FOLDER restore FILE`.",
        )
    folder.create()
    try:
        with TemporaryDirectory(dir=folder.root, prefix=".restoring-") as place:
            restored = DataFolder(Path(place))
            restored.create()
            told, parts = _unpack(source, restored)
            _check_well(restored)
            _put_in_place(restored, folder)
    except OSError as error:
        raise _cannot_write(folder.root, error) from error
    return Backup(path=source, parts=parts, size=source.stat().st_size, generation=told)


def _unpack(source: Path, folder: DataFolder) -> tuple[int | None, int]:
    try:
        with zipfile.ZipFile(source) as packed:
            told = _contents(packed, source)
            for name, digest in told["sha256"].items():
                _unpack_part(packed, name, digest, folder)
    except (zipfile.BadZipFile, KeyError, EOFError, ValueError, NotImplementedError) as error:
        raise _no_backup(source) from error
    return told["generation"], len(told["sha256"])


def _unpack_part(packed: zipfile.ZipFile, name: str, digest: str, folder: DataFolder) -> None:
    parts = PurePosixPath(name).parts
    known = len(parts) == 1 and name in (_RECORD, folder.current.name)
    if not known and (len(parts) != 2 or parts[0] not in ("generations", "archive")):
        raise ValueError(name)
    target = folder.root.joinpath(*parts)
    with packed.open(name) as part, target.open("xb") as copy:
        shutil.copyfileobj(part, copy, _CHUNK)
    sync(target)
    if sha256_of(target) != digest:
        raise ValueError(name)


def _put_in_place(restored: DataFolder, folder: DataFolder) -> None:
    """Move the parts; the pointer last, so that a stop half-way leaves no store in force."""
    for kind in ("archive", "generations"):
        for path in sorted((restored.root / kind).iterdir()):
            path.replace(folder.root / kind / path.name)
        sync_folder(folder.root / kind)
    for path in (restored.record, restored.current):
        if path.exists():
            path.replace(folder.root / path.name)
    for database in folder.generations.glob("[0-9]*.duckdb"):
        database.chmod(0o444)
    sync_folder(folder.root)


def _contents(packed: zipfile.ZipFile, path: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(packed.read(_CONTENTS))
    if told.get("form") != _FORM or not isinstance(told.get("sha256"), dict):
        raise _no_backup(path)
    return told


def _digest(packed: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    with packed.open(name) as part:
        while chunk := part.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _no_backup(path: Path) -> DamagedStore:
    return DamagedStore(
        f"{path.name} is damaged, or no backup of this program; nothing was restored.",
        remedy="Take another backup file; `slm backup FILE` writes them.",
    )


def _cannot_write(target: Path, error: OSError) -> StoreError:
    full = error.errno == ENOSPC
    what = f"The disk that holds {target.name} is full" if full else f"{target} cannot be written"
    return StoreError(f"{what}; nothing was left behind.", remedy="Free some space and try again.")
