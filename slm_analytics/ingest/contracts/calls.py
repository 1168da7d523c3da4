"""Telephone statistics: what came in at a queue in an interval, and what became of it.

Each row is one interval of one queue, so that any share can be made again from the numbers:
answered within the agreed seconds of those offered, with or without the callers who hung up
soon. Sums of waiting and talking stand for averages, which cannot be added up.
"""

from __future__ import annotations

from slm_analytics.ingest.contract import Contract, RowRule
from slm_analytics.ingest.fields import Field, Kind

CONTRACT = Contract(
    name="calls",
    table="call_interval",
    one="interval",
    title="Telephone statistics",
    meaning="The calls of one queue in one interval.",
    fields={
        "queue": Field(Kind.TEXT, "Queue", "The queue or number that was called."),
        "customer": Field(Kind.CHOICE, "Customer", "Who called; blank: whoever the queue is for."),
        "service": Field(Kind.CHOICE, "Service", "The service that the queue is for."),
        "site": Field(Kind.TEXT, "Site", "Where the calls were answered."),
        "started_at": Field(Kind.INSTANT, "Start of interval", "When the interval began."),
        "interval_seconds": Field(
            Kind.DURATION, "Length of interval", "How long the interval lasted."
        ),
        "offered": Field(Kind.COUNT, "Offered", "Calls that came in."),
        "answered": Field(Kind.COUNT, "Answered", "Calls that were answered."),
        "answered_within": Field(
            Kind.COUNT, "Answered in time", "Calls that were answered within the agreed time."
        ),
        "within_seconds": Field(
            Kind.DURATION, "Agreed time to answer", "Within how long; such as 20 seconds."
        ),
        "abandoned": Field(Kind.COUNT, "Abandoned", "Calls whose callers hung up before."),
        "abandoned_within": Field(
            Kind.COUNT, "Abandoned soon", "Calls abandoned too soon to have been answered."
        ),
        "abandoned_within_seconds": Field(
            Kind.DURATION, "Soon is within", "Within how long a caller hangs up too soon."
        ),
        "wait_seconds": Field(Kind.DURATION, "Waited in all", "How long callers waited, summed."),
        "talk_seconds": Field(Kind.DURATION, "Talked in all", "How long calls lasted, summed."),
    },
    required=("started_at", "offered", "answered"),
    key=("queue", "customer", "service", "site", "started_at", "interval_seconds"),
    signature=("started_at", "offered", "answered"),
    at="started_at",
    rules=(
        RowRule(of=("answered", "abandoned"), most="offered",
                code="more than were offered, with those abandoned"),
        RowRule(of=("answered_within",), most="answered", code="more than were answered"),
        RowRule(of=("abandoned_within",), most="abandoned", code="more than were abandoned"),
    ),
    said_once=("queue", "service", "interval_seconds", "within_seconds",
               "abandoned_within_seconds"),
)  # fmt: skip
