"""Another wording of a line, as cells of the register, and how it becomes its next version."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from slm_analytics.errors import UsageError
from slm_analytics.register.cell import Fault, understood
from slm_analytics.register.check_levels import level_findings
from slm_analytics.register.level_sheet import SERVICE_LEVELS
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
            raise UsageError(f"{name}: {found.message}.", remedy=found.remedy)
        cells[name] = found
    kept = {name: cell for name, cell in cells.items() if cell}
    findings = [
        each for each in level_findings(register_from({"service_levels": [kept]}))
        if each.severity.name == "REFUSED"
    ]  # fmt: skip
    if findings:
        raise UsageError(findings[0].message, remedy=findings[0].remedy)
    return Row(row.line, kept)


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
    ended = {**before.cells, "valid_to": (begins - timedelta(days=1)).isoformat()}
    new = {**row.cells, "valid_from": begins.isoformat()}
    new.pop("valid_to", None)
    sheets = {name: [each.cells for each in rows] for name, rows in register.sheets.items()}
    kept = [each for each in sheets["service_levels"] if each != before.cells]
    return register_from({**sheets, "service_levels": [*kept, ended, new]})
