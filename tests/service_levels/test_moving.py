"""Moving one ticket between populations moves one count, and nothing else, in a whole store."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from slm_analytics.register.rows import register_from
from slm_analytics.settings import DataFolder
from tests.warehouse.stores import File, Row, load_under, table

AGREED = register_from(
    {
        "calendars": [{"calendar_id": "always", "timezone": "UTC", "always_open": "yes"}],
        "targets": [{"target_id": "all", "target": "4 h", "calendar_id": "always"}],
        "service_levels": [
            {"level_id": "P2", "priorities": "P2", "conditions": "90 %; 100 % in 8 h"},
            {"level_id": "P3", "priorities": "P3", "conditions": "90 %"},
            {"level_id": "all", "conditions": "90 %"},
            {"level_id": "quarter", "priorities": "P3", "conditions": "9 %", "period": "rolling"},
            {"level_id": "count", "priorities": "P2", "measure": "count", "expected": "9"},
        ],
    }
)


def rows_of(seed: int) -> list[Row]:
    chance = random.Random(seed)
    rows: list[Row] = []
    for number in range(30):
        month, day, hours = chance.randint(1, 3), chance.randint(1, 20), chance.randint(1, 9)
        opened = f"2026-0{month}-{day:02d} 08:00"
        ended = f"2026-0{month}-{day:02d} {8 + hours:02d}:00"
        rows.append(
            {"ticket_id": str(number), "priority": chance.choice(["P2", "P3"]), "opened_at": opened,
             "resolved_at": ended, "updated_at": ended, "state": "Resolved"}
        )  # fmt: skip
    return rows


def counts(folder: DataFolder, rows: list[Row]) -> dict[tuple[str, str, int], tuple[int, int]]:
    load_under(folder, AGREED, File(name="t.csv", rows=rows))
    found = table(folder, "service_level_result")
    return {
        (row["level_id"], str(row["month"])[:7], row["condition_no"]): (
            row["within"], row["counted"],
        )
        for row in found.to_dict("records")
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
def test_one_ticket_moves_one_count(tmp_path: Path, seed: int) -> None:
    rows = rows_of(seed)
    place = next(each for each, row in enumerate(rows) if row["priority"] == "P2")
    moved = [{**row} for row in rows]
    moved[place]["priority"] = "P3"
    before = counts(DataFolder(tmp_path / "before"), rows)
    after = counts(DataFolder(tmp_path / "after"), moved)
    month = rows[place]["opened_at"][:7]
    changed = {
        key: (after[key][0] - before[key][0], after[key][1] - before[key][1])
        for key in before
        if after[key] != before[key]
    }
    hours = int(rows[place]["resolved_at"][11:13]) - 8
    within, in_eight = int(hours <= 4), int(hours <= 8)
    assert changed.pop(("P2", month, 1)) == (-within, -1)
    assert changed.pop(("P2", month, 2)) == (-in_eight, -1)
    assert changed.pop(("P3", month, 1)) == (within, 1)
    assert changed.pop(("count", month, 1)) == (0, -1)
    pooled = {key: change for key, change in changed.items() if key[0] == "quarter"}
    assert set(pooled.values()) == {(within, 1)}
    assert min(key[1] for key in pooled) == month
    assert changed == pooled  # the line of all tickets stays as it was
