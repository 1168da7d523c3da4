"""Pingdom: the periods of a check as its API tells them (summary.outage).

Facts of this format the mapping depends on (told: the vendor's documents; code:
libraries that read the answer):

* the answer is {"summary": {"states": [{"status", "timefrom", "timeto"}]}}
  (told, code), oldest first unless asked otherwise;
* status is up, down or unknown (told); unknown is time without a result, as
  while the check was paused: it was not watched;
* times are seconds since 1970 (told, code). Where no `from` was asked for, the first
  period has timefrom 0 (code): that is no time, and it is set aside;
* the answer does not name its check (told): the number stands only in the
  address it was fetched from. Periods of nobody are set aside, so the recipe
  adds the name. Flat lists with check, status, timefrom and timeto load too;
* the first and the last period are cut at the window that was asked for.
"""

from __future__ import annotations

from slm_analytics.ingest.mapping import SourceMapping

COLUMNS = {
    "component": ("check", "check_name", "checkid", "check_id"),
    "from_at": ("timefrom",),
    "to_at": ("timeto",),
    "state": ("status",),
}
_NAMES = ("check", "check_name", "checkid", "check_id", "name")


def _rows(document: object) -> list[dict[str, str]] | None:
    """Return one row per period of an answer."""
    summary = document.get("summary") if isinstance(document, dict) else None
    states = summary.get("states") if isinstance(summary, dict) else None
    if not isinstance(states, list) or not all(_is_state(each) for each in states):
        return None
    said = {**summary, **document} if isinstance(document, dict) and summary else {}
    check = next((str(said[name]) for name in _NAMES if said.get(name)), "")
    return [
        {"check": str(each.get("check") or check)}
        | {key: str(each[key]) for key in ("status", "timefrom", "timeto")}
        for each in states
    ]


def _is_state(each: object) -> bool:
    return isinstance(each, dict) and {"status", "timefrom", "timeto"} <= each.keys()


MAPPING = SourceMapping(
    name="pingdom",
    title="Pingdom periods",
    system="pingdom",
    columns=COLUMNS,
    signature=("from_at", "to_at", "state"),
    values={"state": {"unconfirmed_down": "unknown"}},
    contract="monitor_periods",
    epoch=frozenset({"from_at", "to_at"}),
    document=_rows,
    recipe=(
        "For each check: fetch https://api.pingdom.com/api/3.1/summary.outage/CHECKID?from=...&to=..."
        " with an API token; from and to are the first second of last month and of this one, as"
        " seconds since 1970. The answer does not name the check: add it, as in"
        " jq '. + {check: \"Web shop\"}'. One file for each check and month; several files may be"
        " loaded at once."
    ),
)
