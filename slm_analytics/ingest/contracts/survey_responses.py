"""Answers to surveys: satisfaction (CSAT), recommendation (NPS) and effort (CES).

A score says nothing without its scale: both ends stand in every row, or are said once for a
list. A survey that was sent and not answered has no score. Of several answers of one survey
about one ticket the last one holds and is marked. Where neither a ticket nor a number of the
answer tells rows apart, rows of another content are other answers.
"""

from __future__ import annotations

from slm_analytics.ingest.contract import Contract, Period, RowRule
from slm_analytics.ingest.fields import Field, Kind

CONTRACT = Contract(
    name="survey_responses",
    table="survey_response",
    one="answer",
    title="Survey answers",
    meaning="An answer to a question of a survey, or that it was asked and not answered.",
    fields={
        "response_id": Field(Kind.TEXT, "Answer", "The number of the answer."),
        "instrument": Field(Kind.CHOICE, "Instrument", "CSAT, NPS or CES."),
        "question": Field(Kind.TEXT, "Question", "Which of several questions; blank: the one."),
        "ticket_id": Field(Kind.TEXT, "Ticket", "The ticket it is about."),
        "customer": Field(Kind.CHOICE, "Customer", "Who answered."),
        "service": Field(Kind.CHOICE, "Service", "The service it is about."),
        "assignment_group": Field(Kind.TEXT, "Group", "The group that held the ticket."),
        "sent_at": Field(Kind.INSTANT, "Sent", "When it was asked."),
        "answered_at": Field(Kind.INSTANT, "Answered", "When it was answered."),
        "scale_min": Field(Kind.NUMBER, "Lowest score", "The worst score of the scale."),
        "scale_max": Field(Kind.NUMBER, "Highest score", "The best score of the scale."),
        "score": Field(Kind.NUMBER, "Score", "The score given; blank: not answered."),
        "comment": Field(Kind.TEXT, "Comment", "What was said beside it."),
    },
    required=("instrument", "scale_min", "scale_max"),
    present=("score",),
    key=("instrument", "question", "ticket_id", "response_id", "customer", "service",
         "assignment_group", "sent_at", "answered_at", "score", "comment"),
    enough=("ticket_id", "response_id"),
    last="answered_at",
    signature=("instrument", "score", "scale_min", "scale_max"),
    at="answered_at",
    periods=(Period(start="sent_at", end="answered_at"),),
    rules=(
        RowRule(of=("score",), least="scale_min", most="scale_max", code="outside the scale",
                aside="lies outside the scale"),
    ),
    words={
        "instrument": {
            "csat": "csat", "satisfaction": "csat", "customer satisfaction": "csat",
            "nps": "nps", "net promoter score": "nps", "recommendation": "nps",
            "ces": "ces", "customer effort score": "ces", "effort": "ces",
        },
    },
    said_once=("instrument", "scale_min", "scale_max", "service"),
)  # fmt: skip
