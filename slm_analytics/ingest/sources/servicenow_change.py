"""ServiceNow: the list of change requests, as CSV (field names) or Excel (labels).

Facts of this format the mapping depends on (told: the vendor's documents;
known: common knowledge, in no file seen):

* columns, encoding, dates and the limit of 10,000 rows are those of the
  incident list; only its numbers, `CHG0030001`, tell a change from an incident
  (known). Where they begin otherwise, name the source by hand;
* states are New, Assess, Authorize, Scheduled, Implement, Review, Closed and
  Canceled, as numbers -5 to 0, 3 and 4 (told); the approval is a field of its
  own and no state. Work goes on until Closed: a review that is due is work;
* Normal, Standard or Emergency is the `type` (told), here the subcategory;
* planned and actual start and end are not read: they are times of the work on
  a component, not of the ticket. An emergency change is often opened after its
  work was done, so that an actual end would lie before the opening;
* `close_code` is Successful, Successful with issues or Unsuccessful (known).
"""

from __future__ import annotations

from slm_analytics.ingest.mapping import SourceMapping
from slm_analytics.ingest.servicenow import CHANGE_CODES, COLUMNS, VALUES

MAPPING = SourceMapping(
    name="servicenow_change",
    title="ServiceNow change list",
    system="servicenow",
    columns={
        **COLUMNS,
        "hold_reason": ("on_hold_reason", "On hold reason"),
        "category": ("category",),
        "subcategory": ("type",),
        "close_code": ("close_code",),
        "requester": ("requested_by", "Requested by"),
    },
    signature=("ticket_id", "opened_at", "priority", "state", "assignment_group"),
    values=VALUES,
    codes=CHANGE_CODES,
    numbers=("CHG",),
    fixed={"record_type": "change"},
    recipe=(
        "Change > All. Filter: Updated since the 1st of last month, or Active is true. Useful"
        " columns: number, type, opened, state, priority, assignment group, service, closed,"
        " updated, close code. Right-click a heading > Export > CSV. At 10,000 rows the export is"
        " cut: split it. Numbers that do not begin with CHG: name this source."
    ),
)
