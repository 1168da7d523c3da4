"""The Availability Plan: per service actual against target, gap, forecast, and what to do.

Other parts (a page, a pack of documents) show it as `plan_rows` or line by line.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

import pandas as pd

from slm_analytics.domain.period import Month, Period
from slm_analytics.domain.redundancy import single_points_of_failure
from slm_analytics.domain.scope import Scope
from slm_analytics.domain.unit import floor_to
from slm_analytics.review.component_forecast import Ahead, Forecast, forecast
from slm_analytics.review.component_history import Failure, failures
from slm_analytics.review.component_words import basis_words, chance_text
from slm_analytics.review.dependency_links import StandsOn, stands_on
from slm_analytics.review.failover_schedule import (
    FailoverState,
    Scheduled,
    failover_tests,
    schedule,
)
from slm_analytics.review.outage_figures import Uptime, period_of, sums
from slm_analytics.review.outage_gaps import ticketless_services
from slm_analytics.review.outage_patterns import changed
from slm_analytics.review.outage_words import length_text
from slm_analytics.review.plan_actions import (
    cause_actions,
    change_action,
    failover_action,
    single_action,
    ticket_action,
)
from slm_analytics.review.rows import Rows
from slm_analytics.review.sentences import counted, grouped, month_name
from slm_analytics.warehouse.connection import Warehouse

YEAR = 12  # months
_HOURS = 4  # after a change
_LIKELY = 0.5
NOTHING = "nothing to do but keep watching"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """A service of a customer in the plan.

    Attributes:
        service, customer: whose; customer "": any.
        uptime: the twelve months; `target` the latest, None: none is agreed.
        months_missed, months: months with a target, and how many of them missed it.
        ahead: the forecast.
        actions: what to do, the most pressing first; empty: nothing.
    """

    service: str
    customer: str
    uptime: Uptime
    months_missed: int
    months: int
    ahead: Forecast
    actions: tuple[str, ...]

    @property
    def target(self) -> Fraction | None:
        """What is to be reached: over the twelve months, weighted by service time."""
        return self.uptime.target

    @property
    def gap(self) -> Fraction | None:
        """Downtime beyond what is allowed, in seconds; below 0: so much is left."""
        if self.uptime.allowed is None:
            return None
        return Fraction(self.uptime.agreed_down_ppm_seconds, 1_000_000) - self.uptime.allowed

    @property
    def is_missed(self) -> bool:
        """Whether the twelve months missed the target."""
        return self.uptime.is_kept is False

    @property
    def is_at_risk(self) -> bool:
        """Whether a target is more likely missed than met in the coming month or quarter."""
        chances = (self.ahead.month, self.ahead.quarter)
        return any(each is not None and each.share < _LIKELY for each in chances)


@dataclass(frozen=True, slots=True, kw_only=True)
class AvailabilityPlan:
    """The plan as it stands after a month, the services that need most first."""

    month: Month
    lines: tuple[PlanLine, ...]

    @property
    def title(self) -> str:
        """What it says, in a line."""
        agreed = [line for line in self.lines if line.target is not None]
        missed = sum(line.is_missed for line in agreed)
        risk = sum(line.is_at_risk for line in agreed if not line.is_missed)
        if not agreed:
            return "Availability Plan: no target is agreed"
        words = f"{grouped(len(agreed) - missed)} of {counted(len(agreed), 'target')} reached over"
        words += f" the twelve months to {month_name(self.month)}"
        return f"Availability Plan: {words}" + (f"; {grouped(risk)} more at risk" if risk else "")


def availability_plan(
    warehouse: Warehouse, scope: Scope, month: Month, day: date
) -> AvailabilityPlan:
    """Return the plan for the customers and services of a scope.

    Args:
        warehouse: the generation.
        scope: customers and services; its period is not looked at.
        month: the last month of the twelve that are looked back at.
        day: the day on which failover tests are due or not.
    """
    year = scope.over(Period.of_months(month.plus(1 - YEAR), month))
    facts = _Facts(warehouse, year, day)
    whole = sums(warehouse, year, "service, customer")
    lines = [facts.line(row["service"], row["customer"] or "", each, month) for row, each in whole]
    return AvailabilityPlan(month=month, lines=tuple(sorted(lines, key=_gravity)))


def _gravity(line: PlanLine) -> tuple[bool, bool, Fraction, str, str]:
    gap = line.gap
    return (
        not line.is_missed,
        not line.is_at_risk,
        Fraction(0) if gap is None else -gap,
        line.service,
        line.customer,
    )


class _Facts:
    """What the lines of a plan rest on, read once."""

    def __init__(self, warehouse: Warehouse, year: Scope, day: date) -> None:
        self._ahead = Ahead(warehouse)
        self._failed: dict[tuple[str, str, str], list[Failure]] = defaultdict(list)
        for each in failures(warehouse, year):
            self._failed[each.service, each.customer, each.component].append(each)
        self._on: StandsOn = stands_on(warehouse, period_of(year).until - timedelta(days=1))
        self._with_change = changed(warehouse, year, _HOURS).failures
        self._ticketless = ticketless_services(warehouse, year)
        self._months: dict[tuple[str, str], list[Uptime]] = defaultdict(list)
        by_month = "service, customer, date_trunc('month', happened_on) AS month"
        for row, uptime in sums(warehouse, year, by_month):
            self._months[row["service"], row["customer"] or ""].append(uptime)
        services = sorted({service for service, _ in self._months})
        self._tests = schedule(failover_tests(warehouse), self._on.map, services, day)

    def line(self, service: str, customer: str, uptime: Uptime, month: Month) -> PlanLine:
        """Return the line of a service of a customer."""
        key = (service, customer)
        own = self._failed.get((*key, ""), [])
        judged = [each.is_kept for each in self._months[key] if each.is_kept is not None]
        return PlanLine(
            service=service,
            customer=customer,
            uptime=uptime,
            months_missed=judged.count(False),
            months=len(judged),
            ahead=forecast(self._ahead, key, uptime, own, month),
            actions=self._actions(key, own),
        )

    def _actions(self, key: tuple[str, str], own: Sequence[Failure]) -> tuple[str, ...]:
        return (
            *cause_actions(own),
            *self._single(key),
            *change_action(self._with_change[key], len(own)),
            *self._untested(key[0]),
            *ticket_action(self._ticketless.get(key, 0), len(own)),
        )

    def _single(self, key: tuple[str, str]) -> tuple[str, ...]:
        """Return what is proposed for the single point of failure that cost most."""
        found = self._on.map
        if found is None or key[0] not in found.services:
            return ()
        lost = {
            name: sum((each.down for each in self._failed.get((*key, name), ())), Fraction(0))
            for name in single_points_of_failure(found.tree(key[0]))
        }
        worst = max(lost, key=lambda name: lost[name], default=None)
        if worst is None or not lost[worst]:
            return ()
        return single_action(worst, f"up to {length_text(lost[worst])}")

    def _untested(self, service: str) -> tuple[str, ...]:
        own: list[Scheduled] = [each for each in self._tests if each.service == service]
        told = {
            state: [each.component or "the service" for each in own if each.state is state]
            for state in (FailoverState.OVERDUE, FailoverState.NEVER)
        }
        return failover_action(told[FailoverState.OVERDUE], told[FailoverState.NEVER])


def plan_rows(plan: AvailabilityPlan) -> Rows:
    """Return the plan as a table, for files and packs."""
    frame = pd.DataFrame([_row(line) for line in plan.lines])
    return Rows(frame, shares=("Actual", "Target") if len(frame) else ())


def _row(line: PlanLine) -> dict[str, object]:
    gap = line.gap
    share, target = line.uptime.share, line.target
    return {
        "Service": line.service,
        "Customer": line.customer or None,
        "Actual": None if share is None else float(share),
        "Target": None if target is None else float(target),
        "Verdict": {True: "kept", False: "missed", None: "no target"}[line.uptime.is_kept],
        "Beyond the allowance (min)": None if gap is None else floor_to(float(gap) / 60, 2),
        "Months missed": line.months_missed,
        "Months with a target": line.months,
        "Outages": line.uptime.outages,
        "Chance next month": chance_text(line.ahead.month),
        "Chance next quarter": chance_text(line.ahead.quarter),
        "It rests on": basis_words(line.ahead.month, line.ahead.failures),
        "What to do": "; ".join(line.actions) or NOTHING,
    }
