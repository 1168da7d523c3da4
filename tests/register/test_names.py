"""The sheet of names: contradictions, spellings that are alike, and their merging."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from slm_analytics.domain.finding import Severity
from slm_analytics.register.check import check, is_refused
from slm_analytics.register.check_strangers import KnownNames
from slm_analytics.register.name_sheet import NameKind
from slm_analytics.register.reading import read_register
from slm_analytics.register.rows import Register, register_from
from slm_analytics.register.spellings import plain_name, suggestions, with_names, written_names
from slm_analytics.register.workbook import workbook
from tests.register.registers import P2, office


def called(*rows: tuple[str, str], kind: str = "customer") -> list[dict[str, str]]:
    return [{"kind": kind, "written": written, "name": name} for written, name in rows]


def codes(register: Register, known: KnownNames | None = None) -> list[str]:
    return [each.code for each in check(register, known or KnownNames())]


def test_names_are_fine_when_several_spellings_are_one_customer() -> None:
    rows = called(("CONTOSO", "Contoso Ltd"), ("Contoso Ltd.", "Contoso Ltd"))
    assert codes(register_from({"names": rows})) == []


def test_names_are_refused_when_a_spelling_is_called_two_things() -> None:
    register = register_from({"names": called(("A", "B"), ("A", "C"))})
    assert "named_twice" in codes(register)
    assert is_refused(check(register))


@pytest.mark.parametrize(
    "rows", [(("A", "B"), ("B", "C")), (("A", "B"), ("B", "A"))], ids=["chain", "circle"]
)
def test_names_are_refused_when_one_leads_to_another(rows: tuple[tuple[str, str], ...]) -> None:
    found = check(register_from({"names": called(*rows)}))
    assert {each.code for each in found} == {"name_chain"}
    assert (
        found[0].message == f"names!C2: 'A' is to be called 'B', which row 3 calls {rows[1][1]!r}."
    )
    assert is_refused(found)


def test_a_chain_is_none_when_the_kinds_differ() -> None:
    rows = called(("A", "B")) + called(("B", "C"), kind="service")
    assert codes(register_from({"names": rows})) == []


def test_a_name_that_is_what_it_is_only_gets_a_word() -> None:
    (found,) = check(register_from({"names": called(("A", "A"), ("B", "A"))}))
    assert (found.code, found.severity) == ("same_name", Severity.FLAG)


def test_a_target_is_pointed_at_when_it_uses_a_name_given_up() -> None:
    register = office(names=called(("CONTOSO", "Contoso")), targets=[P2 | {"customer": "CONTOSO"}])
    (found,) = check(register)
    assert (found.code, found.severity) == ("name_given_up", Severity.FLAG)
    assert found.message == "targets!C2: 'CONTOSO' is called 'Contoso' (names, row 2)."


def test_a_new_name_is_no_stranger_when_the_register_calls_tickets_by_it() -> None:
    register = office(names=called(("CONTOSO", "Contoso")), targets=[P2 | {"customer": "Contoso"}])
    assert codes(register, KnownNames(customers=frozenset({"CONTOSO"}))) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Contoso Ltd", "CONTOSO"),
        ("Contoso, Ltd.", "contoso ltd"),
        ("Nordlicht Versicherung AG", "NORDLICHT VERSICHERUNG"),
        ("Größer GmbH & Co. KG", "GRÖSSER"),
        ("アオヤマ株式会社", "株式会社 アオヤマ"),
        ("㈱アオヤマ", "アオヤマ"),
        ("ＡＢＣ Inc.", "abc"),
        ("E-Mail", "email"),
        ("Banco S.A.", "banco"),
    ],
)
def test_spellings_are_alike_but_for_case_signs_and_legal_form(one: str, other: str) -> None:
    assert plain_name(one) == plain_name(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Contoso North", "Contoso South"), ("SAP", "SAP 2"), ("AG", "GmbH"), ("Résumé", "Resume")],
)
def test_names_are_not_alike_when_a_word_differs(one: str, other: str) -> None:
    assert plain_name(one) != plain_name(other)


def test_the_commonest_spelling_is_proposed() -> None:
    (found,) = suggestions({"CONTOSO": 3, "Contoso Ltd": 40, "contoso": 3, "Fabrikam": 9, "!": 1})
    assert (found.name, found.written) == ("Contoso Ltd", ("CONTOSO", "contoso"))


def test_nothing_is_proposed_when_all_names_differ() -> None:
    assert suggestions({"A": 1, "B": 1}) == ()


def test_names_follow_when_their_name_is_called_otherwise() -> None:
    register = with_names(Register(), NameKind.CUSTOMER, {"A": "B"})
    register = with_names(register, NameKind.CUSTOMER, {"B": "C"})
    assert written_names(register, NameKind.CUSTOMER) == {"A": "C", "B": "C"}
    assert check(register) == []


def test_a_name_goes_back_when_it_is_called_as_it_is_written() -> None:
    register = with_names(Register(), NameKind.SERVICE, {"A": "B", "X": "Y"})
    register = with_names(register, NameKind.SERVICE, {"A": "A", "X": " "})
    assert len(register["names"]) == 0


_NAMES = st.text("abc", min_size=1, max_size=2)


@given(st.lists(st.tuples(_NAMES, _NAMES), max_size=8))
def test_no_order_of_merging_leaves_a_chain(steps: list[tuple[str, str]]) -> None:
    register = Register()
    for written, name in steps:
        register = with_names(register, NameKind.CUSTOMER, {written: name})
        names = written_names(register, NameKind.CUSTOMER)
        if written not in names.values():  # else a circle was asked for
            assert names.get(written, written) not in names


def test_a_workbook_from_before_still_reads_with_defaults_for_what_it_lacks() -> None:
    book = load_workbook(io.BytesIO(workbook(office())))
    for lately in ("names", "service_levels", "special_days"):
        del book[lately]
    heads = [cell.value for cell in book["targets"][1]]
    for name in ("response_states", "tie", "closing", "share", "holder"):
        book["targets"].delete_cols(heads.index(name) + 1)
        heads.remove(name)
    sheets = {page.title: list(page.iter_rows(values_only=True)) for page in book.worksheets}
    read = read_register(sheets)
    assert {each.severity for each in read.findings} == {Severity.NOTE}
    before = office(names=called(("A", "B")))
    after = read.over(before)
    assert [dict(row.cells) for row in after["targets"]] == [P2]
    assert after["names"] == before["names"]
    assert not is_refused(check(after))
