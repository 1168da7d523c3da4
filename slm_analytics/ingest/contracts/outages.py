"""Outages: a service or a component was down, or degraded, from one moment to another.

Minimum columns as agreed among service managers: an id, what was out, start and
end. Planned work is told apart; what is agreed to be left out says why and who
approved it. Without an end the outage goes on.
"""

from __future__ import annotations

from slm_analytics.ingest.contract import Contract, Period
from slm_analytics.ingest.fields import Field, Kind

CONTRACT = Contract(
    name="outages",
    table="outage",
    one="outage",
    title="Outages",
    meaning="A service or a component was not available from one moment to another.",
    fields={
        "outage_id": Field(Kind.TEXT, "Outage", "Its number in the tool."),
        "customer": Field(Kind.CHOICE, "Customer", "Who was concerned; blank: all of them."),
        "service": Field(Kind.CHOICE, "Service", "The service that was not available."),
        "component": Field(Kind.TEXT, "Component", "The component or monitor that was down."),
        "site": Field(Kind.TEXT, "Site", "Where it was not available; blank: everywhere."),
        "started_at": Field(Kind.INSTANT, "Start", "When it began."),
        "ended_at": Field(Kind.INSTANT, "End", "When it was over; blank: it goes on."),
        "tool_seconds": Field(
            Kind.DURATION, "Length, says the tool", "Its length as the tool itself tells it."
        ),
        "kind": Field(Kind.CHOICE, "Kind", "Unplanned or planned; blank: unplanned."),
        "degree": Field(Kind.CHOICE, "Degree", "Down, degraded or none; blank: down."),
        "excluded": Field(Kind.YES_NO, "Left out", "Whether it is agreed not to count."),
        "exclusion_reason": Field(Kind.TEXT, "Reason", "Why it does not count."),
        "approved_by": Field(Kind.TEXT, "Approved by", "Who agreed that it does not count."),
        "impact_percent": Field(
            Kind.NUMBER, "Share concerned (%)", "The share of users concerned.", least=0, most=100
        ),
        "users_affected": Field(Kind.COUNT, "Users concerned", "How many users were concerned."),
        "cost": Field(Kind.NUMBER, "Cost", "What it cost, where somebody worked it out.", least=0),
        "detected_at": Field(Kind.INSTANT, "Detected", "When it was noticed."),
        "diagnosed_at": Field(Kind.INSTANT, "Diagnosed", "When its cause was known."),
        "repaired_at": Field(Kind.INSTANT, "Repaired", "When the component worked again."),
        "restored_at": Field(Kind.INSTANT, "Restored", "When the service was back for its users."),
        "cause_code": Field(Kind.TEXT, "Cause", "Why it happened."),
        "ticket_id": Field(Kind.TEXT, "Ticket", "The ticket that tells of it."),
        "description": Field(Kind.TEXT, "Description", "What happened, in words."),
    },
    required=("started_at",),
    key=("outage_id", "service", "component", "site", "started_at"),
    signature=("outage_id", "started_at", "ended_at"),
    at="started_at",
    periods=(
        Period(start="started_at", end="ended_at", apart=("service", "component", "site"),
               length="tool_seconds"),
        Period(start="started_at", end="restored_at"),
    ),
    ahead=("ended_at",),
    words={
        "kind": {
            "unplanned": "unplanned", "unscheduled": "unplanned", "outage": "unplanned",
            "incident": "unplanned", "planned": "planned", "scheduled": "planned",
            "maintenance": "planned",
        },
        "degree": {
            "down": "down", "major": "down", "critical": "down", "degraded": "degraded",
            "degradation": "degraded", "minor": "degraded", "none": "none",
        },
    },
)  # fmt: skip
