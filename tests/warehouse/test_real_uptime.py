"""Real uptime data of others loads by recognition alone, and its figures are plausible."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from slm_analytics.ingest import writing
from slm_analytics.ingest.mapping import built_in
from slm_analytics.ingest.options import Options
from slm_analytics.ingest.reading import read_file
from slm_analytics.ingest.writing import Accepted
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.generation import files_of
from slm_analytics.warehouse.opening import opened
from tests.warehouse.stores import NO_REGISTER, RECEIVED_AT, in_force

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "uptime"
UPPTIME, STATUS = DATA / "upptime_datalab" / "checks.csv", DATA / "github_status_2024.csv"
SUMMARY = DATA / "upptime_datalab" / "summary.json"
LATE = RECEIVED_AT.replace(month=12)  # after the last check


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    if not UPPTIME.is_file():
        pytest.skip("the shared real data is not present beside the project")
    folder = DataFolder(tmp_path_factory.mktemp("uptime") / "data")
    folder.create()
    read = [
        read_file(
            path, path.name, Options(zone="UTC"), built_in(), {}, intake="test", received_at=LATE
        )
        for path in (UPPTIME, STATUS)
    ]
    accepted = []
    for each in read:
        assert each.report.acceptable, (each.report.findings, each.report.questions)
        assert each.raw is not None
        assert each.rows is not None
        accepted.append(Accepted(report=each.report, raw=each.raw, rows=each.rows))
    writing.accept(folder, accepted, NO_REGISTER, received_at=LATE, is_sample=False)
    database = files_of(folder, in_force(folder).number).database
    with opened(database) as connection:
        yield connection


def test_nothing_is_left_out(loaded: duckdb.DuckDBPyConnection) -> None:
    counts = loaded.execute(
        "SELECT (SELECT count(*) FROM uptime_check), (SELECT count(*) FROM outage)"
    ).fetchone()
    assert counts == (1835, 124)


@pytest.mark.parametrize("slug", ["cliffe-group-datalab", "cliffe-group-datalab-api"])
def test_days_are_those_that_the_tool_itself_sums_up(
    loaded: duckdb.DuckDBPyConnection, slug: str
) -> None:
    """Upptime sums its own days up by another clock; the log of one day is not in its history."""
    (told,) = (each for each in json.loads(SUMMARY.read_text("utf-8")) if each["slug"] == slug)
    found = dict(
        loaded.execute(
            "SELECT happened_on::VARCHAR, sum(wall_down_ppm_seconds) / 60e6 FROM availability_day"
            " WHERE kind = 'service' AND service = ? GROUP BY ALL",
            [slug],
        ).fetchall()
    )
    near = [abs(found[day] - minutes) <= 5 for day, minutes in told["dailyMinutesDown"].items()]
    assert len(near) >= 38
    assert sum(near) >= len(near) - 1


def test_figures_of_all_time_are_near_those_of_the_tool(
    loaded: duckdb.DuckDBPyConnection,
) -> None:
    shares = dict(
        loaded.execute(
            "SELECT service, 100 - sum(down_ppm_seconds) / 1e4 / sum(base_seconds)"
            " FROM availability_day WHERE kind = 'service' GROUP BY ALL"
        ).fetchall()
    )
    told = {each["slug"]: float(each["uptime"].strip("%")) for each in
            json.loads(SUMMARY.read_text("utf-8"))}  # fmt: skip
    for slug, share in told.items():
        # The tool counts from when each site was first named, we from its first check.
        assert shares[slug] == pytest.approx(share, abs=0.25)
    assert (shares["google"], shares["test-broken-site"]) == (100, 0)


def test_minor_incidents_are_degraded_and_major_ones_are_outages(
    loaded: duckdb.DuckDBPyConnection,
) -> None:
    """The list's own lengths: 3,784 min of major incidents, some of which overlap."""
    ((base, minutes),) = loaded.execute(
        "SELECT sum(base_seconds)::BIGINT, sum(down_ppm_seconds) / 60e6 FROM availability_day"
        " WHERE kind = 'service' AND service = 'status_page'"
    ).fetchall()
    assert base == 366 * 86_400
    assert 3700 < minutes <= 3784
    states = dict(
        loaded.execute(
            "SELECT state, count(*) FROM uptime_claim WHERE told_by = 'outages' GROUP BY ALL"
        ).fetchall()
    )
    assert states == {"down": 26, "degraded": 97, "up": 1}
