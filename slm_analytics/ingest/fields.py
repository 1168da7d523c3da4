"""The fields a ticket extract can carry: the contract that every source maps to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How the text of a field is read."""

    TEXT = "text"
    CHOICE = "choice"  # a word of a closed vocabulary, or of a list kept by the manager
    INSTANT = "instant"
    COUNT = "count"
    YES_NO = "yes or no"
    DURATION = "length of time"  # kept in seconds
    NUMBER = "number"
    DAY = "day"  # of the calendar, in no zone


DATED_KINDS = (Kind.INSTANT, Kind.DAY)


@dataclass(frozen=True, slots=True)
class Field:
    """One field: how it is read, its name on screen, and what it means.

    A number below `least` or above `most` sets its row aside. `form` brings a text to
    the form it is kept in; a row with a text that has none is set aside: it `lacks` one.
    """

    kind: Kind
    title: str
    meaning: str
    least: float | None = None
    most: float | None = None
    form: Callable[[str], str | None] | None = None
    lacks: str = "is not understood"


REQUIRED = ("ticket_id", "opened_at")

FIELDS: dict[str, Field] = {
    "ticket_id": Field(Kind.TEXT, "Ticket", "The ticket's number in its tool."),
    "record_type": Field(Kind.CHOICE, "Record type", "Incident, request, problem or change."),
    "customer": Field(Kind.CHOICE, "Customer", "Who is served; else the customer of the import."),
    "service": Field(Kind.CHOICE, "Service", "The service the ticket is about."),
    "priority": Field(Kind.CHOICE, "Priority", "P1 (highest) to P5."),
    "state": Field(Kind.CHOICE, "State", "Where the ticket stands in its life."),
    "hold_reason": Field(Kind.CHOICE, "Hold reason", "Why the ticket is on hold."),
    "opened_at": Field(Kind.INSTANT, "Opened", "When the ticket was opened."),
    "first_response_at": Field(Kind.INSTANT, "First response", "First answer to the customer."),
    "resolved_at": Field(Kind.INSTANT, "Resolved", "When the ticket was resolved."),
    "closed_at": Field(Kind.INSTANT, "Closed", "When the ticket was closed."),
    "updated_at": Field(Kind.INSTANT, "Updated", "Last change; decides which row is newest."),
    "due_at": Field(Kind.INSTANT, "Due", "The due time that the tool itself computed."),
    "sequence": Field(Kind.COUNT, "Update number", "The how-manieth change of the ticket."),
    "category": Field(Kind.TEXT, "Category", "What kind of trouble."),
    "subcategory": Field(Kind.TEXT, "Subcategory", "A finer category."),
    "close_code": Field(Kind.TEXT, "Close code", "How the ticket was closed."),
    "cause_code": Field(Kind.TEXT, "Cause", "Why it happened."),
    "channel": Field(Kind.TEXT, "Channel", "How the ticket came in."),
    "assignment_group": Field(Kind.TEXT, "Group", "The group that holds the ticket."),
    "assigned_to": Field(Kind.TEXT, "Assigned to", "The person who holds the ticket."),
    "requester": Field(Kind.TEXT, "Requester", "Who asked."),
    "vendor": Field(Kind.TEXT, "Vendor", "The supplier involved."),
    "configuration_item": Field(Kind.TEXT, "Configuration item", "The component concerned."),
    "site": Field(Kind.TEXT, "Site", "Where the requester works."),
    "vip": Field(Kind.YES_NO, "VIP", "Whether the requester is a VIP."),
    "major_incident": Field(Kind.YES_NO, "Major incident", "Whether it is a major incident."),
    "parent_id": Field(Kind.TEXT, "Parent", "The ticket this one is a child of."),
    "duplicate_of": Field(Kind.TEXT, "Duplicate of", "The ticket this one repeats."),
    "reopen_count": Field(Kind.COUNT, "Reopened", "How often it was reopened."),
    "reassignment_count": Field(Kind.COUNT, "Reassigned", "How often it changed hands."),
    "made_sla": Field(Kind.YES_NO, "Met, says the tool", "The tool's own verdict; true is met."),
    "paused_seconds": Field(
        Kind.DURATION, "On hold in all", "How long it was on hold; used where no history tells."
    ),
    "tool_elapsed_seconds": Field(
        Kind.DURATION, "Elapsed, says the tool", "The elapsed time that the tool itself counted."
    ),
    "response_is_automatic": Field(
        Kind.YES_NO, "Automatic reply", "Whether the first response was automatic: it is no answer."
    ),
    "short_description": Field(Kind.TEXT, "Short description", "The subject line."),
    "external_reference": Field(Kind.TEXT, "External reference", "Its number elsewhere."),
}

INSTANTS = tuple(name for name, field in FIELDS.items() if field.kind is Kind.INSTANT)
CHOICES = tuple(name for name, field in FIELDS.items() if field.kind is Kind.CHOICE)
DATED = ("opened_at", "resolved_at", "closed_at", "due_at", "updated_at")

# What one row of an audit log says about the ticket at that moment.
UPDATE_FIELDS = (
    "state",
    "hold_reason",
    "priority",
    "service",
    "assignment_group",
    "assigned_to",
    "vendor",
    "made_sla",
)


def civil_name(instant: str) -> str:
    """Return the name of the civil date that belongs to an instant: `opened_on`."""
    return instant.removesuffix("_at") + "_on"
