"""Services that fail together: which, how often, and what they share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from slm_analytics.domain.dependencies import DependencyMap, components_of
from slm_analytics.domain.scope import Scope
from slm_analytics.review.outage_figures import limits, plain_rows
from slm_analytics.review.queries import statement
from slm_analytics.warehouse.connection import Warehouse

APART = 300  # seconds
_MOST = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """Failures of two services that overlap, or begin within five minutes.

    Attributes:
        services: the two, in order.
        start: when the later one began, second UTC; `apart`: seconds between their beginnings.
        together: seconds in which both were out.
        at: components that both outages name; `cause` the cause that both name.
    """

    services: tuple[str, str]
    zone: str
    start: int
    apart: int
    together: int
    at: str
    cause: str

    @property
    def is_at_once(self) -> bool:
        """Whether both began within five minutes."""
        return self.apart <= APART


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two services that failed together, how often, and the components both stand on."""

    services: tuple[str, str]
    shared: tuple[str, ...]
    meetings: tuple[Meeting, ...]

    @property
    def at_once(self) -> int:
        """How often both began within five minutes."""
        return sum(each.is_at_once for each in self.meetings)


def together(
    warehouse: Warehouse, scope: Scope, dependencies: DependencyMap | None
) -> tuple[Pair, ...]:
    """Return the pairs of services that failed together, most often at once first."""
    query = f"{statement('outage_scope')}\n{statement('outage_pairs')}"
    found = warehouse.query(query, {**limits(scope), "apart": APART, "most": _MOST})
    return pairs_of([_meeting(row) for row in plain_rows(found)], dependencies)


def pairs_of(meetings: Sequence[Meeting], dependencies: DependencyMap | None) -> tuple[Pair, ...]:
    """Return meetings by pair of services."""
    grouped: dict[tuple[str, str], list[Meeting]] = defaultdict(list)
    for each in meetings:
        grouped[each.services].append(each)
    pairs = [
        Pair(services=services, shared=shared(services, dependencies), meetings=tuple(several))
        for services, several in grouped.items()
    ]
    return tuple(
        sorted(pairs, key=lambda pair: (-pair.at_once, -len(pair.meetings), pair.services))
    )


def shared(services: tuple[str, str], dependencies: DependencyMap | None) -> tuple[str, ...]:
    """Return the components that two services stand on; a service may itself be one."""
    if dependencies is None:
        return ()
    one, other = (components_of(dependencies.tree(name)) for name in services)
    return tuple(name for name in one if name in other)


def _meeting(row: dict[str, Any]) -> Meeting:
    same = row["at_component"] == row["other_component"]
    return Meeting(
        services=(row["service"], row["other"]),
        zone=row["zone"],
        start=int(row["start_s"]),
        apart=int(row["apart_s"]),
        together=int(row["together_s"]),
        at=(row["at_component"] or "") if same else "",
        cause=(row["cause"] or "") if row["cause"] == row["other_cause"] else "",
    )
