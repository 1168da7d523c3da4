"""Tickets, histories and rules at random, and both forms of the clock over them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import duckdb
import pyarrow as pa

from slm_analytics.domain.history import HistoryFlag, TicketTimes, Told, regular
from slm_analytics.domain.rules import CalendarVersion, Rules
from slm_analytics.domain.service_calendar import ClosingRule, Hours, ServiceCalendar
from slm_analytics.domain.target import (
    ChangeRule,
    ClockKind,
    Keys,
    PauseTime,
    Policy,
    ReopenRule,
    StartRule,
    Target,
    TieRule,
    VersionRule,
)
from slm_analytics.domain.ticket import State
from slm_analytics.domain.ticket_clock import Agreed, TicketClock, ticket_clocks
from slm_analytics.ingest.record_tables import record_tables
from slm_analytics.warehouse import sql_files
from slm_analytics.warehouse.clock.answers import ticket_clocks as sql_clocks
from slm_analytics.warehouse.mart_making import make_marts
from slm_analytics.warehouse.records.tables import create_record_tables, make_records

FIRST = int(datetime(2026, 3, 20, tzinfo=UTC).timestamp())  # clocks change on 29 March in Europe
DAY, HOUR = 86_400, 3600
CUSTOMERS = ("Nord", "Süd", None)
SERVICES = ("Mail", "VPN", None)
TYPES = ("incident", "request", None)
PRIORITIES = ("P1", "P2", "P3", "Whenever", None)
SITES = ("Lyon", "Oslo", None)
GROUPS = ("Desk", "Network", None)
VENDORS = ("Acme", None, None)
STATES = (
    "new", "in_progress", "in_progress", "on_hold", "on_hold", "resolved", "closed", "cancelled",
    "Odd", "on_hold", None,
)  # fmt: skip
REASONS = ("awaiting_customer", "awaiting_customer", "awaiting_vendor", "Lunch", None)
Row = dict[str, Any]


def random_ticket(draw: Random, number: int) -> tuple[Row, list[Row]]:
    """Return a row of a ticket and the rows of its history, in any order, with all faults."""
    opened = FIRST + draw.randrange(40 * DAY)
    unit = draw.choice((1, 60, HOUR, HOUR, DAY))  # so that times coincide now and then
    history = [] if draw.random() < 0.25 else _history(draw, opened, unit)
    times = {name: _later(draw, opened, unit) for name in ("resolved_at", "closed_at")}
    if history and draw.random() < 0.6:
        times["resolved_at"] = history[-1]["updated_at"] + draw.choice((0, 0, 30, 90))
    row = {
        "ticket_id": f"T{number}",
        "opened_at": opened,
        "first_response_at": _later(draw, opened - HOUR, unit) if draw.random() < 0.5 else None,
        "response_is_automatic": draw.choice((None, None, False, True)),
        **times,
        "updated_at": _later(draw, opened, unit),
        "state": draw.choice((*STATES, history[-1]["state"] if history else "closed")),
        "customer": draw.choice(CUSTOMERS),
        "service": draw.choice(SERVICES),
        "record_type": draw.choice(TYPES),
        "priority": draw.choice(PRIORITIES),
        "site": draw.choice(SITES),
        "assignment_group": draw.choice(GROUPS),
        "vendor": draw.choice(VENDORS),
        "hold_reason": draw.choice(REASONS),
        "paused_seconds": draw.choice((None, None, 0, 600, 5 * HOUR)),
    }
    return row, [{"ticket_id": row["ticket_id"], **update} for update in history]


def _later(draw: Random, after: int, unit: int) -> int | None:
    return None if draw.random() < 0.3 else after + unit * draw.randrange(30)


def _history(draw: Random, opened: int, unit: int) -> list[Row]:
    """Return updates: some times coincide, some lie before the opening, some numbers are wrong."""
    at = opened + draw.choice((0, 0, 0, unit, -unit))
    found: list[Row] = []
    keys_change, says_little = draw.random() < 0.4, draw.random() < 0.3
    for number in range(draw.randint(1, 8)):
        told = {
            "state": draw.choice(STATES),
            "hold_reason": draw.choice(REASONS),
            "priority": draw.choice(PRIORITIES) if keys_change else None,
            "service": draw.choice(SERVICES) if keys_change else None,
            "assignment_group": draw.choice(GROUPS),
            "assigned_to": draw.choice(("Ann", None)),
            "vendor": draw.choice(VENDORS),
        }
        if says_little:
            told = {name: value if draw.random() < 0.4 else None for name, value in told.items()}
        if found and draw.random() < 0.1:
            told = {name: found[-1][name] for name in told}
            at = found[-1]["updated_at"]
        sequence = number if draw.random() < 0.9 else 50 - number
        found.append({"updated_at": at, "sequence": sequence, **told})
        at += unit * draw.choice((0, 1, 1, 2, 5, 24, 90))
    return found


def random_store(seed: int, tickets: int, *, knows_response: bool = True) -> Store:
    """Return random tickets; one ticket is the same however many there are."""
    pairs = [random_ticket(Random(f"{seed}/{number}"), number) for number in range(tickets)]
    updates = {
        (row["ticket_id"], row["updated_at"], row["sequence"]): row
        for _, history in pairs
        for row in history
    }
    return Store([row for row, _ in pairs], list(updates.values()), knows_response=knows_response)


class Store:
    """Tickets in memory, with the marts that a generation has."""

    def __init__(self, rows: list[Row], updates: list[Row], *, knows_response: bool = True) -> None:
        self.rows = rows
        self.connection = duckdb.connect(config={"threads": 2})
        for statement in sql_files.schema_tables().values():
            self.connection.execute(statement)
        create_record_tables(self.connection, record_tables())
        make_records(self.connection, record_tables())
        self._load(knows_response)
        _insert(self.connection, "ticket_version", self.rows)
        _insert(self.connection, "ticket_update", updates)
        self.connection.execute("BEGIN")
        make_marts(self.connection, Rules())
        self.connection.execute("COMMIT")

    def _load(self, knows_response: bool) -> None:
        fields = [name for name in self.rows[0] if knows_response or name != "first_response_at"]
        columns = {column.name: column for column in sql_files.schema_columns("load")}
        values = [
            f"{list(fields)}"
            if name == "fields"
            else "'Europe/Berlin'"
            if name == "zone"
            else {
                "VARCHAR": "'L1'",
                "INTEGER": "1",
                "BIGINT": "1",
                "TIMESTAMP": "'2026-01-01'",
            }.get(column.type, "false")
            for name, column in columns.items()
        ]
        self.connection.execute(f"INSERT INTO load VALUES ({', '.join(values)})")

    def close(self) -> None:
        """Let the memory go."""
        self.connection.close()

    def tickets(self) -> dict[int, tuple[TicketTimes, list[Told]]]:
        """Return what the explaining form asks of every ticket, by its number."""
        told: dict[str, list[Told]] = {}
        for row in self._rows("SELECT *, epoch(updated_at)::BIGINT AS told_s FROM update_fact"):
            told.setdefault(row["ticket_id"], []).append(
                Told(
                    at=row["told_s"],
                    sequence=row["sequence"],
                    state=row["state"],
                    hold_reason=row["hold_reason"],
                    priority=row["priority"],
                    service=row["service"],
                    group=row["assignment_group"],
                    assigned_to=row["assigned_to"],
                    vendor=row["vendor"],
                )
            )
        return {
            row["number"]: (_times(row), told.get(row["ticket_id"], []))
            for row in self._rows(
                "SELECT f.*, f.rowid AS number, m.is_response_known"
                " FROM ticket_fact AS f JOIN ticket_moment AS m ON m.ticket_no = f.rowid"
            )
        }

    def _rows(self, statement: str) -> list[Row]:
        return list(self.connection.sql(statement).to_arrow_table().to_pylist())


def _times(row: Row) -> TicketTimes:
    return TicketTimes(
        opened_at=_seconds(row["opened_at"]) or 0,
        first_response_at=None
        if row["response_is_automatic"]
        else _seconds(row["first_response_at"]),
        response_known=row["is_response_known"],
        resolved_at=_seconds(row["resolved_at"]),
        closed_at=_seconds(row["closed_at"]),
        updated_at=_seconds(row["updated_at"]),
        ended_at=_seconds(row["ended_at"]),
        is_ended=not row["is_open"],
        state=_word(row),
        keys=Keys(
            **{
                name: row[name] or ""
                for name in ("customer", "service", "record_type", "priority", "site")
            }
        ),
        group=row["assignment_group"] or "",
        vendor=row["vendor"] or "",
        paused_seconds=row["paused_seconds"],
    )


def _word(row: Row) -> str:
    held = row["state"] == State.ON_HOLD and row["hold_reason"]
    return f"{row['state']}/{row['hold_reason']}" if held else row["state"] or ""


def _seconds(moment: datetime | None) -> int | None:
    return None if moment is None else int(moment.replace(tzinfo=UTC).timestamp())


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: list[Row]) -> None:
    """Insert rows; what they lack is null, and what must not be is filled."""
    if not rows:
        return
    filled = {"system": "tool", "source": "list", "line": 1, "load_id": "L1", "load_number": 1}
    columns = {}
    for column in sql_files.schema_columns(table):
        values = [row.get(column.name, filled.get(column.name)) for row in rows]
        kind = {
            "VARCHAR": pa.string(), "INTEGER": pa.int32(), "BIGINT": pa.int64(),
            "TIMESTAMP": pa.int64(), "BOOLEAN": pa.bool_(), "DATE": pa.date32(),
        }[column.type]  # fmt: skip
        array = pa.array(values, kind)
        columns[column.name] = (
            array.cast(pa.timestamp("s")) if column.type == "TIMESTAMP" else array
        )
    connection.register("incoming", pa.table(columns))
    connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM incoming")
    connection.unregister("incoming")


ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Apia", "UTC", "Africa/Cairo")


def random_calendar(draw: Random) -> ServiceCalendar:
    """Return a calendar: any zone, several intervals, nights, holidays, special days, or always."""
    if draw.random() < 0.1:
        return ServiceCalendar(zone=draw.choice(ZONES), always_open=True)
    hours = [_hours(draw) for _ in range(3)]
    days = [date(2026, 3, 20) + timedelta(days=draw.randrange(60)) for _ in range(8)]
    return ServiceCalendar(
        zone=draw.choice(ZONES),
        weekly=(*(draw.choice(hours) for _ in range(5)), (), draw.choice(((), hours[0]))),
        holidays=dict.fromkeys(days[:4], ""),
        holiday_ends_shift=draw.random() < 0.5,
        special={day: draw.choice((*hours, ())) for day in days[3:]},
    )


def _hours(draw: Random) -> Hours:
    return draw.choice(
        (
            ((8 * HOUR, 18 * HOUR),),
            ((8 * HOUR, 12 * HOUR), (13 * HOUR, 17 * HOUR)),
            ((22 * HOUR, 6 * HOUR),),
            ((0, 3 * HOUR), (2 * HOUR, 5 * HOUR), (20 * HOUR, 2 * HOUR)),
            ((9 * HOUR + 7, 9 * HOUR + 8), (10 * HOUR, DAY)),
            ((0, DAY),),
        )
    )


def random_rules(draw: Random) -> Rules:
    """Return calendars with versions and sites, and targets of every policy; some tie."""
    names = ("office", "night", "gone")
    versions = [
        CalendarVersion(
            calendar_id=name, site=site, valid_from=first, calendar=random_calendar(draw)
        )
        for name in names[:2]
        for site in ("", *(["Lyon"] if draw.random() < 0.4 else []))
        for first in (date(1970, 1, 1), *_days(draw, 2))
    ]
    policies = [random_policy(draw) for _ in range(draw.choice((1, 1, 3)))]
    targets = [
        _target(draw, number, draw.choice(names if draw.random() < 0.1 else names[:2]), policies)
        for number in range(draw.choice((1, 3, 8, 20)))
    ]
    return Rules(calendars=tuple(versions), targets=tuple(targets))


def _days(draw: Random, most: int) -> list[date]:
    count = draw.randrange(most + 1)
    return [date(2026, 3, 25) + timedelta(days=draw.randrange(40)) for _ in range(count)]


def random_policy(draw: Random) -> Policy:
    """Return a policy; half of its rules are the defaults."""

    def some(values: Any, usual: Any) -> Any:
        return usual if draw.random() < 0.5 else draw.choice(list(values))

    usual = Policy()
    words = ("on_hold", "on_hold/awaiting_customer", "on_hold/Lunch", "new", "Odd", "in_progress")
    return Policy(
        start=some(StartRule, usual.start),
        start_state=draw.choice(("in_progress", "on_hold", "on_hold/Lunch", "closed")),
        retroactive=draw.random() < 0.5,
        pauses=some([frozenset(), *(frozenset({word}) for word in words)], usual.pauses)
        if draw.random() < 0.9
        else frozenset(words),
        pause_time=some(PauseTime, usual.pause_time),
        change=some(ChangeRule, usual.change),
        version=some(VersionRule, usual.version),
        reopen=some(ReopenRule, usual.reopen),
        reopen_days=draw.choice((0, 1, 5)),
        closing=some(ClosingRule, usual.closing),
        tie=some(TieRule, usual.tie),
        response_states=some([frozenset({"in_progress"}), frozenset({"on_hold"})], frozenset()),
    )


def _target(draw: Random, number: int, calendar: str, policies: list[Policy]) -> Target:
    clock = draw.choice(list(ClockKind))
    begins = draw.choice(_days(draw, 1) or [date(1970, 1, 1)])
    length = draw.choice(
        (
            {"seconds": draw.choice((0, 1, 600, HOUR, 4 * HOUR, 8 * HOUR, 40 * HOUR, 4000 * HOUR))},
            {"seconds": draw.choice((HOUR, 2 * HOUR, 8 * HOUR))},
            {"days": draw.choice((1, 2, 400)), "by_time": draw.choice((None, None, 17 * HOUR))},
        )
    )
    return Target(
        target_id=f"S{number}",
        clock=clock,
        holder=draw.choice(("Desk", "Acme")) if clock is ClockKind.HOLDING else "",
        customer=draw.choice(("", "", "Nord")),
        service=draw.choice(("", "", "Mail", "VPN")),
        record_type=draw.choice(("", "", "incident")),
        priority=draw.choice(("", "P1", "P2", "P3")),
        calendar=calendar,
        valid_from=begins,
        valid_until=draw.choice((date(2100, 1, 1), begins + timedelta(days=20))),
        policy=draw.choice(policies),
        line=number + 2,
        **length,
    )


COLUMNS = (
    "clock", "holder", "cycle", "target_id", "target_line", "calendar", "answer", "is_late",
    "is_tied", "started_at", "stopped_at", "due_at", "elapsed_seconds", "calendar_seconds",
    "paused_seconds", "allowed_seconds", "history_flags",
)  # fmt: skip
Answers = dict[int, list[tuple[object, ...]]]


def flag_bits(flags: frozenset[HistoryFlag]) -> int:
    """Return the flags of a history as the marts write them."""
    return sum(1 << place for place, flag in enumerate(HistoryFlag) if flag in flags)


def explained(store: Store, rules: Rules, as_of: int) -> Answers:
    """Return what the explaining form answers, by ticket; columns as COLUMNS."""
    tickets = store.tickets()
    agreed = Agreed(rules, min(times.opened_at for times, _ in tickets.values()), as_of)
    found: Answers = {}
    for number, (times, told) in tickets.items():
        history = regular(times, told)
        rows = [
            _explained(clock, flag_bits(history.flags))
            for clock in ticket_clocks(times, history, agreed)
        ]
        if rows:
            found[number] = sorted(rows, key=str)
    return found


def _explained(clock: TicketClock, flags: int) -> tuple[object, ...]:
    target = clock.count.target if clock.count else clock.governing
    figures = clock.measure
    named = (target.target_id, target.line, target.calendar) if target else (None, None, None)
    return (
        clock.clock.value,
        clock.holder,
        clock.cycle,
        *named,
        clock.answer.value,
        clock.is_late,
        bool(clock.tied),
        _moment(clock.started_at),
        _moment(clock.stopped_at),
        _moment(figures.due_at if figures else None),
        *(
            (figures.elapsed, figures.calendar_seconds, figures.paused, figures.allowed)
            if figures
            else (None, None, None, None)
        ),
        flags,
    )


def _moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)


def set_based(store: Store, rules: Rules, as_of: int, scope: str = "") -> Answers:
    """Return what the statements answer, by ticket; columns as COLUMNS."""
    found: Answers = {}
    statement = sql_clocks(store.connection, rules, as_of=as_of, scope=scope)
    for row in store.connection.sql(statement).to_arrow_table().to_pylist():
        found.setdefault(row["ticket_no"], []).append(tuple(row[name] for name in COLUMNS))
    return {number: sorted(rows, key=str) for number, rows in found.items()}
