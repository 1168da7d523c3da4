"""The availability part: well formed, and read by the product without a word about it."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.generation import current_manifest
from tests.sample_data.availability_files import (
    FOLDER,
    HALF_YEARS,
    monitor_down,
    outages,
    rows,
    second,
    span,
    upptime_down,
)
from tests.sample_data.test_generate import newest, newest_aoyama
from tests.warehouse.stores import table

FILES = (
    "outages_*.csv", "maintenance.csv", "changes.csv", "dependencies.csv", "upptime_*.csv",
    "uptimerobot_*.csv", "failover_tests.csv",
)  # fmt: skip
STAGES = ("started_at", "detected_at", "diagnosed_at", "repaired_at", "ended_at")


def services() -> set[str]:
    return {row["service"] for row in rows("dependencies.csv")}


def test_every_service_of_the_tickets_is_there_and_one_more() -> None:
    of_tickets = {row["business_service"] for row in newest().values()}
    of_tickets |= {row["Service"] or "" for row in newest_aoyama().values()}
    assert services() == of_tickets - {""} | {"Managed backup"}
    for pattern in FILES[:3]:
        assert {row["service"] for row in rows(pattern)} - {""} == services()


def test_services_stand_on_two_to_five_components() -> None:
    links = rows("dependencies.csv")
    for service in services():
        parts = {row["component"] for row in links if row["service"] == service} - services()
        assert 2 <= len(parts) <= 5, service
    logic = Counter(row["logic"] for row in links)
    assert logic == {"series": 27, "parallel": 14, "k of n": 6}
    shared = Counter(row["component"] for row in links if row["logic"] == "series")
    twice = {name for name, times in shared.items() if times == 2}
    assert twice == {"auth-01", "net-muc", "pos-pay", "plant-net"}
    assert [row["service"] for row in links if row["component"] in services()] == ["Web shop"]


def test_failover_tests_are_of_what_stands_in_for_something_else() -> None:
    doubled = {row["component"] for row in rows("dependencies.csv") if row["group_id"]}
    tests = rows("failover_tests.csv")
    assert {row["component"] for row in tests} - {""} < doubled
    late = [row for row in tests if not row["done_on"] and row["planned_on"] < "2026-10-31"]
    assert [row["component"] for row in late] == ["bill-app-2"]
    assert [row["component"] for row in tests if row["result"] == "failed"] == ["print-01"]


def test_components_that_failed_or_were_watched_are_of_a_service() -> None:
    known = {row["component"] for row in rows("dependencies.csv")}
    down = [row for row in outages().values() if row["component"]]
    never = {"Order API", "backup-01", "cal-01", "hr-app"}
    assert {row["component"] for row in down} == known - never
    assert all(row["service"] == "" for row in down)
    assert {row["Monitor"] for row in rows("uptimerobot_2*.csv")} <= known


def test_outages_are_numbered_in_order_and_stand_in_their_half_year() -> None:
    assert list(outages()) == [f"OUT-{n:04d}" for n in range(1, len(outages()) + 1)]
    starts = [second(row["started_at"]) for row in outages().values()]
    assert starts == sorted(starts)
    for half in HALF_YEARS:
        for row in rows(f"outages_{half}.csv"):
            part = 1 if int(row["started_at"][5:7]) <= 6 else 2
            assert f"{row['started_at'][:4]}-H{part}" == half


def test_stages_of_an_outage_are_in_order() -> None:
    staged = [row for row in outages().values() if row["detected_at"]]
    assert len(staged) > 200
    for row in staged:
        times = [second(row[name]) for name in STAGES if row[name]]
        assert times == sorted(times)


def test_outages_of_one_service_or_component_are_apart() -> None:
    for name in {row["service"] or row["component"] for row in outages().values()}:
        mine = [row for row in outages().values() if name in (row["service"], row["component"])]
        spans = sorted(span(row) for row in mine)
        assert all(before[1] <= after[0] for before, after in pairwise(spans))


def test_of_components_that_stand_in_for_each_other_one_fails_at_a_time() -> None:
    links = rows("dependencies.csv")
    for group in {row["group_id"] for row in links if row["group_id"]}:
        members = {row["component"] for row in links if row["group_id"] == group}
        down = sorted(
            span(row) for row in outages().values()
            if row["component"] in members and row["cause_code"] != "certificate expired"
        )  # fmt: skip
        assert all(before[1] <= after[0] for before, after in pairwise(down))


def test_monitors_tell_most_outages_and_some_of_their_own() -> None:
    for service in ("Claims portal", "Web shop", "Order API"):
        mine = [row for row in outages().values() if row["service"] == service and row["ended_at"]]
        spans = [span(row) for row in mine]
        watched = upptime_down(service)
        both = [each for each in watched if any(_meet(each, other) for other in spans)]
        assert len(both) >= 3
        assert 1 <= len(watched) - len(both) <= 6, service
    watched_parts = {row["Monitor"] for row in rows("uptimerobot_2*.csv")}
    assert {name for name in watched_parts if not monitor_down(name)} == {"backup-01"}


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def test_monitor_pauses_while_the_gateways_are_worked_on() -> None:
    paused = {row["Date-Time"] for row in rows("uptimerobot_2*.csv") if row["Event"] == "Paused"}
    work = [row for row in rows("maintenance.csv") if row["service"] == "VPN access"]
    assert len(paused) == len(work) == 24


def test_files_are_small() -> None:
    sizes = [path.stat().st_size for pattern in FILES for path in FOLDER.glob(pattern)]
    assert len(sizes) == 16
    assert sum(sizes) < 700_000


def test_all_rows_are_loaded_and_none_is_marked(sample_folder: DataFolder) -> None:
    tables = {
        "outage": "outages_*.csv", "maintenance_window": "maintenance.csv",
        "planned_change": "changes.csv", "dependency": "dependencies.csv",
        "uptime_check": "upptime_*.csv", "failover_test": "failover_tests.csv",
    }  # fmt: skip
    for name, pattern in tables.items():
        loaded = table(sample_folder, name)
        assert len(loaded) == len(rows(pattern)), name
        assert loaded["flags"].isna().all(), name
    periods = table(sample_folder, "monitor_period")
    assert len(periods) == len({(r["Monitor"], r["Date-Time"]) for r in rows("uptimerobot_2*.csv")})
    assert periods["flags"].isna().all()


def test_no_row_is_set_aside_and_every_format_is_recognised(sample_folder: DataFolder) -> None:
    manifest = current_manifest(sample_folder)
    assert manifest is not None
    named = {path.name for pattern in FILES for path in FOLDER.glob(pattern)}
    loads = [load for load in manifest.loads if load.file_name in named]
    assert len(loads) == len(named)
    assert {load.source for load in loads} == {
        "outages", "maintenance", "changes", "dependencies", "upptime_checks", "uptimerobot",
        "failover_tests",
    }  # fmt: skip
    assert sum(load.set_aside + load.duplicates for load in loads) == 0


@pytest.mark.parametrize(
    ("pattern", "customer"),
    [("upptime_nordlicht.csv", "Nordlicht Versicherung AG"),
     ("upptime_halvorsen.csv", "Halvorsen Retail Group")],
)  # fmt: skip
def test_customer_of_a_monitor_is_said_with_the_file(
    sample_folder: DataFolder, pattern: str, customer: str
) -> None:
    loaded = table(sample_folder, "uptime_check")
    mine = {row["service"] for row in rows(pattern)}
    assert set(loaded[loaded["service"].isin(mine)]["customer"]) == {customer}


def test_periods_of_a_monitor_follow_each_other_without_a_gap(sample_folder: DataFolder) -> None:
    periods = table(sample_folder, "monitor_period").sort_values(["component", "from_at"])
    for _, mine in periods.groupby("component"):
        assert list(mine["to_at"])[:-1] == list(mine["from_at"])[1:]
