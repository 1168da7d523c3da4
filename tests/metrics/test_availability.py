"""The metrics of availability over four outages of one service, worked out by hand.

Around the clock in UTC, January and February 2026 whole (2,678,400 s and 2,419,200 s), known up
to the midnight after 3 March. Maintenance on 5 January from 00:00 to 02:00 leaves the agreed
time; an outage of 30 min lies inside it. January: 10 min and 20 min down, the second for 50
users of 100. February: none. March: 60 min down, claimed twice, 12 min of it degraded before.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from slm_analytics.domain.period import Month, Period
from slm_analytics.domain.scope import Dimension, Event, Scope
from slm_analytics.errors import MetricError
from slm_analytics.metrics.catalogue import catalogue, metric
from slm_analytics.metrics.compute import compute
from slm_analytics.metrics.receipt import receipt
from slm_analytics.register.rows import register_from
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.connection import DuckDbWarehouse
from tests.warehouse.stores import File, Row, load_under, warehouse_of

JAN, FEB, MAR = (Month(2026, number) for number in (1, 2, 3))
BASE = {JAN: 2_678_400 - 7_200, FEB: 2_419_200, MAR: 3 * 86_400}
DOWN = {JAN: 1_800, FEB: 0, MAR: 3_600}
AGREED = register_from(
    {
        "calendars": [{"calendar_id": "always", "timezone": "UTC", "always_open": "yes"}],
        "availability": [
            {"service": "Shop", "calendar_id": "always", "target": "99.9 %", "users": "100"}
        ],
    }
)


def outage(number: int, start: str, end: str, **more: str) -> Row:
    return {
        "outage_id": f"O{number}", "service": "Shop", "started_at": start, "ended_at": end,
        "degree": more.get("degree", "down"), "users_affected": more.get("users", ""),
    }  # fmt: skip


OUTAGES = (
    outage(1, "2026-01-05 00:30:00", "2026-01-05 01:00:00"),
    outage(2, "2026-01-10 10:00:00", "2026-01-10 10:10:00"),
    outage(3, "2026-01-31 23:40:00", "2026-02-01 00:00:00", users="50"),
    outage(4, "2026-03-02 09:48:00", "2026-03-02 10:00:00", degree="degraded"),
    outage(5, "2026-03-02 10:00:00", "2026-03-02 10:45:00"),
    outage(6, "2026-03-02 10:30:00", "2026-03-02 11:00:00"),
    outage(7, "2026-03-03 23:00:00", "2026-03-04 00:00:00", degree="none"),
)
WINDOW = {
    "window_id": "W1", "service": "Shop", "started_at": "2026-01-05 00:00:00",
    "ended_at": "2026-01-05 02:00:00", "notice_hours": "72", "approved_by": "Ann",
}  # fmt: skip
# metric -> by month: numerator and denominator, in the metric's unit (hours for shares of time).
HOURS = {month: BASE[month] / 3600 for month in BASE}
UP = {month: (BASE[month] - DOWN[month]) / 3600 for month in BASE}
COUNT = {JAN: 2, FEB: 0, MAR: 1}
WALL = {JAN: 2_678_400 / 3600, FEB: HOURS[FEB], MAR: HOURS[MAR]}
WALL_DOWN = {JAN: 3_600 / 3600, FEB: 0, MAR: 1}
WORKED: dict[str, dict[Month, tuple[float, float | None]]] = {
    "availability": {m: (UP[m], HOURS[m]) for m in BASE},
    "availability_wall_clock": {m: (WALL[m] - WALL_DOWN[m], WALL[m]) for m in BASE},
    "downtime_minutes": {JAN: (30, None), FEB: (0, None), MAR: (60, None)},
    "outages": {m: (COUNT[m], None) for m in BASE},
    "mtbf_hours": {m: (UP[m], COUNT[m]) for m in BASE},
    "mtrs_minutes": {JAN: (30, 2), FEB: (0, 0), MAR: (60, 1)},
    "mtbsi_hours": {m: (HOURS[m], COUNT[m]) for m in BASE},
    "error_budget_left": {
        m: ((BASE[m] / 1000 - DOWN[m]) / 3600, BASE[m] / 1000 / 3600) for m in BASE
    },
    "maintenance_minutes": {JAN: (120, None), FEB: (0, None), MAR: (0, None)},
    # 10 min for all 100; 20 min for 50; 60 min for all.
    "user_minutes_lost": {JAN: (1_000 + 1_000, None), FEB: (0, None), MAR: (6_000, None)},
}


@pytest.fixture(scope="module")
def uptime(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DuckDbWarehouse]:
    folder = DataFolder(Path(tmp_path_factory.mktemp("metrics")))
    load_under(
        folder,
        AGREED,
        File(name="o.csv", rows=OUTAGES, source="outages"),
        File(name="w.csv", rows=[WINDOW], source="maintenance"),
    )
    found = warehouse_of(folder)
    yield found
    found.close()


def test_every_metric_of_the_subject_is_worked_out() -> None:
    assert set(WORKED) == {name for name, each in catalogue().items() if not each.of_tickets}


@pytest.mark.parametrize("name", sorted(WORKED))
def test_figures_by_month_and_together(uptime: DuckDbWarehouse, name: str) -> None:
    frame = compute(uptime, metric(name), Scope(), [Dimension.MONTH])
    found = {
        Month.of(row["month"]): (row["numerator"], row["denominator"])
        for row in frame.to_dict("records")
    }
    for month, (numerator, denominator) in WORKED[name].items():
        expected = float("nan") if denominator is None else denominator
        assert found[month] == pytest.approx((numerator, expected), nan_ok=True), month
    whole = compute(uptime, metric(name), Scope()).iloc[0]
    assert whole["numerator"] == pytest.approx(sum(pair[0] for pair in WORKED[name].values()))


def test_a_month_without_failures_has_no_mean_but_says_so(uptime: DuckDbWarehouse) -> None:
    february = Scope(period=Period.of_months(FEB, FEB))
    for name, text in (
        ("mtbf_hours", "no failures in 672 h"),
        ("mtbsi_hours", "no failures in 672 h"),
        ("mtrs_minutes", "no failures"),
    ):
        row = compute(uptime, metric(name), february).iloc[0]
        assert pd.isna(row["value"])
        assert row["answer"] == "no failures"
        assert receipt(uptime, metric(name), february).text == text
    assert receipt(uptime, metric("outages"), february).text == "0"


def test_less_than_all_is_never_told_as_all(uptime: DuckDbWarehouse) -> None:
    january = Scope(period=Period.of_months(JAN, JAN))
    assert receipt(uptime, metric("availability"), january).text == "99.932\u00a0%"
    half_hour_of_two_years = 1 - 1_800 / (730 * 86_400)
    from slm_analytics.domain.unit import Unit, figure_text  # noqa: PLC0415

    assert figure_text(half_hour_of_two_years, Unit.SHARE_OF_AGREED) == "99.997\u00a0%"
    assert figure_text(0.9999999, Unit.SHARE_OF_AGREED) == "99.999\u00a0%"


def test_figures_can_be_limited_to_a_service(uptime: DuckDbWarehouse) -> None:
    shop = Scope().limited(Dimension.SERVICE, ("Shop",))
    other = Scope().limited(Dimension.SERVICE, ("Mail",))
    assert compute(uptime, metric("outages"), shop).iloc[0]["value"] == 3
    assert compute(uptime, metric("outages"), other).iloc[0]["answer"] == "no data"


def test_what_uptime_does_not_have_is_refused(uptime: DuckDbWarehouse) -> None:
    with pytest.raises(MetricError, match="cannot be split by or limited to a priority"):
        compute(uptime, metric("availability"), Scope(), [Dimension.PRIORITY])
    with pytest.raises(MetricError, match="has no month of"):
        compute(uptime, metric("availability"), Scope(month_of=Event.RESOLVED))
    with pytest.raises(MetricError, match="has no month of"):
        compute(uptime, metric("tickets_opened"), Scope(month_of=Event.HAPPENED))


def test_service_of_no_customer_is_part_of_every_customers_figure(uptime: DuckDbWarehouse) -> None:
    of_one = Scope().limited(Dimension.CUSTOMER, ("Contoso",))
    for declared in (metric("downtime_minutes"), metric("outages"), metric("availability")):
        alone, whole = (compute(uptime, declared, each).iloc[0] for each in (of_one, Scope()))
        assert alone["value"] == whole["value"]
        assert alone["n"] == whole["n"] > 0
