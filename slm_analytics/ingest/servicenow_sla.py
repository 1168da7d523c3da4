"""ServiceNow's task SLAs: their columns, and lengths of time that are bare seconds."""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from slm_analytics.ingest.headings import plain
from slm_analytics.warehouse.archive import RawTable

COLUMNS: dict[str, tuple[str, ...]] = {
    "ticket_id": ("task", "task.number", "inc_number", "number", "Task number"),
    "definition": ("sla", "SLA definition", "taskslatable_sla", "sla.name"),
    "target": ("sla.target", "taskslatable_sla.target", "Target"),
    "kind": ("sla.type", "taskslatable_sla.type", "Type"),
    "stage": ("stage", "taskslatable_stage"),
    "has_breached": ("has_breached", "taskslatable_has_breached"),
    "started_at": ("start_time", "taskslatable_start_time"),
    "stopped_at": ("end_time", "taskslatable_end_time", "Stop time"),
    "due_at": ("planned_end_time", "taskslatable_planned_end_time", "Breach time"),
    "first_due_at": ("original_breach_time", "taskslatable_original_breach_time"),
    "business_seconds": (
        "business_duration",
        "taskslatable_business_duration",
        "Business elapsed time",
    ),
    "actual_seconds": ("duration", "taskslatable_duration", "Actual elapsed time"),
    "business_percent": (
        "business_percentage",
        "taskslatable_business_percentage",
        "Business elapsed percentage",
    ),
    "actual_percent": ("percentage", "taskslatable_percentage", "Actual elapsed percentage"),
    "business_paused_seconds": (
        "business_pause_duration",
        "taskslatable_business_pause_duration",
    ),
    "paused_seconds": ("pause_duration", "taskslatable_pause_duration"),
}
_LENGTHS = tuple(name for name in COLUMNS if name.endswith("_seconds"))


def with_unit(raw: RawTable) -> RawTable:
    """Return the table with `7500` as `7500 s` where the column is a length of time."""
    known = {plain(alias) for name in _LENGTHS for alias in COLUMNS[name]}
    table = raw
    for place, heading in enumerate(raw.headings):
        if plain(heading) in known:
            texts = pc.replace_substring_regex(raw.column(place), r"^\s*([0-9]+)\s*$", r"\1 s")
            named = raw.rows.column_names[place + 1]
            rows = table.rows.set_column(place + 1, named, texts.cast(pa.string()))
            table = replace(table, rows=rows)
    return table
