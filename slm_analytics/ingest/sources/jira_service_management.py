"""Jira and Jira Service Management: the list of issues, exported as CSV.

Facts of this format the mapping depends on (seen: a real file or its header;
told: the vendor's documents; known: common knowledge, in no file seen):

* headings are labels, `Custom field (X)` for every field of one's own; one
  stands once for every value of the issue that has most of them: `Watchers`,
  `Comment`, `Sprint`, `Labels` (seen: 155 headings, six of them repeated).
  Organizations, services and components do so, too: an issue with one value
  has it, one with several has none and is marked. Any other heading that is
  used here must stand once;
* times are `25/Feb/26 10:17 PM` (seen), in the zone of the profile of whoever
  exports; `[CHART] Date of First Response` is `2026-02-25 16:38:58.679`
  (seen, in the same zone as the other times of its row; in no file of a
  profile whose zone is not that of the site);
* `Time to resolution` is the time left, `HH:mm`, with a leading minus once
  the target is missed (seen in code that reads it); it is the verdict of the
  last cycle only (told), runs on while the issue is open, and is then no
  verdict. `0:00` may be a second early or late and is no verdict either;
* `Status Category Changed` is the last change between To do, In progress and
  Done, not the time of closing (seen on open issues): it is not used;
* `Resolved` stays empty where a workflow ends without a resolution (known): such
  issues are marked, since no month can count them as resolved;
* `Due date` is a day set by hand, no target of the tool: it is not used;
* `Time to first response` is a second verdict, for which there is no field;
* statuses are of each project's own making: those of the usual workflows of
  service projects have a meaning here (known), all others, such as Waiting for
  approval, are asked. Without `Status` its category stands for it;
* issues of service projects have types such as `[System] Incident` (known),
  organizations are a custom field (seen in code that reads it);
* `Outward issue link (Duplicate)` names what the issue duplicates (seen in
  code that reads it), `Parent key` its parent (seen);
* exports may stop at 1,000 issues (known, of older versions);
* descriptions and comments stand on several lines, in quotes;
* times of resaved files are `6/21/2025 16:14` (seen in code that reads them).
"""

from __future__ import annotations

from slm_analytics.ingest.mapping import SourceMapping

COLUMNS = {
    "ticket_id": ("Issue key",),
    "record_type": ("Issue Type",),
    "customer": ("Custom field (Organizations)", "Organizations"),
    "service": (
        "Custom field (Affected services)",
        "Affected services",
        "Component/s",
        "Components",
    ),
    "priority": ("Priority",),
    "state": ("Status", "Status Category"),
    "opened_at": ("Created",),
    "first_response_at": ("Custom field ([CHART] Date of First Response)",),
    "resolved_at": ("Resolved",),
    "updated_at": ("Updated",),
    "close_code": ("Resolution",),
    "assignment_group": ("Custom field (Team)",),
    "assigned_to": ("Assignee",),
    "requester": ("Reporter",),
    "parent_id": ("Parent key",),
    "duplicate_of": ("Outward issue link (Duplicate)",),
    "made_sla": ("Custom field (Time to resolution)",),
    "short_description": ("Summary",),
}

VALUES = {
    "state": {
        "to do": "new",
        "reopened": "in_progress",
        "waiting for support": "in_progress",
        "escalated": "in_progress",
        "waiting for customer": "on_hold/awaiting_customer",
        "done": "resolved",
        "completed": "resolved",
    },
    "record_type": {
        "[system] incident": "incident",
        "[system] service request": "request",
        "[system] service request with approvals": "request",
        "service request with approvals": "request",
        "[system] problem": "problem",
        "[system] change": "change",
    },
}

MAPPING = SourceMapping(
    name="jira_service_management",
    title="Jira Service Management issues",
    system="jira",
    columns=COLUMNS,
    signature=("ticket_id", "opened_at"),
    values=VALUES,
    time_left=True,
    final_verdicts=True,
    repeated=frozenset({"customer", "service", "duplicate_of"}),
    cut_at=1_000,
    recipe=(
        "Filters > Search issues, with the query: project = KEY AND (updated >="
        ' startOfMonth("-1") OR statusCategory != Done). Export > CSV (all fields). It must hold'
        " Issue key and Created; useful are Status, Priority, Issue Type, Updated, Resolved,"
        " Organizations, Affected services, Time to resolution and Date of First Response. Times"
        " are in the zone of your Jira profile, best that of the site: name it on the Data page."
        " Older versions export 1,000 issues at a time: split the query by key. An issue of"
        " several organizations or several services counts for none of them and is marked."
    ),
)
