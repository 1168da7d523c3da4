"""Another wording of a line, as cells of the register, and how it becomes its next version."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from slm_analytics.errors import UsageError
from slm_analytics.register.cell import Fault, understood
from slm_analytics.register.check_levels import level_findings
from slm_analytics.register.level_sheet import SERVICE_LEVELS
from slm_analytics.register.levels import level_of
from slm_analytics.register.other_time import OtherTime, from_day
from slm_analytics.register.rows import Register, Row, register_from


def row_of(register: Register, level_id: str) -> Row:
    """Return the latest version of a line as it stands in the register.

    Raises:
        UsageError: the register has no such line.
    """
    rows = [row for row in register["service_levels"] if row["level_id"] == level_id]
    if not rows:
        raise UsageError(f"There is no line {level_id!r}.", remedy="Choose one of the register.")
    return max(rows, key=lambda row: row["valid_from"])


def worded(row: Row, said: Mapping[str, str]) -> Row:
    """Return a line with some cells said otherwise.

    Raises:
        UsageError: a cell is not understood, or the line then says nothing.
    """
    cells = dict(row.cells)
    for name, text in said.items():
        found = understood(SERVICE_LEVELS.column(name), text)
        if isinstance(found, Fault):
            spoken = name.replace("_", " ").capitalize()
            raise UsageError(f"{spoken}: {found.message}.", remedy=found.remedy)
        cells[name] = found
    kept = {name: cell for name, cell in cells.items() if cell}
    findings = [
        each for each in level_findings(register_from({"service_levels": [kept]}))
        if each.severity.name == "REFUSED"
    ]  # fmt: skip
    if findings:
        raise UsageError(findings[0].message, remedy=findings[0].remedy)
    return Row(row.line, kept)


def becoming(
    register: Register, row: Row, time: OtherTime, target_ids: Collection[str], begins: date
) -> Register:
    """Return a register in which a wording and its time hold from a day on.

    The line gets a new version where it says anything else, and so do the
    targets where they run by another time.

    Raises:
        UsageError: it cannot begin then, or no target is there to change.
    """
    before = row_of(register, row["level_id"])
    if level_of(before) != level_of(row):
        register = next_version(register, row, begins)
    if not time.is_other:
        return register
    if not target_ids:
        raise UsageError(
            "No target runs for tickets of this line, so none can be changed.",
            remedy="Agree on a target for them first.",
        )
    return from_day(register, target_ids, time, begins)


def said_otherwise(row: Row, wording: Row) -> dict[str, str]:
    """Return the cells in which a wording differs from a line; an empty one is blank in it."""
    names = dict.fromkeys([*row.cells, *wording.cells])
    return {name: wording[name] for name in names if wording[name] != row[name]}


def next_version(register: Register, row: Row, begins: date) -> Register:
    """Return a register in which a wording holds from a day on; the one before ends the day before.

    Raises:
        UsageError: the version in force begins on that day or later.
    """
    before = row_of(register, row["level_id"])
    if before["valid_from"] and date.fromisoformat(before["valid_from"]) >= begins:
        raise UsageError(
            f"The version in force begins on {before['valid_from']}.",
            remedy="Choose a later day.",
        )
    day_before = (begins - timedelta(days=1)).isoformat()
    ended = {**before.cells, "valid_to": min(before["valid_to"] or day_before, day_before)}
    new = {**row.cells, "valid_from": begins.isoformat()}
    if new.get("valid_to", day_before) <= day_before:  # of a version that had ended before
        new.pop("valid_to", None)
    sheets = {name: [each.cells for each in rows] for name, rows in register.sheets.items()}
    kept = [each for each in sheets["service_levels"] if each != before.cells]
    return register_from({**sheets, "service_levels": [*kept, ended, new]})
