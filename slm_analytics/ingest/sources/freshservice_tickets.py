"""Freshservice: the list of tickets, exported as CSV.

Facts of this format the mapping depends on (the headings are those of code
that reads the export; the values those that such code expects):

* the user chooses the columns; headings may stand twice (`Others`): only a
  repeated heading that is used makes the file unreadable;
* `Resolution Status` is the tool's verdict, `Within SLA` or `SLA Violated`; it
  stands on unfinished tickets too, where it is not final and not taken;
* `Initial Response Time` is the time of the first response;
* `Resolution Time (in Hrs)` is a length, `HH:MM:SS` or a number of hours, and
  often empty; `First Response Time (in Hrs)` has no field, since the time of
  the first response stands beside it;
* `Parent Ticket ID` names the parent. `Association type` says only that there
  is one, or that there are children, and not which: it is not used;
* `Major incident type` and `Requester VIP` are of the newer exports; what the
  first holds was not seen: it is not used;
* the service stands in no column of its own, unless the user added one.
"""

from __future__ import annotations

from slm_analytics.ingest.freshworks import STATES
from slm_analytics.ingest.mapping import SourceMapping

COLUMNS = {
    "ticket_id": ("Ticket Id",),
    "record_type": ("Type",),
    "customer": ("Company",),
    "service": ("Service",),
    "priority": ("Priority",),
    "state": ("Status",),
    "opened_at": ("Created Time",),
    "first_response_at": ("Initial Response Time",),
    "resolved_at": ("Resolved Time",),
    "closed_at": ("Closed Time",),
    "updated_at": ("Last Updated Time",),
    "due_at": ("Due by Time",),
    "category": ("Category",),
    "subcategory": ("Sub-Category",),
    "channel": ("Source",),
    "assignment_group": ("Group",),
    "assigned_to": ("Agent",),
    "requester": ("Requester Name",),
    "configuration_item": ("Affected CI",),
    "site": ("Requester Location",),
    "vip": ("Requester VIP",),
    "parent_id": ("Parent Ticket ID",),
    "made_sla": ("Resolution Status",),
    "tool_elapsed_seconds": ("Resolution Time (in Hrs)",),
    "short_description": ("Subject",),
}

MAPPING = SourceMapping(
    name="freshservice_tickets",
    title="Freshservice tickets",
    system="freshservice",
    columns=COLUMNS,
    signature=("ticket_id", "opened_at", "updated_at"),
    values={"state": STATES},
    final_verdicts=True,
    recipe=(
        "Tickets > All tickets > Export, as CSV, twice: filtered by Last Updated Time since the"
        " 1st of last month, and by Status unresolved over any time. It must hold Ticket Id,"
        " Created Time and Last Updated Time; choose also Type, Status, Priority, Group, Agent,"
        " Company, Category, Resolved Time, Closed Time, Due by Time, Initial Response Time,"
        " Resolution Status, Resolution Time (in Hrs), Requester VIP and Parent Ticket ID, and"
        " your own column Service where there is one. Resolution Status counts only once a ticket"
        " is resolved or closed."
    ),
)
