"""What lines on availability count month by month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from slm_analytics.domain.availability_policy import FULL
from slm_analytics.domain.month_count import MonthCount
from slm_analytics.domain.period import Month
from slm_analytics.domain.service_level import Measure, ServiceLevel


def availability_parameters(levels: Sequence[ServiceLevel]) -> dict[str, object]:
    """Return what `availability.sql` asks of lines; empty: none is about availability."""
    asked = [each for each in levels if each.measure is Measure.AVAILABILITY]
    if not asked:
        return {}
    return {
        "level_ids": [each.level_id for each in asked],
        "customers": [each.population.customer for each in asked],
        "services": [sorted(each.population.services) for each in asked],
        "begins": [each.valid_from for each in asked],
        "ends": [each.valid_until for each in asked],
    }


def availability_counts(
    rows: Iterable[Sequence[object]],
) -> Mapping[str, Mapping[tuple[Month, int], MonthCount]]:
    """Return by line and month available of agreed seconds, from rows of `availability.sql`."""
    found: dict[str, dict[tuple[Month, int], MonthCount]] = {}
    for level_id, month, base, down in rows:
        if not base:
            continue
        up = Fraction(int(str(base)) * FULL - int(str(down)), FULL)
        count = MonthCount(values=1, total=up, bases=1, base=int(str(base)))
        found.setdefault(str(level_id), {})[Month.parse(str(month)[:7]), 1] = count
    return found
