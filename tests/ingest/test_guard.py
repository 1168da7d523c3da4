"""The byte guard: what must not be opened is refused in words, what is sound passes."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from slm_analytics.errors import UnreadableFile
from slm_analytics.ingest import guard as guarding
from slm_analytics.ingest import xlsx_guard, zip_parts
from slm_analytics.ingest.guard import FileKind, guard
from slm_analytics.settings import MAX_CELL_CHARACTERS, MAX_COLUMNS
from tests.conftest import ROOT
from tests.ingest.workbooks import book_parts, list_rows, packed, saved, sheet, text_cell

SHEET = "xl/worksheets/sheet1.xml"
TOO_LONG = "x" * MAX_CELL_CHARACTERS
CANARY = '<!doctype x [<!ENTITY a SYSTEM "file:///etc/passwd">]><sst>&a;</sst>'
STRINGS = "xl/sharedStrings.xml"
LIST = [("ticket_id", "opened_at"), ("T1", "2026-01-05 10:00:00")]


def refused(path: Path, name: str = "tickets.xlsx") -> str:
    with pytest.raises(UnreadableFile) as caught:
        guard(path, name)
    assert str(caught.value).startswith(name)
    assert caught.value.remedy
    return str(caught.value)


def hostile(path: Path, part: str, content: str | bytes) -> Path:
    return packed(path / "hostile.xlsx", book_parts(list_rows()) | {part: content})


def test_workbook_when_it_is_sound(tmp_path: Path) -> None:
    path = packed(tmp_path / "sound.xlsx", book_parts(list_rows()))
    found = guard(path, "sound.xlsx")
    assert (found.kind, found.suspects) == (FileKind.XLSX, ())
    assert found.content_bytes == sum(entry.file_size for entry in zipfile.ZipFile(path).infolist())


def test_workbook_when_it_has_all_that_people_put_into_one(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    page.append(["ticket_id", "opened_at", *(f"column {number}" for number in range(498))])
    page.append(["T1", "2026-01-05", *range(498)])
    page["A1"].font = Font(bold=True)
    page["B2"].fill = PatternFill("solid", fgColor="FFCC00")
    page["A2"].comment = Comment("x" * 5_000, "someone")
    page.merge_cells("A3:SF3")
    page.auto_filter.ref = "A1:SF2"
    page.cell(1_048_576, 1, "last row")
    picture = io.BytesIO(_smallest_picture())
    page.add_image(Image(picture), "D5")
    book.create_sheet("説明").append(["é" * 32_767])
    book.save(tmp_path / "full.xlsx")
    assert guard(tmp_path / "full.xlsx", "full.xlsx").suspects == ()


@pytest.mark.parametrize(
    "name", sorted(path.name for path in (ROOT / "sample_data").glob("*.xlsx"))[:2]
)
def test_workbook_when_it_is_sample_data(name: str) -> None:
    assert guard(ROOT / "sample_data" / name, name).kind is FileKind.XLSX


@pytest.mark.parametrize(
    ("part", "content", "words"),
    [
        (SHEET, " " * 20_000_000, "unpacks"),
        (SHEET, '<!DOCTYPE x [<!ENTITY a "b">]>' + sheet(list_rows()), "document type"),
        (STRINGS, CANARY, "document type"),
        ("docProps/core.xml", '<x/><!ENTITY a "b">', "document type (DTD)"),
        (STRINGS, f"<sst><si><t>{TOO_LONG}</t></si></sst>", "text of over 131,072"),
        ("xl/hidden.dat", f"<t>{'x' * 150_000}</t>", "text of over 131,072"),
        (SHEET, sheet(list_rows(text_cell("XFD1048576", "x"))), "column 500"),
        (SHEET, sheet(list_rows(text_cell("SG3", "x"))), "column 500"),
        (SHEET, sheet(list_rows('<row r="1048577"></row>')), "last row of a sheet"),
        (SHEET, sheet(list_rows("<c r='XFD1048576'><v>1</v></c>")), "column 500"),
        (SHEET, sheet(list_rows('<c r ="SG1"><v>1</v></c>')), "column 500"),
        (SHEET, sheet(list_rows("<row r= '1048577'/>")), "last row of a sheet"),
        (SHEET, sheet(list_rows()).encode("utf-16"), "in UTF-16"),
        (SHEET, sheet(list_rows(text_cell("A1100000", "x"))), "last row"),
        (SHEET, sheet(list_rows(text_cell("ZZZZZZ4294967295", "x"))), "column"),
        ("../../evil.txt", "x", "path out of the file"),
        ("/etc/evil.txt", "x", "path out of the file"),
        ("xl\\..\\..\\evil.txt", "x", "path out of the file"),
        ("XL/worksheets/SHEET1.xml", sheet(list_rows()), "two parts of the same name"),
        ("[Content_Types].xml", "<Types/>", "is an Office document, not an Excel workbook"),
        ("[Content_Types].xml", "<Types>x.sheet.binary.y spreadsheetml</Types>", "(.xlsb)"),
        ("xl/workbook.xml", '<workbook><workbookPr date1904="1"/></workbook>', "from 1904"),
    ],
)  # fmt: skip
def test_workbook_when_it_is_built_to_harm(
    tmp_path: Path, part: str, content: str, words: str
) -> None:
    assert words in refused(hostile(tmp_path, part, content))


@pytest.mark.parametrize("row", [1, 999_999, 1_048_499, 1_048_569, 1_048_576])
def test_row_when_a_sheet_may_have_it(tmp_path: Path, row: int) -> None:
    guard(
        hostile(tmp_path, SHEET, sheet(f'<row r="{row}">{text_cell(f"SF{row}", "x")}</row>')), "x"
    )


@pytest.mark.parametrize(
    "row", [1_048_577, 1_048_580, 1_048_600, 1_049_000, 1_050_000, 1_100_000, 2_000_000, 10**8]
)
def test_row_when_no_sheet_may_have_it(tmp_path: Path, row: int) -> None:
    assert "last row" in refused(hostile(tmp_path, SHEET, sheet(text_cell(f"A{row}", "x"))))
    assert "last row" in refused(hostile(tmp_path, SHEET, sheet(f'<row r="{row}"/>')))


def test_column_when_it_is_the_last_allowed() -> None:
    assert get_column_letter(MAX_COLUMNS) == "SF"  # as the pattern for far cells has it


def test_text_when_it_crosses_the_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_parts, "_CHUNK", 1000)
    monkeypatch.setattr(zip_parts, "MAX_CELL_CHARACTERS", 3000)
    monkeypatch.setattr(xlsx_guard, "MAX_CELL_CHARACTERS", 3000)
    for before in (0, 900, 990, 999):
        content = sheet(f"<row>{' ' * before}<c/>{'x' * 3000}</row>")
        assert "text of over" in refused(hostile(tmp_path, SHEET, content))
        content = sheet(f"<row>{' ' * before}<c/>{'x' * 2900}</row>") + "<!DOCTYPE x>"
        assert "document type" in refused(hostile(tmp_path, SHEET, content))


def test_texts_when_many_are_as_long_as_allowed(tmp_path: Path) -> None:
    """A search that tried every start of them would take minutes for these eight megabytes."""
    rows = f"<t>{'x' * (MAX_CELL_CHARACTERS - 4)}</t>" * 64
    noise = random.Random(1).randbytes(400_000).hex()  # keeps the ratio of packing ordinary
    content = sheet(
        rows + "".join(f"<t>{noise[at : at + 100]}</t>" for at in range(0, 800_000, 100))
    )
    guard(hostile(tmp_path, SHEET, content), "long.xlsx")


def test_archive_when_a_name_stands_twice(tmp_path: Path) -> None:
    path = packed(tmp_path / "twice.xlsx", book_parts(list_rows()))
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(SHEET, sheet(""))
    assert "two parts of the same name" in refused(path)


def test_archive_when_it_has_too_many_parts(tmp_path: Path) -> None:
    parts = {f"xl/media/{number}.png": b"" for number in range(2_001)}
    assert "has 2,006 parts" in refused(packed(tmp_path / "m.xlsx", book_parts("") | parts))


def test_archive_when_it_unpacks_to_too_much(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx_guard, "MAX_UNPACKED_BYTES", 3 << 20)
    parts = {f"xl/media/{number}.png": bytes(900_000) for number in range(4)}
    assert "unpacks to 3 MB (limit 3 MB)" in refused(
        packed(tmp_path / "m.xlsx", book_parts("") | parts)
    )


def test_archive_when_it_is_encrypted(tmp_path: Path) -> None:
    path = packed(tmp_path / "secret.xlsx", book_parts(list_rows()))
    content = bytearray(path.read_bytes())
    for mark, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            struct.pack_into("<H", content, at + flag, 1)
            at = content.find(mark, at + 4)
    path.write_bytes(content)
    assert "protected by a password" in refused(path)


def test_archive_when_a_size_in_it_lies(tmp_path: Path) -> None:
    path = packed(tmp_path / "lies.xlsx", book_parts(list_rows(" " * 5000)))
    content = bytearray(path.read_bytes())
    at = content.rfind(b"PK\x01\x02")  # the sheet's entry in the directory
    struct.pack_into("<L", content, at + 24, 100)
    path.write_bytes(content)
    assert "damaged or was cut off" in refused(path)


def test_archive_when_it_was_cut_off(tmp_path: Path) -> None:
    whole = saved(tmp_path / "whole.xlsx", ("Tickets", LIST)).read_bytes()
    for size in (5, 100, len(whole) // 2, len(whole) - 1):
        path = tmp_path / "cut.xlsx"
        path.write_bytes(whole[:size])
        assert "damaged or was cut off" in refused(path)


def test_archive_when_any_byte_is_damaged(tmp_path: Path) -> None:
    """Sound or refused in words, whichever byte it is; no other error comes out."""
    whole = saved(tmp_path / "whole.xlsx", ("Tickets", LIST)).read_bytes()
    chance = random.Random(7)
    path = tmp_path / "damaged.xlsx"
    for _ in range(150):
        content = bytearray(whole)
        content[chance.randrange(4, len(whole))] ^= 1 << chance.randrange(8)
        path.write_bytes(content)
        try:
            guard(path, "damaged.xlsx")
        except UnreadableFile:
            continue


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "tickets.csv", "is empty: it has 0 bytes"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old.xls", "damaged or was cut off"),
        (b"%PDF-1.7", "tickets.csv", "is a PDF document"),
        (b"7z\xbc\xaf\x27\x1c", "tickets.7z", "is a 7-Zip archive"),
        (b"Rar!\x1a", "tickets.rar", "is a RAR archive"),
        (b"PARE", "tickets.parquet", "is an encrypted Parquet file"),
        (b"BZh91AY", "tickets.csv.bz2", "is a bzip2 archive"),
        ("<html><body>".encode("utf-16"), "tickets.csv", "is a web page or XML"),
        (b"\x89PNG", "tickets.csv", "is a picture"),
        (b"\n <!DOCTYPE html><html>", "tickets.xlsx", "is a web page or XML"),
        (b"\xef\xbb\xbf<html><body>Log in, please</body>", "tickets.csv", "is a web page or XML"),
        (b"<table><tr><td>a,b</td></tr></table>", "tickets.xls", "is a web page or XML"),
        (b"<?xml version='1.0'?><a/>", "tickets.csv", "is a web page or XML"),
        (b"ticket_id\0\1\2\nT1,2026-01-05\n", "tickets.xlsx", "but its content is not one"),
    ],
)
def test_file_when_it_is_something_else(
    tmp_path: Path, content: bytes, name: str, words: str
) -> None:
    path = tmp_path / "upload"
    path.write_bytes(content)
    assert words in refused(path, name)


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (b"ticket_id,opened_at\nT1,2026-01-05\n", "tickets.xlsx", FileKind.CSV),
        ("ticket_id\topened_at\nT1\t2026\n".encode("utf-16"), "tickets.xls", FileKind.CSV),
        (b"\x1b[31m,b\n", "x.csv", FileKind.CSV),
        (b"PAR1", "tickets.csv", FileKind.PARQUET),
        (b"\x1f\x8b\x08", "tickets.csv", FileKind.GZIP),
        (b'\n [ {"a": 1}]', "tickets.csv", FileKind.JSON),
        ('{"a": 1}'.encode("utf-16"), "tickets.csv", FileKind.JSON),
        (b"\xef\xbb\xbf[]", "x", FileKind.JSON),
        (b"[name],[state]\n1,2\n", "tickets.json", FileKind.CSV),
        (b"{guid},b\n1,2\n", "tickets.json", FileKind.CSV),
    ],
)
def test_kind_when_the_name_says_another(
    tmp_path: Path, content: bytes, name: str, kind: FileKind
) -> None:
    path = tmp_path / "upload"
    path.write_bytes(content)
    assert guard(path, name).kind is kind


def test_kind_when_a_zip_is_no_workbook(tmp_path: Path) -> None:
    path = packed(tmp_path / "list.zip", {"tickets.csv": "ticket_id,opened_at\n"})
    assert guard(path, "list.xlsx").kind is FileKind.ARCHIVE


def test_file_when_it_cannot_be_opened(tmp_path: Path) -> None:
    for path in (tmp_path / "gone.csv", tmp_path):
        assert "cannot be opened" in refused(path, "gone.csv")


def test_file_when_it_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarding, "MAX_UPLOAD_BYTES", 2 << 20)
    path = tmp_path / "upload"
    path.write_bytes(bytes(3 << 20))
    assert "has 3 MB; the limit is 2 MB" in refused(path, "tickets.csv")


def test_file_when_a_workbook_is_called_otherwise(tmp_path: Path) -> None:
    path = saved(tmp_path / "tickets.xlsx", ("Tickets", LIST))
    assert guard(path, "tickets.xls").kind is FileKind.XLSX


def test_digest_when_the_file_is_guarded(tmp_path: Path) -> None:
    path = tmp_path / "upload"
    path.write_bytes(b"abc")
    assert guard(path, "x.csv").sha256 == (
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )


def _smallest_picture() -> bytes:
    """Return a PNG of one point."""
    return bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
        "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
    )
