"""The record: versions of the register, answers kept for next month, a damaged file."""

from __future__ import annotations

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slm_analytics.errors import DamagedStore, StoreBusy
from slm_analytics.record import store as store_module
from slm_analytics.record.source_memory import (
    MEANINGS,
    Answers,
    keep_answers,
    keep_mapping,
    kept_answers,
    kept_mappings,
    meaning_change,
)
from slm_analytics.record.store import Record, RegisterChange


@pytest.fixture
def record(tmp_path: Path) -> Record:
    return Record(tmp_path / "new" / "record.sqlite")


def row(key: str, text: str | None) -> RegisterChange:
    return RegisterChange(sheet="s", key=key, content=None if text is None else {"text": text})


def write(record: Record, parent: int, *changes: RegisterChange) -> int:
    return record.change_register(parent, changes, who="w", why="y")


def texts(record: Record, version: int) -> dict[str, str]:
    return {key: content["text"] for key, content in record.register(version, "s").items()}


def test_nothing_is_known_and_no_file_is_made_when_nothing_was_written(
    record: Record, tmp_path: Path
) -> None:
    assert record.register(0, "s") == {}
    assert record.kept("mapping") == {}
    record.check()
    assert list(tmp_path.iterdir()) == []


def test_a_version_holds_its_parents_rows_when_only_some_change(record: Record) -> None:
    assert write(record, 0, row("a", "1"), row("b", "1")) == 1
    assert write(record, 1, row("b", "2"), row("c", "2")) == 2
    assert write(record, 2, row("a", None)) == 3
    assert texts(record, 0) == {}
    assert texts(record, 1) == {"a": "1", "b": "1"}
    assert texts(record, 2) == {"a": "1", "b": "2", "c": "2"}
    assert texts(record, 3) == {"b": "2", "c": "2"}
    assert record.register(3, "another sheet") == {}
    assert texts(record, 99) == {}


def test_a_change_starts_from_its_parent_when_later_versions_were_left(record: Record) -> None:
    write(record, 0, row("a", "1"))
    write(record, 1, row("a", "2"), row("b", "2"))
    branch = write(record, 1, row("c", "3"))
    assert branch == 3
    assert texts(record, 3) == {"a": "1", "c": "3"}
    assert texts(record, 2) == {"a": "2", "b": "2"}


def test_the_last_word_counts_when_one_change_says_two(record: Record) -> None:
    write(record, 0, row("a", "1"), row("a", "2"))
    assert texts(record, 1) == {"a": "2"}


versions = st.lists(
    st.tuples(
        st.integers(0, 100),  # which earlier version it starts from
        st.lists(st.tuples(st.sampled_from("abc"), st.none() | st.text(max_size=3)), max_size=3),
    ),
    max_size=8,
)


@settings(max_examples=25, deadline=None)
@given(versions)
def test_every_version_is_its_lineage_when_histories_branch(
    tmp_path_factory: pytest.TempPathFactory,
    drawn: list[tuple[int, list[tuple[str, str | None]]]],
) -> None:
    record = Record(tmp_path_factory.mktemp("record") / "record.sqlite")
    told: list[dict[str, str]] = [{}]
    for choice, changes in drawn:
        parent = choice % len(told)
        content = dict(told[parent])
        for key, text in changes:
            content.pop(key, None)
            if text is not None:
                content[key] = text
        number = write(record, parent, *(row(key, text) for key, text in changes))
        assert number == len(told)
        told.append(content)
    assert [texts(record, number) for number in range(len(told))] == told


def test_who_when_and_why_are_kept_when_the_register_changes(
    record: Record, tmp_path: Path
) -> None:
    record.change_register(0, [row("a", "ä")], who="Zoë", why="because")
    with closing(sqlite3.connect(tmp_path / "new" / "record.sqlite")) as connection:
        rows = connection.execute("SELECT * FROM register_version").fetchall()
    (number, parent, at, who, why) = rows[0]
    assert (number, parent, who, why) == (1, 0, "Zoë", "because")
    assert datetime.fromisoformat(at).tzinfo is not None


def test_versions_have_numbers_of_their_own_when_many_write_at_once(record: Record) -> None:
    write(record, 0, row("start", "1"))
    start = threading.Barrier(4)

    def several(writer: int) -> list[int]:
        start.wait()
        return [write(record, 1, row(f"{writer} {step}", "x")) for step in range(5)]

    with ThreadPoolExecutor(4) as threads:
        numbers = [number for found in threads.map(several, range(4)) for number in found]
    assert sorted(numbers) == list(range(2, 22))


def test_an_answer_is_there_next_month_when_it_was_kept(record: Record) -> None:
    said = Answers(zone="Europe/Berlin", customer="Müller", date_order="dmy")
    assert kept_answers(record, "x") == Answers()
    keep_answers(record, "x", Answers(zone="UTC"))
    keep_answers(record, "x", said)
    keep_answers(record, "y", Answers())
    assert kept_answers(record, "x") == said
    assert kept_answers(record, "y") == Answers()
    keep_mapping(record, "x", '{"name": "x"}')
    assert kept_mappings(record) == {"x": '{"name": "x"}'}


def test_a_meaning_is_keyed_by_tool_field_and_plain_word_when_it_is_given(record: Record) -> None:
    given_once = meaning_change("tool", "state", "  Wartend ", "on_hold")
    again = meaning_change("tool", "state", "WARTEND", "closed")
    assert given_once.key == again.key
    version = record.change_register(0, [given_once, again], who="w", why="y")
    assert list(record.register(version, MEANINGS).values()) == [
        {"system": "tool", "field": "state", "word": "wartend", "meaning": "closed"}
    ]
    back = record.change_register(
        version, [meaning_change("tool", "state", "wartend", None)], who="w", why="y"
    )
    assert record.register(back, MEANINGS) == {}
    assert len(record.register(version, MEANINGS)) == 1


@pytest.mark.parametrize("junk", [b"this is no database at all " * 200, b""])
def test_a_damaged_record_is_named_when_it_is_opened(tmp_path: Path, junk: bytes) -> None:
    path = tmp_path / "record.sqlite"
    record = Record(path)
    write(record, 0, row("a", "1"))
    path.write_bytes(junk)
    for rest in tmp_path.glob("record.sqlite-*"):
        rest.unlink()
    if junk:
        for ask in (lambda: texts(record, 1), lambda: record.kept("x"), record.check,
                    lambda: write(record, 0, row("a", "1"))):  # fmt: skip
            with pytest.raises(DamagedStore, match=r"record\.sqlite"):
                ask()
        assert path.read_bytes() == junk
    else:
        assert texts(record, 1) == {}  # an empty file is a record without entries


def test_a_damaged_page_is_named_when_the_record_is_checked(tmp_path: Path) -> None:
    path = tmp_path / "record.sqlite"
    record = Record(path)
    for number in range(40):
        write(record, number, row(f"key {number}", "text " * 50))
    record.check()
    content = bytearray(path.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 4096] = b"\xff" * 4096
    path.write_bytes(content)
    with pytest.raises(DamagedStore, match=r"record\.sqlite"):
        record.check()


def test_a_record_in_use_is_not_called_damaged_when_it_is_locked(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(record, 0, row("a", "1"))
    monkeypatch.setattr(store_module, "_WAIT_SECONDS", 0.05)
    with closing(sqlite3.connect(tmp_path / "new" / "record.sqlite")) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy, match=r"record\.sqlite"):
            write(record, 1, row("a", "2"))
        assert texts(record, 1) == {"a": "1"}  # reading goes on
        other.rollback()
    assert write(record, 1, row("a", "2")) == 2


def test_answer_is_kept_anew_only_where_none_is(tmp_path: Path) -> None:
    record = Record(tmp_path / "record.sqlite")
    record.forget("kind", "key")  # nothing there: nothing to do, and no file is made
    assert not (tmp_path / "record.sqlite").exists()
    assert record.keep_new("kind", "key", "first")
    assert not record.keep_new("kind", "key", "second")
    assert record.keep_new("other", "key", "second")
    assert record.kept("kind") == {"key": "first"}
    record.forget("kind", "key")
    assert (record.kept("kind"), record.kept("other")) == ({}, {"key": "second"})
