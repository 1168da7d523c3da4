"""ServiceNow task SLAs: the committed sample by hand, and what becomes the tool's verdict."""

from __future__ import annotations

from pathlib import Path

import pytest

from slm_analytics.ingest.intake import Upload
from slm_analytics.ingest.loads_in_force import withdraw
from slm_analytics.ingest.options import Options
from slm_analytics.settings import DataFolder
from tests.ingest.exports import SAMPLES, read_changed, read_sample, set_aside, with_cells, without
from tests.ingest.stores import load, work_here
from tests.warehouse.stores import facts

SOURCE = "servicenow_task_sla"
ZONE = "Europe/Berlin"  # UTC+1 in February
HEADS = "number,opened_at,priority,state,assignment_group,made_sla,sla_due,resolved_at"


def test_task_slas_when_they_are_read_as_they_stand() -> None:
    reading = read_sample(SOURCE, ZONE)
    report = reading.report
    assert (report.source, report.contract, report.questions) == (SOURCE, "task_slas", ())
    assert (report.rows, report.loaded, report.set_aside) == (9, 8, 1)
    assert set_aside(reading) == [(10, "end_time", "2026-02-05 07:00:00", "stop before start")]
    assert reading.rows is not None
    first = reading.rows.records.to_pylist()[0]
    assert (first["ticket_id"], first["target"], first["kind"], first["stage"]) == (
        "INC0020001", "Resolution", "SLA", "Completed",
    )  # fmt: skip
    assert first["has_breached"] is True
    assert f"{first['due_at']:%d %H:%M}, {first['first_due_at']:%d %H:%M}" == "05 11:00, 04 07:00"
    lengths = ("business_seconds", "actual_seconds", "paused_seconds", "business_percent")
    assert tuple(first[name] for name in lengths) == (72_000, 288_000, 19_800, 111.11)
    assert report.unused_headings == ("active",)


@pytest.mark.parametrize("text", ["7500", " 7500 ", "2 Hours 5 Minutes", "1970-01-01 02:05:00"])
def test_length_when_it_is_written_in_any_way(tmp_path: Path, text: str) -> None:
    reading = read_changed(tmp_path, SOURCE, with_cells("business_duration", text))
    assert reading.rows is not None
    assert set(reading.rows.records.column("business_seconds").to_pylist()) == {7500}


def loaded(store: DataFolder, tmp_path: Path, sla: Path = SAMPLES / f"{SOURCE}.csv") -> str:
    """Load a list of five incidents, all late and met by their own fields, and their SLAs."""
    rows = [
        f"INC002000{number},2026-02-02 08:00:00,3 - Moderate,Resolved,Desk,true,"
        "2026-02-11 08:00:00,2026-02-10 11:00:00"
        for number in range(1, 6)
    ]
    path = tmp_path / "list.csv"
    path.write_text("\n".join((HEADS, *rows)) + "\n")
    (_, report) = load(
        store, Upload(path, path.name), Upload(sla, sla.name), options=Options(zone=ZONE)
    )
    assert [each.code for each in report.findings if each.code == "tickets not listed"] == []
    return report.load_id


OWN = (True, "2026-02-11 07:00:00", None)  # of the list


def test_verdict_when_a_ticket_has_one_sla_on_its_resolution(
    store: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Several, none, or one that goes on say nothing; the ticket's own fields are the oldest."""
    work_here(monkeypatch)
    load_id = loaded(store, tmp_path)
    names = ("made_sla", "due_at", "tool_elapsed_seconds")
    assert facts(store, *names) == {
        "INC0020001": (False, "2026-02-05 11:00:00", 72_000),  # not the response, not the OLA
        "INC0020002": (True, "2026-02-05 11:00:00", 10_800),  # not the cancelled one
        "INC0020003": OWN,  # two of the same definition
        "INC0020004": (None, None, 3600),  # paused
        "INC0020005": OWN,  # set aside
    }
    withdraw(store, load_id)
    assert set(facts(store, *names).values()) == {OWN}


def test_verdict_when_the_target_is_not_exported(
    store: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing tells a resolution from a response: the rows are kept and say no verdict."""
    work_here(monkeypatch)
    reading = read_changed(tmp_path, SOURCE, without("sla.target"), ZONE)
    assert reading.report.source == SOURCE
    loaded(store, tmp_path, tmp_path / "changed.csv")
    assert set(facts(store, "made_sla", "due_at", "tool_elapsed_seconds").values()) == {OWN}
