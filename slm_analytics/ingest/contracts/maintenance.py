"""Maintenance windows: work on a service that was announced, from one moment to another.

Kept by hand, as a sheet. How long before it was announced decides whether it is agreed time.
"""

from __future__ import annotations

from slm_analytics.ingest.contract import Contract, Period
from slm_analytics.ingest.fields import Field, Kind

CONTRACT = Contract(
    name="maintenance",
    table="maintenance_window",
    one="maintenance window",
    title="Maintenance windows",
    meaning="Work on a service that was announced, from one moment to another.",
    fields={
        "window_id": Field(Kind.TEXT, "Window", "Its number, where it has one."),
        "customer": Field(Kind.CHOICE, "Customer", "Who is concerned; blank: all of them."),
        "service": Field(Kind.CHOICE, "Service", "The service that is worked on."),
        "component": Field(Kind.TEXT, "Component", "The component that is worked on."),
        "site": Field(Kind.TEXT, "Site", "Where; blank: everywhere."),
        "started_at": Field(Kind.INSTANT, "Start", "When it begins."),
        "ended_at": Field(Kind.INSTANT, "End", "When it is over."),
        "announced_at": Field(Kind.INSTANT, "Announced", "When the customer was told."),
        "approved_at": Field(Kind.INSTANT, "Approved", "When the customer agreed."),
        "approved_by": Field(Kind.TEXT, "Approved by", "Who agreed."),
        "notice_hours": Field(
            Kind.NUMBER, "Notice (hours)", "How long before it was announced.", least=0
        ),
        "change_id": Field(Kind.TEXT, "Change", "The change it is for."),
        "description": Field(Kind.TEXT, "Description", "What is done, in words."),
    },
    required=("started_at", "ended_at"),
    one_of=(("service", "component"),),
    key=("window_id", "customer", "service", "component", "site", "started_at"),
    signature=("started_at", "ended_at", "notice_hours"),
    at="started_at",
    periods=(
        Period(
            start="started_at", end="ended_at", apart=("customer", "service", "component", "site")
        ),
    ),
    ahead=("started_at", "ended_at"),
    said_once=("service",),
)
