"""What stands beside results: open past target, cancelled after breach, left out; by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from slm_analytics.domain.period import Month
from slm_analytics.register.rows import register_from
from slm_analytics.review.scorecard import line_of, scorecard
from slm_analytics.settings import DataFolder
from tests.warehouse.stores import File, Row, load_under, warehouse_of

AGREED = register_from(
    {
        "calendars": [{"calendar_id": "always", "timezone": "UTC", "always_open": "yes"}],
        "targets": [{"target_id": "all", "target": "4 h", "calendar_id": "always"}],
        "service_levels": [
            {"level_id": "all", "conditions": "50 %"},
            {"level_id": "decided", "conditions": "50 %", "counting": "decided"},
            {"level_id": "hour", "conditions": "50 % in 6 h", "services": "Mail"},
            {"level_id": "group", "kind": "OLA", "provider": "X", "conditions": "50 %"},
        ],
    }
)


def row(number: int, opened: str, ended: str, state: str, **more: str) -> Row:
    return {
        "ticket_id": str(number), "opened_at": opened, "resolved_at": ended, "state": state,
        "updated_at": ended or opened, **more,
    }  # fmt: skip


# The data ends on 20 March at 12:00.
ROWS = (
    row(1, "2026-03-02 08:00", "2026-03-02 09:00", "Resolved", service="Mail"),
    row(2, "2026-03-02 08:00", "2026-03-02 13:00", "Cancelled", service="Mail"),  # after 5 h
    row(3, "2026-03-02 08:00", "2026-03-02 09:00", "Cancelled", service="VPN"),
    row(4, "2026-03-02 08:00", "2026-03-02 09:00", "Resolved", parent_id="1"),
    row(5, "2026-02-02 08:00", "2026-02-02 09:00", "Cancelled"),
    row(6, "2026-03-20 07:00", "", "New", service="Mail"),  # open for 5 h
    row(7, "2026-03-20 10:00", "", "New", service="Mail"),
    row(8, "2026-03-20 11:00", "2026-03-20 12:00", "Resolved"),
    row(9, "2026-01-20 11:00", "2026-01-20 12:00", "Resolved"),
)


@pytest.mark.parametrize(
    ("level", "open_late", "cancelled", "cancelled_late", "children"),
    [("all", 1, 2, 1, 1), ("decided", None, 2, 1, 1), ("hour", 0, 1, 1, 0)],
)
def test_tickets_beside_the_result(
    tmp_path: Path, level: str, open_late: int | None, cancelled: int, cancelled_late: int,
    children: int,
) -> None:  # fmt: skip
    folder = DataFolder(tmp_path)
    load_under(folder, AGREED, File(name="t.csv", rows=ROWS))
    warehouse = warehouse_of(folder)
    told = line_of(scorecard(warehouse, (), Month(2026, 3)), level)
    found = told.beside
    assert (found.open_late, found.cancelled, found.cancelled_late, found.children) == (
        open_late, cancelled, cancelled_late, children,
    )  # fmt: skip
    assert found.duplicates == 0
    flags = (["open past target: 1"] if open_late else []) + ["1 cancelled after breach"]
    assert list(found.flags) == flags
    long_over = line_of(scorecard(warehouse, (), Month(2026, 1)), level).beside
    assert (long_over.open_late, long_over.flags) == (None, ())
    warehouse.close()


def test_lines_of_groups_are_not_on_a_customers_scorecard(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    load_under(folder, AGREED, File(name="t.csv", rows=ROWS))
    warehouse = warehouse_of(folder)
    card = scorecard(warehouse, (), Month(2026, 3))
    assert {line.level.level_id for line in card.lines} == {"all", "decided", "hour"}
    words = line_of(card, "all").beside.left_out
    assert words == "Left out: 2 cancelled and 1 child of a major incident."
    warehouse.close()
