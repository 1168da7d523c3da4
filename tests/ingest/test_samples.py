"""Samples of utilisation, workload and performance: what a value must be, by hand."""

from __future__ import annotations

from tests.ingest.record_files import SAMPLES, aside, counts, flags, read, rows


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
