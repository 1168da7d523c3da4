"""What is agreed with a customer as a grid: a row per priority, and its targets and lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from slm_analytics.domain.service_level import LevelKind, Measure
from slm_analytics.domain.target import ClockKind
from slm_analytics.register.rows import Register, Row
from slm_analytics.register.versions import (
    Cells,
    end_version,
    latest,
    put_version,
    register_of_sheets,
    sheets_of,
)

ALWAYS = "Around the clock"  # a calendar that is made when it is first chosen
_LONE = ("service", "record_type", "holder")
_WIDE = ("services", "record_types", "categories", "sites", "groups", "vip")
_NAMES = {ClockKind.RESPONSE: "answered", ClockKind.RESOLUTION: "resolved"}


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    """What is agreed for a priority, each cell as it is written; blank: nothing.

    Attributes:
        response, resolution: lengths of time.
        share: of tickets that are to be within either.
        hours: name of the calendar.
    """

    priority: str
    response: str = ""
    resolution: str = ""
    share: str = ""
    hours: str = ""

    def length(self, clock: ClockKind) -> str:
        """Return the time agreed for a clock."""
        return self.response if clock is ClockKind.RESPONSE else self.resolution

    @property
    def is_blank(self) -> bool:
        """Whether nothing is agreed."""
        return not (self.response or self.resolution)


def target_in_force(
    register: Register, customer: str, priority: str, clock: ClockKind
) -> Row | None:
    """Return the target of a customer's priority that holds until further notice."""
    return latest(
        [
            row
            for row in register["targets"]
            if (row["customer"], row["priority"]) == (customer, priority)
            and (row["clock"] or ClockKind.RESOLUTION) == clock
            and not any(row[name] for name in _LONE)
        ]
    )


def line_in_force(register: Register, customer: str, priority: str, clock: ClockKind) -> Row | None:
    """Return the line about a customer's priority that holds until further notice."""
    return latest(
        [
            row
            for row in register["service_levels"]
            if (row["customer"], row["priorities"]) == (customer, priority)
            and (row["clock"] or ClockKind.RESOLUTION) == clock
            and (row["measure"] or Measure.SHARE) == Measure.SHARE
            and (row["kind"] or LevelKind.SLA) == LevelKind.SLA
            and not any(row[name] for name in _WIDE)
        ]
    )


def grid_of(register: Register, customer: str, priorities: Iterable[str]) -> list[GridRow]:
    """Return the grid of what is in force until further notice."""
    return [_row_of(register, customer, priority) for priority in priorities]


def _row_of(register: Register, customer: str, priority: str) -> GridRow:
    response = target_in_force(register, customer, priority, ClockKind.RESPONSE)
    resolution = target_in_force(register, customer, priority, ClockKind.RESOLUTION)
    told = [row for row in (resolution, response) if row is not None]
    lines = [
        line_in_force(register, customer, priority, clock)
        for clock in (ClockKind.RESOLUTION, ClockKind.RESPONSE)
    ]
    shares = [row["share"] for row in told]
    shares += [line["conditions"] for line in lines if line is not None and is_simple(line)]
    return GridRow(
        priority=priority,
        response=response["target"] if response else "",
        resolution=resolution["target"] if resolution else "",
        share=next(filter(None, shares), ""),
        hours=told[0]["calendar_id"] if told else "",
    )


def is_simple(line: Row) -> bool:
    """Return whether a line is one share of tickets within their target."""
    return ";" not in line["conditions"] and " in " not in line["conditions"]


def with_grid(
    register: Register, customer: str, rows: Sequence[GridRow], first: date | None
) -> Register:
    """Return a register that agrees to a grid, from a first day on; None: from the beginning.

    Rows that say what is in force stay as they are; of the others only the cells that differ
    are written. Lines that ask for more than one share within the target stay.

    Raises:
        UsageError: a version in force begins after that day.
    """
    sheets = sheets_of(register)
    for row in rows:
        before = _row_of(register, customer, row.priority)
        if row == before:
            continue
        for clock in (ClockKind.RESPONSE, ClockKind.RESOLUTION):
            held = target_in_force(register, customer, row.priority, clock)
            _put_target(sheets["targets"], held, (customer, row, before, clock), first)
            line = line_in_force(register, customer, row.priority, clock)
            _put_line(sheets["service_levels"], line, (customer, row, before, clock), first)
    return with_always(register_of_sheets(sheets), rows)


def with_always(register: Register, rows: Sequence[GridRow]) -> Register:
    """Return a register with the calendar that never closes, where a row of a grid names it."""
    known = {row["calendar_id"] for row in register["calendars"]}
    if ALWAYS in known or not any(row.hours == ALWAYS and not row.is_blank for row in rows):
        return register
    sheets = sheets_of(register)
    sheets["calendars"].append(
        {"calendar_id": ALWAYS, "name": ALWAYS, "timezone": "UTC", "always_open": "yes"}
    )
    return register_of_sheets(sheets)


def _put_target(
    rows: list[Cells],
    old: Row | None,
    about: tuple[str, GridRow, GridRow, ClockKind],
    first: date | None,
) -> None:
    customer, row, before, clock = about
    length = row.length(clock)
    if not length:
        if old is not None:
            end_version(rows, old, first)
        return
    cells = dict(old.cells) if old is not None else _new_target(rows, customer, row, clock)
    cells.pop("valid_from", None)
    told = {"target": (length, before.length(clock)), "share": (row.share, before.share),
            "calendar_id": (row.hours, before.hours)}  # fmt: skip
    cells |= {name: now for name, (now, then) in told.items() if old is None or now != then}
    _put(rows, old, cells, first)


def _new_target(rows: list[Cells], customer: str, row: GridRow, clock: ClockKind) -> Cells:
    name = free_name(rows, "target_id", f"{customer} {row.priority} {clock.value}".strip())
    cells = {"target_id": name, "clock": clock.value, "priority": row.priority}
    return cells | ({"customer": customer} if customer else {})


def _put_line(
    rows: list[Cells],
    old: Row | None,
    about: tuple[str, GridRow, GridRow, ClockKind],
    first: date | None,
) -> None:
    customer, row, before, clock = about
    if old is not None and not is_simple(old):
        return
    if (row.share, row.length(clock)) == (before.share, before.length(clock)):
        return
    if not row.share or not row.length(clock):
        if old is not None:
            end_version(rows, old, first)
        return
    cells = dict(old.cells) if old is not None else _new_line(rows, customer, row, clock)
    cells.pop("valid_from", None)
    if old is None or row.share != before.share:
        cells["conditions"] = row.share
    _put(rows, old, cells, first)


def _new_line(rows: list[Cells], customer: str, row: GridRow, clock: ClockKind) -> Cells:
    name = free_name(rows, "level_id", f"{customer} {row.priority} {clock.value}".strip())
    cells = {"level_id": name, "name": f"{row.priority} {_NAMES[clock]} in time"}
    cells |= {"clock": clock.value, "priorities": row.priority}
    return cells | ({"customer": customer} if customer else {})


def _put(rows: list[Cells], old: Row | None, cells: Cells, first: date | None) -> None:
    """Put a version in force where it says anything else than the old one."""
    kept = {name: cell for name, cell in cells.items() if cell}
    before = {name: cell for name, cell in old.cells.items() if name != "valid_from"} if old else {}
    if kept != before:
        put_version(rows, old, kept, first)


def free_name(rows: Sequence[Cells], column: str, name: str) -> str:
    """Return a name that no row has in a column: with a number behind it where it is taken."""
    taken = {row.get(column, "") for row in rows}
    found, number = name, 1
    while found in taken:
        number += 1
        found = f"{name} ({number})"
    return found
