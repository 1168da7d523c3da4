"""Reading CSV files: every cell as it stands, or a refusal that names the line."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slm_analytics.errors import ExtractError, SlmError, UnreadableFile, UsageError
from slm_analytics.ingest import csv_dialect, csv_marks, csv_reader
from slm_analytics.ingest.csv_tokens import StrictFault, records
from tests.ingest.csv_texts import (
    DELIMITERS,
    LINE_ENDS,
    Table,
    read_bytes,
    strict,
    tables,
    told,
    written,
)

MARK = "\ufeff".encode()


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A folder that all examples of a property share."""
    with tempfile.TemporaryDirectory() as path:
        yield Path(path)


def refusal(folder: Path, content: bytes, **said: str) -> ExtractError:
    with pytest.raises(ExtractError) as caught:
        read_bytes(folder, content, **said)
    assert "tickets.csv" in str(caught.value)
    assert caught.value.remedy
    return caught.value


@settings(max_examples=150, deadline=None)
@given(
    tables(),
    st.sampled_from(DELIMITERS),
    st.sampled_from(LINE_ENDS),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_cells_when_a_table_was_written_strictly(
    folder: Path, table: Table, delimiter: str, end: str, last: bool, always: bool, encoding: str
) -> None:
    text = written([table.headings, *table.rows], delimiter, end, last=last, always=always)
    raw = read_bytes(folder, text.encode(encoding))
    headings, rows = strict(text, delimiter, 1)
    assert [row for _, row in rows] == list(table.rows)
    assert (raw.headings, told(raw)) == (headings, rows)
    assert raw.facts.delimiter == delimiter


_MARKS = [b'"', b",", b";", b"\r", b"\n", b"x", b"7"]


@settings(max_examples=300, deadline=None)
@given(
    tables(),
    st.sampled_from([",", ";"]),
    st.sampled_from(LINE_ENDS),
    st.booleans(),
    st.lists(
        st.tuples(st.floats(0, 1), st.sampled_from(["delete", "insert", "replace"])),
        min_size=1,
        max_size=2,
    ),
    st.data(),
)
def test_cells_when_a_byte_was_damaged(
    folder: Path,
    table: Table,
    delimiter: str,
    end: str,
    always: bool,
    damages: list[tuple[float, str]],
    data: st.DataObject,
) -> None:
    lines = [table.headings, *table.rows]
    content = written(lines, delimiter, end, last=True, always=always).encode()
    for share, how in damages:
        place = int(share * (len(content) - 1))
        mark = b"" if how == "delete" else data.draw(st.sampled_from(_MARKS))
        content = content[:place] + mark + content[place + (how != "insert") :]
    _assert_strict_or_refused(folder, content)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([*_MARKS, b"\r\n", b'""', b"ab", b'a,"b"']), max_size=25))
def test_cells_when_the_bytes_are_any(folder: Path, pieces: list[bytes]) -> None:
    _assert_strict_or_refused(folder, b"".join(pieces))


def _assert_strict_or_refused(folder: Path, content: bytes) -> None:
    try:
        raw = read_bytes(folder, content)
    except SlmError:
        return
    facts = raw.facts
    text = content.decode(facts.encoding).removeprefix("\ufeff")
    headings, rows = strict(text, facts.delimiter, facts.header_line)
    assert (raw.headings, told(raw)) == (headings, rows)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(['"', '"', ",", "\n", "\r\n", "\r", "x"]), max_size=14),
    st.sampled_from([1, 2, 3, 7, 1 << 18]),
)
def test_quotes_when_any_are_judged_as_by_the_tokenizer(pieces: list[str], size: int) -> None:
    """The proof over all bytes must refuse the same texts, at the same record and field."""
    text = "a,b\r\n" + "".join(pieces)
    wanted = None
    try:
        strict(text, ",", 1)
    except StrictFault as fault:
        wanted = f"tickets.csv, line {fault.line}, field {fault.field}: {fault.what}."
    found = None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csv_marks, "_SLICE", size)  # wherever the text is cut
        try:
            marks = csv_marks.marks_of(text.encode(), ",", "tickets.csv")
        except UnreadableFile as error:
            found = str(error)
    assert found == wanted
    if wanted is None:
        ends = [record.end for record in records(text, ",")]
        ends = ends if text[-1] in "\r\n" else ends[:-1]
        assert (marks.ends + 1).tolist() == ends
        every = re.finditer(r"\r\n|\r|\n", text)
        assert (marks.breaks + 1).tolist() == [found.end() for found in every]


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (b"id,text\n1,plain\n", "ascii"),
        ("id,text\n1,Zürich 東京 🎫\n".encode(), "utf-8"),
        (MARK + "id,text\n1,Zürich\n".encode(), "utf-8"),
        (MARK + b"id,text\n1,plain\n", "utf-8"),
        ("id,text\n1,Zürich 東京\n".encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + "id,text\n1,Zürich 東京\n".encode("utf-16-be"), "utf-16"),
        (b"\xff\xfe" + "id,text\n1,Zürich 東京\n".encode("utf-16-le"), "utf-16"),
        ("id,text\n1,Größe – 5 €\n".encode("cp1252"), "cp1252"),
    ],
)
def test_encoding_when_found_from_the_bytes(tmp_path: Path, content: bytes, encoding: str) -> None:
    raw = read_bytes(tmp_path, content)
    assert raw.facts.encoding == encoding
    text = content.decode(encoding).removeprefix("\ufeff")
    assert told(raw) == strict(text, ",", 1)[1]
    assert raw.headings == ("id", "text")


def test_encoding_when_every_letter_of_windows_1252_stands_alone(tmp_path: Path) -> None:
    defined = [byte for byte in range(0x80, 0x100) if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)]
    content = b"id,text\n" + b"".join(b"%d,<%c>\n" % (byte, byte) for byte in defined)
    rows = told(read_bytes(tmp_path, content))
    assert [row[1] for row in rows] == [
        (str(b), f"<{bytes([b]).decode('cp1252')}>") for b in defined
    ]


@pytest.mark.parametrize("byte", [0x81, 0x8D, 0x8F, 0x90, 0x9D])
def test_encoding_when_a_byte_belongs_to_none(tmp_path: Path, byte: int) -> None:
    error = refusal(tmp_path, b"id,text\n1,caf\xe9\n2,\xe9" + bytes([byte]) + b"\n3,\x81\n")
    assert error.line == 3
    assert f"line 3: byte 0x{byte:02X} belongs neither" in str(error)


def test_encoding_when_one_letter_of_utf_8_is_damaged(tmp_path: Path) -> None:
    """Read as Windows-1252 such a file would give wrong letters everywhere, without a word."""
    content = "id,text\n1,Zürich\n2,Köln\n3,Genève\n".encode().replace("ö".encode(), b"\xc3")
    error = refusal(tmp_path, content)
    assert "line 3: byte 0xC3 is not UTF-8" in str(error)
    assert told(read_bytes(tmp_path, content, encoding="cp1252"))[0][1] == ("1", "ZÃ¼rich")


def test_encoding_when_letters_look_like_utf_8_by_chance(tmp_path: Path) -> None:
    """A French « qualité » before a hard space and a quotation mark is three such bytes."""
    words = ["« qualité\xa0»", "élève", "à côté", "été", "œuvre", "déjà", "où", "naïf", "ça", "né"]
    text = "id,text\n" + "".join(f"{number},{word}\n" for number, word in enumerate(words))
    raw = read_bytes(tmp_path, text.encode("cp1252"))
    assert [row[1][1] for row in told(raw)] == words


@pytest.mark.parametrize(
    ("content", "encoding", "words"),
    [
        (b"id,b\n1,\xff\n", "utf-8", "line 2: byte 0xFF is not text in the encoding utf-8"),
        (b"id,b\n1,\xff\n", "ascii", "line 2: byte 0xFF is not text in the encoding ascii"),
        (b"id,b\n1,\x81\n", "windows-1252", "line 2: byte 0x81 is not text in the encoding cp1252"),
        (b"id,b\n1,2\n!!", "utf-16", "is not text in the encoding utf-16"),
        (b"id,b\n1,2\n", "klingon", "there is no encoding 'klingon'"),
        (b"id,b\n1,2\n", "rot13", "is not text in the encoding rot-13"),
    ],
)
def test_encoding_when_a_person_names_a_wrong_one(
    tmp_path: Path, content: bytes, encoding: str, words: str
) -> None:
    assert words in str(refusal(tmp_path, content, encoding=encoding))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"id,b\n1,2\n3,x\0y\n", {}),
        (b"id,b\r1,2\r3,x\0y\r", {}),
        (b"id,b\n1,2\n3,x\0y\n", {"encoding": "cp1252"}),
        ("id,b\n1,2\n3,x\0y\n".encode("utf-16"), {}),
    ],
)
def test_nul_when_it_stands_in_a_text(tmp_path: Path, content: bytes, said: dict[str, str]) -> None:
    error = refusal(tmp_path, content, **said)
    assert error.line == 3
    assert "line 3: there is a NUL byte" in str(error)


def test_lines_above_the_headings_when_they_are_titles(tmp_path: Path) -> None:
    content = b"Tickets of March\n\nMade on,1 April\nid,opened,state\n1,2,3\n\n4,5,6\n\n\n"
    raw = read_bytes(tmp_path, content)
    assert raw.headings == ("id", "opened", "state")
    assert told(raw) == [(5, ("1", "2", "3")), (7, ("4", "5", "6"))]
    assert (raw.facts.header_line, raw.facts.skipped_lines, raw.facts.blank_lines) == (4, 3, 3)


def test_lines_above_the_headings_when_a_spreadsheet_padded_them(tmp_path: Path) -> None:
    content = b"Tickets,,,,\n,,,,\nid,opened,state,2024,\n1,2,3,4,5\n"
    raw = read_bytes(tmp_path, content)
    assert (raw.headings, told(raw)) == (
        ("id", "opened", "state", "2024", ""),
        [(4, ("1", "2", "3", "4", "5"))],
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"id,opened state\n1,2,3\n4,5,6\n", "is not"),
        (b"id,opened,state resolved\nINC1,x,y,z\nINC2,x,y,z\n", "line 1: 3 fields where most"),
        (b"title\nid,b,c,d\nx,y,z\nx,y,z\n", "line 2: 4 fields where most lines have 3"),
    ],
)
def test_headings_when_they_are_narrower_or_wider_than_the_rows(
    tmp_path: Path, content: bytes, words: str
) -> None:
    if words == "is not":  # two texts may be a title: then the row below would be the headings
        assert read_bytes(tmp_path, content).facts.header_line == 2
        return
    assert words in str(refusal(tmp_path, content))


def test_headings_when_one_stands_twice(tmp_path: Path) -> None:
    raw = read_bytes(tmp_path, b"id,Comment,Comment\n1,a,b\n")
    assert raw.headings == ("id", "Comment", "Comment")
    assert told(raw) == [(2, ("1", "a", "b"))]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (MARK, "is not a table"),
        (b"\n\n\n", "is not a table"),
        (b"id\n1\n2\n", "is not a table"),
        (b"id,b\n1,2\nid,b\n3,4\n", "line 3: the headings stand here once more"),
        (b"id,b\n1,2,3\n", "line 2: 3 fields where the headings have 2."),
        (b"id,b,c\n1,2\n", "line 2: 2 fields where the headings have 3."),
        (b"id,b\n1,2,3\n4,5\n", "line 2: 3 fields where the headings have 2."),
        (
            b"id,b\n1,2\n\n\n4\n5,6\n7,8,9\n",
            "line 5: 1 fields where the headings have 2 (also lines 7)",
        ),
        (
            b"id,b\n1,2\r\n3,4\n",
            "line 2: the line ends in another way than the lines before it (LF)",
        ),
        (
            b"id,b\r\n1,2\n3,4\r\n",
            "line 2: the line ends in another way than the lines before it (CRLF)",
        ),
        (b'id,b\n1,"x\n2,y\n', "line 2, field 2: a quote is opened and never closed"),
        (b'id,b\n1,"x"y\n', "line 2, field 2: text follows the closing quote"),
        (b'id,b\n1,2\n3,x"y"\n', "line 3, field 2: a quote stands inside a field"),
        (b'"id";"b"\n"1";"2"\n"3;"4"\n', "line 3, field 1: text follows the closing quote"),
    ],
)
def test_refusal_when_the_text_is_not_strict(tmp_path: Path, content: bytes, words: str) -> None:
    assert words in str(refusal(tmp_path, content))


def test_width_when_uneven_lines_are_many(tmp_path: Path) -> None:
    error = refusal(tmp_path, b"id,b\n" + b"1,2\n" * 60 + b"x\n" * 9)
    assert str(error).endswith(
        "line 62: 1 fields where the headings have 2 (also lines 63, 64, 65, 66, 67 …)."
    )


def test_width_when_the_uneven_record_is_longer_than_the_probe(tmp_path: Path) -> None:
    long = b'"' + b"x" * 300_000 + b'"'
    assert "line 2: 3 fields" in str(refusal(tmp_path, b"id,b\n1," + long + b",3\n4,5\n"))


def test_quotes_when_they_stand_wrong_beyond_the_probe(tmp_path: Path) -> None:
    sound = b'1,"a ""b"",\r\nc"\r\n' * 20_000
    error = refusal(tmp_path, b"id,b\r\n" + sound + b'2,"open\r\n' + sound)
    assert "line 40002, field 2: text follows the closing quote" in str(error)
    error = refusal(tmp_path, b"id,b\r\n" + sound + b"2,x\r\n" + b'3,"open')
    assert "line 40003, field 2: a quote is opened and never closed" in str(error)
    error = refusal(tmp_path, b"id,b\r\n" + sound + 'ü,ü"ü\r\n'.encode() + b'"x"y,\r\n')
    assert "line 40002, field 2: a quote stands inside a field" in str(error)


@pytest.mark.parametrize(
    ("content", "delimiter"),
    [
        (b"id;price;text\n1;12,5;a\n2;13,5;b\n", ";"),
        (b"id;text\n1;a, b, c\n2;d, e, f\n3;g, h, i\n", ";"),
        (b"id;text\n1;a, b\n2;c, d\n", ";"),
        (b"id\ttext\n1\ta, b; c\n", "\t"),
        (b"id|text\n1|a, b; c\n", "|"),
        (b'id,text\n1,"a; b"\n2,"c; d"\n', ","),
        (b"Name, first;Name, last;id\na;b;c\n", ";"),
        (b"id,times\n1,10:00\n2,11:00\n", ","),
    ],
)
def test_delimiter_when_texts_hold_others(tmp_path: Path, content: bytes, delimiter: str) -> None:
    raw = read_bytes(tmp_path, content)
    assert raw.facts.delimiter == delimiter
    assert told(raw) == strict(content.decode(), delimiter, 1)[1]


def test_delimiter_when_a_person_names_it(tmp_path: Path) -> None:
    raw = read_bytes(tmp_path, b"id:b\n1:a,b\n", delimiter=":")
    assert told(raw) == [(2, ("1", "a,b"))]
    assert "is not a table" in str(refusal(tmp_path, b"id:b\n1:2\n", delimiter=";"))


@pytest.mark.parametrize("content", [b"id,opened\n", b"id,opened", b"id,opened\n\n\n"])
def test_rows_when_there_are_headings_alone(tmp_path: Path, content: bytes) -> None:
    raw = read_bytes(tmp_path, content)
    assert (raw.headings, told(raw)) == (("id", "opened"), [])
    assert raw.rows.schema.names == ["line", "c0", "c1"]


@pytest.mark.parametrize("delimiter", ['"', "\n", "\r", "\0", "ü"])
def test_delimiter_when_it_cannot_divide(tmp_path: Path, delimiter: str) -> None:
    with pytest.raises(UsageError, match="cannot divide"):
        read_bytes(tmp_path, b"id,b\n1,2\n", delimiter=delimiter)


def test_columns_when_there_are_too_many(tmp_path: Path) -> None:
    line = b",".join([b"column"] * 100_000) + b"\n"
    assert "has more than 500 columns" in str(refusal(tmp_path, line * 2))
    line = b",".join([b"c"] * 501) + b"\n"
    assert "has more than 500 columns" in str(refusal(tmp_path, line * 2))
    line = b",".join([b"c"] * 500) + b"\n"
    assert len(read_bytes(tmp_path, line + line.replace(b"c", b"d")).headings) == 500


def test_field_when_it_is_ten_megabytes_long(tmp_path: Path) -> None:
    for field in (b"x" * 10_000_000, b'"' + b"x\n" * 5_000_000 + b'"'):
        error = refusal(tmp_path, b"id,text\n1,a\n2," + field + b"\n3,b\n")
        assert "line 3, column text: a text of 10,000,000 characters" in str(error)
        assert (error.line, error.column) == (3, "text")


def test_field_when_it_is_as_long_as_allowed(tmp_path: Path) -> None:
    field = "ü" * 131_072
    text = f'id,a,b\n1,"{field}","{field}"\n2,x,y\n'
    assert told(read_bytes(tmp_path, text.encode()))[0][1] == ("1", field, field)


def test_records_when_they_cross_the_blocks_of_the_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_reader, "_BLOCK", 64)
    monkeypatch.setattr(csv_marks, "_SLICE", 50)
    text = "id,a,b\r\n" + "".join(f'{n},"x, {n}\r\ny","{"z" * (n % 90)}"\r\n' for n in range(80))
    assert told(read_bytes(tmp_path, text.encode())) == strict(text, ",", 1)[1]


def test_probe_when_the_text_is_longer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever the probe is cut, within a letter or a quoted field, the reading is the same."""
    text = 'head one;head two\r\nü, a;"b\r\n""c"""\r\n東;"d, e"\r\n'
    wanted = strict(text, ";", 1)
    for size in range(19, len(text.encode()) + 2):
        monkeypatch.setattr(csv_dialect, "_PROBED_BYTES", size)
        raw = read_bytes(tmp_path, text.encode())
        assert (raw.headings, told(raw)) == wanted


def test_byte_order_mark_when_it_stands_within_the_text(tmp_path: Path) -> None:
    raw = read_bytes(tmp_path, MARK + b"id,b\n" + MARK + b"1,2\n")
    assert told(raw) == [(2, ("\ufeff1", "2"))]


def test_lines_when_single_returns_stand_in_quotes(tmp_path: Path) -> None:
    content = b'id,b\n1,"x\ry\r\nz"\n2,"\r"\n3,c\n'
    assert [line for line, _ in told(read_bytes(tmp_path, content))] == [2, 5, 7]
    content = b'id,b\r1,"x\ny"\r2,c\r'
    assert [line for line, _ in told(read_bytes(tmp_path, content))] == [2, 4]
