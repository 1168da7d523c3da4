"""The schedule of failover tests: what was tested, what is due, what was never tested."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from slm_analytics.domain.dependencies import DependencyMap, Group, Node, components_of
from slm_analytics.domain.period import Month
from slm_analytics.review.outage_figures import plain_rows
from slm_analytics.review.queries import statement
from slm_analytics.warehouse.connection import Warehouse

SOON = 30  # days


class FailoverState(StrEnum):
    """How a test stands on a day."""

    OVERDUE = "overdue"
    NEVER = "never tested"
    FAILED = "failed last time"
    SOON = "due soon"
    PLANNED = "planned"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class FailoverTest:
    """One row of the schedule; `done_on` None: not yet."""

    test_id: str
    service: str
    component: str
    planned_on: date
    done_on: date | None = None
    result: str = ""
    interval_months: int | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheduled:
    """A component (empty: the whole service) and how its test stands.

    Attributes:
        state: how it stands on the day.
        due_on: when it is to be tested next; None: nothing is planned.
        last: the latest test that was done; None: none.
    """

    service: str
    component: str
    state: FailoverState
    due_on: date | None
    last: FailoverTest | None


def failover_tests(warehouse: Warehouse) -> tuple[FailoverTest, ...]:
    """Return the tests as loaded."""
    return tuple(
        FailoverTest(
            test_id=row["test_id"],
            service=row["service"],
            component=row["component"] or "",
            planned_on=row["planned_on"].date(),
            done_on=None if row["done_on"] is None else row["done_on"].date(),
            result=row["result"] or "",
            interval_months=None if row["interval_months"] is None else int(row["interval_months"]),
            evidence=row["evidence"] or "",
        )
        for row in plain_rows(warehouse.query(statement("failover_tests")))
    )


def schedule(
    tests: Sequence[FailoverTest], dependencies: DependencyMap | None, services: Sequence[str],
    day: date,
) -> tuple[Scheduled, ...]:  # fmt: skip
    """Return how tests stand on a day, the gravest first.

    Args:
        tests: the schedule.
        dependencies: tells which components stand in for others, and so need a test.
        services: whose tests are asked for.
        day: the day.
    """
    of: dict[tuple[str, str], list[FailoverTest]] = defaultdict(list)
    for test in tests:
        if test.service in services:
            of[test.service, test.component].append(test)
    known = [_scheduled(service, name, rows, day) for (service, name), rows in of.items()]
    never = [
        Scheduled(
            service=service, component=name, state=FailoverState.NEVER, due_on=None, last=None
        )
        for service in services
        for name in doubled(dependencies, service)
        if (service, name) not in of
    ]
    order = list(FailoverState)
    return tuple(
        sorted(
            [*known, *never],
            key=lambda e: (order.index(e.state), e.due_on or date.max, e.service, e.component),
        )
    )


def doubled(dependencies: DependencyMap | None, service: str) -> tuple[str, ...]:
    """Return the components of a service that another can stand in for, in the order of the map."""
    if dependencies is None or service not in dependencies.services:
        return ()
    return tuple(dict.fromkeys(_doubled(dependencies.tree(service))))


def _doubled(node: Node) -> list[str]:
    if not isinstance(node, Group):
        return []
    if node.needed < len(node.members):
        return list(components_of(node))
    return [name for member in node.members for name in _doubled(member)]


def _scheduled(service: str, component: str, tests: Sequence[FailoverTest], day: date) -> Scheduled:
    done = [each for each in tests if each.done_on is not None]
    last = max(done, key=lambda each: each.done_on or date.min, default=None)
    due = _due([each for each in tests if each.done_on is None], last)
    return Scheduled(
        service=service, component=component, state=_state(due, last, day), due_on=due, last=last
    )


def _due(planned: Sequence[FailoverTest], last: FailoverTest | None) -> date | None:
    """Return when a test is due: as planned, else so long after the last as was said.

    What was planned for before the last one was done is made up for by it.
    """
    after = (last.done_on if last else None) or date.min
    open_days = [each.planned_on for each in planned if each.planned_on > after]
    if open_days:
        return min(open_days)
    if last is None or last.done_on is None or last.interval_months is None:
        return None
    return months_later(last.done_on, last.interval_months)


def months_later(day: date, months: int) -> date:
    """Return the same day so many months later; the last of the month where there is none."""
    month = Month.of(day).plus(months)
    return month.first.replace(day=min(day.day, monthrange(month.year, month.number)[1]))


def _state(due: date | None, last: FailoverTest | None, day: date) -> FailoverState:
    if due is not None and due < day:
        return FailoverState.OVERDUE
    if last is not None and last.result == "failed":
        return FailoverState.FAILED
    if due is not None and (due - day).days <= SOON:
        return FailoverState.SOON
    return FailoverState.DONE if last is not None else FailoverState.PLANNED
