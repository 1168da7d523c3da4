"""The strict tokenizer: the definition that the fast reader is held equal to."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slm_analytics.ingest.csv_tokens import StrictFault, records
from tests.conftest import SHARED
from tests.ingest.csv_texts import DELIMITERS, LINE_ENDS, Table, tables, written

SPECTRUM = SHARED / "data" / "badinput" / "csv-spectrum"
BARE_QUOTES = "location_coordinates"  # its quotes stand inside fields without quotes


def fields(text: str, delimiter: str = ",") -> list[tuple[str, ...]]:
    return [record.fields for record in records(text, delimiter)]


def spectrum_files() -> list[str]:
    return sorted(path.stem for path in (SPECTRUM / "csvs").glob("*.csv"))


@pytest.mark.skipif(not spectrum_files(), reason="csv-spectrum is not present beside the project")
@pytest.mark.parametrize("name", [name for name in spectrum_files() if name != BARE_QUOTES])
def test_records_when_the_file_is_of_csv_spectrum(name: str) -> None:
    text = (SPECTRUM / "csvs" / f"{name}.csv").read_bytes().decode("utf-8")
    wanted = json.loads((SPECTRUM / "json" / f"{name}.json").read_text(encoding="utf-8"))
    heading, *rows = [line for line in fields(text) if line != ("",)]
    found = [dict(zip(heading, row, strict=True)) for row in rows]
    assert found == wanted


@pytest.mark.skipif(not spectrum_files(), reason="csv-spectrum is not present beside the project")
def test_records_when_csv_spectrum_leaves_quotes_bare() -> None:
    text = (SPECTRUM / "csvs" / f"{BARE_QUOTES}.csv").read_bytes().decode("utf-8")
    with pytest.raises(StrictFault) as caught:
        fields(text)
    assert (caught.value.line, caught.value.field) == (2, 2)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", []),
        ("a,b", [("a", "b")]),
        ("a,b\n", [("a", "b")]),
        ("a,\n", [("a", "")]),
        (",", [("", "")]),
        ("\n", [("",)]),
        ('""', [("",)]),
        ('"",""', [("", "")]),
        ('"a""b",c', [('a"b', "c")]),
        ('""""', [('"',)]),
        ('"a\r\nb","c\rd"\r\ne,f', [("a\r\nb", "c\rd"), ("e", "f")]),
        ('" a "', [(" a ",)]),
        ("a b, c ", [("a b", " c ")]),
    ],
)
def test_records_when_the_text_is_strict(text: str, wanted: list[tuple[str, ...]]) -> None:
    assert fields(text) == wanted


@pytest.mark.parametrize(
    ("text", "line", "field", "what"),
    [
        ('a,b\nc,d"e\n', 2, 2, "a quote stands inside a field without quotes"),
        ('a, "b"\n', 1, 2, "a quote stands inside a field without quotes"),
        ('a,"b" \n', 1, 2, "text follows the closing quote"),
        ('a,"b"c"\n', 1, 2, "text follows the closing quote"),
        ('a,"b"\n"c\n\nd,e\n', 2, 1, "a quote is opened and never closed"),
        ('a,"', 1, 2, "a quote is opened and never closed"),
        ('"x\ny",z"\n', 1, 2, "a quote stands inside a field without quotes"),
    ],
)
def test_records_when_a_quote_stands_wrong(text: str, line: int, field: int, what: str) -> None:
    with pytest.raises(StrictFault) as caught:
        fields(text)
    assert (caught.value.line, caught.value.field, caught.value.what) == (line, field, what)
    assert caught.value.unclosed == ("never closed" in what)


def test_lines_of_records_when_fields_span_lines() -> None:
    text = 'a,b\r\n"x\ny\rz\r\n",1\r\n\r\nc,d'
    assert [record.line for record in records(text, ",")] == [1, 2, 6, 7]


def test_records_when_reading_begins_within_the_text() -> None:
    text = "title\na;b\nc;d"
    found = list(records(text, ";", start=6, line=2))
    assert [(record.line, record.fields) for record in found] == [(2, ("a", "b")), (3, ("c", "d"))]
    assert found[-1].end == len(text)


@settings(max_examples=60, deadline=None)
@given(tables(), st.sampled_from(DELIMITERS), st.sampled_from(LINE_ENDS), st.booleans())
def test_records_when_a_table_was_written_strictly(
    table: Table, delimiter: str, end: str, last: bool
) -> None:
    lines = [table.headings, *table.rows]
    assert fields(written(lines, delimiter, end, last=last), delimiter) == lines


@settings(max_examples=60, deadline=None)
@given(tables(), st.sampled_from(DELIMITERS))
def test_records_when_python_wrote_the_table(table: Table, delimiter: str) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, strict=True).writerows(table.rows)
    assert fields(out.getvalue(), delimiter) == list(table.rows)
