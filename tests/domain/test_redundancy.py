"""Services from components: published figures, and every state asked on its own."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slm_analytics.domain.dependencies import (
    DependencyMap,
    Group,
    Link,
    Logic,
    Node,
    components_of,
)
from slm_analytics.domain.redundancy import (
    Expected,
    Impact,
    expected,
    impact_matrix,
    is_up,
    k_of_n,
    parallel,
    series,
    single_points_of_failure,
    weakest_link,
)
from slm_analytics.errors import UsageError


def shares(*said: str) -> list[Fraction]:
    return [Fraction(each) for each in said]


def test_series_and_parallel_are_the_published_ones() -> None:
    assert round(float(series(shares("0.98", "0.98", "0.975", "0.96"))) * 100, 3) == 89.893
    assert series(shares("0.9995", "0.9999")) == Fraction("0.99940005")
    assert parallel(shares("0.99", "0.99")) == Fraction("0.9999")
    assert parallel(shares("0.99", "0.99", "0.99")) == Fraction("0.999999")
    assert (series([]), parallel([])) == (1, 0)


@pytest.mark.parametrize(("count", "spares"), [(2, 1), (3, 1), (3, 2), (4, 2), (6, 3)])
def test_k_of_n_is_near_the_white_paper_when_failures_are_rare(count: int, spares: int) -> None:
    """AWS, "Availability and Beyond": 1 − C(n, s + 1) × (1 − A)^(s + 1), where s are spares."""
    share = Fraction("0.9999")
    rough = comb(count, spares + 1) * (1 - share) ** (spares + 1)
    exact = 1 - k_of_n([share] * count, count - spares)
    assert float(exact / rough) == pytest.approx(1, abs=count * 1e-4)


def test_k_of_n_when_worked_by_hand() -> None:
    assert k_of_n(shares("0.9", "0.9", "0.9"), 2) == Fraction("0.972")
    assert k_of_n(shares("0.9", "0.8", "0.5"), 2) == Fraction("0.85")
    assert k_of_n(shares("0.9"), 2) == 0
    assert k_of_n(shares("0.9"), 0) == k_of_n([], 0) == 1


def links(*said: tuple[str, str, str, Logic, int | None]) -> DependencyMap:
    return DependencyMap(
        Link(service=service, component=component, group=group, logic=logic, needed=needed)
        for service, component, group, logic, needed in said
    )


S, P, K = Logic.SERIES, Logic.PARALLEL, Logic.K_OF_N
SHOP = (
    ("Shop", "Firewall", "", S, None),
    ("Shop", "Web 1", "web", P, None),
    ("Shop", "Web 2", "web", P, None),
    ("Shop", "Database", "", S, None),
    ("Database", "Node 1", "nodes", K, 2),
    ("Database", "Node 2", "nodes", K, 2),
    ("Database", "Node 3", "nodes", K, 2),
    ("Database", "Firewall", "", S, None),
)
OF_SHOP: dict[str, Fraction | None] = {
    "Firewall": Fraction("0.999"), "Web 1": Fraction("0.9"), "Web 2": Fraction("0.8"),
    "Node 1": Fraction("0.9"), "Node 2": Fraction("0.9"), "Node 3": Fraction("0.9"),
}  # fmt: skip


def test_expected_availability_when_a_component_stands_twice() -> None:
    shop = links(*SHOP)
    assert shop.services == ("Shop", "Database")
    # The firewall, on which the shop and its database stand, counts once.
    share = Fraction("0.999") * Fraction("0.98") * Fraction("0.972")
    assert expected(shop.tree("Shop"), OF_SHOP) == Expected(share=share)
    database = Fraction("0.999") * Fraction("0.972")
    assert expected(shop.tree("Database"), OF_SHOP) == Expected(share=database)
    unknown = expected(shop.tree("Shop"), {**OF_SHOP, "Web 2": None})
    assert unknown == Expected(share=None, missing=("Web 2",))
    assert expected(shop.tree("Mail"), {"Mail": Fraction(1, 2)}).share == Fraction(1, 2)


def test_weakest_link_and_single_points_when_there_is_redundancy() -> None:
    shop = links(*SHOP).tree("Shop")
    known = {name: share for name, share in OF_SHOP.items() if share is not None}
    assert single_points_of_failure(shop) == ("Firewall",)
    assert weakest_link(shop, known) == "Web 1"  # alone it would lift 98 % to 100 %
    assert weakest_link(shop, {**known, "Firewall": Fraction("0.9")}) == "Firewall"
    assert weakest_link("Mail", {"Mail": Fraction(1)}) is None


def test_impact_matrix_when_services_share_components() -> None:
    shop = links(*SHOP)
    matrix = impact_matrix({service: shop.tree(service) for service in shop.services})
    assert next(iter(matrix)) == "Firewall"
    assert matrix["Firewall"] == {"Shop": Impact.FAILS, "Database": Impact.FAILS}
    assert matrix["Node 1"] == {"Shop": Impact.STANDS, "Database": Impact.STANDS}
    assert matrix["Web 1"] == {"Shop": Impact.STANDS, "Database": Impact.NONE}


def test_links_when_how_many_are_needed_is_not_said() -> None:
    tree = links(("A", "x", "g", K, None), ("A", "y", "g", K, None)).tree("A")
    assert tree == Group(("x", "y"), 2)
    twice = links(("A", "x", "g", P, None), ("A", "x", "g", P, None)).tree("A")
    assert twice == Group(("x",), 1)
    too_many = links(("A", "x", "g", K, 3), ("A", "y", "g", K, 2)).tree("A")
    assert expected(too_many, {"x": Fraction(1), "y": Fraction(1)}).share == 0


@pytest.mark.parametrize(
    ("ring", "path"),
    [
        ((("A", "A"),), "A → A"),
        ((("A", "B"), ("B", "C"), ("C", "A")), "A → B → C → A"),
        ((("X", "A"), ("A", "B"), ("B", "A")), "A → B → A"),
    ],
)
def test_links_are_refused_when_they_run_in_a_circle(
    ring: tuple[tuple[str, str], ...], path: str
) -> None:
    with pytest.raises(UsageError, match=f"The dependencies run in a circle: {path}.$"):
        links(*((service, component, "", S, None) for service, component in ring))


leaves = st.sampled_from("abcde")
nodes: st.SearchStrategy[Node] = st.recursive(
    leaves,
    lambda inner: st.builds(
        lambda members, needed: Group(tuple(members), needed),
        st.lists(inner, min_size=1, max_size=3),
        st.integers(1, 3),
    ),
    max_leaves=8,
)
tenths = st.integers(0, 10).map(lambda count: Fraction(count, 10))


@given(nodes, st.fixed_dictionaries(dict.fromkeys("abcde", tenths)))
def test_expected_availability_is_that_of_every_state(
    node: Node, known: dict[str, Fraction]
) -> None:
    total = Fraction(0)
    names = components_of(node)
    for states in product((True, False), repeat=len(names)):
        down = frozenset(name for name, up in zip(names, states, strict=True) if not up)
        odds = series(1 - known[name] if name in down else known[name] for name in names)
        total += odds * is_up(node, down)
    assert expected(node, known).share == total


@given(nodes, st.frozensets(leaves), leaves)
def test_a_further_failure_never_helps(node: Node, down: frozenset[str], more: str) -> None:
    assert is_up(node, down) or not is_up(node, down | {more})


@given(st.lists(tenths, max_size=6))
def test_k_of_n_has_series_and_parallel_as_its_ends(some: list[Fraction]) -> None:
    assert k_of_n(some, len(some)) == series(some)
    assert not some or k_of_n(some, 1) == parallel(some)
