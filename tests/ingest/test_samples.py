"""Samples of utilisation, workload and performance: what a value must be, by hand."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from slm_analytics.ingest.fixed_values import name_of_file
from slm_analytics.ingest.shaping import table_of
from slm_analytics.ingest.sources import prometheus_range
from slm_analytics.ingest.wide_tables import melted
from slm_analytics.warehouse.archive import RawTable
from tests.conftest import SHARED
from tests.ingest.record_files import SAMPLES, aside, counts, flags, read, rows, written
from tests.warehouse.stores import csv_text


def test_samples_when_the_list_has_its_own_headings() -> None:
    reading = read(SAMPLES / "samples.csv")
    assert reading.report.source == "samples"
    assert counts(reading) == (14, 7, 6, 1)
    assert rows(reading, "resource", "service", "metric", "value", "percentile") == [
        ("web-01", "Web", "CPU", 71.5, None),
        ("db-01", "Mail", "Disk", 512.0, None),
        (None, "Web", "Response", 840.0, 95.0),
        (None, "Web", "Response", 310.0, 50.0),
        (None, "Web", "Response", None, 95.0),
        (None, "Web", "Orders", 1210.0, None),
        ("room-1", None, "Temperature", -4.5, None),
    ]
    assert aside(reading) == {
        (3, "value"): "no percentage",
        (5, "value"): "negative",
        (11, "value"): "negative",
        (12, "resource"): "no resource and no service",
        (14, "sampled_at"): "stand-in date",
        (15, "percentile"): "too large",
    }
    assert flags(reading) == {
        4: "more than the capacity (value)",
        10: "negative (value), not between its extremes (value), word not known (kind)",
    }


def test_wide_list_when_each_column_is_a_resource(tmp_path: Path) -> None:
    sample = (SAMPLES / "samples_by_resource.csv").read_text("utf-8")
    path = written(tmp_path, "CPU 2026-06.csv", *sample.splitlines())
    assert read(path).report.source == ""  # any table of numbers looks so
    reading = read(path, "samples_by_resource")
    assert counts(reading) == (7, 6, 1, 0)
    assert rows(reading, "resource", "metric", "sampled_at", "value", "unit", "line") == [
        ("web-01", "CPU", "2026-06-01 06:00:00", 71.5, "%", 2),
        ("web-02", "CPU", "2026-06-01 06:00:00", 12.25, "%", 2),
        ("web-02", "CPU", "2026-06-01 07:00:00", 12.5, "%", 3),
        ("store", "CPU", "2026-06-01 07:00:00", 800.0, None, 3),
        ("web-02", "CPU", "2026-06-01 08:00:00", None, "%", 4),
        ("store", "CPU", "2026-06-01 08:00:00", 810.0, None, 4),
    ]
    assert aside(reading) == {(3, "value"): "no percentage"}


def test_wide_list_when_each_column_is_a_measure() -> None:
    path = SAMPLES / "samples_by_measure.csv"
    assert read(path).report.source == ""
    reading = read(path, "samples_by_measure")
    assert counts(reading) == (5, 4, 1, 0)
    assert rows(reading, "resource", "metric", "sampled_at", "value", "unit") == [
        ("samples_by_measure", "CPU", "2026-06-01 08:00:00", 71.5, "%"),
        ("samples_by_measure", "Memory", "2026-06-01 08:00:00", 12.0, "GB"),
        ("samples_by_measure", "Response", "2026-06-01 08:00:00", 210.0, "ms"),
        ("samples_by_measure", "Memory", "2026-06-01 09:00:00", 12.5, "GB"),
    ]
    assert aside(reading) == {(3, "value"): "negative"}


@given(
    st.lists(
        st.tuples(*[st.one_of(st.just(""), st.integers(0, 9).map(str))] * 3),
        min_size=1, max_size=5,
    )
)  # fmt: skip
def test_wide_list_when_it_is_brought_into_rows(cells: list[tuple[str, ...]]) -> None:
    """Every cell with a value is one row, with the time, heading and line it stood at."""
    like = RawTable(headings=(), rows=pa.table({"line": pa.array([], pa.int32())}))
    lines = list(range(2, len(cells) + 2))
    wide = [(str(line), *row) for line, row in zip(lines, cells, strict=True)]
    raw = table_of(("t", "a", "b", "b (%)"), wide, lines, like)
    found = melted(raw).rows.to_pylist()
    assert sorted((each["line"], each["c0"], each["c2"]) for each in found) == sorted(
        (line, str(line), cell)
        for line, row in zip(lines, cells, strict=True) for cell in row if cell
    )  # fmt: skip
    assert {(each["c1"], each["c3"]) for each in found} <= {("a", ""), ("b", ""), ("b", "%")}


def test_series_when_the_file_says_what_it_is(tmp_path: Path) -> None:
    """On 25 October the clocks of Berlin are put back at 3: half past two stands twice."""
    sample = (SAMPLES / "samples_of_one.csv").read_text("utf-8")
    reading = read(written(tmp_path, "web-01_CPU_2026-10.csv", *sample.splitlines()))
    assert reading.report.source == "samples_of_one"
    assert counts(reading) == (5, 2, 2, 1)
    assert rows(reading, "resource", "metric", "sampled_at", "value") == [
        ("web-01_CPU", "value", "2026-10-24 23:30:00", 10.0),
        ("web-01_CPU", "value", "2026-10-25 02:30:00", 13.0),
    ]
    assert set(aside(reading).values()) == {"same sample, other content"}
    utc = read(SAMPLES / "samples_of_one.csv", zone="UTC")
    assert rows(utc, "resource")[0] == ("samples_of_one",)


def test_series_when_a_list_has_more_columns(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", "timestamp,value,host", "2026-06-01 08:00,1,web-01")
    assert read(path).report.source == ""


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("web-01_CPU_2026-10.csv", "web-01_CPU"), ("cpu.2026.csv", "cpu"),
        ("2026-10.csv", "2026-10"), ("web01.example.com.csv.gz", "web01.example.com"),
        ("cpu 20261031.csv", "cpu"), ("export.zip/june/db-01.csv", "db-01"),
        ("C:\\data\\db-02_2026_10_31.csv", "db-02"), ("node12.csv", "node12"),
    ],
)  # fmt: skip
def test_name_when_a_file_tells_what_it_is_about(name: str, stem: str) -> None:
    assert name_of_file(name) == stem


def test_prometheus_when_a_range_is_answered(tmp_path: Path) -> None:
    document = json.loads((SAMPLES / "prometheus_range.json").read_text("utf-8"))
    found = prometheus_range.rows_of(document)
    assert found is not None
    path = written(tmp_path, "load_2026-06.csv", *csv_text(found).splitlines())
    reading = read(path)
    assert reading.report.source == "prometheus_range"
    assert counts(reading) == (5, 5, 0, 0)
    assert rows(reading, "resource", "metric", "part", "sampled_at", "value") == [
        ("web-01:9100", "node_load1", 'job="node"', "2026-06-01 08:00:00", 0.52),
        ("web-01:9100", "node_load1", 'job="node"', "2026-06-01 08:05:00", None),
        ("web-01:9100", "node_load1", 'job="node"', "2026-06-01 08:10:00", 1.75),
        ("web-02:9100", "node_load1", 'job="node"', "2026-06-01 08:00:00", None),
        ("Prometheus", "load", None, "2026-06-01 08:00:00", 42.0),
    ]


VECTOR = {"metric": {"__name__": "up", "instance": "a"}, "value": [1780300800.5, "1"]}


@pytest.mark.parametrize(
    ("document", "rows_told"),
    [
        ({"status": "success", "data": {"resultType": "vector", "result": [VECTOR]}}, 1),
        ({"status": "success", "data": {"resultType": "matrix", "result": []}}, 0),
        ({"status": "success", "data": {"resultType": "scalar", "result": [1, "1"]}}, None),
        ({"status": "error", "error": "no"}, None),
        ({"data": {"resultType": "matrix", "result": [{"metric": {}, "histograms": []}]}}, None),
        ({"data": {"resultType": "matrix", "result": [{"metric": {}, "values": [[1]]}]}}, None),
        ({"data": {"resultType": "matrix", "result": {"metric": {}}}}, None),
        ([1, 2], None), ("text", None), (None, None),
    ],
)  # fmt: skip
def test_prometheus_when_a_document_is_or_is_not_one(
    document: object, rows_told: int | None
) -> None:
    found = prometheus_range.rows_of(document)
    assert (None if found is None else len(found)) == rows_told


def test_zabbix_trends_when_hosts_are_told_or_not(tmp_path: Path) -> None:
    reading = read(SAMPLES / "zabbix_trends.csv")
    assert reading.report.source == "zabbix_trends"
    assert counts(reading) == (4, 2, 1, 1)
    names = ("resource", "metric", "sampled_at", "value", "lowest", "highest", "measured")
    assert rows(reading, *names) == [
        ("web-01", "system.cpu.util", "2026-06-01 08:00:00", 12.25, 3.1, 96.5, 60),
        ("web-01", "vm.memory.size[available]", "2026-06-01 08:00:00", 512.0, 1024.0, 4096.0, 60),
    ]
    assert aside(reading) == {(3, "value"): "no percentage"}
    assert flags(reading) == {4: "not between its extremes (value)"}
    bare = written(
        tmp_path, "trends.csv", "itemid,clock,num,value_min,value_avg,value_max",
        "23296,1780300800,60,3,12,96",
    )  # fmt: skip
    assert rows(read(bare), "resource", "metric") == [("Zabbix", "23296")]


REAL = {
    "cpu_utilization_asg_misconfiguration": ("samples_of_one", 18050),
    "ec2_disk_write_bytes_1ef3de": ("samples_of_one", 4730),
    "nyc_taxi": ("samples_of_one", 10320),
}


@pytest.mark.parametrize("name", REAL)
def test_series_when_it_is_a_real_one(name: str) -> None:
    """Against the file itself: each time that stands once loads, with its value."""
    path = SHARED / "data" / "utilisation" / f"{name}.csv"
    if not path.is_file():
        pytest.skip("the shared real data is not present beside the project")
    with path.open(encoding="utf-8", newline="") as file:
        lines = [tuple(row) for row in csv.reader(file)][1:]
    times = Counter(at for at, _ in set(lines))
    reading = read(path, zone="UTC")
    source, total = REAL[name]
    assert (reading.report.source, reading.report.questions) == (source, ())
    single = {(at, value) for at, value in set(lines) if times[at] == 1}
    clashes = sum(1 for at, _ in lines if times[at] > 1)
    assert len(lines) == total
    assert reading.report.set_aside + reading.report.duplicates == len(lines) - len(single)
    assert reading.report.set_aside == clashes - (
        sum(count - 1 for row, count in Counter(lines).items() if times[row[0]] > 1)
    )
    told = rows(reading, "sampled_at", "value", "resource")
    assert {(at, value) for at, value, _ in told} == {(at, float(text)) for at, text in single}
    assert {resource for _, _, resource in told} == {name}


def test_prometheus_when_the_file_is_json(tmp_path: Path) -> None:
    """The document itself, under the name that an expression without a name is called by."""
    path = tmp_path / "load_2026-06.json"
    path.write_bytes((SAMPLES / "prometheus_range.json").read_bytes())
    reading = read(path)
    assert (reading.report.source, reading.report.kind) == ("prometheus_range", "json")
    assert counts(reading) == (5, 5, 0, 0)
    assert rows(reading, "resource", "metric", "sampled_at", "value")[2:] == [
        ("web-01:9100", "node_load1", "2026-06-01 08:10:00", 1.75),
        ("web-02:9100", "node_load1", "2026-06-01 08:00:00", None),
        ("Prometheus", "load", "2026-06-01 08:00:00", 42.0),
    ]


def test_zabbix_trends_when_they_are_exported_in_json_lines(tmp_path: Path) -> None:
    line = {
        "host": {"host": "web-01", "name": "Web 1"}, "groups": ["Linux"], "itemid": 23296,
        "name": "CPU utilization", "clock": 1780300800, "count": 60, "min": 3.1, "avg": 12.25,
        "max": 96.5, "type": 0,
    }  # fmt: skip
    reading = read(written(tmp_path, "trends.ndjson", json.dumps(line)))
    assert reading.report.source == "zabbix_trends"
    names = ("resource", "metric", "sampled_at", "value", "lowest", "highest", "measured")
    assert rows(reading, *names) == [
        ("Web 1", "CPU utilization", "2026-06-01 08:00:00", 12.25, 3.1, 96.5, 60),
    ]
