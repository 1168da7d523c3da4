"""The process that reads: hostile files are refused in words, and it alone dies of them."""

from __future__ import annotations

import random
import shutil
import signal
import struct
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from slm_analytics.errors import ReaderStopped, SlmError, StoreError
from slm_analytics.ingest import child, intake, loads_in_force
from slm_analytics.ingest.intake import Upload
from slm_analytics.ingest.options import Options
from slm_analytics.progress import Progress, watched
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse.verify import verify
from tests.ingest.stores import content, load, load_ids, tickets, upload
from tests.ingest.workbooks import book_parts, list_rows, packed, saved, sheet, text_cell

SHEET = "xl/worksheets/sheet1.xml"
HEADS = ("ticket_id", "opened_at")
LINE = b"ticket_id,opened_at\n"
LACKING = b"number,state,priority,assignment_group\n1,2,3,4\n"


@pytest.fixture(scope="module")
def one_load(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """A store with one load; not to be changed."""
    folder = tmp_path_factory.mktemp("one-load")
    store = DataFolder(folder / "data")
    load(store, upload(folder, "first.csv", "T1,2026-01-05 10:00,2026-01-06 10:00,New,Mail"))
    return store


@pytest.fixture
def kept(one_load: DataFolder, tmp_path: Path) -> DataFolder:
    """A copy of that store."""
    shutil.copytree(one_load.root, tmp_path / "data")
    return DataFolder(tmp_path / "data")


def raw(folder: Path, name: str, data: bytes) -> Upload:
    path = folder / name
    path.write_bytes(data)
    return Upload(path, name)


def book(folder: Path, name: str, part: str = SHEET, data: str | None = None) -> Upload:
    parts = book_parts(list_rows()) | ({part: data} if data is not None else {})
    return Upload(packed(folder / name, parts), name)


def declared(folder: Path, name: str, size: int) -> Upload:
    """A workbook whose directory says that its sheet unpacks to `size` bytes."""
    made = book(folder, name)
    data = bytearray(made.path.read_bytes())
    struct.pack_into("<L", data, data.rfind(b"PK\x01\x02") + 24, size)
    made.path.write_bytes(data)
    return made


def too_big(folder: Path, name: str = "corners.xlsx") -> Upload:
    """Two cells, at the two corners that the guard allows: the reader asks for 12 GB."""
    rows = list_rows(f'<row r="1048576">{text_cell("SF1048576", "x")}</row>')
    return book(folder, name, SHEET, sheet(rows))


def hostile_files(folder: Path) -> list[tuple[Upload, str]]:
    """Return files that must not be read, and what must be said of them."""
    whole = saved(folder / "whole.xlsx", ("T", [HEADS, ("T1", "2026-01-05")])).read_bytes()
    wide = b",".join([b"column"] * 100_000) + b"\n"
    dtd = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>' + sheet(list_rows())
    far = sheet(list_rows(text_cell("XFD1048576", "x")))
    sound = book(folder, "sheets.xlsx")
    return [
        (book(folder, "bomb.xlsx", SHEET, " " * 30_000_000), "unpacks"),
        (declared(folder, "gigabyte.xlsx", 1 << 30), "unpacks to 1,024 MB"),
        (book(folder, "far.xlsx", SHEET, far), "cells beyond column 500"),
        (book(folder, "entities.xlsx", SHEET, dtd), "document type (DTD)"),
        (book(folder, "twice.xlsx", SHEET.upper(), "x"), "two parts of the same name"),
        (book(folder, "slip.xlsx", "../../../evil.txt", "x"), "a path out of the file"),
        (declared(folder, "lies.xlsx", 100), "damaged or was cut off"),
        (raw(folder, "old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(900)), "damaged"),
        (raw(folder, "cut.xlsx", whole[: len(whole) // 2]), "damaged or was cut off"),
        (raw(folder, "page.xlsx", b"<html><body>Sign in</body></html>"), "is a web page"),
        (Upload(packed(folder / "list.zip", {"a.csv": "x"}), "list.zip"), "list.zip: a.csv"),
        (Upload(sound.path, "sheets.xlsx", Options(sheet="March")), "has no sheet 'March'"),
        (raw(folder, "empty.csv", b""), "is empty"),
        (raw(folder, "nul.csv", LINE + b"T1,2026\0\n"), "line 2: there is a NUL byte"),
        (raw(folder, "nuls.csv", bytes(10_000_000)), "line 1: there is a NUL byte"),
        (raw(folder, "open.csv", LINE + b'T1,"2026\n'), "line 2, field 2: a quote"),
        (raw(folder, "ragged.csv", LINE + b"T1,a,b\n"), "line 2: 3 fields"),
        (raw(folder, "wide.csv", wide * 2), "more than 500 columns"),
        (raw(folder, "long.csv", LINE + b"T1," + b"x" * 10_000_000), "column opened_at"),
        (raw(folder, "lines.csv", b"\n" * 10_000_000), "is not a table"),
        (raw(folder, "noise.csv", random.Random(1).randbytes(100_000)), "noise.csv"),
        (raw(folder, "lacking.csv", LACKING), "the column 'opened_at' or 'Opened'"),
        (raw(folder, "mixed.csv", LINE + b"T1,13/01/2026\nT2,01/13/2026\n"), "(line 2)"),
    ]  # fmt: skip


def test_files_when_they_are_hostile(kept: DataFolder, tmp_path: Path) -> None:
    """All in one process: none of them may end it."""
    files = hostile_files(tmp_path)
    before, around = content(kept), sorted(tmp_path.parent.iterdir())
    reports = intake.read(kept, [file for file, _ in files], Options(zone="UTC"))
    for report, (file, words) in zip(reports, files, strict=True):
        assert report.refused, file.name
        (finding,) = report.findings
        assert finding.message.startswith(file.name)
        assert words in finding.message
        assert finding.remedy
        assert finding.code != "ReaderStopped"
        assert not report.acceptable
    assert content(kept) == before
    assert sorted(tmp_path.parent.iterdir()) == around
    assert not list(tmp_path.glob("**/evil*"))


def test_files_when_one_of_them_kills_the_reader(kept: DataFolder, tmp_path: Path) -> None:
    sound = upload(tmp_path, "sound.csv", "T2,2026-02-05 10:00,2026-02-06 10:00,New,Mail")
    reports, number = intake.import_now(kept, [sound, too_big(tmp_path)], Options(zone="UTC"))
    assert [report.refused for report in reports] == [False, True]
    (finding,) = reports[1].findings
    assert (finding.code, finding.file) == ("ReaderStopped", "corners.xlsx")
    assert "corners.xlsx asks for more memory than reading it may take" in finding.message
    assert "new file" in finding.remedy
    assert number == 2
    assert len(load_ids(kept)) == 2


def test_file_when_it_kills_the_reader(kept: DataFolder, tmp_path: Path) -> None:
    before = content(kept)
    reports, number = intake.import_now(kept, [too_big(tmp_path)])
    assert (number, [report.refused for report in reports]) == (None, [True])
    assert content(kept) == before


def job_for(store: DataFolder, file: Upload) -> dict[str, object]:
    return intake._reading_job(store, "read", [file], Options())


def test_reader_when_it_may_take_no_memory(kept: DataFolder, tmp_path: Path) -> None:
    file = upload(tmp_path, "sound.csv", "T2,2026-02-05,2026-02-06,New,Mail")
    with pytest.raises(ReaderStopped, match=r"sound\.csv asks for more memory") as caught:
        child.run_job(
            job_for(kept, file) | {"memory_bytes": 1 << 20}, files="sound.csv", seconds=60
        )
    assert caught.value.remedy


def test_reader_when_it_takes_too_long(kept: DataFolder, tmp_path: Path) -> None:
    file = upload(tmp_path, "sound.csv", "T2,2026-02-05,2026-02-06,New,Mail")
    with pytest.raises(ReaderStopped, match=r"sound\.csv took longer than 0 seconds") as caught:
        child.run_job(job_for(kept, file), files="sound.csv", seconds=0)
    assert "store was left as it was" in caught.value.remedy


def test_progress_when_somebody_watches_and_wants_no_more(kept: DataFolder, tmp_path: Path) -> None:
    files = [upload(tmp_path, f"{name}.csv", f"T{name},2026-02-05,2026-02-06,New,Mail")
             for name in "abc"]  # fmt: skip
    told: list[Progress] = []
    with watched(told.append):
        reports, number = intake.import_now(kept, files, Options(zone="UTC"))
    assert number == 2
    assert len(reports) == 3
    words = list(dict.fromkeys(each.words for each in told))
    read = [each.split(":")[0] for each in words]
    assert list(dict.fromkeys(read))[:4] == ["Starting", *(f"Reading {name}.csv" for name in "abc")]
    assert words[-1] == "Checking what was written"
    shares = [each.share for each in told if each.words.startswith(("Making", "Writing"))]
    assert shares == sorted(shares)
    before = content(kept)

    class Enough(Exception):
        pass

    def stop(progress: Progress) -> None:
        if progress.words.startswith("Making"):
            raise Enough

    more = upload(tmp_path, "more.csv", "T9,2026-02-05,2026-02-06,New,Mail")
    with pytest.raises(Enough), watched(stop):
        intake.import_now(kept, [more], Options(zone="UTC"))
    assert {name: told for name, told in content(kept).items() if name in before} == before
    assert verify(kept) == []
    assert intake.import_now(kept, [more], Options(zone="UTC"))[1] == 3
    assert not list(kept.generations.glob(".*"))


def ending_by(folder: Path, sign: signal.Signals) -> Callable[[], str]:
    """Return the path of a program that ends itself by a signal, as the system might end ours."""
    program = folder / "ends.sh"
    program.write_text(f"#!/bin/sh\nkill -{int(sign)} $$\n")
    program.chmod(0o755)
    return lambda: str(program)


@pytest.mark.skipif(sys.platform == "win32", reason="signals are not those of Unix there")
@pytest.mark.parametrize(
    ("sign", "words"),
    [
        (signal.SIGKILL, "asks for more memory than reading it may take"),
        (signal.SIGSEGV, "asks for more memory than reading it may take"),
        (signal.SIGABRT, "asks for more memory than reading it may take"),
        (signal.SIGXCPU, "takes too long to read"),
        (signal.SIGTERM, "cannot be read: the reader stopped"),
    ],
)
def test_words_when_a_signal_ends_the_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sign: signal.Signals, words: str
) -> None:
    monkeypatch.setattr(sys, "executable", ending_by(tmp_path, sign)())
    with pytest.raises(ReaderStopped) as caught:
        child.run_job({"action": "read"}, files="big.xlsx", seconds=60)
    assert str(caught.value) == f"big.xlsx {words}. Nothing was loaded."
    with pytest.raises(StoreError, match="the store was left as it was"):
        child.run_job({"action": "withdraw"})


def test_words_when_the_process_refuses(kept: DataFolder) -> None:
    with pytest.raises(SlmError, match="No load 'nothing' is in force") as caught:
        loads_in_force.withdraw(kept, "nothing")
    assert isinstance(caught.value, StoreError)
    assert "slm loads" in caught.value.remedy


def test_real_log_when_it_is_imported(store: DataFolder, real_log: Path, tmp_path: Path) -> None:
    said = Options(zone="America/Sao_Paulo")
    (report,), number = intake.import_now(store, [Upload(real_log, real_log.name)], said)
    assert number == 1
    assert (report.source, report.rows, report.tickets) == ("servicenow_incident_log", 5998, 890)
    assert (report.loaded, report.set_aside, report.duplicates, report.updates) == (
        5998,
        0,
        0,
        5998,
    )
    assert (report.questions, report.unknown_words) == ((), ())
    dates = {each.read_as for each in report.columns if each.field.endswith("_at")}
    assert dates == {"dd-mm-yyyy (day first) hh:mm"}
    missing = next(each for each in report.columns if each.field == "resolved_at")
    assert missing.missing == 59
    assert report.first_opened_at == "2016-02-29T04:16:00Z"
    found = tickets(store, "ticket_id", "resolved_at", "vendor", "made_sla")
    assert len(found) == 890
    assert sum(row[3] == "true" for row in found) == 495
    assert all(row[2] is None for row in found)
