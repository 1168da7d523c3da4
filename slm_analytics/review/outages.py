"""Outages looked back at: how many, how long, why, again and again, and what does not fit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from slm_analytics.domain.period import Month
from slm_analytics.domain.scope import Scope
from slm_analytics.review.dependency_links import StandsOn, stands_on
from slm_analytics.review.outage_figures import Uptime, period_of, sums, total
from slm_analytics.review.outage_gaps import Gaps, gaps
from slm_analytics.review.outage_list import OutageLine, outage_lines
from slm_analytics.review.outage_patterns import (
    Cause,
    Changed,
    Repeats,
    Week,
    causes,
    changed,
    repeats,
    week,
)
from slm_analytics.review.outage_stages import Stages, stages
from slm_analytics.review.outage_words import outages_headline, outages_subline
from slm_analytics.review.outages_together import Together, together
from slm_analytics.review.sentences import month_name
from slm_analytics.warehouse.connection import Warehouse


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceUptime:
    """A service of a customer (empty: of any), and what it came to."""

    service: str
    customer: str
    uptime: Uptime


@dataclass(frozen=True, slots=True, kw_only=True)
class Outages:
    """The section, about a period.

    Attributes:
        scope: whose outages, and of which period.
        headline, subline: sentences made from the figures.
        uptime: all of the period; `months` each month of it.
        services: service by service, the most downtime first; also those that never failed.
        lines: the latest outages, of `of_all`; those that do not count too.
        longest: the failure with the most downtime; None without one.
        hours: how soon after a change an outage is told to have begun with it.
        is_watched: whether there is any availability to tell of.
    """

    scope: Scope
    headline: str
    subline: str
    uptime: Uptime
    months: tuple[tuple[Month, Uptime], ...]
    services: tuple[ServiceUptime, ...]
    lines: tuple[OutageLine, ...]
    of_all: int
    longest: OutageLine | None
    causes: tuple[Cause, ...]
    repeats: Repeats
    week: Week
    stages: Stages
    hours: int
    changed: Changed
    together: Together
    dependencies: StandsOn
    gaps: Gaps

    @property
    def is_watched(self) -> bool:
        """Whether there is any availability to tell of."""
        return bool(self.services)


def outages(warehouse: Warehouse, scope: Scope, hours: int) -> Outages:
    """Read the section for the period of `scope`; `hours` as in `Outages`."""
    after = changed(warehouse, scope, hours)
    lines, of_all = outage_lines(warehouse, scope, after.changes)
    again, missing = repeats(warehouse, scope), gaps(warehouse, scope)
    services = _services(warehouse, scope)
    whole = total([each.uptime for each in services])
    told_on = stands_on(warehouse, period_of(scope).until - timedelta(days=1))
    failed = [each.service for each in services if each.uptime.outages]
    return Outages(
        scope=scope,
        headline=outages_headline(
            whole.outages, whole.down, list(dict.fromkeys(failed)), period_name(scope)
        ),
        subline=outages_subline(
            whole.outages,
            of_all,
            after.failures.total(),
            again.soon,
            missing.of_all["ticketless"],
        ),
        uptime=whole,
        months=_months(warehouse, scope),
        services=services,
        lines=lines,
        of_all=of_all,
        longest=max(
            (each for each in lines if each.is_failure), key=lambda each: each.counted, default=None
        ),
        causes=causes(warehouse, scope),
        repeats=again,
        week=week(warehouse, scope),
        stages=stages(warehouse, scope),
        hours=hours,
        changed=after,
        together=together(warehouse, scope, told_on.map),
        dependencies=told_on,
        gaps=missing,
    )


def period_name(scope: Scope) -> str:
    """Return the months of a scope: `October 2026`, `November 2025 to October 2026`."""
    months = scope.period.months if scope.period else ()
    names = [month_name(each) for each in (*months[:1], *months[-1:])]
    return " to ".join(dict.fromkeys(names))


def _services(warehouse: Warehouse, scope: Scope) -> tuple[ServiceUptime, ...]:
    found = [
        ServiceUptime(service=row["service"], customer=row["customer"] or "", uptime=uptime)
        for row, uptime in sums(warehouse, scope, "service, customer")
    ]
    return tuple(sorted(found, key=lambda each: -each.uptime.down))


def _months(warehouse: Warehouse, scope: Scope) -> tuple[tuple[Month, Uptime], ...]:
    found = sums(warehouse, scope, "date_trunc('month', happened_on)::DATE AS month")
    return tuple((Month.of(row["month"].date()), uptime) for row, uptime in found)
