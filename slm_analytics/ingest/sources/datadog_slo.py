"""Datadog: what a service level objective came to, from its history in the API.

Facts of this format the mapping depends on (told: the vendor's documents and its own
libraries):

* the answer is that of `datadog_slo_periods`; objectives that count events (type metric)
  have no periods in it but `series.numerator.sum` and `series.denominator.sum`. Only
  those are read here;
* `sli_value` is in per cent (99.95), for the window from `from_ts` to `to_ts`; null where
  there was no data;
* `thresholds` hold a target for each time frame (7d, 30d, 90d, custom), and
  `error_budget_remaining` what is left of its allowance, in per cent; below 0 it is
  overdrawn. The value is that of the window all the same: one row for each time frame;
* shares are rounded for display elsewhere (`precision`); here they are as they came.

A share is no outage: see the kind of record, `contracts/slo_values.py`.
"""

from __future__ import annotations

from slm_analytics.ingest.json_values import text_under
from slm_analytics.ingest.mapping import SourceMapping
from slm_analytics.ingest.sources.datadog_slo_periods import slo_name, slo_parts, slo_periods

COLUMNS = {
    "service": ("slo",),
    "component": ("part",),
    "from_at": ("from_ts",),
    "to_at": ("to_ts",),
    "timeframe": ("timeframe",),
    "sli_percent": ("sli_value",),
    "target_percent": ("target",),
    "budget_left_percent": ("error_budget_remaining",),
    "good_events": ("good_events",),
    "all_events": ("all_events",),
}


def _rows(document: object) -> list[dict[str, str]] | None:
    """Return one row per time frame of the objective and of each of its parts."""
    data = document.get("data") if isinstance(document, dict) else None
    if not isinstance(document, dict) or not isinstance(data, dict):
        return None
    if not {"from_ts", "to_ts", "overall"} <= data.keys() or slo_periods(document) is not None:
        return None
    window = {"slo": slo_name(document)} | {key: str(data[key]) for key in ("from_ts", "to_ts")}
    return [
        window | {"part": part} | _value(said, data, timeframe, is_whole=not part)
        for part, said in slo_parts(data)
        for timeframe in _of(data, "thresholds") or {"": {}}
    ]


def _value(
    said: dict[str, object], data: dict[str, object], timeframe: str, *, is_whole: bool
) -> dict[str, str]:
    agreed = _of(_of(data, "thresholds"), timeframe)
    series = _of(data, "series") if is_whole else {}
    return {
        "timeframe": timeframe,
        "sli_value": text_under(said, "sli_value"),
        "target": text_under(agreed, "target"),
        "error_budget_remaining": text_under(said.get("error_budget_remaining"), timeframe),
        "good_events": text_under(series.get("numerator"), "sum"),
        "all_events": text_under(series.get("denominator"), "sum"),
    }


def _of(said: dict[str, object], key: str) -> dict[str, object]:
    found = said.get(key)
    return found if isinstance(found, dict) else {}


MAPPING = SourceMapping(
    name="datadog_slo",
    title="Datadog SLO history, values",
    system="datadog",
    columns=COLUMNS,
    signature=("from_at", "to_at", "sli_percent"),
    contract="slo_values",
    epoch=frozenset({"from_at", "to_at"}),
    document=_rows,
    recipe=(
        "Fetch /api/v1/slo/ID/history?from_ts=...&to_ts=... with the first second of last month and"
        " of this one, as seconds since 1970; add the objective's name, as in jq"
        " '. + {slo: \"Web shop\"}'. The values stand beside the figures computed here; they are"
        " not counted again. Objectives based on monitors or time slices are read as periods."
    ),
)
