"""Deliverables as an extract: the columns of the register's sheet of that name.

Lines of the contract that measure delivered on time count them like those of the register;
where both tell the same one, the register holds.
"""

from __future__ import annotations

from slm_analytics.ingest.contract import Contract, Period
from slm_analytics.ingest.fields import Field, Kind

CONTRACT = Contract(
    name="deliverables",
    table="deliverable",
    one="deliverable",
    title="Deliverables",
    meaning="What was to be delivered by a day: reports, patches, tests.",
    fields={
        "level_id": Field(Kind.TEXT, "Line", "The line of the contract that it is for."),
        "deliverable": Field(Kind.TEXT, "Deliverable", "What it is."),
        "due_on": Field(Kind.DAY, "Due", "Last day on which it is on time."),
        "delivered_on": Field(Kind.DAY, "Delivered", "When it was delivered; blank: not yet."),
        "accepted_on": Field(Kind.DAY, "Accepted", "When the customer accepted it."),
        "evidence": Field(Kind.TEXT, "Evidence", "Where that can be seen."),
    },
    required=("level_id", "deliverable", "due_on"),
    key=("level_id", "deliverable", "due_on"),
    signature=("level_id", "deliverable", "due_on"),
    at="due_on",
    periods=(Period(start="delivered_on", end="accepted_on"),),
    ahead=("due_on",),
    said_once=("level_id",),
)
