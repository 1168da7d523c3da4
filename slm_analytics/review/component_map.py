"""What a service stands on, with what each component came to and what its failure does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from slm_analytics.domain.dependencies import DependencyMap, Node, components_of
from slm_analytics.domain.intervals import common, seconds
from slm_analytics.domain.redundancy import (
    Expected,
    Impact,
    expected,
    impact_matrix,
    single_points_of_failure,
    weakest_link,
)
from slm_analytics.domain.scope import Dimension, Scope
from slm_analytics.review.component_history import Failure, spans
from slm_analytics.review.outage_figures import Uptime, sums, total
from slm_analytics.warehouse.connection import Warehouse

Matrix = dict[str, dict[str, Impact]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentLine:
    """A component of a service.

    Attributes:
        name, redundancy: the component, and how it is doubled, in words.
        uptime: what it came to; None: nothing tells of it.
        is_single: its failure alone takes the service down.
        is_weakest: the service would gain most if it never failed.
        shared_seconds: time in which it and the service were out, by the wall clock.
    """

    name: str
    redundancy: str
    uptime: Uptime | None
    is_single: bool
    is_weakest: bool
    shared_seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceMap:
    """A service and what it stands on.

    Attributes:
        tree: None: no link is told, or the map runs in a circle.
        measured: what the service itself came to.
        expected: what its components let expect.
        lines: its components, in the order of the map.
        out_seconds: time in which the service was out, by the wall clock; `explained_seconds` of
            it a component was out as well.
    """

    tree: Node | None
    measured: Uptime
    expected: Expected
    lines: tuple[ComponentLine, ...]
    out_seconds: int
    explained_seconds: int

    @property
    def singles(self) -> tuple[str, ...]:
        """The single points of failure."""
        return tuple(each.name for each in self.lines if each.is_single)

    @property
    def weakest(self) -> str:
        """The weakest link; empty: none would gain the service anything."""
        return next((each.name for each in self.lines if each.is_weakest), "")


def component_uptimes(warehouse: Warehouse, scope: Scope) -> dict[tuple[str, str], Uptime]:
    """Return what components came to, by service and component, whatever the service chosen."""
    found: dict[tuple[str, str], Uptime] = {}
    everything = scope.limited(Dimension.SERVICE, ())
    for row, uptime in sums(warehouse, everything, "service, component", "component"):
        found[row["service"], row["component"]] = uptime
    return found


def of_service(
    service: str, names: Sequence[str], uptimes: Mapping[tuple[str, str], Uptime]
) -> dict[str, Uptime]:
    """Return what components came to in the service time of a service.

    What only other services are known to stand on is taken from them.
    """
    found = {}
    for name in names:
        own = uptimes.get((service, name))
        others = [uptime for (_, component), uptime in uptimes.items() if component == name]
        if own is not None or others:
            found[name] = own or total(others)
    return found


def service_map(
    service: str,
    dependencies: DependencyMap | None,
    redundancy: Mapping[tuple[str, str], str],
    measured: Uptime,
    uptimes: Mapping[tuple[str, str], Uptime],
    failed: Sequence[Failure],
) -> ServiceMap:
    """Return a service with its components; `failed` are failures of all services."""
    own = tuple(each for each in failed if each.service == service and not each.component)
    out = spans(own)
    if dependencies is None or service not in dependencies.services:
        return ServiceMap(tree=None, measured=measured, expected=Expected(share=None), lines=(),
                          out_seconds=seconds(out), explained_seconds=0)  # fmt: skip
    tree = dependencies.tree(service)
    names = components_of(tree)
    known = of_service(service, names, uptimes)
    shares: dict[str, Fraction | None] = {
        name: known[name].share if name in known else None for name in names
    }
    told = expected(tree, shares)
    weakest = _weakest(tree, shares, told)
    singles = single_points_of_failure(tree)
    at = {name: tuple(f for f in failed if f.component == name) for name in names}
    any_out = spans(tuple(each for several in at.values() for each in several))
    return ServiceMap(
        tree=tree,
        measured=measured,
        expected=told,
        lines=tuple(
            ComponentLine(
                name=name,
                redundancy=redundancy.get((service, name), ""),
                uptime=known.get(name),
                is_single=name in singles,
                is_weakest=name == weakest,
                shared_seconds=seconds(common(out, spans(at[name]))),
            )
            for name in names
        ),
        out_seconds=seconds(out),
        explained_seconds=seconds(common(out, any_out)),
    )


def _weakest(tree: Node, shares: Mapping[str, Fraction | None], told: Expected) -> str | None:
    """Return the weakest link; none where a component is not known."""
    if told.share is None:
        return None
    return weakest_link(tree, {name: share for name, share in shares.items() if share is not None})


def impacts(dependencies: DependencyMap | None, services: Sequence[str]) -> Matrix:
    """Return component -> service -> what its failure does, of services that stand on something."""
    if dependencies is None:
        return {}
    trees = {name: dependencies.tree(name) for name in services if name in dependencies.services}
    return impact_matrix(trees)
