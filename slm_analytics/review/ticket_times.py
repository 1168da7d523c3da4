"""One ticket as the clocks need it: its times and history in canonical words, and the rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd

from slm_analytics.domain.history import History, TicketTimes, Told, regular
from slm_analytics.domain.rules import Rules
from slm_analytics.domain.target import Keys
from slm_analytics.domain.ticket import State
from slm_analytics.domain.ticket_clock import Agreed, TicketClock, ticket_clocks
from slm_analytics.errors import UsageError
from slm_analytics.register.in_force import rules_from
from slm_analytics.register.rows import Register, Row, Rows
from slm_analytics.register.tables import RULES, SHEETS
from slm_analytics.review.queries import statement
from slm_analytics.review.tickets import system_of
from slm_analytics.warehouse.connection import Warehouse

_TWICE = "local time stood twice"  # as the marks of tickets say it
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001  the store's instants are UTC without a zone
_TEXTS = ("state", "hold_reason", "priority", "service", "assigned_to", "vendor")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockedTicket:
    """A ticket with its clocks under some rules.

    Attributes:
        system, ticket_id: which; `zone` that of the export it came in.
        times, told, history: what the export tells, and the history made regular.
        agreed: the rules and the instant that stands for now.
        clocks: what they come to.
        tool_due: when it was due, says the tool (second UTC); `tool_made`: the tool's verdict.
        tool_tells_due: whether its tool tells due times of any ticket.
        is_twice: whether one of its times stands in an hour that the clock showed twice.
    """

    system: str
    ticket_id: str
    zone: str
    times: TicketTimes
    told: tuple[Told, ...]
    history: History
    agreed: Agreed
    clocks: tuple[TicketClock, ...]
    tool_due: int | None
    tool_made: bool | None
    tool_tells_due: bool
    is_twice: bool


def clocked_ticket(
    warehouse: Warehouse, ticket_id: str, system: str = "", rules: Rules | None = None
) -> ClockedTicket:
    """Return a ticket with its clocks, under other rules than those in force where given.

    Raises:
        UsageError: no ticket has that number, or several tools have one; or
            nothing is agreed that a clock could run by.
    """
    key: dict[str, object] = {
        "ticket_id": ticket_id,
        "system": system_of(warehouse, ticket_id, system),
    }
    known = warehouse.query(statement("ticket_times"), key).iloc[0]
    told = tuple(_told(row) for row in _rows(warehouse.query(statement("ticket_told"), key)))
    rules = rules_in_force(warehouse) if rules is None else rules
    if not rules.targets:
        raise UsageError(
            "No target is agreed, so there is no clock to explain.",
            remedy="Put the targets and calendars into the register.",
        )
    times = _times(known)
    history = regular(times, told)
    as_of = warehouse.query("SELECT as_of FROM generation")["as_of"].iloc[0]
    agreed = Agreed(rules, times.opened_at, _second(as_of) or times.opened_at)
    made = known["made_sla"]
    return ClockedTicket(
        system=str(key["system"]),
        ticket_id=ticket_id,
        zone=str(known["zone"]),
        times=times,
        told=told,
        history=history,
        agreed=agreed,
        clocks=ticket_clocks(times, history, agreed),
        tool_due=_second(known["due_at"]),
        tool_made=None if pd.isna(made) else bool(made),
        tool_tells_due=bool(known["tool_tells_due"]),
        is_twice=_TWICE in _text(known["flags"]),
    )


def rules_in_force(warehouse: Warehouse) -> Rules:
    """Return the rules that the clocks of a generation were computed with, lines left out.

    They are read from the generation itself, so that a figure and its
    explanation never go by different versions.
    """
    return rules_from(clock_register(warehouse))


def clock_register(warehouse: Warehouse) -> Register:
    """Return the register that the clocks of a generation were computed with, lines left out."""
    sheets = {name: Rows(sheet=name) for name in SHEETS}
    for sheet in RULES:  # of the others there may be thousands, and no clock runs by them
        frame = warehouse.query(statement("register_sheet", sheet=sheet.table))
        rows = tuple(
            Row(int(row["line"]), {column: row[column] for column in sheet.names if row[column]})
            for row in _rows(frame)
        )
        sheets[sheet.name] = Rows(sheet=sheet.name, rows=rows)
    return Register(sheets)


def _times(known: pd.Series[Any]) -> TicketTimes:
    state, reason = _text(known["state"]), _text(known["hold_reason"])
    held = state == State.ON_HOLD.value and reason
    paused = known["paused_seconds"]
    return TicketTimes(
        opened_at=_second(known["opened_at"]) or 0,
        first_response_at=_second(known["counted_response_at"]),
        response_known=bool(known["response_is_known"]),
        resolved_at=_second(known["resolved_at"]),
        closed_at=_second(known["closed_at"]),
        updated_at=_second(known["updated_at"]),
        ended_at=_second(known["ended_at"]),
        is_ended=not known["is_open"],
        state=f"{state}/{reason}" if held else state,
        keys=Keys(
            customer=_text(known["customer"]),
            service=_text(known["service"]),
            record_type=_text(known["record_type"]),
            priority=_text(known["priority"]),
            site=_text(known["site"]),
        ),
        group=_text(known["assignment_group"]),
        vendor=_text(known["vendor"]),
        paused_seconds=None if pd.isna(paused) else int(paused),
    )


def _told(row: dict[str, Any]) -> Told:
    return Told(
        at=_second(row["updated_at"]) or 0,
        sequence=int(row["sequence"]),
        group=row["assignment_group"],
        **{name: row[name] for name in _TEXTS},
    )


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return rows with None for nothing."""
    return [
        {str(name): None if pd.isna(value) else value for name, value in row.items()}
        for row in frame.to_dict("records")
    ]


def _text(value: Any) -> str:
    return "" if pd.isna(value) else str(value)


def _second(moment: Any) -> int | None:
    """Return an instant of the store as a second since 1970."""
    if moment is None or pd.isna(moment):
        return None
    return int((moment.to_pydatetime().replace(tzinfo=None) - _EPOCH).total_seconds())
