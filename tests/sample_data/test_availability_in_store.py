"""Every planted story of the outages is found in the sample store, under the sample register."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

import duckdb
import pytest

from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.generation import files_of
from slm_analytics.warehouse.opening import opened
from tests.sample_data.availability_files import AS_OF, HOUR, stories
from tests.warehouse.stores import in_force

HALVORSEN, NORDLICHT = "Halvorsen Retail Group", "Nordlicht Versicherung AG"
_OUTAGES = """
SELECT DISTINCT c.reference, o.* EXCLUDE (reference)
FROM service_outage AS o
JOIN uptime_claim AS c ON list_contains(o.claim_nos, c.claim_no) AND c.told_by = 'outages'
WHERE o.kind = ? AND list_contains(?, c.reference)
ORDER BY o.started_at, o.service, o.customer"""
_MONTH = """
SELECT min(happened_on)::VARCHAR AS first_day, sum(open_seconds)::BIGINT AS opened,
    sum(base_seconds)::BIGINT AS base, sum(down_ppm_seconds)::BIGINT AS down,
    sum(maintenance_seconds)::BIGINT AS maintained, sum(outages)::BIGINT AS outages
FROM availability_day
WHERE kind = 'service' AND service = ? AND customer = ?
    AND strftime(happened_on, '%Y-%m') = ?"""

Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def store(sample_folder: DataFolder) -> Iterator[duckdb.DuckDBPyConnection]:
    database = files_of(sample_folder, in_force(sample_folder).number).database
    with opened(database) as connection:
        yield connection


def asked(store: duckdb.DuckDBPyConnection, sql: str, *values: object) -> Rows:
    cursor = store.execute(sql, list(values))
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def planted(store: duckdb.DuckDBPyConnection, story: str, kind: str = "service") -> Rows:
    """The outages that the list's outages of a story became."""
    return asked(store, _OUTAGES, kind, stories()[story]["outages"])


def month(store: duckdb.DuckDBPyConnection, service: str, customer: str, name: str) -> Any:
    (found,) = asked(store, _MONTH, service, customer, name)
    return found


def seconds(ppm_seconds: int) -> Fraction:
    return Fraction(ppm_seconds, 1_000_000)


def test_overlapping_sources_are_one_outage_with_the_claims_of_both(
    store: duckdb.DuckDBPyConnection,
) -> None:
    story = stories()["overlapping_sources"]
    (found,) = planted(store, "overlapping_sources")
    assert (found["service"], found["customer"]) == ("Web shop", HALVORSEN)
    assert (found["claims"], found["sources"]) == (
        2, ["checks of upptime", "outages of outages"],
    )  # fmt: skip
    assert found["wall_seconds"] == story["union_seconds"]
    assert seconds(found["down_ppm_seconds"]) == story["union_seconds"]
    (part,) = planted(store, "overlapping_sources", "component")
    assert (part["component"], part["claims"]) == ("shop-cdn", 2)


def test_outages_over_the_clock_change_have_their_true_length(
    store: duckdb.DuckDBPyConnection,
) -> None:
    found = planted(store, "outage_over_clock_change")
    vpn = [row for row in found if row["service"] == "VPN access"]
    (portal,) = (row for row in found if row["service"] == "Claims portal")
    assert len(vpn) == 3  # of each customer
    for row in vpn:
        assert (row["wall_seconds"], seconds(row["down_ppm_seconds"])) == (6600, 6600)
    # Sunday: long by the wall clock, and nothing of it in office hours.
    assert (portal["wall_seconds"], portal["agreed_seconds"]) == (12660, 0)
    assert (portal["down_ppm_seconds"], portal["is_failure"]) == (0, False)
    parts = planted(store, "outage_over_clock_change", "component")
    assert {row["wall_seconds"] for row in parts} == {6480}


def test_open_outage_is_counted_to_the_as_of_time_and_marked(
    store: duckdb.DuckDBPyConnection,
) -> None:
    (found,) = planted(store, "open_outage")
    as_of = datetime.fromtimestamp(AS_OF, UTC).replace(tzinfo=None)
    assert (found["is_open"], found["ended_at"], found["service"]) == (True, as_of, "Point of sale")
    assert found["wall_seconds"] == seconds(found["down_ppm_seconds"]) == 12010
    still_open = asked(store, "FROM service_outage WHERE is_open AND kind = 'service'")
    assert [row["service"] for row in still_open] == ["Point of sale"]


def test_outage_longer_than_its_maintenance_counts_only_what_is_over(
    store: duckdb.DuckDBPyConnection,
) -> None:
    story = stories()["longer_than_maintenance"]
    found = planted(store, "longer_than_maintenance")
    assert len({row["customer"] for row in found}) == len(found) == 3
    for row in found:
        assert row["wall_seconds"] == row["agreed_seconds"] == story["seconds"]
        assert row["maintenance_seconds"] == story["seconds"] - story["seconds_after_window"]
        assert seconds(row["down_ppm_seconds"]) == story["seconds_after_window"]


def test_flapping_is_nine_outages_where_nothing_is_joined(
    store: duckdb.DuckDBPyConnection,
) -> None:
    found = planted(store, "flapping")
    assert len(found) == 9
    assert (
        sum(seconds(row["down_ppm_seconds"]) for row in found) == stories()["flapping"]["seconds"]
    )
    assert {row["claims"] for row in found} == {2}
    (day,) = asked(
        store,
        "FROM availability_day WHERE service = 'Web shop' AND kind = 'service'"
        " AND happened_on = DATE '2026-02-10'",
    )
    assert day["outages"] == 9


def test_service_added_mid_month_is_prorated(store: duckdb.DuckDBPyConnection) -> None:
    found = month(store, "Managed backup", NORDLICHT, "2025-09")
    # Twelve office days of ten hours from the 15th on; the whole month would have 22.
    assert (found["first_day"], found["opened"]) == ("2025-09-15", 12 * 10 * HOUR)
    assert (found["base"], seconds(found["down"]), found["outages"]) == (12 * 10 * HOUR, 42 * 60, 1)
    before = asked(
        store,
        "FROM availability_day WHERE service = 'Managed backup'"
        " AND happened_on < DATE '2025-09-15'",
    )
    assert before == []


def test_services_that_stand_on_one_switch_fail_together(
    store: duckdb.DuckDBPyConnection,
) -> None:
    story = stories()["failing_together"]
    found = planted(store, "failing_together")
    assert {row["service"] for row in found} == set(story["services"])
    parts = planted(store, "failing_together", "component")
    assert {(row["component"], row["service"]) for row in parts} == {
        (story["component"], service) for service in story["services"]
    }
    starts = [row["started_at"] for row in (*found, *parts)]
    assert (max(starts) - min(starts)).total_seconds() <= 60
    assert [seconds(row["down_ppm_seconds"]) for row in found] == [5400, 5318]


@pytest.mark.parametrize(
    ("name", "base", "maintained"),
    [
        ("target_missed_by_minutes", 742 * HOUR, 2 * HOUR),
        ("target_kept_by_minutes", 742 * HOUR, 2 * HOUR),
        ("target_missed_by_seconds", 720 * HOUR, 0),
    ],
)
def test_month_misses_or_keeps_its_target_to_the_second(
    store: duckdb.DuckDBPyConnection, name: str, base: int, maintained: int
) -> None:
    story = stories()[name]
    found = month(store, story["service"], story["customer"], story["month"])
    assert (found["base"], found["maintained"]) == (base, maintained)
    assert seconds(found["down"]) == story["down_seconds"]
    target = Fraction(str(story["target_percent"])) / 100
    assert (1 - seconds(found["down"]) / base >= target) is story["is_met"]
    (allowed,) = asked(
        store,
        "SELECT sum(allowed_ppb_seconds)::BIGINT AS ppb FROM availability_day"
        " WHERE kind = 'service' AND service = ? AND strftime(happened_on, '%Y-%m') = ?",
        story["service"],
        story["month"],
    )
    assert (Fraction(allowed["ppb"], 1_000_000_000) >= seconds(found["down"])) is story["is_met"]


def test_typhoon_counts_until_it_is_agreed(store: duckdb.DuckDBPyConnection) -> None:
    story = stories()["proposed_exclusion"]
    found = {row["reference"]: row for row in planted(store, "proposed_exclusion")}
    for number in story["proposed"]:
        assert (found[number]["excluded_ppm_seconds"], found[number]["is_failure"]) == (0, True)
        assert seconds(found[number]["down_ppm_seconds"]) == 17280  # of 23,280 in office hours
    (number,) = story["agreed"]
    assert (found[number]["down_ppm_seconds"], found[number]["is_failure"]) == (0, False)
    assert seconds(found[number]["excluded_ppm_seconds"]) == 8100


def test_windows_told_too_late_count_only_where_notice_is_agreed(
    store: duckdb.DuckDBPyConnection,
) -> None:
    found = planted(store, "maintenance_too_late")
    mail = [row for row in found if row["service"] == "Email and calendar"]
    others = [row for row in found if row["service"] != "Email and calendar"]
    assert mail
    assert others
    assert {row["is_failure"] for row in mail} == {True}  # two days' notice is agreed for mail
    assert {row["is_failure"] for row in others} == {False}
    for row in mail:
        assert (row["maintenance_seconds"], seconds(row["down_ppm_seconds"])) == (
            0, row["wall_seconds"],
        )  # fmt: skip
