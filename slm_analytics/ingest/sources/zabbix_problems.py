"""Zabbix: the list of problems, exported as CSV from the page Problems.

Facts of this format the mapping depends on (seen: rows of a real export in public
code; told: the vendor's documents):

* headings: Severity, Time, Recovery time, Status, Host, Problem, Duration, Ack,
  Actions, Tags (seen);
* times are `2026-05-21 08:04:17 PM`, of the user's zone, in other versions on 24
  hours (seen); Recovery time is empty while the problem goes on;
* Duration is `1h 2m 23s`, cut to the three largest units (seen: `2d 23h 47m`), and
  of an open problem the time so far. `M` is months and `m` minutes (not confirmed): a length
  with months or years is not read;
* a row has no number, and a host may have two problems in one second (seen):
  problem, host and start together make it the same problem as before;
* a problem is not an outage: memory that runs short hurts nobody yet. Severity
  Disaster and High are taken for down, Average and Warning for degraded, others for
  no effect; the filter of the recipe keeps the list to availability.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from slm_analytics.ingest.mapping import SourceMapping

if TYPE_CHECKING:
    from slm_analytics.warehouse.archive import RawTable

COLUMNS = {
    "outage_id": ("Problem on host",),
    "component": ("Host",),
    "started_at": ("Time",),
    "ended_at": ("Recovery time",),
    "tool_seconds": ("Duration",),
    "degree": ("Severity",),
    "description": ("Problem",),
}
DEGREES = {
    "disaster": "down", "high": "down", "average": "degraded", "warning": "degraded",
    "information": "none", "not classified": "none",
    "5": "down", "4": "down", "3": "degraded", "2": "degraded", "1": "none", "0": "none",
}  # fmt: skip
_LONG = re.compile(r"\d\s*[My]\b")


def _shape(raw: RawTable) -> RawTable:
    """Return the table with what makes a problem the same one, and lengths that can be read."""
    from slm_analytics.ingest.shaping import recoded, with_column  # noqa: PLC0415

    places = MAPPING.located(raw.headings)
    table = with_column(raw, "Problem on host", raw.column(places["description"]))
    if "tool_seconds" not in places:
        return table
    return recoded(table, places["tool_seconds"], lambda text: "" if _LONG.search(text) else text)


MAPPING = SourceMapping(
    name="zabbix_problems",
    title="Zabbix problems",
    system="zabbix",
    columns=COLUMNS,
    signature=("ended_at", "component", "description"),
    values={"degree": DEGREES},
    contract="outages",
    shape=_shape,
    recipe=(
        "Monitoring > Problems: show History, from the 1st of last month to now; severity High and"
        " Disaster, or the tag scope equals availability; Export to CSV (upper right). It must hold"
        " Time, Recovery time, Host and Problem; useful are Severity and Duration. Times are those"
        " of your own zone in Zabbix. The export stops at the limit of search results"
        " (Administration > General > GUI, often 1,000): narrow the filter if it holds that many."
        " Use either this list or the event export, not both."
    ),
    cut_at=1_000,
)
