"""Two people who change the register at once: nothing of either is lost without a word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slm_analytics.errors import RegisterChanged
from slm_analytics.ingest.register_intake import (
    changed_since,
    register_in_force,
    register_version,
    take_over,
)
from slm_analytics.register.merge import merge
from slm_analytics.register.rows import Register, register_from
from slm_analytics.settings import DataFolder
from tests.register.registers import P2, office

P3 = P2 | {"target_id": "P3", "priority": "P3", "target": "20 h"}


pytestmark = pytest.mark.usefixtures("in_process")


def lengths(register: Register) -> dict[str, str]:
    return {row["target_id"]: row["target"] for row in register["targets"]}


def of(**targets: str) -> Register:
    return office(
        targets=[P2 | {"target_id": name, "target": length} for name, length in targets.items()]
    )


def test_rows_of_both_stay_when_they_are_others() -> None:
    found = merge(of(A="1 h", B="2 h"), of(A="9 h", B="2 h", N="4 h"), of(A="1 h", B="8 h"))
    assert lengths(found.merged) == {"A": "9 h", "B": "8 h", "N": "4 h"}
    assert found.clashes == ()
    assert [each.key for each in found.theirs] == [("B", "")]


def test_a_row_of_both_stays_as_theirs_and_is_told() -> None:
    found = merge(of(A="1 h", B="2 h"), of(A="9 h", B="2 h"), of(A="5 h", B="2 h"))
    assert lengths(found.merged) == {"A": "5 h", "B": "2 h"}
    assert [each.cells for each in found.clashes] == [{"target": ("1 h", "9 h")}]


def test_the_same_change_by_both_is_no_clash() -> None:
    assert merge(of(A="1 h"), of(A="9 h"), of(A="9 h")).clashes == ()


def test_a_row_taken_out_by_one_and_changed_by_the_other_stays_as_theirs() -> None:
    found = merge(of(A="1 h", B="2 h"), of(B="2 h"), of(A="5 h", B="2 h"))
    assert lengths(found.merged) == {"A": "5 h", "B": "2 h"}
    assert [each.what for each in found.clashes] == ["taken out"]


_RESULTS = st.dictionaries(st.sampled_from("ABCD"), st.sampled_from(["1 h", "2 h", "3 h"]))


@given(_RESULTS, _RESULTS, _RESULTS)
def test_every_row_is_as_one_of_the_two_made_it(
    base: dict[str, str], mine: dict[str, str], theirs: dict[str, str]
) -> None:
    merged = lengths(merge(of(**base), of(**mine), of(**theirs)).merged)
    for name in "ABCD":
        changed_theirs = theirs.get(name) != base.get(name)
        expected = theirs if changed_theirs else mine
        assert merged.get(name) == expected.get(name)


def test_nothing_is_saved_when_somebody_else_changed_the_register(store: DataFolder) -> None:
    take_over(store, office(), who="Kim", why="first")
    base = register_version(store)
    take_over(store, office(targets=[P2, P3]), who="Mia", why="more")
    with pytest.raises(RegisterChanged) as told:
        take_over(store, office(targets=[P2 | {"target": "6 h"}]), who="Kim", why="x", base=base)
    assert "Mia changed the register on " in str(told.value)
    assert "P3 (targets)" in str(told.value)
    assert lengths(register_in_force(store)) == {"P2": "8 h", "P3": "20 h"}


def test_it_is_saved_when_others_changed_nothing_in_the_end(store: DataFolder) -> None:
    take_over(store, office(), who="Kim", why="first")
    base = register_version(store)
    take_over(store, office(targets=[P2, P3]), who="Mia", why="more")
    take_over(store, office(), who="Mia", why="less")
    assert changed_since(store, base) == ""
    assert take_over(store, office(targets=[P3]), who="Kim", why="x", base=base)


def test_an_undo_meanwhile_is_told_without_a_name(store: DataFolder) -> None:
    take_over(store, office(), who="Kim", why="first")
    first = register_version(store)
    take_over(store, office(targets=[P2, P3]), who="Mia", why="more")
    base = register_version(store)
    take_over(store, register_from({}), who="Ann", why="all out")
    assert changed_since(store, base).startswith("Ann changed")
    from slm_analytics.ingest.loads_in_force import undo  # noqa: PLC0415

    undo(store)
    undo(store)
    assert register_version(store) == first
    assert changed_since(store, base).startswith("An earlier state was put back meanwhile: P3")
