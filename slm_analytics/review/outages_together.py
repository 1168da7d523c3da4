"""Services that fail together: which, how often, and what they share."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from slm_analytics.domain.dependencies import DependencyMap, components_of
from slm_analytics.domain.scope import Scope
from slm_analytics.review.outage_figures import limits, plain_rows
from slm_analytics.review.queries import statement
from slm_analytics.warehouse.connection import Warehouse

APART = 300  # seconds
_PAIRS, _MOST = 100, 20  # pairs, and meetings of each


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
    """Two services that failed together.

    Attributes:
        services: the two, in order.
        shared: the components that both stand on.
        count: how often; `at_once` of these both began within five minutes.
        meetings: the latest of them.
    """

    services: tuple[str, str]
    shared: tuple[str, ...]
    count: int
    at_once: int
    meetings: tuple[Meeting, ...]


@dataclass(frozen=True, slots=True)
class Together:
    """The pairs of services that failed together most often, of so many pairs."""

    pairs: tuple[Pair, ...]
    of_all: int


def together(warehouse: Warehouse, scope: Scope, dependencies: DependencyMap | None) -> Together:
    """Return the pairs of services that failed together, most often at once first."""
    query = f"{statement('outage_scope')}\n{statement('outage_pairs')}"
    asked = {**limits(scope), "apart": APART, "pairs": _PAIRS, "most": _MOST}
    rows = plain_rows(warehouse.query(query, asked))
    grouped: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        grouped[row["service"], row["other"]].append(row)
    pairs = (
        Pair(
            services=services,
            shared=shared(services, dependencies),
            count=int(several[0]["meetings"]),
            at_once=int(several[0]["at_once"]),
            meetings=tuple(_meeting(row) for row in several),
        )
        for services, several in grouped.items()
    )
    return Together(tuple(pairs), int(rows[0]["of_all"]) if rows else 0)


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
