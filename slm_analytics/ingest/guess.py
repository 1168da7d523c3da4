"""Guessing which heading is which field, as a proposal for a person to correct."""

from __future__ import annotations

from collections.abc import Mapping

from slm_analytics.ingest.contract import TICKETS, Contract, contracts
from slm_analytics.ingest.headings import plain

_WORDS: dict[str, tuple[str, ...]] = {
    "ticket_id": (
        "ticket no", "ticket id", "ticket", "ticket number", "number", "id", "issue key", "key",
        "incident id", "incident number", "case number", "case id", "reference", "ticketnummer",
        "request id", "nr", "no", "case", "case no", "incident",
    ),
    "record_type": ("type", "ticket type", "issue type", "record type", "typ"),
    "customer": ("customer", "company", "organization", "organisation", "client", "account",
                 "kunde"),
    "service": ("service", "business service", "affected service", "product", "dienst",
                "application"),
    "priority": ("priority", "prio", "priorität", "severity", "urgency"),
    "state": ("status", "state", "zustand"),
    "hold_reason": ("hold reason", "pending reason", "on hold reason"),
    "opened_at": ("opened", "opened at", "created", "created at", "created time", "open date",
                  "created on", "creation date", "date opened", "erstellt", "submitted",
                  "reported"),
    "first_response_at": ("first response", "first response at", "first reply",
                          "initial response time", "responded"),
    "resolved_at": ("resolved", "resolved at", "resolved time", "solved", "solved at",
                    "resolution date", "gelöst", "completed", "completed on", "finished",
                    "solved on", "resolved on"),
    "closed_at": ("closed", "closed at", "closed time", "close date", "closed on", "geschlossen"),
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


# Usual headings of the fields of other records, beside their own names and titles.
RECORD_WORDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "calls": {
        "queue": ("queue name", "skill", "hunt group", "split", "line", "hotline"),
        "started_at": ("interval", "interval start", "start", "time", "date", "timestamp", "datum"),
        "interval_seconds": ("interval length", "interval length (seconds)", "duration"),
        "offered": ("calls offered", "offered calls", "total calls", "calls", "inbound calls"),
        "answered": ("calls answered", "answered calls", "handled", "calls handled", "accepted"),
        "answered_within": ("answered within", "within sl", "answered in sl", "within threshold"),
        "abandoned": ("calls abandoned", "abandoned calls", "lost", "hung up", "missed"),
        "abandoned_within": ("short abandons", "short abandoned", "abandoned within"),
        "wait_seconds": ("wait time (seconds)", "total wait time (seconds)"),
        "talk_seconds": ("talk time (seconds)", "total talk time (seconds)"),
    },
    "samples": {
        "resource": ("host", "server", "instance", "node", "component", "device", "resource name"),
        "metric": ("measure", "counter", "kpi", "item", "metric name"),
        "sampled_at": ("time", "timestamp", "date", "datetime", "at", "zeit", "datum"),
        "value": (
            "used",
            "average",
            "avg",
            "mean",
            "usage",
            "utilisation",
            "utilization",
            "volume",
        ),
        "capacity": ("total", "limit", "size", "max capacity"),
        "lowest": ("min", "minimum"),
        "highest": ("max", "maximum", "peak"),
    },
    "survey_responses": {
        "response_id": ("response id", "survey id", "id"),
        "ticket_id": ("ticket", "ticket number", "ticket id", "case", "incident", "number"),
        "customer": ("company", "organization", "organisation", "client"),
        "answered_at": ("responded at", "response date", "submitted", "timestamp", "date"),
        "sent_at": ("sent", "sent at", "survey sent", "date sent"),
        "score": ("rating", "satisfaction", "csat", "nps", "answer", "result", "survey result"),
        "comment": ("comments", "feedback", "verbatim", "remark"),
    },
    "outages": {
        "started_at": ("start", "start time", "from", "down at", "begin", "outage start"),
        "ended_at": ("end", "end time", "to", "until", "up at", "outage end"),
        "service": ("business service", "application", "system", "affected service"),
        "component": ("monitor", "host", "configuration item"),
        "cause_code": ("root cause", "reason for outage", "why"),
        "description": ("summary", "what happened"),
    },
    "maintenance": {
        "started_at": ("start", "start time", "from", "begin"),
        "ended_at": ("end", "end time", "to", "until"),
        "notice_hours": ("notice", "notice hours"),
    },
    "changes": {
        "change_id": ("change", "number", "change number", "id", "rfc"),
        "started_at": ("start", "planned start", "from", "date"),
        "ended_at": ("end", "planned end", "to", "until"),
        "outcome": ("result", "close code"),
    },
    "feedback": {
        "feedback_id": ("id", "number", "no", "nr"),
        "kind": ("type", "complaint or compliment"),
        "raised_at": ("raised", "date", "received", "created"),
        "closed_at": ("closed", "date closed"),
    },
    "dependencies": {
        "component": ("depends on", "configuration item", "ci"),
        "needed": ("k",),
        "group_id": ("group",),
    },
    "deliverables": {
        "level_id": ("line", "service level"),
        "deliverable": ("report", "name", "item"),
        "due_on": ("due", "due date", "deadline"),
        "delivered_on": ("delivered", "date delivered"),
    },
    "monthly_values": {
        "level_id": ("line", "service level"),
        "value": ("figure", "result"),
        "base": ("of", "total"),
        "evidence": ("source", "report"),
    },
}


_CLEARLY = 2  # headings more than a list of tickets would have
_SURELY = 4  # headings that say enough without what tells the kind from others


def guessed_columns(headings: tuple[str, ...], contract: str = TICKETS) -> dict[str, str]:
    """Return field -> heading where a heading is a usual name of a field; each heading once."""
    free = {plain(heading): heading for heading in reversed(headings) if heading.strip()}
    form = contracts()[contract]
    usual = _WORDS if form.is_tickets else RECORD_WORDS.get(contract, {})
    found: dict[str, str] = {}
    for sure in (True, False):  # a field's own name goes before what others may be called, too
        for name in (each for each in form.fields if each not in found):
            words = _own_words(form, name) if sure else usual.get(name, ())
            heading = next((word for word in words if plain(word) in free), None)
            if heading is not None:
                found[name] = free.pop(plain(heading))
    return found


def _own_words(form: Contract, name: str) -> tuple[str, ...]:
    return (name,) if form.is_tickets else (name, form.fields[name].title)


def likely_contract(headings: tuple[str, ...]) -> str:
    """Return the kind of record that the headings are most like; tickets where none stands out."""
    known = {name: len(guessed_columns(headings, name)) for name in contracts()}
    tickets = guessed_columns(headings)
    if {"ticket_id", "opened_at"} <= tickets.keys():
        return TICKETS
    fits = [
        name
        for name, form in contracts().items()
        if known[name] >= known[TICKETS] + _CLEARLY
        and _tells(form, set(guessed_columns(headings, name)))
    ]
    return max(fits, key=known.__getitem__, default=TICKETS)


def _tells(form: Contract, found: set[str]) -> bool:
    """Return whether the fields found are those by which a kind of record is known."""
    if set(form.signature) - set(form.said_once) <= found:
        return True
    lacking = [group for group in form.one_of if not found & set(group)]
    return len(found) >= _SURELY and set(form.needed) <= found and not lacking
