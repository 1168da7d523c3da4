"""ServiceNow: requested items (RITM), requests (REQ) or catalog tasks (SCTASK), as CSV or Excel.

Facts of this format the mapping depends on (told: the vendor's documents or
its forum; code: programs that read it; known: common knowledge, in no file seen):

* one order is one request (`sc_request`) with an item per thing ordered
  (`sc_req_item`), each done in catalog tasks (`sc_task`); each kind has a list
  of its own and states of its own, which do not follow each other (told). The
  item is what a customer waits for: its list is the one to load. Any of the
  three reads, each row as a ticket, its parent the level above: load one of
  them, else the same work counts twice;
* only the numbers tell the list from others (known); where they begin
  otherwise, name the source by hand;
* the state of a request is `request_state`, beside `state` (code); values such
  as `closed_complete` come with or without the underscore (known);
* items and tasks are Pending, Open, Work in Progress, Closed Complete, Closed
  Incomplete or Closed Skipped, as numbers -5, 1 to 4 and 7 (states told, the
  numbers known). Skipped, rejected and cancelled ones are cancelled; an item
  that closed incomplete has ended. `approval` and `stage` are no states;
* Pending Approval is a pause for another reason than the customer;
* there is no time of resolving: a request ends when it is closed;
* `due_date` and `estimated_delivery` are promises of the catalog, not of the
  tool's clock: not read. `cat_item`, what was ordered, is the category.
"""

from __future__ import annotations

from slm_analytics.ingest.mapping import SourceMapping
from slm_analytics.ingest.servicenow import COLUMNS, REQUEST_CODES, REQUEST_LEVELS, VALUES

MAPPING = SourceMapping(
    name="servicenow_request",
    title="ServiceNow request list",
    system="servicenow",
    columns={
        **COLUMNS,
        "state": ("request_state", "Request state", "state"),
        "hold_reason": ("hold_reason", "On hold reason"),
        "category": ("cat_item", "Item"),
        "close_code": ("close_code",),
        "requester": ("requested_for", "request.requested_for", "Requested for"),
        "vip": ("requested_for.vip", "u_vip", "request.requested_for.vip", "VIP"),
        "parent_id": ("request_item", "request", "Request item", "parent"),
    },
    signature=("ticket_id", "opened_at", "state", "assignment_group", "category", "requester"),
    values=VALUES,
    codes=REQUEST_CODES,
    numbers=("RITM", "REQ", "SCTASK", "TASK"),
    fixed={"record_type": "request"},
    levels=REQUEST_LEVELS,
    recipe=(
        "Service Catalog > Open Records > Items (sc_req_item.list). Filter: Updated since the 1st"
        " of last month, or Active is true. Useful columns: number, request, item, requested for,"
        " opened, state, assignment group, closed, updated. Right-click a heading > Export > CSV."
        " At 10,000 rows the export is cut: split it. Load items or requests, not both: each row"
        " counts as a ticket. Numbers that do not begin with RITM or REQ: name this source."
    ),
)
