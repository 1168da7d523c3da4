"""What a service stands on: its expected availability, and what it fails with.

A service needs all of its members (series), one of them (parallel) or k of n.
Components fail independently of each other: what fails together has to stand
in the map as a component of its own. Shares are exact; a component on which a
service stands in several ways is taken as the one thing it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import prod

from slm_analytics.domain.dependencies import Group, Node, components_of


def series(shares: Iterable[Fraction]) -> Fraction:
    """Return the availability of what needs all its members."""
    return prod(shares, start=Fraction(1))


def parallel(shares: Iterable[Fraction]) -> Fraction:
    """Return the availability of what needs one of its members; nothing without any."""
    return 1 - prod((1 - share for share in shares), start=Fraction(1))


def k_of_n(shares: Sequence[Fraction], needed: int) -> Fraction:
    """Return the availability of what needs so many of its members, which may differ."""
    up = [Fraction(1)]  # up[k]: the share of time in which k of those looked at are up
    for share in shares:
        longer = [*up, Fraction(0)]
        up = [
            longer[count] * (1 - share) + (longer[count - 1] * share if count else 0)
            for count in range(len(longer))
        ]
    return sum(up[max(needed, 0) :], Fraction(0))


def is_up(node: Node, down: frozenset[str]) -> bool:
    """Return whether something is up while some components are down."""
    return _state(node, dict.fromkeys(down, False), unsaid=True) is True


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """The availability that components let expect.

    Attributes:
        share: the availability; None where that of a component is not known.
        missing: the components of which it is not known.
    """

    share: Fraction | None
    missing: tuple[str, ...] = ()


def expected(node: Node, shares: Mapping[str, Fraction | None]) -> Expected:
    """Return the availability to expect of something from that of its components."""
    names = components_of(node)
    missing = tuple(name for name in names if shares.get(name) is None)
    if missing:
        return Expected(share=None, missing=missing)
    known = {name: share for name in names if (share := shares.get(name)) is not None}
    return Expected(share=_probability(node, known))


def weakest_link(node: Node, shares: Mapping[str, Fraction]) -> str | None:
    """Return the component that would gain the service most if it never failed.

    None where none would gain it anything. Of equals the first by name.
    """
    now = _probability(node, shares)
    gains = {
        name: _probability(node, {**shares, name: Fraction(1)}) - now
        for name in sorted(components_of(node))
    }
    best = max(gains, key=lambda name: gains[name], default=None)
    return best if best is not None and gains[best] > 0 else None


def single_points_of_failure(node: Node) -> tuple[str, ...]:
    """Return the components that take the service down on their own, in the order of the map."""
    return tuple(name for name in components_of(node) if not is_up(node, frozenset({name})))


class Impact(StrEnum):
    """What the failure of a component does to a service (component failure impact analysis)."""

    FAILS = "fails"
    STANDS = "another takes over"
    NONE = "not used"


def impact_matrix(services: Mapping[str, Node]) -> dict[str, dict[str, Impact]]:
    """Return component -> service -> what its failure does; components that hit most first."""
    used = {service: components_of(node) for service, node in services.items()}
    rows: dict[str, dict[str, Impact]] = {}
    for name in sorted({name for names in used.values() for name in names}):
        rows[name] = {
            service: _impact(node, name) if name in used[service] else Impact.NONE
            for service, node in services.items()
        }

    def weight(name: str) -> tuple[int, int, str]:
        said = list(rows[name].values())
        return -said.count(Impact.FAILS), -said.count(Impact.STANDS), name

    return {name: rows[name] for name in sorted(rows, key=weight)}


def _impact(node: Node, name: str) -> Impact:
    return Impact.STANDS if is_up(node, frozenset({name})) else Impact.FAILS


def _probability(node: Node, shares: Mapping[str, Fraction]) -> Fraction:
    counts = Counter(_leaves(node))
    shared = sorted(
        (name for name, count in counts.items() if count > 1), key=lambda name: -counts[name]
    )
    return _conditioned(node, shares, shared, {})


def _conditioned(
    node: Node, shares: Mapping[str, Fraction], shared: Sequence[str], said: dict[str, bool]
) -> Fraction:
    """Return the probability once each component met twice was taken as up, and as down."""
    state = _state(node, said, unsaid=None)
    if state is not None:
        return Fraction(state)
    if not shared:
        return _independent(node, shares, said)
    name, *rest = shared
    up = _conditioned(node, shares, rest, {**said, name: True})
    down = _conditioned(node, shares, rest, {**said, name: False})
    return shares[name] * up + (1 - shares[name]) * down


def _independent(node: Node, shares: Mapping[str, Fraction], said: Mapping[str, bool]) -> Fraction:
    if isinstance(node, str):
        return Fraction(said[node]) if node in said else shares[node]
    return k_of_n([_independent(each, shares, said) for each in node.members], node.needed)


def _state(node: Node, said: Mapping[str, bool], *, unsaid: bool | None) -> bool | None:
    """Return whether something is up; None where that hangs on what is not said."""
    if isinstance(node, str):
        return said.get(node, unsaid)
    states = [_state(each, said, unsaid=unsaid) for each in node.members]
    if states.count(True) >= node.needed:
        return True
    return None if len(states) - states.count(False) >= node.needed else False


def _leaves(node: Node) -> Iterator[str]:
    if isinstance(node, Group):
        for member in node.members:
            yield from _leaves(member)
    else:
        yield node
