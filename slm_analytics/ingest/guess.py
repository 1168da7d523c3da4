"""Guessing which heading is which field, as a proposal for a person to correct."""

from __future__ import annotations

from slm_analytics.ingest.fields import FIELDS
from slm_analytics.ingest.headings import plain

_WORDS: dict[str, tuple[str, ...]] = {
    "ticket_id": (
        "ticket no", "ticket id", "ticket", "ticket number", "number", "id", "issue key", "key",
        "incident id", "incident number", "case number", "case id", "reference", "ticketnummer",
        "request id", "nr", "no",
    ),
    "record_type": ("type", "ticket type", "issue type", "record type", "typ"),
    "customer": ("customer", "company", "organization", "organisation", "client", "account",
                 "kunde"),
    "service": ("service", "business service", "affected service", "product", "dienst",
                "application"),
    "priority": ("priority", "prio", "priorität", "severity"),
    "state": ("status", "state", "zustand"),
    "hold_reason": ("hold reason", "pending reason", "on hold reason"),
    "opened_at": ("opened", "opened at", "created", "created at", "created time", "open date",
                  "created on", "creation date", "date opened", "erstellt", "submitted",
                  "reported"),
    "first_response_at": ("first response", "first response at", "first reply",
                          "initial response time", "responded"),
    "resolved_at": ("resolved", "resolved at", "resolved time", "solved", "solved at",
                    "resolution date", "gelöst", "completed"),
    "closed_at": ("closed", "closed at", "closed time", "close date", "geschlossen"),
    "updated_at": ("updated", "updated at", "last update time", "last updated", "modified",
                   "last updated time", "changed", "geändert"),
    "due_at": ("due", "due date", "due by time", "due by", "target date", "deadline"),
    "category": ("category", "kategorie"),
    "subcategory": ("subcategory", "sub category"),
    "close_code": ("close code", "resolution code", "resolution"),
    "channel": ("channel", "source", "via", "contact type"),
    "assignment_group": ("group", "assignment group", "team", "support group", "queue"),
    "assigned_to": ("assigned to", "assignee", "agent", "owner"),
    "requester": ("requester", "caller", "reporter", "requester name", "requested by"),
    "vendor": ("vendor", "supplier"),
    "configuration_item": ("ci", "configuration item", "asset", "affected ci"),
    "site": ("site", "location", "standort"),
    "parent_id": ("parent", "parent ticket id"),
    "reopen_count": ("reopens", "reopen count", "reopened"),
    "reassignment_count": ("reassignments", "reassignment count"),
    "paused_seconds": ("hold time", "on hold time", "on hold time in minutes", "total hold time",
                       "pause duration"),
    "made_sla": ("within sla", "made sla", "resolution status", "sla met"),
    "short_description": ("subject", "summary", "short description", "title", "description",
                          "betreff"),
}  # fmt: skip


def guessed_columns(headings: tuple[str, ...]) -> dict[str, str]:
    """Return field -> heading where a heading is a usual name of a field; each heading once."""
    free = {plain(heading): heading for heading in reversed(headings) if heading.strip()}
    found: dict[str, str] = {}
    for name in FIELDS:
        for word in (name.replace("_", " "), *_WORDS.get(name, ())):
            if word in free:
                found[name] = free.pop(word)
                break
    return found
