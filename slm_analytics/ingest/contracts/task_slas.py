"""SLAs of tickets as their tool keeps them: one clock of one definition on one ticket.

A ticket has several: one for the response, one for the resolution, those of
operational agreements, those that a change of priority cancelled. Where exactly
one that was not cancelled is an SLA on the resolution, it is the tool's verdict
on the ticket (`marts/tool_promise.sql`); all others are kept beside it.
"""

from __future__ import annotations

from slm_analytics.ingest.contract import Contract, Period
from slm_analytics.ingest.fields import Field, Kind

CONTRACT = Contract(
    name="task_slas",
    table="task_sla",
    one="SLA of a ticket",
    title="SLAs of tickets",
    meaning="What a tool's own clock says of one ticket and one definition.",
    fields={
        "ticket_id": Field(Kind.TEXT, "Ticket", "The ticket's number in its tool."),
        "definition": Field(Kind.TEXT, "SLA definition", "The name of the definition."),
        "target": Field(Kind.CHOICE, "Target", "Response or resolution; blank: not known."),
        "kind": Field(Kind.CHOICE, "Type", "SLA, OLA or UC; blank: SLA."),
        "stage": Field(Kind.CHOICE, "Stage", "Where the clock stands."),
        "has_breached": Field(Kind.YES_NO, "Breached", "Whether the target was missed."),
        "started_at": Field(Kind.INSTANT, "Start", "When the clock started."),
        "stopped_at": Field(Kind.INSTANT, "Stop", "When the clock stopped."),
        "due_at": Field(Kind.INSTANT, "Breach time", "When it is missed; no meaning while paused."),
        "first_due_at": Field(
            Kind.INSTANT, "Original breach time", "When it would have been missed without a pause."
        ),
        "business_seconds": Field(
            Kind.DURATION, "Business elapsed time", "Time elapsed within the tool's schedule."
        ),
        "actual_seconds": Field(
            Kind.DURATION, "Actual elapsed time", "Time elapsed around the clock, pauses left out."
        ),
        "business_percent": Field(
            Kind.NUMBER, "Business elapsed (%)", "The share of the target used.", least=0
        ),
        "actual_percent": Field(
            Kind.NUMBER, "Actual elapsed (%)", "The same around the clock.", least=0
        ),
        "business_paused_seconds": Field(
            Kind.DURATION, "Business pause", "How long it stood still within the schedule."
        ),
        "paused_seconds": Field(Kind.DURATION, "Pause", "How long it stood still."),
    },
    required=("ticket_id", "definition", "started_at"),
    key=("ticket_id", "definition", "target", "started_at"),
    signature=("ticket_id", "definition", "stage", "has_breached", "started_at"),
    at="started_at",
    periods=(Period(start="started_at", end="stopped_at"),),
    ahead=("due_at", "first_due_at"),
    words={
        "target": {"response": "response", "resolution": "resolution", "resolve": "resolution"},
        "kind": {
            "sla": "sla", "ola": "ola", "uc": "uc", "underpinning contract": "uc",
            "underpinning": "uc",
        },
        "stage": {
            "starting": "in progress", "in progress": "in progress", "in_progress": "in progress",
            "paused": "paused", "completed": "completed", "achieved": "completed",
            "cancelled": "cancelled", "canceled": "cancelled", "breached": "breached",
        },
    },
    of_tickets=True,
)  # fmt: skip
