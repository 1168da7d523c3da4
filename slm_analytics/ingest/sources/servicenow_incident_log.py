"""ServiceNow: the incident audit log, one row per update of an incident.

Facts of this format the mapping depends on:

* the same number stands once per update, with the ticket's values at that
  moment; the share of `made_sla = true` counted by rows is far above the
  share counted by tickets, so tickets are reduced to their newest update;
* `sys_mod_count` counts the updates and orders those of one minute;
* files saved again by Excel carry `29-02-2016 01:16` and `?` for no value.
"""

from __future__ import annotations

from slm_analytics.ingest.mapping import SourceMapping
from slm_analytics.ingest.servicenow import INCIDENT_CODES, VALUES
from slm_analytics.ingest.sources.servicenow_incident import COLUMNS

MAPPING = SourceMapping(
    name="servicenow_incident_log",
    title="ServiceNow incident audit log",
    system="servicenow",
    columns=COLUMNS,
    signature=("ticket_id", "opened_at", "state", "updated_at", "sequence"),
    values=VALUES,
    codes=INCIDENT_CODES,
    fixed={"record_type": "incident"},
    history=True,
    recipe=(
        "A report on the incident's history set, or your administrator's audit extract: one row"
        " per update, with number, state, hold reason, priority, group and the time of update."
    ),
)
