"""Checking that everything on disk is what it was when it was written."""

from __future__ import annotations

from collections.abc import Iterator

from slm_analytics.domain.finding import Finding, Severity
from slm_analytics.errors import DamagedStore
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.connection import DuckDbWarehouse
from slm_analytics.warehouse.durable import sha256_of
from slm_analytics.warehouse.generation import current_number, files_of
from slm_analytics.warehouse.manifest import LoadRecord, Manifest, read_manifest


def verify(folder: DataFolder) -> list[Finding]:
    """Return what is wrong with the store; nothing when all is well.

    Checked: the pointer, every manifest, every database that is kept against
    its digest, every archived file that a generation was made from.
    """
    findings: list[Finding] = []
    number = None
    try:
        number = current_number(folder)
    except DamagedStore as error:
        findings.append(_told("pointer", error))
    manifests = {}
    for told in _numbers(folder, number):
        try:
            manifests[told] = read_manifest(files_of(folder, told).manifest)
        except DamagedStore as error:
            findings.append(_told("manifest", error))
    for manifest in manifests.values():
        findings += _check_database(folder, manifest, in_force=manifest.number == number)
    findings += _check_archive(folder, manifests)
    if number is not None and not findings:
        findings += _check_opening(folder, number)
    return findings


def _numbers(folder: DataFolder, current: int | None) -> list[int]:
    """Return the generations that have a manifest, and the one in force, which must have one."""
    found = {int(path.stem) for path in folder.generations.glob("[0-9]*.json")}
    return sorted(found | ({current} if current is not None else set()))


def _check_database(folder: DataFolder, manifest: Manifest, *, in_force: bool) -> Iterator[Finding]:
    database = files_of(folder, manifest.number).database
    if not database.exists() and not in_force:
        return  # pruned: it can be made again from its manifest
    if not database.exists() or sha256_of(database) != manifest.database_sha256:
        yield _fault(
            "database",
            f"The store file of generation {manifest.number} is missing or damaged.",
            "Run `slm rebuild`: it is made again from the archive.",
        )


def _check_archive(folder: DataFolder, manifests: dict[int, Manifest]) -> Iterator[Finding]:
    loads: dict[tuple[str, str], LoadRecord] = {}
    for _, manifest in sorted(manifests.items()):
        loads |= {(load.archive, load.archive_sha256): load for load in manifest.loads}
    for load in loads.values():
        path = folder.archive / load.archive
        if not path.exists() or sha256_of(path) != load.archive_sha256:
            yield _fault(
                "archive",
                f"The archived copy of {load.file_name} is missing or damaged"
                f" (load {load.load_id}).",
                "Restore the archive folder from a backup, or withdraw the load and import its"
                " file again.",
            )


def _check_opening(folder: DataFolder, number: int) -> Iterator[Finding]:
    try:
        DuckDbWarehouse(files_of(folder, number).database).close()
    except DamagedStore as error:
        yield _told("database", error)


def _told(code: str, error: DamagedStore) -> Finding:
    return _fault(code, str(error), error.remedy)


def _fault(code: str, message: str, remedy: str) -> Finding:
    return Finding(severity=Severity.REFUSED, code=code, message=message, remedy=remedy)
