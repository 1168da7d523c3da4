"""ServiceNow: the incident list, as CSV (field names) or Excel (labels).

Facts of this format the mapping depends on:

* CSV carries field names and database values, Excel carries labels and
  display values; both are listed as headings here;
* CSV is Windows-1252 by default and holds `yyyy-MM-dd HH:mm:ss`;
* `made_sla` is the tool's own verdict, true while a ticket is not yet late; the vendor
  calls it and `sla_due` fields of the engine before 2010 (told): a `task_sla` list is better;
* a choice may come as its number, `3` for On Hold, from an extract of the database;
* an export stops at 10,000 rows unless an administrator raised the limit.
"""

from __future__ import annotations

from slm_analytics.ingest.mapping import SourceMapping
from slm_analytics.ingest.servicenow import INCIDENT_CODES, VALUES

COLUMNS = {
    "ticket_id": ("number",),
    "record_type": ("sys_class_name", "Task type"),
    "customer": ("company", "Customer"),
    "service": ("business_service", "Business service", "Service", "service_offering"),
    "priority": ("priority",),
    "state": ("state", "incident_state", "Incident state"),
    "hold_reason": ("hold_reason", "On hold reason"),
    "opened_at": ("opened_at", "Opened"),
    "resolved_at": ("resolved_at", "Resolved"),
    "closed_at": ("closed_at", "Closed"),
    "updated_at": ("sys_updated_on", "sys_updated_at", "Updated"),
    "due_at": ("sla_due", "SLA due"),
    "sequence": ("sys_mod_count", "Updates"),
    "category": ("category",),
    "subcategory": ("subcategory",),
    "close_code": ("close_code", "closed_code", "Resolution code"),
    "cause_code": ("u_cause", "cause_code"),
    "channel": ("contact_type", "Channel"),
    "assignment_group": ("assignment_group",),
    "assigned_to": ("assigned_to",),
    "requester": ("caller_id", "Caller"),
    "vendor": ("vendor",),
    "configuration_item": ("cmdb_ci", "Configuration item"),
    "site": ("location",),
    "vip": ("u_vip", "caller_id.vip", "VIP"),
    "major_incident": ("major_incident", "u_major_incident", "Major incident"),
    "parent_id": ("parent_incident", "parent", "Parent Incident"),
    "duplicate_of": ("duplicate_of", "u_duplicate_of", "Duplicate of"),
    "reopen_count": ("reopen_count", "Reopen count"),
    "reassignment_count": ("reassignment_count", "Reassignment count"),
    "made_sla": ("made_sla", "Made SLA"),
    "short_description": ("short_description", "Short description"),
    "external_reference": ("correlation_id", "u_external_reference", "Correlation ID"),
}

MAPPING = SourceMapping(
    name="servicenow_incident",
    title="ServiceNow incident list",
    system="servicenow",
    columns=COLUMNS,
    signature=("ticket_id", "opened_at", "priority", "state", "assignment_group"),
    values=VALUES,
    codes=INCIDENT_CODES,
    fixed={"record_type": "incident"},
    recipe=(
        "Incident > All. Filter: Updated since the 1st of last month, or Active is true."
        " Right-click a heading > Export > CSV. At 10,000 rows the export is cut: split it."
    ),
)
