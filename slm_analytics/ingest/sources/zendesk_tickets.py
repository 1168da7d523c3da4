"""Zendesk: the list of tickets, exported as CSV.

Facts of this format the mapping depends on (seen: seven rows of a real file;
told: the vendor's documents; code: the headings in code that reads it):

* the first column may be `Summation column` (code): it says nothing;
* `Resolution time` is in hours and rounded, the columns beside it are in
  minutes and say so (seen: 96,218 minutes are 1,604): it is not used.
  `Full resolution time in minutes` is the time from `Created at` to `Solved
  at`, within a minute (seen in all rows); `within business hours` names the
  time that is counted, not its unit;
* numbers may be spoilt by Excel: `1.03006E+13` (seen under Requester id). A
  ticket's number of that form is set aside; `Requester id` is not used;
* times are `08-04-2023 20:52`, day first, in a resaved file (seen);
* Open is in work, Pending waits for the requester (told). On-hold waits for a
  third party, who need not be a supplier: it is on hold without a reason;
* `Group stations` counts the groups a ticket passed through (told), the first
  one too: the changes of hands are one fewer;
* `First reply time in minutes` is a length, not a time, `Agent wait time` and
  `On hold time` each tell a part of the pauses: none of them is used;
* `Due date` is that of tasks (told) and no target; the verdict of the tool is
  in no export: there is none;
* there is no time of closing: Solved turns to Closed by itself, days later;
* the service is not among the columns: it is the brand, or a field of one's
  own, which the export calls `X [list]`.
"""

from __future__ import annotations

from slm_analytics.ingest.mapping import SourceMapping

COLUMNS = {
    "ticket_id": ("Id",),
    "record_type": ("Ticket type",),
    "customer": ("Organization",),
    "service": ("Service [list]", "Brand"),
    "priority": ("Priority",),
    "state": ("Status",),
    "opened_at": ("Created at",),
    "resolved_at": ("Solved at",),
    "updated_at": ("Updated at",),
    "channel": ("Via",),
    "assignment_group": ("Group",),
    "assigned_to": ("Assignee",),
    "requester": ("Requester",),
    "reopen_count": ("Reopens",),
    "reassignment_count": ("Group stations",),
    "tool_elapsed_seconds": ("Full resolution time in minutes",),
    "short_description": ("Subject",),
}

VALUES = {
    "state": {
        "open": "in_progress",
        "pending": "on_hold/awaiting_customer",
        "hold": "on_hold",
        "on-hold": "on_hold",
    },
}

MAPPING = SourceMapping(
    name="zendesk_tickets",
    title="Zendesk tickets",
    system="zendesk",
    columns=COLUMNS,
    signature=("ticket_id", "opened_at", "resolved_at"),
    values=VALUES,
    first_counted=frozenset({"reassignment_count"}),
    recipe=(
        "Views: a view with Updated since the 1st of last month, or Status less than Solved;"
        " Actions > Export as CSV (or, for an administrator, Reports > Export). It must hold Id,"
        " Created at and Solved at; useful are Updated at, Status, Priority, Group, Organization,"
        " Reopens, Group stations and Full resolution time in minutes. Do not open it in Excel:"
        " it spoils long numbers. The service stands in the column Brand, or in a field of your"
        " own called Service. Resolution time (rounded hours) is not used, and Zendesk exports no"
        " verdict."
    ),
)
