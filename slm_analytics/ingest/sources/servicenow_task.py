"""ServiceNow: the list of the task table, with tickets of several kinds, as CSV or Excel.

Facts of this format the mapping depends on (told: the vendor's documents;
known: common knowledge, in no file seen):

* incidents, problems, changes and requests extend one table, `task`; its list
  has their common columns, and `sys_class_name` (label Task type) says of each
  row what it is (told): Incident or incident, Change Request or
  change_request, Requested Item or sc_req_item;
* what other applications keep there, such as cases or stories, has a type that
  no rule knows: it loads, and is asked;
* the task table has no time of resolving, no hold reason and no close code of
  its own: the list of each kind tells more, and both may be loaded;
* states must come as words: a number means another state in every table. Lists
  show words (told).
"""

from __future__ import annotations

from slm_analytics.ingest.mapping import SourceMapping
from slm_analytics.ingest.servicenow import COLUMNS, REQUEST_LEVELS, VALUES

MAPPING = SourceMapping(
    name="servicenow_task",
    title="ServiceNow task list",
    system="servicenow",
    columns=COLUMNS,
    signature=("ticket_id", "opened_at", "record_type", "state", "assignment_group"),
    values=VALUES,
    several="record_type",
    levels=REQUEST_LEVELS,
    recipe=(
        "task.list. Filter: Task type is one of Incident, Problem, Change Request, Requested Item,"
        " and Updated since the 1st of last month, or Active is true. Columns: number, task type,"
        " opened, state, priority, assignment group, service, closed, updated. Right-click a"
        " heading > Export > CSV. At 10,000 rows the export is cut: split it. The list of each"
        " kind tells more, such as when an incident was resolved."
    ),
)
