"""New versions of rows that hold from one day to another: the earlier one ends the day before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from slm_analytics.errors import UsageError
from slm_analytics.register.rows import Register, Row, register_from

Cells = dict[str, str]
Sheets = dict[str, list[Cells]]


def sheets_of(register: Register) -> Sheets:
    """Return the cells of a register, to be changed."""
    return {name: [dict(row.cells) for row in rows] for name, rows in register.sheets.items()}


def register_of_sheets(sheets: Sheets) -> Register:
    """Return the register that cells make."""
    return register_from(sheets)


def latest(rows: Sequence[Row]) -> Row | None:
    """Return the row that holds until further notice: the last to begin of those without an end."""
    lasting = [row for row in rows if not row["valid_to"]]
    return max(lasting, key=lambda row: row["valid_from"], default=None)


def put_version(rows: list[Cells], old: Row | None, cells: Cells, first: date | None) -> None:
    """Put a version in force, from a first day on; None: from when the old one holds.

    Raises:
        UsageError: the version in force begins after that day.
    """
    if old is None:
        rows.append(cells | ({"valid_from": first.isoformat()} if first else {}))
        return
    if _begins_anew(old, first, cells):
        end_version(rows, old, first)
        rows.append(cells | {"valid_from": first.isoformat() if first else ""})
        return
    place = rows.index(dict(old.cells))
    rows[place] = cells | ({"valid_from": old["valid_from"]} if old["valid_from"] else {})


def end_version(rows: list[Cells], old: Row, first: date | None) -> None:
    """Let a version end before a first day; it goes where it would not have held for a day."""
    place = rows.index(dict(old.cells))
    if first is None or not _begins_anew(old, first, dict(old.cells)):
        del rows[place]
        return
    rows[place] = dict(old.cells) | {"valid_to": (first - timedelta(days=1)).isoformat()}


def _begins_anew(old: Row, first: date | None, cells: Cells) -> bool:
    if first is None or old["valid_from"] == first.isoformat():
        return False
    if old["valid_from"] > first.isoformat():
        name = cells.get("target_id") or cells.get("level_id") or cells.get("calendar_id", "")
        raise UsageError(
            f"A version of {name} begins on {old['valid_from']}, after {first.isoformat()}.",
            remedy=f"Choose a first day from {old['valid_from']} on.",
        )
    return True
