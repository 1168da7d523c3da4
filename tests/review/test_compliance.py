"""Compliance, breaches and pauses of a small store, worked out by hand."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from slm_analytics.domain.history import HistoryFlag
from slm_analytics.domain.period import Month, Period
from slm_analytics.domain.scope import Dimension, Scope
from slm_analytics.metrics.catalogue import metric
from slm_analytics.metrics.compute import compute
from slm_analytics.register.rows import register_from
from slm_analytics.review.breaches import LATENESS, SEVERITIES, breaches
from slm_analytics.review.compliance import Compliance, Measured, compliance, is_measured
from slm_analytics.review.overview import overview
from slm_analytics.review.pauses import pauses
from slm_analytics.review.tally import Tally
from slm_analytics.review.tickets import Order, Verdict, Which, ticket_groups, ticket_list
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.connection import DuckDbWarehouse
from tests.pages.stores import Row, ticket
from tests.warehouse.stores import File, load_under, warehouse_of

FEB, JAN = Month(2026, 2), Month(2026, 1)
IN_FEB = Scope(period=Period.of_months(FEB, FEB))
AGREED = register_from(
    {
        "calendars": [{"calendar_id": "always", "timezone": "UTC", "always_open": "yes"}],
        "targets": [
            {"target_id": "Email", "service": "Email", "target": "4 h", "calendar_id": "always",
             "share": "80 %"},
            {"target_id": "VPN", "service": "VPN", "target": "10 h", "calendar_id": "always",
             "share": "60 %"},
            {"target_id": "Web", "service": "Web", "target": "10 h", "calendar_id": "always"},
            {"target_id": "Desk", "clock": "holding", "holder": "Desk", "target": "2 h",
             "calendar_id": "always"},
        ],
    }
)  # fmt: skip


def _tickets() -> list[Row]:
    """Email: 8 of 10 kept in January, 7 of 10 in February; VPN, Web, and one of another service."""
    rows: list[Row] = []

    def add(month: int, hours: float | None, **more: str) -> None:
        day = 2 + len(rows) % 20
        name = f"2026-{month:02d}-{day:02d}T08:00"
        rows.append(ticket(len(rows), name, hours, **{"assignment_group": "Desk", **more}))

    for month, late in ((1, 2), (2, 3)):
        for number in range(10):
            add(month, 5.0 + 4 * number if number < late else 4.0)
    for number in range(5):
        add(2, 25.0 if number == 0 else 10.0, service="VPN", assignment_group="Network")
    for _ in range(4):
        add(2, 11.0, service="Web")
    add(2, 1.0, service="Phone")
    add(2, None)  # open, past its four hours
    add(2, 1.0, parent_id="T00001")
    return rows


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> DuckDbWarehouse:
    folder = DataFolder(Path(tmp_path_factory.mktemp("compliance")) / "data")
    load_under(folder, AGREED, File(name="tickets.csv", rows=_tickets()))
    return warehouse_of(folder)


def section(warehouse: DuckDbWarehouse, clock: Measured = Measured.RESOLUTION) -> Compliance:
    return compliance(warehouse, Scope(), FEB, 12, clock)


def test_cells_count_what_the_metric_counts(warehouse: DuckDbWarehouse) -> None:
    told = section(warehouse)
    by = [Dimension.SERVICE, Dimension.MONTH]
    figures = compute(warehouse, metric("resolution_compliance"), Scope(), by)
    expected = {
        (row["service"], row["month"]): (row["numerator"], row["denominator"])
        for row in figures.to_dict("records")
    }
    cells = told.cells[(told.cells["place"] > 0) & told.cells["month"].notna()]
    found = {
        (told.names[row["place"] - 1], row["month"]): (row["met"], row["decided"])
        for row in cells.to_dict("records")
    }
    assert found == expected
    assert found["Email", FEB.first] == (7, 10)


def test_totals_are_added_up_and_not_averaged(warehouse: DuckDbWarehouse) -> None:
    told = section(warehouse)
    total = told.cells[(told.cells["place"] == 0) & (told.cells["month"] == FEB.first)].iloc[0]
    assert (total["met"], total["decided"]) == (7 + 4 + 0, 10 + 5 + 4)
    # Of 15 with an agreed share 8 + 3 had to be met.
    assert (total["agreed_met"], total["agreed"]) == (11, 15)
    assert total["mark"] == pytest.approx(11 / 15)
    assert total["kept"] is True
    email = told.cells[(told.cells["place"] == 1 + told.names.index("Email"))]
    assert email[email["month"].isna()][["met", "decided"]].iloc[0].tolist() == [15, 20]


def test_share_agreed_is_kept_when_exactly_as_many_are_met(warehouse: DuckDbWarehouse) -> None:
    told = section(warehouse)
    email = told.cells[told.cells["place"] == 1 + told.names.index("Email")]
    kept = dict(zip(email["month"], email["kept"], strict=True))
    assert (kept[JAN.first], kept[FEB.first]) == (True, False)  # 8 of 10 at 80 %, then 7
    assert told.headline == "Email missed its agreed share in February 2026"
    assert told.grid_title == "1 of 2 services kept their agreed share in February 2026"
    assert told.names == ("Email", "VPN", "Web")  # missed first, not judged last


def test_few_or_unagreed_clocks_have_no_verdict() -> None:
    assert Tally.of(0, 4, Decimal("0.9")).kept is None
    assert Tally.of(5, 5, None).kept is None
    assert Tally.of(9, 10, Decimal("0.9")).kept is True
    both = Tally.of(89, 100, Decimal("0.9")) + Tally.of(97, 100, Decimal("0.97"))
    assert (both.needed, both.kept) == (Decimal("187"), False)
    assert (both + Tally.of(0, 50, None)).decided == 250


def test_what_is_not_counted_is_said_with_its_reason(warehouse: DuckDbWarehouse) -> None:
    told = section(warehouse)
    assert told.left_out == {"no target": 1, "child of another ticket: the parent counts once": 1}
    assert told.open_late == 1
    assert "1 open past target now" in told.subline


def test_clock_without_any_target_is_not_measured(warehouse: DuckDbWarehouse) -> None:
    told = section(warehouse, Measured.RESPONSE)
    assert not is_measured(warehouse, Measured.RESPONSE)
    assert told.cells.empty
    assert told.headline == "Nothing answered in time or late is known of February 2026"


def test_holders_are_told_in_place_of_services(warehouse: DuckDbWarehouse) -> None:
    told = section(warehouse, Measured.HOLDING)
    assert told.names == ("Desk",)
    assert is_measured(warehouse, Measured.HOLDING)
    assert told.cells["decided"].max() > 0


def test_breaches_are_banded_by_ratio_and_by_hours(warehouse: DuckDbWarehouse) -> None:
    """Late in February: Email 5, 9 and 13 h of 4; VPN 25 of 10; Web 11 of 10, four times."""
    told = breaches(warehouse, IN_FEB, FEB, Measured.RESOLUTION, Dimension.SERVICE)
    assert (told.missed, told.decided) == (8, 19)
    assert dict(zip(SEVERITIES, told.severity["breaches"], strict=True)) == {
        SEVERITIES[0]: 5, SEVERITIES[1]: 0, SEVERITIES[2]: 3
    }  # fmt: skip
    assert told.lateness["breaches"].tolist() == [5, 0, 1, 2, 0, 0]  # 1 h is in the first
    assert told.severity["overrun_hours"].sum() == pytest.approx(1 + 5 + 9 + 15 + 4)
    assert len(told.lateness) == len(LATENESS)


def test_causes_come_with_the_share_up_to_each(warehouse: DuckDbWarehouse) -> None:
    told = breaches(warehouse, IN_FEB, FEB, Measured.RESOLUTION, Dimension.SERVICE)
    assert told.causes["name"].tolist() == ["Web", "Email", "VPN"]
    assert told.causes["so_far"].tolist() == [0.5, 0.875, 1.0]
    assert told.headline == "8 tickets were resolved late in February 2026, 4 of them for Web"
    assert "8 of 19 = 42.1" in told.subline


def test_list_of_breaches_begins_with_the_furthest(warehouse: DuckDbWarehouse) -> None:
    worst = breaches(warehouse, IN_FEB, FEB, Measured.RESOLUTION, Dimension.SERVICE).worst
    assert worst.total == 8
    assert worst.rows["overrun_hours"].tolist()[:3] == [15, 9, 5]
    found = ticket_list(
        warehouse, metric("resolution_compliance"), IN_FEB,
        which=Which(verdict=Verdict.MISS), order=Order.LATEST,
    )  # fmt: skip
    assert found.rows["ticket_id"].tolist() == worst.rows["ticket_id"].tolist()


def test_groups_of_clocks_have_their_verdicts_and_service_time(warehouse: DuckDbWarehouse) -> None:
    groups = ticket_groups(
        warehouse, metric("resolution_compliance"), IN_FEB, Dimension.SERVICE, Which()
    )
    found = groups.set_index("service")
    assert found.loc["VPN", ["tickets", "met", "judged"]].tolist() == [5, 4, 5]
    assert found.loc["VPN", "median_hours"] == 10


def test_holders_of_late_tickets_add_up_to_their_time(warehouse: DuckDbWarehouse) -> None:
    told = breaches(warehouse, IN_FEB, FEB, Measured.RESOLUTION, Dimension.SERVICE)
    held = told.holders.set_index("name")["hours"].to_dict()
    assert held == {"Desk": 5 + 9 + 13 + 4 * 11, "Network": 25}
    assert told.holders["share"].sum() == pytest.approx(1)


def test_overview_has_what_was_agreed_beside_the_tools_word(warehouse: DuckDbWarehouse) -> None:
    tiles = [tile.metric.name for tile in overview(warehouse, Scope(), FEB, 12, 0.95).tiles]
    assert tiles[3:5] == ["source_flag_compliance", "resolution_compliance"]


def test_no_pause_is_no_news(warehouse: DuckDbWarehouse) -> None:
    told = pauses(warehouse, Scope(), FEB, 12, Dimension.GROUP)
    assert told.headline == "No clock was paused in February 2026"
    assert told.begun.empty


def test_histories_are_counted_by_kind_with_their_tickets(
    warehouse: DuckDbWarehouse,
) -> None:
    found = section(warehouse).histories
    assert (found.counted, found.total) == (19, 19)
    assert found.by_kind == {HistoryFlag.MISSING: 19}  # lists without a log tell no history
    kept = metric("resolution_compliance")
    for flag in HistoryFlag:
        rows = ticket_list(warehouse, kept, IN_FEB, which=Which(history=flag)).rows
        assert len(rows) == found.by_kind.get(flag, 0)
