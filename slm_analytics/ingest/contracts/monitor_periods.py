"""Periods of a monitor: from one moment to another it was up, down, paused or not known.

Several monitors keep no single checks but the times between changes. All of
them are kept, not only those of an outage: time that no period covers, and
time that was paused or not known, was not watched, which is neither up nor
down. Two extracts may tell the same time in pieces cut differently; whoever
adds them up must take their union.
"""

from __future__ import annotations

from slm_analytics.ingest.contract import Contract, Period
from slm_analytics.ingest.contracts.checks import STATES
from slm_analytics.ingest.fields import Field, Kind

CONTRACT = Contract(
    name="monitor_periods",
    table="monitor_period",
    one="period",
    title="Monitor periods",
    meaning="A monitor found a service or a component in one state from one moment to another.",
    fields={
        "customer": Field(Kind.CHOICE, "Customer", "Who is served; blank: all of them."),
        "service": Field(Kind.CHOICE, "Service", "The service that was watched."),
        "component": Field(Kind.TEXT, "Component", "The component or monitor."),
        "from_at": Field(Kind.INSTANT, "From", "When the period began."),
        "to_at": Field(Kind.INSTANT, "To", "When it was over; blank: it goes on."),
        "state": Field(Kind.CHOICE, "State", "What was found; paused and unknown are not up."),
        "tool_seconds": Field(
            Kind.DURATION, "Length, says the tool", "Its length as the tool itself tells it."
        ),
        "reason": Field(Kind.TEXT, "Reason", "What the monitor says of it, in words."),
    },
    required=("from_at", "state"),
    one_of=(("service", "component"),),
    key=("service", "component", "from_at"),
    signature=("from_at", "to_at", "state"),
    at="from_at",
    periods=(
        Period(start="from_at", end="to_at", apart=("service", "component"), length="tool_seconds"),
    ),
    ahead=("to_at",),
    words={"state": STATES},
)
