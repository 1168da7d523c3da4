"""The sample data: fictional extracts that the product opens on, plainly marked as such."""

from __future__ import annotations

from slm_analytics.errors import StoreError
from slm_analytics.ingest.intake import Upload, import_now
from slm_analytics.ingest.mapping import mapping_from_json
from slm_analytics.ingest.options import Options
from slm_analytics.ingest.own_lists import keep_own_mapping
from slm_analytics.ingest.register_cells import register_cells
from slm_analytics.ingest.register_intake import register_version
from slm_analytics.register.journal import agree_on_sample, register_of
from slm_analytics.register.reading import read_register
from slm_analytics.settings import SAMPLE_FOLDER, DataFolder
from slm_analytics.warehouse.generation import current_number

_GROUPS = (
    ("servicenow_incident_2*.csv", Options(zone="Europe/Berlin")),
    ("servicenow_incident_log_*.csv", Options(zone="Europe/Berlin")),
    (
        "aoyama_tickets_*.xlsx",
        Options(source="aoyama_tickets", zone="Asia/Tokyo", customer="Aoyama Seimitsu"),
    ),
    ("outages_2*.csv", Options(zone="Europe/Berlin")),
    ("maintenance.csv", Options(zone="Europe/Berlin")),
    ("changes.csv", Options(zone="Europe/Berlin")),
    ("dependencies.csv", Options(zone="Europe/Berlin")),
    ("upptime_nordlicht.csv", Options(zone="UTC", customer="Nordlicht Versicherung AG")),
    ("upptime_halvorsen.csv", Options(zone="UTC", customer="Halvorsen Retail Group")),
    ("uptimerobot_2*.csv", Options(zone="UTC")),
    ("failover_tests.csv", Options(zone="Europe/Berlin")),
)


def load_sample(folder: DataFolder) -> int:
    """Load the sample data; return the generation in force then.

    Raises:
        StoreError: the sample files are not there, or not read as they should be.
    """
    mapping = SAMPLE_FOLDER / "aoyama_mapping.json"
    if not mapping.is_file():
        raise StoreError(
            "The sample data is not there.", remedy="Run `make sample`, or start empty."
        )
    keep_own_mapping(folder, mapping_from_json(mapping.read_text(encoding="utf-8")))
    uploads = [
        Upload(path, path.name, options)
        for pattern, options in _GROUPS
        for path in sorted(SAMPLE_FOLDER.glob(pattern))
    ]
    agreed = _agreed(folder)
    reports, number = import_now(folder, uploads, is_sample=True, register_version=agreed)
    refused = [report.file for report in reports if report.refused or report.questions]
    if number is None and all(report.already_loaded for report in reports):
        number = current_number(folder)
    if number is None or refused:
        raise StoreError(f"The sample data was not read: {', '.join(refused[:3])}.")
    return number


def _agreed(folder: DataFolder) -> int | None:
    """Write the sample's register as a version, if nothing is agreed yet; return that version."""
    path = SAMPLE_FOLDER / "register.xlsx"
    version = register_version(folder)
    if not path.is_file() or not register_of(folder, version).is_empty:
        return None
    read = read_register(register_cells(path, path.name))
    folder.create()
    return agree_on_sample(folder, version, read.register)
