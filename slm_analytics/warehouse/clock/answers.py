"""Answering for all tickets at once what became of their clocks, under any rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from slm_analytics.domain.rules import Rules
from slm_analytics.domain.target import ClockKind
from slm_analytics.warehouse.clock.pieces import Pieces, file_text, is_simple, may_need_walk
from slm_analytics.warehouse.clock.rule_tables import RuleTables, compile_rules
from slm_analytics.warehouse.sql_files import marts

_KINDS = list(ClockKind)
_STOPS = {ClockKind.RESOLUTION: "ended", ClockKind.CLOSURE: "closed"}
_NAMED = (("customer", 8), ("service", 4), ("record_type", 2), ("priority", 1))
_BEGINNING, _END = -(1 << 60), 1 << 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """What the clock has to know of a generation: its span of time, words, keys and zones.

    `longest_pause`: the greatest hold total that an export tells, in seconds.
    """

    first: int
    last: int
    words: Mapping[str, int]
    keys: int
    zones: tuple[str, ...]
    as_of: int | None
    longest_pause: int


def store_of(connection: duckdb.DuckDBPyConnection) -> Store:
    """Return what the clock has to know of a generation."""
    span = connection.execute(
        "SELECT min(opened_s), greatest(max(opened_s), max(ended_s),"
        " (SELECT max(start_s) FROM ticket_stretch)), (SELECT count(*) FROM ticket_key)"
        ", (SELECT epoch_us(max(latest_at)) // 1000000 FROM load), max(told_pause)"
        " FROM ticket_moment"
    ).fetchone()
    first, last, keys, as_of, longest_pause = span or (None, None, 0, None, None)
    words = dict(connection.execute("SELECT word, word_no FROM ticket_word").fetchall())
    zones = connection.execute("SELECT DISTINCT zone FROM load ORDER BY zone").fetchall()
    return Store(
        first=first or 0,
        last=last or 0,
        words=words,
        keys=keys,
        zones=tuple(zone for (zone,) in zones),
        as_of=as_of,
        longest_pause=longest_pause or 0,
    )


def ticket_clocks(
    connection: duckdb.DuckDBPyConnection,
    rules: Rules,
    *,
    as_of: int | None = None,
    scope: str = "",
    parameters: Mapping[str, object] | None = None,
    tickets: tuple[int, int] | None = None,
    walk_all: bool = False,
) -> str:
    """Make the temporary tables that the answers need, and return their SELECT.

    Nothing is stored; the tables are seen by this connection alone. Columns as
    in `ticket_clock.sql`.

    Args:
        rules: the calendars and targets to answer by.
        as_of: the instant that stands for now; None: the latest in the loads.
        scope: a condition on rows of `ticket_fact`, which limits the tickets.
        parameters: what the condition's `$names` stand for.
        tickets: the first number of tickets to answer for, and the number after the last.
        walk_all: walk through every history; the look-ups of simple clocks are one
            long SELECT each, which with many clocks of few tickets take longer to plan.
    """
    store = store_of(connection)
    as_of = store.as_of if as_of is None else as_of
    if not rules.targets or as_of is None or not store.keys:
        return file_text("no_clock")
    tables = compile_rules(rules, store.first, store.last, as_of, store.zones, store.longest_pause)
    pieces = Pieces(tables, store.words, store.keys)
    for name, rows in _tables(tables):
        connection.register("incoming_rows", rows)
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS FROM incoming_rows")
        connection.unregister("incoming_rows")
    _lists(connection, tables)
    if scope:
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE clock_scope AS"  # noqa: S608  the caller's own words
            f" SELECT rowid AS ticket_no FROM ticket_fact WHERE {scope}",
            dict(parameters or {}),
        )
    run(connection, pieces.filled("match", same_keys=_same_keys(tables)))
    limit = "m.ticket_no IN (SELECT ticket_no FROM clock_scope)" if scope else "true"
    if tickets is not None:
        limit += f" AND m.ticket_no >= {tickets[0]} AND m.ticket_no < {tickets[1]}"
    simple, asked = _begun(tables, pieces, limit, walk_all=walk_all)
    run(connection, pieces.filled("walk", asked=_together(asked)))
    run(connection, pieces.filled("walk_answers"))
    found = [pieces.filled("ticket_clock", answers=each) for each in simple]
    return _together([*found, pieces.filled("ticket_clock", answers="FROM clock_walked")])


def _begun(
    tables: RuleTables, pieces: Pieces, limit: str, *, walk_all: bool
) -> tuple[list[str], list[str]]:
    """Return by clock the SELECT of simple tickets, and that of those to walk through."""
    simple, asked = [], []
    for number, (kind, _) in enumerate(tables.clocks):
        slots = {
            "scope": limit,
            "clock_no": str(number),
            "is_simple": "false" if walk_all else is_simple(kind),
        }
        unusual = "true" if walk_all else may_need_walk(kind, tables.all_simple(number))
        narrowed = slots | {"scope": f"{limit} AND {unusual}"}
        asked.append(pieces.filled("asked", held=_held(kind, number), **narrowed))
        if walk_all:
            continue
        if kind is ClockKind.RESPONSE:
            simple.append(pieces.filled("simple_response", **slots))
        elif kind in _STOPS:
            stop = {"stop": f"{_STOPS[kind]}_s", "stop_for_good": f"{_STOPS[kind]}_for_good_s"}
            simple.append(pieces.filled("simple_pausing", **stop, **slots))
    return simple, asked


def show_clocks(
    connection: duckdb.DuckDBPyConnection,
    rules: Rules,
    *,
    scope: str = "",
    parameters: Mapping[str, object] | None = None,
) -> None:
    """Have this connection see `ticket_clock` and `clock_fact` as they would be under `rules`."""
    clocks = ticket_clocks(connection, rules, scope=scope, parameters=parameters)
    connection.execute(f"CREATE OR REPLACE TEMP VIEW ticket_clock AS {clocks}")
    (fact,) = (mart.sql for mart in marts() if mart.name == "clock_fact")
    view = fact[fact.index("CREATE VIEW") :]
    connection.execute(view.replace("CREATE VIEW", "CREATE OR REPLACE TEMP VIEW", 1))


def run(connection: duckdb.DuckDBPyConnection, text: str) -> None:
    """Run statements; none holds a semicolon inside."""
    for statement in text.split(";\n"):
        if statement.strip(" ;\n"):
            connection.execute(statement)


def _lists(connection: duckdb.DuckDBPyConnection, rules: RuleTables) -> None:
    """Make the table of one row that holds the lists."""
    row = pa.table(
        {
            name: pa.LargeListArray.from_arrays(pa.array([0, len(values)], pa.int64()), values)
            for name, values in rules.lists.items()
        }
    )
    connection.register("incoming_rows", row)
    connection.execute("CREATE OR REPLACE TEMP TABLE clock_rule_list AS FROM incoming_rows")
    connection.unregister("incoming_rows")


def _together(selects: list[str]) -> str:
    return "\nUNION ALL\n".join(f"(\n{each}\n)" for each in selects)


def _tables(rules: RuleTables) -> Iterator[tuple[str, pa.Table]]:
    yield from rules.tables.items()
    yield (
        "clock_clock",
        pa.table(
            {
                "clock_no": pa.array(range(len(rules.clocks)), pa.int32()),
                "kind": pa.array([_KINDS.index(kind) for kind, _ in rules.clocks], pa.int32()),
                "clock": pa.array([kind.value for kind, _ in rules.clocks], pa.string()),
                "holder": pa.array([holder for _, holder in rules.clocks], pa.string()),
            }
        ),
    )
    begins = [_BEGINNING, *rules.boundaries]
    yield (
        "clock_epoch",
        pa.table(
            {
                "begin_s": pa.array(begins, pa.int64()),
                "end_s": pa.array([*begins[1:], _END], pa.int64()),
            }
        ),
    )


def _same_keys(rules: RuleTables) -> str:
    """Return the SELECT of the keys that targets hold for: one part per set of keys named."""
    named = sorted({target.exactness for target in rules.targets}) or [0]
    selects = []
    for number in named:
        equal = "".join(f" AND t.{key} = k.{key}" for key, weight in _NAMED if number & weight)
        selects.append(
            "SELECT k.key_no, t.target_no, t.clock_no,"  # noqa: S608  numbers and own names
            " t.exactness, t.first_epoch, t.until_epoch"
            " FROM ticket_key AS k INNER JOIN clock_target AS t"
            f" ON t.exactness = {number}{equal}"
        )
    return " UNION ALL ".join(selects)


def _held(kind: ClockKind, number: int) -> str:
    """Return the condition that somebody of a holding clock held the ticket."""
    if kind is not ClockKind.HOLDING:
        return ""
    return (
        "AND m.ticket_no IN (SELECT s.ticket_no"  # noqa: S608  a number and own names
        " FROM all_stretch AS s"
        " INNER JOIN ticket_word AS v ON v.word_no = s.word_no"
        f" INNER JOIN clock_clock AS c ON c.clock_no = {number}"
        " AND c.holder IN (s.assignment_group, s.vendor)"
        " WHERE v.state NOT IN ('resolved', 'closed', 'cancelled'))"
    )
