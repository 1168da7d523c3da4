"""The ledger of a service adds up to its figures: every service, component and month of a store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from slm_analytics.domain.availability import AvailabilityFigure
from slm_analytics.domain.period import Month
from slm_analytics.ingest.register_intake import take_over
from slm_analytics.register.rows import register_from
from slm_analytics.review.availability_ledger import Account, account_of
from slm_analytics.review.availability_units import counted_units
from slm_analytics.review.ticket_times import rules_in_force
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.connection import DuckDbWarehouse
from slm_analytics.warehouse.generation import current_number, files_of
from tests.conftest import SHARED
from tests.review.uptime import AGREED, load, uptime_store

_SUMS = """
SELECT unit_no, date_trunc('month', happened_on)::DATE AS month,
    sum(open_seconds)::BIGINT AS open_seconds,
    sum(base_seconds)::BIGINT AS base_seconds,
    sum(down_ppm_seconds)::BIGINT AS down_ppm_seconds,
    sum(measured_ppm_seconds)::BIGINT AS measured_ppm_seconds,
    sum(accepted_all_ppm_seconds)::BIGINT AS accepted_all_ppm_seconds,
    sum(maintenance_seconds)::BIGINT AS maintenance_seconds,
    sum(unknown_seconds)::BIGINT AS unknown_seconds
FROM availability_day
GROUP BY ALL
ORDER BY ALL"""
_SHARED_FILES = SHARED / "data" / "uptime"


@contextmanager
def opened(folder: DataFolder) -> Iterator[DuckDbWarehouse]:
    number = current_number(folder)
    assert number is not None
    warehouse = DuckDbWarehouse(files_of(folder, number).database)
    yield warehouse
    warehouse.close()


def _explained(found: AvailabilityFigure, if_accepted: AvailabilityFigure) -> dict[str, int]:
    return {
        "open_seconds": found.open_seconds,
        "base_seconds": found.base_seconds,
        "down_ppm_seconds": found.down_ppm_seconds,
        "measured_ppm_seconds": found.measured_ppm_seconds,
        "accepted_all_ppm_seconds": if_accepted.down_ppm_seconds,
        "maintenance_seconds": found.maintenance_seconds,
        "unknown_seconds": found.unknown_seconds,
    }


def hold_equal(folder: DataFolder) -> int:
    """Hold that ledgers and figures agree; return of how many months."""
    with opened(folder) as warehouse:
        rules = rules_in_force(warehouse)
        accounts: dict[int, Account] = {
            unit.unit_no: account_of(warehouse, unit, rules) for unit in counted_units(warehouse)
        }
        rows = warehouse.query(_SUMS).to_dict("records")
    for row in rows:
        account, month = accounts[row["unit_no"]], Month.of(row["month"].date())
        window = account.unit.days(month.first, month.plus(1).first)
        asked = account.figure(window), account.figure(window, all_accepted=True)
        told = {name: int(row[name]) for name in _explained(*asked)}
        assert _explained(*asked) == told, (account.unit.name, str(month))
    return len(rows)


_POLICIES: list[dict[str, str]] = [
    {},
    {"maintenance": "counts", "unknown": "counts as down"},
    {"maintenance": "cancels the outage", "degraded": "50 %"},
    {"notice_hours": "720", "join_minutes": "60"},
    {"needs_approval": "yes", "least_minutes": "15"},
]


@pytest.mark.usefixtures("in_process")
def test_ledger_adds_up_whatever_is_agreed(store: DataFolder) -> None:
    uptime_store(store)
    for policy in _POLICIES:
        rows = [row | policy for row in AGREED["availability"]]
        agreed = register_from(AGREED | {"availability": rows})
        take_over(store, agreed, who="Kim", why="tried")
        assert hold_equal(store) == 9


def test_ledger_adds_up_over_the_sample_data(sample_folder: DataFolder) -> None:
    hold_equal(sample_folder)


@pytest.mark.skipif(not _SHARED_FILES.is_dir(), reason="the shared uptime data is not present")
@pytest.mark.usefixtures("in_process")
def test_ledger_adds_up_over_real_lists_and_monitors(store: DataFolder) -> None:
    load(store, _SHARED_FILES / "github_status_2024.csv")
    assert hold_equal(store) > 0
