"""Every metric, found by folder scan."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from slm_analytics.errors import MetricError
from slm_analytics.metrics.metric import Metric, read_metric

_DEFINITIONS = Path(__file__).parent / "definitions"


@cache
def catalogue() -> dict[str, Metric]:
    """Return every metric by name, in the order of subjects and names."""
    return {path.stem: read_metric(path) for path in sorted(_DEFINITIONS.glob("*/*.sql"))}


def metric(name: str) -> Metric:
    """Return the metric of that name.

    Raises:
        MetricError: there is none.
    """
    found = catalogue().get(name)
    if found is None:
        raise MetricError(
            f"There is no metric {name!r}.", remedy=f"Metrics: {', '.join(catalogue())}."
        )
    return found
