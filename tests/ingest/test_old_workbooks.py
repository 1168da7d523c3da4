"""Old workbooks and OpenDocument spreadsheets: cell for cell what LibreOffice saved, by hand."""

from __future__ import annotations

import contextlib
import random
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from slm_analytics.errors import UnreadableFile
from slm_analytics.ingest.file_kind import FileKind
from slm_analytics.ingest.guard import guard
from slm_analytics.ingest.other_kinds import read_other
from slm_analytics.ingest.xls_guard import check_old_workbook
from slm_analytics.warehouse.archive import RawTable
from tests.ingest.kinds import packed
from tests.ingest.old_files import (
    container,
    error,
    label,
    labels,
    ods_parts,
    old_book,
    row,
    text_cell,
)

SAVED = Path(__file__).parent / "formats"  # made with openpyxl, saved by LibreOffice 7.4
HEADS = ("ticket_id", "opened_at", "resolved_at", "reopen_count", "vip", "worked",
         "short_description")  # fmt: skip
CELL = (
    '<table:table-cell office:value-type="{}" office:{}="{}"><text:p>{}</text:p></table:table-cell>'
)


def read(path: Path, sheet: str = "") -> list[RawTable]:
    return read_other(guard(path, path.name), sheet, {})


def written(folder: Path, content: bytes) -> Path:
    path = folder / "upload"
    path.write_bytes(content)
    return path


def rows_of(table: RawTable) -> list[tuple[object, ...]]:
    return [tuple(each.values()) for each in table.rows.to_pylist()]


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_cells_when_an_office_program_saved_them(kind: str) -> None:
    yes, no, long = ("TRUE", "FALSE", "108300") if kind == "xls" else ("1", "0", "30:05:00")
    tickets, other = read(SAVED / f"quirks.{kind}")
    assert tickets.headings == HEADS
    assert rows_of(tickets) == [
        (4, "T1", "2026-01-05 10:00:00", "#DIV/0!", "5", yes, "10:30:00", "  a  b  "),
        (5, "T2", "2026-01-06", "#N/A", "5.25", no, long, "Größe\n説明 & <b>"),
        (6, "T3", "2026-01-06 01:02:03", "ab", "12345678901234", "", "0.3", "00012"),
        (8, "T4", "2026-02-01", "", "", "", "", ""),
        (9, "T4", "2026-02-02", "2026-02-02 13:00:00", "", "", "", ""),
    ]
    facts = tickets.facts
    assert (facts.kind, facts.sheet, facts.sheets) == (
        kind,
        "Tickets",
        ("Tickets", "説明", "Empty"),
    )
    assert (facts.header_line, facts.skipped_lines, facts.blank_lines) == (3, 2, 1)
    assert rows_of(other) == [(2, "T9", "2026-03-01"), (3, "T10", "2026-03-02")]
    (named,) = read(SAVED / f"quirks.{kind}", "説明")
    assert named.rows.equals(other.rows)
    with pytest.raises(
        UnreadableFile, match="has no sheet 'May'; it has 'Tickets', '説明', 'Empty'"
    ):
        read(SAVED / f"quirks.{kind}", "May")


def test_texts_when_another_reader_reads_the_spreadsheet() -> None:
    """Calamine gives the same, where it gives a text at all."""
    ours, _ = read(SAVED / "quirks.ods")
    with CalamineWorkbook.from_path(SAVED / "quirks.ods") as book:
        theirs = list(book.get_sheet_by_name("Tickets").iter_rows())
    for line, *cells in rows_of(ours):
        for mine, other in zip(cells, theirs[int(str(line)) - 1], strict=True):
            if isinstance(other, str) and other and not other.startswith("PT"):
                assert mine == other


def test_cells_when_the_values_of_a_spreadsheet_are_typed(tmp_path: Path) -> None:
    cells = [
        CELL.format("float", "value", "1E-7", "0"),
        CELL.format("percentage", "value", "0.9725", "97 %"),
        CELL.format("currency", "value", "12.50", "12,50 €"),
        CELL.format("date", "date-value", "2026-01-05T10:00:00.25", "05.01.26"),
        CELL.format("time", "time-value", "PT00H00M01.500S", "0"),
        CELL.format("time", "time-value", "-P1DT2H", "0"),
        CELL.format("boolean", "boolean-value", "true", "WAHR"),
        CELL.format("string", "string-value", "kept", ""),
        '<table:table-cell table:formula="of:=A1"/>',
        "<table:table-cell><text:p>plain</text:p></table:table-cell>",
    ]
    heads = row(*(text_cell(f"h{place}") for place in range(len(cells))))
    (raw,) = read(written(tmp_path, packed(ods_parts(heads + row(*cells)))))
    assert rows_of(raw) == [
        (2, "1E-7", "0.9725", "12.50", "2026-01-05 10:00:00.25", "00:00:01.5", "-26:00:00",
         "TRUE", "kept", "#NOT COMPUTED", "plain")
    ]  # fmt: skip


def test_letters_when_a_spreadsheet_marks_them_up(tmp_path: Path) -> None:
    text = (
        '\n  a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>d'
        '<text:span> e<text:a href="file:///etc/passwd">f</text:a></text:span>'
        "<text:sheet-name>!</text:sheet-name>"
        "<office:annotation><text:p>a remark</text:p></office:annotation>  g"
    )
    more = (
        '<table:table-cell office:value-type="string">'
        "<office:annotation><text:p>a remark</text:p></office:annotation>"
        "<text:p>one</text:p><text:p/><text:p>two</text:p></table:table-cell>"
    )
    content = row(text_cell("x"), text_cell("y")) + row(text_cell(text), more)
    (raw,) = read(written(tmp_path, packed(ods_parts(content))))
    assert rows_of(raw) == [(2, "a   b\tc\nd ef! g", "one\n\ntwo")]


@pytest.mark.parametrize("inner", ["<text:h>x</text:h>", "<table:table/>", "<text:list/>"])
def test_cell_when_it_holds_what_is_not_read(tmp_path: Path, inner: str) -> None:
    content = row(text_cell("x"), text_cell("y")) + row(
        f"<table:table-cell>{inner}</table:table-cell>"
    )
    with pytest.raises(UnreadableFile, match="a cell that holds a list or a table"):
        read(written(tmp_path, packed(ods_parts(content))))


def test_rows_when_a_spreadsheet_repeats_them(tmp_path: Path) -> None:
    blank = row('<table:table-cell table:number-columns-repeated="16384"/>',
                attributes='table:number-rows-repeated="{}"')  # fmt: skip
    twice = row(
        text_cell("same", 'table:number-columns-repeated="2"'),
        attributes='table:number-rows-repeated="2"',
    )
    grouped = (
        f"<table:table-row-group>{row(text_cell('g'), text_cell('h'))}</table:table-row-group>"
    )
    shapes = "<table:shapes><table:table-row><table:table-cell/></table:table-row></table:shapes>"
    rest = '<table:table-cell table:number-columns-repeated="16382"/>'
    content = row(text_cell("x"), text_cell("y"), rest) + shapes + twice
    content += blank.format(1000) + grouped + blank.format(1_047_571)
    (raw,) = read(written(tmp_path, packed(ods_parts(content))))
    assert rows_of(raw) == [(2, "same", "same"), (3, "same", "same"), (1004, "g", "h")]
    assert raw.facts.blank_lines == 1000


@pytest.mark.parametrize("kind", [FileKind.XLS, FileKind.ODS])
def test_file_when_any_byte_is_damaged(tmp_path: Path, kind: FileKind) -> None:
    """Sound or refused in words, whichever byte it is; no other error comes out."""
    whole, chance = (SAVED / f"quirks.{kind.value}").read_bytes(), random.Random(9)
    for _ in range(150):
        content = bytearray(whole)
        content[chance.randrange(8, len(whole))] ^= 1 << chance.randrange(8)
        with contextlib.suppress(UnreadableFile):
            guard(written(tmp_path, bytes(content)), "damaged")


def test_errors_when_a_cell_of_an_old_workbook_shows_one(tmp_path: Path) -> None:
    cells = labels([("ticket_id", "resolved_at"), ("T1", "2026-01-05")])
    cells += label(2, 0, "T2") + error(2, 1, 0x07) + label(3, 0, "T3") + error(3, 1, 0x2A)
    path = written(tmp_path, old_book(cells))
    assert check_old_workbook(path, "x.xls")
    (raw,) = read(path)
    assert rows_of(raw) == [(2, "T1", "2026-01-05"), (3, "T2", "#DIV/0!"), (4, "T3", "#N/A")]


def test_places_when_a_sheet_of_an_old_workbook_begins_late(tmp_path: Path) -> None:
    heads = label(4, 2, "ticket_id") + label(4, 3, "opened_at") + label(4, 4, "state")
    cells = label(6, 2, "T1") + error(6, 3, 0x2A) + label(6, 4, "new")
    (raw,) = read(written(tmp_path, old_book(heads + cells)))
    assert rows_of(raw) == [(7, "T1", "#N/A", "new")]
    assert (raw.facts.header_line, raw.facts.blank_lines) == (5, 1)


def test_container_when_its_chains_go_wrong(tmp_path: Path) -> None:
    """Every number of the header set to extremes: refused in words, and soon."""
    whole = old_book(labels([("a", "b"), ("1", "2")]))
    for at in range(24, 80, 2):
        for value in (b"\0\0", b"\xff\xff", b"\xff\x7f", b"\x01\0"):
            path = written(tmp_path, whole[:at] + value + whole[at + 2 :])
            with contextlib.suppress(UnreadableFile):
                check_old_workbook(path, "x.xls")


def test_container_when_it_is_no_workbook(tmp_path: Path) -> None:
    path = written(tmp_path, container({"Workbook": b"no records"}))
    with pytest.raises(UnreadableFile, match="damaged or was cut off"):
        check_old_workbook(path, "x.xls")
