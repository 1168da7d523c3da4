"""From the cells of a workbook to the rows of the register, with findings by sheet and cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from slm_analytics.domain.finding import Finding, Severity
from slm_analytics.register.cell import Fault, understood
from slm_analytics.register.remark import remark
from slm_analytics.register.rows import Register, Row, Rows
from slm_analytics.register.sheet import Sheet
from slm_analytics.register.tables import SHEETS

README = "README"
_MOST_ROWS = 5000
_SHOWN = 80

Cells = Sequence[Sequence[object]]  # rows of a sheet from its first line, cells from column A


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRegister:
    """A workbook as it was understood.

    Attributes:
        register: its rows, with the lines and columns of the workbook.
        sheets: the sheets it has; the others stay as they are.
        findings: what was not understood; the checks have not looked at it yet.
    """

    register: Register
    sheets: tuple[str, ...]
    findings: tuple[Finding, ...]

    def over(self, in_force: Register) -> Register:
        """Return the register as it will be: sheets that the workbook has not got stay."""
        kept = {name: in_force[name] for name in SHEETS if name not in self.sheets}
        return Register({**self.register.sheets, **kept})


def read_register(sheets: Mapping[str, Cells]) -> ReadRegister:
    """Understand the sheets of a workbook, by their names."""
    known = {title: title.strip().lower().replace(" ", "_") for title in sheets}
    findings: list[Finding] = []
    rows: dict[str, Rows] = {}
    for title, name in known.items():
        if name in SHEETS:
            read, found = _read_sheet(SHEETS[name], sheets[title])
            rows[name] = read
            findings += found
        elif title.strip().upper() != README:
            findings.append(_unknown_sheet(title))
    findings += [_missing_sheet(name, alone=not rows) for name in SHEETS if name not in rows]
    return ReadRegister(
        register=Register({name: rows.get(name, Rows(sheet=name)) for name in SHEETS}),
        sheets=tuple(rows),
        findings=tuple(findings),
    )


def read_rows(sheet: str, rows: Sequence[Mapping[str, object]]) -> tuple[Rows, list[Finding]]:
    """Understand rows given by column names, as an editor has them."""
    names = SHEETS[sheet].names
    return _read_sheet(SHEETS[sheet], [names, *([row.get(name) for name in names] for row in rows)])


def _unknown_sheet(title: str) -> Finding:
    return Finding(
        severity=Severity.FLAG,
        code="unknown_sheet",
        message=f"{title[:_SHOWN]}: the register has no such sheet; it is not read.",
        remedy=f"Its sheets are {', '.join(SHEETS)}.",
        sheet=title[:_SHOWN],
    )


def _missing_sheet(name: str, *, alone: bool) -> Finding:
    return Finding(
        severity=Severity.REFUSED if alone else Severity.NOTE,
        code="missing_sheet",
        message=f"{name}: the workbook has no such sheet.",
        remedy="Begin with the template." if alone else "What is in force stays.",
        sheet=name,
    )


def _read_sheet(sheet: Sheet, cells: Cells) -> tuple[Rows, list[Finding]]:
    at = next((place for place, row in enumerate(cells) if any(map(_filled, row))), None)
    if at is None:
        return Rows(sheet=sheet.name), []
    headings = tuple(_heading(cell) for cell in cells[at])
    frame = Rows(sheet=sheet.name, headings=headings)
    findings = list(_heading_findings(sheet, frame, at + 1, cells[at]))
    rows: list[Row] = []
    for line, row in enumerate(cells[at + 1 :], start=at + 2):
        if not any(map(_filled, row)):
            continue
        if len(rows) == _MOST_ROWS:
            findings.append(_too_many(sheet, line))
            break
        read = _read_row(sheet, frame, line, row, findings)
        rows.append(read)
    return Rows(sheet=sheet.name, rows=tuple(rows), headings=headings), findings


def _read_row(
    sheet: Sheet, frame: Rows, line: int, row: Sequence[object], findings: list[Finding]
) -> Row:
    cells: dict[str, str] = {}
    for heading, value in zip(frame.headings, row, strict=False):
        if heading not in sheet.names or heading in cells:
            continue
        word = understood(sheet.column(heading), value)
        if isinstance(word, Fault):
            told = Row(line, {heading: str(value)[:_SHOWN]})
            findings.append(
                remark(frame, told, heading, "not_understood", word.message, word.remedy)
            )
        elif word:
            cells[heading] = word
    return Row(line, cells)


def _heading_findings(
    sheet: Sheet, frame: Rows, line: int, shown: Sequence[object]
) -> Iterator[Finding]:
    for column in sheet.columns:
        if column.required and column.name not in frame.headings:
            yield Finding(
                severity=Severity.REFUSED,
                code="missing_column",
                message=f"{sheet.name}: there is no column {column.name}.",
                remedy=f"{column.meaning} Write its heading in row {line}.",
                sheet=sheet.name,
                line=line,
                column=column.name,
            )
    for place, (heading, cell) in enumerate(zip(frame.headings, shown, strict=True)):
        unknown = heading and heading not in sheet.names
        if unknown or (heading and heading in frame.headings[:place]):
            what = "the register has no such column" if unknown else "this column stands twice"
            yield Finding(
                severity=Severity.FLAG if unknown else Severity.REFUSED,
                code="unknown_column" if unknown else "column_twice",
                message=f"{sheet.name}, {str(cell)[:_SHOWN]}: {what}; it is not read.",
                remedy=f"Its columns are {', '.join(sheet.names)}.",
                sheet=sheet.name,
                line=line,
                column=heading[:_SHOWN],
            )


def _too_many(sheet: Sheet, line: int) -> Finding:
    return Finding(
        severity=Severity.REFUSED,
        code="too_many_rows",
        message=f"{sheet.name}!{line}: there are more than {_MOST_ROWS:,} rows.",
        remedy="Take out what no longer holds.",
        sheet=sheet.name,
        line=line,
    )


def _heading(cell: object) -> str:
    return "" if cell is None else "_".join(str(cell).strip().lower().split())


def _filled(cell: object) -> bool:
    return cell is not None and str(cell).strip() != ""


def as_plain(read: ReadRegister) -> dict[str, Any]:
    """Return what was read as plain values, for JSON."""
    return {
        "sheets": list(read.sheets),
        "findings": [finding.as_dict() for finding in read.findings],
        "rows": {
            name: {
                "headings": list(rows.headings),
                "rows": [[row.line, dict(row.cells)] for row in rows],
            }
            for name, rows in read.register.sheets.items()
        },
    }


def from_plain(plain: Mapping[str, Any]) -> ReadRegister:
    """Return what `as_plain` wrote."""
    return ReadRegister(
        register=Register(
            {
                name: Rows(
                    sheet=name,
                    headings=tuple(said["headings"]),
                    rows=tuple(Row(line, cells) for line, cells in said["rows"]),
                )
                for name, said in plain["rows"].items()
            }
        ),
        sheets=tuple(plain["sheets"]),
        findings=tuple(
            Finding(**{**each, "severity": Severity(each["severity"])})
            for each in plain["findings"]
        ),
    )
