"""Status pages: the list of past incidents, as a table or as the page's own JSON.

Facts of this format the mapping depends on (seen: 124 rows that others drew
from a large page's history; told: the documents of Statuspage's public API):

* a row is an incident with its start, its end and its impact (seen: none,
  minor, major; told: critical, maintenance). The impact is the provider's own
  word: none is no effect, minor is degraded, major and critical are down;
* incidents overlap (seen: 7 of 124 begin while another goes on): minutes of them must be
  merged, not added. Overlaps are marked;
* the table names no component (seen); the JSON names them, and an incident
  of several components becomes one outage each;
* times are UTC and say so (seen, told). `duration_minutes` is
  whole minutes; an incident may have none (seen: impact none);
* in the JSON `started_at` may be missing in old incidents, then `created_at`
  stands for it, and `resolved_at` is null while it goes on (told);
* a page answers with its last 50 incidents (not confirmed);
* `source` says how others drew the times from the page, `postmortem` being
  surer than `updates` (seen): it is not used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from slm_analytics.ingest.json_values import text_under
from slm_analytics.ingest.mapping import SourceMapping

if TYPE_CHECKING:
    from slm_analytics.warehouse.archive import RawTable

COLUMNS = {
    "outage_id": ("incident_id",),
    "service": ("page_name",),
    "component": ("component_name",),
    "started_at": ("downtime_start",),
    "ended_at": ("downtime_end",),
    "tool_seconds": ("duration_minutes",),
    "kind": ("incident_kind",),
    "degree": ("impact",),
    "description": ("title",),
}
_PLANNED = "maintenance"
_LISTS = ("incidents", "scheduled_maintenances")


def _with_kind(raw: RawTable) -> RawTable:
    """Return the table with maintenance as a kind of outage, which it is, not as a degree."""
    from slm_analytics.ingest.shaping import recoded, with_column  # noqa: PLC0415

    places = MAPPING.located(raw.headings)
    if "degree" not in places or "kind" in places:
        return raw
    texts = raw.column(places["degree"])
    table = with_column(raw, "incident_kind", texts)
    table = recoded(table, len(raw.headings), lambda text: _PLANNED if _planned(text) else "")
    return recoded(table, places["degree"], lambda text: "" if _planned(text) else text)


def _planned(text: str) -> bool:
    return text.strip().casefold() == _PLANNED


def _rows(document: object) -> list[dict[str, str]] | None:
    """Return one row per incident and component of a page's JSON."""
    if not isinstance(document, dict):
        return None
    lists = [document[name] for name in _LISTS if isinstance(document.get(name), list)]
    if not lists or not all(_is_incident(each) for found in lists for each in found):
        return None
    page = document.get("page")
    name = text_under(page, "name") if isinstance(page, dict) else ""
    return [row for found in lists for each in found for row in _of_incident(each, name)]


def _is_incident(each: object) -> bool:
    return isinstance(each, dict) and {"id", "impact", "created_at", "resolved_at"} <= each.keys()


def _of_incident(incident: dict[str, object], page: str) -> list[dict[str, str]]:
    planned = "scheduled_for" in incident
    start = text_under(incident, "scheduled_for" if planned else "started_at")
    row = {
        "incident_id": text_under(incident, "id"),
        "page_name": page,
        "downtime_start": start or text_under(incident, "created_at"),
        "downtime_end": text_under(incident, "scheduled_until" if planned else "resolved_at"),
        "impact": text_under(incident, "impact"),
        "title": text_under(incident, "name"),
    }
    components = incident.get("components")
    named = components if isinstance(components, list) and components else [{}]
    return [row | {"component_name": text_under(each, "name")} for each in named]


MAPPING = SourceMapping(
    name="status_page_incidents",
    title="Status page incidents",
    system="status_page",
    columns=COLUMNS,
    signature=("started_at", "ended_at", "degree"),
    contract="outages",
    shape=_with_kind,
    document=_rows,
    recipe=(
        "Of a page made with Statuspage: open https://PAGE/api/v2/incidents.json (planned work:"
        " scheduled-maintenances.json) and save what it answers; it holds the last 50 incidents,"
        " so fetch it each month. Else a table with the columns incident_id, downtime_start,"
        " downtime_end and impact; useful are duration_minutes, title, page_name and"
        " component_name. Take every incident that began or ended since the 1st of last month, or"
        " goes on. Impact none is no outage, minor is degraded, major and critical are down."
    ),
)
