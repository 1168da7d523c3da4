"""Service hours of many stretches at once, by the calendars in force."""

from __future__ import annotations

import numpy as np
import pandas as pd

from slm_analytics.domain.rules import Rules
from slm_analytics.domain.service_time import ServiceTime
from slm_analytics.domain.target import VersionRule
from slm_analytics.statistics.open_seconds import OpenSeconds, Seconds

_BETWEEN = "\x1f"


class ServiceHours:
    """The open time of calendars over a span, each laid out once.

    Every day by the version of the calendar in force on it; a clock whose
    target holds to the version at its opening can differ for tickets that
    live across a change of hours.
    """

    def __init__(self, rules: Rules, start: int, until: int) -> None:
        """Prepare the time from `start` to `until` (seconds UTC)."""
        self._rules = rules
        self._span = (start, until + 1)
        self._known: dict[tuple[str, str], OpenSeconds | None] = {}

    def seconds(self, places: pd.DataFrame, starts: Seconds, untils: Seconds) -> Seconds:
        """Return the open seconds from each start to each end.

        Args:
            places: columns `calendar` and `site`, a row for each stretch.
            starts, untils: seconds UTC.
        """
        seconds = np.zeros(len(places), np.int64)
        sites = places["site"].astype(object).where(places["site"].notna(), "")
        joined = places["calendar"].astype(str) + _BETWEEN + sites.astype(str)
        codes, names = pd.factorize(joined)
        for code, name in enumerate(names):
            calendar = self._open(*str(name).split(_BETWEEN, 1))
            rows = codes == code
            if calendar is not None:
                seconds[rows] = calendar.before(untils[rows]) - calendar.before(starts[rows])
        return np.maximum(seconds, 0)

    def _open(self, calendar_id: str, site: str) -> OpenSeconds | None:
        """Return the open time of a calendar; a site without its own has that of all sites."""
        own = any(each.site == site for each in self._rules.versions(calendar_id, site))
        key = (calendar_id, site if own else "")
        if key not in self._known:
            parts = self._rules.parts(*key, 0, VersionRule.PER_STRETCH, self._span)
            self._known[key] = OpenSeconds(ServiceTime(parts).open) if parts else None
        return self._known[key]
