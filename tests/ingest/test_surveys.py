"""Answers to surveys: scale, score and the last answer, by hand; and ratings of ticket lists."""

from __future__ import annotations

from tests.ingest.record_files import SAMPLES, aside, counts, flags, read, rows


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
