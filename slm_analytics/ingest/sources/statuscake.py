"""StatusCake: the periods of an uptime check as its API tells them (/uptime/ID/periods).

Facts of this format the mapping depends on (told: the vendor's documents; code:
programs that read the answer):

* the answer is {"data": [{"status", "created_at", "ended_at", "duration"}],
  "links": {"self": ...}} (told, code), newest first, 25 a page unless `limit` asks
  for up to 100 (told): a month may be several pages;
* status is up or down (told); a check that is paused or was deleted has no
  period then: that time was not watched;
* times are ISO 8601 with an offset (told); `ended_at` is missing while the
  period goes on (code);
* `duration` is in milliseconds (told), though no heading says so: 5400000 is an
  hour and a half. It is compared with the times;
* only `links.self` tells which check it is, by its number (not confirmed); a name is better and
  may be added as test_name.
"""

from __future__ import annotations

import re

from slm_analytics.ingest.json_values import text_under
from slm_analytics.ingest.mapping import SourceMapping

COLUMNS = {
    "component": ("test_name", "test_id"),
    "from_at": ("created_at",),
    "to_at": ("ended_at",),
    "state": ("status",),
    "tool_seconds": ("duration",),
}
_SELF = re.compile(r"/uptime/(\w+)/periods")


def _seconds(text: str) -> str:
    """Return a length in milliseconds as seconds that say so."""
    return f"{int(text) / 1000:.3f} s" if re.fullmatch(r"[0-9]{1,15}", text.strip()) else text


def _rows(document: object) -> list[dict[str, str]] | None:
    """Return one row per period of an answer."""
    data = document.get("data") if isinstance(document, dict) else None
    if not isinstance(document, dict) or not isinstance(data, list):
        return None
    if not data or not all(_is_period(each) for each in data):
        return None
    links = document.get("links")
    found = _SELF.search(str(links.get("self"))) if isinstance(links, dict) else None
    test = {
        "test_id": str(document.get("test_id") or (found.group(1) if found else "")),
        **({"test_name": str(document["test_name"])} if document.get("test_name") else {}),
    }
    return [test | {key: text_under(each, key) for key in _KEYS} for each in data]


_KEYS = ("status", "created_at", "ended_at", "duration")


def _is_period(each: object) -> bool:
    return isinstance(each, dict) and {"status", "created_at", "duration"} <= each.keys()


MAPPING = SourceMapping(
    name="statuscake",
    title="StatusCake periods",
    system="statuscake",
    columns=COLUMNS,
    signature=("component", "from_at", "to_at"),
    contract="monitor_periods",
    rewritten={"tool_seconds": _seconds},
    document=_rows,
    recipe=(
        "For each check: fetch https://api.statuscake.com/v1/uptime/ID/periods?limit=100&after=..."
        " with an API token; after is the first second of last month, as seconds since 1970. An"
        " answer holds at most 100 periods: follow links.next until it is missing, and load all"
        " files at once. Only its number names the check; add a name, as in"
        " jq '. + {test_name: \"Web shop\"}'."
    ),
)
