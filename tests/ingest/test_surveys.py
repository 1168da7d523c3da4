"""Answers to surveys: scale, score and the last answer, by hand; and ratings of ticket lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from slm_analytics.ingest.intake import Upload, import_now
from slm_analytics.ingest.mapping import built_in
from slm_analytics.ingest.options import Options
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.connection import DuckDbWarehouse
from slm_analytics.warehouse.generation import current_manifest, files_of
from tests.ingest.record_files import SAMPLES, aside, counts, flags, read, rows, written


def test_answers_when_the_list_has_its_own_headings() -> None:
    reading = read(SAMPLES / "survey_responses.csv")
    assert reading.report.source == "survey_responses"
    assert counts(reading) == (13, 6, 5, 2)
    assert rows(reading, "response_id", "instrument", "ticket_id", "score", "answered_at") == [
        ("R2", "CSAT", "INC2", None, None),
        ("R3", "NPS", None, 9.0, "2026-06-03 07:00:00"),
        ("R5", "CSAT", "INC1", 2.0, "2026-06-03 10:00:00"),
        (None, "CSAT", None, 3.0, "2026-06-05 10:00:00"),
        (None, "CSAT", None, 4.0, "2026-06-05 10:00:00"),
        ("R8", "Smiley", "INC5", 3.0, "2026-06-05 10:00:00"),
    ]
    assert aside(reading) == {
        (5, "score"): "outside the scale",
        (7, "answered_at"): "answered before sent",
        (8, "scale_min"): "no lowest score",
        (13, "instrument"): "same answer, other content",
        (14, "instrument"): "same answer, other content",
    }
    assert flags(reading) == {
        6: "stands several times (answered)",
        12: "word not known (instrument)",
    }


SCORES = ("ticket_id", "instrument", "score", "scale_min", "scale_max", "customer")


def test_zendesk_ratings_when_the_list_is_read_for_them() -> None:
    path = SAMPLES / "zendesk_ratings.csv"
    assert read(path).report.source == "zendesk_tickets"
    reading = read(path, "zendesk_ratings")
    assert counts(reading) == (5, 3, 2, 0)  # 40104 was not asked
    assert rows(reading, *SCORES) == [
        ("40101", "csat", 1.0, 0.0, 1.0, "Harbour Cafe"),
        ("40102", "csat", 0.0, 0.0, 1.0, "Harbour Cafe"),
        ("40103", "csat", None, 0.0, 1.0, "Mill Road Books"),
    ]
    assert aside(reading) == {(6, "score"): "not a number", (7, "ticket_id"): "number cut"}


def test_zendesk_ratings_when_they_are_numbers(tmp_path: Path) -> None:
    lines = ["Id,Created at,Solved at,Satisfaction Score", "1,2026-06-01 08:00,,5",
             "2,2026-06-01 08:00,,Offered", "3,2026-06-01 08:00,,0"]  # fmt: skip
    reading = read(written(tmp_path, "z.csv", *lines), "zendesk_ratings")
    assert rows(reading, *SCORES[:5]) == [("1", "csat", 5.0, 1.0, 5.0), ("2", "csat", None, 1.0, 5)]
    assert aside(reading) == {(4, "score"): "outside the scale"}


def test_jira_ratings_when_the_list_is_read_for_them() -> None:
    path = SAMPLES / "jira_ratings.csv"
    assert read(path).report.source == "jira_service_management"
    reading = read(path, "jira_ratings")
    assert counts(reading) == (3, 2, 1, 0)
    assert rows(reading, *SCORES, "answered_at") == [
        ("DESK-101", "csat", 4.0, 1.0, 5.0, "Nordlicht AG", "2026-02-27 08:00:00"),
        ("DESK-102", "csat", 5.0, 1.0, 5.0, None, "2026-02-27 08:30:00"),
    ]
    assert aside(reading) == {(5, "score"): "outside the scale"}
    assert flags(reading) == {3: "several values (customer)"}


def test_freshworks_ratings_when_the_lists_are_read_for_them() -> None:
    for tool, told in (
        ("freshdesk", [("901", 3.0), ("902", 1.0), ("903", None)]),
        ("freshservice", [("INC-11", 2.0)]),
    ):
        path = SAMPLES / f"{tool}_ratings.csv"
        assert read(path).report.source == f"{tool}_tickets"
        reading = read(path, f"{tool}_ratings")
        assert rows(reading, "ticket_id", "score") == told
        assert set(rows(reading, "scale_min", "scale_max")) == {(1.0, 3.0)}


@pytest.mark.parametrize("word", ["Extremely Happy", "5", "Awesome"])
def test_freshdesk_ratings_when_their_scale_is_not_known(tmp_path: Path, word: str) -> None:
    """Happy may be one of three steps or of seven: with another word none of them counts."""
    lines = (SAMPLES / "freshdesk_ratings.csv").read_text("utf-8").replace("Unhappy", word)
    reading = read(written(tmp_path, "f.csv", *lines.splitlines()), "freshdesk_ratings")
    assert reading.report.refused
    assert set(aside(reading).values()) <= {"no lowest score", "not a number"}


def test_servicenow_survey_when_the_scale_was_added() -> None:
    reading = read(SAMPLES / "servicenow_survey.csv")
    assert (reading.report.source, reading.report.encoding) == ("servicenow_survey", "cp1252")
    assert counts(reading) == (5, 2, 2, 1)
    assert rows(reading, "response_id", "question", "ticket_id", "score", "scale_max") == [
        ("AINST0010001", "Was it solved at once?", "INC0010101", 1.0, 1.0),
        ("AINST0010004", "How satisfied are you?", "INC0010101", 2.0, 5.0),
    ]
    assert aside(reading) == {
        (4, "score"): "outside the scale",
        (5, "scale_min"): "no lowest score",
    }
    assert flags(reading) == {6: "stands several times (answered)"}


def test_servicenow_survey_when_no_scale_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", "instance,metric,actual_value,sys_created_on",
                   "AINST1,Satisfied?,4,2026-06-02 08:15:00")  # fmt: skip
    report = read(path).report
    assert report.refused
    assert "'metric.min'" in report.findings[0].message


@pytest.mark.parametrize("tool", ["zendesk", "jira", "freshdesk", "freshservice"])
def test_list_of_tickets_when_it_holds_ratings(tool: str) -> None:
    """The report of the tickets says that the file holds answers, too."""
    said = [each for each in read(SAMPLES / f"{tool}_ratings.csv").report.findings
            if each.code == "holds more"]  # fmt: skip
    assert [built_in()[f"{tool}_ratings"].title in each.remedy for each in said] == [True]


def test_loads_when_one_file_is_read_for_tickets_and_for_ratings(
    store: DataFolder, tmp_path: Path
) -> None:
    """Both stay; read in another way for the same records, the file replaces its load."""
    path = SAMPLES / "zendesk_ratings.csv"
    for source, zone in (
        ("", "UTC"), ("zendesk_ratings", "UTC"), ("zendesk_ratings", "Asia/Tokyo"),
    ):  # fmt: skip
        options = Options(source=source, zone=zone)
        (report,), _ = import_now(store, [Upload(path, path.name)], options)
        assert report.acceptable
    manifest = current_manifest(store)
    assert manifest is not None
    assert [(load.source, load.zone) for load in manifest.loads] == [
        ("zendesk_tickets", "UTC"), ("zendesk_ratings", "Asia/Tokyo"),
    ]  # fmt: skip
    warehouse = DuckDbWarehouse(files_of(store, manifest.number).database)
    joined = warehouse.query(
        "SELECT r.ticket_id, r.score, t.state FROM survey_response AS r"
        " INNER JOIN ticket_fact AS t USING (system, ticket_id) ORDER BY 1"
    )
    assert joined.ticket_id.to_list() == ["40101", "40102", "40103"]
    warehouse.close()


def test_answers_when_months_are_loaded_in_any_order(store: DataFolder, tmp_path: Path) -> None:
    """The last answer about a ticket holds, whichever file came last; one without a ticket
    stands for itself."""
    head = "instrument,ticket_id,answered_at,score,scale_min,scale_max"
    july = written(tmp_path, "july.csv", head, "csat,INC1,2026-07-02 10:00,5,1,5",
                   "csat,,2026-07-02 10:00,5,1,5")  # fmt: skip
    june = written(tmp_path, "june.csv", head, "csat,INC1,2026-06-02 10:00,1,1,5",
                   "csat,INC2,,,1,5", "csat,,2026-06-02 10:00,5,1,5")  # fmt: skip
    for path in (july, june):
        import_now(store, [Upload(path, path.name)], Options(zone="UTC"))
    manifest = current_manifest(store)
    assert manifest is not None
    warehouse = DuckDbWarehouse(files_of(store, manifest.number).database)
    found = warehouse.query(
        "SELECT coalesce(ticket_id, '-') AS ticket, coalesce(score, -1) AS score"
        " FROM survey_response ORDER BY ticket, answered_at"
    )
    warehouse.close()
    assert found.to_numpy().tolist() == [["-", 5], ["-", 5], ["INC1", 5], ["INC2", -1]]
