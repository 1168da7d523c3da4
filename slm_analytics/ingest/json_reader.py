"""Reading JSON: a list of objects, an object a line, or a document of a tool.

Strict: one line that is no object refuses the file and names the line, for
what is left out of a list nobody misses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from slm_analytics.errors import UnreadableFile
from slm_analytics.ingest.file_kind import wide_encoding
from slm_analytics.ingest.json_values import JsonFault, after_blanks, flattened, value_at
from slm_analytics.ingest.text_columns import TextColumns
from slm_analytics.settings import MAX_UNPACKED_BYTES, MEBIBYTE
from slm_analytics.warehouse.archive import ParseFacts, RawTable

Document = Callable[[object], list[dict[str, str]] | None]


def read_json(path: Path, name: str, documents: Iterable[Document] = ()) -> list[RawTable]:
    """Read every value of a JSON file as text: one table, or one for each way to read a document.

    Args:
        path: the bytes.
        name: what to call the file in messages.
        documents: how documents of tools become rows; each is tried.

    Raises:
        UnreadableFile: it is no JSON, holds no list of objects, or says one thing twice.
    """
    text, encoding = _decoded(path, name)
    facts = ParseFacts(kind="json", encoding=encoding)
    start = after_blanks(text, 0)
    if text[start : start + 1] == "[":
        found = _list(text, start, name)
        return [found.table(facts)] if found else _tables(text, start, name, documents, facts)
    if _is_lines(text, start):
        return [_lines(text, name, facts)]
    return _tables(text, start, name, documents, facts)


def _decoded(path: Path, name: str) -> tuple[str, str]:
    size = path.stat().st_size
    if size > MAX_UNPACKED_BYTES:
        raise UnreadableFile(
            f"{name} has {size // MEBIBYTE:,} MB; the limit of JSON files is"
            f" {MAX_UNPACKED_BYTES // MEBIBYTE} MB.",
            remedy="Export fewer months at a time, or as CSV.",
        )
    data = path.read_bytes()
    encoding = wide_encoding(data[:4]) or "utf-8"
    try:
        return data.decode(encoding).removeprefix("\ufeff"), encoding
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableFile(
            f"{name}, line {line}: byte 0x{data[error.start]:02X} is not {encoding.upper()}, in"
            " which JSON is written.",
            remedy="Export the file again; it may be damaged.",
            line=line,
        ) from error


def _is_lines(text: str, start: int) -> bool:
    """Return whether a first line of its own holds a whole object, and more lines follow."""
    end = text.find("\n", start)
    if end < 0 or after_blanks(text, end) == len(text):
        return False
    try:
        _, after = value_at(text[:end], start)
    except JsonFault:
        return text[after_blanks(text, end)] == "{"  # as it begins a line, not within an object
    return after_blanks(text[:end], after) == end


def _lines(text: str, name: str, facts: ParseFacts) -> RawTable:
    columns, blank = TextColumns(name), 0
    for number, line in enumerate(text.removesuffix("\n").split("\n"), 1):
        if not line.strip(" \t\r"):
            blank += 1
            continue
        try:
            start = after_blanks(line, 0)
            value, after = value_at(line, start)
            if not isinstance(value, dict):
                raise JsonFault("the line holds no object")
            if after_blanks(line, after) != len(line):
                raise JsonFault("more stands after the object")
            columns.add(number, flattened(value))
        except JsonFault as fault:
            raise _refused(name, fault, number) from fault
    return columns.table(ParseFacts(kind=facts.kind, encoding=facts.encoding, blank_lines=blank))


def _list(text: str, start: int, name: str) -> TextColumns | None:
    """Return the objects of a list as rows; None where it holds something else."""
    columns = TextColumns(name)
    at = after_blanks(text, start + 1)
    while text[at : at + 1] != "]" or len(columns):
        try:
            value, at = value_at(text, at)
            if not isinstance(value, dict):
                return None
            columns.add(len(columns) + 1, flattened(value))
            at = after_blanks(text, at)
            if text[at : at + 1] == "]":
                break
            if text[at : at + 1] != ",":
                raise JsonFault("the list is not continued and not closed there", at)
            at = after_blanks(text, at + 1)
        except JsonFault as fault:
            raise _refused(
                name, fault, _line(text, at if fault.at is None else fault.at)
            ) from fault
    _check_end(text, at + 1, name)
    if not columns:
        raise _nothing(name)
    return columns


def _tables(
    text: str, start: int, name: str, documents: Iterable[Document], facts: ParseFacts
) -> list[RawTable]:
    """Return what the tools' ways to read a document make of it."""
    try:
        value, end = value_at(text, start)
    except JsonFault as fault:
        raise _refused(name, fault, _line(text, fault.at or start)) from fault
    _check_end(text, end, name)
    found = [rows for document in documents if (rows := document(value)) is not None]
    return [_table(rows, name, facts) for rows in found] or [
        _table(_wrapped(value, text, name), name, facts)
    ]


def _table(rows: list[dict[str, str]], name: str, facts: ParseFacts) -> RawTable:
    columns = TextColumns(name)
    for number, row in enumerate(rows, 1):
        columns.add(number, row)
    if not columns:
        raise _nothing(name)
    return columns.table(facts)


def _wrapped(value: Any, text: str, name: str) -> list[dict[str, str]]:
    """Return the rows of a list that an object wraps, or an object alone as the only row."""
    inner = list(value.values()) if isinstance(value, dict) else []
    if len(inner) == 1 and _is_list(inner[0]):
        return _rows(inner[0], name)
    if inner and "\n" not in text.strip() and not any(map(_is_list, inner)):
        return _rows([value], name)
    raise UnreadableFile(
        f"{name} is JSON, but neither a list of objects, nor an object a line, nor a document"
        " of a known tool.",
        remedy="Export the list as CSV, or as a list of objects: one for each row.",
    )


def _is_list(value: object) -> bool:
    """Return whether a value is a list of objects, also an empty one."""
    return isinstance(value, list) and all(isinstance(each, dict) for each in value)


def _rows(records: list[dict[str, Any]], name: str) -> list[dict[str, str]]:
    try:
        return [flattened(record) for record in records]
    except JsonFault as fault:
        raise _refused(name, fault, 1) from fault


def _check_end(text: str, at: int, name: str) -> None:
    rest = after_blanks(text, at)
    if rest != len(text):
        fault = JsonFault("more stands after the end of the JSON")
        raise _refused(name, fault, _line(text, rest))


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _refused(name: str, fault: JsonFault, line: int) -> UnreadableFile:
    return UnreadableFile(
        f"{name}, line {line}: {fault.what}.",
        remedy="Export the file again: it was cut off, or changed by hand.",
        line=line,
    )


def _nothing(name: str) -> UnreadableFile:
    return UnreadableFile(
        f"{name} holds an empty list.", remedy="Check the filter of the export: it gave no rows."
    )
