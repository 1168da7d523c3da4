"""The samples of all tools in one store: what stands in its tables is what the readings say."""

from __future__ import annotations

import pytest

from slm_analytics.ingest.intake import Upload
from slm_analytics.ingest.options import Options
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.connection import DuckDbWarehouse
from slm_analytics.warehouse.generation import current_manifest, files_of
from tests.ingest.exports import SAMPLES
from tests.ingest.stores import load, work_here

OPEN = {
    "freshdesk": {"903", "904", "905", "906", "907", "911"},
    "freshservice": {"SR-13", "INC-14", "INC-15", "INC-16", "INC-17", "INC-21"},
    "jira": {"DESK-103", "DESK-104", "DESK-108", "DESK-111", "DESK-112"},
    "zendesk": {"40103", "40104", "40105", "40106", "40107", "40111"},
}
TOOLS = (
    "freshdesk_tickets", "freshservice_tickets", "jira_service_management", "zendesk_tickets",
)  # fmt: skip
MET = {"freshdesk": (3, 5), "freshservice": (3, 5), "jira": (2, 4), "zendesk": (0, 0)}


def test_store_when_exports_of_four_tools_are_loaded(
    store: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No open ticket carries a verdict, so that its tool's share counts ended ones alone."""
    work_here(monkeypatch)
    files = [Upload(SAMPLES / f"{name}.csv", f"{name}.csv") for name in sorted(TOOLS)]
    reports = load(store, *files, options=Options(zone="Europe/Berlin"))
    assert [report.system for report in reports] == sorted(OPEN)
    manifest = current_manifest(store)
    assert manifest is not None
    warehouse = DuckDbWarehouse(files_of(store, manifest.number).database)
    try:
        frame = warehouse.query("SELECT system, ticket_id, is_open, made_sla FROM ticket_fact")
    finally:
        warehouse.close()
    assert len(frame) == 12 + 12 + 11 + 11
    found = frame[frame["is_open"]].groupby("system")["ticket_id"].agg(set)
    assert found.to_dict() == OPEN
    assert frame[frame["is_open"]]["made_sla"].isna().all()
    verdicts = {
        system: (int(rows["made_sla"].eq(True).sum()), int(rows["made_sla"].notna().sum()))
        for system, rows in frame.groupby("system")
    }
    assert verdicts == MET
