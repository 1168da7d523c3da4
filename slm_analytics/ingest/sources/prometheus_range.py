"""Prometheus: the answer to a range query (or an instant one), as JSON.

Facts of this format the mapping depends on (told: the vendor's documents of the HTTP API):

* `{"status": "success", "data": {"resultType": "matrix", "result": [{"metric": {...},
  "values": [[1435781430.781, "1"], ...]}]}}`; of a vector `value` holds one such pair;
* times are seconds since 1970, with fractions; values are texts: `NaN`, `+Inf` and `-Inf`
  stand for no number and are read as no value;
* the labels tell the series apart. The resource is the first of `instance`, `pod`, `node`,
  `host`, `hostname`, `server`, `job` that there is; the measure is the name, and all other
  labels together are the part: `cpu="0", mode="idle"`;
* an expression has no name: the measure is then called as the file is, and the resource
  Prometheus where no label names one;
* native histograms have no single value: an answer that holds one is not read.
"""

from __future__ import annotations

from collections.abc import Mapping

from slm_analytics.ingest.mapping import SourceMapping
from slm_analytics.ingest.wide_tables import UNMEASURED

_RESOURCES = ("instance", "pod", "node", "host", "hostname", "server", "job")
_NAME = "__name__"
_TIME, _RESOURCE, _MEASURE, _PART, _VALUE = (
    "prometheus_time", "prometheus_resource", "prometheus_name", "prometheus_labels",
    "prometheus_value",
)  # fmt: skip


def rows_of(document: object) -> list[dict[str, str]] | None:
    """Return a row per value of an answer; None: it is no answer, or holds something else."""
    data = document.get("data") if isinstance(document, Mapping) else None
    results = data.get("result") if isinstance(data, Mapping) else None
    if not isinstance(data, Mapping) or data.get("resultType") not in ("matrix", "vector"):
        return None
    if not isinstance(results, list):
        return None
    found: list[dict[str, str]] = []
    for result in results:
        series = _series(result)
        if series is None:
            return None
        found += series
    return found


def _series(result: object) -> list[dict[str, str]] | None:
    if not isinstance(result, Mapping) or "histogram" in result or "histograms" in result:
        return None
    labels = result.get("metric")
    values = result.get("values", [result["value"]] if "value" in result else None)
    if not isinstance(labels, Mapping) or not isinstance(values, list):
        return None
    if not all(isinstance(pair, list) and len(pair) == 2 for pair in values):
        return None
    told = {str(name): str(text) for name, text in labels.items()}
    resource = next((name for name in _RESOURCES if told.get(name)), "")
    rest = sorted((name, text) for name, text in told.items() if name not in (_NAME, resource))
    named = {
        _RESOURCE: told.get(resource, ""),
        _MEASURE: told.get(_NAME, ""),
        _PART: ", ".join(f'{name}="{text}"' for name, text in rest),
    }
    return [{_TIME: str(at), **named, _VALUE: str(value)} for at, value in values]


MAPPING = SourceMapping(
    name="prometheus_range",
    title="Prometheus range query",
    system="prometheus",
    columns={
        "sampled_at": (_TIME,),
        "resource": (_RESOURCE,),
        "metric": (_MEASURE,),
        "part": (_PART,),
        "value": (_VALUE,),
    },
    signature=("sampled_at", "resource", "metric", "value"),
    fixed={"metric": "{file}", "resource": "Prometheus"},
    missing=UNMEASURED,
    contract="samples",
    epoch=frozenset({"sampled_at"}),
    document=rows_of,
    recipe=(
        "Save the answer of /api/v1/query_range?query=...&start=...&end=...&step=5m as a file"
        " that ends in .json. Keep the label instance (or pod, node, host) in the expression: it"
        " names the resource. Prometheus gives at most 11,000 values per series: choose the step"
        " so that a month fits, 5m does."
    ),
)
