"""The change calendar: what was changed, when, at what risk, and how it went.

Kept by hand, as a sheet; tickets of changes come from the tool. What a change was assessed
for stands in one cell, divided by semicolons.
"""

from __future__ import annotations

from slm_analytics.ingest.contract import Contract, Period
from slm_analytics.ingest.fields import Field, Kind

CONTRACT = Contract(
    name="changes",
    table="planned_change",
    one="change",
    title="Change calendar",
    meaning="A change of a service or a component, kept by hand.",
    fields={
        "change_id": Field(Kind.TEXT, "Change", "Its number."),
        "title": Field(Kind.TEXT, "Title", "What it is, in words."),
        "customer": Field(Kind.CHOICE, "Customer", "Who is concerned; blank: all of them."),
        "service": Field(Kind.CHOICE, "Service", "The service that is changed."),
        "component": Field(Kind.TEXT, "Component", "The component that is changed."),
        "started_at": Field(Kind.INSTANT, "Start", "When it begins."),
        "ended_at": Field(Kind.INSTANT, "End", "When it is over."),
        "risk": Field(Kind.CHOICE, "Risk", "Low, medium or high."),
        "assessed_for": Field(
            Kind.TEXT, "Assessed for", "Capacity, availability, continuity, security."
        ),
        "outcome": Field(Kind.CHOICE, "Outcome", "How it went; blank: not done yet."),
        "owner": Field(Kind.TEXT, "Owner", "Who answers for it."),
        "ticket_id": Field(Kind.TEXT, "Ticket", "The ticket that tells of it."),
    },
    required=("change_id", "started_at"),
    key=("change_id", "service", "component"),
    signature=("change_id", "started_at"),
    at="started_at",
    periods=(Period(start="started_at", end="ended_at"),),
    ahead=("started_at", "ended_at"),
    words={
        "risk": {
            "low": "low", "minor": "low", "medium": "medium", "moderate": "medium",
            "normal": "medium", "high": "high", "major": "high", "critical": "high",
        },
        "outcome": {
            "successful": "successful", "success": "successful", "done": "successful",
            "successful with issues": "with issues", "with issues": "with issues",
            "failed": "failed", "unsuccessful": "failed", "backed out": "backed out",
            "rolled back": "backed out", "cancelled": "cancelled", "canceled": "cancelled",
        },
    },
)  # fmt: skip
