"""ServiceNow: metric instances, spans of time in which a field had one value.

Facts of this format the mapping depends on (told: the vendor's documents or
its users; known: common knowledge, in no file seen):

* a metric of the type Field value duration has one row per value: definition,
  value, start, end, duration (told). The value is the name that people read,
  such as that of a group (told); a row is a change to it at its start;
* `id` names the record (told): as `Incident: INC0010001` in lists (known), as a
  key in extracts, which is set aside. The view `incident_metric` joins the
  incident, and its columns begin with `inc_` and `mi_` (known);
* which field it is stands in `field`, else it is told by the definition:
  Incident State Duration, Assigned to Duration, Assignment Group Duration
  (the first two told, the third known). Metrics of a script, such as Create to
  Resolve Duration, have no value of a field: kept and not used;
* the metric of the state does not tell why a ticket was on hold: without a
  metric on the reason, no pause that depends on the reason is seen. The sheet
  of agreements decides which pauses count;
* ends and durations are not read: the next value's start is the end.
"""

from __future__ import annotations

from slm_analytics.ingest.mapping import SourceMapping
from slm_analytics.ingest.servicenow import FIELD_NAMES, VALUES
from slm_analytics.ingest.servicenow_history import METRIC_COLUMNS, measured

MAPPING = SourceMapping(
    name="servicenow_metric",
    title="ServiceNow metric history",
    system="servicenow",
    columns=METRIC_COLUMNS,
    signature=("ticket_id", "changed_at", "field", "new_value"),
    values={**VALUES, "field": FIELD_NAMES},
    contract="ticket_changes",
    shape=measured,
    recipe=(
        "Metrics > Instances, or the view incident_metric. Filter: Definition is one of the Field"
        " value duration metrics (Incident State Duration, Assignment Group Duration, and one on"
        " the on hold reason, which your administrator can define), and Updated since the 1st of"
        " last month, or Calculation complete is false. Columns: ID or number, definition, field,"
        " value, start, end. Right-click a heading > Export > CSV. At 10,000 rows the export is"
        " cut: split it. Load the list of the same tickets, too."
    ),
)
