"""A grid as people type or paste it: understood, or told by row and column what to write."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from slm_analytics.domain.finding import Finding, Severity
from slm_analytics.domain.ticket import Priority
from slm_analytics.register.agreement_grid import GridRow
from slm_analytics.register.cell import Fault, understood
from slm_analytics.register.tables import SHEETS

HEADINGS = ("Priority", "Response", "Resolution", "Share", "Hours")
_FIELDS = ("priority", "response", "resolution", "share", "hours")
_COLUMNS = {"response": "target", "resolution": "target", "share": "share"}
_BEGINS = ("prio", "resp", "reso", "share", "hour")
_ALSO = {"answer": 1, "first": 1, "fix": 2, "solution": 2, "%": 3, "percent": 3, "calendar": 4}
_NUMBER = re.compile(r"(?:p|prio|priority)?\s*([1-5])(?:\b.*)?", re.IGNORECASE)


def read_grid(
    rows: Sequence[GridRow], calendars: Collection[str]
) -> tuple[list[GridRow], list[Finding]]:
    """Return the rows in plain words, and what is not understood in them.

    Args:
        rows: each cell as it was typed; one that is not understood stays as it is.
        calendars: the names that hours may have.
    """
    read, findings = [], []
    for row in rows:
        plain, told = _read_row(row, calendars)
        read.append(plain)
        findings += told
    return read, findings


def _read_row(row: GridRow, calendars: Collection[str]) -> tuple[GridRow, list[Finding]]:
    cells = {name: str(getattr(row, name)).strip() for name in _FIELDS}
    findings = []
    for name, column in _COLUMNS.items():
        word = understood(SHEETS["targets"].column(column), cells[name])
        if isinstance(word, Fault):
            findings.append(_finding(row, name, word.message, word.remedy))
        else:
            cells[name] = word
    plain = GridRow(**cells)
    if plain.hours and plain.hours not in calendars:
        remedy = f"Write one of: {', '.join(calendars)}."
        findings.append(_finding(row, "hours", f"there are no hours {plain.hours!r}", remedy))
    if not plain.hours and not plain.is_blank:
        remedy = f"Write one of: {', '.join(calendars)}."
        findings.append(_finding(row, "hours", "the hours are blank", remedy))
    if plain.is_blank and plain.share:
        remedy = "Write a time such as 8 h under Response or Resolution, or leave the share blank."
        findings.append(_finding(row, "share", "a share without any time", remedy))
    return plain, findings


def _finding(row: GridRow, name: str, message: str, remedy: str) -> Finding:
    heading = HEADINGS[_FIELDS.index(name)]
    return Finding(
        severity=Severity.REFUSED,
        code="not_understood",
        message=f"Row {row.priority}, column {heading}: {message}.",
        remedy=remedy,
        sheet="grid",
        column=heading,
        value=str(getattr(row, name))[:80],
    )


def pasted(text: str) -> tuple[list[GridRow], list[Finding]]:
    """Return the rows of a text that was copied from a sheet, and lines that name no priority.

    A first line of headings says in which order the columns stand.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    cells = [[cell.strip() for cell in re.split(r"\t|;|\|", line)] for line in lines]
    order = list(range(len(HEADINGS)))
    if cells and (told := _order(cells[0])):
        order, cells = told, cells[1:]
    rows: dict[str, GridRow] = {}
    findings: list[Finding] = []
    for number, line in enumerate(cells, start=len(lines) - len(cells) + 1):
        row = _pasted_row(line, order)
        if row is None or row.priority in rows:
            findings.append(_lost(number, line, twice=row is not None))
        else:
            rows[row.priority] = row
    return list(rows.values()), findings


def _order(headings: Sequence[str]) -> list[int] | None:
    """Return which column of the grid each heading is, -1: none; None: they are no headings."""
    found = [_place(heading.lower()) for heading in headings]
    return found if found and 0 in found and len(set(found) - {-1}) > 1 else None


def _place(heading: str) -> int:
    for place, begins in enumerate(_BEGINS):
        if heading.startswith(begins) and not _NUMBER.fullmatch(heading):
            return place
    return next((place for word, place in _ALSO.items() if word in heading), -1)


def _pasted_row(line: Sequence[str], order: Sequence[int]) -> GridRow | None:
    cells = {_FIELDS[place]: cell for place, cell in zip(order, line, strict=False) if place >= 0}
    match = _NUMBER.fullmatch(cells.get("priority", ""))
    return GridRow(**cells | {"priority": f"P{match[1]}"}) if match else None


def _lost(number: int, line: Sequence[str], *, twice: bool) -> Finding:
    shown = (line[0] if line else "")[:40]
    what = f"{shown!r} stands twice" if twice else f"{shown!r} is no priority"
    return Finding(
        severity=Severity.REFUSED,
        code="unknown_priority",
        message=f"Line {number}, column Priority: {what}.",
        remedy=f"Write one of: {', '.join(Priority)}.",
        sheet="grid",
        line=number,
        column="Priority",
        value=shown,
    )


def over(rows: Iterable[GridRow], more: Iterable[GridRow]) -> list[GridRow]:
    """Return rows with others in the place of those of the same priority, and new ones."""
    found = {row.priority: row for row in rows} | {row.priority: row for row in more}
    return [found[priority] for priority in sorted(found)]
