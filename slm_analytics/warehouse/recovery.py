"""What a generation was made from, also when its manifest is gone: its own file says it too."""

from __future__ import annotations

from pathlib import Path

from slm_analytics.errors import DamagedStore
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.durable import sha256_of, write_durably
from slm_analytics.warehouse.generation import current_number, files_of
from slm_analytics.warehouse.manifest import (
    Manifest,
    manifest_from_text,
    manifest_text,
    read_manifest,
)


def inputs_of(folder: DataFolder, number: int) -> Manifest:
    """Return what is needed to make generation `number` again.

    Raises:
        DamagedStore: neither its manifest nor its file can be read.
    """
    files = files_of(folder, number)
    try:
        return read_manifest(files.manifest)
    except DamagedStore as error:
        told = _told_by(files.database)
        if told is None or told.number != number:
            raise DamagedStore(
                f"Neither the manifest nor the store file of generation {number} can be read.",
                remedy="Restore the folder generations from a backup.",
            ) from error
        return told


def put_away_damaged(folder: DataFolder) -> None:
    """Put right what is damaged among the generations that are not in force.

    A manifest is written again from its store file. A store file that is not
    what its manifest says is deleted: it is made again when it is needed. A
    damaged manifest without a store file is put aside under another name.
    """
    current = current_number(folder)
    paths = (*folder.generations.glob("[0-9]*.json"), *folder.generations.glob("[0-9]*.duckdb"))
    for number in {int(path.stem) for path in paths} - {current}:
        files = files_of(folder, number)
        try:
            manifest = inputs_of(folder, number)
        except DamagedStore:
            if files.manifest.exists():
                files.manifest.replace(files.manifest.with_name(f"{files.manifest.name}.damaged"))
            files.database.unlink(missing_ok=True)
            continue
        if files.database.exists() and sha256_of(files.database) != manifest.database_sha256:
            write_durably(files.manifest, manifest_text(manifest).encode())
            files.database.unlink()


def _told_by(database: Path) -> Manifest | None:
    import duckdb  # noqa: PLC0415  only a damaged store needs it

    from slm_analytics.warehouse.opening import opened  # noqa: PLC0415

    try:
        with opened(database) as connection:
            row = connection.execute("SELECT inputs FROM generation").fetchone()
        return manifest_from_text(row[0]) if row else None
    except (duckdb.Error, ValueError, KeyError, TypeError):
        return None
