"""Every kind of file through the whole pipeline: the same tickets, kept, and rebuilt the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from slm_analytics.ingest import intake, loads_in_force
from slm_analytics.ingest.intake import Upload
from slm_analytics.ingest.options import Options
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.archive import read_raw
from slm_analytics.warehouse.generation import current_manifest
from tests.export.test_table import naughty
from tests.ingest.kinds import KINDS, file_of, packed
from tests.ingest.stores import load, load_ids, tickets, work_here

HEADS = ("ticket_id", "opened_at", "resolved_at", "state", "service", "short_description")
JANUARY = (
    HEADS,
    ("T1", "2026-01-05 10:00:00", "2026-01-05 12:30:00", "closed", "Größe", "=1+1"),
    ("T2", "2026-01-06 23:59:59", "", "new", "Mail, old", '"quoted" <b>&amp; x'),
)
FEBRUARY = (HEADS, ("T3", "2026-02-01 00:00:00", "", "new", "Mail", "00012"))
MARCH = (HEADS, ("T4", "2026-03-01 08:00:00", "2026-03-02 08:00:00", "closed", "説明", "x"))
COLUMNS = ("ticket_id", "opened_at", "resolved_at", "state", "service", "short_description")
FOUND = [
    ("T1", "2026-01-05 10:00:00", "2026-01-05 12:30:00", "closed", "Größe", "=1+1"),
    ("T2", "2026-01-06 23:59:59", "", "new", "Mail, old", '"quoted" <b>&amp; x'),
]


@pytest.fixture(autouse=True)
def _in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    work_here(monkeypatch)


def upload_of(folder: Path, name: str, content: bytes) -> Upload:
    path = folder / f"{len(list(folder.iterdir()))}.bin"  # the name on disk says nothing
    path.write_bytes(content)
    return Upload(path, name)


def found(store: DataFolder) -> list[tuple[object, ...]]:
    return [
        tuple(each if isinstance(each, str) else "" for each in row)
        for row in tickets(store, *COLUMNS)
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_list_when_it_is_of_any_kind(store: DataFolder, tmp_path: Path, kind: str) -> None:
    (report,) = load(store, upload_of(tmp_path, f"jan.{kind}", file_of(kind, JANUARY)))
    assert (report.rows, report.loaded, report.tickets) == (2, 2, 2)
    assert found(store) == FOUND
    before = current_manifest(store)
    assert before is not None
    kept = read_raw(store.archive / before.loads[0].archive)
    assert kept.headings == HEADS
    assert [tuple(each.values())[1:] for each in kept.rows.to_pylist()] == list(JANUARY[1:])
    loads_in_force.rebuild(store)
    after = current_manifest(store)
    assert after is not None
    assert [each.load_id for each in after.loads] == [each.load_id for each in before.loads]
    assert found(store) == FOUND
    again, number = intake.import_now(
        store, [upload_of(tmp_path, "again", file_of(kind, JANUARY))], Options(zone="UTC")
    )
    assert kind == "xlsx" or (again[0].already_loaded, number) == (True, None)


def test_months_when_they_come_in_several_kinds_and_any_order(
    store: DataFolder, tmp_path: Path
) -> None:
    both = packed(
        {"2026/feb.jsonl": file_of("jsonl", FEBRUARY), "jan.ods": file_of("ods", JANUARY)}
    )
    reports = load(
        store,
        upload_of(tmp_path, "march.parquet", file_of("parquet", MARCH)),
        upload_of(tmp_path, "both.zip", both),
    )
    assert [report.file for report in reports] == [
        "march.parquet",
        "both.zip: 2026/feb.jsonl",
        "both.zip: jan.ods",
    ]
    assert [row[0] for row in tickets(store, "ticket_id")] == ["T1", "T2", "T3", "T4"]
    assert len(load_ids(store)) == 3
    assert len({report.intake for report in reports}) == 3


def test_file_when_it_was_loaded_out_of_an_archive_before(
    store: DataFolder, tmp_path: Path
) -> None:
    content = file_of("csv", JANUARY)
    load(store, upload_of(tmp_path, "jan.csv", content))
    for name, packed_again in (
        ("jan.zip", packed({"export.csv": content})),
        ("jan.csv.gz", file_of("gz", JANUARY)),
    ):
        reports, number = intake.import_now(
            store, [upload_of(tmp_path, name, packed_again)], Options(zone="UTC")
        )
        assert ([each.already_loaded for each in reports], number) == ([True], None)


def test_archive_when_one_file_in_it_cannot_be_read(store: DataFolder, tmp_path: Path) -> None:
    mixed = packed(
        {
            "jan.csv": file_of("csv", JANUARY),
            "notes.pdf": b"%PDF-1.7",
            "__MACOSX/._jan.csv": b"\0\5\26\7",
            "folder/.DS_Store": b"\0",
        }
    )
    reports, number = intake.import_now(
        store, [upload_of(tmp_path, "mixed.zip", mixed)], Options(zone="UTC")
    )
    assert [(each.file, each.refused) for each in reports] == [
        ("mixed.zip: jan.csv", False),
        ("mixed.zip: notes.pdf", True),
    ]
    assert "mixed.zip: notes.pdf is a PDF document" in reports[1].findings[0].message
    assert number == 1


def test_archive_when_one_file_in_it_is_read_in_another_way(
    store: DataFolder, tmp_path: Path
) -> None:
    two = packed({"a.csv": file_of("csv", JANUARY), "b.csv": file_of("csv", FEBRUARY)})
    upload = upload_of(tmp_path, "two.zip", two)
    said = {"two.zip: b.csv": Options(zone="Europe/Berlin")}
    reports = intake.read(
        store, [Upload(upload.path, upload.name, None, said)], Options(zone="UTC")
    )
    assert [each.zone for each in reports] == ["UTC", "Europe/Berlin"]
    assert not list(store.incoming.glob("*.unpacked"))
    intake.accept(store, [each.intake for each in reports])
    assert tickets(store, "ticket_id", "opened_at")[2] == ("T3", "2026-01-31 23:00:00")


@pytest.mark.parametrize("kind", [each for each in KINDS if each not in ("xlsx", "ods")])
def test_texts_when_they_are_naughty(store: DataFolder, tmp_path: Path, kind: str) -> None:
    """Kinds that are no XML hold every letter: what is kept is what was written."""
    texts = [text for text in naughty() if text.isprintable() and len(text) < 4000]
    rows = [("ticket_id", "opened_at", "short_description")]
    rows += [(f"T{place}", "2026-01-05", text) for place, text in enumerate(texts)]
    upload = upload_of(tmp_path, f"naughty.{kind}", file_of(kind, rows))
    (report,) = intake.read(store, [upload], Options(zone="UTC"))
    raw = read_raw(store.incoming / report.intake / "raw.parquet")
    assert raw.column(2).to_pylist() == texts
