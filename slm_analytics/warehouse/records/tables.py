"""Tables of records other than tickets: every row of every load, and the records in force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa

from slm_analytics.warehouse.sql_files import Column

_FOLDER = Path(__file__).parent
_NAMED = ("customer", "service")  # what the register's sheet of names may call otherwise


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordTable:
    """The table of one kind of record.

    Attributes:
        name: the table of the records in force; `{name}_row` holds the rows of all loads.
        contract: the kind of record.
        meaning: what a record is.
        columns: its fields.
        key: fields by which a record is the same as in an earlier load; the later holds.
        enough: fields of the key of which a value alone names the record: those that come
            later in the key do not count then.
        worded: fields whose words can be given a meaning.
        closed: those of them whose words must have one.
    """

    name: str
    contract: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    enough: tuple[str, ...]
    last: str
    worded: tuple[str, ...]
    closed: tuple[str, ...]


def create_record_tables(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[RecordTable]
) -> None:
    """Create the tables of rows that are not there yet."""
    for table in tables:
        columns = ",\n    ".join(_declared(column) for column in table.columns)
        connection.execute(_filled("create", {"name": table.name, "columns": columns}))


def _declared(column: Column) -> str:
    return f"{column.name} {column.type}{' NOT NULL' if column.required else ''}"


def add_records(
    connection: duckdb.DuckDBPyConnection,
    tables: Sequence[RecordTable],
    pieces: Mapping[str, Sequence[pa.Table]],
) -> None:
    """Add the rows of loads, given by their contract; `incoming_load` names the loads."""
    for table in tables:
        for piece in pieces.get(table.contract, ()):
            connection.register("incoming_record", piece)
            connection.execute(_filled("add", {"name": table.name}))
            connection.unregister("incoming_record")


def make_records(connection: duckdb.DuckDBPyConnection, tables: Sequence[RecordTable]) -> None:
    """Make the tables of records in force: the latest load holds, words have their meaning."""
    for table in tables:
        columns = ",\n    ".join(_worded(column, table) for column in table.columns)
        joins = "\n".join(_join(name) for name in table.worded)
        key = ", ".join(_key(table))
        latest = f"r.{table.last} DESC NULLS LAST, " if table.last else ""
        slots = {
            "name": table.name, "columns": columns, "joins": joins, "key": key, "latest": latest
        }  # fmt: skip
        connection.execute(_filled("in_force", slots))


def _key(table: RecordTable) -> Iterator[str]:
    before: list[str] = []
    for name in table.key:
        unnamed = " AND ".join(f"r.{each} IS NULL" for each in before)
        yield f"CASE WHEN {unnamed} THEN r.{name} END" if before else f"r.{name}"
        before += [name] if name in table.enough else []


def tell_unknown_words(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[RecordTable]
) -> None:
    """Add the words of closed vocabularies that have no meaning to `unknown_value`."""
    for table in tables:
        for field in table.closed:
            connection.execute(_filled("unknown", {"name": table.name, "field": field}))


def _worded(column: Column, table: RecordTable) -> str:
    name = column.name
    if name not in table.worded:
        return f"r.{name}"
    called = f"{name}_name.name, " if name in _NAMED else ""
    return f"coalesce({called}{name}_word.meaning, r.{name}) AS {name}"


def _join(name: str) -> str:
    words = _filled("worded", {"field": name})
    return f"{words}\n{_filled('named', {'field': name})}" if name in _NAMED else words


def _filled(file: str, slots: Mapping[str, str]) -> str:
    text = _text(file)
    for slot, words in slots.items():
        text = text.replace("{" + slot + "}", words)
    return text


@cache
def _text(file: str) -> str:
    return (_FOLDER / f"{file}.sql").read_text("utf-8").rstrip(";\n")
