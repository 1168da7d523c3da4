"""Generations on disk: which is in force, and how the next comes into force.

A generation's file is never changed after its switch. The switch is one
rename of `CURRENT`; a crash before it leaves the old generation in force,
a crash after it the new one. Numbers are never used twice.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from slm_analytics.errors import DamagedStore, StoreBusy
from slm_analytics.settings import KEPT_BYTES, KEPT_GENERATIONS, DataFolder
from slm_analytics.warehouse.durable import sha256_of, sync, write_durably
from slm_analytics.warehouse.manifest import (
    SCHEMA_VERSION,
    Manifest,
    manifest_text,
    read_manifest,
)

_LOCK_SECONDS = 60
_BUILDING = ".building-"
_POINTER = re.compile(r"[0-9]{6}( [0-9a-f]{8})?")


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
        if newest_number(folder) is not None:
            raise DamagedStore(
                "The file CURRENT is gone, so nothing says which generation is in force.",
                remedy="Run `slm rebuild`: the newest generation is put in force again.",
            ) from None
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise _damaged_pointer() from error
    if _POINTER.fullmatch(text) is None or text not in (text[:6], pointer_text(int(text[:6]))):
        raise _damaged_pointer()
    return int(text[:6])


def pointer_text(number: int) -> str:
    """Return what CURRENT holds: the number, and its digest, lest one wrong bit point elsewhere."""
    digits = f"{number:06d}"
    return f"{digits} {hashlib.sha256(digits.encode()).hexdigest()[:8]}"


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
    numbers = [
        int(path.stem)
        for kind in ("json", "duckdb")
        for path in folder.generations.glob(f"[0-9]*.{kind}")
    ]
    return max(numbers, default=None)


def usable(folder: DataFolder, number: int) -> bool:
    """Return whether a generation can be put in force as it stands: whole, and of our tables."""
    files = files_of(folder, number)
    try:
        manifest = read_manifest(files.manifest)
    except DamagedStore:
        return False
    return (
        manifest.schema_version == SCHEMA_VERSION
        and files.database.exists()
        and sha256_of(files.database) == manifest.database_sha256
    )


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
    """Bring a complete generation into force: files first, pointer last, each made durable.

    Whatever fails before the pointer is written leaves no file of the new generation.
    """
    files = files_of(folder, manifest.number)
    try:
        sync(built)
        built.replace(files.database)
        files.database.chmod(0o444)
        write_durably(files.manifest, manifest_text(manifest).encode())
        point_to(folder, manifest.number)
    except OSError:
        if not _may_be_in_force(folder, manifest.number):
            files.manifest.unlink(missing_ok=True)
            files.database.unlink(missing_ok=True)
        raise
    _prune(folder, keep=manifest.number)


def _may_be_in_force(folder: DataFolder, number: int) -> bool:
    try:
        return current_number(folder) == number
    except DamagedStore:
        return True


def point_to(folder: DataFolder, number: int) -> None:
    """Put generation `number` in force."""
    write_durably(folder.current, f"{pointer_text(number)}\n".encode("ascii"))


def copy_for_change(folder: DataFolder, parent: int, target: Path) -> None:
    """Copy the file of generation `parent` to `target`, writable.

    Raises:
        DamagedStore: it is not what its manifest says; a fault is not to be passed on.
    """
    files = files_of(folder, parent)
    if files.database.exists():
        shutil.copyfile(files.database, target)
    if not target.exists() or sha256_of(target) != read_manifest(files.manifest).database_sha256:
        raise DamagedStore(
            f"The store file of generation {parent} is missing or damaged.",
            remedy="Run `slm rebuild`: it is made again from the archive. Then try again.",
        )


def _remove_leftovers(folder: DataFolder) -> None:
    for left in (
        *folder.generations.glob(f"{_BUILDING}*"),
        *folder.generations.glob(".*.new"),
        *folder.archive.glob(".*.new"),
        *folder.root.glob(".*.new"),
        *_never_in_force(folder),
    ):
        with contextlib.suppress(OSError):
            shutil.rmtree(left) if left.is_dir() else left.unlink()


def _never_in_force(folder: DataFolder) -> list[Path]:
    """Return store files whose writer was stopped before it wrote their manifest.

    Such a file is newer than every manifest; an older one without a manifest
    has lost it, and may yet be needed.
    """
    told = max((int(path.stem) for path in folder.generations.glob("[0-9]*.json")), default=0)
    return [
        path
        for path in folder.generations.glob("[0-9]*.duckdb")
        if int(path.stem) > told and not _may_be_in_force(folder, int(path.stem))
    ]


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
