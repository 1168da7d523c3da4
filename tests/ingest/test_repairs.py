"""Repairs: each gives the cells that were meant, on the lines where they stand, or is refused."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from slm_analytics.errors import ExtractError, SlmError, UsageError
from slm_analytics.ingest.csv_reader import read_csv
from slm_analytics.ingest.csv_styles import Style, styled_records
from slm_analytics.ingest.csv_tokens import StrictFault, records
from slm_analytics.ingest.options import Options
from slm_analytics.ingest.recipe import Recipe, load_id, recipe_from_json
from slm_analytics.ingest.repair_words import options_with, repair_arguments, repair_words
from slm_analytics.ingest.repairs import (
    NO_REPAIRS,
    Escape,
    LineEnds,
    Quotes,
    Repairs,
    checked,
    repairs_from_plain,
)
from slm_analytics.warehouse.archive import RawTable, read_raw, write_raw
from tests.ingest.csv_texts import DELIMITERS, Table, tables, told, written


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder that all examples of a property share."""
    return tmp_path_factory.mktemp("repairs")


def read(folder: Path, content: bytes, **said: Any) -> RawTable:
    path = folder / "tickets.csv"
    path.write_bytes(content)
    return read_csv(path, "tickets.csv", repairs=checked(Repairs(**said)))


HEAD = ("id", "text")
ONE_TWO = [(2, ("1", "a")), (3, ("2", "b"))]


@pytest.mark.parametrize(
    ("content", "said", "headings", "rows"),
    [
        (b'id, text\n1, "a, b"\n2, b\n', {"delimiter": ", "}, HEAD,
         [(2, ("1", "a, b")), (3, ("2", "b"))]),
        (b"id||text\n1||a|\n2||b\n", {"delimiter": "||"}, HEAD,
         [(2, ("1", "a|")), (3, ("2", "b"))]),
        (b"id text\n1 a\n2 b\n", {"delimiter": " "}, HEAD, ONE_TWO),
        (b"id,text\n1,'it''s, so'\n2,Men's\n", {"quotes": "single"}, HEAD,
         [(2, ("1", "it's, so")), (3, ("2", "Men's"))]),
        (b'id,text\n1,5" pipe\n2,"b"\n', {"quotes": "none"}, HEAD,
         [(2, ("1", '5" pipe')), (3, ("2", '"b"'))]),
        (b'id,text\n1,"a \\"b\\", \\\\ c\\n"\n2,""\n', {"escape": "backslash"}, HEAD,
         [(2, ("1", 'a "b", \\ c\\n')), (3, ("2", ""))]),
        (b'id,text\n1,"5" pipe, 6""\n2,7"\n', {"escape": "plain"}, HEAD,
         [(2, ("1", '5" pipe, 6"')), (3, ("2", '7"'))]),
        (b"id,text\r\n1,a\n2,b\r", {"line_ends": "any"}, HEAD, ONE_TWO),
        (b"id,text\r\n1,a\nb\r\n2,c\rd\r\n", {"line_ends": "crlf"}, HEAD,
         [(2, ("1", "a\nb")), (4, ("2", "c\rd"))]),
        (b"id,text\n1,a\rb\n2,c\n", {"line_ends": "lf"}, HEAD,
         [(2, ("1", "a\rb")), (4, ("2", "c"))]),
        (b"id,text\r1,a\nb\r2,c\r", {"line_ends": "cr"}, HEAD,
         [(2, ("1", "a\nb")), (4, ("2", "c"))]),
        ("id,text\n1,ä\n2,b\n".encode("utf-16-le"), {"encoding": "utf-16-le"}, HEAD,
         [(2, ("1", "ä")), (3, ("2", "b"))]),
        (b'Tickets of "March, all\nmade, by, us\nid,text\n1,a\n', {"header": "3"}, HEAD,
         [(4, ("1", "a"))]),
        (b'Tickets of "March, all\nid,text\n1,a\n', {"preamble": 1}, HEAD, [(3, ("1", "a"))]),
        (b"1,a\n2,b\n", {"header": "none"}, ("Column 1", "Column 2"),
         [(1, ("1", "a")), (2, ("2", "b"))]),
        (b"made by us\n1;a\n2;b\n", {"header": "none", "names": HEAD, "preamble": 1}, HEAD,
         ONE_TWO),
        (b"Number,\nof ticket,text\n1,a\n", {"header": "1", "header_lines": 2},
         ("Number of ticket", "text"),
         [(3, ("1", "a"))]),
        (b"title\nid,text\nkey,words\n1,a\n", {"header": "2", "header_lines": 2},
         ("id key", "text words"), [(4, ("1", "a"))]),
        (b'id,text\n1,a\n2,b\nTotal 2\n"as of today\n\n\n', {"footer": 2}, HEAD, ONE_TWO),
        (b"id,text\n1,a\n2,b\nid,text\n3,c\n", {"table": "1"}, HEAD, ONE_TWO),
        (b"id,text\n1,a\nid,text\n2,b\n", {"table": "2"}, HEAD, [(4, ("2", "b"))]),
        (b"id,text\n1,a\n\nid,text\n2,b\n", {"table": "all"}, HEAD,
         [(2, ("1", "a")), (5, ("2", "b"))]),
        (b'id,text\n1,a\n\nsla,share,of\nx,1,2\ny,"3\n', {"table": "1"}, HEAD, [(2, ("1", "a"))]),
        (b"id,text,at,by\n1,a,2,3\n\nsla,share,of\nx,1,2\n", {"table": "2"},
         ("sla", "share", "of"), [(5, ("x", "1", "2"))]),
        (b"id,text\n1;a\n2,b\n", {"lines": ((2, "1,a"),)}, HEAD, ONE_TWO),
        (b'id,text\n1,"a\n2,b\n', {"lines": ((2, ""),)}, HEAD, [(3, ("2", "b"))]),
    ],
)  # fmt: skip
def test_cells_when_a_file_is_mended(
    tmp_path: Path, content: bytes, said: dict[str, Any],
    headings: tuple[str, ...], rows: list[tuple[int, tuple[str, ...]]],
) -> None:  # fmt: skip
    with contextlib.suppress(SlmError):
        plain = read(tmp_path, content)
        assert (plain.headings, told(plain)) != (headings, rows), "it needs no repair"
    raw = read(tmp_path, content, **said)
    assert (raw.headings, told(raw)) == (headings, rows)
    assert repairs_from_plain(json.loads(raw.facts.repairs)) == Repairs(**said)


@pytest.mark.parametrize(
    ("content", "said", "words"),
    [
        (b"id, text\n1, a, b\n", {"delimiter": ", "}, "line 2: 3 fields where the headings have 2"),
        (b"id,text\n1,'a\n", {"quotes": "single"}, "line 2, field 2: a quote is opened and never"),
        (b"id,text\n1,'a'b\n", {"quotes": "single"}, "line 2, field 2: text follows the closing"),
        (b'id,text\n1,a"b\n', {"escape": "backslash"}, "line 2, field 2: a quote stands inside"),
        (b"1,a\n", {"header": "none", "names": ("a", "b", "c")}, "2 columns; 3 names were given"),
        (b'id,"te\nxt"\n1,a\n', {"header": "2"}, "line 2"),
        (b"id,text\n1,a\n", {"header": "9"}, "Nothing is left of the file"),
        (b"id,text\n1,a\n", {"footer": 2}, "Nothing is left of the file"),
        (b"id,text\n1,a\n", {"table": "2"}, "holds 1 tables; there is no table 2"),
        (b"id,text\n1,a\n\nsla,a,b\nx,1,2\n", {"table": "all"}, "tables with different headings"),
        (b"id,text\n1,a\n", {"lines": ((9, "x"),)}, "there is no line 9"),
        (b"id,text\n1,\xff\n", {"encoding": "ascii"}, "line 2: byte 0xFF is not text"),
    ],
)  # fmt: skip
def test_refusal_when_a_repair_does_not_fit(
    tmp_path: Path, content: bytes, said: dict[str, Any], words: str
) -> None:
    with pytest.raises(SlmError) as caught:
        read(tmp_path, content, **said)
    assert words in str(caught.value)
    assert isinstance(caught.value, ExtractError | UsageError)
    assert caught.value.remedy


@settings(max_examples=150, deadline=None)
@given(
    tables(),
    st.sampled_from([*DELIMITERS, ", ", " | ", ":"]),
    st.sampled_from(list(Quotes)),
    st.sampled_from(["\r\n", "\n", "\r"]),
    st.integers(0, 3),
    st.integers(0, 3),
    st.booleans(),
)
def test_cells_when_a_table_was_written_in_another_style(
    folder: Path, table: Table, delimiter: str, quotes: Quotes, end: str,
    above: int, below: int, headed: bool,
) -> None:  # fmt: skip
    """Written by a rule of one line: what was said gives back what was written."""
    mark = {Quotes.DOUBLE: '"', Quotes.SINGLE: "'", Quotes.NONE: ""}[quotes]
    rows = table.rows
    if not mark:  # then nothing may hold a delimiter or a line end
        rows = tuple(tuple("".join(filter(str.isalnum, cell)) for cell in row) for row in rows)
    assume(any(cell.strip() for row in rows for cell in row))
    lines = [table.headings, *rows] if headed else [*rows]
    text = "".join(
        delimiter.join(mark + cell.replace(mark, mark * 2) + mark if mark else cell for cell in row)
        + end for row in lines
    )  # fmt: skip
    text = f'he said "no{end}' * above + text + f'the "end{end}' * below
    said = Repairs(
        delimiter=delimiter, quotes=quotes, preamble=above, footer=below,
        header="" if headed else "none", names=() if headed else table.headings,
    )  # fmt: skip
    filled = [row for row in rows if len(row) > 1]
    raw = read(folder, text.encode(), **said.plain())
    assert raw.headings == table.headings
    assert [row for _, row in told(raw)] == filled


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(['"', '"', ",", "\n", "\r\n", "\r", "x", "'"]), max_size=14))
def test_records_when_the_style_is_the_plain_one(pieces: list[str]) -> None:
    """The general tokenizer is the strict one, where it is told nothing else."""
    text = "a,b\r\n" + "".join(pieces)
    try:
        wanted: Any = list(records(text, ","))
    except StrictFault as fault:
        wanted = (fault.line, fault.field)
    try:
        found: Any = list(styled_records(text, Style(delimiter=",")))
    except StrictFault as fault:
        found = (fault.line, fault.field)
    assert found == wanted


@settings(max_examples=100, deadline=None)
@given(tables(), st.sampled_from(["", LineEnds.ANY, LineEnds.LF]), st.data())
def test_lines_when_a_line_was_emptied(
    folder: Path, table: Table, ends: str, data: st.DataObject
) -> None:
    """What is mended moves no other line."""
    assume(not any(mark in cell for row in table.rows for cell in row for mark in "\r\n"))
    text = written([table.headings, *table.rows], ",", "\n", last=True, always=True)
    before = dict(told(read(folder, text.encode())))
    chosen = data.draw(st.sampled_from(sorted(before)))
    raw = read(folder, text.encode(), lines=((chosen, ""),), line_ends=ends)
    assert dict(told(raw)) == {line: before[line] for line in before.keys() - {chosen}}
    assert raw.facts.blank_lines == 0


def test_original_when_a_line_was_mended(tmp_path: Path) -> None:
    raw = read(tmp_path, b"id,text\n1;a\n2,b\n", lines=((2, "1,a"), (3, "")))
    assert raw.facts.mended_lines == ((2, "1;a"), (3, "2,b"))
    write_raw(raw, tmp_path / "raw.parquet")
    kept = read_raw(tmp_path / "raw.parquet")
    assert (kept.facts, kept.headings, told(kept)) == (raw.facts, raw.headings, told(raw))
    assert kept.parse_key() == raw.parse_key()


def test_identity_when_a_file_was_mended_or_not(tmp_path: Path) -> None:
    plain = Recipe(source="x", zone="UTC")
    mended = Recipe(source="x", zone="UTC", repairs=Repairs(table="1", lines=((2, "1,a"),)))
    assert "repairs" not in json.loads(plain.as_json())
    assert recipe_from_json(plain.as_json()).repairs == NO_REPAIRS
    assert recipe_from_json(mended.as_json()) == mended
    assert len({load_id("a", plain), load_id("a", mended)}) == 2
    raw = read(tmp_path, b"id,text\n1,a\n")
    assert not {"repairs", "mended_lines"} & raw.facts.as_dict().keys()


_repairs = st.builds(
    Repairs,
    delimiter=st.sampled_from(["", ",", ";", "\t", ", ", "=", "a=b"]),
    line_ends=st.sampled_from(["", *LineEnds]),
    quotes=st.sampled_from(["", *Quotes]),
    escape=st.sampled_from(["", *Escape]),
    header=st.sampled_from(["", "2"]),
    header_lines=st.integers(0, 3),
    preamble=st.integers(0, 3),
    footer=st.integers(0, 3),
    table=st.sampled_from(["", "1", "all"]),
    units=st.sampled_from([(), (("paused_seconds", "minutes"),)]),
    lines=st.sampled_from([(), ((3, "a=b, c"),), ((2, ""), (4, " x ,y"))]),
)


@given(_repairs)
def test_repairs_when_they_are_said_on_the_command_line(repairs: Repairs) -> None:
    """What is shown can be typed, and what is kept can be read."""
    assert options_with(Options(), repair_arguments(repairs.plain())).repairs == repairs
    assert repairs_from_plain(json.loads(json.dumps(repairs.plain()))) == repairs
    assert bool(repair_words(repairs)) == (bool(repairs) and repairs != Repairs(header_lines=1))


@pytest.mark.parametrize(
    "said",
    [
        "header", "colour=red", "header=zero", "header=0", "quotes=curly", "escape=none",
        "line_ends=nl", "footer=-1", "footer=x", "table=first", "unit=opened_at:minutes",
        "unit=paused_seconds:weeks", "line=x=1", "line=0=1", "names=a,b", 'delimiter="',
    ],
)  # fmt: skip
def test_repair_when_it_does_not_exist(said: str) -> None:
    with pytest.raises(UsageError) as caught:
        options_with(Options(), [said])
    assert caught.value.remedy


def test_repairs_when_they_are_said_in_words() -> None:
    said = ["delimiter=comma space", "header=none", "names=Number, Opened", "footer=1",
            "sheet=March", "date_order=dmy", "line=3=1,a", "unit=paused_seconds:hours"]  # fmt: skip
    options = options_with(Options(zone="UTC"), said)
    assert (options.sheet, options.date_order, options.zone) == ("March", "dmy", "UTC")
    assert repair_words(options.repairs) == (
        "Fields are divided by a comma and a space; it has no headings; the columns are Number,"
        " Opened; the last line is not read; line 3 is mended; On hold in all is in hours"
    )
