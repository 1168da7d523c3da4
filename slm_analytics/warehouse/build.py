"""Building a generation: copy or create, add, marts, checkpoint, compare, switch.

Runs in a process of its own: a full disk or a damaged file ends that process
and nothing else.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from slm_analytics import __version__
from slm_analytics.domain.rules import Rules
from slm_analytics.domain.zone import TZDATA_VERSION
from slm_analytics.errors import DamagedStore
from slm_analytics.progress import tell
from slm_analytics.settings import DataFolder
from slm_analytics.warehouse import sql_files
from slm_analytics.warehouse.durable import sha256_of
from slm_analytics.warehouse.generation import (
    building_path,
    copy_for_change,
    next_number,
    switch,
)
from slm_analytics.warehouse.manifest import (
    SCHEMA_VERSION,
    LoadRecord,
    Manifest,
    manifest_text,
)
from slm_analytics.warehouse.mart_making import STAGES, make_marts, statements
from slm_analytics.warehouse.opening import opened
from slm_analytics.warehouse.records.tables import (
    RecordTable,
    add_records,
    create_record_tables,
    make_records,
    tell_unknown_words,
)
from slm_analytics.warehouse.write_fault import write_fault

_STORAGE = "v1.5.0"  # the oldest release that may open the files: the way back
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "threads": 2,
    "memory_limit": "4GB",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLoad:
    """A load to be added: its record, and its rows (see `ingest.canonical`)."""

    record: LoadRecord
    tickets: pa.Table
    updates: pa.Table
    set_aside: pa.Table
    records: pa.Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What the next generation is to be.

    Attributes:
        base: the generation to copy; None starts from nothing.
        kept: loads that the base already holds.
        new: loads to add, in order.
        words: rows of `value_map`.
        rules: the calendars and targets that the clocks run by.
        records: the tables of records other than tickets.
        register: table -> its rows, the sheets of the register that `rules` were made from.
        parent: the generation that `undo` returns to.
        action: what was done, in words, for the list of generations.
    """

    base: int | None
    kept: tuple[LoadRecord, ...]
    new: Sequence[NewLoad]
    words: pa.Table
    register_version: int
    parent: int | None
    action: str
    rules: Rules = field(default_factory=Rules)
    records: Sequence[RecordTable] = ()
    register: Mapping[str, pa.Table] = field(default_factory=dict)


def build(folder: DataFolder, plan: Plan) -> Manifest:
    """Build the next generation and put it in force; the caller holds the writer's lock.

    Raises:
        StoreError: the disk is full, or what was written is not what was meant.
    """
    number = next_number(folder)
    target = building_path(folder, number)
    inputs = _inputs(number, plan)
    try:
        tell("Copying the store", 0, STAGES)
        if plan.base is not None:
            copy_for_change(folder, plan.base, target)
            target.chmod(0o644)
        _write(target, plan, inputs)
        tell("Checking what was written", STAGES - 1, STAGES)
        manifest = _manifest(target, inputs)
        switch(folder, target, manifest)
    except (OSError, duckdb.Error) as error:
        raise write_fault(folder, error) from error
    finally:
        for left in (target, _beside(target, ".wal")):
            left.unlink(missing_ok=True)
        shutil.rmtree(_beside(target, ".tmp"), ignore_errors=True)
    return manifest


def _beside(target: Path, ending: str) -> Path:
    return target.with_name(target.name + ending)


def _write(target: Path, plan: Plan, inputs: Manifest) -> None:
    with duckdb.connect(":memory:", config=_SETTINGS) as connection:
        connection.execute(f"SET temp_directory = '{_quoted(_beside(target, '.tmp'))}'")
        connection.execute(f"ATTACH '{_quoted(target)}' AS store (STORAGE_VERSION '{_STORAGE}')")
        connection.execute("USE store")
        connection.execute("BEGIN")
        if plan.base is None:
            for statement in sql_files.schema_tables().values():
                connection.execute(statement)
        tell("Adding the rows", 1, STAGES)
        create_record_tables(connection, plan.records)
        _add(connection, plan.new, plan.records)
        _replace_words(connection, plan.words)
        _replace_register(connection, plan.register)
        tell("Making the figures", 2, STAGES)
        make_records(connection, plan.records)
        make_marts(connection, plan.rules)
        tell_unknown_words(connection, plan.records)
        _stamp(connection, inputs)
        connection.execute("COMMIT")
        tell("Writing the store", STAGES - 2, STAGES)
        connection.execute("CHECKPOINT store")
        connection.execute("USE memory")
        connection.execute("DETACH store")
    if _beside(target, ".wal").exists():
        raise DamagedStore("The new generation was not completely written.")


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


# Within one batch of loads, as between batches: the newest row, else the later load.
_NEWEST = """QUALIFY row_number() OVER (
    PARTITION BY l.system, l.source, new.ticket_id
    ORDER BY new.updated_at DESC NULLS LAST, new.load_number DESC
) = 1"""
_LATEST = """QUALIFY row_number() OVER (
    PARTITION BY l.system, new.ticket_id, new.updated_at, new.sequence
    ORDER BY new.load_number DESC
) = 1"""


def _add(
    connection: duckdb.DuckDBPyConnection,
    loads: Sequence[NewLoad],
    records: Sequence[RecordTable],
) -> None:
    """Add loads in one go; the result is that of adding them one after the other."""
    for load in loads:
        _note_load(connection, load.record)
    numbers = ", ".join(str(load.record.number) for load in loads) or "NULL"
    connection.execute(
        "CREATE TEMP TABLE incoming_load AS"  # noqa: S608  own numbers
        f" SELECT number, system, source, load_id FROM load WHERE number IN ({numbers})"
    )
    several = len(loads) > 1
    slots = {"{newest}": _NEWEST if several else "", "{latest}": _LATEST if several else ""}
    for table, part, step in (
        ("incoming_ticket", "tickets", "add_tickets"),
        ("incoming_update", "updates", "add_updates"),
        ("incoming_set_aside", "set_aside", "add_set_aside"),
    ):
        pieces = [_numbered(getattr(load, part), load.record.number) for load in loads]
        pieces = [piece for piece in pieces if piece.num_rows]
        if not pieces:
            continue
        connection.register(table, pieces[0] if len(pieces) == 1 else _joined(pieces))
        for statement in statements(sql_files.step(step)):
            for slot, words in slots.items():
                statement = statement.replace(slot, words)  # noqa: PLW2901
            connection.execute(statement)
        connection.unregister(table)
    told: dict[str, list[pa.Table]] = {}
    for load in (each for each in loads if each.records.num_rows):
        rows = _numbered(load.records, load.record.number)
        told.setdefault(load.record.contract, []).append(rows)
    add_records(connection, records, told)
    connection.execute("DROP TABLE incoming_load")


def _numbered(rows: pa.Table, number: int) -> pa.Table:
    numbers = pa.array(np.full(rows.num_rows, number, np.int32))
    return rows.append_column("load_number", numbers)


def _joined(pieces: Sequence[pa.Table]) -> pa.Table:
    """Return one table; a column may come as codes of its words from some loads only."""
    return pa.concat_tables([_uncoded(piece) for piece in pieces])


def _uncoded(rows: pa.Table) -> pa.Table:
    fields = [
        pa.field(each.name, pa.string()) if pa.types.is_dictionary(each.type) else each
        for each in rows.schema
    ]
    return rows.cast(pa.schema(fields))


def _note_load(connection: duckdb.DuckDBPyConnection, record: LoadRecord) -> None:
    columns = [column.name for column in sql_files.schema_columns("load")]
    values = {name: getattr(record, name) for name in columns}
    for name in ("received_at", "first_opened_at", "last_opened_at", "latest_at"):
        values[name] = values[name].removesuffix("Z") or None
    values["fields"] = list(record.fields)
    slots = ", ".join(f"${name}" for name in columns)
    connection.execute(f"INSERT INTO load VALUES ({slots})", values)  # noqa: S608  own names


def _replace_words(connection: duckdb.DuckDBPyConnection, words: pa.Table) -> None:
    connection.execute("DELETE FROM value_map")
    if words.num_rows:
        connection.register("incoming_word", words)
        connection.execute("INSERT INTO value_map BY NAME SELECT * FROM incoming_word")
        connection.unregister("incoming_word")


def _replace_register(
    connection: duckdb.DuckDBPyConnection, register: Mapping[str, pa.Table]
) -> None:
    for table in (name for name in sql_files.schema_tables() if name.startswith("register_")):
        connection.execute(f"DELETE FROM {table}")  # noqa: S608  own names
        if table in register:
            connection.register("incoming_row", register[table])
            connection.execute(
                f"INSERT INTO {table} BY NAME SELECT * FROM incoming_row"  # noqa: S608  own names
            )
            connection.unregister("incoming_row")


def _stamp(connection: duckdb.DuckDBPyConnection, inputs: Manifest) -> None:
    connection.execute("DELETE FROM generation")
    connection.execute(
        "INSERT INTO generation SELECT $number, $parent,"
        " coalesce(max(latest_at), (SELECT as_of FROM uptime_reach)), $register_version,"
        " $code_version, $schema_version, $tzdata_version, $inputs FROM load",
        {
            "number": inputs.number,
            "parent": inputs.parent,
            "register_version": inputs.register_version,
            "code_version": inputs.code_version,
            "schema_version": inputs.schema_version,
            "tzdata_version": inputs.tzdata_version,
            "inputs": manifest_text(inputs),
        },
    )


def _inputs(number: int, plan: Plan) -> Manifest:
    """Return what is known of a generation before it is written."""
    return Manifest(
        number=number,
        parent=plan.parent,
        loads=(*plan.kept, *(load.record for load in plan.new)),
        register_version=plan.register_version,
        code_version=__version__,
        schema_version=SCHEMA_VERSION,
        tzdata_version=TZDATA_VERSION,
        as_of="",
        action=plan.action,
        created_at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        database_sha256="",
        tickets=0,
        history_rows=0,
    )


def _manifest(target: Path, inputs: Manifest) -> Manifest:
    """Open what was written, compare it with the ledger, and describe it."""
    with opened(target) as connection:
        _compare(connection, inputs.loads)
        counts = connection.execute(
            "SELECT (SELECT count(*) FROM ticket_fact), (SELECT count(*) FROM ticket_update),"
            " (SELECT as_of FROM generation)"
        ).fetchone()
    tickets, updates, as_of = counts or (0, 0, None)
    return replace(
        inputs,
        as_of=as_of.strftime("%Y-%m-%dT%H:%M:%SZ") if as_of else "",
        database_sha256=sha256_of(target),
        tickets=int(tickets),
        history_rows=int(updates),
    )


def _compare(connection: duckdb.DuckDBPyConnection, loads: Sequence[LoadRecord]) -> None:
    """Compare the rows written with the ledger of loads.

    Raises:
        DamagedStore: they differ.
    """
    aside = dict(
        connection.execute(
            "SELECT load_id, count(*) FROM set_aside_row GROUP BY load_id"
        ).fetchall()
    )
    noted = [row[0] for row in connection.execute("SELECT load_id FROM load").fetchall()]
    pair = connection.execute(
        "SELECT (SELECT count(*) FROM ticket_fact),"
        " (SELECT count(*) FROM (SELECT DISTINCT system, ticket_id FROM ticket_version))"
    ).fetchone()
    differs = (
        sorted(noted) != sorted(load.load_id for load in loads)
        or any(aside.get(load.load_id, 0) != load.set_aside for load in loads)
        or any(load.rows != load.loaded + load.set_aside + load.duplicates for load in loads)
        or (pair is not None and pair[0] != pair[1])
    )
    if differs:
        raise DamagedStore(
            "What was written differs from the ledger of loads; the store was left as it was.",
            remedy="Try again; if it happens again, keep the file and report it.",
        )
