"""Every case of worked.toml, from an extract to the results in the store."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from slm_analytics.register.rows import Register, register_from
from slm_analytics.settings import DataFolder
from tests.warehouse.stores import File, Row, load_under, warehouse_of

CASES = tomllib.loads(Path(__file__).with_name("worked.toml").read_text("utf-8"))["case"]
_HEADINGS = (
    "ticket_id", "customer", "service", "priority", "state", "opened_at", "first_response_at",
    "resolved_at", "parent_id", "assignment_group", "vendor",
)  # fmt: skip
_LOG_HEADINGS = (
    "number", "company", "business_service", "priority", "incident_state", "hold_reason",
    "opened_at", "sys_updated_on",
)  # fmt: skip
_SITES = {"Köln": ("Europe/Berlin", "DE"), "New York": ("America/New_York", "US"),
          "Tokyo": ("Asia/Tokyo", "JP")}  # fmt: skip
_HOURS = {"P1": "4 h", "P2": "8 h", "P3": "24 h", "P4": "8 h"}


def cells(text: str) -> Iterator[list[str]]:
    for line in text.strip().splitlines():
        yield [cell.strip() for cell in line.split("|")]


def rows_of(text: str) -> list[Row]:
    rows = [dict(zip(_HEADINGS, line, strict=False)) for line in cells(text)]
    for row in rows:
        ended = row["resolved_at"] or row["first_response_at"] or row["opened_at"]
        row["updated_at"] = ended
        row.setdefault("parent_id", "")
    return rows


def log_of(text: str) -> list[Row]:
    """Changes; the time of the last one that ended a ticket is when it was resolved."""
    rows: list[Row] = []
    counts: Counter[str] = Counter()
    for line in cells(text):
        row = dict(zip(_LOG_HEADINGS, line, strict=True))
        counts[row["number"]] += 1
        ended = row["sys_updated_on"] if row["incident_state"] == "Resolved" else ""
        rows.append({**row, "sys_mod_count": str(counts[row["number"]]), "resolved_at": ended})
    return rows


def sites_of(text: str) -> list[Row]:
    return [
        {
            "ticket_id": str(number), "customer": "A", "priority": "P4", "state": "Resolved",
            "site": site, "opened_at": opened, "resolved_at": resolved, "updated_at": resolved,
        }
        for number, (site, opened, resolved) in enumerate(cells(text))
    ]  # fmt: skip


def vips_of(text: str) -> list[Row]:
    return [
        {
            "ticket_id": str(number), "customer": "A", "priority": "P2", "state": "Resolved",
            "vip": vip, "opened_at": opened, "resolved_at": resolved, "updated_at": resolved,
        }
        for number, (vip, opened, resolved) in enumerate(cells(text))
    ]  # fmt: skip


def file_of(case: dict[str, Any]) -> File:
    zone = case.get("zone", "UTC")
    if "log" in case:
        return File(
            name="t.csv", rows=log_of(case["log"]), zone=zone, source="servicenow_incident_log"
        )
    made = {"sites": sites_of, "vips": vips_of, "tickets": rows_of}
    rows = next(make(case[name]) for name, make in made.items() if name in case)
    return File(name="t.csv", rows=rows, zone=zone)


def agreed(case: dict[str, Any]) -> Register:
    always, office = {"calendar_id": "always"}, {"calendar_id": "office"}
    return register_from(
        {
            "calendars": [
                {**always, "timezone": "UTC", "always_open": "yes"},
                {**office, "timezone": "Europe/Berlin"},
                *({**office, "site": site, "timezone": zone, "country": country}
                  for site, (zone, country) in _SITES.items()),
            ],
            "hours": [{**office, "weekday": "mon-fri", "opens": "08:00", "closes": "16:00"}],
            "targets": [
                *({"target_id": f"{each} resolution", "priority": each, "target": hours,
                   **(office if each == "P4" else always)}
                  for each, hours in _HOURS.items()),
                *({"target_id": name, "clock": "holding", "holder": name, "target": hours, **always}
                  for name, hours in case.get("holders", {}).items()),
                {"target_id": "answer", "clock": "response", "target": "1 h", **always},
            ],
            "service_levels": case["lines"],
            "deliverables": case.get("deliverables", []),
            "monthly_values": case.get("values", []),
        }
    )  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_results_are_as_worked_out_by_hand(case: dict[str, Any], tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    load_under(folder, agreed(case), file_of(case))
    warehouse = warehouse_of(folder)
    found = warehouse.query(
        "SELECT level_id, strftime(month, '%Y-%m') AS month, state, within, counted,"
        " allowed_misses FROM service_level_result ORDER BY level_id, month, condition_no"
    ).to_dict("records")
    told = []
    for (level_id, month, state), parts in groupby(
        found, key=lambda row: (row["level_id"], row["month"], row["state"])
    ):
        conditions = list(parts)
        counts = ", ".join(f"{row['within']} of {row['counted']}" for row in conditions)
        misses = [row["allowed_misses"] for row in conditions]
        allowed = ", ".join("-" if pd.isna(each) else str(int(each)) for each in misses)
        told.append([level_id, month, state, counts, allowed])
    warehouse.close()
    assert told == list(cells(case["expect"]))
