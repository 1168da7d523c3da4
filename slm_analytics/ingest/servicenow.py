"""What all lists of ServiceNow share: the columns of its task table, its words and its numbers.

The tables `incident`, `problem`, `change_request`, `sc_request`, `sc_req_item`
and `sc_task` all extend `task`, so their lists have most columns in common.
Lists show the labels of choices; extracts of the database carry their numbers,
and one number means another state in every table: it is put into the word of
its own table before anything else reads it (`SourceMapping.codes`).
"""

from __future__ import annotations

from collections.abc import Mapping

COLUMNS: dict[str, tuple[str, ...]] = {
    "ticket_id": ("number",),
    "record_type": ("sys_class_name", "Task type"),
    "customer": ("company", "Customer"),
    "service": ("business_service", "Business service", "Service", "service_offering"),
    "priority": ("priority",),
    "state": ("state",),
    "opened_at": ("opened_at", "Opened"),
    "closed_at": ("closed_at", "Closed"),
    "updated_at": ("sys_updated_on", "Updated"),
    "due_at": ("sla_due", "SLA due"),
    "sequence": ("sys_mod_count", "Updates"),
    "channel": ("contact_type", "Channel", "Contact type"),
    "assignment_group": ("assignment_group",),
    "assigned_to": ("assigned_to",),
    "configuration_item": ("cmdb_ci", "Configuration item"),
    "site": ("location",),
    "vendor": ("vendor",),
    "parent_id": ("parent",),
    "reassignment_count": ("reassignment_count", "Reassignment count"),
    "made_sla": ("made_sla", "Made SLA"),
    "short_description": ("short_description", "Short description"),
    "external_reference": ("correlation_id", "u_external_reference", "Correlation ID"),
}

_WAITS = {
    "caller": "awaiting_customer",
    "user info": "awaiting_customer",
    "customer": "awaiting_customer",
    "vendor": "awaiting_vendor",
    "change": "awaiting_change",
    "problem": "awaiting_problem",
    "evidence": "awaiting_evidence",
}
_STATES = {
    "draft": "new",
    "submitted": "new",
    "requested": "new",
    "approved": "in_progress",
    "in process": "in_progress",
    "assess": "in_progress",
    "authorize": "in_progress",
    "scheduled": "in_progress",
    "implement": "in_progress",
    "review": "in_progress",
    "root cause analysis": "in_progress",
    "known error": "in_progress",
    "fix in progress": "in_progress",
    "pending change": "on_hold/awaiting_change",
    "pending approval": "on_hold/other",
    "awaiting approval": "on_hold/other",
    "closed/resolved": "closed",
    "closed complete": "closed",
    "closed incomplete": "closed",
    "closed skipped": "cancelled",
    "closed cancelled": "cancelled",
    "closed canceled": "cancelled",
    "closed rejected": "cancelled",
}
# One order is one request, with an item per thing ordered, each done in catalog tasks.
REQUEST_LEVELS = {
    "REQ": "requests (REQ)",
    "RITM": "requested items (RITM)",
    "SCTASK": "catalog tasks (SCTASK)",
    "TASK": "catalog tasks (SCTASK)",
}
_TYPES = {
    "change_request": "change",
    "catalog request": "request",
    "requested item": "request",
    "catalog task": "request",
    "sc_request": "request",
    "sc_req_item": "request",
    "sc_task": "request",
}

# One vocabulary for all tables: no word has two meanings.
VALUES: Mapping[str, Mapping[str, str]] = {
    "state": {
        **{f"awaiting {word}": f"on_hold/{reason}" for word, reason in _WAITS.items()},
        **_STATES,
        **{word.replace(" ", "_"): meaning for word, meaning in _STATES.items()},
    },
    "hold_reason": {f"awaiting {word}": reason for word, reason in _WAITS.items()},
    "record_type": _TYPES,
}

INCIDENT_CODES: Mapping[str, Mapping[str, str]] = {
    "state": {
        "1": "New",
        "2": "In Progress",
        "3": "On Hold",
        "4": "Awaiting User Info",
        "5": "Awaiting Evidence",
        "6": "Resolved",
        "7": "Closed",
        "8": "Canceled",
    },
    "hold_reason": {
        "1": "Awaiting Caller",
        "3": "Awaiting Problem",
        "4": "Awaiting Vendor",
        "5": "Awaiting Change",
    },
}
PROBLEM_CODES: Mapping[str, Mapping[str, str]] = {
    "state": {
        "1": "Open",
        "2": "Known Error",
        "3": "Pending Change",
        "4": "Closed/Resolved",
        "101": "New",
        "102": "Assess",
        "103": "Root Cause Analysis",
        "104": "Fix in Progress",
        "106": "Resolved",
        "107": "Closed",
    },
}
CHANGE_CODES: Mapping[str, Mapping[str, str]] = {
    "state": {
        "-5": "New",
        "-4": "Assess",
        "-3": "Authorize",
        "-2": "Scheduled",
        "-1": "Implement",
        "0": "Review",
        "3": "Closed",
        "4": "Canceled",
    },
    "hold_reason": INCIDENT_CODES["hold_reason"],
}
REQUEST_CODES: Mapping[str, Mapping[str, str]] = {
    "state": {
        "-5": "Pending",
        "1": "Open",
        "2": "Work in Progress",
        "3": "Closed Complete",
        "4": "Closed Incomplete",
        "7": "Closed Skipped",
    },
    "hold_reason": INCIDENT_CODES["hold_reason"],
}

# Table -> the word of each number, for histories, which tell of several tables.
CODES: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "incident": INCIDENT_CODES,
    "problem": PROBLEM_CODES,
    "change_request": CHANGE_CODES,
    "sc_request": REQUEST_CODES,
    "sc_req_item": REQUEST_CODES,
    "sc_task": REQUEST_CODES,
}

# What histories call a field, by its name in the table or its label -> ours.
FIELD_NAMES: Mapping[str, str] = {
    "state": "state",
    "incident_state": "state",
    "problem_state": "state",
    "request_state": "state",
    "incident state": "state",
    "hold_reason": "hold_reason",
    "on_hold_reason": "hold_reason",
    "on hold reason": "hold_reason",
    "priority": "priority",
    "business_service": "service",
    "service": "service",
    "assignment_group": "assignment_group",
    "assignment group": "assignment_group",
    "assigned_to": "assigned_to",
    "assigned to": "assigned_to",
    "vendor": "vendor",
}
