"""ServiceNow: the audit table (`sys_audit`), one row per field that changed.

Facts of this format the mapping depends on (told: the vendor's documents;
code: programs that read it; known: common knowledge, in no file seen):

* columns are `tablename`, `documentkey`, `fieldname`, `oldvalue`, `newvalue`,
  `user` and `sys_created_on` (told, code), labels Table name, Document key,
  Field name, Old value, New value, User, Created (told); `record_checkpoint`
  counts the updates of the record (known);
* `documentkey` is the key of the record in the database (told), which no list
  shows: the number must be exported in its place. A list may show
  `Incident: INC0010001` for it (known). Rows with the bare key are set aside;
* values are those of the database: numbers of choices, which mean another word
  in every table, and keys for groups, people and services (told). Keys are no
  names: such changes are kept and not used, so the group that a ticket's list
  tells holds for all of its life;
* the opening of a ticket stands in its list, not here; what was true before
  the first change told is its old value. A ticket that never changed has no
  row, and needs none;
* one save changes several fields in one second, in rows of their own. The
  state that a reason of waiting belongs to stands in another row: they are put
  together per second, and what did not change goes on;
* the last 90 days are what an instance searches in reasonable time (code).
"""

from __future__ import annotations

from slm_analytics.ingest.mapping import SourceMapping
from slm_analytics.ingest.servicenow import FIELD_NAMES, VALUES
from slm_analytics.ingest.servicenow_history import AUDIT_COLUMNS, audited

MAPPING = SourceMapping(
    name="servicenow_audit",
    title="ServiceNow audit table",
    system="servicenow",
    columns=AUDIT_COLUMNS,
    signature=("ticket_id", "changed_at", "field", "old_value", "new_value"),
    values={**VALUES, "field": FIELD_NAMES},
    contract="ticket_changes",
    shape=audited,
    recipe=(
        "sys_audit.list, by an administrator. Filter: Table name is incident (or problem,"
        " change_request, sc_req_item), Field name is one of state, hold_reason, priority,"
        " assignment_group, assigned_to, business_service, vendor, and Created since the 1st of"
        " last month, or since the oldest open ticket was opened. Columns: the number of the"
        " record (in a database view or report joined by Document key), table name, field name,"
        " old value, new value, created, record checkpoint. At 10,000 rows the export is cut:"
        " split it. Load the list of the same tickets, too."
    ),
)
