"""The map of what services stand on, from single links to a tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from slm_analytics.errors import UsageError


class Logic(StrEnum):
    """How many of its components a service needs."""

    SERIES = "series"
    PARALLEL = "parallel"
    K_OF_N = "k of n"


@dataclass(frozen=True, slots=True)
class Group:
    """Members of which so many are needed; more than there are: it is never up."""

    members: tuple[Node, ...]
    needed: int


Node = str | Group  # a component by its name, or a group


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A service stands on a component, or on another service.

    Attributes:
        service, component: who stands on what.
        group: components of one group stand in for each other; empty: those of
            the service with the same logic are one group.
        logic: all of the group are needed, one of them, or `needed`.
        needed: of k of n; None: all.
    """

    service: str
    component: str
    group: str = ""
    logic: Logic = Logic.SERIES
    needed: int | None = None


class DependencyMap:
    """Links as trees; what is a service itself stands for what it stands on."""

    def __init__(self, links: Iterable[Link]) -> None:
        """Keep links.

        Raises:
            UsageError: a service stands on itself, on whatever way.
        """
        self._links: dict[str, list[Link]] = {}
        for link in links:
            self._links.setdefault(link.service, []).append(link)
        self._trees: dict[str, Node] = {}
        for service in self._links:
            self._grow(service, ())

    @property
    def services(self) -> tuple[str, ...]:
        """The services that stand on something, in the order of the links."""
        return tuple(self._links)

    def tree(self, service: str) -> Node:
        """Return what a service stands on; the name itself where no link says."""
        return self._trees.get(service, service)

    def _grow(self, name: str, path: tuple[str, ...]) -> Node:
        if name in path:
            ring = " → ".join((*path[path.index(name) :], name))
            raise UsageError(
                f"The dependencies run in a circle: {ring}.",
                remedy="Take one of these links out of the dependencies.",
            )
        if name not in self._links:
            return name
        if name not in self._trees:
            groups = tuple(self._groups(self._links[name], (*path, name)))
            self._trees[name] = groups[0] if len(groups) == 1 else Group(groups, len(groups))
        return self._trees[name]

    def _groups(self, links: Sequence[Link], path: tuple[str, ...]) -> Iterator[Node]:
        found: dict[tuple[Logic, str], list[Link]] = {}
        for link in links:
            found.setdefault((link.logic, link.group), []).append(link)
        for (logic, _), several in found.items():
            names = dict.fromkeys(link.component for link in several)
            members = tuple(self._grow(name, path) for name in names)
            yield Group(members, _needed(logic, several, len(members)))


def _needed(logic: Logic, links: Sequence[Link], count: int) -> int:
    """Return how many of a group are needed; where its links differ the most that one says."""
    if logic is Logic.PARALLEL:
        return 1
    said = [link.needed for link in links if link.needed is not None]
    return max(said) if logic is Logic.K_OF_N and said else count


def components_of(node: Node) -> tuple[str, ...]:
    """Return the components at the bottom of a tree, each once, in order."""
    if isinstance(node, str):
        return (node,)
    return tuple(dict.fromkeys(name for each in node.members for name in components_of(each)))
