"""Another wording of a line on availability: what its months would have come to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from slm_analytics.domain.level_results import LevelResult, results_of
from slm_analytics.domain.month_count import MonthCount
from slm_analytics.domain.period import Month, Period
from slm_analytics.domain.service_level import ServiceLevel
from slm_analytics.domain.target import BEGINNING, FOREVER
from slm_analytics.warehouse.connection import Warehouse
from slm_analytics.warehouse.service_levels.availability import (
    availability_counts,
    availability_parameters,
)
from slm_analytics.warehouse.service_levels.population import text_of


def uptime_results(
    warehouse: Warehouse, wording: ServiceLevel, last: Month
) -> Mapping[Month, LevelResult]:
    """Return what a wording comes to in every month of uptime up to `last`; it held always."""
    always = replace(wording, valid_from=BEGINNING, valid_until=FOREVER)
    asked = availability_parameters([always])
    rows = warehouse.query(text_of("availability"), asked).itertuples(index=False)
    counts: Mapping[tuple[Month, int], MonthCount] = availability_counts(
        tuple(row) for row in rows
    ).get(wording.level_id, {})
    begins = warehouse.query(text_of("watched_days"))["first_on"].iloc[0]
    if pd.isna(begins) or Month.of(begins.date()) > last:
        return {}
    months = Period.of_months(Month.of(begins.date()), last).months
    return {each.month: each for each in results_of([always], counts, months)}
