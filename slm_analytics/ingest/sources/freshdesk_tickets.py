"""Freshdesk: the list of tickets, exported as CSV.

Facts of this format the mapping depends on (the headings are those of the
vendor's own test of the export; the values those that code expects):

* the user chooses the columns; times are `2023-01-02 00:58:36`;
* `Resolution status` is the tool's verdict, `Within SLA` or `SLA Violated`; it
  stands on unfinished tickets too, where it is not final and not taken;
* `Initial response time` is the time of the first response;
* `Resolution time (in hrs)` is a length, `HH:MM:SS` or a number of hours, and
  often empty; `First response time (in hrs)` has no field, since the time of
  the first response stands beside it;
* statuses that wait stop the clock of the tool: Pending, Waiting on Customer
  and Waiting on Third Party, who need not be a supplier;
* types are of the user's choice: Incident and Problem are known, others, such
  as Question, are asked;
* the company is called `Company Name`, the requester `Full name`.
"""

from __future__ import annotations

from slm_analytics.ingest.freshworks import STATES
from slm_analytics.ingest.mapping import SourceMapping

COLUMNS = {
    "ticket_id": ("Ticket ID",),
    "record_type": ("Type",),
    "customer": ("Company Name", "Company"),
    "service": ("Product",),
    "priority": ("Priority",),
    "state": ("Status",),
    "opened_at": ("Created time",),
    "first_response_at": ("Initial response time",),
    "resolved_at": ("Resolved time",),
    "closed_at": ("Closed time",),
    "updated_at": ("Last update time",),
    "due_at": ("Due by Time",),
    "channel": ("Source",),
    "assignment_group": ("Group",),
    "assigned_to": ("Agent",),
    "requester": ("Full name", "Requester Name"),
    "made_sla": ("Resolution status",),
    "tool_elapsed_seconds": ("Resolution time (in hrs)",),
    "short_description": ("Subject",),
}

MAPPING = SourceMapping(
    name="freshdesk_tickets",
    title="Freshdesk tickets",
    system="freshdesk",
    columns=COLUMNS,
    signature=("ticket_id", "opened_at", "updated_at"),
    values={"state": STATES},
    final_verdicts=True,
    recipe=(
        "Tickets > All tickets > Export, as CSV, twice: filtered by Last update time since the 1st"
        " of last month, and by Status unresolved over any time. It must hold Ticket ID, Created"
        " time and Last update time; choose also Status, Priority, Type, Group, Agent, Resolved"
        " time, Closed time, Due by Time, Initial response time, Resolution status, Resolution"
        " time (in hrs), Product and Company Name. Resolution status counts only once a ticket is"
        " resolved or closed."
    ),
)
