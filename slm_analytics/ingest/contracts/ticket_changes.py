"""Changes of tickets: one field of one ticket became something else at one moment.

Tools keep their history in this form: an audit table, a changelog, spans of a
field's values. The tickets themselves come from a list; their clocks read the
changes as they read an audit log. What was changed before the first change
told is known by its old value.
"""

from __future__ import annotations

from slm_analytics.ingest.contract import Contract
from slm_analytics.ingest.fields import Field, Kind

CONTRACT = Contract(
    name="ticket_changes",
    table="ticket_change",
    one="change of a ticket",
    title="Changes of tickets",
    meaning="A field of a ticket became something else at one moment.",
    fields={
        "ticket_id": Field(Kind.TEXT, "Ticket", "The ticket's number in its tool."),
        "changed_at": Field(Kind.INSTANT, "Changed", "When it changed."),
        "field": Field(
            Kind.CHOICE,
            "Field",
            "What changed: state, hold_reason, priority, service, assignment_group, assigned_to or"
            " vendor; changes of other fields are kept and not used.",
        ),
        "old_value": Field(Kind.TEXT, "Old value", "The tool's word before; blank: none."),
        "new_value": Field(Kind.TEXT, "New value", "The tool's word after; blank: none."),
        "sequence": Field(Kind.COUNT, "Update number", "The how-manieth change of the ticket."),
        "changed_by": Field(Kind.TEXT, "Changed by", "Who changed it."),
    },
    required=("ticket_id", "changed_at", "field"),
    key=("ticket_id", "changed_at", "field", "old_value", "new_value"),
    signature=("ticket_id", "changed_at", "field", "new_value"),
    at="changed_at",
    of_tickets=True,
)
