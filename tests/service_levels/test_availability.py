"""Lines on availability, worked out by hand: judged, running, replayed, signed off.

Around the clock in UTC. January has 2,678,400 s, of which 99.9 % allow 2,678.4 s
of downtime; February 2,419,200 s and 2,419.2 s; the Shop was down for 2,678 s and
2,420 s. Of March 15 days are known, up to the midnight after the 15th.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from slm_analytics.domain.period import Month
from slm_analytics.domain.running import Standing
from slm_analytics.domain.service_level import Measure, State
from slm_analytics.ingest.sign_off import sign_off
from slm_analytics.ingest.writing import RegisterState
from slm_analytics.register.check import check
from slm_analytics.register.rows import Register, register_from
from slm_analytics.review.replay import replay, wording_in_force
from slm_analytics.review.replay_words import told_of
from slm_analytics.review.running import line_of as running_line
from slm_analytics.review.running import running
from slm_analytics.review.scorecard import line_of, scorecard
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.connection import DuckDbWarehouse
from tests.warehouse.stores import File, Row, in_force, load, load_under, table, warehouse_of

JAN, FEB, MAR = (Month(2026, number) for number in (1, 2, 3))
UPTIME = {"measure": "availability"}
AGREED = register_from(
    {
        "calendars": [{"calendar_id": "always", "timezone": "UTC", "always_open": "yes"}],
        "availability": [
            {"service": name, "customer": "A", "calendar_id": "always", "target": "99.9 %"}
            for name in ("Shop", "Mail")
        ],
        "service_levels": [
            UPTIME | {"level_id": "shop", "customer": "A", "services": "Shop",
                      "expected": "99.9 %", "minimum": "99 %"},
            UPTIME | {"level_id": "quarter", "customer": "A", "services": "Shop",
                      "expected": "99.9 %", "period": "quarter"},
            UPTIME | {"level_id": "both", "customer": "A", "expected": "99.9 %"},
            UPTIME | {"level_id": "other", "customer": "B", "services": "Print",
                      "expected": "99 %"},
        ],
    }
)  # fmt: skip


def outage(number: int, service: str, start: str, end: str) -> Row:
    return {
        "outage_id": f"O{number}", "service": service, "customer": "A",
        "started_at": start, "ended_at": end,
    }  # fmt: skip


OUTAGES = (
    outage(1, "Shop", "2026-01-10 10:00:00", "2026-01-10 10:44:38"),
    outage(2, "Shop", "2026-02-10 10:00:00", "2026-02-10 10:40:20"),
    outage(3, "Shop", "2026-03-10 00:00:00", "2026-03-10 00:30:00"),
    outage(4, "Mail", "2026-03-15 23:50:00", "2026-03-16 00:00:00"),
)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DuckDbWarehouse]:
    folder = DataFolder(Path(tmp_path_factory.mktemp("uptime")))
    load_under(folder, AGREED, File(name="o.csv", rows=OUTAGES, source="outages"))
    found = warehouse_of(folder)
    yield found
    found.close()


@pytest.mark.parametrize(
    ("level_id", "month", "state", "seconds", "actual"),
    [
        ("shop", JAN, State.KEPT, 2_678_400, "99.900 %, 44 min 38 s down"),
        ("shop", FEB, State.MISSED, 2_419_200, "99.899 %, 40 min 20 s down"),
        ("quarter", JAN, State.OPEN, 2_678_400, "99.900 %, 44 min 38 s down"),
        ("both", JAN, State.KEPT, 2 * 2_678_400, "99.950 %, 44 min 38 s down"),
        ("both", FEB, State.KEPT, 2 * 2_419_200, "99.949 %, 40 min 20 s down"),
    ],
)
def test_a_line_is_judged_by_exact_seconds(
    warehouse: DuckDbWarehouse, level_id: str, month: Month, state: State, seconds: int, actual: str
) -> None:
    line = line_of(scorecard(warehouse, ("A",), month), level_id)
    assert line.state is state
    assert line.actual == actual.replace(" %", "\u00a0%")
    rows = warehouse.query(
        "SELECT counted FROM service_level_result WHERE level_id = $l AND month = $m",
        {"l": level_id, "m": month.first},
    )
    assert rows["counted"].tolist() == [seconds]


def test_a_quarter_pools_its_months(warehouse: DuckDbWarehouse) -> None:
    rows = warehouse.query(
        "SELECT month, within, counted FROM service_level_result WHERE level_id = 'quarter'"
        " ORDER BY month"
    )
    agreed = [2_678_400, 2_678_400 + 2_419_200, 2_678_400 + 2_419_200 + 15 * 86_400]
    down = [2_678, 2_678 + 2_420, 2_678 + 2_420 + 1_800]
    assert rows["counted"].tolist() == agreed
    assert (rows["counted"] - rows["within"]).tolist() == down


def test_a_service_that_nothing_is_known_of_is_not_measured(warehouse: DuckDbWarehouse) -> None:
    line = line_of(scorecard(warehouse, ("B",), FEB), "other")
    assert (line.state, line.why) == (State.NOT_MEASURED, "no uptime is known")


def test_the_running_month_allows_the_downtime_of_the_whole_month(
    warehouse: DuckDbWarehouse,
) -> None:
    """Of 15 days alone 1,296 s would be allowed, and the line be missed; March allows 2,678 s."""
    told = running(warehouse, ("A",))
    line = running_line(told, "shop")
    assert told.month == MAR
    assert line.standing is Standing.ON_TRACK
    assert line.done.endswith("30 min down; 14 min 38 s left of 44 min 38 s")
    quarter = running_line(told, "quarter")  # 7,776 s of 90 days; 6,898 s are used
    assert quarter.standing is Standing.AT_RISK
    assert quarter.done.endswith("14 min 38 s left of 2 h 9 min")


def test_the_same_wording_comes_to_what_is_stored(warehouse: DuckDbWarehouse) -> None:
    wording = wording_in_force(warehouse, "shop")
    assert wording is not None
    tried = replay(warehouse, wording, FEB)
    assert (tried.kept_before, tried.measured_before) == (1, 2)
    assert (tried.kept_after, tried.measured_after) == (1, 2)
    other = replay(warehouse, replace(wording, expected=Fraction(998, 1000)), FEB)
    assert (other.kept_after, other.measured_after) == (2, 2)
    assert other.share == Fraction(2_419_200 - 2_420, 2_419_200)
    assert told_of(other, wording).headline.startswith("shop: kept in 2 of 2 months")


def test_a_signed_month_stays_when_another_outage_is_told(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    load_under(folder, AGREED, File(name="o.csv", rows=OUTAGES, source="outages"))
    sign_off(folder, "A", JAN, who="Ann")
    late = File(
        name="late.csv", source="outages",
        rows=[outage(9, "Shop", "2026-01-20 10:00:00", "2026-01-20 14:00:00")],
    )  # fmt: skip
    state = RegisterState(version=in_force(folder).register_version, meanings={})
    load(folder, late, register=state)
    results = table(folder, "service_level_result")
    mine = results[(results["level_id"] == "shop") & (results["month"] == "2026-01-01")]
    assert mine["state"].tolist() == ["kept"]
    days = table(folder, "availability_day")
    january = days[(days["service"] == "Shop") & (days["happened_on"] < "2026-02-01")]
    assert january["down_ppm_seconds"].sum() == (2_678 + 4 * 3_600) * 1_000_000


def codes(line: Row, **sheets: list[Row]) -> list[str]:
    told: Register = register_from({"service_levels": [line], **sheets})
    return [each.code for each in check(told)]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({}, "nothing_agreed"),
        ({"expected": "99.9 %"}, None),
        ({"expected": "4 h"}, "no_figure"),
        ({"expected": "120 %"}, "no_share"),
        ({"expected": "99.9 %", "minimum": "99.95 %"}, "minimum_not_below"),
        ({"expected": "99.9 %", "conditions": "95 %"}, "not_looked_at"),
        ({"expected": "99.9 %", "direction": "at most"}, "not_looked_at"),
    ],
)
def test_what_a_line_says_is_checked(cells: Row, code: str | None) -> None:
    found = codes(UPTIME | {"level_id": "L", **cells})
    assert found == ([code] if code else [])


def test_a_line_measures_availability_at_least() -> None:
    from slm_analytics.register.levels import levels_from  # noqa: PLC0415

    (level,) = levels_from(
        register_from({"service_levels": [UPTIME | {"level_id": "L", "expected": "99.9 %"}]})
    )
    assert level.measure is Measure.AVAILABILITY
    assert level.expected == Fraction(999, 1000)
    assert level.direction.value == "at least"
