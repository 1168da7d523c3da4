"""Deliverables and monthly values that come as lists: counted like those of the register."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from slm_analytics.domain.period import Month
from slm_analytics.domain.typed import why_not_counted
from slm_analytics.ingest.sign_off import sign_off
from slm_analytics.ingest.typed_findings import typed_findings
from slm_analytics.ingest.writing import RegisterState
from slm_analytics.register.in_force import rules_from
from slm_analytics.settings import DataFolder
from tests.service_levels.test_worked import CASES, agreed, file_of
from tests.warehouse.stores import File, in_force, load, load_under, read, table

TYPED = [case for case in CASES if {"deliverables", "values"} & set(case)]
LISTS = {"deliverables": "deliverables", "values": "monthly_values"}


def lists_of(case: dict[str, Any]) -> list[File]:
    return [
        File(name=f"{source}.csv", rows=case[name], source=source)
        for name, source in LISTS.items()
        if name in case
    ]


def results(folder: DataFolder) -> list[dict[str, Any]]:
    rows = table(folder, "service_level_result").drop(columns="wording")
    return rows.astype(str).sort_values(["level_id", "month"]).to_dict("records")


@pytest.mark.parametrize("case", TYPED, ids=lambda case: case["name"])
def test_results_when_lists_tell_what_the_register_told(
    case: dict[str, Any], tmp_path: Path
) -> None:
    typed, listed = DataFolder(tmp_path / "typed"), DataFolder(tmp_path / "listed")
    load_under(typed, agreed(case), file_of(case))
    bare = {name: each for name, each in case.items() if name not in LISTS}
    load_under(listed, agreed(bare), file_of(case), *lists_of(case))
    assert results(typed) == results(listed)
    assert len({row["state"] for row in results(listed)}) > 1


@pytest.mark.parametrize("case", TYPED, ids=lambda case: case["name"])
def test_results_when_both_tell_the_same(case: dict[str, Any], tmp_path: Path) -> None:
    """The register holds: a list that tells the same keys otherwise changes nothing."""
    typed, both = DataFolder(tmp_path / "typed"), DataFolder(tmp_path / "both")
    load_under(typed, agreed(case), file_of(case))
    other = case | {
        "deliverables": [{**each, "delivered_on": "2020-01-01"}
                         for each in case.get("deliverables", [])],
        "values": [{**each, "value": "1", "base": ""} for each in case.get("values", [])],
    }  # fmt: skip
    files = [each for each in lists_of(other) if each.rows]
    load_under(both, agreed(case), file_of(case), *files)
    assert results(typed) == results(both)
    for file in files:
        rows = read(both, file).rows.records
        said = typed_findings(rows, file.source, rules_from(agreed(case)), file.name)
        assert {each.code: each.count for each in said} == {"in the register, too": len(file.rows)}


CASE = {
    "name": "lists",
    "tickets": "1 | A | Mail | P1 | Resolved | 2026-02-02 08:00 | | 2026-02-02 09:00 |\n"
    "2 | A | Mail | P1 | Resolved | 2026-03-10 08:00 | | 2026-03-31 20:00 |",
    "lines": [
        {"level_id": "reports", "measure": "delivered on time", "conditions": "50 %"},
        {"level_id": "patched", "measure": "monthly value", "expected": "95 %"},
        {"level_id": "P1", "priorities": "P1", "conditions": "95 %"},
    ],
    "deliverables": [
        {"level_id": "reports", "deliverable": "A", "due_on": "2026-02-05",
         "delivered_on": "2026-02-05"},
    ],
}  # fmt: skip


def states(folder: DataFolder, level_id: str) -> list[tuple[str, int, int]]:
    rows = table(folder, "service_level_result").sort_values("month")
    mine = rows[rows["level_id"] == level_id]
    return [(row.state, int(row.within), int(row.counted)) for row in mine.itertuples()]


def test_deliverables_when_register_and_two_lists_tell_them(tmp_path: Path) -> None:
    """Each counts once: the register's A on time, of B the later list's row, C of a list."""
    folder = DataFolder(tmp_path)
    load_under(folder, agreed(CASE), file_of(CASE))
    assert states(folder, "reports")[0] == ("kept", 1, 1)
    heads = {"level_id": "reports", "due_on": "2026-02-05"}
    first = [
        {**heads, "deliverable": "A", "delivered_on": "2026-02-09"},
        {**heads, "deliverable": "B", "delivered_on": ""},
    ]
    second = [
        {**heads, "deliverable": "B", "delivered_on": "2026-02-04"},
        {**heads, "deliverable": "C", "delivered_on": "2026-02-06"},
    ]
    register = agreed_in(folder)
    load(folder, File(name="1.csv", rows=first, source="deliverables"), register=register)
    assert states(folder, "reports")[0] == ("kept", 1, 2)
    load(folder, File(name="2.csv", rows=second, source="deliverables"), register=register)
    assert states(folder, "reports")[0] == ("kept", 2, 3)


def agreed_in(folder: DataFolder) -> RegisterState:
    return RegisterState(version=in_force(folder).register_version, meanings={})


def test_sign_off_when_a_list_told_the_figure(tmp_path: Path) -> None:
    """A month that was signed off keeps the figure of a list that is taken out later."""
    folder = DataFolder(tmp_path)
    value = {"level_id": "patched", "month": "2026-02", "value": "96 %", "evidence": "scan"}
    load_under(
        folder, agreed(CASE), file_of(CASE),
        File(name="v.csv", rows=[value], source="monthly_values"),
    )  # fmt: skip
    assert states(folder, "patched")[0][0] == "kept"
    sign_off(folder, "", Month(2026, 2), who="R. Ito")
    lower = {**value, "value": "90 %"}
    load(folder, File(name="w.csv", rows=[lower], source="monthly_values"),
         register=agreed_in(folder))  # fmt: skip
    assert states(folder, "patched")[0][0] == "kept"


def test_findings_when_rows_cannot_count(tmp_path: Path) -> None:
    rows = [
        {"level_id": "patched", "month": "2026-02", "value": "97", "evidence": "scan"},
        {"level_id": "patched", "month": "2026-03", "value": "101", "base": "100", "evidence": "s"},
        {"level_id": "P1", "month": "2026-03", "value": "7", "evidence": "scan"},
        {"level_id": "nobody", "month": "2026-03", "value": "7", "evidence": "scan"},
    ]
    folder = DataFolder(tmp_path)
    file = File(name="v.csv", rows=rows, source="monthly_values")
    read_rows = read(folder, file).rows.records
    said = typed_findings(read_rows, "monthly_values", rules_from(agreed(CASE)), "v.csv")
    assert [(each.code, each.line, each.count) for each in said] == [
        ("not a figure of its line", 2, 1),
        ("not a figure of its line", 3, 1),
        ("line of another measure", 4, 1),
        ("no such line", 5, 1),
    ]
    load_under(folder, agreed(CASE), file_of(CASE), file)
    assert {each[0] for each in states(folder, "patched")} == {"not measured"}


@pytest.mark.parametrize(
    ("value", "base", "is_percentage", "fits"),
    [
        ("99.9 %", "", True, True), ("0.999", "", True, True), ("99.9", "", True, False),
        ("99.9 %", "", False, False), ("40.5", "", False, True), ("410", "4120", True, True),
        ("4121", "4120", True, False), ("4121", "4120", False, True), ("9.5", "10", True, False),
        ("95 %", "10", True, False), ("1", "", True, True), ("-1", "", True, False),
    ],
)  # fmt: skip
def test_figure_when_it_is_to_be_one_of_its_line(
    value: str, base: str, is_percentage: bool, fits: bool
) -> None:
    assert bool(why_not_counted(value, base, is_percentage=is_percentage)) is not fits
