"""Complaints and compliments: who said what of which service, and what was done about it."""

from __future__ import annotations

from slm_analytics.ingest.contract import Contract, Period
from slm_analytics.ingest.fields import Field, Kind

CONTRACT = Contract(
    name="feedback",
    table="feedback",
    one="remark",
    title="Complaints and compliments",
    meaning="A complaint or a compliment of a customer, and what was done about it.",
    fields={
        "feedback_id": Field(Kind.TEXT, "Number", "Its number."),
        "kind": Field(Kind.CHOICE, "Kind", "Complaint or compliment."),
        "customer": Field(Kind.CHOICE, "Customer", "Who said it."),
        "service": Field(Kind.CHOICE, "Service", "The service it is about."),
        "raised_at": Field(Kind.INSTANT, "Raised", "When it was said."),
        "channel": Field(Kind.TEXT, "Channel", "How it came in."),
        "severity": Field(Kind.TEXT, "Severity", "How grave it is, in the words of the list."),
        "owner": Field(Kind.TEXT, "Owner", "Who sees to it."),
        "acted_at": Field(Kind.INSTANT, "Acted on", "When something was done about it."),
        "shared_at": Field(Kind.INSTANT, "Passed on", "When a compliment was passed on."),
        "closed_at": Field(Kind.INSTANT, "Closed", "When it was closed."),
        "outcome": Field(Kind.TEXT, "Outcome", "What came of it."),
        "accepted": Field(Kind.YES_NO, "Accepted", "Whether the complaint was found justified."),
        "ticket_id": Field(Kind.TEXT, "Ticket", "The ticket it is about."),
        "description": Field(Kind.TEXT, "Description", "What was said."),
    },
    required=("feedback_id", "kind", "raised_at"),
    key=("feedback_id",),
    signature=("feedback_id", "kind", "raised_at"),
    at="raised_at",
    periods=(
        Period(start="raised_at", end="acted_at"),
        Period(start="raised_at", end="shared_at"),
        Period(start="raised_at", end="closed_at"),
    ),
    words={
        "kind": {
            "complaint": "complaint", "complaints": "complaint", "escalation": "complaint",
            "beschwerde": "complaint", "compliment": "compliment", "praise": "compliment",
            "compliments": "compliment", "thanks": "compliment", "lob": "compliment",
        },
    },
    said_once=("kind",),
)  # fmt: skip
