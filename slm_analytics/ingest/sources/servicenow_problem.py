"""ServiceNow: the problem list, as CSV (field names) or Excel (labels).

Facts of this format the mapping depends on (told: the vendor's documents; code:
programs that read it; known: common knowledge, in no file seen):

* columns, encoding, dates and the limit of 10,000 rows are those of the
  incident list; only its numbers, `PRB0040001`, tell a problem from an
  incident (known). Where they begin otherwise, name the source by hand;
* states are New, Assess, Root Cause Analysis, Fix in Progress, Resolved and
  Closed (told), as numbers 101 to 104, 106 and 107 (101 in code, the others
  known); before 2019 Open, Known Error, Pending Change and Closed/Resolved
  (told), 1 to 4 (known);
* a workaround or a known error does not end a problem: it goes on until it is
  resolved or closed. Pending Change is a pause that waits for a change;
* `resolution_code` says how it ended, Duplicate and Risk Accepted among them
  (told); `duplicate_of` names the other problem (known).
"""

from __future__ import annotations

from slm_analytics.ingest.mapping import SourceMapping
from slm_analytics.ingest.servicenow import COLUMNS, PROBLEM_CODES, VALUES

MAPPING = SourceMapping(
    name="servicenow_problem",
    title="ServiceNow problem list",
    system="servicenow",
    columns={
        **COLUMNS,
        "state": ("state", "problem_state", "Problem state"),
        "resolved_at": ("resolved_at", "Resolved"),
        "category": ("category",),
        "subcategory": ("subcategory",),
        "close_code": ("resolution_code", "close_code", "Resolution code"),
        "cause_code": ("cause_code", "u_cause", "u_root_cause", "Cause code"),
        "requester": ("opened_by", "Opened by"),
        "duplicate_of": ("duplicate_of", "Duplicate of"),
        "major_incident": ("major_problem", "Major problem"),
        "reopen_count": ("reopen_count", "Reopen count"),
    },
    signature=("ticket_id", "opened_at", "priority", "state", "assignment_group"),
    values=VALUES,
    codes=PROBLEM_CODES,
    numbers=("PRB",),
    fixed={"record_type": "problem"},
    recipe=(
        "Problem > All. Filter: Updated since the 1st of last month, or Active is true. Useful"
        " columns: number, opened, state, priority, assignment group, service, resolved, closed,"
        " updated, resolution code. Right-click a heading > Export > CSV. At 10,000 rows the"
        " export is cut: split it. Numbers that do not begin with PRB: name this source."
    ),
)
