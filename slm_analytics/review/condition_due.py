"""When an open ticket reaches the time of a condition that is not its own target's."""

from __future__ import annotations

from datetime import datetime

from slm_analytics.domain.rules import Rules
from slm_analytics.domain.service_calendar import DAY
from slm_analytics.domain.service_time import ServiceTime
from slm_analytics.domain.target import Target, VersionRule
from slm_analytics.review.ticket_times import rules_in_force
from slm_analytics.warehouse.connection import Warehouse

_AHEAD = 3 * 366 * DAY


class ConditionDue:
    """Due instants by the calendars in force; the register is read when the first is asked for."""

    def __init__(self, warehouse: Warehouse, as_of: datetime) -> None:
        """Name the generation, and the instant that stands for now (UTC)."""
        self._warehouse = warehouse
        self._now = int(as_of.timestamp())
        self._rules: Rules | None = None
        self._targets: dict[int, Target] = {}
        self._known: dict[tuple[str, str, int], ServiceTime | None] = {}

    def due(self, line: int, site: str, opened_at: datetime, word: str, left: int) -> int | None:
        """Return when so many seconds of service time are over; None on hold, or never.

        Args:
            line: the row of the ticket's target in the register.
            site: its site, which may have hours of its own.
            opened_at: when it was opened, UTC: the version of the calendar goes by it.
            word: the state it is in, `state` or `state/reason`.
            left: seconds of service time left.
        """
        target = self._target(line)
        if target is None or target.policy.pauses_in(word):
            return None
        opened = int(opened_at.timestamp())
        service = self._service(target, site, opened)
        return None if service is None else service.open.due(self._now, left, target.policy.closing)

    def _target(self, line: int) -> Target | None:
        if self._rules is None:
            self._rules = rules_in_force(self._warehouse)
            self._targets = {each.line: each for each in self._rules.targets}
        return self._targets.get(line)

    def _service(self, target: Target, site: str, opened: int) -> ServiceTime | None:
        rules = self._rules or Rules()
        fixed = target.policy.version is VersionRule.AT_OPENING
        version = rules.version_at(target.calendar, site, opened) if fixed else None
        begins = 0 if version is None else version.valid_from.toordinal()
        key = (target.calendar, site, begins)
        if key not in self._known:
            span = (self._now - DAY, self._now + _AHEAD)
            parts = rules.parts(target.calendar, site, opened, target.policy.version, span)
            self._known[key] = ServiceTime(parts) if parts else None
        return self._known[key]
