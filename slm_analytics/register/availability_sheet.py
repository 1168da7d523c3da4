"""The sheet of availability: agreed service time, target, and how it is counted."""

from __future__ import annotations

from slm_analytics.domain.availability_policy import MaintenanceRule, UnknownRule
from slm_analytics.register.sheet import Column, Kind, Sheet, plain

AVAILABILITY = Sheet(
    name="availability",
    title="Availability",
    table="register_availability",
    meaning="One row per service, customer and version: the time in which it is agreed to be"
    " there, how much of it, and what counts as downtime.",
    key=("service", "customer", "valid_from"),
    columns=(
        Column(
            name="service",
            meaning="Service it is about.",
            default="every service without a row of its own",
            example="Web shop",
        ),
        Column(name="customer", meaning="Customer it holds for.", default="any", example="Contoso"),
        Column(
            name="calendar_id",
            meaning="Calendar of the agreed service time, as on the sheet calendars.",
            default="around the clock, in the zone of the extracts",
            example="24x7",
        ),
        Column(
            name="target",
            kind=Kind.SHARE,
            meaning="Share of the agreed service time in which it is to be available.",
            default="none is agreed",
            example="99.9 %",
        ),
        Column(
            name="maintenance",
            kind=Kind.WORD,
            meaning="What planned maintenance does. out of agreed time: it leaves the agreed time"
            " and the downtime; cancels the outage: an outage within it does not count; counts:"
            " it is time like any other.",
            words=plain(MaintenanceRule),
            default=MaintenanceRule.OUT.value,
        ),
        Column(
            name="notice_hours",
            kind=Kind.NUMBER,
            meaning="How many hours before it begins maintenance has to be announced to count as"
            " planned.",
            default="0",
            example="48",
        ),
        Column(
            name="needs_approval",
            kind=Kind.YES_NO,
            meaning="Whether maintenance has to be approved by the customer to count as planned.",
            default="no",
        ),
        Column(
            name="degraded",
            kind=Kind.SHARE,
            meaning="How much of degraded time counts as downtime.",
            default="0 %",
            example="50 %",
        ),
        Column(
            name="unknown",
            kind=Kind.WORD,
            meaning="What time does in which nobody watched the service.",
            words=plain(UnknownRule),
            default=UnknownRule.LEAVES.value,
        ),
        Column(
            name="least_minutes",
            kind=Kind.NUMBER,
            meaning="Outages shorter than this do not count.",
            default="0",
            example="2",
        ),
        Column(
            name="retries",
            kind=Kind.NUMBER,
            meaning="Failed checks in a row that are forgiven before a service counts as down.",
            default="0",
        ),
        Column(
            name="join_minutes",
            kind=Kind.NUMBER,
            meaning="Outages no further apart than this are one outage; the time between them"
            " does not count as down.",
            default="0",
        ),
        Column(
            name="uses_impact",
            kind=Kind.YES_NO,
            meaning="Whether an outage counts by the share of users concerned.",
            default="no",
        ),
        Column(
            name="users",
            kind=Kind.FIGURE,
            meaning="How many people use it: for the minutes that users lost.",
            default="not known",
            example="450",
        ),
        Column(
            name="starts_on",
            kind=Kind.DATE,
            meaning="First day of the service.",
            default="before all that is known",
        ),
        Column(
            name="ends_on",
            kind=Kind.DATE,
            meaning="Last day of the service.",
            default="it is there still",
        ),
        Column(
            name="valid_from",
            kind=Kind.DATE,
            meaning="First day these terms hold.",
            default="from the beginning",
            example="2026-01-01",
        ),
        Column(
            name="valid_to",
            kind=Kind.DATE,
            meaning="Last day these terms hold.",
            default="until further notice",
        ),
    ),
)
