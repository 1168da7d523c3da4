"""Generations on disk: which is in force, and how the next comes into force.

A generation's file is never changed after its switch. The switch is one
rename of `CURRENT`; a crash before it leaves the old generation in force,
a crash after it the new one. Numbers are never used twice.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from slm_analytics.errors import DamagedStore, StoreBusy
from slm_analytics.settings import KEPT_BYTES, KEPT_GENERATIONS, DataFolder
from slm_analytics.warehouse.manifest import Manifest, manifest_text, read_manifest

_LOCK_SECONDS = 60
_BUILDING = ".building-"


@dataclass(frozen=True, slots=True)
class GenerationFiles:
    """The two files of a generation."""

    database: Path
    manifest: Path


def files_of(folder: DataFolder, number: int) -> GenerationFiles:
    """Return where generation `number` is kept."""
    stem = folder.generations / f"{number:06d}"
    return GenerationFiles(stem.with_suffix(".duckdb"), stem.with_suffix(".json"))


def current_number(folder: DataFolder) -> int | None:
    """Return the number of the generation in force; None for a folder never used.

    Raises:
        DamagedStore: the pointer is not a number, or is gone while generations exist.
    """
    try:
        text = folder.current.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        if any(folder.generations.glob("[0-9]*.json")):
            raise DamagedStore(
                "The file CURRENT is gone, so nothing says which generation is in force.",
                remedy="Run `slm rebuild`: the newest generation is put in force again.",
            ) from None
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise _damaged_pointer() from error
    if not (text.isdigit() and len(text) == 6):
        raise _damaged_pointer()
    return int(text)


def _damaged_pointer() -> DamagedStore:
    return DamagedStore(
        "The file CURRENT does not hold the number of a generation.",
        remedy="Run `slm rebuild`: the newest generation is put in force again.",
    )


def current_manifest(folder: DataFolder) -> Manifest | None:
    """Return the manifest of the generation in force; None for a folder never used."""
    number = current_number(folder)
    return None if number is None else read_manifest(files_of(folder, number).manifest)


def newest_number(folder: DataFolder) -> int | None:
    """Return the highest number ever given out."""
    numbers = [int(path.stem) for path in folder.generations.glob("[0-9]*.json")]
    return max(numbers, default=None)


def next_number(folder: DataFolder) -> int:
    """Return a number that no generation had."""
    return (newest_number(folder) or 0) + 1


@contextmanager
def writing(folder: DataFolder) -> Iterator[None]:
    """Hold the one writer's lock; what an interrupted writer left behind is removed first.

    Raises:
        StoreBusy: another process holds it.
    """
    folder.create()
    lock = FileLock(str(folder.lock), timeout=_LOCK_SECONDS)
    try:
        lock.acquire()
    except Timeout as error:
        raise StoreBusy(
            "Another import is being written to this data folder.",
            remedy="Wait until it is done, then try again.",
        ) from error
    try:
        _remove_leftovers(folder)
        yield
    finally:
        lock.release()


def building_path(folder: DataFolder, number: int) -> Path:
    """Return where generation `number` is written until it is complete."""
    return folder.generations / f"{_BUILDING}{number:06d}.duckdb"


def switch(folder: DataFolder, built: Path, manifest: Manifest) -> None:
    """Bring a complete generation into force: files first, pointer last, each made durable."""
    files = files_of(folder, manifest.number)
    _sync(built)
    built.replace(files.database)
    files.database.chmod(0o444)
    write_durably(files.manifest, manifest_text(manifest).encode())
    point_to(folder, manifest.number)
    _prune(folder, keep=manifest.number)


def point_to(folder: DataFolder, number: int) -> None:
    """Put generation `number` in force."""
    write_durably(folder.current, f"{number:06d}\n".encode("ascii"))


def write_durably(path: Path, content: bytes) -> None:
    """Write a file so that a crash leaves the old content or the new, never a part."""
    temporary = path.with_name(f".{path.name}.new")
    with temporary.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    _sync_folder(path.parent)


def copy_for_change(folder: DataFolder, parent: int, target: Path) -> None:
    """Copy the file of generation `parent` to `target`, writable."""
    shutil.copyfile(files_of(folder, parent).database, target)


def sha256_of(path: Path) -> str:
    """Return the digest of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _sync_folder(path: Path) -> None:
    if os.name != "posix":  # a folder cannot be synced elsewhere
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove_leftovers(folder: DataFolder) -> None:
    for left in (
        *folder.generations.glob(f"{_BUILDING}*"),
        *folder.generations.glob(".*.new"),
        *folder.archive.glob(".*.new"),
        *folder.root.glob(".*.new"),
    ):
        with contextlib.suppress(OSError):
            left.unlink()


def _prune(folder: DataFolder, keep: int) -> None:
    """Delete the oldest database files beyond what is kept; manifests stay.

    A file that a reader still has open keeps its content on POSIX until the
    reader lets go; elsewhere it cannot be deleted and stays until next time.
    """
    kept_bytes = 0
    paths = sorted(folder.generations.glob("[0-9]*.duckdb"), reverse=True)
    for place, path in enumerate(paths):
        kept_bytes += path.stat().st_size
        too_many = place >= KEPT_GENERATIONS or kept_bytes > KEPT_BYTES
        if too_many and int(path.stem) != keep:
            with contextlib.suppress(OSError):
                path.unlink()
