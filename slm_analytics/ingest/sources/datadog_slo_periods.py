"""Datadog: the changes of state of an objective based on monitors, from its history in the API.

Facts of this format the mapping depends on (told: the vendor's documents and its own
libraries):

* the answer to /api/v1/slo/ID/history is {"data": {"from_ts", "to_ts", "overall": {...},
  "monitors": [...], "groups": [...], "thresholds", "type"}}; times are seconds since 1970;
* objectives of monitors and of time slices have `history` in each part: pairs of time and
  state, 0 up, 1 down, 2 no data. A state lasts until the next pair, the last one until
  `to_ts`;
* Datadog itself counts "no data" as up or as down, depending on settings: here it stays
  not known;
* the objective's name is not always in the answer (`overall.name`, `slo.name`): the recipe
  adds it. Parts (monitors, groups) become components of it;
* corrections, Datadog's agreed exclusions, change the value and not the history;
* the value that Datadog computes of it is not read: one file is read as one thing, and
  the periods tell more. `datadog_slo` reads objectives that have none.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from slm_analytics.ingest.mapping import SourceMapping

COLUMNS = {
    "service": ("slo",),
    "component": ("part",),
    "from_at": ("transition_ts",),
    "to_at": ("until_ts",),
    "state": ("slo_state",),
}
_PARTS = ("monitors", "groups")


def slo_periods(document: object) -> list[dict[str, str]] | None:
    """Return one row per period of the objective and of each of its parts."""
    data = document.get("data") if isinstance(document, dict) else None
    if not isinstance(document, dict) or not isinstance(data, dict) or "to_ts" not in data:
        return None
    name = slo_name(document)
    rows = [
        {"slo": name, "part": part, **period}
        for part, said in slo_parts(data)
        for period in _periods(said.get("history"), str(data["to_ts"]))
    ]
    return rows or None


def slo_name(document: dict[str, object]) -> str:
    """Return what the objective is called, as far as an answer tells it."""
    data = document.get("data")
    places = [document, data] if isinstance(data, dict) else [document]
    for place in places:
        said = place.get("slo")
        found = said.get("name") if isinstance(said, dict) else said
        if isinstance(found, str) and found:
            return str(found)
    overall = data.get("overall") if isinstance(data, dict) else None
    return str(overall.get("name") or "") if isinstance(overall, dict) else ""


def slo_parts(data: dict[str, object]) -> Iterator[tuple[str, dict[str, object]]]:
    """Give the objective itself, without a name, and its monitors and groups by name."""
    overall = data.get("overall")
    if isinstance(overall, dict):
        yield "", overall
    for kind in _PARTS:
        found = data.get(kind)
        for each in found if isinstance(found, list) else ():
            if isinstance(each, dict):
                yield str(each.get("name") or each.get("group") or ""), each


def _periods(history: object, until: str) -> list[dict[str, str]]:
    pairs = [pair for pair in history if _is_pair(pair)] if isinstance(history, list) else []
    if not isinstance(history, list) or len(pairs) != len(history) or not pairs:
        return []
    moments = [(_whole(at), _whole(state)) for at, state in pairs]
    return [
        {"transition_ts": at, "until_ts": end, "slo_state": state}
        for (at, state), (end, _) in pairwise([*moments, (_whole(until), "")])
    ]


def _is_pair(pair: object) -> bool:
    return isinstance(pair, list) and len(pair) == 2


def _whole(number: object) -> str:
    return str(number).partition(".")[0]


MAPPING = SourceMapping(
    name="datadog_slo_periods",
    title="Datadog SLO history, periods",
    system="datadog",
    columns=COLUMNS,
    signature=("from_at", "to_at", "state"),
    values={"state": {"0": "up", "1": "down", "2": "unknown"}},
    contract="monitor_periods",
    epoch=frozenset({"from_at", "to_at"}),
    document=slo_periods,
    recipe=(
        "Fetch /api/v1/slo/ID/history?from_ts=...&to_ts=... with the first second of last month and"
        " of this one, as seconds since 1970, for an objective based on monitors or time slices;"
        " add its name, as in jq '. + {slo: \"Web shop\"}'. One file for each objective and month."
        " Objectives that count events have no periods: their share is read as a value."
    ),
)
