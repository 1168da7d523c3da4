"""`register`: the template, a register taken over, what is said of it, and its export."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from slm_analytics.register.workbook import workbook
from slm_analytics.settings import DataFolder
from tests.cli.conftest import Slm
from tests.register.registers import P2, office

pytestmark = pytest.mark.usefixtures("in_process")


def filled(folder: Path, **target: str) -> Path:
    path = folder / "register.xlsx"
    path.write_bytes(workbook(office(targets=[P2 | target])))
    return path


def test_a_template_when_there_is_no_store_yet(tmp_path: Path, slm: Slm) -> None:
    path = tmp_path / "template.xlsx"
    said = slm("--data", tmp_path / "data", "register", "template", path, "--json")
    assert (said.code, said.values["rows"]["targets"]) == (0, 0)
    assert path.read_bytes()[:2] == b"PK"


def test_a_register_when_it_is_imported_and_exported(
    desk: DataFolder, tmp_path: Path, slm: Slm
) -> None:
    path = filled(tmp_path, customer="Contoso")
    said = slm("--data", desk.root, "register", "import", path, "--who", "Kim", "--json")
    assert (said.code, said.values["generation"], said.values["findings"]) == (0, 2, [])
    again = slm("--data", desk.root, "register", "import", path, "--json")
    assert (again.code, again.values["generation"]) == (0, None)
    counts, told = slm("--data", desk.root, "register", "check").out.splitlines()
    assert counts.startswith("1 calendars, 1 hours, 0 holidays, 0 special days, 1 targets, 0 ser")
    assert told == "Nothing to say."
    copy = tmp_path / "copy.xlsx"
    assert slm("--data", desk.root, "register", "export", copy).code == 0
    assert copy.read_bytes() == path.read_bytes()
    assert slm("--data", desk.root, "undo", "--json").values == {"generation": 1}
    left = slm("--data", desk.root, "register", "check", "--json").values
    assert left["rows"]["targets"] == 0


def test_a_customer_when_no_ticket_has_it(desk: DataFolder, tmp_path: Path, slm: Slm) -> None:
    said = slm("--data", desk.root, "register", "import", filled(tmp_path, customer="Contosso"))
    assert said.code == 0
    assert "flag: targets!C2: no ticket has the customer 'Contosso'." in said.out


def test_nothing_changes_when_a_register_is_refused(
    desk: DataFolder, tmp_path: Path, slm: Slm
) -> None:
    path = filled(tmp_path, calendar_id="shop")
    said = slm("--data", desk.root, "register", "import", path)
    assert said.code == 1
    assert "refused: targets!I2: there is no calendar 'shop'." in said.out
    assert slm("--data", desk.root, "status", "--json").values["generation"] == 1


@pytest.mark.parametrize(
    "given",
    [
        ("import", "nothing.xlsx"),
        ("template", "register.csv"),
        ("export", "no/such/folder/register.xlsx"),
        ("import",),
        (),
    ],
)
def test_wrong_usage_when_a_file_is_wrong(
    given: tuple[str, ...], tmp_path: Path, slm: Slm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = slm("--data", tmp_path / "data", "register", *given)
    assert said.code == 2
    assert said.err


def test_a_file_when_it_is_no_workbook(desk: DataFolder, tmp_path: Path, slm: Slm) -> None:
    path = tmp_path / "register.xlsx"
    path.write_text("target_id;target\n")
    said = slm("--data", desk.root, "register", "import", path)
    assert said.code == 1
    assert "is not an Excel workbook" in said.err


def test_what_a_workbook_would_change_is_said_and_nothing_changes(
    sample_folder: DataFolder, slm: Slm, tmp_path: Path
) -> None:
    path = tmp_path / "register.xlsx"
    slm("--data", sample_folder.root, "register", "export", path)
    same = slm("--data", sample_folder.root, "register", "diff", path, "--json")
    assert same.values == []
    book = load_workbook(path)
    sheet = book["service_levels"]
    headings = [cell.value for cell in sheet[1]]
    sheet.cell(2, headings.index("conditions") + 1).value = "91 %"
    sheet.delete_rows(3)
    book.save(path)
    found = slm("--data", sample_folder.root, "register", "diff", path)
    assert [line.split(":")[0] for line in found.out.splitlines()] == ["service_levels"] * 2
    assert "conditions 90 % → 91 %" in found.out
    assert "taken out" in found.out


def test_a_workbook_from_an_earlier_template_is_imported(
    desk: DataFolder, tmp_path: Path, slm: Slm
) -> None:
    path = filled(tmp_path)
    book = load_workbook(path)
    for lately in ("names", "service_levels"):
        del book[lately]
    headings = [cell.value for cell in book["targets"][1]]
    book["targets"].delete_cols(headings.index("response_states") + 1)
    book.save(path)
    said = slm("--data", desk.root, "register", "import", path, "--who", "Kim", "--json")
    assert (said.code, said.values["generation"]) == (0, 2)
    assert {each["code"] for each in said.values["findings"]} == {"missing_sheet"}
    left = slm("--data", desk.root, "register", "check", "--json").values
    assert (left["rows"]["targets"], left["rows"]["names"]) == (1, 0)


def test_names_are_refused_when_they_contradict_each_other(
    desk: DataFolder, tmp_path: Path, slm: Slm
) -> None:
    rows = [{"kind": "customer", "written": a, "name": b} for a, b in (("A", "B"), ("B", "C"))]
    path = tmp_path / "names.xlsx"
    path.write_bytes(workbook(office(names=rows)))
    said = slm("--data", desk.root, "register", "import", path, "--who", "Kim")
    assert said.code == 1
    assert "refused: names!C2: 'A' is to be called 'B', which row 3 calls 'C'." in said.out
