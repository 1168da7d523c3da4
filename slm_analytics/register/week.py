"""Weekly hours as one text: mon-fri 08:00-18:00; sat 09:00-13:00."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from slm_analytics.register.cell import Fault, understood
from slm_analytics.register.in_force import hours_rows
from slm_analytics.register.rows import Register, Row
from slm_analytics.register.tables import HOURS
from slm_analytics.register.versions import (
    Cells,
    latest,
    put_version,
    register_of_sheets,
    sheets_of,
)

OFFICE = "mon-fri 08:00-18:00"
_TIMES = re.compile(r"(?P<days>.*?\S)\s+(?P<opens>\S+?)\s*[-–]\s*(?P<closes>\S+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """When service is open, as a person says it.

    Attributes:
        calendar_id: the calendar's name.
        zone, country, subdivision: its time zone, and whose public holidays are closed.
        week: weekly hours as a text; blank: around the clock.
    """

    calendar_id: str
    zone: str
    country: str = ""
    subdivision: str = ""
    week: str = OFFICE


def week_rows(text: str) -> list[Cells] | Fault:
    """Return weekly hours as rows of the sheet of hours, without their calendar."""
    rows = []
    for part in filter(None, (each.strip() for each in re.split(r"[;\n]", text))):
        match = _TIMES.fullmatch(part)
        if match is None:
            return Fault(f"{part!r} names no days and times", f"Write {OFFICE}.")
        cells: Cells = {}
        for name, said in (("weekday", match["days"]), ("opens", match["opens"]),
                           ("closes", match["closes"])):  # fmt: skip
            word = understood(HOURS.column(name), said)
            if isinstance(word, Fault):
                return Fault(word.message, f"{word.remedy} For example: {OFFICE}.")
            cells[name] = word
        rows.append(cells)
    return rows or Fault("there are no hours", f"Write {OFFICE}.")


def week_text(rows: Iterable[Row]) -> str:
    """Return rows of the sheet of hours as one text."""
    return "; ".join(f"{row['weekday']} {row['opens']}-{row['closes']}" for row in rows)


def hours_of(register: Register, calendar_id: str) -> Hours | None:
    """Return the hours of a calendar's last version for all sites; None where there is none."""
    row = _version(register, calendar_id)
    if row is None:
        return None
    return Hours(
        calendar_id=calendar_id,
        zone=row["timezone"],
        country=row["country"],
        subdivision=row["subdivision"],
        week="" if row["always_open"] == "yes" else week_text(hours_rows(register, row)),
    )


def _version(register: Register, calendar_id: str) -> Row | None:
    named = [row for row in register["calendars"] if row["calendar_id"] == calendar_id]
    return latest([row for row in named if not row["site"]])


def with_hours(register: Register, hours: Hours, first: date | None) -> Register:
    """Return a register with hours, from a first day on; None: from when the last version holds.

    The text of the week must have been understood.

    Raises:
        UsageError: the version in force begins after that day.
    """
    if hours_of(register, hours.calendar_id) == hours:
        return register
    sheets = sheets_of(register)
    old = _version(register, hours.calendar_id)
    cells = _calendar_cells(hours, old)
    put_version(sheets["calendars"], old, cells, None if old is None else first)
    for row in sheets["calendars"]:
        row.pop("valid_to", None)  # a calendar's version ends where the next one begins
    begins = _begin(old, first)
    sheets["hours"] = [row for row in sheets["hours"] if not _replaced(row, hours, begins)]
    if hours.week:
        rows = week_rows(hours.week)
        for row in [] if isinstance(rows, Fault) else rows:
            dated = {"valid_from": begins} if begins else {}
            sheets["hours"].append({"calendar_id": hours.calendar_id, **row, **dated})
    return register_of_sheets(sheets)


def _calendar_cells(hours: Hours, old: Row | None) -> Cells:
    kept = dict(old.cells) if old is not None else {"name": hours.calendar_id}
    kept.pop("valid_from", None)
    told = {
        "calendar_id": hours.calendar_id,
        "timezone": hours.zone,
        "country": hours.country,
        "subdivision": hours.subdivision,
        "always_open": "" if hours.week else "yes",
    }
    return {name: cell for name, cell in (kept | told).items() if cell}


def _begin(old: Row | None, first: date | None) -> str:
    if old is None:
        return ""
    return first.isoformat() if first else old["valid_from"]


def _replaced(row: Cells, hours: Hours, begins: str) -> bool:
    """Return whether a row of hours gives way: of this version, or of all where it is the first."""
    mine = row["calendar_id"] == hours.calendar_id and not row.get("site")
    return mine and row.get("valid_from", "") == begins
