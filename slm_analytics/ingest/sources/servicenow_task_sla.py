"""ServiceNow: the list of task SLAs (`task_sla`), one row per SLA of a ticket.

Facts of this format the mapping depends on (told: the vendor's documents and
support; code: scripts of the product; known: common knowledge, in no file seen):

* `task` is the number of the ticket, `sla` the name of the definition; whether
  it is of the response or the resolution, and an SLA, an OLA or an underpinning
  contract, is a field of the definition: `sla.target` and `sla.type` must be
  added to the list (known). Without the target no row is taken for the verdict;
* labels are Start time, Stop time, Breach time (the same as Planned end time),
  Original breach time, Actual and Business elapsed time and percentage (told);
* stages are In progress, Paused, Completed and Cancelled, and Breached in old
  engines (told), their values `in_progress` ... (code);
* while an SLA is paused its breach time has no meaning (told);
* `has_breached` is the verdict. `made_sla` and `sla_due` of the ticket are
  those of the engine before 2010 and no longer kept (told);
* lengths of time are seconds in CSV, `2 Hours 5 Minutes` in Excel (told);
* the view `incident_sla` has columns that begin with `inc_` and `taskslatable_`
  (known);
* a cancelled one, as after a change of priority, is no verdict.
"""

from __future__ import annotations

from slm_analytics.ingest.mapping import SourceMapping
from slm_analytics.ingest.servicenow_sla import COLUMNS, with_unit

MAPPING = SourceMapping(
    name="servicenow_task_sla",
    title="ServiceNow task SLAs",
    system="servicenow",
    columns=COLUMNS,
    signature=("ticket_id", "definition", "stage", "has_breached", "started_at"),
    contract="task_slas",
    shape=with_unit,
    recipe=(
        "task_sla.list. Filter: Updated since the 1st of last month, or Active is true. Columns:"
        " task, SLA definition, SLA definition > Target, SLA definition > Type, stage, has"
        " breached, start time, stop time, breach time, original breach time, business elapsed"
        " time and percentage, actual elapsed time and percentage, pause duration. Right-click a"
        " heading > Export > CSV. At 10,000 rows the export is cut: split it. Load the list of the"
        " same tickets, too."
    ),
)
