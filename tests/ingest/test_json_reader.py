"""JSON: lists, lines and documents become exactly the texts they hold, or nothing at all."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slm_analytics.errors import UnreadableFile
from slm_analytics.ingest.json_reader import read_json
from slm_analytics.ingest.mapping import SourceMapping
from slm_analytics.ingest.options import Options
from slm_analytics.ingest.reading import read_file
from slm_analytics.ingest.text_columns import _BLOCK
from slm_analytics.warehouse.archive import RawTable

Found = tuple[tuple[str, ...], list[tuple[object, ...]]]


def read(folder: Path, text: str | bytes) -> Found:
    path = folder / "list.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    (table,) = read_json(path, "list.json")
    return told(table)


def told(table: RawTable) -> Found:
    return table.headings, [tuple(each.values()) for each in table.rows.to_pylist()]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ('[{"a": "x", "b": 1}, {"b": 2}]', (("a", "b"), [(1, "x", "1"), (2, "", "2")])),
        ('{"a": "x"}\n\n{"b": 2}\r\n', (("a", "b"), [(1, "x", ""), (3, "", "2")])),
        ('\ufeff [\n{"a": true},{"a":false},{"a":null}]\n',
         (("a",), [(1, "true"), (2, "false"), (3, "")])),
        ('[{"n": {"x": 1.50, "y": {"z": 1e400}}}]', (("n.x", "n.y.z"), [(1, "1.50", "1e400")])),
        ('[{"a": [1.0, "é", {"k": null}], "b": {}, "c": []}]',
         (("a", "b", "c"), [(1, '[1.0, "é", {"k": null}]', "{}", "[]")])),
        ('{"records": [{"a": 1}]}', (("a",), [(1, "1")])),
        ('{"number": "INC1", "caller": {"name": "x"}}',
         (("number", "caller.name"), [(1, "INC1", "x")])),
        ('[{"a": "\\u00e9\\n\\ud83d\\ude00\u2028"}]', (("a",), [(1, "é\n😀\u2028")])),
        ('[{"a": 12345678901234567890123, "": -0}]',
         (("a", ""), [(1, "12345678901234567890123", "-0")])),
    ],
)  # fmt: skip
def test_values_when_they_are_of_any_kind(tmp_path: Path, text: str, cells: Found) -> None:
    assert read(tmp_path, text) == cells


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_letters_when_a_mark_says_their_encoding(tmp_path: Path, encoding: str) -> None:
    assert read(tmp_path, '[{"ü": "説明"}]'.encode(encoding)) == (("ü",), [(1, "説明")])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"a": 1}\n{"a": \n{"a": 3}', "line 2: it is not JSON there"),
        ('{"a": \n{"a": 1}\n', "line 1: it is not JSON there"),
        ('{"a": 1}\n[2]\n', "line 2: the line holds no object"),
        ('{"a": 1}\n{"a": 2} {"a": 3}\n', "line 2: more stands after the object"),
        ('{"a": 1}\n{"a": {"b": 1, "b": 2}}', "line 2: the key 'b' stands there twice"),
        ('[{"a": 1},\n{"a.b": 1, "a": {"b": 2}}]', "line 2: the key 'a.b' stands there twice"),
        ('[{"a": 1}\n{"a": 2}]', "line 2: the list is not continued"),
        ('[{"a": 1},\n]', "line 2: it is not JSON there"),
        ('[{"a": 1}', "the list is not continued and not closed"),
        ('[{"a": 1}] []', "more stands after the end"),
        ('[{"a": 01}]', "the list|not JSON|delimiter"),
        ('[{"a": Infinity}]', "Infinity is no number"),
        ("[{'a': 1}]", "not JSON there"),
        ("[]", "holds an empty list"),
        ("[1, 2]", "nor a document of a known tool"),
        ('{"rows": [{"a": 1}], "next": "page2"}', "nor a document of a known tool"),
    ],
)
def test_file_when_it_is_not_strict(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(UnreadableFile, match=words) as caught:
        read(tmp_path, text)
    assert str(caught.value).startswith("list.json")
    assert caught.value.remedy


def test_rows_when_they_are_many(tmp_path: Path) -> None:
    """A heading that comes late stands empty in the rows, and the blocks of rows, before it."""
    count = 2 * _BLOCK + 3
    lines = [f'{{"id": {number}}}' for number in range(count - 1)] + ['{"late": "x"}']
    headings, rows = read(tmp_path, "\n".join(lines))
    assert headings == ("id", "late")
    assert rows[_BLOCK] == (_BLOCK + 1, str(_BLOCK), "")
    assert rows[-1] == (count, "", "x")
    assert len(rows) == count


_TEXTS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=8)
_FLAT = st.dictionaries(
    _TEXTS, st.one_of(_TEXTS, st.integers(), st.booleans(), st.none()), min_size=1
)


@given(st.lists(_FLAT, min_size=2), st.booleans())
def test_list_when_its_objects_are_flat(
    tmp_path_factory: pytest.TempPathFactory, objects: list[dict[str, Any]], ascii_only: bool
) -> None:
    """Lines and list give the same cells, and they are those that were written."""
    folder = tmp_path_factory.mktemp("flat")
    as_lines = "\n".join(json.dumps(each, ensure_ascii=ascii_only) for each in objects)
    headings, rows = read(folder, as_lines)
    assert read(folder, json.dumps(objects, ensure_ascii=ascii_only)) == (headings, rows)
    words = {True: "true", False: "false", None: ""}
    for written, (_, *cells) in zip(objects, rows, strict=True):
        texts = {
            key: words[value] if value is None or isinstance(value, bool) else str(value)
            for key, value in written.items()
        }
        assert dict(zip(headings, cells, strict=True)) == {
            heading: texts.get(heading, "") for heading in headings
        }


def _monitor(document: object) -> list[dict[str, str]] | None:
    """How a made-up tool's document becomes rows."""
    if not isinstance(document, dict) or "checks" not in document:
        return None
    return [{"Id": each["id"], "Made": each["at"]} for each in document["checks"]]


def test_document_when_a_source_knows_it(tmp_path: Path) -> None:
    source = SourceMapping(
        name="monitor",
        title="Monitor",
        system="monitor",
        columns={"ticket_id": ("Id",), "opened_at": ("Made",)},
        signature=("ticket_id", "opened_at"),
        document=_monitor,
    )
    path = tmp_path / "upload"
    path.write_text('{"page": 1,\n "checks": [{"id": 1.50, "at": "2026-01-05T10:00:00Z"}]}')
    other = SourceMapping(name="o", title="O", system="o", columns={}, document=lambda _: None)
    reading = read_file(
        path, "checks.json", Options(zone="UTC"), {"o": other, "monitor": source}, {},
        intake="i", received_at=datetime(2027, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    assert (reading.report.source, reading.report.kind) == ("monitor", "json")
    assert reading.raw is not None
    assert told(reading.raw) == (("Id", "Made"), [(1, "1.50", "2026-01-05T10:00:00Z")])
    path.write_text('{"page": 1, "checks": []}')
    with pytest.raises(UnreadableFile, match="holds an empty list"):
        read_json(path, "checks.json", [_monitor])
