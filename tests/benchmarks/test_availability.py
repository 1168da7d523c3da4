"""The benchmark of availability at a size that takes a second: all engines agree."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from tests.benchmarks import availability
from tests.benchmarks.availability_checks import measure_checks
from tests.benchmarks.availability_data import services
from tests.benchmarks.availability_peers import known_of, polars_days, polars_months, sums_of


def test_engines_agree_when_services_are_few() -> None:
    told = availability.measure_availability(13, 3000, 700, 1)
    assert told[0].startswith("Agreed seconds and downtime by service and month of 13 services")
    assert [line.split("  ")[1] for line in told[1:4]] == ["SQL", "polars, streaming", "pandas"]


def test_run_fails_when_an_engine_counts_something_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        availability, "_MONTHS", availability._MONTHS.replace("- coalesce", "+ coalesce")
    )
    with pytest.raises(AssertionError, match="the engines differ"):
        availability.measure_availability(7, 200, 50, 1)


def test_checksums_differ_when_seconds_change_their_month() -> None:
    known = known_of(services(5, 300, 60))
    days, outages = polars_days(known)
    months = polars_months(days, known)
    shifted = months.with_columns(base=months["base"].reverse())
    assert sums_of(days, shifted, outages) != sums_of(days, months, outages)


def test_checks_become_fewer_stretches_and_none_is_lost(tmp_path: Path) -> None:
    (told,) = measure_checks(tmp_path, 40_000)
    assert told.startswith("40,000 checks of 500 monitors to ")
    with duckdb.connect(str(tmp_path / "checks_40000.duckdb"), read_only=True) as connection:
        found = connection.execute(
            "SELECT sum(checks), count(*) < 20000, bool_and(from_s < until_s OR is_open)"
            " FROM check_run"
        ).fetchone()
    assert found == (40_000, True, True)
