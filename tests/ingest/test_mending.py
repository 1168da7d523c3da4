"""From a refusal to a load: repairs offered, chosen, kept in the recipe, offered again."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from slm_analytics.ingest import loads_in_force, own_lists
from slm_analytics.ingest.intake import Upload
from slm_analytics.ingest.mapping import mapping_from_json
from slm_analytics.ingest.mending import NO_MENDING
from slm_analytics.ingest.options import Options
from slm_analytics.ingest.recipe import Recipe, recipe_from_json
from slm_analytics.ingest.repairs import Repairs, repairs_from_plain
from slm_analytics.ingest.report import LoadReport, report_from_json
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.archive import read_raw
from slm_analytics.warehouse.generation import current_manifest
from tests.ingest.stores import HEADS, load, load_ids, read_one, tickets, work_here
from tests.ingest.workbooks import saved

ROWS = (
    "T1,2026-01-05 10:00,2026-01-06 10:00,New,Mail",
    'T2,2026-01-07 10:00,2026-01-08 10:00,New,"Print, and scan"',
    "T3,2026-01-13 10:00,2026-01-14 10:00,Closed,Mail",
)
UTC = Options(zone="UTC")
IDS = [("T1",), ("T2",), ("T3",)]


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read and write in the test's process; `test_worker` does it as the product does."""
    work_here(monkeypatch)


@pytest.fixture
def store(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "data")


def file(folder: Path, text: str, name: str = "jan.csv", encoding: str = "utf-8") -> Upload:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return Upload(path, name)


def text_of(*rows: str, heads: str = HEADS) -> str:
    return "\n".join((heads, *rows)) + "\n"


def offered(report: LoadReport) -> list[dict[str, object]]:
    return [repairs_from_plain(each.repairs).plain() for each in report.mending.proposals]


SPACED = re.sub(r",(?! )", ", ", text_of(*ROWS))
OFFERS: list[tuple[str, dict[str, object]]] = [
    (SPACED, {"delimiter": ", "}),
    (text_of(*ROWS).replace(",", ":").replace('"', ""), {}),
    (text_of(*ROWS).replace('"', "'"), {"quotes": "single"}),
    (text_of(*ROWS[:2], 'T3,2026-01-13 10:00,2026-01-14 10:00,New,"a \\"b\\""'),
     {"escape": "backslash"}),
    (text_of(*ROWS[:2], 'T3,2026-01-13 10:00,2026-01-14 10:00,New,5" disk'), {"escape": "plain"}),
    (text_of(*ROWS) + "Total,3\n", {"footer": 1}),
    (text_of(*ROWS) + "\nSum,3\nas of today,all,of,us\n", {"footer": 2}),
    (text_of(*ROWS) + text_of("T1,2026-01-05 10:00", heads=HEADS), {"table": "1"}),
    (text_of(*ROWS[:2]).replace("\n", "\r\n") + ROWS[2] + "\n", {"line_ends": "any"}),
    ("a,report,of,the\ndesk,for,us,all,now\n" + text_of(*ROWS), {"header": "3"}),
    ("Ticket,Opened,Updated,State,Service\n" + text_of(*ROWS), {"header": "2"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), OFFERS)
def test_offer_when_a_file_is_refused(
    store: DataFolder, tmp_path: Path, text: str, wanted: dict[str, object]
) -> None:
    upload = file(tmp_path, text)
    report = read_one(store, upload)
    if not wanted:  # times hold the delimiter, too: nobody can tell the fields apart
        assert (report.acceptable, offered(report)) == (False, [])
        return
    assert not report.acceptable
    assert wanted in offered(report), offered(report)
    assert all(len(said) <= 2 for said in offered(report))
    first = report.mending.proposals[0]
    assert (first.preview.columns, first.preview.rows, first.preview.set_aside) == (5, 3, 0)
    assert first.preview.headings == tuple(HEADS.split(","))
    assert [row[0] for row in first.preview.first] == ["T1", "T2", "T3"]
    assert report.mending.before is not None
    assert report.mending.before.refused or report.questions
    assert report_from_json(json.dumps(report.as_dict())) == report
    for offer in report.mending.proposals:
        options = replace(UTC, repairs=repairs_from_plain(offer.repairs))
        mended = read_one(store, upload, options)
        assert mended.acceptable
        shown = mended.mending.after
        assert shown is not None
        assert replace(shown, title="") == replace(offer.preview, title="")
        assert any(each.message.startswith("Mended: ") for each in mended.findings)


def test_offer_when_two_repairs_are_needed(store: DataFolder, tmp_path: Path) -> None:
    report = read_one(store, file(tmp_path, SPACED + "Total: 3\n"))
    assert offered(report)[0] == {"delimiter": ", ", "footer": 1}


def test_offer_when_the_letters_are_of_another_alphabet(store: DataFolder, tmp_path: Path) -> None:
    text = text_of(*ROWS).replace("Mail", "メール")
    report = read_one(store, file(tmp_path, text, encoding="utf-16-le"))
    assert {"encoding": "utf-16-le"} in offered(report)


def test_mending_when_a_file_loads_as_it_stands(store: DataFolder, tmp_path: Path) -> None:
    assert read_one(store, file(tmp_path, text_of(*ROWS))).mending == NO_MENDING


def test_lines_when_a_file_is_refused(store: DataFolder, tmp_path: Path) -> None:
    rows = [f'T{n},2026-01-05 10:00,,New,"a\nb"' for n in range(20)]
    report = read_one(store, file(tmp_path, text_of(*rows, 'T99,"2026')))
    assert report.mending.lines[:3] == ((1, HEADS), (2, 'T0,2026-01-05 10:00,,New,"a'), (3, 'b"'))
    assert report.mending.named == ((42, 'T99,"2026'),)


def test_offer_when_the_line_that_was_refused_stands_far_down(
    store: DataFolder, tmp_path: Path
) -> None:
    rows = [f"T{n},2026-01-{n:02d} 10:00,,New,Mail" for n in range(1, 15)]
    rows[11] = rows[11].replace("Mail", '5" disk')
    report = read_one(store, file(tmp_path, text_of(*rows)))
    first = report.mending.proposals[0].preview.first
    assert [row[0] for row in first] == ["T1", "T2", "T3", "T4", "T5", "T12"]
    assert first[-1][-1] == '5" disk'


@pytest.mark.parametrize("heads", [HEADS, "Ours,Step,How,When,Where"])
def test_offer_when_one_row_has_a_field_too_many(
    store: DataFolder, tmp_path: Path, heads: str
) -> None:
    """The times could be divided at their blanks, too; but the row is what is to be mended."""
    rows = [f"T{n},2026-01-{n:02d} 10:00,2026-01-{n:02d} 15:00,New,Mail" for n in range(1, 29)]
    rows[8] += ",more"
    report = read_one(store, file(tmp_path, text_of(*rows, heads=heads)))
    assert report.refused
    assert offered(report) == []
    assert report.mending.named == ((10, rows[8]),)


def test_workbook_when_its_form_is_to_be_mended(store: DataFolder, tmp_path: Path) -> None:
    made = saved(tmp_path / "a.xlsx", ("T", [HEADS.split(","), ("T1", "2026-01-05", "", "", "")]))
    said = replace(UTC, repairs=Repairs(footer=1))
    report = read_one(store, Upload(made, "a.xlsx"), said)
    assert report.refused
    assert "cannot be mended" in report.findings[0].message


def test_tickets_when_they_are_rebuilt_from_a_mended_file(
    store: DataFolder, tmp_path: Path
) -> None:
    """The archive holds what was read, and the line as it stood before it was mended."""
    bad = 'T2,2026-01-07 10:00,2026-01-08 10:00,New,"Print'
    upload = file(tmp_path, text_of(ROWS[0], bad, ROWS[2]))
    assert read_one(store, upload).refused
    said = Repairs(lines=((3, f'{bad}"'),))
    load(store, upload, options=replace(UTC, repairs=said))
    before = tickets(store, "ticket_id", "service", "line")
    assert before[1] == ("T2", "Print", "3")
    manifest = current_manifest(store)
    assert manifest is not None
    (kept,) = manifest.loads
    assert recipe_from_json(kept.recipe).repairs == said
    assert read_raw(store.archive / kept.archive).facts.mended_lines == ((3, bad),)
    loads_in_force.rebuild(store)
    assert tickets(store, "ticket_id", "service", "line") == before
    assert load_ids(store) == [kept.load_id]


def test_load_when_the_same_file_is_mended_in_another_way(
    store: DataFolder, tmp_path: Path
) -> None:
    upload = file(tmp_path, text_of(*ROWS) + text_of(ROWS[0].replace("T1", "T9")))
    load(store, upload, options=replace(UTC, repairs=Repairs(table="1")))
    assert read_one(store, upload, replace(UTC, repairs=Repairs(table="1"))).already_loaded
    other = read_one(store, upload, replace(UTC, repairs=Repairs(table="all")))
    assert [other.replaces] == load_ids(store)
    load(store, upload, options=replace(UTC, repairs=Repairs(table="all")))
    assert len(load_ids(store)) == 1
    assert tickets(store, "ticket_id") == [*IDS, ("T9",)]


def test_loads_when_each_table_of_a_file_is_one(store: DataFolder, tmp_path: Path) -> None:
    """Two tables of one kind stay in force side by side; one read again takes only its place."""
    upload = file(tmp_path, text_of(*ROWS) + "\n" + "ticket_id,opened_at\nT8,2026-01-09 10:00\n")
    assert offered(read_one(store, upload)) == [{"table": "1"}, {"table": "2"}]
    (first,) = load(store, upload, options=replace(UTC, repairs=Repairs(table="1")))
    assert any("both stay" in each.remedy for each in first.findings)
    second = read_one(store, upload, replace(UTC, repairs=Repairs(table="2")))
    assert (second.already_loaded, second.replaces) == (False, "")
    load(store, upload, options=replace(UTC, repairs=Repairs(table="2")))
    assert load_ids(store) == [first.load_id, second.load_id]
    assert tickets(store, "ticket_id") == [*IDS, ("T8",)]
    moved = Options(zone="Asia/Tokyo", repairs=Repairs(table="2"))
    assert read_one(store, upload, moved).replaces == second.load_id
    (again,) = load(store, upload, options=moved)
    assert load_ids(store) == [first.load_id, again.load_id]
    assert tickets(store, "ticket_id", "opened_at")[-1] == ("T8", "2026-01-09 01:00:00")
    loads_in_force.rebuild(store)
    assert tickets(store, "ticket_id") == [*IDS, ("T8",)]
    loads_in_force.withdraw(store, first.load_id)
    assert tickets(store, "ticket_id") == [("T8",)]


def test_loads_when_both_tables_are_accepted_at_once(store: DataFolder, tmp_path: Path) -> None:
    upload = file(tmp_path, text_of(*ROWS) + "\n" + "ticket_id,opened_at\nT8,2026-01-09 10:00\n")
    parts = [replace(upload, options=replace(UTC, repairs=Repairs(table=n))) for n in "12"]
    load(store, *parts)
    assert len(load_ids(store)) == 2
    assert tickets(store, "ticket_id") == [*IDS, ("T8",)]


@pytest.mark.parametrize(
    ("one", "other", "same_part"),
    [
        ("1", "1", True),
        ("1", "2", False),
        ("", "2", True),
        ("all", "2", True),
        ("", "", True),
        ("all", "", True),
    ],
)
def test_recipes_when_they_read_the_same_part_of_a_file(
    one: str, other: str, same_part: bool
) -> None:
    left, right = (Recipe(source="s", zone="UTC", repairs=Repairs(table=n)) for n in (one, other))
    assert left.excludes(right) == right.excludes(left) == same_part
    assert not left.excludes(replace(right, sheet="March"))


def test_offer_when_next_month_comes(store: DataFolder, tmp_path: Path) -> None:
    """What was said last time comes first; the mended line does not come again."""
    said = Repairs(delimiter=", ", lines=((4, SPACED.splitlines()[3]),), preamble=0)
    load(store, file(tmp_path, SPACED), options=replace(UTC, repairs=said))
    report = read_one(store, file(tmp_path, SPACED.replace("2026-01", "2026-02"), "feb.csv"))
    assert report.refused
    first = report.mending.proposals[0]
    assert first.repairs == {"delimiter": ", "}
    assert first.words == "As last time: fields are divided by a comma and a space"


def test_names_when_next_month_comes_without_headings(store: DataFolder, tmp_path: Path) -> None:
    desk = mapping_from_json(
        '{"name": "desk", "columns": {"state": "Step", "ticket_id": "Case", "opened_at": "Raised"}}'
    )
    store.create()
    own_lists.keep_own_mapping(store, desk)
    rows = "A1,x,2026-01-05 10:00,New\nA2,y,2026-01-13 10:00,New\n"
    load(store, file(tmp_path, "Case,Note,Raised,Step\n" + rows))
    report = read_one(store, file(tmp_path, rows.replace("A", "B"), "feb.csv"))
    assert not report.acceptable
    assert offered(report)[0] == {"header": "none", "names": ("Case", "Note", "Raised", "Step")}
    chosen = replace(UTC, repairs=repairs_from_plain(offered(report)[0]))
    load(store, file(tmp_path, rows.replace("A", "B"), "feb.csv"), options=chosen)
    assert tickets(store, "ticket_id", "line") == [
        ("A1", "2"),
        ("A2", "3"),
        ("B1", "1"),
        ("B2", "2"),
    ]


def test_lengths_when_their_unit_is_said(store: DataFolder, tmp_path: Path) -> None:
    columns = {
        "ticket_id": "Case",
        "opened_at": "Raised",
        "state": "Step",
        "paused_seconds": "Hold",
    }
    store.create()
    own_lists.keep_own_mapping(
        store, mapping_from_json(json.dumps({"name": "desk", "columns": columns}))
    )
    upload = file(tmp_path, "Case,Raised,Step,Hold\nT1,2026-01-13 10:00,New,90\n")
    assert "length not known" in [each.code for each in read_one(store, upload).findings]
    said = replace(UTC, repairs=Repairs(units=(("paused_seconds", "minutes"),)))
    report = read_one(store, upload, said)
    assert "length not known" not in [each.code for each in report.findings]
    assert report.mending == NO_MENDING
    load(store, upload, options=said)
    assert tickets(store, "paused_seconds") == [("5400",)]
    loads_in_force.rebuild(store)
    assert tickets(store, "paused_seconds") == [("5400",)]


def test_list_when_it_is_empty(store: DataFolder, tmp_path: Path) -> None:
    """A month without tickets is a month, and it is said."""
    (report,) = load(store, file(tmp_path, HEADS + "\n"))
    assert (report.rows, report.tickets) == (0, 0)
    assert "empty list" in [each.code for each in report.findings]
    assert tickets(store, "ticket_id") == []
