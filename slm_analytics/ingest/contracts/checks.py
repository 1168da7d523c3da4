"""Checks: a monitor asked at a moment, and was answered or not.

What is between two checks nobody saw: `paused` and `unknown` are not `up`, and
neither are they `down`; whoever computes availability must say which of the
two such time is taken for.
"""

from __future__ import annotations

from slm_analytics.ingest.contract import Contract
from slm_analytics.ingest.fields import Field, Kind

STATES = {
    "up": "up", "ok": "up", "operational": "up", "down": "down", "outage": "down",
    "degraded": "degraded", "maintenance": "maintenance", "paused": "paused", "unknown": "unknown",
    "pending": "unknown", "no data": "unknown",
}  # fmt: skip

CONTRACT = Contract(
    name="checks",
    table="uptime_check",
    one="check",
    title="Checks",
    meaning="What a monitor found when it asked a service or a component for an answer.",
    fields={
        "customer": Field(Kind.CHOICE, "Customer", "Who is served; blank: all of them."),
        "service": Field(Kind.CHOICE, "Service", "The service that was asked."),
        "component": Field(Kind.TEXT, "Component", "The component or monitor."),
        "location": Field(Kind.TEXT, "Location", "Where it was asked from."),
        "checked_at": Field(Kind.INSTANT, "Checked", "When it was asked."),
        "state": Field(Kind.CHOICE, "State", "What was found; paused and unknown are not up."),
        "response_ms": Field(
            Kind.NUMBER, "Response (ms)", "How long the answer took; blank: there was none.",
            least=0,
        ),
        "code": Field(Kind.TEXT, "Code", "The code of the answer."),
        "message": Field(Kind.TEXT, "Message", "What the monitor says of it, in words."),
    },
    required=("checked_at", "state"),
    one_of=(("service", "component"),),
    key=("service", "component", "location", "checked_at"),
    signature=("service", "checked_at", "state"),
    at="checked_at",
    words={"state": STATES},
)  # fmt: skip
