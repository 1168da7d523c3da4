"""Reading, reporting and accepting: nothing counts before a person has seen the report."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from uuid import uuid4

import pytest

from slm_analytics.errors import ExtractError, StoreError, UnknownSource, UsageError
from slm_analytics.ingest import intake, loads_in_force, meanings, own_lists
from slm_analytics.ingest.intake import Upload
from slm_analytics.ingest.mapping import (
    SourceMapping,
    built_in,
    mapping_from_json,
    name_of_list,
)
from slm_analytics.ingest.meanings import Meaning
from slm_analytics.ingest.options import Options
from slm_analytics.ingest.report import Overlap, UnknownWord
from slm_analytics.record.source_memory import Answers, kept_answers
from slm_analytics.record.store import Record
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.generation import current_manifest, current_number
from tests.ingest.stores import content, load, load_ids, read_one, tickets, upload, work_here
from tests.ingest.workbooks import saved
from tests.ingest.writes import written

NEW = "T1,2026-01-05 10:00,2026-01-06 10:00,New,Mail"
OTHER = "T2,2026-01-07 10:00,2026-01-08 10:00,New,Print"
UTC = Options(zone="UTC")
DESK_HEADS = "Case;Raised;Step;Line"
DESK = mapping_from_json(
    '{"name": "desk", "title": "Desk", "columns": {"ticket_id": "Case", "opened_at": "Raised",'
    ' "state": "Step", "service": "Line"}, "values": {"state": {"Neu": "new"}}}'
)


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read and write in the test's process; `test_worker` does it as the product does."""
    work_here(monkeypatch)


@pytest.fixture(scope="module")
def first_load(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """A store with two tickets; not to be changed."""
    folder = tmp_path_factory.mktemp("first-load")
    store = DataFolder(folder / "data")
    load(store, upload(folder, "jan.csv", NEW, OTHER))
    return store


@pytest.fixture
def kept(first_load: DataFolder, tmp_path: Path) -> DataFolder:
    """A copy of that store."""
    shutil.copytree(first_load.root, tmp_path / "kept")
    return DataFolder(tmp_path / "kept")


def test_report_when_a_file_was_read_and_not_accepted(store: DataFolder, tmp_path: Path) -> None:
    rows = [NEW, OTHER, NEW, "T3,1900-01-01,2026-01-08,New,Mail", "T4,soon,2026-01-08,Odd,Mail"]
    report = read_one(store, upload(tmp_path, "jan.csv", *rows), Options())
    assert (report.rows, report.loaded, report.set_aside, report.duplicates) == (5, 2, 2, 1)
    assert (report.source, report.tickets, report.acceptable) == ("tickets", 2, True)
    assert (report.first_opened_at, report.last_opened_at) == (
        "2026-01-05T10:00:00Z", "2026-01-07T10:00:00Z"
    )  # fmt: skip
    assert report.latest_at == "2026-01-08T10:00:00Z"
    assert (report.zone, report.zone_origin) == ("UTC", "assumed")
    assert {finding.code for finding in report.findings} == {
        "zone assumed",
        "stand-in date",
        "not a date",
    }
    opened = next(column for column in report.columns if column.field == "opened_at")
    assert opened.read_as.startswith("yyyy-mm-dd")
    assert current_manifest(store) is None

    number = intake.accept(store, [report.intake])
    assert (number, current_number(store)) == (1, 1)
    assert tickets(store, "ticket_id", "opened_at") == [
        ("T1", "2026-01-05 10:00:00"), ("T2", "2026-01-07 10:00:00")
    ]  # fmt: skip
    assert list(store.incoming.iterdir()) == []
    with pytest.raises(StoreError, match="no longer there"):
        intake.accept(store, [report.intake])


def test_file_when_it_is_loaded_already(kept: DataFolder, tmp_path: Path) -> None:
    before = content(kept)
    again = upload(tmp_path, "renamed.csv", NEW, OTHER)
    report = read_one(kept, again)
    assert (report.already_loaded, report.acceptable, report.replaces) == (True, False, "")
    assert intake.accept(kept, [report.intake]) == 1
    (reread,), number = intake.import_now(kept, [again], UTC)
    assert (reread.already_loaded, number) == (True, None)
    assert content(kept) == before


def test_file_when_it_is_read_with_another_zone(kept: DataFolder, tmp_path: Path) -> None:
    (old,) = load_ids(kept)
    report = read_one(kept, upload(tmp_path, "jan.csv", NEW, OTHER), Options(zone="Asia/Tokyo"))
    assert (report.already_loaded, report.replaces, report.acceptable) == (False, old, True)
    intake.accept(kept, [report.intake])
    assert load_ids(kept) == [report.load_id]
    assert tickets(kept, "opened_at", "opened_on") == [
        ("2026-01-05 01:00:00", "2026-01-05"), ("2026-01-07 01:00:00", "2026-01-07")
    ]  # fmt: skip
    assert report.load_id != old


def test_files_when_one_of_several_holds_the_same(store: DataFolder, tmp_path: Path) -> None:
    files = [upload(tmp_path, name, NEW, OTHER) for name in ("a.csv", "b.csv")]
    load(store, *files)
    assert len(load_ids(store)) == 1


def test_overlap_when_months_share_tickets(kept: DataFolder, tmp_path: Path) -> None:
    rows = ["T1,2026-01-05 10:00,2026-02-06 10:00,Closed,Mail",
            "T5,2026-01-05 11:00,2026-01-07 10:00,New,Mail"]  # fmt: skip
    report = read_one(kept, upload(tmp_path, "feb.csv", *rows))
    assert report.overlap == Overlap(known=1, newer=1, older=0, gone=1)
    older = ["T1,2026-01-05 10:00,2026-01-05 11:00,New,Mail"]
    report = read_one(kept, upload(tmp_path, "old.csv", *older))
    assert report.overlap == Overlap(known=1, newer=0, older=1, gone=0)


def test_overlap_when_rows_say_no_time_of_update(kept: DataFolder, tmp_path: Path) -> None:
    """A row without a time is older than one with; of two without, the later file's is taken."""
    heads = "ticket_id,opened_at"
    report = read_one(kept, upload(tmp_path, "bare.csv", "T1,2026-01-05", heads=heads))
    assert (report.overlap, report.overlap.equal) == (Overlap(known=1, older=1), 0)
    load(kept, upload(tmp_path, "bare.csv", "T9,2026-01-05", heads=heads))
    report = read_one(kept, upload(tmp_path, "again.csv", "T9,2026-01-06", heads=heads))
    assert (report.overlap, report.overlap.equal) == (Overlap(known=1), 1)


JANUARY = (NEW, OTHER, "T3,2026-01-20 10:00,2026-01-31 10:00,New,Mail")
FEBRUARY = ("T1,2026-01-05 10:00,2026-02-03 10:00,Closed,Web",
            "T3,2026-01-20 10:00,2026-01-30 10:00,Stale,Mail",
            "T4,2026-02-20 10:00,2026-02-21 10:00,New,Mail")  # fmt: skip


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["in order", "the later month first"])
@pytest.mark.parametrize("together", [True, False], ids=["at once", "one by one"])
def test_tickets_when_two_months_overlap(
    store: DataFolder, tmp_path: Path, order: tuple[int, int], together: bool
) -> None:
    months = [upload(tmp_path, "jan.csv", *JANUARY), upload(tmp_path, "feb.csv", *FEBRUARY)]
    files = [months[place] for place in order]
    for batch in [files] if together else [[each] for each in files]:
        load(store, *batch)
    assert tickets(store, "ticket_id", "state", "service") == [
        ("T1", "Closed", "Web"),
        ("T2", "New", "Print"),
        ("T3", "New", "Mail"),
        ("T4", "New", "Mail"),
    ]


def test_sample_data_when_own_data_comes(store: DataFolder, tmp_path: Path) -> None:
    sample = upload(tmp_path, "sample.csv", NEW)
    load(store, sample, options=Options(zone="Europe/Berlin", customer="Made Up"), is_sample=True)
    assert kept_answers(Record(store.record), "tickets") == Answers()  # its answers are no answers
    own = upload(tmp_path, "own.csv", OTHER)
    report = read_one(store, own, Options())
    assert (report.takes_out_sample, report.zone_origin, report.customer) == (True, "assumed", "")
    assert (report.overlap, report.unknown_words) == (Overlap(), ())
    intake.accept(store, [report.intake])
    assert tickets(store, "ticket_id") == [("T2",)]
    manifest = current_manifest(store)
    assert manifest is not None
    assert not manifest.is_sample


HEADS = "ticket_id,opened_at,state"


def test_answers_when_the_next_month_is_read(store: DataFolder, tmp_path: Path) -> None:
    january = upload(tmp_path, "jan.csv", "T1,05/01/2026 10:00,New", heads=HEADS)
    asked = read_one(store, january, Options())
    (question,) = asked.questions
    assert (question.kind, question.column, question.options) == (
        "date order",
        "opened_at",
        ("dmy", "mdy"),
    )
    assert question.examples == ("05/01/2026 10:00",)
    assert not asked.acceptable
    said = Options(zone="Asia/Tokyo", date_order="dmy", customer="Aoyama")
    report = read_one(store, january, said)
    assert (report.questions, report.zone_origin) == ((), "given")
    assert kept_answers(Record(store.record), "tickets") == Answers()  # read is not accepted
    intake.accept(store, [report.intake])

    february = upload(tmp_path, "feb.csv", "T2,03/02/2026 10:00,New", heads=HEADS)
    report = read_one(store, february, Options())
    assert (report.questions, report.zone, report.zone_origin) == ((), "Asia/Tokyo", "remembered")
    assert report.customer == "Aoyama"
    assert any("read day first, as in the file before" in each.message for each in report.findings)
    assert read_one(store, january, Options()).already_loaded
    intake.accept(store, [report.intake])
    assert tickets(store, "opened_at", "customer") == [
        ("2026-01-05 01:00:00", "Aoyama"), ("2026-02-03 01:00:00", "Aoyama")
    ]  # fmt: skip
    march = upload(tmp_path, "mar.csv", "T3,03/13/2026 10:00,New", "T4,03/02/2026,New", heads=HEADS)
    refuted = read_one(store, march, Options())
    assert (refuted.last_opened_at, refuted.questions) == ("2026-03-13T01:00:00Z", ())


def test_zone_when_it_was_only_assumed(store: DataFolder, tmp_path: Path) -> None:
    load(store, upload(tmp_path, "jan.csv", NEW), options=Options(customer="Aoyama"))
    report = read_one(store, upload(tmp_path, "feb.csv", OTHER), Options())
    assert (report.zone, report.zone_origin, report.customer) == ("UTC", "assumed", "Aoyama")


def test_import_when_a_question_is_open(store: DataFolder, tmp_path: Path) -> None:
    sound = upload(tmp_path, "sound.csv", NEW)
    open_file = upload(tmp_path, "open.csv", "T1,05/01/2026 10:00,New", heads=HEADS)
    reports, number = intake.import_now(store, [sound, open_file], UTC)
    assert number is None
    assert [bool(report.questions) for report in reports] == [False, True]
    assert current_manifest(store) is None


def test_accept_when_the_report_asks_or_refuses(store: DataFolder, tmp_path: Path) -> None:
    asks = upload(tmp_path, "open.csv", "T1,05/01/2026 10:00,New", heads=HEADS)
    refused = upload(tmp_path, "refused.csv", "T1,x,New,extra", heads=HEADS)
    for report in intake.read(store, [asks, refused], UTC):
        with pytest.raises(ExtractError, match=f"{report.file} cannot be loaded"):
            intake.accept(store, [report.intake])
    assert current_manifest(store) is None


def test_import_when_only_some_files_can_be_loaded(store: DataFolder, tmp_path: Path) -> None:
    refused = upload(tmp_path, "refused.csv", "T1,x,New,extra", heads=HEADS)
    reports, number = intake.import_now(store, [refused, upload(tmp_path, "ok.csv", NEW)], UTC)
    assert (number, [report.refused for report in reports]) == (1, [True, False])
    assert tickets(store, "ticket_id") == [("T1",)]


def test_mapping_when_an_unknown_list_is_mapped_once(store: DataFolder, tmp_path: Path) -> None:
    january = upload(tmp_path, "jan.csv", "C1;2026-01-05;Neu;Mail", heads=DESK_HEADS)
    unknown = read_one(store, january)
    (question,) = unknown.questions
    assert (question.kind, question.options) == ("columns", ("Case", "Raised", "Step", "Line"))
    assert (unknown.source, unknown.acceptable, unknown.rows) == ("", False, 1)
    assert unknown.heading_examples["Raised"] == "2026-01-05"
    own_lists.keep_own_mapping(store, DESK)
    report = read_one(store, january)
    assert (report.source, report.title, report.questions) == ("desk", "Desk", ())
    intake.accept(store, [report.intake])
    february = upload(tmp_path, "feb.csv", "C2;2026-02-05;Alt;Mail", heads=DESK_HEADS)
    report = read_one(store, february, Options())
    assert (report.source, report.zone_origin) == ("desk", "remembered")
    assert report.unknown_words == (UnknownWord(field="state", word="Alt", tickets=1),)
    # A load is bound to the mapping it was read with, whatever becomes of that later.
    changed = SourceMapping(name="desk", title="Desk", system="desk",
                            columns={"ticket_id": ("Case",), "opened_at": ("Raised",)})  # fmt: skip
    own_lists.keep_own_mapping(store, changed)
    loads_in_force.rebuild(store)
    assert tickets(store, "ticket_id", "state") == [("C1", "Neu")]


def test_mapping_when_it_may_not_be_kept(store: DataFolder) -> None:
    columns = {"ticket_id": ("Case",), "opened_at": ("Raised",)}
    with pytest.raises(UsageError, match="'tickets' is the name of a source of the product"):
        own_lists.keep_own_mapping(
            store, SourceMapping(name="tickets", title="T", system="t", columns=columns)
        )
    with pytest.raises(UsageError, match="'servicenow' is the name of a source of the product"):
        own_lists.keep_own_mapping(
            store,
            SourceMapping(name="servicenow", title="S", system="servicenow", columns=columns),
        )
    with pytest.raises(UnknownSource, match="the field 'kind'"):
        own_lists.keep_own_mapping(
            store, SourceMapping(name="own", title="T", system="t", columns={"kind": ("K",)})
        )
    assert own_lists.sources(store).keys() == built_in().keys()


def test_lists_when_their_names_are_alike(store: DataFolder) -> None:
    """Tickets of two tools must never be taken for those of one."""
    columns = {"ticket_id": ("Case",), "opened_at": ("Raised",)}
    titles = ["青山", "大阪", "Acme desk", "Ämter", "Amter", "!!!", "???"]
    names = [name_of_list(title) for title in titles]
    assert len(set(names)) == len(names)
    assert names[:4] == ["青山", "大阪", "acme_desk", "ämter"]
    for name, title in zip(names, titles, strict=True):
        own_lists.keep_own_mapping(
            store, SourceMapping(name=name, title=title, system=name, columns=columns)
        )
    assert name_of_list("Acme-Desk") == "acme_desk"
    with pytest.raises(UsageError, match=r"'acme_desk' is the name of another list \(Acme desk\)"):
        own_lists.keep_own_mapping(
            store,
            SourceMapping(name="acme_desk", title="Acme-Desk", system="acme_desk", columns=columns),
        )
    assert own_lists.sources(store)["acme_desk"].title == "Acme desk"


def test_unknown_words_when_they_are_counted(kept: DataFolder, tmp_path: Path) -> None:
    words = [("Weird", "Mails"), ("Weird", "Mail"), ("Odd", "Mails"), ("NEW", "Brand new")]
    rows = [
        f"T{n},2026-02-05,2026-02-06,{state},{service}" for n, (state, service) in enumerate(words)
    ]
    report = read_one(kept, upload(tmp_path, "feb.csv", *rows))
    assert report.unknown_words == (
        UnknownWord(field="state", word="Weird", tickets=2),
        UnknownWord(field="state", word="Odd", tickets=1),
        UnknownWord(field="service", word="Mails", tickets=2, proposal="Mail"),
        UnknownWord(field="service", word="Brand new", tickets=1),
    )
    assert report.acceptable
    said = [
        Meaning(system="tickets", field="state", word="Weird", meaning="on_hold/awaiting_vendor")
    ]
    meanings.give_meanings(kept, said, who="someone")
    report = read_one(kept, upload(tmp_path, "feb.csv", *rows))
    assert [word.word for word in report.unknown_words] == ["Odd", "Mails", "Brand new"]


def test_workbook_when_two_sheets_hold_the_list(store: DataFolder, tmp_path: Path) -> None:
    heads = ("ticket_id", "opened_at", "state")
    path = saved(
        tmp_path / "year.xlsx",
        ("Jan", [heads, ("T1", "2026-01-05", "New")]),
        ("Notes", [("a", "b"), (1, 2)]),
        ("Feb", [heads, ("T2", "2026-02-05", "New")]),
    )
    first = read_one(store, Upload(path, "year.xlsx"))
    assert (first.sheet, first.sheets) == ("Jan", ("Jan", "Notes", "Feb"))
    said = next(each for each in first.findings if each.code == "other sheets")
    assert "'Feb'" in said.message
    assert "'Notes'" not in said.message
    second = read_one(store, Upload(path, "year.xlsx"), Options(zone="UTC", sheet="Feb"))
    intake.accept(store, [first.intake, second.intake])
    assert tickets(store, "ticket_id") == [("T1",), ("T2",)]
    assert read_one(store, Upload(path, "year.xlsx")).already_loaded


def test_customer_when_the_file_says_it_itself(store: DataFolder, tmp_path: Path) -> None:
    file = upload(tmp_path, "own.csv", "T1,2026-01-05,Inc", heads="ticket_id,opened_at,customer")
    report = read_one(store, file, Options(zone="UTC", customer="Halvorsen"))
    assert report.customer == ""
    assert report.findings[0].message == (
        "Every row says its customer (customer); Halvorsen is not used."
    )
    assert report.load_id == read_one(store, file, Options(zone="UTC")).load_id


def test_notes_when_the_file_has_ten_thousand_rows(store: DataFolder, tmp_path: Path) -> None:
    rows = [f"T{number},2026-01-05" for number in range(10_000)]
    text = "Tickets\n\nticket_id,opened_at\n" + "\n".join(rows) + "\n\n"
    path = tmp_path / "cut.csv"
    path.write_text(text, encoding="utf-8")
    report = read_one(store, Upload(path, "cut.csv"))
    assert [finding.code for finding in report.findings] == [
        "cut export", "lines above headings", "blank lines"
    ]  # fmt: skip
    assert report.header_line == 3


def test_report_when_it_goes_through_json(store: DataFolder, tmp_path: Path) -> None:
    report = read_one(store, upload(tmp_path, "jan.csv", NEW, "T2,x,y,z,w"))
    text = json.dumps(report.as_dict(), ensure_ascii=False)
    assert intake.report_from_json(text) == report


def test_zone_when_there_is_no_such(store: DataFolder, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no time zone 'Mars/Base'"):
        read_one(store, upload(tmp_path, "jan.csv", NEW), Options(zone="Mars/Base"))


def test_intakes_when_they_were_left_a_day_ago(
    store: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = upload(tmp_path, "jan.csv", NEW)
    left = read_one(store, file)
    kept = read_one(store, file)
    assert {path.name for path in store.incoming.iterdir()} == {left.intake, kept.intake}
    monkeypatch.setattr(intake, "_KEPT_SECONDS", -1)
    last = read_one(store, file)
    assert [path.name for path in store.incoming.iterdir()] == [last.intake]


@pytest.mark.parametrize(
    "path",
    ["../../../../{}", "{outside}/{}", "sub/../../{}", "..\\..\\{}", "C:\\outside\\{}", "/{}"],
)
def test_name_when_it_is_a_path(kept: DataFolder, tmp_path: Path, path: str) -> None:
    """A name of its own is found wherever it went; nothing else comes to stand there either."""
    made = upload(tmp_path, "x.csv", "T2,2026-02-05,2026-02-06,New,Mail")
    outside = tmp_path / "outside"
    outside.mkdir()
    stood = _standing(tmp_path, kept.root)
    evil = f"evil-{uuid4().hex}.csv"
    with written() as places:
        report = read_one(kept, Upload(made.path, path.format(evil, outside=outside)))
        assert report.file == evil
        intake.accept(kept, [report.intake])
    assert tickets(kept, "ticket_id") == [("T1",), ("T2",)]
    assert places
    assert [each for each in places if not each.is_relative_to(kept.root)] == []
    assert _standing(tmp_path, kept.root) == stood
    assert not any(evil in names for _, _, names in os.walk(tmp_path.parents[1]))
    within = [Path(each) for each, _, _ in os.walk(kept.root)]
    bases = {base for each in (*within, Path.cwd()) for base in (each, *each.parents)}
    assert not any((base / evil).exists() for base in bases)


def _standing(folder: Path, data: Path) -> set[Path]:
    """Return all that stands in a folder outside the data folder."""
    return {path for path in folder.rglob("*") if not path.is_relative_to(data)}
