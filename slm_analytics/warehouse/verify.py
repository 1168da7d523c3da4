"""Checking that everything on disk is what it was when it was written."""

from __future__ import annotations

from slm_analytics.domain.finding import Finding, Severity
from slm_analytics.errors import StoreError
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.connection import DuckDbWarehouse
from slm_analytics.warehouse.generation import current_number, files_of, sha256_of
from slm_analytics.warehouse.manifest import Manifest, read_manifest


def verify(folder: DataFolder) -> list[Finding]:
    """Return what is wrong with the store; nothing when all is well.

    Checked: the pointer, the manifest and the database in force against its
    digest, every earlier database that is still kept, every archived file.
    """
    try:
        number = current_number(folder)
        if number is None:
            return []
        manifest = read_manifest(files_of(folder, number).manifest)
    except StoreError as error:
        return [_fault("pointer or manifest", str(error), error.remedy)]
    findings = _check_databases(folder, manifest)
    for load in manifest.loads:
        path = folder.archive / load.archive
        if not path.exists() or sha256_of(path) != load.archive_sha256:
            findings.append(
                _fault(
                    "archive",
                    f"The archived copy of {load.file_name} is missing or damaged.",
                    "Restore the archive folder from a backup, or import the file again.",
                )
            )
    return findings


def _check_databases(folder: DataFolder, current: Manifest) -> list[Finding]:
    findings = []
    for path in sorted(folder.generations.glob("[0-9]*.json")):
        number = int(path.stem)
        database = files_of(folder, number).database
        try:
            manifest = read_manifest(path)
        except StoreError as error:
            findings.append(_fault("manifest", str(error), error.remedy))
            continue
        if not database.exists() and number != current.number:
            continue  # pruned: it can be made again from its manifest
        if not database.exists() or sha256_of(database) != manifest.database_sha256:
            findings.append(
                _fault(
                    "database",
                    f"The store file of generation {number} is missing or damaged.",
                    "Run `slm rebuild`: it is made again from the archive.",
                )
            )
    if not findings:
        DuckDbWarehouse(files_of(folder, current.number).database).close()
    return findings


def _fault(code: str, message: str, remedy: str) -> Finding:
    return Finding(severity=Severity.REFUSED, code=code, message=message, remedy=remedy)
