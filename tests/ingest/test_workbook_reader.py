"""Reading workbooks: every cell of the sheet as text, under the headings it stands below."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from slm_analytics.errors import UnreadableFile
from slm_analytics.ingest.guard import guard
from slm_analytics.ingest.lost_values import NOT_COMPUTED, lost_values
from slm_analytics.ingest.workbook_reader import read_workbook
from slm_analytics.warehouse.archive import RawTable
from tests.ingest.csv_texts import told
from tests.ingest.workbooks import book_parts, drawn, list_rows, packed, relations, saved

HEADS = ("ticket_id", "opened_at", "state")


def read(path: Path, sheet: str | None = None) -> list[RawTable]:
    guarded = guard(path, path.name)
    return read_workbook(path, path.name, sheet=sheet, suspects=guarded.suspects)


def rows_of(path: Path) -> list[tuple[int, tuple[str, ...]]]:
    (raw,) = read(path)
    return told(raw)


def test_cells_when_they_are_of_every_kind(tmp_path: Path) -> None:
    moment = dt.datetime(2026, 2, 25, 22, 17, 59)  # noqa: DTZ001  a clock face
    values = [
        ("text", "text"),
        ("  kept  ", "  kept  "),
        ("=not a formula", NOT_COMPUTED),
        (7, "7"),
        (7.0, "7"),
        (7.25, "7.25"),
        (-0.5, "-0.5"),
        (123456789012345, "123456789012345"),
        (1234567890123456, "1234567890123456"),
        (1e300, "1e+300"),
        (0.1, "0.1"),
        (True, "TRUE"),
        (False, "FALSE"),
        (moment, "2026-02-25 22:17:59"),
        (moment.replace(microsecond=999_000), "2026-02-25 22:17:59"),
        (moment.date(), "2026-02-25"),
        (dt.time(10, 5), "10:05:00"),
        (dt.timedelta(hours=30), "108000"),
        (None, ""),
        ("東京 🎫 é", "東京 🎫 é"),
        ("two\nlines", "two\nlines"),
    ]
    rows = [(f"T{number}", value) for number, (value, _) in enumerate(values)]
    path = saved(tmp_path / "kinds.xlsx", ("T", [("id", "value"), *rows]))
    (raw,) = read(path)
    assert [row[1][1] for row in told(raw)] == [text for _, text in values]
    assert [row[0] for row in told(raw)] == list(range(2, len(values) + 2))
    assert (raw.facts.kind, raw.facts.sheet, raw.facts.sheets) == ("xlsx", "T", ("T",))


_texts = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="_"),
    max_size=8,
).filter(lambda text: not text.startswith("=") and (text.strip() or not text))
_values = st.one_of(_texts, st.integers(-(2**53), 2**53), st.booleans(), st.just("\n\t x "))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(_values, _values), min_size=1, max_size=5))
def test_cells_when_a_workbook_was_written_with_any(values: list[tuple[Any, Any]]) -> None:
    rows = [(f"T{number}", *pair) for number, pair in enumerate(values)]
    with tempfile.TemporaryDirectory() as folder:
        found = rows_of(saved(Path(folder) / "any.xlsx", ("T", [HEADS, *rows])))
    assert [row[1] for row in found] == [tuple(map(shown, row)) for row in rows]


def shown(value: object) -> str:
    return str(value).upper() if isinstance(value, bool) else str(value)


@pytest.mark.parametrize("minutes", range(1, 1440, 97))
def test_date_when_its_day_number_is_no_whole_second(tmp_path: Path, minutes: int) -> None:
    def draw(page: Worksheet) -> None:
        page.append(HEADS)
        page.append(["T1", round(46085 + minutes / 1440, 9), "new"])
        page["B2"].number_format = "dd/mm/yyyy hh:mm"

    wanted = f"2026-03-04 {minutes // 60:02}:{minutes % 60:02}:00"
    assert rows_of(drawn(tmp_path / "serial.xlsx", draw))[0][1][1] == wanted


def test_number_when_it_only_looks_like_a_date(tmp_path: Path) -> None:
    path = saved(tmp_path / "numbers.xlsx", ("T", [HEADS, ("T1", 46085.4284722222, 3)]))
    assert rows_of(path) == [(2, ("T1", "46085.4284722222", "3"))]


def test_errors_when_cells_hold_them(tmp_path: Path) -> None:
    def draw(page: Worksheet) -> None:
        page.append(["ticket_id", "opened_at", "resolved_at"])
        page.append(["T1", "2026-01-05", "#DIV/0!"])
        page.append(["T2", "2026-01-05", "#N/A"])
        page.append(["T3", "2026-01-05", "#REF!"])
        page.append(["T4", "2026-01-05", "no error"])

    path = drawn(tmp_path / "errors.xlsx", draw)
    assert [row[1][2] for row in rows_of(path)] == ["#DIV/0!", "#N/A", "#REF!", "no error"]


def test_formulas_when_some_were_never_computed(tmp_path: Path) -> None:
    cells = (
        '<row r="3"><c r="A3" t="str"><f>"T"&amp;2</f><v>T2</v></c><c r="B3"><f>NOW()</f></c></row>'
        '<row r="4"><c r="A4" t="str"><f>""</f><v></v></c><c r="B4"><f>1+1</f><v>2</v></c></row>'
        '<row r="5"><c r="A5"><f t="shared" si="0"/><v/></c><c r="B5" t="e"><f>1/0</f>'
        '<v>#NUM!</v></c></row><row r="6"><c r="A6" t="e"/><c r="B6"><v>5</v></c></row>'
    )
    path = packed(tmp_path / "formulas.xlsx", book_parts(list_rows(cells)))
    assert rows_of(path)[1:] == [
        (3, ("T2", NOT_COMPUTED)),
        (4, ("", "2")),
        (5, (NOT_COMPUTED, "#NUM!")),
        (6, ("", "5")),
    ]


def test_errors_when_they_stand_far_to_the_right(tmp_path: Path) -> None:
    wide = [f"head {number}" for number in range(60)]
    rows = [wide, ["#NUM!" if number in (25, 26, 52) else "x" for number in range(60)]]
    cells = rows_of(saved(tmp_path / "wide.xlsx", ("T", rows)))[0][1]
    assert [number for number, cell in enumerate(cells) if cell == "#NUM!"] == [25, 26, 52]


def test_errors_when_another_sheet_holds_them(tmp_path: Path) -> None:
    path = saved(
        tmp_path / "two.xlsx",
        ("Sums", [("sum", "mean"), ("#DIV/0!", 1)]),
        ("Tickets", [HEADS, ("T1", "2026-01-05", None)]),
    )
    assert guard(path, "two.xlsx").suspects == ("xl/worksheets/sheet1.xml",)
    sums, tickets = read(path)
    assert told(sums) == [(2, ("#DIV/0!", "1"))]
    assert told(tickets) == [(2, ("T1", "2026-01-05", ""))]


@pytest.mark.parametrize("prefix", ["xl/", "book/deep/", ""])
@pytest.mark.parametrize("absolute", [True, False])
def test_errors_when_the_parts_have_unusual_paths(
    tmp_path: Path, prefix: str, absolute: bool
) -> None:
    parts = book_parts(list_rows('<row r="3"><c r="A3" t="e"><v>#NAME?</v></c></row>'))
    content, book = parts["xl/worksheets/sheet1.xml"], parts["xl/workbook.xml"]
    target = f"/{prefix}worksheets/sheet1.xml" if absolute else "worksheets/sheet1.xml"
    own = {
        "[Content_Types].xml": str(parts["[Content_Types].xml"]).replace("/xl/", f"/{prefix}"),
        "_rels/.rels": relations(
            ("extended-properties", "x"), ("officeDocument", f"{prefix}workbook.xml")
        ),
        f"{prefix}workbook.xml": book,
        f"{prefix}_rels/workbook.xml.rels": relations(("worksheet", target)),
        f"{prefix}worksheets/sheet1.xml": content,
    }  # fmt: skip
    (raw,) = read(packed(tmp_path / "paths.xlsx", own))
    assert told(raw)[-1] == (3, ("#NAME?", ""))


def test_errors_when_the_workbook_is_written_in_the_strict_form(tmp_path: Path) -> None:
    parts = book_parts(list_rows('<row r="3"><c r="A3" t="e"><v>#NAME?</v></c></row>'))
    for name in ("_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"):
        parts[name] = str(parts[name]).replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
    path = packed(tmp_path / "strict.xlsx", parts)
    found = list(lost_values(path, "strict.xlsx", "Tickets", guard(path, "strict.xlsx").suspects))
    assert found == [(2, 0, "#NAME?")]


def test_errors_when_their_sheet_cannot_be_told(tmp_path: Path) -> None:
    path = packed(tmp_path / "odd.xlsx", book_parts(list_rows('<c r="A3" t="e"><v>#N/A</v></c>')))
    with pytest.raises(UnreadableFile, match=r"odd\.xlsx has cells with errors"):
        list(lost_values(path, "odd.xlsx", "Another", ("xl/worksheets/sheet1.xml",)))
    assert list(lost_values(path, "odd.xlsx", "Another", ())) == []


def test_table_when_it_does_not_begin_at_the_first_cell(tmp_path: Path) -> None:
    def draw(page: Worksheet) -> None:
        for row, cells in enumerate([HEADS, ("T1", "2026-01-05", "#REF!"), ("T2", None, "new")], 5):
            for column, value in enumerate(cells, 3):
                page.cell(row, column, value)
        page.merge_cells("D6:D7")

    (raw,) = read(drawn(tmp_path / "moved.xlsx", draw))
    assert raw.headings == HEADS
    assert told(raw) == [(6, ("T1", "2026-01-05", "#REF!")), (7, ("T2", "2026-01-05", "new"))]
    assert raw.facts.header_line == 5


def test_titles_when_they_stand_above_the_headings(tmp_path: Path) -> None:
    def draw(page: Worksheet) -> None:
        page["A1"] = "Tickets of January"
        page.merge_cells("A1:C1")
        page["A2"], page["B2"] = "Made on", dt.date(2026, 2, 1)
        page["A4"], page["B4"] = "Ticket", "Times"
        page.merge_cells("B4:F4")
        for column, heading in enumerate((*HEADS, "resolved_at", "closed_at", "group"), 1):
            page.cell(5, column, heading)
        for row in (6, 8):
            page.cell(row, 1, f"T{row}")
            page.cell(row, 2, dt.date(2026, 1, row))

    (raw,) = read(drawn(tmp_path / "titles.xlsx", draw))
    assert raw.headings[:3] == HEADS
    assert told(raw) == [
        (6, ("T6", "2026-01-06", "", "", "", "")),
        (8, ("T8", "2026-01-08", "", "", "", "")),
    ]
    assert (raw.facts.header_line, raw.facts.blank_lines) == (5, 1)


def test_merged_cells_when_rows_share_them(tmp_path: Path) -> None:
    def draw(page: Worksheet) -> None:
        page.append(HEADS)
        page.append(["T1", "2026-01-05", "new"])
        page.append([None, "2026-01-06", "closed"])
        page.append([None, None, None])
        page.append(["T2", "2026-01-07", None])
        page.merge_cells("A2:A4")
        page.merge_cells("B5:C5")

    assert rows_of(drawn(tmp_path / "merged.xlsx", draw)) == [
        (2, ("T1", "2026-01-05", "new")),
        (3, ("T1", "2026-01-06", "closed")),
        (5, ("T2", "2026-01-07", "")),
    ]


def test_columns_when_rows_are_wider_than_the_headings(tmp_path: Path) -> None:
    rows = [
        HEADS,
        *[("T1", "2026-01-05", "new")] * 3,
        ("T2", "2026-01-05", "new", None, "a remark"),
    ]
    (raw,) = read(saved(tmp_path / "wide.xlsx", ("T", rows)))
    assert raw.headings == (*HEADS, "", "")
    assert told(raw)[-1][1] == ("T2", "2026-01-05", "new", "", "a remark")
    assert told(raw)[0][1] == ("T1", "2026-01-05", "new", "", "")


def test_sheets_when_there_are_several(tmp_path: Path) -> None:
    path = saved(
        tmp_path / "several.xlsx",
        ("Cover", [("Tickets",)]),
        ("Jan", [HEADS, ("T1", "2026-01-05", "new")]),
        ("Empty", []),
        ("Headings", [HEADS]),
        ("Feb", [HEADS, ("T2", "2026-02-05", "new")]),
    )
    tables = read(path)
    assert [(raw.facts.sheet, told(raw)[0][1][0]) for raw in tables] == [
        ("Jan", "T1"),
        ("Feb", "T2"),
    ]
    assert tables[0].facts.sheets == ("Cover", "Jan", "Empty", "Headings", "Feb")
    (feb,) = read(path, "Feb")
    assert told(feb)[0][1][0] == "T2"


def test_sheet_when_it_is_not_there(tmp_path: Path) -> None:
    path = saved(tmp_path / "book.xlsx", ("Jan", [HEADS, ("T1", 1, 2)]), ("Feb", []))
    with pytest.raises(UnreadableFile, match="has no sheet 'March'; it has 'Jan', 'Feb'") as caught:
        read(path, "March")
    assert caught.value.remedy == "Choose one of these sheets."


@pytest.mark.parametrize(
    "rows", [[], [("only",)], [HEADS], [("one column",), ("a",), ("b",)], [(), (), HEADS]]
)
def test_workbook_when_it_has_no_table(tmp_path: Path, rows: list[tuple[str, ...]]) -> None:
    path = saved(tmp_path / "none.xlsx", ("List", rows))
    with pytest.raises(UnreadableFile, match=r"none\.xlsx: no headings with rows .* 'List'"):
        read(path)


@pytest.mark.parametrize("ending", [".xls", ".csv", ".xlsb", ".ods", ""])
def test_workbook_when_its_ending_says_another_kind(tmp_path: Path, ending: str) -> None:
    path = saved(tmp_path / "book.xlsx", ("T", [HEADS, ("T1", 1, 2)]))
    renamed = path.rename(tmp_path / f"book{ending}")
    assert rows_of(renamed) == [(2, ("T1", "1", "2"))]


def test_workbook_when_a_part_of_it_is_missing(tmp_path: Path) -> None:
    for missing in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels"):
        parts = book_parts(list_rows())
        del parts[missing]
        path = packed(tmp_path / "lacking.xlsx", parts)
        with pytest.raises(UnreadableFile, match=r"lacking\.xlsx"):
            read(path)


def test_workbook_when_a_link_leads_outside(tmp_path: Path) -> None:
    """A linked file is never opened: the cell shows what was kept of it."""
    rows = '<row r="3"><c r="A3" t="str"><f>[1]Sheet1!A1</f><v>kept</v></c></row>'
    link = "xl/externalLinks/_rels/externalLink1.xml.rels"
    parts = book_parts(list_rows(rows)) | {link: relations(("externalLinkPath", "/etc/passwd"))}
    path = packed(tmp_path / "linked.xlsx", parts)
    assert rows_of(path)[-1] == (3, ("kept", ""))
